"""*Đã đến đâu* beside the item that is being edited: a side panel of Wagtail's editors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.publishing.models import Entry
from cms.publishing.representation import source_of
from cms.publishing.sources import source_models
from cms.syndication import reach
from cms.syndication.channels.reach import STUCK, cells_of, channels_to_show
from cms.syndication.models import Subscriber

from .access import may_look
from .moment import one_moment

NOT_FOR_IT = reach.State.NOT_FOR_IT


class ReachSidePanel(BaseSidePanel):
    """Each subscriber and channel with what it has of this item; those that lack it come first."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle where it has arrived")
        icon_name = "tasks"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = self.panel.told["open"]
            return context

    name = "reach"
    title = _("Where it has arrived")
    template_name = "syndication/side_panel.html"
    order = 350

    class Media:
        css = {"all": ["syndication/desk.css"]}

    @property
    def is_shown(self) -> bool:
        """Only of what was published once, and to those who may look."""
        return may_look(self.request.user) and self.entry is not None

    @cached_property
    def entry(self) -> Entry | None:
        return Entry.objects.filter(source=source_of(self.object)).first()

    @cached_property
    def told(self) -> dict[str, Any]:
        """All that the panel says. Five queries, however many receive it."""
        assert self.entry is not None
        item = reach.item_of(self.entry)
        subscribers = list(Subscriber.objects.active())
        [row] = reach.rows_of([item], subscribers)
        channels = channels_to_show()
        posts = cells_of([item], channels)[item.id]
        told = list(zip(subscribers, row.cells, strict=True))
        lacking = [(one, cell) for one, cell in told if cell.state.is_lacking]
        stuck = sum(post is not None and post.state in STUCK for post in posts)
        return {
            "item": item,
            "lacking": lacking,
            "has_it": [pair for pair in told if pair[1].state in reach.HAS_ALL - {NOT_FOR_IT}],
            "not_for": [one for one, cell in told if cell.state is NOT_FOR_IT],
            "posts": list(zip(channels, posts, strict=True)),
            "open": len(lacking) + stuck,
        }

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {**super().get_context_data(parent_context), **self.told}


def add_panel(item: Model, request: HttpRequest, panels: MediaContainer) -> None:
    """Put it beside what is edited, if this became an item and the user may look."""
    panel = ReachSidePanel(item, request)
    with one_moment():
        if panel.is_shown and panel.told:
            panels.append(panel)


class ReachEditView(EditView):
    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        # What is saved in the background is answered without panels.
        if not self.expects_json_response:
            add_panel(self.page, self.request, panels)
        return panels


def viewsets() -> Iterator[PageViewSet]:
    """For each type of page that becomes an item."""
    for model in source_models():
        if issubclass(model, Page):
            attributes = {"model": model, "edit_view_class": ReachEditView}
            yield type(f"{model.__name__}ViewSet", (PageViewSet,), attributes)()
