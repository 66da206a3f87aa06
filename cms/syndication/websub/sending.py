"""Telling the hub: one POST for some feeds, as all hubs understand it.

The Recommendation leaves to publisher and hub how it is told (section 7); what hubs take
is what PubSubHubbub 0.4 said (section 7.1): `hub.mode=publish` and the topics as `hub.url`.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.syndication.models import Ping
from cms.syndication.outgoing import Failed, Refused, post

from . import queue

HEADERS = {
    "Content-Type": "application/x-www-form-urlencoded",
    "User-Agent": "DongHoi-WebSub/1",
}


def tell_hub() -> int:
    """A step of the worker: tell the hub of feeds that have changed; of how many."""
    if not settings.FEEDS["WEBSUB_HUB"]:
        # Whoever took the hub out of the settings wants it told no more.
        return Ping.objects.all().delete()[0]
    pings = queue.take(timezone.now())
    if not pings:
        return 0
    # What is written down is read by Vietnamese operators, whoever's thread this is.
    with translation.override(settings.LANGUAGE_CODE):
        return _tell(pings)


def _tell(pings: list[Ping]) -> int:
    addresses = [f"{settings.PORTAL_URL}{one.feed}" for one in pings]
    body = urlencode({"hub.mode": "publish", "hub.url": addresses}, doseq=True).encode()
    try:
        answer = post(settings.FEEDS["WEBSUB_HUB"], body, HEADERS)
    except (Failed, Refused) as error:
        queue.fail(pings, str(error), timezone.now())
        return 0
    if answer.is_success:
        queue.succeed(pings)
        return len(pings)
    said = " ".join(answer.text.split())[:300]
    why = _("The hub answered %(status)s.") % {"status": answer.status}
    queue.fail(pings, f"{why} {said}".strip(), timezone.now(), answer.retry_after)
    return 0
