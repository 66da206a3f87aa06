"""The polls' own pages for crawlers: the list, and each poll that everyone may read now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import timezone

from .models import Poll


@dataclass(frozen=True, slots=True)
class Place:
    """A page of ours, and when it last changed."""

    path: str
    changed: datetime | None = None


class PollSitemap(Sitemap):
    """A poll has one address, on the portal, by whatever name the portal is asked."""

    limit = 5000

    def items(self) -> list[Place]:
        polls = Poll.objects.readable(timezone.now()).only("slug", "last_published_at")
        places = [Place(poll.get_absolute_url(), poll.last_published_at) for poll in polls]
        return [Place(reverse("polls:index")), *places]

    def location(self, item: Place) -> str:
        return item.path

    def lastmod(self, item: Place) -> datetime | None:
        return item.changed

    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.PORTAL_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.PORTAL_URL).netloc
