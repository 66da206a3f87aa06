"""The results of a poll at the desk, live, and what staff does there."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from cms.polls.models import Poll

from .actions import ACTIONS, do, fitting
from .exports import as_csv, as_xlsx
from .figures import figures_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS = {"csv": ("text/csv; charset=utf-8", as_csv), "xlsx": (XLSX, as_xlsx)}
SEEING = ("add", "change", "delete", "publish", "view", "manage")


def may_see(user: Any) -> bool:
    return any(user.has_perm(f"polls.{action}_poll") for action in SEEING)


def may_manage(user: Any) -> bool:
    return bool(user.has_perm("polls.manage_poll"))


class ResultsView(WagtailAdminTemplateMixin, TemplateView):
    """Chart and tables of one poll; a script asks for it again every ten seconds."""

    page_title = gettext_lazy("Results")
    header_icon = "form"
    template_name = "polls/desk/results.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        self.poll = get_object_or_404(Poll, pk=kwargs["pk"])
        response = super().dispatch(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def get_page_subtitle(self) -> str:
        return self.poll.question

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse(Poll.snippet_viewset.get_url_name("list")), "label": _("Polls")},
            {
                "url": reverse(Poll.snippet_viewset.get_url_name("edit"), args=[self.poll.pk]),
                "label": self.poll.question,
            },
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        now, manages = timezone.now(), may_manage(self.request.user)
        return super().get_context_data(
            **kwargs,
            poll=self.poll,
            state=self.poll.timetable.state_at(now),
            figures=figures_of(self.poll),
            manages=manages,
            actions=fitting(self.poll, now) if manages else [],
            history_url=reverse(Poll.snippet_viewset.get_url_name("history"), args=[self.poll.pk]),
        )


@require_POST
def act(request: HttpRequest, pk: int, action: str) -> HttpResponse:
    """Do one of the actions, and go back to the results."""
    if not may_manage(request.user):
        raise PermissionDenied
    poll = get_object_or_404(Poll, pk=pk)
    if action not in ACTIONS:
        raise Http404
    if do(ACTIONS[action], poll.pk, request.user):
        messages.success(request, f"{ACTIONS[action].done}.")
    else:
        messages.warning(request, _("That was done already."))
    return redirect("polls_desk:results", pk)


@never_cache
@require_safe
def export(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The figures as a file."""
    if not may_manage(request.user):
        raise PermissionDenied
    poll = get_object_or_404(Poll, pk=pk)
    if form not in FORMATS:
        raise Http404
    kind, write = FORMATS[form]
    log(instance=poll, action="polls.export", user=request.user, data={"format": form})
    return HttpResponse(
        write(poll, figures_of(poll)),
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="binh-chon-{poll.slug}.{form}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
