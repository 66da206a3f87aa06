"""What is due is published and expired: each item whole, none held up by another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Revision

from cms.news.models import NewsPage
from cms.publishing.worker import apply_schedule
from tests.house import house

__all__ = ["house"]


def scheduled(house, title):
    """A draft whose moment has come."""
    page = house.news(title, live=False, go_live_at=timezone.now() + timedelta(hours=1))
    page.save_revision().publish()
    past = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(object_id=str(page.pk)).update(approved_go_live_at=past)
    for revision in Revision.objects.filter(object_id=str(page.pk)):
        revision.content["go_live_at"] = past.isoformat()
        revision.save(update_fields=["content"])
    return page


@pytest.fixture
def faulty(monkeypatch):
    """Saving the item with this title fails, after Wagtail has taken its date away."""
    save = NewsPage.save
    broken = {"Hỏng"}

    def failing(page, *args, **kwargs):
        if page.title in broken:
            raise RuntimeError("in the middle")
        return save(page, *args, **kwargs)

    monkeypatch.setattr(NewsPage, "save", failing)
    return broken


def test_what_was_stopped_in_the_middle_is_still_due(house, faulty):
    faulty.clear()
    scheduled(house, "Hỏng")
    faulty.add("Hỏng")
    apply_schedule()
    assert house.public() == set()
    faulty.clear()
    apply_schedule()
    assert house.public() == {"Hỏng"}


def test_an_item_that_cannot_be_published_holds_up_no_other(house, faulty):
    faulty.clear()
    scheduled(house, "Hỏng")
    scheduled(house, "Lành")
    faulty.add("Hỏng")
    apply_schedule()
    assert house.public() == {"Lành"}
