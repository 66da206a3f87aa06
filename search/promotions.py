"""Results that editors put first for a query: Wagtail's own search promotions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import Page

from cms.publishing.visibility import public_pages

from .analysis import Token
from .planning import query_tokens
from .standing import Promotions


@dataclass(frozen=True, slots=True)
class Promoted:
    """A page or another site's address that stands above what was found."""

    title: str
    url: str
    description: str


def promoted_for(text: str, promotions: Promotions, now: datetime) -> tuple[Promoted, ...]:
    """What editors chose for `text`, of it what everyone may read at `now`, in their order.

    Three queries when something was chosen, none otherwise. The query counts in its normal
    form; a word typed without diacritics is taken for one that has them.
    """
    keys = [key for key, query in promotions if _is_same(text, query)]
    if not keys:
        return ()
    chosen = list(SearchPromotion.objects.filter(pk__in=keys).order_by("sort_order", "pk"))
    pages = _public_pages([row.page_id for row in chosen if row.page_id], now)
    found = (_promoted(row, pages) for row in chosen)
    return tuple(one for one in found if one is not None)


def _is_same(typed: str, chosen: str) -> bool:
    asked, wanted = query_tokens(typed), query_tokens(chosen)
    return bool(asked) and len(asked) == len(wanted) and all(map(_is_same_word, asked, wanted))


def _is_same_word(typed: Token, chosen: Token) -> bool:
    """Whoever leaves the diacritics of a word out may mean any; whoever types some means those."""
    return typed.exact == chosen.exact or (not typed.marked and typed.folded == chosen.folded)


def _public_pages(keys: list[int], now: datetime) -> dict[int, Page]:
    found: dict[int, Page] = Page.objects.filter(public_pages(now)).public().in_bulk(keys)
    return found


def _promoted(row: SearchPromotion, pages: dict[int, Page]) -> Promoted | None:
    if not row.page_id:
        title = row.external_link_text or row.external_link_url
        return Promoted(title, row.external_link_url, row.description)
    page = pages.get(row.page_id)
    url = page.get_full_url() if page else None
    return Promoted(page.title, url, row.description) if page and url else None
