"""The endpoints in OpenAPI 3.1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema

from cms.api.problems import TYPES
from cms.api.shapes import BOOLEAN, NUMBER, TEXT, list_of, record, ref
from cms.polls.models import Poll

TAGS = [Poll.public_kind.collection]

RESULTS = record(
    {
        "voters": NUMBER,
        "votes": NUMBER,
        "closed": BOOLEAN,
        "options": list_of(
            record(
                {
                    "id": NUMBER,
                    "label": TEXT,
                    "votes": NUMBER,
                    "percent": NUMBER,
                    "of_voters": NUMBER,
                }
            )
        ),
    }
)
VOTE = {
    "type": "object",
    "properties": {
        "options": {"type": "array", "items": NUMBER, "minItems": 1},
        "token": {"type": ["string", "null"]},
        "unit": {"type": ["string", "null"]},
    },
    "required": ["options"],
}
VOTED = record(
    {"token": TEXT, "options": list_of(NUMBER), "results": {"oneOf": [RESULTS, {"type": "null"}]}}
)
RESULTS_EXAMPLE = {
    "voters": 276,
    "votes": 276,
    "closed": False,
    "options": [
        {"id": 12, "label": "Nhà văn hóa", "votes": 151, "percent": 55, "of_voters": 55},
        {"id": 13, "label": "Trực tuyến", "votes": 125, "percent": 45, "of_voters": 45},
    ],
}
VOTER = "3.kQ0d…:Zr1u…"


def describe_voting() -> Callable[..., Any]:
    answer = {"token": VOTER, "options": [12], "results": RESULTS_EXAMPLE}
    return extend_schema(
        operation_id="vote",
        summary=_("Vote, or change the vote given before"),
        description=_(
            "A newcomer receives a token, and shows it the next time: in the body or as the header"
            " Poll-Token. Who shows it changes their vote and gives no second one. “results” is"
            " null while they are not to be shown. “unit” is the code of the unit on whose site the"
            " vote is given."
        ),
        tags=TAGS,
        parameters=[
            _header(
                "Idempotency-Key",
                _("The same key again is the same vote, for two days: a random UUID."),
            ),
            _header("Poll-Token", _("The voter's token, in place of the one in the body.")),
        ],
        request={"application/json": VOTE},
        examples=[OpenApiExample("vote", value={"options": [12]}, request_only=True)],
        responses={
            201: _answer(VOTED, answer, _("The vote was counted.")),
            200: _answer(VOTED, answer, _("It was counted before, or has been changed.")),
            **_problems(
                "invalid-body",
                "not-found",
                "poll-not-open",
                "unsupported-media-type",
                "impossible-choice",
                "too-many-votes",
                "voting-unavailable",
            ),
        },
    )


def describe_results() -> Callable[..., Any]:
    return extend_schema(
        operation_id="get_poll_results",
        summary=_("The results of a poll"),
        description=_(
            "“voters” counts people and “votes” the options they chose. “percent” is an option's"
            " share of the votes: these add up to 100. “of_voters” is the share of people who chose"
            " it. An option that was taken away keeps its votes here."
        ),
        tags=TAGS,
        parameters=[_header("Poll-Token", _("The token of a voter, who may see more."))],
        responses={
            200: _answer(RESULTS, RESULTS_EXAMPLE, _("What was asked for.")),
            **_problems("results-hidden", "not-found", "too-many-requests"),
        },
    )


def _header(name: str, description: Any) -> OpenApiParameter:
    return OpenApiParameter(name, TEXT, OpenApiParameter.HEADER, description=description)


def _answer(schema: dict[str, Any], example: Any, description: Any) -> OpenApiResponse:
    shown = [OpenApiExample("answer", value=example, response_only=True)]
    return OpenApiResponse(schema, description=description, examples=shown)


def _problems(*slugs: str) -> dict[Any, OpenApiResponse]:
    return {
        (TYPES[slug].status, "application/problem+json"): OpenApiResponse(
            ref("Problem"), description=_(TYPES[slug].title)
        )
        for slug in slugs
    }
