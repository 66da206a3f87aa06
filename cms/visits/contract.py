"""What the addresses of the counter promise, for the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
)

from cms.api.problems import TYPES
from cms.api.shapes import NUMBER, TEXT, record, ref

Schema = dict[str, Any]
PROBLEM = "application/problem+json"
FIELD_LENGTH = 2_048


def _said(text: str | Promise) -> str:
    # The types of the library know no lazy text; it is said when the contract is read.
    return cast(str, text)


def _answer(text: str | Promise, schema: Schema | None = None, **example: Any) -> OpenApiResponse:
    examples = [OpenApiExample("visits", value=example, response_only=True)] if example else []
    return OpenApiResponse(schema, examples=examples, description=_said(text))


def _problems(*slugs: str) -> dict[tuple[int, str], OpenApiResponse]:
    kinds = [TYPES[slug] for slug in slugs]
    return {(kind.status, PROBLEM): _answer(_(kind.title), ref("Problem")) for kind in kinds}


def _text(description: str | Promise, **more: Any) -> Schema:
    return {**TEXT, "maxLength": FIELD_LENGTH, "description": description, **more}


COUNT = {**NUMBER, "minimum": 0}

BEACON_ID = _(
    "A random id made up for this one opening of the page. Sent again under the same id, because"
    " the answer was lost, the visit counts once. It is kept until the next day is over, beside"
    " nothing else. Without one each beacon counts."
)
PAGE = _("The page that was opened, by its path or its address on this site.")
EMBED = _("The host of the site in whose page an embed of ours stands.")
REFERRER = _("The address from which the reader came; of it the domain is kept.")

BODY: Mapping[str, Schema] = {
    "id": {**TEXT, "format": "uuid", "description": BEACON_ID},
    "page": _text(PAGE, example="/tin-tuc/"),
    "referrer": _text(REFERRER),
    "embed": _text(EMBED, example="phuong.example.vn"),
}

FIGURES = extend_schema(
    operation_id="get_visits",
    summary=_said(_("Visits: online now, today, and in all")),
    description=_said(
        _(
            "Online are the distinct visitors of the last five minutes. Today begins at midnight in"
            " Vietnam. The total has what the office counted on its former site."
        )
    ),
    tags=["visits"],
    responses={
        200: _answer(
            _("What was asked for."),
            record(dict.fromkeys(("online", "today", "total"), COUNT)),
            online=8,
            today=12564,
            total=5494264,
        ),
        304: _answer(_("Nothing has changed since the ETag given.")),
        **_problems("invalid-parameters", "too-many-requests"),
    },
)

BEACON = extend_schema(
    operation_id="count_visit",
    summary=_said(_("Count that a page was opened")),
    description=_said(
        _(
            "For navigator.sendBeacon: the body is a JSON object of 4,096 bytes at most, under"
            " whatever content type; text/plain needs no preflight. Known robots and what is"
            " fetched ahead are answered alike and not counted."
        )
    ),
    tags=["visits"],
    request={
        name: {"type": "object", "properties": dict(BODY)}
        for name in ("application/json", "text/plain")
    },
    responses={
        204: _answer(_("It was received.")),
        **_problems("invalid-body", "body-too-long"),
    },
)

PIXEL = extend_schema(
    operation_id="count_visit_by_image",
    summary=_said(_("Count that a page was opened, without JavaScript")),
    description=_said(_("An image of one transparent point. Without a page, the Referer says it.")),
    tags=["visits"],
    parameters=[
        OpenApiParameter("page", TEXT, OpenApiParameter.QUERY, description=_said(PAGE)),
        OpenApiParameter("embed", TEXT, OpenApiParameter.QUERY, description=_said(EMBED)),
    ],
    responses={
        (200, "image/gif"): _answer(
            _("The image, whether counted or not."), {"type": "string", "format": "binary"}
        )
    },
)


def described(view: type[Any], description: Any) -> type[Any]:
    """The view with its words in the contract."""
    method = "post" if "post" in view.http_method_names else "get"
    return extend_schema_view(**{method: description})(view)
