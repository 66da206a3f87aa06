from django.urls import path

from . import views

app_name = "news"
urlpatterns = [
    path("tac-gia/<slug:slug>/", views.author, name="author"),
    path("sitemap-news.xml", views.sitemap, name="sitemap"),
]
