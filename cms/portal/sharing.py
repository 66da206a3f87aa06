"""Links with which a reader passes a page on. Plain links: nothing loads before a click."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ShareLink:
    name: str
    label: str | Promise
    url: str


def share_links(title: str, url: str) -> tuple[ShareLink, ...]:
    """Where to share the page at `url`."""
    return (
        ShareLink("facebook", _("Share on Facebook"), facebook(url)),
        ShareLink("zalo", _("Share on Zalo"), zalo(url)),
        ShareLink("email", _("Send by e-mail"), email(title, url)),
    )


def facebook(url: str) -> str:
    return "https://www.facebook.com/sharer/sharer.php?" + urlencode({"u": url})


def zalo(url: str) -> str:
    data = urlsafe_b64encode(json.dumps({"url": url}).encode()).decode()
    return "https://button-share.zalo.me/share_external?" + urlencode({"d": data})


def email(title: str, url: str) -> str:
    # Mail programs do not read "+" as a space.
    return "mailto:?" + urlencode({"subject": title, "body": f"{title}\n{url}"}, quote_via=quote)
