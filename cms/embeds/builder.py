"""The page on which a commune's webmaster puts an embed together. A form that asks again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy as _in
from django.views.decorators.http import require_safe

from . import choices, colours, offered, snippets
from .choices import Choice
from .offered import Option
from .serving import BUILDER_POLICY

# In the order in which they are offered, with what each is for.
WIDGETS: Mapping[str, tuple[str | Promise, str | Promise]] = {
    "news": (_in("embed", "News"), _("The newest items, of your commune or on a topic.")),
    "search": (
        _in("embed", "Search box"),
        _("Your readers search the library without leaving your page."),
    ),
    "documents": (
        _in("embed", "Documents"),
        _("A list of laws, guides and forms, by set or by type."),
    ),
    "poll": (_in("embed", "Poll"), _("Your readers vote on your page.")),
    "visits": (_("Visit counter"), _("Counts a visit of your page, and shows the figures.")),
}
# Each is read well on white.
ACCENTS: Mapping[str, str | Promise] = {
    "": _("Red, as on the portal"),
    "#0b57d0": _in("embed", "Blue"),
    "#1b5e20": _in("embed", "Green"),
    "#7a4a00": _in("embed", "Brown"),
    "#4a148c": _in("embed", "Violet"),
    "own": _in("embed", "Another colour"),
}
THEMES: Mapping[str, str | Promise] = {
    "": _("As your page is"),
    "light": _in("embed", "Light"),
    "dark": _in("embed", "Dark"),
    "auto": _("As each reader's device is set"),
}
SHOWN: Mapping[str, str | Promise] = {
    "date": _in("embed", "Date"),
    "lead": _in("embed", "Lead"),
    "image": _in("embed", "Image"),
}
KINDS: Mapping[str, str | Promise] = {
    "document": _in("embed", "The library"),
    "all": _("Everything: news, pages and the library"),
}
USUAL_COLOUR = "#0b57d0"
# The heading is of one widget only.
_LOOK_KEPT = frozenset(choices.LOOK) - {"heading"}
_FEEDS = {"news": "news", "documents": "documents"}


@require_safe
def build(request: HttpRequest) -> HttpResponse:
    """What is chosen so far, how it looks, and the HTML to copy."""
    widget = request.GET.get("widget", "")
    widget = widget if widget in WIDGETS else "news"
    choice = choices.read(widget, _given(request.GET))
    pinned = request.GET.get("pinned") == "1"
    made = snippets.snippets_of(request, choice, pinned=pinned)
    context = {
        "choice": choice,
        "widgets": _tabs(choice),
        "fields": choices.WIDGETS[widget],
        "pinned": pinned,
        "snippets": made,
        "letter": _letter(request, made.element),
        "frame": snippets.frame_of(request, choice, absolute=False),
        "feed": _feed(request, choice),
        "hard_to_read": bool(choice.accent)
        and not colours.is_readable(choice.accent, choice.theme),
        "lists": _choosers(choice, timezone.now()),
        **_look(choice),
    }
    response = render(request, "embeds/builder.html", context)
    response.headers["Content-Security-Policy"] = BUILDER_POLICY
    return response


def _given(query: QueryDict) -> dict[str, str]:
    """The form's fields as an address of a frame would have them."""
    given = query.dict()
    if "form" in given:
        # A form says nothing of a box that is not ticked.
        given["show"] = " ".join(query.getlist("show"))
    if given.get("accent") == "own":
        given["accent"] = given.get("own", "")
    return {name: str(value) for name, value in given.items()}


def _tabs(choice: Choice) -> list[dict[str, Any]]:
    """The widgets; whoever changes to another keeps the look chosen so far."""
    look = {name: text for name, text in choice.attributes.items() if name in _LOOK_KEPT}
    return [
        {
            "label": label,
            "about": about,
            "chosen": name == choice.widget,
            "query": urlencode({"widget": name, **look}),
        }
        for name, (label, about) in WIDGETS.items()
    ]


def _letter(request: HttpRequest, element: str) -> str:
    """The address that begins a letter to whoever looks after the site."""
    told = _("Please paste these lines as HTML into our site, where it shall stand:")
    made = _("They were put together here:")
    body = f"{told}\n\n{element}\n\n{made} {request.build_absolute_uri()}"
    subject = _("HTML for our site, from the mediation portal")
    return f"mailto:?{urlencode({'subject': subject, 'body': body}, quote_via=quote)}"


@dataclass(frozen=True, slots=True)
class Chooser:
    """A list of the form: its field, what it is called, what nothing chosen means."""

    name: str
    label: str | Promise
    none: str | Promise
    options: Sequence[Option]
    chosen: str


_CHOOSERS: Mapping[str, tuple[str | Promise, str | Promise, Callable[[datetime], list[Option]]]] = {
    "poll": (_in("embed", "Poll"), _("Always the newest"), offered.polls),
    "unit": (_in("embed", "Commune or ward"), _in("embed", "All"), offered.units),
    "topic": (_in("embed", "Topic"), _in("embed", "All"), offered.topics),
    "set": (_in("embed", "Document set"), _in("embed", "All"), offered.sets),
    "type": (_in("embed", "Type"), _in("embed", "All"), offered.in_use("type")),
    "field": (_in("embed", "Field of law"), _in("embed", "All"), offered.in_use("field")),
    "validity": (_in("embed", "Validity"), _in("embed", "All"), offered.in_use("validity")),
}


def _choosers(choice: Choice, now: datetime) -> list[Chooser]:
    """The lists that the widget's form needs, and no others. One query each."""
    needed = choices.WIDGETS[choice.widget]
    return [
        Chooser(name, label, none, options_at(now), getattr(choice, name))
        for name, (label, none, options_at) in _CHOOSERS.items()
        if name in needed
    ]


def _look(choice: Choice) -> dict[str, Any]:
    own = bool(choice.accent) and choice.accent not in ACCENTS
    return {
        "accents": ACCENTS.items(),
        "accent": "own" if own else choice.accent,
        "own": choice.accent if own else USUAL_COLOUR,
        "themes": THEMES.items(),
        "shown": SHOWN.items(),
        "kinds": KINDS.items(),
    }


def _feed(request: HttpRequest, choice: Choice) -> str:
    """The address of the RSS feed with the same items; empty where there is none."""
    if choice.widget not in _FEEDS:
        return ""
    path = reverse("feeds:feed", kwargs={"name": _FEEDS[choice.widget], "form": "rss"})
    query = urlencode({name: value for name, value in choice.filters.items() if value})
    return request.build_absolute_uri(f"{path}?{query}" if query else path)
