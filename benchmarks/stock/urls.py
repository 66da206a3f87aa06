from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.documents import urls as wagtaildocs_urls

from .apis import v2, v3

urlpatterns = [
    path("api/v2/", v2.urls),
    path("api/v3/", v3.urls),
    path("documents/", include(wagtaildocs_urls)),
    path("", include(wagtail_urls)),
]
