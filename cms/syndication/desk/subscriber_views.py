"""A subscriber's own page in the admin: how far it is, its keys, its deliveries."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from cms.syndication import keys, replaying
from cms.syndication.models import AccessKey, Delivery, Subscriber, WebhookSecret
from cms.syndication.models.key import Scope
from cms.syndication.progress import lag_of
from cms.syndication.webhooks import announcing, queue, signing

from .access import DeskView

PAGE = 30
EARLIEST = date(2000, 1, 1)
# Below what a database's integer may hold.
MOST_DIGITS = 19


class KeyForm(forms.Form):
    """What a new key is for."""

    name = forms.CharField(label=_("Name"), max_length=120)
    scopes = forms.MultipleChoiceField(
        label=_("Opens beyond its own feed"),
        choices=Scope.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(
        label=_("Days until it expires"), min_value=1, max_value=3650, initial=365
    )


class PeriodForm(forms.Form):
    """Which days to send again."""

    first = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if (
            first
            and last
            and not (EARLIEST <= first <= last < date.max and (last - first).days <= 366)
        ):
            raise forms.ValidationError(_("The period must end after it begins, within a year."))
        return cleaned


class StateView(DeskView):
    """GET shows; POST does what `action` names. A new key is shown in the answer, once."""

    template_name = "syndication/subscriber.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        found = Subscriber.objects.select_related("progress", "endpoint", "unit")
        self.subscriber = get_object_or_404(found, pk=kwargs["pk"])

    def get_page_title(self) -> str:
        return self.subscriber.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = {"url": reverse("subscriber:index"), "label": gettext("Subscribers")}
        *first, last = super().get_breadcrumbs_items()
        return [*first, above, last]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one = self.subscriber
        rows = Delivery.objects.filter(subscriber=one).with_titles().order_by("-pk")
        state = self.request.GET.get("state", "")
        if state in Delivery.State.values:
            rows = rows.filter(state=state)
        counts = Delivery.objects.filter(subscriber=one).aggregate(
            waiting=Count("pk", filter=Q(state=Delivery.State.WAITING)),
            failed=Count("pk", filter=Q(state=Delivery.State.FAILED)),
            delivered=Count("pk", filter=Q(state=Delivery.State.DELIVERED)),
            bytes=Sum(Length("body"), filter=Q(state=Delivery.State.DELIVERED)),
        )
        context = {
            "subscriber": one,
            "lag": lag_of(one),
            "counts": counts,
            "keys": one.keys.all(),
            "secrets": WebhookSecret.objects.valid(timezone.now()).filter(subscriber=one),
            "page": Paginator(rows, PAGE).get_page(self.request.GET.get("p")),
            "states": Delivery.State.choices,
            "state": state,
            "key_form": KeyForm(),
            "period_form": PeriodForm(),
        }
        return super().get_context_data(**{**context, **kwargs})

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        actions = {
            "issue": self._issue,
            "rotate": self._rotate,
            "revoke": self._revoke,
            "reveal": self._reveal,
            "rotate_secret": self._rotate_secret,
            "test": self._test,
            "turn_on": self._turn_on,
            "replay": self._replay,
            "replay_period": self._replay_period,
        }
        action = actions.get(request.POST.get("action", ""))
        answer = action() if action else None
        return answer or redirect("syndication_subscriber", self.subscriber.pk)

    def _issue(self) -> HttpResponse:
        form = KeyForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(key_form=form))
        days = form.cleaned_data["days"]
        key, said = keys.issue(
            self.subscriber,
            form.cleaned_data["name"],
            form.cleaned_data["scopes"],
            timezone.now() + timedelta(days=days),
        )
        return self._shown_once("syndication.key_issued", key, said)

    def _rotate(self) -> HttpResponse | None:
        old = self._key()
        if not old.is_valid:
            messages.error(
                self.request, gettext("The key %(key)s opens nothing any more.") % {"key": old}
            )
            return None
        key, said = keys.rotate(old)
        return self._shown_once("syndication.key_issued", key, said)

    def _shown_once(self, action: str, key: AccessKey, said: str) -> HttpResponse:
        log(self.subscriber, action, data={"key": key.prefix})
        return self.render_to_response(self.get_context_data(new_key=said))

    def _revoke(self) -> None:
        key = self._key()
        keys.revoke(key)
        log(self.subscriber, "syndication.key_revoked", data={"key": key.prefix})
        messages.success(
            self.request, gettext("The key %(key)s opens nothing any more.") % {"key": key}
        )

    def _key(self) -> AccessKey:
        keys_of_it = AccessKey.objects.select_related("subscriber")
        return get_object_or_404(keys_of_it, subscriber=self.subscriber, pk=self._number("key"))

    def _number(self, name: str) -> int:
        said = self.request.POST.get(name, "")
        return int(said) if said.isdecimal() and len(said) < MOST_DIGITS else 0

    def _reveal(self) -> HttpResponse | None:
        try:
            said = signing.valid_secrets(self.subscriber, timezone.now())
        except signing.SecretLost as lost:
            messages.error(self.request, str(lost))
            return None
        log(self.subscriber, "syndication.secret_revealed")
        return self.render_to_response(self.get_context_data(revealed=said))

    def _rotate_secret(self) -> HttpResponse | None:
        signing.rotate(self.subscriber)
        return self._reveal()

    def _test(self) -> None:
        if not self.subscriber.is_told:
            messages.error(self.request, gettext("This subscription has no webhook address."))
            return
        announcing.test(self.subscriber)
        self._say(gettext("A test event is on its way; reload in a moment."))

    def _turn_on(self) -> None:
        queue.turn_on(self.subscriber)
        messages.success(self.request, gettext("Deliveries go there again."))

    def _replay(self) -> None:
        rows = Delivery.objects.select_related("subscriber")
        delivery = get_object_or_404(rows, subscriber=self.subscriber, pk=self._number("delivery"))
        replaying.replay(delivery)
        self._say(gettext("It is sent again."))

    def _replay_period(self) -> HttpResponse | None:
        form = PeriodForm(self.request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(period_form=form))
        start = timezone.make_aware(datetime.combine(form.cleaned_data["first"], time.min))
        after = form.cleaned_data["last"] + timedelta(days=1)
        end = timezone.make_aware(datetime.combine(after, time.min))
        sent = replaying.replay_period(self.subscriber, start, end)
        said = ngettext("%(count)d item is sent again.", "%(count)d items are sent again.", sent)
        self._say(said % {"count": sent})
        return None

    def _say(self, what: str) -> None:
        """That it is on its way; and where nothing goes out now, that it waits."""
        if self.subscriber.endpoint.off_at:
            what = gettext("Queued only: turn deliveries on again, and it goes out.")
        messages.success(self.request, what)
