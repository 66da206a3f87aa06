"""What goes on the air: what is approved, public, and as it is now."""

from datetime import timedelta

import feedparser
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.publishing.models import Entry
from cms.syndication.broadcast import bulletins, recordings, scripts
from cms.syndication.broadcast.models import BroadcastBulletin, BroadcastScript, ScriptState
from tests.api.conftest import publish, unit, withdraw

from .conftest import DAY, an_editor, approved, mp3, on_air

PAGE = "/truyen-thanh/2026-03-18/"
TEXT = "/truyen-thanh/2026-03-18.txt"
SOUND = "/truyen-thanh/2026-03-18/ghi-am.mp3"
PODCAST = "/feeds/truyen-thanh.rss"


def recorded(*titles):
    bulletin = on_air(*titles)
    upload, now = mp3(), timezone.now()
    audio = recordings.audio_in(upload.file, upload.size)
    recordings.record(bulletin, upload, audio, bulletins.as_read(bulletin, now), now)
    return bulletin


def test_an_item_gets_a_script_as_it_is_said(db):
    script = scripts.script_of_item(publish("UBND họp", lead="Sáng 18/3."))
    assert script.text.startswith("Ủy ban nhân dân họp.\n\nSáng ngày mười tám tháng ba.")
    assert script.state is ScriptState.PROPOSED
    assert scripts.script_of_item(script.entry) == script


def test_the_bulletin_has_its_scripts_between_opening_and_closing_words(web):
    on_air("Tin một", "Tin hai")
    text = web.get(TEXT).content.decode()
    assert text.startswith("Đây là bản tin truyền thanh về hòa giải ở cơ sở, ngày mười tám tháng")
    assert text.index("Tin một") < text.index("Tin hai")
    assert text.endswith("Xin kính chào.")


def test_the_bulletin_can_be_read_and_printed_from_a_page(web, house):
    on_air("Tin một")
    html = web.get(PAGE).content.decode()
    assert "Tin một" in html
    assert "@media print" in open_static("broadcast/bulletin.css")
    assert PAGE in web.get("/truyen-thanh/").content.decode()


def open_static(name):
    from pathlib import Path

    from django.contrib.staticfiles import finders

    return Path(finders.find(name)).read_text()


def test_withdrawn_news_is_read_out_no_more(web, house):
    on_air("Tin bị gỡ", "Tin còn lại")
    withdraw(Entry.objects.get(title="Tin bị gỡ"))
    for path in (TEXT, PAGE):
        said = web.get(path).content.decode()
        assert "Tin bị gỡ" not in said
        assert "Tin còn lại" in said


def test_when_all_is_withdrawn_nobody_is_greeted_and_the_page_says_why(web, house):
    on_air("Tin bị gỡ")
    withdraw(Entry.objects.get(title="Tin bị gỡ"))
    page = web.get(PAGE).content.decode()
    assert "Kính mời" not in page
    assert "không còn tin nào để đọc" in page
    assert "không còn tin nào để đọc" in web.get("/truyen-thanh/").content.decode()
    text = web.get(TEXT)
    assert (text.status_code, text.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")
    assert "Kính mời" not in text.content.decode()


@pytest.mark.parametrize("what", ["withdrawn", "corrected"])
def test_whoever_printed_a_bulletin_is_told_that_it_no_longer_holds(web, house, what):
    on_air("Tin một", "Tin hai", "Tin ba")
    assert "hãy in lại" not in web.get(PAGE).content.decode()
    entry = Entry.objects.get(title="Tin hai")
    if what == "withdrawn":
        withdraw(entry)
        scripts.follow_the_log()
    else:
        publish("Tin hai đã sửa", source=entry.source, published_at=entry.published_at)
        script = BroadcastScript.objects.get(entry=entry)
        scripts.propose_again(script)
        scripts.keep(script, script.text, 2, an_editor("duyet"))
        assert "Tin hai đã sửa" in web.get(TEXT).content.decode()
    page = web.get(PAGE).content.decode()
    assert "1 tin đã được gỡ hoặc đính chính" in " ".join(page.split())
    assert "http://portal.example/truyen-thanh/2026-03-18/" in page


def test_the_script_of_a_withdrawn_item_is_deleted(db):
    script = approved("Tin")
    withdraw(script.entry)
    assert scripts.follow_the_log() >= 1
    assert not BroadcastScript.objects.exists()


def test_expired_news_is_read_out_no_more(web):
    on_air("Tin hết hạn")
    Entry.objects.update(expires_at=timezone.now())
    assert "Tin hết hạn" not in web.get(TEXT).content.decode()


def test_corrected_news_waits_until_an_editor_has_looked_at_its_script(web):
    on_air("Tin")
    script = BroadcastScript.objects.get()
    publish("Tin đã sửa", source=script.entry.source, published_at=script.entry.published_at)
    scripts.follow_the_log()
    script = BroadcastScript.objects.select_related("entry").get()
    assert script.state is ScriptState.STALE
    assert "Tin." not in web.get(TEXT).content.decode()
    scripts.propose_again(script)
    scripts.keep(script, script.text, script.based_on_version, None)
    assert "Tin đã sửa" not in web.get(TEXT).content.decode()


@pytest.mark.parametrize("text", [None, "Lời của biên tập viên."])
def test_what_changes_no_word_of_an_item_takes_nothing_off_the_air(web, text):
    bulletin = recorded("Tin")
    script = BroadcastScript.objects.select_related("entry").get()
    if text:
        scripts.keep(script, text, 1, an_editor("duyet"))
    entry = publish(
        "Tin",
        source=script.entry.source,
        published_at=script.entry.published_at,
        units=unit("dong-phu"),
    )
    assert entry.version == 2
    assert web.get(SOUND).status_code == 404, "until it was compared"
    assert scripts.follow_the_log() == 1
    assert web.get(SOUND).status_code == 200
    assert (text or "Tin.") in web.get(TEXT).content.decode()
    bulletin.refresh_from_db()
    assert bulletins.changed_since(bulletin, bulletins.as_read(bulletin, timezone.now())) == 0


def test_what_says_something_else_is_compared_once(db):
    script = approved("Tin")
    publish("Tin đã sửa", source=script.entry.source, published_at=script.entry.published_at)
    assert (scripts.follow_the_log(), scripts.follow_the_log()) == (1, 0)
    script.refresh_from_db()
    assert script.state is ScriptState.STALE
    scripts.keep(script, "Lời mới.", 2, an_editor("duyet"))
    # Back to the first words: these were not what the editor wrote the text beside.
    publish("Tin", source=script.entry.source, published_at=script.entry.published_at)
    scripts.follow_the_log()
    assert BroadcastScript.objects.select_related("entry").get().state is ScriptState.STALE


def test_a_proposal_that_nobody_touched_follows_its_item(db):
    entry = publish("Tin")
    scripts.script_of_item(entry)
    publish("Tin đã sửa", source=entry.source)
    assert scripts.follow_the_log() == 1
    script = BroadcastScript.objects.get()
    assert script.text.startswith("Tin đã sửa.")
    assert script.state is ScriptState.PROPOSED
    assert scripts.follow_the_log() == 0


def test_a_script_that_an_editor_changed_is_not_overwritten(db):
    entry = publish("Tin")
    script = scripts.script_of_item(entry)
    scripts.keep(script, "Lời của biên tập viên.", entry.version, None)
    publish("Tin đã sửa", source=entry.source)
    scripts.follow_the_log()
    script.refresh_from_db()
    assert (script.text, script.state) == ("Lời của biên tập viên.", ScriptState.STALE)


def test_only_approved_scripts_are_read_out(web):
    scripts.script_of_item(publish("Chưa duyệt", published_at=timezone.now()))
    bulletin = on_air("Đã duyệt")
    with pytest.raises(scripts.Corrected):
        scripts.keep(BroadcastScript.objects.first(), "x", 99, None)
    bulletins.add(bulletin, [BroadcastScript.objects.get(entry__title="Chưa duyệt")])
    assert "Chưa duyệt" not in web.get(TEXT).content.decode()


def test_an_unpublished_bulletin_is_found_by_nobody(web, house):
    bulletin = recorded("Tin")
    BroadcastBulletin.objects.update(published_at=None)
    for path in (TEXT, PAGE, SOUND):
        assert web.get(path).status_code == 404
    assert str(bulletin) not in web.get("/truyen-thanh/").content.decode()
    assert feedparser.parse(web.get(PODCAST).content).entries == []


@pytest.mark.parametrize("day", ["2026-02-30", "2026-13-01", "1999-99-99"])
def test_a_day_that_is_none_has_no_bulletin(web, house, day):
    assert web.get(f"/truyen-thanh/{day}/").status_code == 404
    assert web.get(f"/truyen-thanh/{day}.txt").status_code == 404


def test_a_new_bulletin_takes_what_was_in_none_yet_and_is_not_old(db):
    approved("cũ", published_at=timezone.now() - timedelta(days=60))
    on_air("một")
    approved("hai")
    later = bulletins.begin(DAY + timedelta(days=1), timezone.now())
    assert [line.script.entry.title for line in later.lines.all()] == ["hai"]
    assert bulletins.begin(later.date, timezone.now()) == later


@pytest.mark.parametrize("state", ["draft", "private", "expired"])
def test_nothing_that_is_not_public_is_offered_or_read(web, desk, house, state):
    from wagtail.models import PageViewRestriction

    page = house.news("BÍ MẬT", live=state != "draft")
    if state == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif state == "expired":
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save()
    house.public()
    on_air("Tin công khai")
    for path in (TEXT, PAGE, "/truyen-thanh/", PODCAST):
        assert "BÍ MẬT" not in web.get(path).content.decode()
    assert "BÍ MẬT" not in desk.get("/admin/broadcast/").content.decode()


# --- Recordings -------------------------------------------------------------


def test_a_recording_is_known_by_what_is_in_it(db):
    upload = mp3(5)
    audio = recordings.audio_in(upload.file, upload.size)
    assert (audio.type, audio.ending, audio.seconds) == ("audio/mpeg", ".mp3", 5)


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00" * 100, b"<html>", b"ID3", b"OggS" + bytes(90), b"\xff\xfb"]
)
def test_what_is_no_recording_is_refused(db, content):
    import io

    with pytest.raises(ValidationError):
        recordings.audio_in(io.BytesIO(content), len(content))


def test_recorded_bulletins_are_a_podcast(web):
    bulletin = recorded("Tin")
    feed = feedparser.parse(web.get(PODCAST).content)
    assert not feed.bozo
    assert feed.feed.author == "Hòa giải cơ sở Đồng Hới"
    assert feed.feed.itunes_explicit is not True
    assert feed.feed.image.href.endswith("/static/broadcast/cover.png")
    [episode] = feed.entries
    assert episode.title == "Bản tin ngày 18/3/2026"
    [sound] = episode.enclosures
    assert (sound.type, int(sound.length)) == ("audio/mpeg", bulletin.recording.size)
    assert episode.itunes_duration == "3"
    answer = web.get(sound.href.removeprefix("http://portal.example"))
    assert len(b"".join(answer.streaming_content)) == bulletin.recording.size


def test_a_player_gets_the_stretch_that_it_asks_for(web):
    size = recorded("Tin").recording.size
    whole = b"".join(web.get(SOUND).streaming_content)
    part = web.get(SOUND, headers={"range": "bytes=10-19"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, whole[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{size}"
    last = web.get(SOUND, headers={"range": "bytes=-5"})
    assert b"".join(last.streaming_content) == whole[-5:]
    assert web.get(SOUND, headers={"range": f"bytes={size}-"}).status_code == 416
    assert web.get(SOUND, headers={"range": "bytes=x"}).status_code == 200


def test_the_address_of_a_recording_ends_as_directories_of_podcasts_want_it(web):
    recorded("Tin")
    [episode] = feedparser.parse(web.get(PODCAST).content).entries
    assert episode.enclosures[0].href.endswith(SOUND)
    other_name = web.get(PODCAST, SERVER_NAME="testserver").content
    assert feedparser.parse(other_name).entries[0].id == episode.id
    assert web.get(SOUND.replace("mp3", "ogg")).status_code == 404
    # What players were told before addresses had an ending.
    assert web.get(SOUND.removesuffix(".mp3")).status_code == 200


@pytest.mark.parametrize("what", ["withdrawn", "corrected"])
def test_a_recording_that_says_what_no_longer_holds_is_heard_no_more(web, what):
    recorded("Tin", "Tin khác")
    entry = Entry.objects.get(title="Tin")
    if what == "withdrawn":
        withdraw(entry)
    else:
        publish("Tin đã sửa", source=entry.source, published_at=entry.published_at)
    assert web.get(SOUND).status_code == 404
    assert feedparser.parse(web.get(PODCAST).content).entries == []


def test_the_podcast_costs_two_queries_however_many_episodes(web, django_assert_num_queries):
    bulletin = recorded("Tin")
    for n in range(1, 10):
        BroadcastBulletin.objects.create(
            date=DAY + timedelta(days=n),
            published_at=timezone.now(),
            recording=bulletin.recording.name,
            recorded=bulletin.recorded,
            recorded_at=timezone.now(),
        )
    with django_assert_num_queries(2):
        web.get(PODCAST)


def test_the_demo_has_a_bulletin_of_its_newest_items(web, house):
    from cms.syndication.broadcast.demo import read_out

    for n in range(6):
        publish(f"Tin {n}", day=n)
    assert read_out() == 4
    assert read_out() == 0
    [bulletin] = BroadcastBulletin.objects.all()
    text = web.get(f"/truyen-thanh/{bulletin.date}.txt").content.decode()
    assert text.index("Tin hai.") < text.index("Tin năm.")
    assert "Tin một." not in text
