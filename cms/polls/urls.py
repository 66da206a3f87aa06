from django.urls import path

from . import views

app_name = "polls"
urlpatterns = [
    path("binh-chon/", views.index, name="index"),
    path("binh-chon/<slug:slug>/", views.poll, name="poll"),
]
