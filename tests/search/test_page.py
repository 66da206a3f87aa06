"""The search page as it is served."""

from __future__ import annotations

import re
import time
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth.models import Permission

from cms.publishing.representation import Label, Passage
from search.indexer import catch_up_all
from tests.house import house
from tests.search.conftest import publish

__all__ = ["house"]

PAGE = "/tim-kiem/"


def html_of(client, **params) -> str:
    answer = client.get(PAGE, params)
    assert answer.status_code == 200
    return answer.content.decode()


def link(html: str, text: str) -> str:
    """The address of the link that holds `text`."""
    found = re.search(rf'<a [^>]*href="([^"]*)"[^>]*>(?:(?!</a>).)*{re.escape(text)}', html, re.S)
    assert found, text
    return found[1].replace("&amp;", "&")


def test_filters_are_links_with_counts_and_can_be_let_go(house, client):
    mediators = Label("hoa-giai-vien", "Hòa giải viên")
    publish("Sổ tay đất đai", kind="notice", labels={"audience": (mediators,)})
    publish("Tin đất đai")
    catch_up_all()

    html = html_of(client, q="đất đai")
    chosen = client.get(PAGE + link(html, "Hòa giải viên")).content.decode()

    assert "Sổ tay" in chosen
    assert "Tin <mark>" not in chosen
    assert "Tin <mark>" in client.get(PAGE + link(chosen, "✕")).content.decode()


def test_a_result_leads_to_more_of_it_and_to_what_resembles_it(house, client):
    articles = [Passage(f"dieu-{n}", f"Điều {n}", "thù lao hòa giải viên") for n in range(1, 7)]
    publish("Luật Hòa giải", *articles)
    publish("Tin hòa giải")
    catch_up_all()

    html = html_of(client, q="thù lao")
    more = client.get(PAGE + link(html, "Xem thêm trong văn bản này")).content.decode()
    like = client.get(PAGE + link(html, "Tài liệu tương tự")).content.decode()

    assert html.count("result-heading") == 3
    assert more.count("result-heading") == 6
    assert "Tin" in like


def test_whoever_mistypes_follows_what_was_found(house, client):
    for number in range(3):
        publish(f"Hòa giải viên {number}", *["Tiêu chuẩn hòa giải viên ở cơ sở"] * 10)
    catch_up_all()

    html = html_of(client, q="hòa giải viênn")

    assert "Hòa giải viên 2" in re.sub("</?mark>", "", html)
    followed = link(html, "Theo dõi tìm kiếm này qua thư")
    assert parse_qs(urlsplit(followed).query)["q"] == ["hòa giải viên"]


def test_a_numbered_document_without_its_date_bears_no_other(house, client):
    publish("Nghị định cũ", kind="notice", summary={"number": "73-CP", "issued_on": None})
    publish("Tin cũ")
    catch_up_all()

    assert "<time" not in html_of(client, q="nghị định")
    assert "<time" in html_of(client, q="tin")


def test_what_resembles_an_item_keeps_to_it_without_its_filters_and_is_not_followed(house, client):
    entry = publish("Luật Hòa giải")
    publish("Tin hòa giải")
    catch_up_all()

    html = html_of(client, like=str(entry.id), kind="news")
    everything = client.get(PAGE + link(html, "Bỏ các bộ lọc")).content.decode()

    assert "Tin" in everything
    assert "Tương tự" in everything
    # A saved search is for words and filters: it would be refused.
    assert "theo-doi" not in html
    assert "tim-kiem/rss" not in html


def test_nothing_found_says_what_was_understood_and_whom_to_ask(house, client):
    from cms.portal.models import PortalSettings

    agency = PortalSettings.for_site(house.home.get_site())
    agency.hotline = "0232 000 0104"
    agency.save()
    publish("Tin đất đai")
    catch_up_all()

    html = html_of(client, q="đất xyzzy", kind="news")

    assert link(html, "0232 000 0104").startswith(("tel:", "/")) is True
    assert "xyzzy" in html
    assert "Từng từ được hiểu như sau" in html


def test_nothing_found_offers_the_question_with_fewer_words(house, client):
    publish("Dân phố hát loa kéo")
    publish("Dân phố trồng cây")
    catch_up_all()

    html = html_of(client, q="dan pho hat karaoke")
    several = html_of(client, q="dan pho xyzzy karaoke")
    precise = html_of(client, q='"dan pho" karaoke')

    assert "Tìm bằng ít từ hơn" in html
    assert link(html, "dan pho hat").endswith("?q=dan+pho+hat")
    assert link(several, "dan pho").endswith("?q=dan+pho")
    assert "Tìm bằng ít từ hơn" not in precise


def test_a_filter_that_leaves_nothing_is_offered_to_be_left_out(house, client):
    publish("Tin đất đai")
    catch_up_all()

    html = html_of(client, q="đất đai", kind="notice")

    assert link(html, "Không lọc theo “Loại nội dung”") == "?q=%C4%91%E1%BA%A5t+%C4%91ai"


def test_the_page_costs_few_queries_however_much_it_shows(house, client, django_assert_num_queries):
    for number in range(30):
        publish(f"Tin {number}", "hòa giải", topics=(Label("dat", "Đất"),))
    catch_up_all()
    html_of(client, q="hòa giải")

    # Of the search five: synonyms, the log's state, what was found, what is promoted, and the
    # count; the rest is the frame that every page has.
    with django_assert_num_queries(7):
        html_of(client, q="hòa giải")


def test_staff_and_nobody_else_see_why(house, client, django_user_model):
    publish("Thù lao", "hòa giải viên được thù lao")
    catch_up_all()
    assert "explain=1" not in html_of(client, q="thù lao")
    assert "result-why" not in html_of(client, q="thù lao", explain="1")

    user = django_user_model.objects.create_user("bien-tap", password="x")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)

    assert "explain=1" in html_of(client, q="thù lao")
    html = html_of(client, q="thu lao", explain="1")
    assert "result-why" in html
    assert html.index("Gõ không dấu, nên xếp hạng như “thù lao”") < html.index("result-why")
    assert "Vì sao kết quả đứng ở đây" in html
    assert "hai từ liền nhau" in html


HOSTILE = {
    "a megabyte": "a" * 1_000_000,
    "a megabyte of words": "đất " * 250_000,
    "quotes": '"' * 10_000,
    "few quotes": '"' * 400,
    "wildcards": "*?" * 200,
    "control characters": "".join(map(chr, range(1, 32))) + "tin",
    "nul": "tin\x00",
    "brackets": "(" * 400,
    "no spaces": "hòagiải" * 57,
    "minus": "-" * 400,
    "combining": "á̂" * 130,
    "right to left": "\u202etin\u202c",
    "surrogate": "%ED%A0%80",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("address", [PAGE, "/api/v1/search/", "/api/v1/search/suggest/"])
def test_a_hostile_query_is_answered_at_once(house, client, name, address, settings):
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 0}
    publish("Tin hòa giải")
    catch_up_all()
    client.get(address, {"q": "tin"})

    query = urlencode({"q": HOSTILE[name]})

    spent = []
    for _time in range(3):
        began = time.process_time()
        answer = client.get(address, QUERY_STRING=query)
        spent.append(time.process_time() - began)

        assert answer.status_code in {200, 400}
    # Of the processor's time, not the clock's, and the least of three: this machine may be
    # busy with other tests.
    assert min(spent) < 0.1


@pytest.mark.parametrize("address", [PAGE, "/api/v1/search/"])
def test_thousands_of_parameters_are_refused_and_not_all_named(house, client, address, settings):
    settings.API = {**settings.API, "REQUESTS_PER_MINUTE": 0}
    catch_up_all()
    names = "&".join(f"a{number}=1" for number in range(9_000))
    repeated = "&".join(["kind=news"] * 9_000)

    for query in (names, repeated, names * 2):
        answer = client.get(f"{address}?q=tin&{query}")
        assert answer.status_code in {200, 400}
        assert len(answer.content) < 60_000
