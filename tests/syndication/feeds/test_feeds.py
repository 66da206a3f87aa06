"""What the feeds hold: what is public, whole, as it now stands."""

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from cms.publishing import log
from cms.publishing.models import Entry
from cms.publishing.representation import Label, Representation
from cms.publishing.sources import kinds
from search import indexer
from tests.api.conftest import SPRING, publish, unit, withdraw

from .conftest import read, titles

FORMS = ("rss", "atom", "json")
NEWS = "/feeds/news.rss"


def json_titles(web, path):
    return [item["title"] for item in web.get(path).json()["items"]]


def in_every_form(web, name="news", query=""):
    return [
        titles(web, f"/feeds/{name}.rss{query}"),
        titles(web, f"/feeds/{name}.atom{query}"),
        json_titles(web, f"/feeds/{name}.json{query}"),
    ]


def whole(title="Tin", kind="news", **detail):
    summary = {"byline": detail.pop("byline", None), "cover": detail.pop("cover", None)}
    item = Representation(
        title=title,
        url="https://portal.example/tin/",
        published_at=SPRING,
        lead="Tóm tắt & <dẫn>",
        topics=(Label("dat-dai", "Đất đai"),),
        summary=summary,
        detail=detail,
    )
    with transaction.atomic():
        return log.append(f"test:{title}", kinds()[kind], item)


def test_every_format_lists_the_newest_first(web):
    publish("cũ", day=1)
    publish("mới", day=2)
    assert in_every_form(web) == [["mới", "cũ"]] * 3


def test_a_kind_has_its_own_feed_and_all_have_one_together(web):
    publish("tin")
    publish("trang", kind="page", day=1)
    assert in_every_form(web, "news") == [["tin"]] * 3
    assert in_every_form(web, "pages") == [["trang"]] * 3
    assert in_every_form(web, "all") == [["trang", "tin"]] * 3


def test_withdrawn_news_disappears_from_every_feed_at_once(web):
    entry = publish("tin")
    assert in_every_form(web) == [["tin"]] * 3
    withdraw(entry)
    assert in_every_form(web) == [[]] * 3
    assert in_every_form(web, "all") == [[]] * 3


def test_expired_news_disappears_before_the_log_says_so(web):
    publish("tin", expires_at=timezone.now() + timedelta(days=1))
    Entry.objects.update(expires_at=timezone.now())
    assert in_every_form(web) == [[]] * 3


def test_a_correction_keeps_the_identity_and_moves_the_date_of_change(web):
    first = publish("sai", source="test:1")
    before = read(web, NEWS).entries[0]
    publish("đúng", source="test:1")
    after = read(web, NEWS).entries[0]
    assert before.id == after.id == f"urn:uuid:{first.id}"
    assert (after.title, after.published) == ("đúng", before.published)
    assert after.updated > before.updated


@pytest.mark.parametrize("form", FORMS)
def test_a_feed_is_filtered_as_the_lists_of_the_api(web, form):
    land = (Label("dat-dai", "Đất đai"),)
    publish("cả hai", units=unit("1"), topics=land)
    publish("đơn vị", units=unit("1"))
    publish("chủ đề", topics=land, day=1)
    found = json_titles if form == "json" else titles
    for name in ("news", "all"):
        assert set(found(web, f"/feeds/{name}.{form}?unit=1")) == {"cả hai", "đơn vị"}
        assert found(web, f"/feeds/{name}.{form}?unit=1&topic=dat-dai") == ["cả hai"]
        day = (SPRING + timedelta(days=1)).date()
        assert found(web, f"/feeds/{name}.{form}?published_after={day}") == ["chủ đề"]


def test_labels_of_a_kind_of_its_own_filter_its_feed_alone(web):
    audience = {"audience": (Label("to-truong", "Tổ trưởng"),)}
    publish("dành cho tổ trưởng", kind="notice", labels=audience)
    publish("dành cho mọi người", kind="notice")
    feed = read(web, "/feeds/notices.rss?audience=to-truong")
    assert [entry.title for entry in feed.entries] == ["dành cho tổ trưởng"]
    assert web.get("/feeds/all.rss?audience=to-truong").status_code == 400


def test_a_feed_is_named_after_what_it_is_filtered_by(web):
    publish("Tin", topics=(Label("dat-dai", "Đất đai"),))
    title = read(web, "/feeds/news.atom?topic=dat-dai").feed.title
    assert title == "Tin tức · Đất đai – Hòa giải cơ sở Đồng Hới"


def test_a_search_is_a_feed(web):
    publish("Hòa giải ranh giới đất", day=1)
    publish("Hòa giải về đất", day=2)
    publish("Khen thưởng")
    publish("Trang về đất", kind="page")
    indexer.catch_up_all()
    assert titles(web, "/feeds/news.rss?q=đất") == ["Hòa giải về đất", "Hòa giải ranh giới đất"]
    assert set(json_titles(web, "/feeds/all.json?q=dat")) == {
        "Hòa giải về đất",
        "Hòa giải ranh giới đất",
        "Trang về đất",
    }


def test_a_search_feed_has_pages(web):
    for n in range(3):
        publish(f"đất {n}", day=n)
    indexer.catch_up_all()
    first = read(web, "/feeds/news.atom?q=đất&page_size=2").feed.links
    [following] = [link.href for link in first if link.rel == "next"]
    assert titles(web, following) == ["đất 0"]


def test_a_search_feed_that_was_unchanged_changes_once_the_index_has_read_the_log(web):
    path = "/feeds/news.rss?q=đất"
    publish("đất")
    tag = web.get(path).headers["ETag"]
    indexer.catch_up_all()
    answer = web.get(path, headers={"if-none-match": tag})
    assert answer.status_code == 200
    again = web.get(path, headers={"if-none-match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_wrong_parameters_are_named_as_in_the_api(web):
    for path in ("/feeds/news.rss", "/feeds/all.atom", "/feeds/news.json"):
        answer = web.get(f"{path}?topik=x&page_size=1000")
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert {one["parameter"] for one in answer.json()["errors"]} == {"topik", "page_size"}


def test_a_search_that_makes_no_sense_is_told_so(web):
    answer = web.get("/feeds/news.rss", {"q": "x" * 401})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (400, "q")
    assert web.get("/feeds/news.rss?q=a&cursor=abc").status_code == 400


@pytest.mark.parametrize("path", ["/feeds/nothing.rss", "/feeds/nothing.json"])
def test_a_feed_that_is_not_is_not_found(web, path):
    assert web.get(path).status_code == 404


def test_pages_lead_from_the_newest_to_the_oldest_and_back(web):
    for n in range(5):
        publish(f"{n}", day=n)
    for form in ("rss", "atom"):
        path, met = f"/feeds/news.{form}?page_size=2", []
        while path:
            feed = read(web, path)
            links = {link.rel: link.href for link in feed.feed.links}
            met.append([entry.title for entry in feed.entries])
            before, path = links.get("previous"), links.get("next")
        assert met == [["4", "3"], ["2", "1"], ["0"]]
        assert titles(web, before) == ["2", "1"]
        assert links["first"] == f"http://portal.example/feeds/news.{form}?page_size=2"
    following = web.get("/feeds/news.json?page_size=2").json()["next_url"]
    assert json_titles(web, following) == ["2", "1"]


def test_the_full_text_stands_in_the_feed_with_absolute_links(web):
    html = (
        '<h2 id="muc">Mục</h2><p><a href="#muc">lên</a> <a href="/van-ban/">văn bản</a></p>'
        '<script>alert(1)</script><p onclick="x()">Nội <b>dung</b></p>'
    )
    whole(body={"blocks": [], "html": html, "text": ""})
    for form in FORMS:
        if form == "json":
            [item] = web.get("/feeds/news.json").json()["items"]
            said = item["content_html"]
        else:
            said = read(web, f"/feeds/news.{form}").entries[0].content[0].value
        assert 'href="https://portal.example/tin/#muc"' in said
        assert 'href="https://portal.example/van-ban/"' in said
        assert "<p>Tóm tắt &amp; &lt;dẫn&gt;</p>" in said
        assert "alert" not in said
        assert "onclick" not in said


def test_files_are_enclosed_with_their_length_and_type(web):
    def a_file(name, kind, size):
        address = f"https://portal.example/{name}"
        return {"title": name, "url": address, "filename": name, "size": size, "type": kind}

    cover = {"url": "https://portal.example/a.jpg", "type": "image/jpeg", "size": 70, "alt": "Cầu"}
    files = [a_file("k.pdf", "application/pdf", 12), a_file("n.mp3", "audio/mpeg", 345)]
    whole(cover=cover, attachments=[*files, a_file("mất.pdf", "application/pdf", 0)])
    expected = [
        ("https://portal.example/n.mp3", "audio/mpeg", "345"),
        ("https://portal.example/a.jpg", "image/jpeg", "70"),
        ("https://portal.example/k.pdf", "application/pdf", "12"),
    ]
    atom = read(web, "/feeds/news.atom").entries[0].enclosures
    assert [(one.href, one.type, one.length) for one in atom] == expected
    rss = read(web, NEWS).entries[0]
    assert [(one.href, one.type, one.length) for one in rss.enclosures] == expected[:1]
    others = [(one["url"], one["type"], one["filesize"]) for one in rss.media_content]
    assert others == expected[1:]
    [item] = web.get("/feeds/news.json").json()["items"]
    assert [
        (one["url"], one["mime_type"], str(one["size_in_bytes"])) for one in item["attachments"]
    ] == expected


def test_a_published_page_has_the_true_size_of_its_cover_and_its_attachments(
    web, house, image, document
):
    from cms.news.models import NewsAttachment

    page = house.news("Tin", cover=image, cover_alt="Cầu", live=False)
    page.attachments.add(NewsAttachment(document=document))
    page.save_revision().publish()
    house.public()
    [item] = web.get("/feeds/news.json").json()["items"]
    picture, paper = item["attachments"]
    rendition = image.get_rendition("max-960x960|format-jpeg")
    assert picture["size_in_bytes"] == rendition.file.size > 0
    assert paper["size_in_bytes"] == document.file.size > 0


def test_what_xml_forbids_is_left_out(web):
    publish("chữ\x0b và \x00\ufffe dấu & <b>", source="test:x")
    for form in ("rss", "atom"):
        assert titles(web, f"/feeds/news.{form}") == ["chữ và  dấu & <b>"]


@pytest.mark.parametrize("state", ["draft", "private", "scheduled", "expired"])
def test_nothing_leaks_that_is_not_public(web, house, state):
    from wagtail.models import PageViewRestriction

    page = house.news("BÍ MẬT", live=state != "draft")
    if state == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif state == "scheduled":
        page.unpublish()
        page.go_live_at = timezone.now() + timedelta(days=1)
        page.save_revision().publish()
    elif state == "expired":
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save()
    house.public()
    indexer.catch_up_all()
    for form in FORMS:
        for path in (f"/feeds/news.{form}", f"/feeds/all.{form}", f"/feeds/all.{form}?q=mật"):
            assert "BÍ MẬT" not in web.get(path).content.decode()


def test_a_feed_costs_two_queries_however_long_it_is(web, django_assert_num_queries):
    for n in range(30):
        publish(f"{n}", units=unit("1"))
    for path in ("news.rss", "news.atom?unit=1", "all.json", "all.rss?unit=1"):
        with django_assert_num_queries(2):
            web.get(f"/feeds/{path}")


def test_an_unchanged_feed_costs_one_query(web, django_assert_num_queries):
    publish("tin")
    tag = web.get(NEWS).headers["ETag"]
    with django_assert_num_queries(1):
        assert web.get(NEWS, headers={"if-none-match": tag}).status_code == 304


def test_a_feed_is_asked_again_only_when_something_changed(web):
    entry = publish("tin")
    first = web.get(NEWS)
    assert first.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    assert "Last-Modified" in first.headers
    withdraw(entry)
    again = web.get(NEWS, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize("accept", ["application/rss+xml", "text/html", "*/*", "image/png"])
def test_whatever_a_reader_accepts_it_gets_the_format_of_the_address(web, accept):
    answer = web.get("/feeds/news.atom", headers={"accept": accept})
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"


def test_the_hub_is_named_where_one_is_configured(web, settings):
    assert "hub" not in web.get(NEWS).content.decode()
    settings.FEEDS = {**settings.FEEDS, "WEBSUB_HUB": "https://hub.example/"}
    settings.PORTAL_URL = "https://portal.example"
    publish("tin")
    for form in ("rss", "atom"):
        feed = read(web, f"/feeds/news.{form}").feed
        assert [link.href for link in feed.links if link.rel == "hub"] == ["https://hub.example/"]
        assert [link.href for link in feed.links if link.rel == "self"] == [
            f"https://portal.example/feeds/news.{form}"
        ]
    answer = web.get("/feeds/news.json")
    assert answer.json()["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert '<https://hub.example/>; rel="hub"' in answer.headers["Link"]


def test_the_json_feed_says_the_same_in_the_same_order_as_the_others(web):
    for n in range(3):
        publish(f"{n}", day=n, topics=(Label("dat-dai", "Đất đai"),))
    items = json.loads(web.get("/feeds/news.json").content)["items"]
    entries = read(web, NEWS).entries
    assert [(item["id"], item["tags"]) for item in items] == [
        (entry.id, [tag.term for tag in entry.tags]) for entry in entries
    ]
