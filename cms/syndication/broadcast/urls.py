from datetime import date

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from . import views


class DayConverter:
    """A day in an address: `2026-03-18`."""

    regex = r"(?:19|20)\d\d-\d\d-\d\d"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


class SoundConverter(StringConverter):
    """How the name of a recording ends."""

    regex = r"\.(?:mp3|m4a|ogg)"


register_converter(DayConverter, "day")
register_converter(SoundConverter, "sound")

app_name = "broadcast"
urlpatterns = [
    path("truyen-thanh/", views.index, name="index"),
    path("truyen-thanh/<day:day>/", views.bulletin, name="bulletin"),
    path("truyen-thanh/<day:day>.txt", views.text, name="text"),
    path("truyen-thanh/<day:day>/ghi-am", views.recording),
    # Directories of podcasts, and the boxes beside loudspeakers, go by how an address ends.
    path("truyen-thanh/<day:day>/ghi-am<sound:ending>", views.recording, name="recording"),
    path("feeds/truyen-thanh.rss", views.feed, name="feed"),
]
