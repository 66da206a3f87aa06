"""What stands around the content of every page: the agency, the menu, the footer, the trail."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from wagtail.models import Page

from cms.publishing.visibility import public_pages

from .links import Link, LinkGroup, public_among, visible

if TYPE_CHECKING:
    from .models import PortalSettings


@dataclass(frozen=True, slots=True)
class Chrome:
    """The agency as its settings say it, and the links that everyone may follow now."""

    agency: PortalSettings
    menu: tuple[Link, ...]
    footer: tuple[LinkGroup, ...]

    def current(self, path: str) -> Link | None:
        """The menu's link that leads to `path`: the most precise one."""
        leading = [link for link in self.menu if link.leads_to(path)]
        return max(leading, key=lambda link: len(link.path), default=None)


def chrome_of(agency: PortalSettings, now: datetime) -> Chrome:
    """The chrome of the site at `now`. At most four queries, however long the menus are."""
    menu = [block.value for block in agency.menu]
    columns = [block.value for block in agency.footer]
    values = [*menu, *(link for column in columns for link in column["links"])]
    public = public_among(values, now)
    groups = (LinkGroup(column["heading"], visible(column["links"], public)) for column in columns)
    return Chrome(
        agency=agency,
        menu=visible(menu, public),
        footer=tuple(group for group in groups if group.links),
    )


def trail_of(page: Page, now: datetime) -> Sequence[Page]:
    """The pages above `page`, from the home page down, that everyone may read."""
    above = page.get_ancestors().filter(public_pages(now), depth__gt=1)
    return list(above.order_by("depth"))
