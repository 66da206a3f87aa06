"""The public form of a poll: what the log, and through it the world, gets of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils import timezone

from blocks.pictures import picture_of
from blocks.prose import ParagraphBlock
from blocks.reach import reach_of
from blocks.richtext import to_html, to_text
from cms.publishing.models import Entry
from cms.publishing.representation import Label, Passage, Representation, source_of
from cms.publishing.visibility import closed_collections

if TYPE_CHECKING:
    from .models import Poll, PollOption

EXPLANATION = ParagraphBlock()


def represent(poll: Poll, now: datetime) -> Representation:
    """The poll as everyone sees it at `now`. Its votes are no part of it: they change too often."""
    explanation = to_text(poll.explanation)
    options = poll.options_to_choose()
    units = [row.unit for row in poll.poll_units.select_related("unit")]
    labels: list[Label] = [unit.label for unit in units]
    return Representation(
        title=poll.question,
        url=settings.PORTAL_URL + poll.get_absolute_url(),
        published_at=poll.first_published_at or poll.created_at,
        expires_at=poll.expire_at,
        lead=explanation,
        units=tuple(dict.fromkeys(labels)),
        scope=tuple(dict.fromkeys(code for unit in units for code in unit.scope_codes())),
        changes_at=poll.timetable.next_change(now),
        summary={
            "question": poll.question,
            "state": poll.timetable.state_at(now).value,
            "choice": poll.choice,
            "opens_at": _iso(poll.opens_at),
            "closes_at": _iso(poll.closes_at),
            "results": poll.results,
        },
        detail=_detail(poll, explanation, options),
        # The explanation is its lead: said again, search would show it twice.
        passages=(Passage("", "", "\n".join(one.label for one in options)),),
    )


def _detail(poll: Poll, explanation: str, options: list[PollOption]) -> dict[str, Any]:
    closed = closed_collections()
    return {
        "explanation": explanation,
        "explanation_html": explanation_html(poll, settings.PORTAL_URL),
        "most": poll.most if poll.choice == "several" else None,
        "shuffled": poll.shuffled,
        "options": [
            {
                "id": option.pk,
                "label": option.label,
                "image": _picture(option, closed, settings.PORTAL_URL),
            }
            for option in options
        ],
    }


def explanation_html(poll: Poll, base_url: str) -> str:
    """The explanation with links to what everyone may read."""
    reach = reach_of(EXPLANATION, EXPLANATION.to_python(poll.explanation), base_url)
    return str(to_html(poll.explanation, reach))


def _picture(option: PollOption, closed: frozenset[int], base_url: str) -> dict[str, Any] | None:
    if option.image is None or option.image.collection_id in closed:
        return None
    picture = picture_of(option.image, option.image_alt, base_url)
    return picture.as_json() if picture else None


def _iso(moment: datetime | None) -> str | None:
    return timezone.localtime(moment).isoformat() if moment else None


def pointer_to(poll: Poll) -> dict[str, Any]:
    """What another item says of the poll that it shows: how to find it, and what it asks."""
    entry = Entry.objects.filter(source=source_of(poll)).values_list("id", flat=True).first()
    return {
        "id": entry and str(entry),
        "question": poll.question,
        "url": settings.PORTAL_URL + poll.get_absolute_url(),
    }
