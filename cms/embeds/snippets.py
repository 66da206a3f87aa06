"""What a webmaster pastes: an element with its script, or a frame."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext as _in

from . import script
from .choices import Choice

# Pixels; with the script a frame finds its own.
HEIGHTS = {"news": 520, "search": 420, "documents": 420, "poll": 420, "visits": 90}
_MORE = {"news": {"kind": "news", "sort": "date"}, "documents": {"kind": "document"}}


@dataclass(frozen=True, slots=True)
class Snippets:
    """The HTML of a choice: `element` in two lines, `frame` in one; `live` is the element."""

    element: str
    frame: str
    live: SafeString
    integrity: str


def snippets_of(request: HttpRequest, choice: Choice, *, pinned: bool) -> Snippets:
    """The snippets with the addresses by which `request` reached us."""
    version = script.current()
    loading = _script(request, version, pinned=pinned)
    element = _element(choice, choice.attributes, _fallback(request, choice))
    # Whoever builds an embed does not visit the page that will hold it.
    unseen = {"beacon": "no"} if choice.widget == "visits" else {}
    live = _element(choice, {**choice.attributes, **unseen}, _noscript(request, choice))
    return Snippets(f"{loading}\n{element}", frame_of(request, choice), live, version.integrity)


def _script(request: HttpRequest, version: script.Script, *, pinned: bool) -> SafeString:
    if not pinned:
        address = request.build_absolute_uri(reverse("embeds:script"))
        return format_html('<script src="{}" async></script>', address)
    script.keep(version)
    address = request.build_absolute_uri(reverse("embeds:pinned", args=[version.digest]))
    return format_html(
        '<script src="{}" integrity="{}" crossorigin="anonymous" async></script>',
        address,
        version.integrity,
    )


def _element(choice: Choice, attributes: dict[str, str], within: SafeString) -> SafeString:
    name = f"dh-{choice.widget}"
    written = format_html_join("", ' {}="{}"', attributes.items())
    return format_html("<{}{}>{}</{}>", name, written, within, name)


def _fallback(request: HttpRequest, choice: Choice) -> SafeString:
    """What stands there without scripts: a plain link."""
    return format_html('<a href="{}">{}</a>', _portal_address(request, choice), title_of(choice))


def _noscript(request: HttpRequest, choice: Choice) -> SafeString:
    return format_html("<noscript>{}</noscript>", frame_of(request, choice, absolute=False))


def _portal_address(request: HttpRequest, choice: Choice) -> str:
    """The page of ours that gives a reader what the widget would."""
    if choice.widget == "visits":
        return request.build_absolute_uri("/")
    if choice.widget == "poll":
        return request.build_absolute_uri(frame_path(choice))
    given = {name: value for name, value in choice.filters.items() if value}
    query = urlencode({**_MORE.get(choice.widget, {}), **given})
    address = request.build_absolute_uri(reverse("search:search"))
    return f"{address}?{query}" if query else address


def title_of(choice: Choice) -> str:
    """What the widget is called where its page gives it no heading."""
    names = {
        "news": _("Mediation news"),
        "search": _("Search the mediation library"),
        "documents": _("Mediation documents"),
        "poll": _in("embed", "Poll"),
        "visits": _in("embed", "Visits"),
    }
    return choice.heading or names[choice.widget]


def frame_path(choice: Choice) -> str:
    """The address of the frame, from our root."""
    if choice.widget == "poll":
        given = {name: value for name, value in choice.attributes.items() if name != "poll"}
        path = (
            reverse("embeds:poll", args=[choice.poll])
            if choice.poll
            else reverse("embeds:newest_poll")
        )
        return f"{path}?{urlencode(given)}" if given else path
    path = reverse("embeds:frame", args=[choice.widget])
    return f"{path}?{choice.query}" if choice.query else path


def frame_of(request: HttpRequest, choice: Choice, *, absolute: bool = True) -> SafeString:
    """The `<iframe>` that shows the choice."""
    path = frame_path(choice)
    return format_html(
        '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"></iframe>',
        request.build_absolute_uri(path) if absolute else path,
        title_of(choice),
        str(HEIGHTS[choice.widget]),
    )
