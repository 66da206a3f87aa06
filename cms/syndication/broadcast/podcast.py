"""Recorded bulletins as a podcast: RSS 2.0 with the vocabulary of Apple Podcasts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator

from .models import BroadcastBulletin

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
EPISODES = 100
BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


class Podcast(Rss201rev2Feed):
    """`image` is an absolute address; each item has `seconds`."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:itunes": ITUNES}

    def latest_post_date(self) -> Any:
        return max((item["pubdate"] for item in self.items), default=BEGINNING)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("itunes:author", self.feed["author"])
        handler.addQuickElement("itunes:summary", self.feed["description"])
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:type", "episodic")
        handler.addQuickElement("itunes:image", None, {"href": self.feed["image"]})
        handler.addQuickElement("itunes:category", None, {"text": "Government"})

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("itunes:duration", str(item["seconds"]))
        handler.addQuickElement("itunes:explicit", "false")
        handler.addQuickElement("itunes:episodeType", "full")


def episodes_of(
    heard: Iterable[BroadcastBulletin], absolute: Callable[[str], str]
) -> list[dict[str, Any]]:
    """The episodes, as `Podcast.add_item` takes them."""
    return [_episode(one, absolute) for one in heard]


def _episode(one: BroadcastBulletin, absolute: Callable[[str], str]) -> dict[str, Any]:
    path = reverse("broadcast:bulletin", args=[one.date])
    page = absolute(path)
    # Players know an episode by it, by whichever name of the portal they came.
    known_as = f"{settings.PORTAL_URL}{path}"
    sound = absolute(one.sound_address)
    return {
        "title": str(one),
        "link": page,
        "description": one.opening,
        "unique_id": f"{known_as}#{one.recorded_at:%Y%m%d%H%M%S}" if one.recorded_at else known_as,
        "unique_id_is_permalink": False,
        "pubdate": one.recorded_at,
        "enclosures": [Enclosure(sound, str(one.recording_size), one.recording_type)],
        "seconds": one.recording_seconds,
    }


def podcast(episodes: Iterable[dict[str, Any]], request: HttpRequest) -> bytes:
    """The podcast of these episodes."""
    agency = settings.WAGTAIL_SITE_NAME
    made = Podcast(
        title=_("Bulletins: %(agency)s") % {"agency": agency},
        link=request.build_absolute_uri(reverse("broadcast:index")),
        description=_("Bulletins about mediation at the grass roots, as read over loudspeakers."),
        language="vi",
        feed_url=request.build_absolute_uri(reverse("broadcast:feed")),
        ttl=settings.FEEDS["TTL_MINUTES"],
        author=agency,
        image=request.build_absolute_uri(static("broadcast/cover.png")),
    )
    for episode in episodes:
        made.add_item(**episode)
    return made.writeString("utf-8").encode()
