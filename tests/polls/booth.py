"""A polling booth: polls, and what editors and voters do with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.utils import timezone

from cms.polls.models import Poll, PollOption
from cms.publishing.check import drifts
from cms.publishing.models import Entry
from cms.publishing.relay import relay

PLACES = ("Nhà văn hóa", "Trụ sở tổ dân phố", "Trực tuyến")


@dataclass
class Booth:
    """Makes polls as the desk does, and knows what the log says of them."""

    def poll(
        self,
        question: str = "Tập huấn ở đâu?",
        *,
        labels: Any = PLACES,
        live: bool = True,
        **fields: Any,
    ) -> Poll:
        """A poll, published through a revision as the admin does it."""
        poll = Poll(question=question, live=False, **fields)
        poll.options = [PollOption(label=label, sort_order=n) for n, label in enumerate(labels)]
        poll.save()
        if live:
            poll.save_revision().publish()
        return self.fresh(poll)

    def fresh(self, poll: Poll) -> Poll:
        return Poll.objects.get(pk=poll.pk)

    def public(self) -> set[str]:
        """The questions of the public polls, after the relay has done its work."""
        relay()
        return set(Entry.objects.public().filter(kind="poll").values_list("title", flat=True))

    def entry(self, poll: Poll) -> Entry:
        relay()
        return Entry.objects.get(source=f"polls.poll:{poll.pk}")

    def is_true(self) -> bool:
        """Whether `check_publishing` finds nothing to say."""
        return list(drifts(timezone.now())) == []


@pytest.fixture
def booth(db: None) -> Booth:
    return Booth()
