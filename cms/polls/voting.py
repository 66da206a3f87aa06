"""Taking votes: one row a voter, and tallies that equal the rows after every commit.

Each vote is one transaction of its own: what it writes to rows and tallies (see `rows`)
commits or vanishes together, wherever the process is killed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, OperationalError, connection, transaction

from . import rows
from .ballot import Choice, SealedEntry, State, Timetable
from .models import Poll, UsedKey, Vote
from .newcomers import can_be_welcomed, welcome
from .tallying import Result

ATTEMPTS = 5


class NotOpen(Exception):
    """The poll takes no votes now: `state` says whether not yet or no longer."""

    def __init__(self, state: State) -> None:
        self.state = state
        super().__init__(state)


class Impossible(ValueError):
    """The options cannot be chosen together on this poll; `reason` is a member of `Reason`."""

    NONE, UNKNOWN, TOO_MANY = "none", "unknown", "too-many"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Busy(Exception):
    """The database could not take the vote now. Nothing of it was written."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """What may be chosen on a poll, and when; `read_from` where it was read in the log."""

    poll: int
    choice: str
    most: int | None
    options: frozenset[int]
    timetable: Timetable
    read_from: SealedEntry | None = None

    @property
    def limit(self) -> int:
        """How many options one voter may choose."""
        if self.choice == Choice.ONE:
            return 1
        return min(self.most or len(self.options), len(self.options))


@dataclass(frozen=True, slots=True)
class Given:
    """A vote as it arrives. `known` says that the voter came with a token; `key` is the digest
    of an `Idempotency-Key`, `network` a keyed hash, `unit` the code of a unit, each empty for
    none."""

    voter: str
    options: frozenset[int]
    known: bool
    key: str = ""
    network: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What stands in the voter's row now; `new` when the row is. `result` where it is known
    without asking for it."""

    options: frozenset[int]
    new: bool
    result: Result | None = None


def ballot_of(poll: Poll) -> Ballot:
    options = frozenset(option.pk for option in poll.options_to_choose())
    return Ballot(poll.pk, poll.choice, poll.most, options, poll.timetable)


def welcome_at_once(ballot: Ballot, given: Given, now: datetime) -> Outcome | None:
    """Take a newcomer's vote on a ballot that may no longer stand as it was read.

    `None`, and nothing written, where it does not, or where there is more to say than yes.
    `cast` says it, with the ballot read anew.
    """
    if given.known or _refusal(ballot, given, now):
        return None
    try:
        return _welcome(ballot, given, now)
    except (_SeenBefore, IntegrityError):
        return None
    except OperationalError:
        # A connection that was kept may have died. Should the vote be written all the same,
        # this voter is found to have given it.
        connection.close()
        return None


def cast(ballot: Ballot, given: Given, now: datetime) -> Outcome:
    """Take a vote, or put it in place of the one that this voter gave before.

    Raises `NotOpen`, `Impossible` or `Busy`. Not to be called inside a transaction: what
    another request of the same voter committed meanwhile must be seen at the next attempt.
    """
    for attempt in range(ATTEMPTS):
        # A newcomer and their key are new as a rule: one looks once they are found not to be.
        known = given.known or attempt > 0
        try:
            if not known and can_be_welcomed():
                return _welcome(ballot, given, now)
            with transaction.atomic():
                return _do_cast(ballot, given, now, known=known)
        except (_SeenBefore, IntegrityError):
            continue
        except OperationalError as error:
            if attempt == ATTEMPTS - 1:
                raise Busy from error
    raise Busy


class _SeenBefore(Exception):
    """A vote of this voter, or with this key, came before: of this one nothing shall stay."""


def _welcome(ballot: Ballot, given: Given, now: datetime) -> Outcome:
    """Take a vote as a newcomer's, in a transaction of its own."""
    refused = _refusal(ballot, given, now)
    if refused and not given.key:
        raise refused
    if refused:
        # It may have been taken before, with the same key.
        raise _SeenBefore
    result = welcome(ballot.poll, ballot.read_from, *_of(given), key=given.key, now=now)
    if result is None:
        raise _SeenBefore
    return Outcome(given.options, new=True, result=result)


def _do_cast(ballot: Ballot, given: Given, now: datetime, *, known: bool) -> Outcome:
    """Expects a transaction, which it leaves to the caller to end."""
    refused = _refusal(ballot, given, now)
    if given.key and (known or refused) and (used := _vote_with_key(ballot.poll, given.key)):
        return Outcome(rows.chosen_in(used), new=False)
    if refused:
        raise refused
    vote = rows.insert(ballot.poll, *_of(given), now)
    if vote is None and given.key and not known:
        raise _SeenBefore
    new = vote is not None
    if vote is not None:
        rows.count(ballot.poll, given.voter, frozenset(), given.options)
    else:
        vote = _replace(ballot.poll, given, now)
    if given.key and not rows.use_key(ballot.poll, given.key, vote, now):
        raise _SeenBefore
    return Outcome(given.options, new=new)


def _of(given: Given) -> tuple[str, frozenset[int], str, str]:
    """What is written into a voter's row."""
    return given.voter, given.options, given.network, given.unit


def _refusal(ballot: Ballot, given: Given, now: datetime) -> NotOpen | Impossible | None:
    """Why this cannot be voted at `now`."""
    state = ballot.timetable.state_at(now)
    if state != State.OPEN:
        return NotOpen(state)
    if not given.options:
        return Impossible(Impossible.NONE)
    if not given.options <= ballot.options:
        return Impossible(Impossible.UNKNOWN)
    if len(given.options) > ballot.limit:
        return Impossible(Impossible.TOO_MANY)
    return None


def _replace(poll: int, given: Given, now: datetime) -> int:
    """Put what is given in place of what this voter had chosen; the key of the row."""
    standing = rows.lock(poll, given.voter)
    if standing is None:
        # Neither a poll nor a row of this voter: the poll has been deleted meanwhile.
        raise Busy
    if standing.options != given.options:
        rows.replace(standing.vote, given.options, now)
        rows.count(poll, given.voter, standing.options, given.options)
    return standing.vote


def has_voted(poll: int, voter: str) -> bool:
    return Vote.objects.filter(poll=poll, voter=voter).exists()


def _vote_with_key(poll: int, key: str) -> str | None:
    """The options of the vote that came with this key."""
    found = UsedKey.objects.filter(poll=poll, digest=key)
    return found.values_list("vote__options", flat=True).first()
