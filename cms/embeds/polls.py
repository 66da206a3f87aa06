"""A poll in a frame: its ballot, its results, and the vote of a browser without scripts."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from . import inside
from .choices import Choice
from .inside import Answer

# Of a token or a key, more than any of ours has.
LONGEST = 400
MOST_OPTIONS = 100


@dataclass(frozen=True, slots=True)
class Shown:
    """What the API answered, and what the frame says of it."""

    answer: Answer
    context: dict[str, Any]


def asked(request: HttpRequest, choice: Choice, token: str = "") -> Shown:
    """The poll that is chosen, or the newest; with its results where everyone may see them."""
    answer = _poll(request, choice)
    if not answer.good or answer.data is None:
        return Shown(answer, {"poll": None})
    poll = answer.data
    phase = phase_of(poll)
    seen = poll["results"] == "before" or phase == "closed"
    results = _results(request, poll, token) if seen else None
    mine = request.POST.getlist("option")[:MOST_OPTIONS]
    return Shown(answer, _context(poll, results, token=token, voting=phase == "open", mine=mine))


def voted(request: HttpRequest, choice: Choice) -> Shown:
    """What came of the vote that was sent, or the ballot again for one who changes theirs."""
    token = request.POST.get("token", "")[:LONGEST]
    if "change" in request.POST:
        return asked(request, choice, token)
    answer = _poll(request, choice)
    if not answer.good or answer.data is None:
        return Shown(answer, {"poll": None})
    poll = answer.data
    options = [_as_known(poll, one) for one in request.POST.getlist("option")[:MOST_OPTIONS]]
    if not options:
        return _again(request, poll, token, "none")
    said = _send(request, poll["id"], options, token)
    if not said.good:
        return _again(request, poll, token, _REASONS.get(said.status, "later"), said)
    token = said.data["token"]
    results = said.data.get("results") or _results(request, poll, token)
    context = _context(poll, results, token=token, voting=False, mine=said.data["options"])
    return Shown(answer, {**context, "thanks": True})


_REASONS = {404: "gone", 409: "closed", 422: "refused", 429: "crowded"}


def phase_of(poll: dict[str, Any]) -> str:
    """`early`, `open` or `closed`, by the clock: the item in the log may lag behind it."""
    now = timezone.now()
    opens, closes = (parse_datetime(poll[name] or "") for name in ("opens_at", "closes_at"))
    if closes is not None and closes <= now:
        return "closed"
    return "early" if opens is not None and opens > now else "open"


def _poll(request: HttpRequest, choice: Choice) -> Answer:
    """The poll whole, the newest open one when none is named; data of `None` when there is none."""
    key = choice.poll
    if not key:
        wanted = {"unit": choice.unit, "page_size": 20, "fields": "id,opens_at,closes_at"}
        newest = inside.get(request, "polls/", wanted)
        if not newest.good:
            return newest
        polls = newest.data["results"]
        if not polls:
            return Answer(200)
        key = next((one for one in polls if phase_of(one) == "open"), polls[0])["id"]
    return inside.get(request, f"polls/{key}/")


def _results(request: HttpRequest, poll: dict[str, Any], token: str) -> Any:
    headers = {"Poll-Token": token} if token else {}
    answer = inside.get(request, f"polls/{poll['id']}/results/", headers=headers)
    return answer.data if answer.good else None


def _send(request: HttpRequest, key: str, options: list[Any], token: str) -> Answer:
    once = request.POST.get("key", "")[:LONGEST]
    data = {"options": options, **({"token": token} if token else {})}
    return inside.post(request, f"polls/{key}/votes/", data, {"Idempotency-Key": once})


def _as_known(poll: dict[str, Any], written: str) -> Any:
    """The option's id as the API writes it; what it does not know goes as it came."""
    return next((one["id"] for one in poll["options"] if str(one["id"]) == written), written)


def _again(
    request: HttpRequest, poll: dict[str, Any], token: str, reason: str, said: Answer | None = None
) -> Shown:
    """The ballot once more, with what was wrong; what was chosen stands as it was."""
    phase = phase_of(poll)
    shown = poll["results"] == "before" or phase == "closed"
    results = _results(request, poll, token) if shown else None
    chosen = request.POST.getlist("option")[:MOST_OPTIONS]
    context = _context(poll, results, token=token, voting=phase == "open", mine=chosen)
    status = said.status if said else 422
    headers = said.headers if said else {}
    return Shown(Answer(status, None, headers), {**context, "reason": reason})


def _context(
    poll: dict[str, Any], results: Any, *, token: str, voting: bool, mine: list[Any] | None = None
) -> dict[str, Any]:
    options = list(poll["options"])
    if poll.get("shuffled"):
        random.shuffle(options)
    return {
        "poll": poll,
        "phase": phase_of(poll),
        "options": options,
        "several": poll["choice"] == "several",
        "results": results,
        "token": token,
        "voting": voting,
        "mine": {str(one) for one in mine or ()},
        "opens_at": parse_datetime(poll["opens_at"] or ""),
    }
