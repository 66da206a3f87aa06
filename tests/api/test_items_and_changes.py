"""One item, and the feed of changes."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from cms.publishing.log import purge_tombstones
from cms.publishing.models import Entry

from .conftest import publish, titles, withdraw

CHANGES = "/api/v1/changes/"


def test_an_item_is_given_whole(api, django_assert_num_queries):
    entry = publish("Tin")
    with django_assert_num_queries(1):
        item = api.get(f"/api/v1/news/{entry.id}/").json()
    assert item["body"]["html"] == "<p>Tin</p>"
    assert item["version"] == 1


def test_fields_choose_what_is_given_of_an_item(api):
    entry = publish("Tin")
    assert api.get(f"/api/v1/news/{entry.id}/?fields=body").json() == {
        "body": {"blocks": [], "html": "<p>Tin</p>", "text": "Tin"}
    }


def test_an_unchanged_item_costs_one_query(api, django_assert_num_queries):
    path = f"/api/v1/news/{publish('Tin').id}/"
    tag = api.get(path).headers["ETag"]
    with django_assert_num_queries(1):
        assert api.get(path, headers={"if-none-match": tag}).status_code == 304


def test_a_corrected_item_has_another_etag(api):
    entry = publish("Tin", source="a")
    path = f"/api/v1/news/{entry.id}/"
    before = api.get(path)
    publish("Tin, đã sửa", source="a")
    after = api.get(path, headers={"if-none-match": before.headers["ETag"]})
    assert after.status_code == 200
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("why", ["unknown", "withdrawn", "expired", "another kind"])
def test_an_item_that_is_not_public_is_not_found(api, why):
    entry = publish("Tin", expires_at=timezone.now() - timedelta(1) if why == "expired" else None)
    if why == "withdrawn":
        withdraw(entry)
    key = uuid4() if why == "unknown" else entry.id
    answer = api.get(f"/api/v1/{'units' if why == 'another kind' else 'news'}/{key}/")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "Tin" not in answer.text


def follow(api, since=0):
    """A mirror: what a reader has that knows nothing but the changes."""
    mirror, more = {}, True
    while more:
        answer = api.get(f"{CHANGES}?since={since}&page_size=2").json()
        for change in answer["results"]:
            if change["withdrawn"]:
                mirror.pop(change["id"], None)
            else:
                mirror[change["id"]] = change["item"]["title"]
        since, more = answer["next_since"], answer["has_more"]
    return sorted(mirror.values()), since


def test_changes_come_in_commit_order_with_the_whole_item(api, django_assert_num_queries):
    publish("một", source="1")
    publish("hai", source="2")
    publish("một, đã sửa", source="1")
    with django_assert_num_queries(2):
        answer = api.get(CHANGES).json()
    assert [(c["item"]["title"], c["version"]) for c in answer["results"]] == [
        ("hai", 1),
        ("một, đã sửa", 2),
    ]
    assert answer["results"][1]["item"]["body"]["html"] == "<p>một, đã sửa</p>"
    assert (answer["next_since"], answer["has_more"]) == (3, False)


def test_a_withdrawal_is_a_tombstone_that_says_nothing(api):
    entry = publish("bí mật", units=())
    since = api.get(CHANGES).json()["next_since"]
    withdraw(entry)
    (change,) = api.get(f"{CHANGES}?since={since}").json()["results"]
    assert change["id"] == str(entry.id)
    assert change["withdrawn"] is True
    assert change["item"] is change["url"] is None
    assert "bí mật" not in api.get(CHANGES).text


def test_what_has_expired_by_the_clock_is_withdrawn_at_once(api):
    publish("hết hạn", expires_at=timezone.now() - timedelta(seconds=1))
    (change,) = api.get(CHANGES).json()["results"]
    assert change["withdrawn"] is True
    assert "hết hạn" not in api.get(CHANGES).text


def test_a_cursor_that_was_never_given_out_is_refused(api):
    answer = api.get(f"{CHANGES}?since=999")
    assert answer.status_code == 400
    assert answer.json()["type"].endswith("/problems/unknown-cursor/")


def forget_tombstones():
    purge_tombstones(timezone.now() + timedelta(days=4000))


def test_a_cursor_older_than_the_tombstones_is_told_to_begin_again(api):
    publish("còn")
    withdraw(publish("gỡ"))
    publish("mới")
    forget_tombstones()
    answer = api.get(f"{CHANGES}?since=1")
    assert answer.status_code == 410
    assert answer.json()["type"].endswith("/problems/cursor-gone/")
    assert "since=0" in answer.json()["detail"]


def test_a_reader_that_begins_again_gets_through_although_its_cursor_is_old(api):
    for n in range(5):
        publish(f"{n}")
    withdraw(publish("gỡ"))
    forget_tombstones()
    mirror, since = follow(api)
    assert mirror == [str(n) for n in range(5)]
    publish("sau")
    assert titles_of_changes(api, since) == ["sau"]


def test_a_reading_begun_before_the_retention_is_told_to_begin_again(api, settings):
    for n in range(3):
        publish(f"{n}")
    withdraw(publish("gỡ"))
    forget_tombstones()
    since = api.get(f"{CHANGES}?page_size=1").json()["next_since"]
    assert since < 0
    settings.PUBLISHING = {**settings.PUBLISHING, "TOMBSTONE_RETENTION_DAYS": 0}
    assert api.get(f"{CHANGES}?since={since}").status_code == 410


def titles_of_changes(api, since):
    return [c["item"]["title"] for c in api.get(f"{CHANGES}?since={since}").json()["results"]]


def test_a_mirror_ends_up_with_what_is_public(api):
    entries = [publish(f"{n}") for n in range(6)]
    mirror, since = follow(api)
    assert mirror == [f"{n}" for n in range(6)]
    withdraw(entries[2])
    publish("3, đã sửa", source=entries[3].source)
    answer = api.get(f"{CHANGES}?since={since}").json()
    assert [change["withdrawn"] for change in answer["results"]] == [True, False]
    assert follow(api)[0] == sorted(Entry.objects.public().values_list("title", flat=True))


def test_a_second_content_type_is_in_the_api_by_itself(api):
    from cms.publishing.relay import relay
    from search import indexer
    from tests.secondtype.models import Notice

    Notice.objects.create(title="Lịch tiếp dân", body="Thứ Hai", published_at=timezone.now())
    relay()
    indexer.catch_up_all()
    assert titles(api.get("/api/v1/notices/")) == ["Lịch tiếp dân"]
    assert titles_of_changes(api, 0) == ["Lịch tiếp dân"]
    assert titles(api.get("/api/v1/search/?q=lich tiep dan")) == ["Lịch tiếp dân"]
    names = [one["name"] for one in api.get("/api/v1/").json()["collections"]]
    assert "notices" in names
