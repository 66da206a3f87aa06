"""Units, what became of them, and what is addressed to them."""

from __future__ import annotations

import json
from datetime import date
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.news.models import NewsUnit
from cms.publishing.models import Entry, EntryLabel
from cms.publishing.relay import relay
from cms.units.models import Level, Unit, UnitSuccession

pytestmark = pytest.mark.django_db


def unit(code: str, **fields) -> Unit:
    fields.setdefault("level", Level.COMMUNE)
    return Unit.objects.create(code=code, name=fields.pop("name", f"Phường {code}"), **fields)


def succeed(before: Unit, *heirs: Unit) -> None:
    for heir in heirs:
        UnitSuccession.objects.create(predecessor=before, successor=heir)


def chain(length: int) -> list[Unit]:
    units = [unit(f"u{n}") for n in range(length)]
    for before, heir in pairwise(units):
        succeed(before, heir)
    return units


def entry_of(source: Unit) -> Entry:
    relay()
    return Entry.objects.get(source=f"units.unit:{source.pk}")


def summary_of(source: Unit) -> dict:
    return json.loads(entry_of(source).summary)


# --- Succession ---------------------------------------------------------------


def test_content_of_a_unit_is_found_under_itself_and_all_that_came_after():
    old, middle, new = chain(3)
    assert old.scope_codes() == ("u0", "u1", "u2")
    assert middle.scope_codes() == ("u1", "u2")
    assert new.scope_codes() == ("u2",)


def test_a_divided_unit_is_found_under_every_part():
    old, north, south = unit("old"), unit("north"), unit("south")
    succeed(old, north, south)
    assert old.scope_codes() == ("old", "north", "south")


def test_a_merged_unit_knows_all_that_it_came_from():
    one, two, merged = unit("1"), unit("2"), unit("merged")
    succeed(one, merged)
    succeed(two, merged)
    assert merged.all_predecessors() == [one, two]


def test_a_circle_in_the_data_is_walked_once():
    first, second = chain(2)
    succeed(second, first)
    assert first.scope_codes() == ("u0", "u1")


@pytest.mark.parametrize("width", [1, 12])
def test_a_generation_costs_one_query_however_many_units_it_has(width, django_assert_num_queries):
    old, last = unit("old"), unit("last")
    for n in range(width):
        middle = unit(f"m{n}")
        succeed(old, middle)
        succeed(middle, last)
    with django_assert_num_queries(3):
        assert len(old.scope_codes()) == width + 2
    with django_assert_num_queries(3):
        assert len(last.all_predecessors()) == width + 1


def test_a_unit_does_not_succeed_itself():
    one = unit("one")
    with pytest.raises(IntegrityError), transaction.atomic():
        succeed(one, one)


# --- What an editor may enter ---------------------------------------------------


def test_a_unit_exists_on_its_first_and_last_day():
    ward = unit("w", valid_from=date(2004, 8, 16), valid_to=date(2025, 6, 30))
    assert ward.exists_on(date(2004, 8, 16))
    assert ward.exists_on(date(2025, 6, 30))
    assert not ward.exists_on(date(2004, 8, 15))
    assert not ward.exists_on(date(2025, 7, 1))


@pytest.mark.parametrize("code", ["Đồng Hới", "18880_2025", "-1", "1-", "a b", "1\n"])
def test_a_code_that_would_not_survive_an_address_is_refused(code):
    with pytest.raises(ValidationError) as refused:
        Unit(code=code, name="X", level=Level.COMMUNE).full_clean()
    assert "code" in refused.value.message_dict


def test_a_unit_that_ends_before_it_begins_is_refused():
    ward = Unit(code="w", name="W", level=Level.COMMUNE)
    ward.valid_from, ward.valid_to = date(2025, 7, 1), date(2025, 6, 30)
    with pytest.raises(ValidationError) as refused:
        ward.full_clean()
    assert "valid_to" in refused.value.message_dict


@pytest.mark.parametrize("level", [Level.COMMUNE, Level.VILLAGE])
def test_a_unit_is_part_of_a_wider_one_only(level):
    below = unit("below", level=level)
    with pytest.raises(ValidationError) as refused:
        Unit(code="w", name="W", level=Level.COMMUNE, parent=below).full_clean()
    assert "parent" in refused.value.message_dict


def test_a_unit_that_ended_says_so_where_editors_choose():
    ended = unit("old", name="Phường Đồng Sơn", valid_to=date(2025, 6, 30))
    assert "2025" in str(ended)
    assert str(unit("new", name="Phường Đồng Sơn")) == "Phường Đồng Sơn"


# --- What the public gets ---------------------------------------------------------


def test_a_unit_is_published_with_its_dates_parent_and_heirs():
    city = unit("450", name="Thành phố Đồng Hới", level=Level.DISTRICT)
    old = unit("1", name="Xã Bảo Ninh", parent=city, valid_to=date(2025, 6, 30))
    new = unit("2", name="Phường Đồng Hới", valid_from=date(2025, 7, 1))
    succeed(old, new)
    said = summary_of(old)
    assert said["level"] == "commune"
    assert said["parent"] == {"code": "450", "name": "Thành phố Đồng Hới"}
    assert (said["valid_from"], said["valid_to"]) == (None, "2025-06-30")
    assert said["successors"] == [{"code": "2", "name": "Phường Đồng Hới"}]
    assert summary_of(new)["predecessors"] == [{"code": "1", "name": "Xã Bảo Ninh"}]


def test_renaming_a_unit_reaches_those_that_name_it():
    old, new = chain(2)
    village = unit("v", level=Level.VILLAGE, parent=new)
    relay()
    Unit.objects.filter(pk=new.pk).update(name="Phường mới")
    assert summary_of(old)["successors"][0]["name"] == "Phường mới"
    assert summary_of(village)["parent"]["name"] == "Phường mới"
    Unit.objects.filter(pk=old.pk).update(name="Phường cũ")
    assert summary_of(new)["predecessors"][0]["name"] == "Phường cũ"


def test_a_deleted_unit_is_withdrawn_and_its_heirs_forget_it():
    old, new = chain(2)
    relay()
    source = f"units.unit:{old.pk}"
    old.delete()
    relay()
    assert Entry.objects.get(source=source).withdrawn_at is not None
    assert summary_of(new)["predecessors"] == []


# --- What is addressed to units -----------------------------------------------------


def address(house, title: str, to: Unit):
    page = house.news(title)
    page.item_units = [NewsUnit(unit=to)]
    page.save_revision().publish()
    relay()
    return page


def found_under(code: str) -> set[str]:
    relay()
    found = EntryLabel.objects.filter(scheme="unit", code=code, entry__kind="news")
    return set(found.values_list("entry__title", flat=True))


def test_an_item_is_found_under_a_unit_that_succeeds_later(house):
    old, new = unit("old"), unit("new")
    address(house, "Tin cũ", old)
    assert found_under("new") == set()
    succeed(old, new)
    assert found_under("new") == {"Tin cũ"}
    assert house.is_true()


def test_an_item_follows_a_succession_at_the_far_end_of_the_chain(house):
    first, second, last = unit("first"), unit("second"), unit("last")
    succeed(first, second)
    address(house, "Tin cũ", first)
    succeed(second, last)
    assert found_under("last") == {"Tin cũ"}
    UnitSuccession.objects.filter(successor=last).delete()
    assert found_under("last") == set()
    assert house.is_true()


def test_an_item_follows_the_code_of_a_far_successor(house):
    first, _, last = chain(3)
    address(house, "Tin cũ", first)
    Unit.objects.filter(pk=last.pk).update(code="khac")
    assert found_under("khac") == {"Tin cũ"}
    assert found_under("u2") == set()
    assert house.is_true()


def test_an_item_leaves_what_a_deleted_unit_led_to(house):
    first, second, _ = chain(3)
    address(house, "Tin cũ", first)
    assert found_under("u2") == {"Tin cũ"}
    second.delete()
    assert found_under("u2") == set()
    assert house.is_true()


def test_a_succession_moved_to_another_heir_moves_the_item(house):
    old, wrong, right = unit("old"), unit("wrong"), unit("right")
    succeed(old, wrong)
    address(house, "Tin cũ", old)
    UnitSuccession.objects.update(successor=right)
    assert found_under("wrong") == set()
    assert found_under("right") == {"Tin cũ"}
    assert summary_of(wrong)["predecessors"] == []
    assert house.is_true()
