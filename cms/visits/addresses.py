"""What is kept of an address: of a page of ours its path, of any other its domain.

Query and fragment go, and so does whatever stands in a path in the place of a parameter:
there are addresses whose last step opens something of someone's.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from posixpath import normpath
from urllib.parse import quote, unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.urls import Resolver404, resolve

LONGEST_PATH = 300
# RFC 1035.
LONGEST_HOST = 253
LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
HOST = re.compile(rf"{LABEL}(?:\.{LABEL})*")
# Nobody reads these as pages of the site.
NO_PAGES = ("/admin/", "/api/", "/documents/", "/embed/", "/health/", "/media/", "/static/")
MOST_PATHS = 4_000
PAGE_VIEW = "wagtail_serve"
# Stands in the place of a parameter; nobody can send it as part of a path.
OF_A_PARAMETER = "…"


def own_places(request: HttpRequest) -> frozenset[str]:
    """The places (see `place_of`) whose pages are ours."""
    asked = place_of(f"//{request.get_host()}")
    return frozenset({asked, place_of(settings.PORTAL_URL)} - {""})


@lru_cache(maxsize=MOST_PATHS)
def place_of(address: str) -> str:
    """Host and, where it is none of the usual, port of an address; empty when it has no host."""
    try:
        port = urlsplit(address).port
    except ValueError:
        return ""
    host = host_of(address)
    return f"{host}:{port}" if host and port not in {None, 80, 443} else host


@lru_cache(maxsize=MOST_PATHS)
def host_of(address: str) -> str:
    """The host that an address names, in lower case and ASCII; empty when that is none."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
        host = host.encode("idna").decode() if not host.isascii() else host
    except ValueError:
        return ""
    return host if len(host) <= LONGEST_HOST and HOST.fullmatch(host) else ""


def path_of(address: str) -> str:
    """The path of an address, without what cannot be read."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def domain_of(address: str) -> str:
    """The domain of a referrer, without `www.`; empty when there is none."""
    return host_of(address).removeprefix("www.")


def embedding_place(named: str) -> str:
    """The site that embeds, given as a host or as an address; empty when it is none."""
    return place_of(named if "//" in named else f"//{named}").removeprefix("www.")


@lru_cache(maxsize=MOST_PATHS)
def page_path(path: str) -> str:
    """The path under which a page is counted; empty when it leads to no page of the site.

    Whether a page of Wagtail's stands there is not known here: see `cms.visits.targets`.
    """
    try:
        clean = _normal(path)
        match = resolve(clean)
    except (Resolver404, ValueError):
        return ""
    if clean.startswith(NO_PAGES):
        return ""
    if match.url_name == PAGE_VIEW:
        return quote(clean)
    fixed, parameter, _rest = match.route.partition("<")
    fixed = fixed.rpartition("/")[0]
    return f"/{fixed}/{OF_A_PARAMETER if parameter else ''}" if fixed else ""


def is_of_a_view(path: str) -> bool:
    """Whether the path, which `page_path` gave, is that of a view and not of a page in the tree."""
    return path.endswith(OF_A_PARAMETER) or resolve(unquote(path)).url_name != PAGE_VIEW


def _normal(path: str) -> str:
    """Decoded, without empty and dotted steps, with a slash at its end. Raises `ValueError`."""
    if not path.startswith("/") or len(path) > LONGEST_PATH:
        raise ValueError("no path")
    clean = unicodedata.normalize("NFC", unquote(path.partition("?")[0].partition("#")[0]))
    if not clean.isprintable():
        raise ValueError("no text")
    clean = normpath("/" + clean.lstrip("/"))
    return clean if clean == "/" else f"{clean}/"
