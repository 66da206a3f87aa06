"""The demo's polls, with the people who have voted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from cms.portal.models import HomePage

from .ballot import Choice, Results
from .models import Poll, PollOption
from .voting import Given, ballot_of, cast

BOX = "7c1d2f4e-5b7a-4e35-9a63-0d4a7e1f2b90"


@dataclass(frozen=True, slots=True)
class Told:
    """A poll to make: its options with how readily each is chosen, how many people voted,
    and how many days ago it opened and closed (`None`: it has not)."""

    question: str
    slug: str
    explanation: str
    options: Sequence[tuple[str, int]]
    voters: int
    opened: int
    closed: int | None = None
    choice: str = Choice.ONE
    most: int | None = None
    results: str = Results.AFTER


POLLS = (
    Told(
        question="Bạn muốn học hòa giải ở cơ sở theo cách nào?",
        slug="hoc-hoa-giai-theo-cach-nao",
        explanation=(
            "<p>Phòng Tư pháp chuẩn bị kế hoạch bồi dưỡng hòa giải viên năm tới. Cách nào được"
            " nhiều người chọn sẽ được ưu tiên.</p>"
        ),
        options=(
            ("Tập huấn một ngày tại nhà văn hóa thôn", 9),
            ("Tập huấn chuyên sâu hai ngày tại phường", 6),
            ("Học trực tuyến vào buổi tối", 5),
            ("Dự một buổi hòa giải thật cùng tổ có kinh nghiệm", 7),
        ),
        voters=276,
        opened=12,
    ),
    Told(
        question="Tổ hòa giải của bạn hay gặp mâu thuẫn nào?",
        slug="mau-thuan-hay-gap",
        explanation="<p>Chọn nhiều nhất ba loại. Kết quả giúp chọn chủ đề cho sổ tay mới.</p>",
        options=(
            ("Ranh giới đất, lối đi chung", 9),
            ("Hôn nhân và gia đình", 7),
            ("Vay nợ", 5),
            ("Tiếng ồn, vật nuôi, cây cối", 6),
            ("Thừa kế", 4),
        ),
        voters=148,
        opened=30,
        choice=Choice.SEVERAL,
        most=3,
        results=Results.BEFORE,
    ),
    Told(
        question="Ngày hội hòa giải viên giỏi nên tổ chức vào tháng nào?",
        slug="ngay-hoi-hoa-giai-vien-gioi",
        explanation="",
        options=(("Tháng 4", 5), ("Tháng 6", 2), ("Tháng 11", 4)),
        voters=93,
        opened=60,
        closed=20,
        results=Results.CLOSED,
    ),
)


def build() -> int:
    """Make those polls that are not there yet, the first beside the news; how many."""
    made = sum(_make(told) for told in POLLS)
    if made:
        _put_beside_the_news(Poll.objects.get(slug=POLLS[0].slug))
    return made


def _put_beside_the_news(poll: Poll) -> None:
    for home in HomePage.objects.all():
        boxes = list(home.aside.raw_data)
        if not any(box["type"] == "poll" for box in boxes):
            box = {"type": "poll", "value": {"poll": poll.pk}, "id": BOX}
            home.aside = json.dumps([box, *boxes])
            home.save_revision().publish()


@transaction.atomic
def _make(told: Told) -> bool:
    if Poll.objects.filter(slug=told.slug).exists():
        return False
    now = timezone.now()
    poll = Poll(
        question=told.question,
        slug=told.slug,
        explanation=told.explanation,
        choice=told.choice,
        most=told.most,
        results=told.results,
        opens_at=now - timedelta(days=told.opened),
        live=False,
    )
    poll.options = [
        PollOption(label=label, sort_order=place) for place, (label, _) in enumerate(told.options)
    ]
    poll.save()
    _let_people_vote(poll, told)
    if told.closed is not None:
        poll.closes_at = now - timedelta(days=told.closed)
    poll.save_revision().publish()
    return True


def _let_people_vote(poll: Poll, told: Told) -> None:
    """The same people each time, who come more often in the first days."""
    people = Random(told.slug)  # noqa: S311
    ballot = ballot_of(Poll.objects.get(pk=poll.pk))
    keys = [option.pk for option in poll.options_to_choose()]
    weights = [weight for _, weight in told.options]
    days = told.opened - (told.closed or 0)
    opened = poll.opens_at or timezone.now()
    for number in range(told.voters):
        wanted = people.randint(1, ballot.limit)
        chosen = frozenset(people.choices(keys, weights, k=wanted))
        moment = opened + timedelta(days=days) * people.random() ** 1.5
        cast(ballot, Given(f"demo-{number}", chosen, known=False), moment)
