"""Lists: newest first, filtered, in pages that hold still."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.publishing.representation import Label

from .conftest import SPRING, publish, titles, unit, withdraw

NEWS = "/api/v1/news/"


def test_a_list_is_newest_first(api):
    publish("cũ", day=1)
    publish("mới", day=2)
    assert titles(api.get(NEWS)) == ["mới", "cũ"]


def test_a_list_gives_what_is_stored(api):
    entry = publish("Tin", units=unit("18859"))
    (item,) = api.get(NEWS).json()["results"]
    assert item["id"] == str(entry.id)
    assert item["units"] == [{"code": "18859", "name": "Đơn vị 18859"}]
    assert item["published_at"] == "2022-03-18T08:00:00+07:00"
    assert "body" not in item


def walk(api, url):
    pages = []
    while url:
        answer = api.get(url).json()
        pages.append([item["title"] for item in answer["results"]])
        url = answer["next"]
    return pages


def test_pages_follow_one_another_both_ways(api):
    for n in range(5):
        publish(f"{n}", day=n)
    assert walk(api, f"{NEWS}?page_size=2") == [["4", "3"], ["2", "1"], ["0"]]
    second = api.get(api.get(f"{NEWS}?page_size=2").json()["next"]).json()
    third = api.get(second["next"]).json()
    assert titles(api.get(third["previous"])) == ["2", "1"]
    first = api.get(second["previous"]).json()
    assert [item["title"] for item in first["results"]] == ["4", "3"]
    assert first["previous"] is None


def test_an_item_published_meanwhile_neither_repeats_nor_hides_another(api):
    for n in range(4):
        publish(f"{n}", day=n)
    following = api.get(f"{NEWS}?page_size=2").json()["next"]
    publish("vừa đăng", day=9)
    assert titles(api.get(following)) == ["1", "0"]


def test_items_of_the_same_moment_are_each_met_once(api):
    for n in range(7):
        publish(f"{n}")
    met = [title for page in walk(api, f"{NEWS}?page_size=3") for title in page]
    assert sorted(met) == [str(n) for n in range(7)]


@pytest.mark.django_db
@given(
    days=st.lists(st.integers(0, 3), max_size=8),
    size=st.integers(1, 4),
    units=st.lists(st.sampled_from("ab"), min_size=8, max_size=8),
    wanted=st.sampled_from(["", "a", "b"]),
)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_walk_meets_each_item_once_in_order(api, days, size, units, wanted):
    from cms.publishing.models import Entry

    Entry.objects.all().delete()
    for n, day in enumerate(days):
        publish(f"{n}", day=day, units=unit(units[n]), source=f"walk:{n}")
    expected = [
        str(entry.title)
        for entry in Entry.objects.order_by("-published_at", "-id")
        if not wanted or units[int(entry.title)] == wanted
    ]
    query = urlencode({"page_size": size, **({"unit": wanted} if wanted else {})})
    assert [title for page in walk(api, f"{NEWS}?{query}") for title in page] == expected


def test_a_list_is_filtered_by_unit_and_topic(api):
    land = (Label("dat-dai", "Đất đai"),)
    publish("cả hai", units=unit("1"), topics=land)
    publish("đơn vị", units=unit("1"))
    publish("chủ đề", topics=land)
    assert set(titles(api.get(f"{NEWS}?unit=1"))) == {"cả hai", "đơn vị"}
    assert set(titles(api.get(f"{NEWS}?topic=dat-dai"))) == {"cả hai", "chủ đề"}
    assert titles(api.get(f"{NEWS}?unit=1&topic=dat-dai")) == ["cả hai"]


def test_a_unit_finds_what_was_published_for_those_it_succeeded(api):
    publish("cũ", units=unit("18859"), scope=("18859", "18880-2025"))
    assert titles(api.get(f"{NEWS}?unit=18880-2025")) == ["cũ"]


def test_a_list_is_filtered_by_dates(api):
    publish("một", day=1)
    publish("hai", day=2)
    day = (SPRING + timedelta(days=2)).date().isoformat()
    assert titles(api.get(f"{NEWS}?published_after={day}")) == ["hai"]
    assert titles(api.get(f"{NEWS}?published_before={day}")) == ["một"]
    later = (timezone.now() + timedelta(hours=1)).isoformat()
    assert titles(api.get(NEWS, {"updated_after": later})) == []


def test_fields_choose_what_is_given(api):
    publish("Tin")
    assert api.get(f"{NEWS}?fields=title,url").json()["results"] == [
        {"title": "Tin", "url": "https://portal.example/Tin/"}
    ]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("pagesize=3", "pagesize"),
        ("page_size=0", "page_size"),
        ("page_size=101", "page_size"),
        ("page_size=ba", "page_size"),
        ("page_size=1&page_size=2", "page_size"),
        ("cursor=abc", "cursor"),
        ("cursor=%C4%91", "cursor"),
        ("published_after=hôm qua", "published_after"),
        ("published_after=2022-02-30", "published_after"),
        ("updated_after=99999-01-01", "updated_after"),
        ("fields=title,mật", "fields"),
        ("fields=", "fields"),
        ("unit=", "unit"),
        ("topic=%00", "topic"),
        ("format=json", "format"),
    ],
)
def test_a_parameter_that_is_unknown_or_wrong_is_named(api, query, named):
    answer = api.get(f"{NEWS}?{query}")
    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [error["parameter"] for error in answer.json()["errors"]] == [named]


def test_all_wrong_parameters_are_named_at_once(api):
    errors = api.get(f"{NEWS}?page_size=0&x=1&fields=y").json()["errors"]
    assert {error["parameter"] for error in errors} == {"page_size", "x", "fields"}


@pytest.mark.django_db
@given(
    st.dictionaries(
        st.sampled_from(
            ["cursor", "page_size", "unit", "published_after", "fields", "q", "since", "x"]
        ),
        st.text(max_size=30),
        max_size=3,
    ),
    st.sampled_from(["news/", "changes/", "search/", "", "units/", "schema/"]),
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_parameter_brings_the_server_down(api, query, path):
    answer = api.get(f"/api/v1/{path}", query)
    assert answer.status_code in {200, 400}
    if answer.status_code == 400:
        assert {error["parameter"] for error in answer.json().get("errors", [])} <= set(query)


def test_a_list_costs_two_queries_and_a_304_one(api, django_assert_num_queries):
    for n in range(30):
        publish(f"{n}", day=n, units=unit("1"), topics=(Label("a", "A"),))
    for query in ("", "unit=1", "unit=1&topic=a", "published_after=2022-03-20&page_size=100"):
        with django_assert_num_queries(2):
            first = api.get(f"{NEWS}?{query}")
        with django_assert_num_queries(1):
            again = api.get(f"{NEWS}?{query}", headers={"if-none-match": first.headers["ETag"]})
        assert again.status_code == 304


def test_what_is_withdrawn_or_expired_is_not_listed(api):
    withdraw(publish("gỡ"))
    publish("hết hạn", expires_at=timezone.now() - timedelta(seconds=1))
    publish("còn", expires_at=timezone.now() + timedelta(hours=1))
    assert titles(api.get(NEWS)) == ["còn"]
    assert titles(api.get(f"{NEWS}?unit=1")) == []
