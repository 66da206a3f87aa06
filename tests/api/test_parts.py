"""Items divided into parts, with labels of their own, in force from one day to another."""

from datetime import date
from typing import Any

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from cms.publishing.models import Entry
from cms.publishing.representation import Label, Part

from .conftest import publish, titles, withdraw

LINES = tuple(Part(f"dong-{n}", {"text": f"Dòng {n}"}) for n in range(1, 6))


def notice(title: str = "Lịch họp", **fields: Any) -> Entry:
    return publish(title, kind="notice", **{"parts": LINES, **fields})


def address(entry: Entry, rest: str = "") -> str:
    return f"/api/v1/notices/{entry.id}/lines/{rest}"


def texts(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [part["text"] for part in answer.json()["results"]]


def test_parts_are_listed_in_order(
    api: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = notice()
    with django_assert_num_queries(2):
        answer = api.get(address(entry))
    assert texts(answer) == [f"Dòng {n}" for n in range(1, 6)]
    assert (answer.json()["next"], answer.json()["previous"]) == (None, None)


def test_pages_of_parts_lead_to_the_end_and_back(api: Client) -> None:
    answer = api.get(address(notice()), {"page_size": 2})
    seen = [texts(answer)]
    while following := answer.json()["next"]:
        answer = api.get(following)
        seen.append(texts(answer))
    assert seen == [["Dòng 1", "Dòng 2"], ["Dòng 3", "Dòng 4"], ["Dòng 5"]]
    assert texts(api.get(answer.json()["previous"])) == seen[1]


def test_a_part_is_found_by_its_anchor(
    api: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = notice()
    with django_assert_num_queries(1):
        answer = api.get(address(entry, "dong-4/"))
    assert answer.json() == {"text": "Dòng 4"}


def test_an_anchor_that_the_item_lacks_is_not_found(api: Client) -> None:
    assert api.get(address(notice(), "dong-6/")).status_code == 404


def test_a_part_that_has_not_changed_is_not_sent_again(api: Client) -> None:
    entry = notice()
    for path in (address(entry), address(entry, "dong-1/")):
        tag = api.get(path).headers["ETag"]
        assert api.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_a_withdrawn_item_has_no_parts(api: Client) -> None:
    entry = notice()
    tags = [api.get(path).headers["ETag"] for path in (address(entry), address(entry, "dong-1/"))]
    withdraw(entry)
    for path, tag in zip((address(entry), address(entry, "dong-1/")), tags, strict=True):
        assert api.get(path, headers={"If-None-Match": tag}).status_code == 404
    assert not entry.parts.exists()


def test_items_of_another_kind_have_no_such_parts(api: Client) -> None:
    news = publish("Tin")
    assert api.get(address(news)).status_code == 404


def test_wrong_parameters_of_parts_are_named(api: Client) -> None:
    answer = api.get(address(notice()), {"start": "-1", "colour": "red"})
    assert answer.status_code == 400
    assert {error["parameter"] for error in answer.json()["errors"]} == {"start", "colour"}


def test_a_list_is_filtered_by_the_labels_of_its_kind(api: Client) -> None:
    notice("Cho tổ trưởng", labels={"audience": (Label("to-truong", "Tổ trưởng"),)})
    notice("Cho mọi người")
    assert titles(api.get("/api/v1/notices/", {"audience": "to-truong"})) == ["Cho tổ trưởng"]


def test_another_kind_is_not_filtered_by_them(api: Client) -> None:
    answer = api.get("/api/v1/news/", {"audience": "to-truong", "valid_on": "2026-01-01"})
    assert answer.status_code == 400
    assert {error["parameter"] for error in answer.json()["errors"]} == {"audience", "valid_on"}


def test_a_list_is_filtered_by_the_day_on_which_items_are_in_force(api: Client) -> None:
    notice("Cũ", valid_from=date(2014, 1, 1), valid_until=date(2020, 1, 1))
    notice("Mới", valid_from=date(2020, 1, 1))
    notice("Không rõ")
    found = {
        day: titles(api.get("/api/v1/notices/", {"valid_on": day}))
        for day in ("2013-12-31", "2014-01-01", "2019-12-31", "2020-01-01")
    }
    assert found == {
        "2013-12-31": [],
        "2014-01-01": ["Cũ"],
        "2019-12-31": ["Cũ"],
        "2020-01-01": ["Mới"],
    }


def test_a_day_that_is_none_is_named(api: Client) -> None:
    for wrong in ("2026-02-30", "hôm nay", ""):
        answer = api.get("/api/v1/notices/", {"valid_on": wrong})
        assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "valid_on")
