"""Where each address leads. Wagtail's pages come last: they take whatever is left."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", include("cms.syndication.machine.urls")),
    path("api/v1/", include("cms.polls.api.urls")),
    path("api/v1/visits/", include("cms.visits.urls")),
    path("api/v1/", include("cms.api.urls")),
    path("", include("cms.syndication.broadcast.urls")),
    path("feeds/", include("cms.syndication.feeds.urls")),
    path("", include("cms.embeds.urls")),
    path("trang-thai-nhan-tin/", include("cms.syndication.status.urls")),
    path("health/", include("cms.health.urls")),
    path("tim-kiem/", include("search.urls")),
    path("tim-kiem/", include("search.saved.urls")),
    path("", include("cms.syndication.channels.urls")),
    # Before the portal, whose sitemaps take every other `sitemap-….xml`.
    path("", include("cms.news.urls")),
    path("", include("cms.portal.urls")),
    path("", include("cms.polls.urls")),
    path("", include("cms.library.urls")),
    path("", include("cms.library.printing.urls")),
    path("", include(wagtail_urls)),
]
