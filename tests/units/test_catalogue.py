"""The units that come with the product."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from cms.publishing.models import Entry
from cms.units import catalogue
from cms.units.models import Level, Unit, UnitSuccession
from tests.rows import made_once

pytestmark = pytest.mark.django_db

# Resolution 1680/NQ-UBTVQH15 of 2025: what became of the city's communes and wards.
HEIRS = {
    "Phường Đồng Hới": {
        "Phường Hải Thành",
        "Phường Đồng Phú",
        "Phường Nam Lý",
        "Phường Đồng Hải",
        "Phường Phú Hải",
        "Phường Đức Ninh Đông",
        "Xã Bảo Ninh",
        "Xã Đức Ninh",
    },
    "Phường Đồng Thuận": {"Phường Bắc Lý", "Xã Quang Phú", "Xã Lộc Ninh"},
    "Phường Đồng Sơn": {"Phường Đồng Sơn", "Phường Bắc Nghĩa", "Xã Nghĩa Ninh", "Xã Thuận Đức"},
}
CITY = "450"


@made_once
def load():
    catalogue.load()


@pytest.fixture
def units(db):
    load()


def names(units) -> set[str]:
    return {unit.name for unit in units}


def test_the_city_has_its_fifteen_communes_and_wards(units):
    fifteen = Unit.objects.filter(parent__code=CITY)
    assert fifteen.count() == 15
    assert names(fifteen) == set().union(*HEIRS.values())
    assert set(fifteen.values_list("level", "valid_to")) == {(Level.COMMUNE, date(2025, 6, 30))}


@pytest.mark.parametrize("heir", HEIRS)
def test_each_of_the_fifteen_leads_to_exactly_its_successor(units, heir):
    for name in HEIRS[heir]:
        old = Unit.objects.get(parent__code=CITY, name=name)
        (new,) = old.all_successors()
        assert (new.name, new.valid_from) == (heir, date(2025, 7, 1))
        assert old.scope_codes() == (old.code, new.code)


@pytest.mark.parametrize("heir", HEIRS)
def test_a_new_ward_comes_from_exactly_its_part_of_the_city(units, heir):
    new = Unit.objects.get(name=heir, valid_to=None)
    came_from = new.all_predecessors()
    assert names(u for u in came_from if u.level == Level.COMMUNE) == HEIRS[heir]
    assert [u.code for u in came_from if u.level == Level.DISTRICT] == [CITY]


def test_what_was_for_the_whole_city_is_found_in_its_three_wards(units):
    assert names(Unit.objects.get(code=CITY).all_successors()) == set(HEIRS)


def test_every_unit_before_july_2025_ends_and_leads_to_one_of_today(units):
    for old in Unit.objects.exclude(valid_to=None):
        heirs = old.all_successors()
        assert heirs, old
        assert all(heir.exists_on(date(2025, 7, 1)) for heir in heirs), old


def test_every_unit_of_today_comes_from_somewhere(units):
    for new in Unit.objects.filter(valid_to=None):
        assert new.all_predecessors(), new


def test_the_province_of_today_is_whole(units):
    province = Unit.objects.get(name="Tỉnh Quảng Trị", valid_to=None)
    assert province.children.count() == 78
    assert names(province.all_predecessors()) == {"Tỉnh Quảng Bình", "Tỉnh Quảng Trị"}


def test_an_official_code_used_twice_is_told_apart(units):
    twice = Unit.objects.filter(official_code="18880").order_by("code")
    assert [(unit.code, unit.name) for unit in twice] == [
        ("18880", "Phường Đức Ninh Đông"),
        ("18880-2025", "Phường Đồng Hới"),
    ]


def test_every_unit_that_comes_with_the_product_is_valid(units):
    for unit in Unit.objects.all():
        unit.full_clean()


def test_loading_again_changes_nothing(units):
    call_command("load_units")
    last = Entry.objects.order_by("-change").first().change
    call_command("load_units")
    assert Entry.objects.order_by("-change").first().change == last
    assert catalogue.load() == catalogue.Loaded()


def test_loading_again_leaves_what_editors_changed_unless_asked(units):
    Unit.objects.filter(code=CITY).update(name="Đồng Hới")
    catalogue.load()
    assert Unit.objects.get(code=CITY).name == "Đồng Hới"
    assert catalogue.load(restore=True).restored == 1
    assert Unit.objects.get(code=CITY).name == "Thành phố Đồng Hới"


def test_loading_mends_what_was_lost(units):
    UnitSuccession.objects.filter(predecessor__code="18880").delete()
    Unit.objects.get(code="18889").delete()
    assert catalogue.load() == catalogue.Loaded(units=1, successions=2)
