from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, include, path, reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.publishing.editing import ItemEditView

from .desk.actions import ACTIONS
from .desk.views import may_see
from .models import Poll, Vote


class StateColumn(Column):
    """Whether a poll takes votes now."""

    def get_value(self, instance: Poll) -> str:
        if instance.archived_at:
            return str(_("Archived"))
        if not instance.live:
            return str(_("Not published"))
        return str(instance.timetable.state_at(now()).label)


class PollViewSet(SnippetViewSet):
    model = Poll
    icon = "form"
    menu_label = _("Polls")
    menu_order = 140
    add_to_admin_menu = True
    list_display = ["question", StateColumn("state", label=_("State"))]
    list_filter = ["choice", "results"]
    search_fields = ["question"]
    inspect_view_enabled = False
    edit_view_class = ItemEditView


register_snippet(PollViewSet)


@hooks.register("register_admin_urls")
def desk_of_polls() -> list[URLPattern]:
    return [path("polls/", include("cms.polls.desk.urls"))]  # type: ignore[list-item]


@hooks.register("register_snippet_listing_buttons")
def lead_to_the_results(snippet: Any, user: Any, next_url: str | None = None) -> Iterable[Any]:
    if isinstance(snippet, Poll) and may_see(user):
        yield Button(
            _("Results"),
            reverse("polls_desk:results", args=[snippet.pk]),
            icon_name="view",
            priority=15,
        )


@hooks.register("before_delete_snippet")
def keep_polls_with_votes(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Votes that people gave are not deleted with a click: such a poll is archived."""
    polls = [one.pk for one in instances if isinstance(one, Poll)]
    voted = Vote.objects.filter(poll__in=polls).values_list("poll", flat=True).first()
    if voted is None:
        return None
    messages.error(request, _("People have voted on this poll: archive it instead."))
    return redirect("polls_desk:results", voted)


@hooks.register("register_log_actions")
def name_the_actions(actions: Any) -> None:
    for action in ACTIONS.values():
        actions.register_action(action.log_name, action.label, action.done)
    actions.register_action("polls.export", _("Export"), _("The results were exported"))
