"""The page on which a webmaster puts an embed together, without JavaScript."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs

import pytest
from django.test import Client

from cms.embeds import choices, script
from cms.publishing.representation import Label
from tests.api.conftest import publish

pytestmark = pytest.mark.django_db


def text_of(client: Client, query: str = "") -> str:
    answer = client.get(f"/nhung/?{query}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.mark.parametrize("widget", ["news", "search", "documents", "poll", "visits"])
def test_each_widget_is_two_lines_to_copy_and_one_as_a_frame(client, widget):
    page = text_of(client, f"widget={widget}")
    assert '<script src="http://testserver/embed/v1.js" async></script>\n<dh-' + widget in page
    assert f'<iframe src="http://testserver/embed/{widget}/' in page


def test_what_is_chosen_stands_in_the_snippet_and_in_the_frame(client):
    look = "theme=dark&heading=Tin+ph%C6%B0%E1%BB%9Dng"
    chosen = f"widget=news&form=1&unit=dong-hoi&count=3&show=date&{look}"
    page = text_of(client, chosen)
    assert (
        '<dh-news unit="dong-hoi" count="3" show="date" heading="Tin phường" theme="dark">' in page
    )
    assert "/embed/news/?unit=dong-hoi&count=3&show=date&heading=Tin+ph%C6%B0%E1%BB%9Dng" in page


def test_the_snippet_holds_a_link_for_readers_without_scripts(client):
    page = unescape(text_of(client, "widget=news&topic=dat-dai"))
    assert '<a href="http://testserver/tim-kiem/?kind=news&sort=date&topic=dat-dai">' in page


def test_whoever_changes_to_another_widget_keeps_the_look(client):
    page = text_of(client, "widget=news&theme=dark&accent=%231b5e20&heading=Tin&count=3")
    assert 'href="?widget=poll&theme=dark&accent=%231b5e20#chon"' in page


def test_the_lines_can_be_sent_to_whoever_looks_after_the_site(client):
    page = text_of(client, "widget=poll&theme=dark")
    [letter] = re.findall(r'href="mailto:\?([^"]+)"', page)
    body = parse_qs(letter)["body"][0]
    assert '<script src="http://testserver/embed/v1.js" async></script>' in body
    assert '<dh-poll theme="dark">' in body


def test_topics_are_offered_by_name(client):
    publish("Đất đai", kind="topic", summary={"code": "dat-dai"})
    assert '<option value="dat-dai">Đất đai</option>' in text_of(client)


def test_pinning_shows_the_integrity(client):
    page = text_of(client, "pinned=1")
    assert f'integrity="{script.current().integrity}" crossorigin="anonymous"' in page
    assert f"/embed/v1.{script.current().digest}.js" in page


def test_a_colour_that_cannot_be_read_is_warned_of(client):
    assert "khó đọc" in text_of(client, "accent=own&own=%23ffee88")
    assert "khó đọc" not in text_of(client, "accent=own&own=%23003366")


def test_what_was_typed_cannot_leave_its_attribute(client):
    answer = client.get("/nhung/", {"heading": '"><script>alert(1)</script>'})
    assert "<script>alert" not in answer.content.decode()


def test_a_choice_survives_its_address():
    given = {
        "unit": "dong-hoi",
        "count": "3",
        "show": "image",
        "accent": "#0b57d0",
        "theme": "auto",
    }
    choice = choices.read("news", given)
    assert choices.read("news", choice.attributes) == choice


def test_the_usual_choice_has_no_attributes():
    assert choices.read("news", {}).attributes == {}
    assert choices.read("search", {"kind": "document"}).attributes == {}


def test_the_builder_is_a_handful_of_queries(client, django_assert_max_num_queries):
    for number in range(5):
        publish(f"Chủ đề {number}", kind="topic", summary={"code": f"chu-de-{number}"})
        publish(f"Tin {number}", topics=(Label("x", "X"),))
    client.get("/nhung/")
    with django_assert_max_num_queries(8):
        client.get("/nhung/")
