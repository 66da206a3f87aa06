"""A feed gives the text of a law as well, and does not become megabytes for it."""

import pytest

from cms.syndication.feeds.fulltext import LONGEST, full_text
from tests.library.conftest import shelf

from .conftest import document, house, image, read

__all__ = ["document", "house", "image", "shelf"]

PAGE = "https://portal.example/luat/"


def passage(anchor, heading, text):
    return {"anchor": anchor, "heading": heading, "text": text, "inner": []}


def test_what_a_body_says_is_not_said_again():
    bodies = [{"html": '<p>Lời dẫn</p><h2 id="a">A</h2>', "text": "Lời dẫn"}]
    passages = [passage("", "", "Lời dẫn"), passage("a", "A", "…"), passage("", "", "Căn cứ")]
    assert full_text(passages, bodies, PAGE) == "<p>Căn cứ</p>"


def test_a_provision_leads_to_its_place_on_the_page():
    found = full_text([passage("dieu-1", "Điều 1. <A>", "1. Một\n\n2. & hai")], [], PAGE)
    assert found.splitlines() == [
        f'<h3><a href="{PAGE}#dieu-1">Điều 1. &lt;A&gt;</a></h3>',
        "<p>1. Một</p>",
        "<p>2. &amp; hai</p>",
    ]


@pytest.mark.parametrize("paragraphs", [1, 10_000])
def test_a_long_law_ends_between_paragraphs_with_a_link_to_read_on(paragraphs):
    text = "\n".join(["x" * (LONGEST // min(paragraphs, 100))] * paragraphs)
    found = full_text([passage("dieu-1", "Điều 1", text)], [], PAGE).splitlines()
    assert sum(map(len, found)) < LONGEST * 1.2
    assert found[-1].startswith(f'<p><a href="{PAGE}">')
    assert {len(line) for line in found[1:-1]} <= {LONGEST // 100 + len("<p></p>")}


def test_a_law_stands_in_its_feed_with_all_its_articles(shelf, web, django_assert_num_queries):
    shelf.law("Luật Mẫu", summary="Nói về hòa giải.")
    shelf.law("Luật khác")
    shelf.public()
    with django_assert_num_queries(3):
        web.get("/feeds/documents.atom")
    [_other, law] = read(web, "/feeds/documents.rss").entries
    said = law.content[0].value
    assert said.startswith("<p>Nói về hòa giải.</p>")
    assert "1. Hòa giải viên do người dân bầu." in said
    assert said.count("Điều 3. Hiệu lực") == 1
    assert '#dieu-3">Điều 3. Hiệu lực</a>' in said
    [same] = [one for one in read(web, "/feeds/all.rss").entries if one.title == "Luật Mẫu"]
    assert same.content[0].value == said
