from django.urls import path

from .views import ShortLinkView

urlpatterns = [path("i/<str:code>/", ShortLinkView.as_view(), name="short_link")]
