"""The desk: who may do what, and what happens then."""

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cms.syndication.broadcast import recordings
from cms.syndication.broadcast.models import BroadcastBulletin, BroadcastScript
from tests.api.conftest import publish, withdraw

from .conftest import DAY, an_editor, approved, mp3, on_air

DESK = "/admin/broadcast/"


def script_address(entry):
    return f"{DESK}items/{entry.pk}/"


def bulletin_address(bulletin, end=""):
    return f"{DESK}bulletins/{bulletin.pk}/{end}"


def lines_of(bulletin, **changes):
    lines = list(bulletin.lines.all())
    data = {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": len(lines)}
    for n, line in enumerate(lines):
        data |= {f"lines-{n}-id": line.pk, f"lines-{n}-position": line.position}
    return {**data, "opening": "Mở đầu.", "closing": "Kết thúc.", **changes}


def handed_in(client, bulletin, recording=None):
    """What the form for a recording sends, as it stands on the bulletin's page."""
    page = client.get(bulletin_address(bulletin))
    items = page.context["recording_form"]["items"].value()
    return {"recording": recording or mp3(), "items": items, "is_what_is_read": "on"}


def test_the_list_shows_every_item_with_the_state_of_its_script(desk):
    approved("Đã duyệt")
    publish("Chưa có kịch bản")
    html = desk.get(DESK).content.decode()
    assert "Đã duyệt" in html
    assert "Chưa có kịch bản" in html


def test_the_list_costs_the_same_however_long_it_is(desk, django_assert_num_queries):
    for n in range(12):
        approved(f"Tin {n}")
    desk.get(DESK)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        desk.get(DESK)
    for n in range(12, 24):
        approved(f"Tin {n}")
    with django_assert_num_queries(len(few)):
        desk.get(DESK)


def test_an_editor_changes_a_script_beside_its_item(writer):
    entry = publish("Tin")
    page = writer.get(script_address(entry))
    assert "Nội dung Tin" in page.content.decode()
    writer.post(script_address(entry), {"text": "Lời mới.", "version": entry.version})
    script = BroadcastScript.objects.get()
    assert (script.text, script.approved_at) == ("Lời mới.", None)


def test_an_editor_who_may_not_approve_is_refused(writer):
    entry = publish("Tin")
    answer = writer.post(
        script_address(entry), {"text": "x", "version": entry.version, "approve": "1"}
    )
    assert answer.status_code == 302
    assert not BroadcastScript.objects.filter(approved_at__isnull=False).exists()
    bulletin = on_air("Khác")
    BroadcastBulletin.objects.update(published_at=None)
    writer.post(bulletin_address(bulletin), lines_of(bulletin, publish="1"))
    writer.post(bulletin_address(bulletin, "recording/"), handed_in(writer, bulletin))
    bulletin.refresh_from_db()
    assert (bulletin.published_at, bulletin.recording.name) == (None, "")


def test_an_approver_approves_a_script(desk):
    entry = publish("Tin")
    desk.post(script_address(entry), {"text": "Lời.", "version": entry.version, "approve": "1"})
    assert BroadcastScript.objects.get().approved_by.username == "trưởng ban"


def test_a_text_written_beside_an_older_version_is_not_kept_unseen(desk):
    entry = publish("Tin")
    desk.get(script_address(entry))
    publish("Tin đã sửa", source=entry.source)
    answer = desk.post(script_address(entry), {"text": "Lời cũ.", "version": entry.version})
    assert answer.status_code == 409
    assert "Lời cũ." in answer.content.decode()
    assert BroadcastScript.objects.get().text != "Lời cũ."


def test_a_script_is_made_again_from_its_item(desk):
    entry = publish("Tin")
    desk.post(script_address(entry), {"text": "Lời.", "version": entry.version})
    desk.post(script_address(entry), {"again": "1"})
    assert BroadcastScript.objects.get().text.startswith("Tin.")


def test_abbreviations_that_nobody_could_read_are_told(desk):
    entry = publish("XQZT họp")
    assert "XQZT" in desk.get(script_address(entry)).context["unread"]


def test_a_withdrawn_item_has_no_script_to_edit(desk):
    entry = publish("Tin")
    withdraw(entry)
    assert desk.get(script_address(entry)).status_code == 404


def test_a_bulletin_is_put_together_ordered_and_published(desk, web, house):
    first, second = approved("một"), approved("hai")
    desk.post(f"{DESK}bulletins/", {"date": DAY.isoformat()})
    bulletin = BroadcastBulletin.objects.get()
    assert {line.script for line in bulletin.lines.all()} == {first, second}
    data = lines_of(bulletin, publish="1")
    data["lines-0-position"] = 9
    assert desk.post(bulletin_address(bulletin), data).status_code == 302
    text = web.get(f"/truyen-thanh/{DAY}.txt").content.decode()
    assert text.startswith("Mở đầu.")
    assert text.index("Hai.") < text.index("Một.")
    data = lines_of(bulletin, **{"lines-0-DELETE": "on", "take_back": "1"})
    desk.post(bulletin_address(bulletin), data)
    assert bulletin.lines.count() == 1
    assert web.get(f"/truyen-thanh/{DAY}.txt").status_code == 404


def test_scripts_are_added_to_a_bulletin(desk):
    bulletin = on_air("một")
    more = approved("hai")
    desk.post(bulletin_address(bulletin), lines_of(bulletin, add=[more.pk]))
    assert [line.script.entry.title for line in bulletin.lines.all()] == ["một", "hai"]


def test_a_recording_is_handed_in_and_removed(desk):
    bulletin = on_air("một")
    desk.post(bulletin_address(bulletin, "recording/"), handed_in(desk, bulletin))
    bulletin.refresh_from_db()
    assert (bulletin.recording_type, bulletin.recording_seconds) == ("audio/mpeg", 3)
    assert bulletin.recording.name.endswith(".mp3")
    desk.post(bulletin_address(bulletin, "recording/"), {"remove": "1"})
    bulletin.refresh_from_db()
    assert not bulletin.recording


def test_a_recording_of_what_was_withdrawn_meanwhile_is_refused(desk):
    bulletin = on_air("một", "hai")
    of_both = handed_in(desk, bulletin)
    withdraw(BroadcastScript.objects.get(entry__title="hai").entry)
    answer = desk.post(bulletin_address(bulletin, "recording/"), of_both, follow=True)
    assert "đã thay đổi từ khi bạn mở trang này" in answer.content.decode()
    bulletin.refresh_from_db()
    assert not bulletin.recording


def test_whoever_hands_a_recording_in_says_what_is_said_in_it(desk):
    bulletin = on_air("một")
    unheard = handed_in(desk, bulletin) | {"is_what_is_read": ""}
    desk.post(bulletin_address(bulletin, "recording/"), unheard)
    bulletin.refresh_from_db()
    assert not bulletin.recording


def test_a_bulletin_in_which_nothing_is_to_be_read_is_not_published(desk, web):
    bulletin = on_air("một")
    withdraw(BroadcastScript.objects.get().entry)
    assert "kể cả lời mở đầu" in desk.get(bulletin_address(bulletin)).content.decode()
    desk.post(bulletin_address(bulletin), lines_of(bulletin, take_back="1"))
    answer = desk.post(bulletin_address(bulletin), lines_of(bulletin, publish="1"), follow=True)
    assert "chưa đăng" in answer.content.decode()
    bulletin.refresh_from_db()
    assert (bulletin.published_at, bulletin.opening) == (None, "Mở đầu.")


def test_what_is_added_to_a_published_bulletin_counts_when_it_is_withdrawn(desk):
    bulletin = on_air("một")
    more = approved("hai")
    desk.post(bulletin_address(bulletin), lines_of(bulletin, add=[more.pk]))
    assert desk.get(bulletin_address(bulletin)).context["changed"] == 0
    withdraw(more.entry)
    assert desk.get(bulletin_address(bulletin)).context["changed"] == 1


def test_what_is_no_recording_is_refused_with_the_reason(desk):
    bulletin = on_air("một")
    answer = desk.post(
        bulletin_address(bulletin, "recording/"),
        handed_in(desk, bulletin, SimpleUploadedFile("a.mp3", b"<script>")),
        follow=True,
    )
    assert "MP3, M4A" in answer.content.decode()
    bulletin.refresh_from_db()
    assert not bulletin.recording


EMPTY_PAGE = b"OggS" + bytes(23)
HUGE_PICTURE = b"ID3\x03\0\0\x60\0\0\0APIC" + b"\x0c\0\0\0" + bytes(200)


@pytest.mark.parametrize(
    "hostile",
    [
        EMPTY_PAGE * 3000,
        b"\xff\xfb" + b"\xff" * 20_000,
        b"\0\0\0\x08ftyp" + b"\0\0\0\x08free" * 3000,
        b"\0\0\0\x08ftyp" + b"\0\0\1\0moov\0\0\0\x6cmvhd" + b"\xff" * 30,
        HUGE_PICTURE,
    ],
    ids=["pages", "junk", "atoms", "cut", "picture"],
)
def test_a_hostile_recording_is_refused_before_much_of_it_is_read(desk, hostile, monkeypatch):
    monkeypatch.setattr(recordings, "MOST_READS", 1000)
    bulletin = on_air("một")
    answer = desk.post(
        bulletin_address(bulletin, "recording/"),
        handed_in(desk, bulletin, SimpleUploadedFile("a.mp3", hostile)),
        follow=True,
    )
    assert answer.status_code == 200
    assert "bị hỏng" in answer.content.decode()
    assert not BroadcastBulletin.objects.get().recording


def test_no_more_of_a_recording_is_read_at_once_than_is_allowed():
    file = recordings._Bounded(SimpleUploadedFile("a.mp3", b"x"))
    for size in (-1, recordings.MOST_BYTES + 1):
        with pytest.raises(OSError, match="any recording"):
            file.read(size)


def test_a_day_that_is_none_is_refused(desk):
    assert desk.post(f"{DESK}bulletins/", {"date": "30/2/2026"}).status_code == 422


@pytest.mark.parametrize("rights", [None, ()])
def test_who_has_no_right_sees_nothing_of_the_desk(db, rights):
    bulletin = on_air("một")
    entry = BroadcastScript.objects.get().entry
    client = Client()
    if rights is not None:
        client.force_login(an_editor("khách", *rights))
    for path in (
        DESK,
        script_address(entry),
        f"{DESK}bulletins/",
        bulletin_address(bulletin),
        bulletin_address(bulletin, "recording/"),
    ):
        for ask in (client.get, client.post):
            assert ask(path).status_code in (302, 403)
    assert User.objects.count() <= 2
    assert BroadcastBulletin.objects.get().published_at <= timezone.now()
