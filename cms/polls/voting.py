"""Taking votes: one row a voter, and tallies that equal the rows after every commit.

Each vote is one transaction of its own. It locks the voter's row, if there is one, and
one slot of the tallies in an order that no two transactions cross; what it writes to
rows and tallies commits or vanishes together, wherever the process is killed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson
from django.db import IntegrityError, OperationalError, transaction
from django.db.models import F, QuerySet
from django.utils.dateparse import parse_datetime

from cms.publishing.models import Entry

from .ballot import Choice, Results, State, Timetable
from .models import Poll, Tally, UsedKey, Vote

# Voters who come at once share no row unless they share a slot.
SLOTS = 16
# The number in the tallies of what was chosen beyond each voter's first option.
BEYOND_FIRST = 0
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
    """What may be chosen on a poll, and when."""

    poll: int
    choice: str
    most: int | None
    options: frozenset[int]
    timetable: Timetable

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
    """What stands in the voter's row now; `new` when the row is."""

    options: frozenset[int]
    new: bool


def ballot_of(poll: Poll) -> Ballot:
    options = frozenset(option.pk for option in poll.options_to_choose())
    return Ballot(poll.pk, poll.choice, poll.most, options, poll.timetable)


def public_ballot(entry: UUID, now: datetime) -> Ballot | None:
    """The ballot of the poll that the outside world knows by this id. One query."""
    found = Entry.objects.public(now).filter(pk=entry, kind=Poll.public_kind.name)
    row = found.values_list("source", "payload").first()
    return _ballot_in(row[0], orjson.loads(row[1])) if row else None


def _ballot_in(source: str, payload: Mapping[str, object]) -> Ballot:
    return Ballot(
        poll=int(source.rpartition(":")[2]),
        choice=str(payload["choice"]),
        most=payload["most"],  # type: ignore[arg-type]
        options=frozenset(option["id"] for option in payload["options"]),  # type: ignore[attr-defined]
        timetable=Timetable(
            _moment(payload["opens_at"]),
            _moment(payload["closes_at"]),
            Results(str(payload["results"])),
        ),
    )


def _moment(written: object) -> datetime | None:
    return parse_datetime(str(written)) if written else None


def check_options(ballot: Ballot, options: frozenset[int]) -> None:
    """Raises `Impossible`."""
    if not options:
        raise Impossible(Impossible.NONE)
    if not options <= ballot.options:
        raise Impossible(Impossible.UNKNOWN)
    if len(options) > ballot.limit:
        raise Impossible(Impossible.TOO_MANY)


def cast(ballot: Ballot, given: Given, now: datetime) -> Outcome:
    """Take a vote, or put it in place of the one that this voter gave before.

    Raises `NotOpen`, `Impossible` or `Busy`. Not to be called inside a transaction: what
    another request of the same voter committed meanwhile must be seen at the next attempt.
    """
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                # From the second attempt on there is a row to be found.
                return _do_cast(ballot, given, now, look=given.known or attempt > 0)
        except IntegrityError:
            continue
        except OperationalError as error:
            if attempt == ATTEMPTS - 1:
                raise Busy from error
    raise Busy


def _do_cast(ballot: Ballot, given: Given, now: datetime, *, look: bool) -> Outcome:
    """Expects a transaction, which it leaves to the caller to end."""
    if given.key and (used := _vote_with_key(ballot.poll, given.key)):
        return Outcome(chosen_in(used), new=False)
    state = ballot.timetable.state_at(now)
    if state != State.OPEN:
        raise NotOpen(state)
    check_options(ballot, given.options)
    vote = _locked_vote(ballot.poll, given.voter) if look else None
    if vote is None:
        vote = _insert(ballot, given, now)
        _count(vote, frozenset(), given.options)
        outcome = Outcome(given.options, new=True)
    else:
        before = chosen_in(vote.options)
        _replace(vote, before, given.options, now)
        outcome = Outcome(given.options, new=False)
    if given.key:
        UsedKey.objects.bulk_create(
            [UsedKey(poll_id=ballot.poll, digest=given.key, vote=vote, used_at=now)]
        )
    return outcome


def has_voted(poll: int, voter: str) -> bool:
    return Vote.objects.filter(poll=poll, voter=voter).exists()


def _vote_with_key(poll: int, key: str) -> str | None:
    """The options of the vote that came with this key."""
    found = UsedKey.objects.filter(poll=poll, digest=key)
    return found.values_list("vote__options", flat=True).first()


def _locked_vote(poll: int, voter: str) -> Vote | None:
    return Vote.objects.select_for_update().filter(poll=poll, voter=voter).first()


def _insert(ballot: Ballot, given: Given, now: datetime) -> Vote:
    vote = Vote(
        poll_id=ballot.poll,
        voter=given.voter,
        options=written(given.options),
        network=given.network,
        unit=given.unit,
        created_at=now,
        changed_at=now,
    )
    # Without the signals that `save` sends: nobody follows single votes.
    return Vote.objects.bulk_create([vote])[0]


def _replace(vote: Vote, before: frozenset[int], after: frozenset[int], now: datetime) -> None:
    if before == after:
        return
    Vote.objects.filter(pk=vote.pk).update(options=written(after), changed_at=now)
    _count(vote, before, after)


def _count(vote: Vote, before: frozenset[int], after: frozenset[int]) -> None:
    """Bring the tallies from what the voter had chosen before to what is chosen now."""
    slot = slot_of(vote.voter)
    changes = [(after - before, 1), (before - after, -1)]
    if before or len(after) > 1:
        # First of all, and even by nothing: whoever goes on to lock several rows holds
        # this one, so that no two wait for each other.
        _add(vote.poll_id, slot, {BEYOND_FIRST}, _beyond_first(after) - _beyond_first(before))
    for options, by in changes:
        if options:
            _add(vote.poll_id, slot, options, by)


def _beyond_first(options: frozenset[int]) -> int:
    return max(len(options) - 1, 0)


def _add(poll: int, slot: int, options: Iterable[int], by: int) -> None:
    wanted = set(options)
    rows = Tally.objects.filter(poll=poll, slot=slot)
    if len(wanted) == 1:
        # One statement looks and adds at once.
        there = wanted if rows.filter(option__in=wanted).update(count=F("count") + by) else set()
    elif there := _locked(rows, wanted):
        rows.filter(option__in=there).update(count=F("count") + by)
    # Others that make the same rows now wait for this transaction, and do it again.
    Tally.objects.bulk_create(
        Tally(poll_id=poll, slot=slot, option=option, count=by) for option in sorted(wanted - there)
    )


def _locked(rows: QuerySet[Tally], wanted: set[int]) -> set[int]:
    """Which of the rows there are. What was decided on is what is locked: a row that another
    transaction adds after this look is met when it is added a second time, never passed over."""
    found = rows.filter(option__in=wanted).order_by("option").select_for_update()
    return set(found.values_list("option", flat=True))


def slot_of(voter: str) -> int:
    """In which slot of the tallies a voter counts: always the same one."""
    return sum(voter.encode()) % SLOTS


def written(options: Iterable[int]) -> str:
    """The form in which a vote's options are stored: `,3,7,`."""
    return f",{','.join(str(option) for option in sorted(options))},"


def chosen_in(stored: str) -> frozenset[int]:
    return frozenset(int(option) for option in stored.split(",") if option)


def recount(poll: int) -> Mapping[tuple[int, int], int]:
    """What the tallies of a poll must be by its rows: by option and slot."""
    counted: Counter[tuple[int, int]] = Counter()
    rows = Vote.objects.filter(poll=poll).values_list("voter", "options")
    for voter, stored in rows.iterator(chunk_size=5000):
        slot, options = slot_of(voter), chosen_in(stored)
        counted.update((option, slot) for option in options)
        if len(options) > 1:
            counted[BEYOND_FIRST, slot] += len(options) - 1
    return counted
