from datetime import date

from django.urls import path, register_converter

from . import views


class DayConverter:
    """A day in an address: `2026-03-18`."""

    regex = r"(?:19|20)\d\d-\d\d-\d\d"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "broadcast"
urlpatterns = [
    path("truyen-thanh/", views.index, name="index"),
    path("truyen-thanh/<day:day>/", views.bulletin, name="bulletin"),
    path("truyen-thanh/<day:day>.txt", views.text, name="text"),
    path("truyen-thanh/<day:day>/ghi-am", views.recording, name="recording"),
    path("feeds/truyen-thanh.rss", views.feed, name="feed"),
]
