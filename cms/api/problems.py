"""Errors as problem details (RFC 9457), in Vietnamese and in English.

`type` is stable: programs may decide by it. `title` and `detail` are for people, in
Vietnamese; `title_en` and `detail_en` say the same in English.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from rest_framework import exceptions

logger = logging.getLogger(__name__)

# Characters after the question mark; no parameters that make sense take as many.
LONGEST_QUERY = 8_000
MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Text:
    """A message that is said in both languages; `values` fill its placeholders."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: str) -> str:
        with translation.override(language):
            return gettext(self.message) % self.values if self.values else gettext(self.message)


@dataclass(frozen=True, slots=True)
class Said:
    """A message that has been said in both languages already."""

    vietnamese: str
    english: str

    def in_language(self, language: str) -> str:
        return self.english if language == "en" else self.vietnamese


@dataclass(frozen=True, slots=True)
class ProblemType:
    """A sort of problem: the end of its `type`, its HTTP status, what it means, what to do."""

    slug: str
    status: int
    title: str
    detail: str


TYPES = {
    one.slug: one
    for one in (
        ProblemType(
            "invalid-parameters",
            400,
            _("Some parameters cannot be understood"),
            _("Correct the parameters named under “errors” and ask again."),
        ),
        ProblemType(
            "address-too-long",
            400,
            _("The address is too long"),
            _("Ask with fewer or shorter parameters: 8,000 characters at most."),
        ),
        ProblemType(
            "invalid-body",
            400,
            _("What was sent cannot be understood"),
            _("Correct what is named under “errors” and send it again."),
        ),
        ProblemType(
            "body-too-long",
            413,
            _("What was sent is too long"),
            _("Send less: the documentation of the address says how much."),
        ),
        ProblemType(
            "unknown-cursor",
            400,
            _("This server never gave out that cursor"),
            _("Go on from the last “next_since” that you received, or begin again with since=0."),
        ),
        ProblemType(
            "cursor-gone",
            410,
            _("The cursor is too old"),
            _(
                "Withdrawals after it have been forgotten. Delete your copy, begin again with"
                " since=0, and follow “next_since” until “has_more” is false."
            ),
        ),
        ProblemType(
            "not-found",
            404,
            _("There is nothing at this address"),
            _("The item may have been withdrawn, or the address may be wrong."),
        ),
        ProblemType(
            "method-not-allowed",
            405,
            _("This API is for reading"),
            _("Use GET, HEAD or OPTIONS."),
        ),
        ProblemType(
            "not-acceptable",
            406,
            _("This API answers in JSON only"),
            _("Send “Accept: application/json”, or no Accept header."),
        ),
        ProblemType(
            "too-many-requests",
            429,
            _("Too many requests"),
            _("Wait for as many seconds as the header Retry-After says, then go on."),
        ),
        ProblemType(
            "search-unavailable",
            503,
            _("Search is not available at the moment"),
            _("Lists and changes still answer. Try again in a minute."),
        ),
        ProblemType(
            "server-error",
            500,
            _("Something went wrong on the server"),
            _("It has been recorded. Try again later."),
        ),
    )
}


def know(*types: ProblemType) -> None:
    """Add the problems of an app that has endpoints of its own beside these."""
    TYPES.update({one.slug: one for one in types})


class Problem(exceptions.APIException):
    """Raise to answer with a problem. `errors` gives, by parameter, what is wrong with it."""

    def __init__(
        self, slug: str, errors: Mapping[str, Sequence[Text | Said]] | None = None
    ) -> None:
        self.type = TYPES[slug]
        self.errors = errors or {}
        self.headers: dict[str, str] = {}
        super().__init__(self.type.title)


def handle(error: Exception, context: Mapping[str, Any]) -> HttpResponse:
    """Django REST framework's exception handler: every error of the API leaves through here."""
    problem = _problem_of(error)
    request = context["request"]
    if problem.type.status == 500:
        logger.error("The API failed at %s", request.get_full_path(), exc_info=error)
        got_request_exception.send(sender=type(context["view"]), request=request)
    return answer(request, problem)


def answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as the body of a response that no cache keeps."""
    return HttpResponse(
        orjson.dumps(as_json(request, problem)),
        status=problem.type.status,
        content_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", "Content-Language": "vi", **problem.headers},
    )


def as_json(request: HttpRequest, problem: Problem) -> dict[str, Any]:
    path = reverse("api:problem", args=[problem.type.slug])
    said = describe(problem.type)
    body = {
        "type": request.build_absolute_uri(path),
        "status": problem.type.status,
        **said,
        "instance": _instance(request),
    }
    if problem.errors:
        body["errors"] = [
            {
                "parameter": name,
                "detail": text.in_language("vi"),
                "detail_en": text.in_language("en"),
            }
            for name, texts in problem.errors.items()
            for text in texts
        ]
    return body


def _instance(request: HttpRequest) -> str:
    """The address that was asked; without its parameters when these would fill a page."""
    short = len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY
    return request.get_full_path() if short else request.path


def describe(kind: ProblemType) -> dict[str, str]:
    title, detail = Text(kind.title), Text(kind.detail)
    return {
        "title": title.in_language("vi"),
        "detail": detail.in_language("vi"),
        "title_en": title.in_language("en"),
        "detail_en": detail.in_language("en"),
    }


def _problem_of(error: Exception) -> Problem:
    if isinstance(error, Problem):
        return error
    if isinstance(error, Http404 | exceptions.NotFound | PermissionDenied):
        return Problem("not-found")
    if isinstance(error, exceptions.MethodNotAllowed):
        return Problem("method-not-allowed")
    if isinstance(error, exceptions.NotAcceptable):
        return Problem("not-acceptable")
    if isinstance(error, exceptions.Throttled):
        problem = Problem("too-many-requests")
        problem.headers["Retry-After"] = str(int(getattr(error, "wait", None) or 1))
        return problem
    return Problem("server-error")
