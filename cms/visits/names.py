"""What people call that of which visits are counted, and where it leads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from urllib.parse import unquote

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from cms.publishing.models import Entry
from cms.publishing.sources import kinds
from cms.publishing.visibility import public_pages

from .addresses import OF_A_PARAMETER, is_of_a_view
from .folding import OTHERS

# Of each key what it is called, and its address or nothing.
Names = Mapping[str, tuple[str, str]]


def sections(keys: Collection[str]) -> Names:
    views = {"tim-kiem": _("Search"), "tac-gia": _("Author"), "binh-chon": _("Polls")}
    titles = dict(Page.objects.filter(depth=3, slug__in=keys).values_list("slug", "title"))
    found = {key: (titles.get(key) or views.get(key, key), f"/{key}/") for key in keys}
    return {**found, "/": (_("Home page"), "/"), "": (_("Other pages"), "")}


def pages(keys: Collection[str]) -> Names:
    """Public pages by title; what else is served, by its path."""
    roots = Site.objects.values_list("root_page__url_path", flat=True)
    places = {f"{root.rstrip('/')}{unquote(key)}": key for root in roots for key in keys if key}
    found = Page.objects.filter(public_pages(timezone.now()), url_path__in=places)
    titles = {places[place]: title for place, title in found.values_list("url_path", "title")}
    served = {key: (titles.get(key) or unquote(key), _way_to(key, titles)) for key in keys if key}
    return {**served, "": (_("Other pages"), "")}


def _way_to(path: str, titles: Collection[str]) -> str:
    """The path where something stands there for everyone, else nothing."""
    is_there = path in titles or (is_of_a_view(path) and OF_A_PARAMETER not in path)
    return path if is_there else ""


def items(keys: Iterable[str]) -> Names:
    """Items by title; of those that are no longer public nothing is said."""
    gone = {key: (_("No longer public"), "") for key in keys}
    rows = Entry.objects.public().filter(pk__in=gone).values_list("pk", "kind", "title", "url")
    labels = {name: str(kind.label) for name, kind in kinds().items()}
    return gone | {
        str(key): (f"{title} ({labels.get(kind, kind)})", url) for key, kind, title, url in rows
    }


def files(keys: Collection[str]) -> Names:
    """Uploaded files by title; print-outs by that of their item."""
    numbers = [key for key in keys if key.isdigit()]
    found = get_document_model().objects.in_bulk([int(number) for number in numbers])
    gone = {key: (_("A file that was deleted"), "") for key in numbers}
    uploaded = {str(key): (file.title, file.url) for key, file in found.items()}
    printed = items(key for key in keys if not key.isdigit())
    of_items = {
        key: (_("%(title)s, print-out") % {"title": title} if url else title, url)
        for key, (title, url) in printed.items()
    }
    return gone | uploaded | of_items


def sites(keys: Collection[str]) -> Names:
    here = Site.objects.filter(is_default_site=True).first()
    return {**domains(keys), "": (_("The portal"), here.root_url if here else "/")}


def domains(keys: Iterable[str]) -> Names:
    """No links: anyone may have themselves named here."""
    return {**{key: (key, "") for key in keys}, OTHERS: (_("All others"), "")}
