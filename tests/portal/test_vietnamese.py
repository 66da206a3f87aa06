"""Dates and numbers as people in Vietnam write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template

from cms.portal import vietnamese


@pytest.mark.parametrize(
    ("moment", "short", "long"),
    [
        (date(2022, 3, 18), "18/3/2022", "Thứ Sáu, 18/3/2022"),
        (date(2025, 7, 1), "1/7/2025", "Thứ Ba, 1/7/2025"),
        (date(2026, 1, 4), "4/1/2026", "Chủ Nhật, 4/1/2026"),
        # Seven hours ahead: late in the evening in UTC is the next morning here.
        (datetime(2022, 3, 17, 18, 30, tzinfo=UTC), "18/3/2022", "Thứ Sáu, 18/3/2022"),
        (datetime(2021, 12, 31, 17, 0, tzinfo=UTC), "1/1/2022", "Thứ Bảy, 1/1/2022"),
    ],
)
def test_a_day_is_written_without_leading_noughts_and_named(moment, short, long):
    assert (vietnamese.short_date(moment), vietnamese.long_date(moment)) == (short, long)


def test_a_time_is_that_of_vietnam():
    assert vietnamese.clock_time(datetime(2022, 3, 18, 0, 5, tzinfo=UTC)) == "07:05"


def test_a_month_is_named_by_its_number():
    assert vietnamese.month_label("2022-03") == "Tháng 3/2022"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (5494264, "5.494.264"),
        (999, "999"),
        (1000, "1.000"),
        (-1000, "-1.000"),
        (12.5, "12,5"),
        (Decimal("1234.50"), "1.234,50"),
    ],
)
def test_thousands_are_parted_by_points_and_fractions_by_a_comma(value, written):
    assert vietnamese.number(value) == written


@pytest.mark.parametrize(
    ("size", "written"),
    [
        (0, "0 byte"),
        (1023, "1.023 byte"),
        (1024, "1,0 KB"),
        (2516582, "2,4 MB"),
        (15 << 30, "15 GB"),
    ],
)
def test_the_size_of_a_file_is_told_in_a_unit_that_one_can_picture(size, written):
    assert vietnamese.file_size(size) == written


def test_what_is_empty_stays_empty_in_a_template():
    template = Template("{% load vietnamese %}[{{ none|long_date }}{{ text|number }}]")
    assert template.render(Context({"none": None, "text": ""})) == "[]"


def test_a_number_in_a_template_is_vietnamese():
    template = Template("{% load vietnamese %}{{ n|number }}")
    assert template.render(Context({"n": 5494264})) == "5.494.264"
