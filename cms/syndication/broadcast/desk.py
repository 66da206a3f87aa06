"""The screens of the desk: scripts of items, and bulletins. Each asks for its right first."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from cms.publishing.models import Entry

from . import bulletins, recordings, scripts
from .forms import BulletinForm, DayForm, LineFormSet, RecordingForm, ScriptForm
from .models import BroadcastBulletin, BroadcastScript
from .reading import unread

NAMESPACE = "broadcast_desk"
EDIT = "broadcast.change_broadcastscript"
APPROVE = "broadcast.approve_broadcastscript"
PER_PAGE = 30


def address(view: str, *arguments: object) -> str:
    return reverse(f"{NAMESPACE}:{view}", args=arguments)


def may_use_desk(user: Any) -> bool:
    return bool(user.has_perm(EDIT) or user.has_perm(APPROVE))


class DeskView(WagtailAdminTemplateMixin, View):
    """What the screens share: the right, the way back, the template."""

    header_icon = "media"
    request: HttpRequest
    page_title: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_use_desk(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def user(self) -> User:
        """Wagtail's admin has let nobody in who is not signed in."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def check_approver(self) -> None:
        if not self.user.has_perm(APPROVE):
            raise PermissionDenied

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [*self.breadcrumbs_items, {"url": address("index"), "label": _("Broadcast")}]
        return [*items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return {**context, "may_approve": self.user.has_perm(APPROVE)}

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        return render(
            self.request, self.template_name, self.get_context_data(**context), status=status
        )


class ItemList(DeskView):
    """Every public item that is to be read out, newest first, with the state of its script."""

    template_name = "broadcast/desk/items.html"
    page_title = gettext_lazy("Broadcast")

    def get(self, request: HttpRequest) -> HttpResponse:
        items = Paginator(scripts.readable_items(timezone.now()), PER_PAGE)
        return self.show(items=items.get_page(request.GET.get("p")))


class ScriptView(DeskView):
    """The script of one item, beside the item."""

    template_name = "broadcast/desk/script.html"
    page_title = gettext_lazy("Broadcast script")

    def get_page_subtitle(self) -> str:
        return self.item.title

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_use_desk(request.user):
            raise PermissionDenied
        self.item = get_object_or_404(
            Entry.objects.public().filter(kind__in=scripts.kinds_read()), pk=kwargs["id"]
        )
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, id: object) -> HttpResponse:
        script = scripts.script_of_item(self.item)
        return self._shown(script, ScriptForm(instance=script, initial=self._version()))

    def post(self, request: HttpRequest, id: object) -> HttpResponse:
        script = scripts.script_of_item(self.item)
        if "again" in request.POST:
            scripts.propose_again(script)
            messages.success(request, _("The script was made again from the item."))
            return redirect(address("script", self.item.pk))
        approving = "approve" in request.POST
        if approving:
            self.check_approver()
        form = ScriptForm(request.POST, instance=script)
        if not form.is_valid():
            return self._shown(script, form, 422)
        return self._kept(script, form, self.user if approving else None)

    def _kept(
        self, script: BroadcastScript, form: ScriptForm, approver: User | None
    ) -> HttpResponse:
        said = form.cleaned_data
        try:
            scripts.keep(script, said["text"], said["version"], approver)
        except scripts.Corrected:
            form.add_error(
                None,
                _("The item was corrected meanwhile. Compare your text with it and save again."),
            )
            form.data = {**form.data.dict(), **self._version()}  # type: ignore[attr-defined]
            return self._shown(script, form, 409)
        messages.success(
            self.request, _("The script is approved.") if approver else _("The script is saved.")
        )
        return redirect(address("script", self.item.pk))

    def _version(self) -> dict[str, Any]:
        return {"version": self.item.version}

    def _shown(self, script: BroadcastScript, form: ScriptForm, status: int = 200) -> HttpResponse:
        return self.show(
            status,
            item=self.item,
            script=script,
            form=form,
            unread=unread(script.text),
            proposed_now=scripts.proposal(self.item) if script.state == "stale" else "",
        )


class BulletinList(DeskView):
    """The bulletins, the latest first, and the day of a new one."""

    template_name = "broadcast/desk/bulletins.html"
    page_title = gettext_lazy("Bulletins")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._shown(DayForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DayForm(request.POST)
        if not form.is_valid():
            return self._shown(form, 422)
        bulletin = bulletins.begin(form.cleaned_data["date"], timezone.now())
        return redirect(address("bulletin", bulletin.pk))

    def _shown(self, form: DayForm, status: int = 200) -> HttpResponse:
        found = Paginator(BroadcastBulletin.objects.all(), PER_PAGE)
        return self.show(status, form=form, bulletins=found.get_page(self.request.GET.get("p")))


class BulletinView(DeskView):
    """One bulletin: its words, its scripts and their order, its recording."""

    template_name = "broadcast/desk/bulletin.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not may_use_desk(request.user):
            raise PermissionDenied
        self.bulletin = get_object_or_404(BroadcastBulletin, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(self.bulletin)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = BulletinForm(instance=self.bulletin, now=timezone.now())
        return self._shown(form, LineFormSet(instance=self.bulletin))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = BulletinForm(request.POST, instance=self.bulletin, now=timezone.now())
        lines = LineFormSet(request.POST, instance=self.bulletin)
        if not (form.is_valid() and lines.is_valid()):
            return self._shown(form, lines, 422)
        if {"publish", "take_back"} & request.POST.keys():
            self.check_approver()
        self._save(form, lines)
        return redirect(address("bulletin", self.bulletin.pk))

    @transaction.atomic
    def _save(self, form: BulletinForm, lines: Any) -> None:
        """Keep it, and publish it or take it back where that was asked for."""
        now = timezone.now()
        lines.save()
        if "take_back" in self.request.POST:
            self.bulletin.published_at = None
        form.save()
        bulletins.add(self.bulletin, form.cleaned_data["add"])
        if "publish" in self.request.POST and not bulletins.publish(self.bulletin, now):
            messages.error(
                self.request, _("It is saved and not published: there is nothing to be read in it.")
            )
            return
        if self.bulletin.published_at:
            bulletins.announce_more(self.bulletin, now)
        messages.success(self.request, _("The bulletin is saved."))

    def _shown(self, form: BulletinForm, lines: Any, status: int = 200) -> HttpResponse:
        now = timezone.now()
        read = bulletins.as_read(self.bulletin, now)
        return self.show(
            status,
            bulletin=self.bulletin,
            form=form,
            lines=lines,
            read=read,
            on_air={script.pk for script in read.scripts},
            changed=bulletins.changed_since(self.bulletin, read),
            recording_form=RecordingForm(read=read),
            audible=bool(bulletins.audible([self.bulletin], now)),
        )


class RecordingView(BulletinView):
    """A recording in, or out."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return redirect(address("bulletin", pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.check_approver()
        now = timezone.now()
        if "remove" in request.POST:
            recordings.remove(self.bulletin)
        else:
            read = bulletins.as_read(self.bulletin, now)
            form = RecordingForm(request.POST, request.FILES, read=read)
            if not form.is_valid():
                for error in dict.fromkeys(chain.from_iterable(form.errors.values())):
                    messages.error(request, error)
                return redirect(address("bulletin", pk))
            said = form.cleaned_data["recording"]
            recordings.record(self.bulletin, said, form.audio, read, now)
            messages.success(request, _("The recording is kept."))
        return redirect(address("bulletin", pk))
