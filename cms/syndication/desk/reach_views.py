"""*Đã đến đâu*: items × subscribers, and one item with all that is known of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from cms.publishing.models import Entry
from cms.publishing.sources import kinds
from cms.syndication import reach, replaying
from cms.syndication.channels.reach import channels_to_show, posts_of
from cms.syndication.models import Delivery, Guidance, Subscriber
from cms.syndication.models.guidance import KIND

from .access import DeskView

PAGE = 20
MOST_DELIVERIES = 30


class ReachView(DeskView):
    """Items × subscribers, with filters. GET only; mending is `MendView`."""

    page_title = _("Where it has arrived")
    template_name = "syndication/reach.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subscribers = list(Subscriber.objects.active().select_related("endpoint"))
        asked = self.request.GET
        chosen = next((one for one in subscribers if str(one.pk) == asked.get("subscriber")), None)
        page = Paginator(self._items(asked, chosen), PAGE).get_page(asked.get("p"))
        shown = [chosen] if chosen else subscribers
        lacking = reach.lacking_by_subscriber()
        rows = reach.rows_of(self._shown(page.object_list), shown)
        channels = [] if chosen else channels_to_show()
        posts = posts_of([row.item.id for row in rows], channels)
        return super().get_context_data(
            **kwargs,
            page=page,
            rows=[(row, posts[row.item.id]) for row in rows],
            channels=channels,
            subscribers=[(one, lacking.get(one.pk, 0)) for one in shown],
            all_subscribers=subscribers,
            chosen=chosen,
            asked=asked,
            kinds=_kind_choices(),
            query=_query_without_page(self.request),
        )

    def _items(self, asked: Any, chosen: Subscriber | None) -> Any:
        if asked.get("kind") == KIND:
            return Guidance.objects.order_by("-updated_at")
        kind = asked.get("kind", "")
        return reach.entries_to_show(
            kind if kind in kinds() else "",
            asked.get("state") == "lacking",
            chosen,
            asked.get("q", "").strip()[:200],
        )

    def _shown(self, found: Any) -> list[reach.Item]:
        return [
            reach.item_of_guidance(one) if isinstance(one, Guidance) else reach.item_of(one)
            for one in found
        ]


class ItemReachView(DeskView):
    """One item: each subscriber's state in full, and its latest deliveries."""

    template_name = "syndication/item_reach.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.item = _find(kwargs["id"])

    def get_page_title(self) -> str:
        return gettext("Where it has arrived: %(title)s") % {"title": self.item.title or "…"}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("syndication_reach"), "label": gettext("Where it has arrived")}
        *first, last = super().get_breadcrumbs_items()
        return [*first, above, last]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subscribers = list(Subscriber.objects.active())
        [row] = reach.rows_of([self.item], subscribers)
        channels = channels_to_show()
        posts = posts_of([self.item.id], channels)[self.item.id]
        deliveries = Delivery.objects.filter(item=self.item.id).select_related("subscriber")
        return super().get_context_data(
            **kwargs,
            item=self.item,
            row=row,
            pairs=list(zip(subscribers, row.cells, strict=True)),
            posts=list(zip(channels, posts, strict=True)),
            deliveries=deliveries.order_by("-pk")[:MOST_DELIVERIES],
        )


def of_source(request: HttpRequest, source: str) -> HttpResponse:
    """From an editor's page to where its item has arrived."""
    entry = get_object_or_404(Entry.objects.only("pk"), source=source)
    return redirect("syndication_item_reach", entry.pk)


class MendView(DeskView):
    """Send again what is lacking: `item` to all, all to `subscriber`, or one to one."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        item = _find(request.POST["item"]).id if request.POST.get("item") else None
        subscribers = Subscriber.objects.active()
        if request.POST.get("subscriber", "").isdigit():
            subscribers = subscribers.filter(pk=request.POST["subscriber"])
        elif item is None:
            raise Http404
        sent = sum(self._mend(one, item) for one in subscribers)
        said = ngettext("%(count)d item is sent again.", "%(count)d items are sent again.", sent)
        messages.success(request, said % {"count": sent})
        return redirect(_back(request))

    def _mend(self, one: Subscriber, item: UUID | None) -> int:
        if item is None:
            return replaying.mend(one)
        [row] = reach.rows_of([_find(item)], [one])
        return replaying.mend(one, item) if row.is_lacking else 0


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
