"""What the OpenAPI document says of keys, subscriptions and webhooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from cms.api.problems import TYPES
from cms.api.shapes import (
    BOOLEAN,
    IDENTIFIER,
    LINK,
    MOMENT,
    NUMBER,
    TEXT,
    URL,
    Schema,
    list_of,
    record,
    ref,
)
from cms.syndication.models import Delivery
from cms.syndication.models.key import Scope
from cms.syndication.problems import OF_KEYS
from cms.syndication.webhooks.announcing import CHANGED, TEST, WITHDRAWN

from .views import KeyedView

TAG = "subscriptions"
SOME_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
SOME_TEXT: Schema = {"type": ["string", "null"]}
SOME_NUMBER: Schema = {"type": ["integer", "null"]}
BIG: Schema = {"type": "integer", "format": "int64"}
Decorate = Callable[[type[Any]], type[Any]]


def components() -> Schema:
    """The named shapes of what stands behind a key, and of what webhooks carry."""
    return {**_subscriptions(), **_deliveries(), **_guidance(), **_events()}


def _subscriptions() -> Schema:
    return {
        "Subscription": record(
            {
                "name": TEXT,
                "unit": SOME_TEXT,
                "how": {"type": "string", "enum": ["pull", "webhook", "both"]},
                "wants": record(
                    {"kinds": list_of(TEXT), "topics": list_of(TEXT), "units": list_of(TEXT)}
                ),
                "allowed_origins": list_of(TEXT),
                "feed": record(
                    {
                        "last_change": BIG,
                        "pulled_through": BIG,
                        "pulled_at": SOME_MOMENT,
                        "behind": NUMBER,
                        "behind_since": SOME_MOMENT,
                    }
                ),
                "webhook": {"oneOf": [ref("SubscriptionWebhook"), {"type": "null"}]},
                "keys": list_of(ref("SubscriptionKey")),
            }
        ),
        "SubscriptionWebhook": record(
            {
                "url": URL,
                "off_since": SOME_MOMENT,
                "failing_since": SOME_MOMENT,
                "answered_at": SOME_MOMENT,
                "waiting": NUMBER,
                "failed": NUMBER,
            }
        ),
        "SubscriptionKey": record(
            {
                "name": TEXT,
                "prefix": TEXT,
                "scopes": list_of({"type": "string", "enum": list(Scope.values)}),
                "expires_at": SOME_MOMENT,
                "revoked_at": SOME_MOMENT,
                "last_used_at": SOME_MOMENT,
                "current": BOOLEAN,
            }
        ),
    }


def _deliveries() -> Schema:
    return {
        "Delivery": record(
            {
                "event": TEXT,
                "type": {"type": "string", "enum": [CHANGED, WITHDRAWN, TEST]},
                "item": {"type": ["string", "null"], "format": "uuid"},
                "kind": SOME_TEXT,
                "version": SOME_NUMBER,
                "change": {"type": ["integer", "null"], "format": "int64"},
                "state": {"type": "string", "enum": list(Delivery.State.values)},
                "attempts": NUMBER,
                "status": SOME_NUMBER,
                "error": SOME_TEXT,
                "created_at": MOMENT,
                "tried_at": SOME_MOMENT,
                "due_at": SOME_MOMENT,
            }
        ),
        "DeliveryList": record({"results": list_of(ref("Delivery")), "next_before": SOME_NUMBER}),
        "Queued": record({"queued": NUMBER}),
    }


def _guidance() -> Schema:
    return {
        "Guidance": record(
            {
                "id": IDENTIFIER,
                "kind": TEXT,
                "version": NUMBER,
                "title": TEXT,
                "form": {"type": "string", "enum": ["guidance", "draft"]},
                "lead": TEXT,
                "html": TEXT,
                "live": BOOLEAN,
                "expires_at": SOME_MOMENT,
                "url": URL,
                "published_at": SOME_MOMENT,
                "updated_at": SOME_MOMENT,
            }
        ),
        "GuidanceList": record({"results": list_of(ref("Guidance"))}),
    }


def _events() -> Schema:
    return {
        "ItemEvent": record(
            {
                "type": {"type": "string", "enum": [CHANGED, WITHDRAWN]},
                "timestamp": MOMENT,
                "data": record(
                    {
                        "id": IDENTIFIER,
                        "kind": TEXT,
                        "version": NUMBER,
                        "change": BIG,
                        "withdrawn": BOOLEAN,
                        "url": LINK,
                        "item_url": LINK,
                    }
                ),
            }
        ),
        "TestEvent": record(
            {
                "type": {"type": "string", "enum": [TEST]},
                "timestamp": MOMENT,
                "data": record({"subscriber": TEXT}),
            }
        ),
    }


def _described(
    method: str,
    name: str,
    summary: str | Promise,
    answer: tuple[int, str],
    *problems: str,
    description: str | Promise = "",
    parameters: list[OpenApiParameter] | None = None,
    body: Schema | None = None,
) -> Decorate:
    status, schema = answer
    responses: dict[Any, Any] = {
        status: OpenApiResponse(ref(schema), description=_("What was asked for."))
    }
    if method == "get":
        responses[304] = OpenApiResponse(description=_("Nothing has changed since the ETag given."))
    for slug in (*problems, "invalid-parameters", "too-many-requests"):
        kind = TYPES[slug]
        responses[(kind.status, "application/problem+json")] = OpenApiResponse(
            ref("Problem"), description=gettext_lazy(kind.title)
        )
    described = extend_schema(
        operation_id=name,
        summary=cast(str, summary),
        description=cast(str, description),
        tags=[TAG],
        parameters=parameters,
        request={"application/json": body} if body else None,
        responses=responses,
    )
    return extend_schema_view(**{method: described})


def _parameter(name: str, schema: Schema, description: str | Promise) -> OpenApiParameter:
    return OpenApiParameter(
        name, schema, OpenApiParameter.QUERY, description=cast(str, description)
    )


me = _described(
    "get",
    "get_subscription",
    _("Your subscription: what you receive, how far you are, how long your keys last"),
    (200, "Subscription"),
)
deliveries = _described(
    "get",
    "list_deliveries",
    _("Your webhook deliveries, the latest first"),
    (200, "DeliveryList"),
    parameters=[
        _parameter(
            "state",
            {"type": "string", "enum": list(Delivery.State.values)},
            _("Only those in this state."),
        ),
        _parameter("item", IDENTIFIER, _("Only those of this item.")),
        _parameter(
            "before", {"type": "integer", "minimum": 1}, _("The “next_before” received last.")
        ),
        _parameter(
            "page_size",
            {"type": "integer", "minimum": 1, "maximum": 100, "default": 20},
            _("How many at most."),
        ),
    ],
)
replay_one = _described(
    "post",
    "replay_delivery",
    _("Send one delivery again"),
    (202, "Queued"),
    "not-found",
    "scope-missing",
    description=_(
        "What never arrived comes under its own webhook-id; what arrived comes as a new event"
        " about the item as it is now. The answer 202 says that it was queued."
    ),
)
replay_period = _described(
    "post",
    "replay_period",
    _("Send again what changed in a period"),
    (202, "Queued"),
    "invalid-body",
    "body-too-long",
    "scope-missing",
    body={
        "type": "object",
        "properties": {"from": MOMENT, "until": MOMENT},
        "required": ["from"],
        "additionalProperties": False,
    },
)
test = _described(
    "post",
    "send_test_event",
    _("Send a test event"),
    (202, "Queued"),
    "invalid-body",
    "scope-missing",
)
guidance = _described(
    "get",
    "list_guidance",
    _("What is addressed to you"),
    (200, "GuidanceList"),
    "scope-missing",
    parameters=[
        _parameter(
            "page_size",
            {"type": "integer", "minimum": 1, "maximum": 100, "default": 100},
            _("How many at most."),
        )
    ],
)
guidance_item = _described(
    "get",
    "get_guidance_item",
    _("One item that is addressed to you"),
    (200, "Guidance"),
    "not-found",
    "scope-missing",
)


class KeyScheme(OpenApiAuthenticationExtension):
    """Where a key is read: needed by what stands behind it, taken by all that is public."""

    target_class = "cms.syndication.authentication.KeyAuthentication"
    name = "key"

    def get_security_definition(self, auto_schema: Any) -> Schema:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": gettext(
                "The key that the office gave you, dhk_…. Public content needs none; with one,"
                " changes/ is your own feed."
            ),
        }

    def get_security_requirement(self, auto_schema: Any) -> list[Schema]:
        needed: Schema = {self.name: []}
        return [needed] if isinstance(auto_schema.view, KeyedView) else [{}, needed]


def add_keys(result: Schema, **kwargs: Any) -> Schema:
    """A hook of drf-spectacular: what a bad key meets, and what webhooks bring."""
    result["components"]["schemas"] |= components()
    for operations in result["paths"].values():
        for operation in operations.values():
            if operation.get("security"):
                _may_refuse_key(operation)
    result["webhooks"] = _webhooks()
    return result


def _may_refuse_key(operation: Schema) -> None:
    for kind in OF_KEYS:
        if kind.slug not in ("invalid-key", "origin-not-allowed"):
            continue
        operation["responses"].setdefault(
            str(kind.status),
            {
                "content": {"application/problem+json": {"schema": ref("Problem")}},
                "description": gettext(kind.title),
            },
        )


def _webhooks() -> Schema:
    said = {
        "item.changed": (_("An item appeared or changed"), "ItemEvent"),
        "item.withdrawn": (_("An item is to be deleted"), "ItemEvent"),
        "subscription.test": (_("Somebody tries out the receiver"), "TestEvent"),
    }
    return {name: {"post": _webhook(name, *one)} for name, one in said.items()}


def _webhook(name: str, summary: str | Promise, schema: str) -> Schema:
    headers = ("webhook-id", "webhook-timestamp", "webhook-signature")
    return {
        "operationId": f"on_{name.replace('.', '_')}",
        "summary": str(summary),
        "description": gettext(
            "Signed as the Standard Webhooks specification says. Answer 2xx within 10 seconds, then"
            " ask for the item. The same webhook-id may come twice."
        ),
        "tags": ["webhooks"],
        "parameters": [
            {"name": header, "in": "header", "required": True, "schema": TEXT} for header in headers
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": ref(schema)}},
        },
        "responses": {
            "2XX": {"description": gettext("It has arrived.")},
            "410": {"description": gettext("Nothing more is to be sent here.")},
        },
    }
