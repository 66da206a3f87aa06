"""The library in the API: lists by what documents are filed under, files, the export."""

from datetime import date, timedelta

import orjson
import pytest
from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from cms.library.models import DocumentIssuer, IssuingBody
from cms.publishing.log import purge_tombstones
from cms.publishing.models import Entry
from cms.publishing.relay import relay

pytestmark = pytest.mark.django_db

DOCUMENTS = "/api/v1/documents/"
EXPORT = f"{DOCUMENTS}export/"


@pytest.fixture(autouse=True)
def fresh_quota():
    cache.clear()


def get(client, address):
    relay()
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    return orjson.loads(answer.content)


def lines(client, since=0):
    relay()
    answer = client.get(EXPORT, {"since": since})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    return [orjson.loads(line) for line in b"".join(answer.streaming_content).splitlines()]


def titles(rows):
    return [row["item"]["title"] if row["item"] else None for row in rows if "item" in row]


def id_of(shelf, page):
    return shelf.entry(page).pk


def test_documents_are_listed_by_what_they_are_filed_under(shelf, client):
    law = shelf.law(effective_from=date(2021, 1, 1))
    DocumentIssuer.objects.create(page=law, body=IssuingBody.named("Quốc hội"))
    shelf.document("Cẩm nang", type="huong-dan")
    shelf.set("Bộ", law, slug="bo")

    def found(query):
        return [one["title"] for one in get(client, f"{DOCUMENTS}?{query}")["results"]]

    assert found("") == ["Cẩm nang", "Luật Mẫu"]
    for query in ("type=luat", "issuing_body=quoc-hoi", "set=bo", "valid_on=2021-01-01"):
        assert found(query) == ["Luật Mẫu"]
    assert found("type=luat&set=khac") == found("valid_on=2020-12-31") == []


def test_a_document_has_its_facts_and_its_provisions(shelf, client):
    law = shelf.law(effective_from=date(2021, 1, 1))
    address = f"{DOCUMENTS}{id_of(shelf, law)}/"
    item = get(client, address)
    assert item["type"] == {"code": "luat", "name": "Luật"}
    assert item["validity"]["code"] == "con-hieu-luc"
    assert [line["anchor"] for line in item["contents"]] == ["dieu-1", "dieu-2", "dieu-3"]
    listed = get(client, f"{address}provisions/")["results"]
    assert get(client, f"{address}provisions/dieu-2-khoan-2-diem-a/") == listed[4]


def test_sets_are_a_collection(shelf, client):
    kit = shelf.set("Bộ nhập môn", shelf.law(), for_whom="Người mới")
    assert [one["title"] for one in get(client, "/api/v1/sets/")["results"]] == ["Bộ nhập môn"]
    item = get(client, f"/api/v1/sets/{id_of(shelf, kit)}/")
    assert item["for_whom"] == "Người mới"
    assert [one["title"] for one in item["documents"]] == ["Luật Mẫu"]


def test_the_file_of_a_document_is_where_wagtail_serves_it(shelf, client, document):
    law = shelf.law(file=document)
    answer = client.get(f"{DOCUMENTS}{id_of(shelf, law)}/file")
    assert answer.status_code == 302
    assert answer.url == f"http://portal.example{document.url}"
    assert client.get(f"{DOCUMENTS}{id_of(shelf, law)}/file/").url == answer.url
    assert client.get(document.url).status_code == 200
    tag = answer.headers["ETag"]
    again = client.get(f"{DOCUMENTS}{id_of(shelf, law)}/file", headers={"if-none-match": tag})
    assert again.status_code == 304


def test_there_is_no_file_where_there_is_none_or_it_is_closed(shelf, client, document):
    bare = shelf.law("Không tệp", slug="khong-tep")
    law = shelf.law(file=document)
    addresses = [f"{DOCUMENTS}{id_of(shelf, page)}/file" for page in (bare, law)]
    closed = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document.collection = closed
    document.save()
    relay()
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 404
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_export_gives_every_document_with_its_provisions(shelf, client):
    shelf.law()
    shelf.document("Cẩm nang", type="huong-dan")
    shelf.house.news("Không phải văn bản")
    rows = lines(client)
    assert titles(rows) == ["Luật Mẫu", "Cẩm nang"]
    assert [part["anchor"] for part in rows[0]["provisions"]][:2] == ["dieu-1", "dieu-2"]
    assert list(rows[-1]) == ["next_since"]


def test_the_export_goes_on_from_the_last_whole_line(shelf, client):
    for number in range(45):
        shelf.document(f"Văn bản {number}")
    rows = lines(client)
    assert len(titles(rows)) == 45
    rest = lines(client, rows[29]["next_since"])
    assert titles(rest) == titles(rows)[30:]
    assert lines(client, rows[-1]["next_since"]) == [rows[-1]]


def test_what_was_withdrawn_since_comes_as_withdrawn(shelf, client):
    law, other = shelf.law(), shelf.document("Khác")
    since = lines(client)[-1]["next_since"]
    shelf.house.fresh(law).unpublish()
    [row, end] = lines(client, since)
    assert (row["withdrawn"], row["item"], row["provisions"]) == (True, None, [])
    assert titles(lines(client)) == ["Khác"]
    type(other).objects.filter(pk=other.pk).update(expire_at=timezone.now())
    assert titles(lines(client)) == []
    assert titles(lines(client, end["next_since"])) == [None]


def test_a_cursor_that_no_one_gave_or_that_is_too_old_is_refused(shelf, client):
    law, _ = shelf.law(), relay()
    shelf.document("Khác")
    law.unpublish()
    relay()
    assert client.get(EXPORT, {"since": 10**6}).status_code == 400
    assert client.get(EXPORT, {"since": "x"}).status_code == 400
    Entry.objects.exclude(withdrawn_at=None).update(
        withdrawn_at=timezone.now() - timedelta(days=1000)
    )
    purge_tombstones(timezone.now())
    assert client.get(EXPORT, {"since": 1}).status_code == 410


def test_an_export_that_would_say_the_same_is_not_sent(shelf, client):
    shelf.law()
    relay()
    first = client.get(EXPORT)
    tag = first.headers["ETag"]
    assert client.get(EXPORT, headers={"if-none-match": tag}).status_code == 304
    shelf.document("Mới")
    relay()
    assert client.get(EXPORT, headers={"if-none-match": tag}).status_code == 200


def test_an_export_takes_two_queries_for_twenty_documents(shelf, client, django_assert_num_queries):
    for number in range(12):
        shelf.document(f"Văn bản {number}")
    relay()
    with django_assert_num_queries(4):
        rows = b"".join(client.get(EXPORT).streaming_content).splitlines()
    assert len(rows) == 13


def test_nothing_that_is_not_public_leaves_by_any_door(shelf, client, document):
    """A draft, a private, an expired and a withdrawn document, beside one that is public."""
    public = shelf.law("Công khai", number="1/2021/QH15")
    hidden = {
        name: shelf.law(f"Bí mật {name}", number=f"{n}/2020/QH14", file=document, slug=f"bm-{n}")
        for n, name in enumerate(("nháp", "kín", "hết hạn", "gỡ"), 2)
    }
    relations = [{"kind": "amends", "target": page} for page in hidden.values()]
    citing = "Điều 1. Căn cứ\nTheo Điều 2 Luật số 3/2020/QH14 và Luật số 4/2020/QH14.\n"
    shelf.law("Sửa", number="9/2022/QH15", relations=relations, text=citing)
    shelf.set("Bộ", public, *hidden.values())
    keys = {name: id_of(shelf, page) for name, page in hidden.items()}
    for page in (hidden["nháp"], hidden["gỡ"]):
        page.unpublish()
    PageViewRestriction.objects.create(page=hidden["kín"], restriction_type="login")
    past = timezone.now() - timedelta(minutes=1)
    type(public).objects.filter(pk=hidden["hết hạn"].pk).update(expire_at=past)
    relay()

    for key in keys.values():
        for end in ("", "provisions/", "provisions/dieu-1/", "file"):
            assert client.get(f"{DOCUMENTS}{key}/{end}").status_code == 404
    open_doors = [DOCUMENTS, "/api/v1/sets/", "/api/v1/changes/", f"{DOCUMENTS}?type=luat"]
    bodies = [client.get(one).content.decode() for one in open_doors]
    bodies.append(b"".join(client.get(EXPORT).streaming_content).decode())
    for body in bodies:
        assert "Bí mật" not in body
        assert "bm-" not in body
        assert str(document.pk) + "/ke-hoach" not in body
    assert any("Công khai" in body for body in bodies)
