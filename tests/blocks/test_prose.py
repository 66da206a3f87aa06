"""Rich text stays clean, and what is not public is never linked."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from blocks.anchors import anchor_for, distinct
from blocks.body import body_blocks, body_html, body_passages
from blocks.reach import Reach
from blocks.richtext import to_html, to_text

from .test_forms import stream

NOWHERE = Reach()


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script><p>An toàn</p>",
        '<p onclick="x()">An toàn</p>',
        '<p style="color:red">An toàn</p>',
        '<p><a href="javascript:x()">An toàn</a></p>',
        "<iframe src='https://example.com'></iframe><p>An toàn</p>",
        '<p><img src=x onerror="x()">An toàn</p>',
    ],
)
def test_what_could_harm_a_reader_is_taken_out_of_rich_text(source):
    assert to_html(source, NOWHERE) == "<p>An toàn</p>"


@given(st.text(alphabet="<>ab/\"'= &;", max_size=60))
def test_no_text_makes_a_tag_beyond_those_allowed(text):
    html = to_html(text, NOWHERE)
    allowed = r"</?(p|br|b|strong|i|em|sup|sub|ol|ul|li)>|<a href=\"[^\"]*\">|</a>"
    assert "<" not in re.sub(allowed, "", html)


@given(st.text())
def test_plain_text_of_escaped_text_is_the_text(text):
    from django.utils.html import escape

    wanted = re.sub(r"\s*\n\s*", "\n", text).strip()
    assert to_text(f"<p>{escape(text)}</p>") == wanted


@given(st.text())
def test_an_anchor_is_always_safe_in_an_address(text):
    assert re.fullmatch(r"[a-z0-9_-]+", anchor_for(text))


@given(st.lists(st.sampled_from(["a", "a-2", "b"])))
def test_anchors_are_distinct(anchors):
    given_out = list(distinct(anchors))
    assert len(set(given_out)) == len(anchors)


@pytest.mark.django_db
def test_headings_that_sound_alike_get_anchors_of_their_own():
    heading = {"text": "Bước một", "level": "2", "anchor": ""}
    value = stream(("heading", heading), ("heading", heading))
    assert [block["value"]["anchor"] for block in body_blocks(value)] == ["buoc-mot", "buoc-mot-2"]
    assert 'id="buoc-mot-2"' in body_html(value)


def test_passages_open_at_headings():
    value = stream(
        ("paragraph", "<p>Mở đầu</p>"),
        ("heading", {"text": "Đất đai", "level": "2", "anchor": ""}),
        ("paragraph", "<p>Về ranh giới</p>"),
        ("paragraph", "<p>Về lối đi</p>"),
    )
    assert [(one.anchor, one.heading, one.text) for one in body_passages(value)] == [
        ("", "", "Mở đầu"),
        ("dat-dai", "Đất đai", "Về ranh giới\n\nVề lối đi"),
    ]


def link_to(page):
    return stream(("paragraph", f'<p><a linktype="page" id="{page.pk}">đọc thêm</a></p>'))


@pytest.mark.django_db
def test_a_link_to_a_public_page_is_a_link(house):
    assert 'href="http://portal.example/tin-tuc/' in body_html(
        link_to(house.news("Tin")), "http://portal.example"
    )


@pytest.mark.django_db
def test_a_link_to_a_draft_is_only_text(house):
    assert body_html(link_to(house.news("Nháp", live=False))) == "<p>đọc thêm</p>"


@pytest.mark.django_db
def test_a_link_to_a_page_below_a_private_one_is_only_text(house):
    page = house.news("Riêng")
    PageViewRestriction.objects.create(page=house.index, restriction_type="login")
    assert body_html(link_to(page)) == "<p>đọc thêm</p>"


def close(collection):
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")


@pytest.mark.django_db
def test_a_link_to_a_document_of_a_closed_collection_is_only_text(document):
    value = stream(("paragraph", f'<p><a linktype="document" id="{document.pk}">tải</a></p>'))
    assert "<a href=" in body_html(value)
    close(document.collection)
    assert body_html(value) == "<p>tải</p>"


@pytest.mark.django_db
def test_images_and_files_of_a_closed_collection_are_not_shown(image, document):
    inner = Collection.get_first_root_node().add_child(name="Nội bộ").add_child(name="Trong")
    for one in (image, document):
        one.collection = inner
        one.save()
    close(inner.get_parent())
    picture = {"image": {"image": image.pk, "alt_text": "x", "decorative": False}, "caption": ""}
    value = stream(
        ("image", picture),
        ("gallery", {"heading": "", "images": [picture, picture]}),
        ("files", {"heading": "", "files": [{"document": document.pk, "title": ""}]}),
    )
    assert body_html(value) == ""
    assert "/documents/" not in str(body_blocks(value))
    assert "/media/" not in str(body_blocks(value))
