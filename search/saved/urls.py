from django.urls import path

from . import views

app_name = "saved_searches"
urlpatterns = [
    path("rss/", views.feed, name="feed"),
    path("theo-doi/", views.follow, name="follow"),
    path("theo-doi/<str:token>/", views.manage, name="manage"),
    path("theo-doi/<str:token>/xac-nhan/", views.confirm, name="confirm"),
    path("theo-doi/<str:token>/ngung/", views.end, name="end"),
]
