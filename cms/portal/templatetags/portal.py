"""What the portal's templates ask for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page as PageOfItems
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from wagtail.blocks import StructValue
from wagtail.images.models import AbstractImage
from wagtail.models import Page

from cms.portal.chrome import Chrome, chrome_of, trail_of
from cms.portal.display import Display
from cms.portal.links import Link, public_among, visible
from cms.portal.models import PortalSettings
from cms.portal.privacy import public_only
from cms.portal.sharing import ShareLink, share_links

register = template.Library()

# What could end a script element or open a comment inside it.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def portal_chrome(context: template.Context) -> Chrome:
    """The agency, menu and footer of the site that the request is for."""
    return chrome_of(PortalSettings.for_request(context["request"]), timezone.now())


@register.simple_tag(takes_context=True)
def current_link(context: template.Context, chrome: Chrome) -> Link | None:
    """The menu's link that leads to where the reader is."""
    return chrome.current(context["request"].path)


@register.simple_tag(takes_context=True)
def display(context: template.Context) -> Display:
    """The reader's text size and contrast."""
    return getattr(context.get("request"), "display", Display())


@register.simple_tag
def trail(page: Page) -> Sequence[Page]:
    """The breadcrumbs above `page`."""
    return trail_of(page, timezone.now())


@register.simple_tag
def visible_links(values: Sequence[StructValue]) -> tuple[Link, ...]:
    """Those of an editor's links that everyone may follow now."""
    return visible(values, public_among(values, timezone.now()))


@register.simple_tag
def share_links_of(title: str, url: str) -> tuple[ShareLink, ...]:
    return share_links(title, url)


@register.simple_tag
def page_numbers(page: PageOfItems) -> list[int | str]:
    """The numbers to offer around the current one, with `…` for those left out."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))


@register.filter
def open_to_all(image: AbstractImage | None) -> AbstractImage | None:
    """The image, unless it lies in a collection that not everyone may see."""
    return next(iter(public_only([image])), None) if image else None


@register.simple_tag
def page_templates(place: str) -> Sequence[str]:
    """What other apps put on each page: see the setting."""
    return list(settings.PAGE_TEMPLATES[place])


@register.simple_tag
def site_name() -> str:
    """What the site is called where there is no database to ask for the agency's name."""
    return str(settings.WAGTAIL_SITE_NAME)


@register.filter
def json_ld(value: dict[str, Any]) -> SafeString:
    """`value` as the content of a `<script type="application/ld+json">`: data, never run."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(_ESCAPES))
