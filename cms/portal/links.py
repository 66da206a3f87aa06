"""Links that editors put into menus, the footer and notices.

A link to a page that is not public shows nothing, not even the page's title: a
menu must not be the place where a draft or a private page leaks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Page

from cms.publishing.visibility import public_pages


class LinkBlock(blocks.StructBlock):
    """A link to a page of this site, or to an address elsewhere."""

    page = blocks.PageChooserBlock(required=False, label=_("Page"))
    url = blocks.URLBlock(
        required=False, label=_("Address"), help_text=_("Only for a site other than this one.")
    )
    text = blocks.CharBlock(
        required=False,
        max_length=80,
        label=_("Text"),
        help_text=_("Left empty, it is the title of the page."),
    )

    class Meta:
        icon = "link"
        label = _("Link")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        cleaned = super().clean(value)
        errors = {}
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            errors["page"] = ValidationError(
                _("Choose a page, or give an address: one of the two.")
            )
        if cleaned["url"] and not cleaned["text"]:
            errors["text"] = ValidationError(_("An address needs a text to stand for it."))
        if errors:
            raise blocks.StructBlockValidationError(errors)
        return cleaned


class LinkStreamBlock(blocks.StreamBlock):
    link = LinkBlock()


class LinkGroupBlock(blocks.StructBlock):
    """Links under a heading: a column of the footer, a box beside the news."""

    heading = blocks.CharBlock(max_length=80, label=_("Heading"))
    links = blocks.ListBlock(LinkBlock(), label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Links under a heading")


@dataclass(frozen=True, slots=True)
class Link:
    """A link as readers see it."""

    text: str
    url: str
    path: str = ""

    def leads_to(self, request_path: str) -> bool:
        """Whether `request_path` is this link's page or lies below it."""
        if not self.path or self.path == "/":
            return self.path == request_path
        return request_path.startswith(self.path)


@dataclass(frozen=True, slots=True)
class LinkGroup:
    heading: str
    links: tuple[Link, ...]


def visible(values: Iterable[blocks.StructValue], public: dict[int, Page]) -> tuple[Link, ...]:
    """The links whose page is among the `public` ones, and those that lead elsewhere."""
    links = (_link(value, public) for value in values)
    return tuple(link for link in links if link is not None)


def _link(value: blocks.StructValue, public: dict[int, Page]) -> Link | None:
    if value["url"]:
        return Link(value["text"], value["url"])
    page = value["page"] and public.get(value["page"].pk)
    if not page or page.url is None:
        return None
    return Link(value["text"] or page.title, page.url, page.url)


def public_among(values: Iterable[blocks.StructValue], now: datetime) -> dict[int, Page]:
    """The pages that the links choose and that everyone may read at `now`, by key. Two queries."""
    keys = {value["page"].pk for value in values if value["page"]}
    if not keys:
        return {}
    return Page.objects.filter(public_pages(now), pk__in=keys).public().in_bulk()
