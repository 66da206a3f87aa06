"""Voting, and the results, for every site: `POST …/votes/` and `GET …/results/`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import DatabaseError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop as _
from rest_framework.request import Request

from cms.api.problems import Problem, Text
from cms.api.views import CORS, ReadView
from cms.polls import networks, tokens, voting
from cms.polls.ballot import State
from cms.polls.clients import client_of, cookie_of
from cms.polls.tallying import Result, result_of
from cms.polls.voting import Ballot, Given, Impossible, Outcome
from cms.units.models import Unit

from . import problems as problems  # Makes them known.
from .ballots import public_ballot, remembered_ballot

# A ballot with a hundred options takes a tenth of it.
LARGEST_BODY = 16_384
VOTE_HEADERS = {
    **CORS,
    "Access-Control-Allow-Methods": "POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Content-Type, Idempotency-Key, Poll-Token",
}
WHY = {
    Impossible.NONE: _("Choose at least one option."),
    Impossible.UNKNOWN: _("This poll has no such option, or no longer."),
    Impossible.TOO_MANY: _("Fewer options may be chosen on this poll."),
}


class VotesView(ReadView):
    """Give a vote, or put it in place of the one given before."""

    # The allowance of votes is counted by network and poll instead.
    throttle_classes = []
    http_method_names = ["post", "options"]

    def get_authenticators(self) -> list[Any]:
        return []

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return HttpResponse(
            status=204, headers={"Allow": VOTE_HEADERS["Access-Control-Allow-Methods"]}
        )

    def http_method_not_allowed(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        raise Problem("votes-are-posted")

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        for name, value in VOTE_HEADERS.items():
            response.headers[name] = value
        return response

    def post(self, request: Request, id: UUID) -> HttpResponse:
        return receive(request._request, id)


def receive(request: HttpRequest, id: UUID) -> HttpResponse:
    """Take the vote that a request holds. Raises `Problem`."""
    try:
        return _take(request, id)
    except (voting.Busy, DatabaseError) as error:
        raise _unavailable() from error


def _take(request: HttpRequest, id: UUID) -> HttpResponse:
    body, now = _body_of(request), timezone.now()
    # Django would ask whether a kept connection lives, with a query for each vote. Asking again
    # where one has died is as good.
    connection.health_check_done = True  # type: ignore[attr-defined]
    held = remembered_ballot(id, now)
    ballot = held or _ballot(id, now)
    token, given = _given(request, ballot, body)
    _allow(ballot, given)
    outcome = voting.welcome_at_once(held, given, now) if held else None
    if outcome is None:
        ballot = _ballot(id, now) if held else ballot
        outcome = _cast(ballot, given, now)
    shown = ballot.timetable.shows_results(now, voted=True)
    answer = {
        "token": token,
        "options": sorted(outcome.options),
        "results": results_json(ballot, now, outcome.result) if shown else None,
    }
    return _json(answer, 201 if outcome.new else 200)


def _cast(ballot: Ballot, given: Given, now: datetime) -> Outcome:
    try:
        return voting.cast(ballot, given, now)
    except voting.NotOpen as error:
        raise Problem("poll-not-open") from error
    except Impossible as error:
        raise Problem("impossible-choice", {"options": [Text(WHY[error.reason])]}) from error


def _ballot(id: UUID, now: datetime) -> Ballot:
    """The ballot, read with a connection that was kept and may have died meanwhile."""
    try:
        ballot = public_ballot(id, now)
    except OperationalError:
        connection.close()
        ballot = public_ballot(id, now)
    if ballot is None:
        raise Problem("not-found")
    return ballot


class ResultsView(ReadView):
    """What a poll has come to, where everyone may see it."""

    def get(self, request: Request, id: UUID) -> HttpResponse:
        now = timezone.now()
        ballot = public_ballot(id, now)
        if ballot is None:
            raise Problem("not-found")
        token = token_in(request._request, ballot.poll)
        voted = bool(token) and voting.has_voted(ballot.poll, tokens.voter_of(token))
        if not ballot.timetable.shows_results(now, voted=voted):
            raise Problem("results-hidden")
        return _json(results_json(ballot, now), 200)

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Access-Control-Allow-Headers"] = "Accept, Poll-Token"
        return response


def results_json(ballot: Ballot, now: Any, result: Result | None = None) -> dict[str, Any]:
    """The results of a poll: those that are known already, or as they stand."""
    closed = ballot.timetable.state_at(now) == State.CLOSED
    return as_json(result or result_of(ballot.poll), closed=closed)


def as_json(result: Result, *, closed: bool) -> dict[str, Any]:
    return {
        "voters": result.voters,
        "votes": result.votes,
        "closed": closed,
        "options": [
            {
                "id": one.id,
                "label": one.label,
                "votes": one.votes,
                "percent": one.percent,
                "of_voters": one.of_voters,
            }
            for one in result.options
        ],
    }


def token_in(request: HttpRequest, poll: int, body: Any = None) -> str:
    """The voter's token from the body, a header or the portal's cookie. Empty for none."""
    found = (
        (body or {}).get("token"),
        request.headers.get("Poll-Token"),
        request.COOKIES.get(cookie_of(poll)),
    )
    return next((one for one in found if one and tokens.is_token(poll, one)), "")


def _given(request: HttpRequest, ballot: Ballot, body: dict[str, Any]) -> tuple[str, Given]:
    """The voter's token, a new one for a newcomer, and the vote."""
    key = _key_in(request)
    token = token_in(request, ballot.poll, body)
    known = bool(token)
    if not known:
        token = tokens.token_of_key(ballot.poll, key) if key else tokens.new_token(ballot.poll)
    return token, Given(
        voter=tokens.voter_of(token),
        options=frozenset(body["options"]),
        known=known,
        key=tokens.digest_of(key) if key else "",
        network=networks.hash_of(client_of(request), timezone.now()),
        unit=body.get("unit") or "",
    )


def _key_in(request: HttpRequest) -> str:
    # As a structured field it stands in quotation marks; most send it bare.
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if key and not tokens.KEY.match(key):
        raise Problem("invalid-idempotency-key")
    return key


def _allow(ballot: Ballot, given: Given) -> None:
    allowance = networks.take(ballot.poll, given.network)
    if not allowance.allowed:
        problem = Problem("too-many-votes")
        problem.headers["Retry-After"] = str(allowance.wait)
        raise problem


def _body_of(request: HttpRequest) -> dict[str, Any]:
    """The body, of which `options`, `token` and `unit` are what they should be."""
    if request.content_type != "application/json":
        raise Problem("unsupported-media-type")
    # One more than may be: what is longer is not read.
    raw = request.read(LARGEST_BODY + 1)
    if len(raw) > LARGEST_BODY:
        raise Problem("invalid-body")
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise Problem("invalid-body") from error
    if not isinstance(body, dict):
        raise Problem("invalid-body")
    _check_body(body)
    return body


def _check_body(body: dict[str, Any]) -> None:
    """Raises a `Problem` that names what is wrong."""
    errors = {}
    options = body.get("options")
    if not isinstance(options, list) or not all(type(one) is int for one in options):
        errors["options"] = [Text(_("Give the ids of the chosen options as a list of numbers."))]
    if not isinstance(body.get("token", ""), str | None):
        errors["token"] = [Text(_("Give the token as text, or leave it out."))]
    unit = body.get("unit")
    if unit and not (isinstance(unit, str) and _is_unit(unit)):
        errors["unit"] = [Text(_("There is no unit with this code."))]
    if errors:
        raise Problem("impossible-choice", errors)


def _is_unit(code: str) -> bool:
    # PostgreSQL takes no text with a NUL, be it only to look for it.
    return "\0" not in code and Unit.objects.filter(code=code).exists()


def _unavailable() -> Problem:
    problem = Problem("voting-unavailable")
    problem.headers["Retry-After"] = "5"
    return problem


def _json(body: dict[str, Any], status: int) -> HttpResponse:
    return HttpResponse(
        orjson.dumps(body),
        status=status,
        content_type="application/json",
        headers={"Cache-Control": "no-store"},
    )
