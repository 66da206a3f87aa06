"""Search and suggestions for other sites."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth.models import Permission

from cms.publishing.representation import Label, Part, Passage
from search import indexer
from tests.api.conftest import titles
from tests.search.conftest import publish

SEARCH = "/api/v1/search/"
SUGGEST = "/api/v1/search/suggest/"


def law(title: str = "Luật Hòa giải ở cơ sở", **fields):
    clause = {"anchor": "dieu-9-khoan-2", "text": "Được hưởng thù lao."}
    fields.setdefault("valid_from", date(2014, 1, 1))
    text = "1. Được học.\n2. Được hưởng thù lao."
    inner = ((0, "dieu-9-khoan-1"), (13, "dieu-9-khoan-2"))
    return publish(
        title,
        Passage("dieu-9", "Điều 9. Quyền", text, inner),
        kind="notice",
        labels={"audience": (Label("hoa-giai-vien", "Hòa giải viên"),)},
        parts=(Part("dieu-9-khoan-2", clause),),
        **fields,
    )


def test_a_result_gives_its_best_passages_with_where_each_opens_and_the_part_itself(api):
    law()
    indexer.catch_up_all()

    (found,) = api.get(SEARCH, {"q": "thu lao"}).json()["results"]

    highlights = found["highlights"]
    assert highlights["url"].endswith("#dieu-9-khoan-2")
    assert highlights["more"] is False
    (passage,) = highlights["passages"]
    assert passage == {
        "anchor": "dieu-9-khoan-2",
        "heading": "Điều 9. Quyền",
        "url": highlights["url"],
        "html": passage["html"],
        "part": {"anchor": "dieu-9-khoan-2", "text": "Được hưởng thù lao."},
    }
    assert "<mark>thù lao</mark>" in passage["html"]


def test_labels_and_validity_choose_and_are_counted(api):
    law()
    law("Luật cũ", valid_from=date(2001, 1, 1), valid_until=date(2014, 1, 1))
    publish("Tin về luật")
    indexer.catch_up_all()

    assert len(titles(api.get(SEARCH, {"q": "luật", "audience": "hoa-giai-vien"}))) == 2
    assert titles(api.get(SEARCH, {"q": "luật", "valid_on": "2013-12-31"})) == ["Luật cũ"]
    body = api.get(SEARCH, {"q": "luật"}).json()
    assert body["facets"]["audience"] == [
        {"value": "hoa-giai-vien", "label": "Hòa giải viên", "count": 2}
    ]
    assert body["in_force"] == 1


def test_nothing_found_says_why_and_what_to_ask_instead(api):
    publish("Tin đất đai")
    indexer.catch_up_all()

    body = api.get(SEARCH, {"q": "đất đai", "kind": "notice"}).json()

    assert body["total"] == 0
    assert body["words"] == [{"text": "đất", "count": 0}, {"text": "đai", "count": 0}]
    (relaxation,) = body["relaxations"]
    assert (relaxation["parameter"], relaxation["count"]) == ("kind", 1)
    assert titles(api.get(relaxation["url"])) == ["Tin đất đai"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("valid_on=2022-13-01", "valid_on"),
        ("valid_on=hôm nay", "valid_on"),
        ("year=hai", "year"),
        ("within=x", "within"),
        ("like=1", "like"),
        ("kind=nothing", "kind"),
        ("sort=best", "sort"),
        ("explain=yes", "explain"),
        ("explain=1", "explain"),
        ("nothing=1", "nothing"),
    ],
)
def test_a_parameter_that_makes_no_sense_is_named(api, query, parameter):
    answer = api.get(f"{SEARCH}?q=tin&{query}")

    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["parameter"] == parameter
    assert error["detail"] != error["detail_en"]


@pytest.fixture
def staff(api, django_user_model):
    user = django_user_model.objects.create_user("bien-tap", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    api.force_login(user)
    return api


def test_those_who_run_the_site_are_told_why_and_no_cache_keeps_it(staff):
    law()
    indexer.catch_up_all()

    answer = staff.get(SEARCH, {"q": "thù lao", "explain": "1"})

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]
    body = answer.json()
    assert [term["token"] for term in body["plan"]["must"]] == ["thù", "lao"]
    explanation = body["results"][0]["explanation"]
    assert explanation["score"] > 0
    assert {part["token"] for part in explanation["parts"]} >= {"thù", "thù_lao"}
    assert explanation["reason"] == "score"
    assert explanation["ranking"] is None
    assert body["plan"]["stands_for"] == []
    assert "plan" not in staff.get(SEARCH, {"q": "thù lao"}).json()


def test_signing_in_alone_does_not_open_the_explanation(api, django_user_model):
    api.force_login(django_user_model.objects.create_user("ai-do", password="x"))

    assert api.get(SEARCH, {"q": "tin", "explain": "1"}).status_code == 400


def test_searching_costs_few_queries(api, django_assert_num_queries):
    for number in range(20):
        law(f"Luật {number}")
    indexer.catch_up_all()
    api.get(SEARCH, {"q": "thù lao"})

    with django_assert_num_queries(3):
        body = api.get(SEARCH, {"q": "thù lao"}).json()

    assert all(one["highlights"]["passages"][0]["part"] for one in body["results"])


def test_suggestions_lead_to_items_and_to_searches(api):
    entry = law()
    indexer.catch_up_all()

    (found,) = api.get(SUGGEST, {"q": "luat hoa g"}).json()["results"]

    assert found == {
        "type": "item",
        "text": "Luật Hòa giải ở cơ sở",
        "kind": "notice",
        "label": "Thông báo",
        "url": entry.url,
    }
    assert api.get(SUGGEST).json() == {"results": []}


def test_suggesting_names_what_is_wrong(api):
    answer = api.get(SUGGEST, {"q": "x" * 121, "other": "1"})

    assert answer.status_code == 400
    assert {error["parameter"] for error in answer.json()["errors"]} == {"q", "other"}
