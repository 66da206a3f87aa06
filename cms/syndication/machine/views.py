"""What a subscriber's own systems ask: its state, its deliveries, and to have them again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

import orjson
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from cms.api import parameters
from cms.api.conditional import Validator, not_modified, respond
from cms.api.parameters import Wrong
from cms.api.problems import Problem, Text
from cms.api.readers import reader_of
from cms.api.views import ReadView
from cms.syndication import addressed, replaying
from cms.syndication.authentication import InvalidKey, Reader
from cms.syndication.models import Delivery
from cms.syndication.models.key import Scope
from cms.syndication.webhooks import announcing

from . import showing

LARGEST_PAGE = 100
LONGEST_BODY = 4_000
LONGEST_PERIOD = timedelta(days=366)


class KeyedView(ReadView):
    """Opens with a key only, and with the `scope` that it names."""

    scope: Scope | None = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if request.method == "OPTIONS":
            # A browser asks before it sends the key; what it is told is no secret.
            return
        reader = reader_of(request)
        if reader is None:
            raise InvalidKey("key-needed")
        self.reader = cast(Reader, reader)
        if self.scope is not None and not self.reader.may(self.scope):
            needed = Text(_("The scope “%(scope)s” is needed."), {"scope": self.scope.value})
            raise Problem("scope-missing", {"scope": [needed]})

    def answer(self, request: Request, body: Any) -> HttpResponse:
        text = orjson.dumps(body)
        validator = Validator.of(text)
        return not_modified(request, validator) or respond(request, text, validator)


class MeView(KeyedView):
    """What this subscriber asked for, how far it is, and how long its keys last."""

    def get(self, request: Request) -> HttpResponse:
        self.parameters(request)
        return self.answer(request, showing.subscription(self.reader))


class DeliveriesView(KeyedView):
    """Its deliveries, the latest first."""

    def get(self, request: Request) -> HttpResponse:
        asked = self.parameters(
            request,
            state=_one_of(Delivery.State.values),
            item=_identifier,
            before=parameters.whole_number(1, 2**53),
            page_size=parameters.whole_number(1, LARGEST_PAGE),
        )
        rows = Delivery.objects.filter(subscriber=self.reader.subscriber)
        for name, field in {"state": "state", "item": "item", "before": "pk__lt"}.items():
            if name in asked:
                rows = rows.filter(**{field: asked[name]})
        size = asked.get("page_size", 20)
        found = list(rows.order_by("-pk")[: size + 1])
        return self.answer(request, showing.deliveries(found, size))


class ActionView(KeyedView):
    """Something to be done: POST, with the scope for it."""

    scope = Scope.REPLAY
    http_method_names = ["post", "options"]

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(status=204, headers={"Allow": "POST, OPTIONS"})

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Access-Control-Allow-Methods"] = "POST, OPTIONS"
        response.headers["Access-Control-Allow-Headers"] = "Accept, Authorization, Content-Type"
        return response

    def done(self, queued: int) -> HttpResponse:
        return HttpResponse(
            orjson.dumps({"queued": queued}),
            status=202,
            content_type="application/json",
            headers={"Cache-Control": "no-store"},
        )


class ReplayOneView(ActionView):
    """Send one delivery again."""

    def post(self, request: Request, event: str) -> HttpResponse:
        self.parameters(request)
        found = Delivery.objects.select_related("subscriber")
        delivery = found.filter(subscriber=self.reader.subscriber, event=event).first()
        if delivery is None:
            raise Problem("not-found")
        replaying.replay(delivery)
        return self.done(1)


class ReplayPeriodView(ActionView):
    """Send again what changed in a period: `{"from": …, "until": …}`."""

    def post(self, request: Request) -> HttpResponse:
        self.parameters(request)
        start, end = _period(_body(request))
        return self.done(replaying.replay_period(self.reader.subscriber, start, end))


class TestView(ActionView):
    """Send an event about nothing."""

    def post(self, request: Request) -> HttpResponse:
        self.parameters(request)
        if not self.reader.subscriber.is_told:
            text = Text(_("This subscription has no webhook address."))
            raise Problem("invalid-body", {"webhook_url": [text]})
        announcing.test(self.reader.subscriber)
        return self.done(1)


class GuidanceView(KeyedView):
    """What is addressed to this subscriber, the latest first."""

    scope = Scope.GUIDANCE

    def get(self, request: Request) -> HttpResponse:
        asked = self.parameters(request, page_size=parameters.whole_number(1, LARGEST_PAGE))
        rows = addressed.addressed_to(self.reader.subscriber).order_by("-updated_at", "pk")
        texts = rows.values_list("payload", flat=True)[: asked.get("page_size", LARGEST_PAGE)]
        return self.answer(request, {"results": [orjson.loads(text) for text in texts]})


class GuidanceItemView(KeyedView):
    """One addressed item; for everyone else it does not exist."""

    scope = Scope.GUIDANCE

    def get(self, request: Request, id: UUID) -> HttpResponse:
        self.parameters(request)
        rows = addressed.addressed_to(self.reader.subscriber)
        payload = rows.filter(pk=id).values_list("payload", flat=True).first()
        if payload is None:
            raise Problem("not-found")
        return self.answer(request, orjson.loads(payload))


def _one_of(values: list[str]) -> parameters.Reader:
    def reader(value: str) -> str:
        if value not in values:
            raise Wrong(_("This must be one of: %(values)s."), values=", ".join(values))
        return value

    return reader


def _identifier(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Wrong(_("This is no identifier of an item.")) from None


def _body(request: Request) -> Mapping[str, Any]:
    """The JSON object that was sent. Raises the problem that it is none."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST_BODY:
        raise Problem("body-too-long")
    try:
        sent = orjson.loads(request._request.body)
    except orjson.JSONDecodeError:
        sent = None
    if not isinstance(sent, dict):
        raise Problem("invalid-body", {"body": [Text(_("Send a JSON object."))]})
    return sent


def _period(sent: Mapping[str, Any]) -> tuple[datetime, datetime]:
    errors: dict[str, list[Text]] = {}
    moments: dict[str, datetime] = {"until": timezone.now()}
    for name, value in sent.items():
        if name not in ("from", "until"):
            errors[name] = [Text(_("There is no such field here; there are: from, until."))]
            continue
        try:
            moments[name] = parameters.moment(value if isinstance(value, str) else "")
        except Wrong as wrong:
            errors[name] = [wrong.text]
    if "from" not in sent:
        errors["from"] = [Text(_("Say from when."))]
    if not errors and not moments["from"] < moments["until"] <= moments["from"] + LONGEST_PERIOD:
        errors["until"] = [Text(_("The period must end after it begins, within a year."))]
    if errors:
        raise Problem("invalid-body", errors)
    return moments["from"], moments["until"]
