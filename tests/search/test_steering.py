"""How editors steer search, and what they learn of what is searched for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.contrib.search_promotions.models import Query as PromotedQuery
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.models import PageViewRestriction

from search import counting
from search.indexer import catch_up_all
from search.models import QueryCount
from search.promotions import promoted_for
from search.standing import standing
from search.synonyms import Synonyms
from tests.house import house
from tests.search.conftest import publish

__all__ = ["house"]

PAGE = "/tim-kiem/"


def promote(query: str, page=None, **fields) -> SearchPromotion:
    return SearchPromotion.objects.create(query=PromotedQuery.get(query), page=page, **fields)


def titles(text: str) -> list[str]:
    return [one.title for one in promoted_for(text, standing().promotions, timezone.now())]


@pytest.mark.parametrize(
    "typed",
    ["Mức thù lao", "mức thù  lao!", "muc thu lao", "MUC THU LAO", "mức thù lao", "muc thù lao"],
)
def test_a_promoted_page_comes_up_however_the_query_is_typed(house, typed):
    promote("mức thù lao", house.news("Mức thù lao của hòa giải viên"))

    assert titles(typed) == ["Mức thù lao của hòa giải viên"]


@pytest.mark.parametrize("typed", ["thu láo", "thù lao hòa giải viên", "thù", ""])
def test_another_query_brings_up_no_promoted_page(house, typed):
    promote("thù lao", house.news("Mức thù lao"))

    assert titles(typed) == []


def test_promoted_results_keep_the_editors_order_and_may_lead_elsewhere(house):
    promote("thù lao", house.news("Hai"), sort_order=1)
    promote(
        "thù lao", external_link_url="https://a.example/", external_link_text="Một", sort_order=0
    )

    assert titles("thù lao") == ["Một", "Hai"]


def test_a_promoted_page_that_is_not_public_is_not_shown(house):
    draft = house.news("Nháp", live=False)
    private = house.news("Kín")
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    for page in (draft, private):
        promote("thù lao", page)

    assert titles("thù lao") == []


def test_the_page_shows_what_is_promoted_above_what_was_found(house, client):
    promote("thù lao", house.news("Mức thù lao"), description="Từ năm 2023")
    publish("Tin thù lao")
    catch_up_all()

    html = client.get(PAGE, {"q": "thu lao"}).content.decode()

    assert html.index("Từ năm 2023") < html.index("Tin <mark>thù lao</mark>")
    assert "Từ năm 2023" not in client.get(PAGE, {"q": "thu lao", "kind": "news"}).content.decode()


def counts() -> list[tuple[str, int, int, int]]:
    rows = QueryCount.objects.order_by("text")
    return list(rows.values_list("text", "asked", "empty", "clicked"))


def test_queries_are_counted_by_their_normal_form_with_and_without_result(house, client):
    publish("Hòa giải ở cơ sở")
    catch_up_all()
    for text in ("Hòa giải", "hoà  giải", "xyzzy"):
        client.get(PAGE, {"q": text})
    client.get(PAGE, {"q": "hòa giải", "page": 2})
    client.get(PAGE, {"q": "hòa giải", "kind": "news"})

    assert counts() == [("hòa giải", 2, 0, 0), ("xyzzy", 1, 1, 0)]


def test_what_is_counted_holds_nothing_of_who_asked():
    fields = {field.name for field in QueryCount._meta.get_fields()}

    assert fields == {"id", "day", "text", "folded", "asked", "empty", "clicked"}


@pytest.mark.parametrize(
    "text",
    [
        "0912345678",
        "gọi 0912 345 678",
        "0232.3822.104",
        "CCCD 044 091 001234",
        "a@b.vn",
        "hỏi nguyen.an@example.vn",
        "123456789",
        "chuyện nhà tôi " * 8,
        "!!!",
    ],
)
def test_what_looks_personal_is_not_kept(house, client, text):
    catch_up_all()
    client.get(PAGE, {"q": text})

    assert counts() == []


@pytest.mark.parametrize("text", ["35/2013/QH13", "điều 12 luật 2013", "nghị định 15/2014/nđ-cp"])
def test_the_numbers_of_documents_are_not_taken_for_peoples(text):
    assert counting.is_kept(text)


def test_an_opened_result_is_counted_for_a_query_of_today_and_nothing_else(house, client):
    catch_up_all()
    client.get(PAGE, {"q": "xyzzy"})

    assert client.post(f"{PAGE}da-mo/?q=Xyzzy").status_code == 204
    assert client.post(f"{PAGE}da-mo/?q=never asked").status_code == 204
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(f"{PAGE}da-mo/?q=xyzzy", headers=headers).status_code == 204
    assert client.get(f"{PAGE}da-mo/?q=xyzzy").status_code == 405
    assert counts() == [("xyzzy", 1, 1, 1)]


def test_links_to_results_tell_that_they_were_opened_without_a_script(house, client):
    publish("Hòa giải")
    catch_up_all()

    html = client.get(PAGE, {"q": "hòa giải"}).content.decode()

    assert 'ping="/tim-kiem/da-mo/?q=h%C3%B2a+gi%E1%BA%A3i"' in html
    assert "ping=" not in client.get(PAGE, {"q": "giải 0912345678"}).content.decode()


def test_counts_are_forgotten_after_their_time(db, settings):
    now = timezone.now()
    settings.SEARCH = {**settings.SEARCH, "QUERY_RETENTION_DAYS": 30}
    counting.count_asked("cũ", found=True, now=now - timedelta(days=31))
    counting.count_asked("mới", found=True, now=now)

    assert counting.forget_old_queries() == 1
    assert [text for text, *_ in counts()] == ["mới"]


@pytest.fixture
def editor(django_user_model):
    user = django_user_model.objects.create_user("bien-tap", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return user


def test_staff_are_not_counted(house, client, editor):
    catch_up_all()
    client.force_login(editor)
    client.get(PAGE, {"q": "thử"})

    assert counts() == []


def test_the_report_shows_what_nobody_finds_and_what_nobody_opens(db, client, editor):
    now = timezone.now()
    counting.count_asked("không có", found=False, now=now)
    counting.count_asked("không mở", found=True, now=now)
    counting.count_asked("có mở", found=True, now=now)
    counting.count_clicked("có mở", now)
    editor.user_permissions.add(Permission.objects.get(codename="view_querycount"))
    client.force_login(editor)

    def shown(**choice):
        answer = client.get("/admin/reports/search-queries/", choice)
        assert answer.status_code == 200
        html = answer.content.decode()
        return {text for text in ("không có", "không mở", "có mở") if text in html}

    assert shown() == {"không có", "không mở", "có mở"}
    assert shown(outcome="empty") == {"không có"}
    assert shown(outcome="unclicked") == {"không mở"}
    assert client.get("/admin/reports/search-queries/?export=csv").status_code == 200


def test_the_report_is_for_those_who_may_see_it(db, client, editor):
    client.force_login(editor)

    assert client.get("/admin/reports/search-queries/").status_code == 302


def test_the_form_of_a_synonym_says_that_others_may_stand_between_its_parts(db, client, admin_user):
    client.force_login(admin_user)

    html = client.get("/admin/snippets/search/synonym/add/").text

    assert "“chó … cắn” hiểu cả “chó nhà hàng xóm cắn”" in html


def test_synonyms_work_in_both_directions_or_in_one():
    made = Synonyms.of(
        [("hgv, hoà giải viên", "người hòa giải", True), ("sổ đỏ", "giấy chứng nhận", False)]
    )

    assert made.meant[("hgv",)] == ("hoà giải viên", "người hòa giải")
    assert made.meant[("nguoi", "hoa", "giai")] == ("hgv", "hoà giải viên")
    assert made.meant[("so", "do")] == ("giấy chứng nhận",)
    assert ("giay", "chung", "nhan") not in made.meant
