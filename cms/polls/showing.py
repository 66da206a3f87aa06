"""A poll as the portal shows it to one visitor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.utils.safestring import SafeString, mark_safe

from blocks.pictures import Picture, picture_of
from cms.publishing.visibility import closed_collections

from .ballot import Choice, State
from .models import Poll, PollOption, Vote
from .representation import explanation_html
from .rows import chosen_in
from .tallying import Result, result_of
from .tokens import new_token, voter_of
from .voting import ballot_of

SIZES = "(min-width: 40rem) 12rem, 40vw"


@dataclass(frozen=True, slots=True)
class ShownOption:
    id: int
    label: str
    picture: SafeString
    chosen: bool


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """What the template needs. `token` is that of the visitor, in a form that nobody else sees;
    empty in a page that many may be given from a cache."""

    poll: Poll
    state: State
    explanation: SafeString
    options: Sequence[ShownOption]
    limit: int
    token: str
    voted: bool
    result: Result | None

    @property
    def several(self) -> bool:
        return self.poll.choice == Choice.SEVERAL

    @property
    def open(self) -> bool:
        return self.state == State.OPEN

    @property
    def people(self) -> int:
        return self.result.voters if self.result else 0


def for_everyone(poll: Poll, now: datetime) -> ShownPoll:
    """The poll as it stands in a page that is the same for all."""
    return _shown(poll, now, token="", chosen=frozenset(), voted=False)


def for_visitor(
    poll: Poll, now: datetime, token: str, ticked: frozenset[int] = frozenset()
) -> ShownPoll:
    """The poll for the holder of `token`, or for a newcomer, who receives one in the form.

    `ticked` are options to find chosen already, beside those of the visitor's vote.
    """
    stored = ""
    if token:
        votes = Vote.objects.filter(poll=poll, voter=voter_of(token))
        stored = votes.values_list("options", flat=True).first() or ""
    chosen = ticked or chosen_in(stored)
    return _shown(poll, now, token=token or new_token(poll.pk), chosen=chosen, voted=bool(stored))


def _shown(
    poll: Poll, now: datetime, *, token: str, chosen: frozenset[int], voted: bool
) -> ShownPoll:
    options = poll.options_to_choose()
    shows = poll.timetable.shows_results(now, voted=voted)
    return ShownPoll(
        poll=poll,
        state=poll.timetable.state_at(now),
        explanation=mark_safe(explanation_html(poll, "")),
        options=_options(poll, options, token, chosen),
        limit=ballot_of(poll).limit,
        token=token,
        voted=voted,
        result=result_of(poll.pk) if shows and poll.pk else None,
    )


def _options(
    poll: Poll, options: list[PollOption], token: str, chosen: frozenset[int]
) -> list[ShownOption]:
    closed = closed_collections() if any(option.image_id for option in options) else frozenset()
    shown = [
        ShownOption(
            id=option.pk or 0,
            label=option.label,
            picture=_picture(option, closed),
            chosen=option.pk in chosen,
        )
        for option in options
    ]
    if poll.shuffled:
        # Another order for each voter, the same at each visit; in a page that is the same
        # for all, another at each rendering.
        Random(voter_of(token) if token else None).shuffle(shown)  # noqa: S311
    return shown


def _picture(option: PollOption, closed: frozenset[int]) -> SafeString:
    if option.image is None or option.image.collection_id in closed:
        return mark_safe("")
    picture: Picture | None = picture_of(option.image, option.image_alt)
    return picture.as_html(sizes=SIZES) if picture else mark_safe("")
