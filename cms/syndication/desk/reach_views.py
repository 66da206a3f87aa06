"""*Đã đến đâu*: items × subscribers, and one item with all that is known of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.publishing.models import Entry
from cms.publishing.representation import source_label
from cms.publishing.sources import kinds
from cms.syndication import reach, replaying
from cms.syndication.channels.deciding import TooLate, decide, may_decide
from cms.syndication.channels.reach import (
    Cell,
    cells_of,
    channels_to_show,
    refused_posts,
    stuck_posts,
)
from cms.syndication.models import Delivery, Guidance, Subscriber
from cms.syndication.models.guidance import KIND

from .access import DeskView
from .moment import one_moment

PAGE = 20
MOST_DELIVERIES = 30


@method_decorator(transaction.non_atomic_requests, name="dispatch")
class OneMomentView(DeskView):
    """A page whose statements were all true together. It is read, and changes nothing."""

    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        with one_moment():
            return super().get_context_data(**kwargs, **self.read())

    def read(self) -> dict[str, Any]:
        """What the page says, read to the end: it is written after the moment."""
        raise NotImplementedError


class ReachView(OneMomentView):
    """Items × subscribers and channels, with filters. Mending is `MendView`."""

    page_title = _("Where it has arrived")
    template_name = "syndication/reach.html"

    def read(self) -> dict[str, Any]:
        subscribers = list(Subscriber.objects.active().select_related("endpoint"))
        asked = self.request.GET
        chosen = next((one for one in subscribers if str(one.pk) == asked.get("subscriber")), None)
        page = Paginator(self._items(asked, chosen), PAGE).get_page(asked.get("p"))
        shown = [chosen] if chosen else subscribers
        lacking = reach.lacking_by_subscriber()
        rows = reach.rows_of(self._shown(page.object_list), shown)
        channels = [] if chosen else channels_to_show()
        posts = cells_of([row.item for row in rows], channels)
        return {
            "page": page,
            "rows": [_with_posts(row, posts[row.item.id]) for row in rows],
            "channels": channels,
            "subscribers": [(one, lacking.get(one.pk, 0)) for one in shown],
            "all_subscribers": subscribers,
            "chosen": chosen,
            "asked": asked,
            "kinds": _kind_choices(),
            "query": _query_without_page(self.request),
        }

    def _items(self, asked: Any, chosen: Subscriber | None) -> Any:
        words, state = asked.get("q", "").strip()[:200], asked.get("state")
        if asked.get("kind") == KIND:
            return reach.guidance_to_show(state == "lacking", chosen, words)
        kind = asked.get("kind") if asked.get("kind") in kinds() else ""
        entries = reach.entries_to_show(kind, state == "lacking", chosen, words)
        return entries.filter(stuck_posts()) if state == "stuck" else entries

    def _shown(self, found: Any) -> list[reach.Item]:
        return _with_titles(
            [
                reach.item_of_guidance(one) if isinstance(one, Guidance) else reach.item_of(one)
                for one in found
            ]
        )


def _with_titles(items: list[reach.Item]) -> list[reach.Item]:
    """A tombstone has no title; what was withdrawn is known here by its page's, if that is left."""
    prefix = f"{source_label(Page)}:"
    gone = {
        item.id: int(item.source.removeprefix(prefix))
        for item in items
        if not item.title and item.source.startswith(prefix)
    }
    titles = dict(Page.objects.filter(pk__in=gone.values()).values_list("pk", "title"))
    return [replace(item, title=titles.get(gone.get(item.id, 0), item.title)) for item in items]


def _with_posts(row: reach.Row, posts: tuple[Cell | None, ...]) -> tuple[Any, ...]:
    """A row, its posts, and whether sending again would help."""
    return row, posts, row.is_lacking or any(post and post.is_refused for post in posts)


class ItemReachView(OneMomentView):
    """One item: each subscriber's state in full, and its latest deliveries."""

    template_name = "syndication/item_reach.html"
    item: reach.Item

    def get_page_title(self) -> str:
        return gettext("Where it has arrived: %(title)s") % {"title": self.item.title or "…"}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("syndication_reach"), "label": gettext("Where it has arrived")}
        *first, last = super().get_breadcrumbs_items()
        return [*first, above, last]

    def read(self) -> dict[str, Any]:
        [self.item] = _with_titles([_find(self.kwargs["id"])])
        subscribers = list(Subscriber.objects.active())
        [row] = reach.rows_of([self.item], subscribers)
        channels = channels_to_show()
        posts = cells_of([self.item], channels)[self.item.id]
        deliveries = Delivery.objects.filter(item=self.item.id).select_related("subscriber")
        return {
            "item": self.item,
            "is_mendable": _with_posts(row, posts)[-1],
            "pairs": list(zip(subscribers, row.cells, strict=True)),
            "posts": list(zip(channels, posts, strict=True)),
            "deliveries": list(deliveries.order_by("-pk")[:MOST_DELIVERIES]),
        }


def of_source(request: HttpRequest, source: str) -> HttpResponse:
    """From an editor's page to where its item has arrived."""
    entry = get_object_or_404(Entry.objects.only("pk"), source=source)
    return redirect("syndication_item_reach", entry.pk)


class MendView(DeskView):
    """Send again what is lacking: `item` to all, all to `subscriber`, or one to one.

    An item's refused posts are sent again as well, by those who may decide of them. What nobody
    is sure of is not: a person has to look first.
    """

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        item = _find(request.POST["item"]).id if request.POST.get("item") else None
        subscribers = Subscriber.objects.active()
        if request.POST.get("subscriber", "").isdigit():
            subscribers = subscribers.filter(pk=request.POST["subscriber"])
        elif item is None:
            raise Http404
        sent = sum(self._mend(one, item) for one in subscribers)
        if item is not None and "subscriber" not in request.POST:
            sent += self._post_again(item)
        said = ngettext("%(count)d item is sent again.", "%(count)d items are sent again.", sent)
        messages.success(request, said % {"count": sent})
        return redirect(_back(request))

    def _mend(self, one: Subscriber, item: UUID | None) -> int:
        if item is None:
            return replaying.mend(one)
        [row] = reach.rows_of([_find(item)], [one])
        return replaying.mend(one, item) if row.is_lacking else 0

    def _post_again(self, item: UUID) -> int:
        user = self.request.user
        posts = [post for post in refused_posts(item) if may_decide(user, post)]
        return sum(self._decided(post.pk) for post in posts)

    def _decided(self, post: int) -> bool:
        try:
            decide(post, "send", self.request.user)
        except TooLate:
            return False
        return True


def _find(key: object) -> reach.Item:
    try:
        id = UUID(str(key))
    except ValueError:
        raise Http404 from None
    entry = Entry.objects.filter(pk=id).first()
    if entry is not None:
        return reach.item_of(entry)
    return reach.item_of_guidance(get_object_or_404(Guidance, pk=id))


def _back(request: HttpRequest) -> str:
    there = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(there, allowed_hosts={request.get_host()}):
        return there
    return reverse("syndication_reach")


def _kind_choices() -> list[tuple[str, str]]:
    found = [(kind.name, str(kind.label)) for kind in kinds().values()]
    return sorted([*found, (KIND, str(Guidance._meta.verbose_name))], key=lambda one: one[1])


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode()
