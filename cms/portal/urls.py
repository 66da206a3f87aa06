from django.urls import path

from . import display, robots, sitemaps, views

app_name = "portal"
urlpatterns = [
    path("hien-thi/", display.choose, name="display"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemaps.index, name="sitemap"),
    path("sitemap-<str:section>.xml", sitemaps.section, name="sitemap_section"),
    path("media/images/<path:path>", views.rendition, name="rendition"),
]
