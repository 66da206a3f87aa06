"""The demo's half year of visits."""

from __future__ import annotations

import pytest
from django.db.models import Sum

from cms.visits import demo
from cms.visits.models import Dimension, Tally, VisitSettings
from tests.house import House

pytestmark = pytest.mark.django_db


def total(dimension: str) -> int:
    return Tally.objects.filter(dimension=dimension).aggregate(n=Sum("hits"))["n"] or 0


def test_the_history_adds_up(house: House) -> None:
    house.news("Hòa giải ở xóm Bắc")
    house.public()
    demo.stock()
    portal = Tally.objects.filter(dimension=Dimension.SITE, key="").aggregate(n=Sum("hits"))["n"]
    assert total("all") == total("site") > 20_000
    assert portal == total("page") == total("section")
    assert Tally.objects.filter(dimension=Dimension.ALL).count() == demo.DAYS


def test_what_has_been_counted_is_left_alone(house: House) -> None:
    demo.stock()
    before = list(Tally.objects.order_by("pk").values_list("pk", "hits"))
    VisitSettings.objects.update(starting_total=7)
    demo.stock()
    assert list(Tally.objects.order_by("pk").values_list("pk", "hits")) == before
    assert VisitSettings.objects.get().starting_total == 7


def test_the_demo_is_loaded_with_its_visits(settings: object) -> None:
    assert "cms.visits.demo.stock" in settings.DEMO_STEPS  # type: ignore[attr-defined]
