from django.urls import path, re_path

from cms.api.urls import reading

from . import views

app_name = "feeds"
_forms = "|".join(views.FORMATS)

urlpatterns = [
    path("", views.index, name="index"),
    re_path(rf"^(?P<name>[a-z-]+)\.(?P<form>{_forms})$", reading(views.FeedView), name="feed"),
]
