"""Letters go to who asked for them, say how to end it, and are sent once."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from search.saved import letters, retention
from search.saved.models import Letter, SavedSearch
from tests.search.conftest import publish
from tests.search.saved.conftest import READER, follow, sent, tomorrow


def start(client, address="q=lấn đất", email=READER, **fields):
    data = {"email": email, "consent": "on", **fields}
    return client.post(f"/tim-kiem/theo-doi/?{address}", data)


def link_in(message) -> str:
    return re.search(r"https?://[^/]+(/tim-kiem/theo-doi/\S+/)", message.body)[1]


def test_address_is_asked_to_confirm_before_anything_else_is_sent(client):
    assert start(client).status_code == 200
    publish("Lấn đất")
    sent()
    (message,) = mail.outbox
    assert message.to == [READER]
    assert "“lấn đất”" in message.body
    assert tomorrow() == []
    page = client.get(link_in(message)).content.decode()
    assert "xac-nhan" in page
    client.post(link_in(message) + "xac-nhan/")
    assert tomorrow() == [["Lấn đất (Tin tức)"]]


def test_opening_the_link_alone_confirms_nothing(client):
    start(client)
    sent()
    client.get(link_in(mail.outbox[0]))
    client.get(link_in(mail.outbox[0]) + "xac-nhan/")
    assert SavedSearch.objects.get().confirmed_at is None


def test_consent_is_never_given_beforehand(client):
    page = client.get("/tim-kiem/theo-doi/?q=lấn đất").content.decode()
    assert "checked" not in page
    assert start(client, consent="").status_code == 400
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("email", ["", "khong-phai", "a@b", "a@example.vn\nBcc: x@example.vn"])
def test_what_is_no_address_is_refused_and_said(client, email):
    response = start(client, email=email)
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


def test_answer_does_not_tell_whether_an_address_is_known(client):
    follow("lấn đất")
    known = start(client)
    unknown = start(client, email="ai.do@example.vn")
    assert known.content == unknown.content
    assert Letter.objects.count() == 1


def test_one_click_in_a_mail_program_ends_it_and_forgets_the_address(client):
    search = follow("lấn đất")
    publish("Lấn đất")
    tomorrow()
    header = mail.outbox[0].extra_headers
    assert header["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.search(r"<https?://[^/]+(/.*)>", header["List-Unsubscribe"])[1]
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    response = strict.post(path, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not SavedSearch.objects.filter(pk=search.pk).exists()
    assert strict.post(path).status_code == 200


def test_opening_the_unsubscribe_link_alone_ends_nothing(client):
    search = follow("lấn đất")
    response = client.get(f"/tim-kiem/theo-doi/{search.token}/ngung/", follow=True)
    assert "ngung" in response.content.decode()
    assert SavedSearch.objects.exists()


def test_wrong_token_leads_nowhere(client):
    follow("lấn đất")
    assert client.get("/tim-kiem/theo-doi/khong-co/").status_code == 404
    assert client.post("/tim-kiem/theo-doi/khong-co/xac-nhan/").status_code == 404
    assert SavedSearch.objects.exists()


def test_unconfirmed_address_is_forgotten_after_three_days():
    follow("lấn đất", confirmed=False)
    SavedSearch.objects.update(ends_at=timezone.now())
    assert retention.purge()
    assert not SavedSearch.objects.exists()
    assert not Letter.objects.exists()


def test_confirmed_address_is_forgotten_after_a_year_unless_prolonged(client):
    search = follow("lấn đất")
    year = timezone.now() + timedelta(days=365)
    assert abs(search.ends_at - year) < timedelta(minutes=1)
    SavedSearch.objects.update(ends_at=timezone.now() + timedelta(days=1))
    client.post(f"/tim-kiem/theo-doi/{search.token}/xac-nhan/")
    search.refresh_from_db()
    assert abs(search.ends_at - year) < timedelta(minutes=1)


def test_nobody_floods_anothers_letter_box(client, settings):
    limit = settings.SAVED_SEARCHES["MOST_UNCONFIRMED"]
    for number in range(limit):
        assert start(client, f"q=lấn đất {number}").status_code == 200
    assert start(client, "q=lấn đất nữa").status_code == 429
    assert Letter.objects.count() == limit
    assert start(client, "q=lấn đất nữa", email="khac@example.vn").status_code == 200


def test_everyone_together_cannot_send_without_end(client, settings):
    settings.SAVED_SEARCHES = {**settings.SAVED_SEARCHES, "MOST_AN_HOUR": 2}
    answers = [start(client, email=f"ai{number}@example.vn").status_code for number in range(3)]
    assert answers == [200, 200, 429]


def test_asking_again_for_the_same_sends_a_new_letter_and_keeps_one_search(client):
    start(client)
    start(client)
    assert SavedSearch.objects.count() == Letter.objects.count() == 1


class Failing(EmailBackend):
    error: Exception = SMTPServerDisconnected()

    def send_messages(self, messages):
        raise self.error


def test_letter_waits_while_the_mail_server_is_away_and_is_sent_once(settings):
    follow("lấn đất", confirmed=False)
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    assert letters.send_due() == 1
    assert letters.send_due() == 0
    letter = Letter.objects.get()
    assert letter.attempts == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Letter.objects.update(due_at=timezone.now())
    assert len(sent()) == 1
    assert sent() == []


@pytest.mark.parametrize(
    ("code", "words", "kept"),
    [
        (550, b"5.1.1 No such user here", False),
        (450, b"4.2.0 Greylisted, come back in five minutes", True),
        (550, b"5.7.1 Blocked: your network is on a list", True),
    ],
)
def test_only_an_address_that_does_not_exist_is_forgotten(settings, monkeypatch, code, words, kept):
    follow("lấn đất", confirmed=False)
    monkeypatch.setattr(Failing, "error", SMTPRecipientsRefused({READER: (code, words)}))
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    letters.send_due()
    assert SavedSearch.objects.exists() is Letter.objects.exists() is kept


def test_letter_is_never_given_up_while_its_search_runs(settings):
    follow("lấn đất", confirmed=False)
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    Letter.objects.update(attempts=300)
    letters.send_due()
    letter = Letter.objects.get()
    assert timedelta(hours=23) < letter.due_at - timezone.now() <= timedelta(days=1)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Letter.objects.update(due_at=timezone.now())
    assert len(sent()) == 1


def test_log_never_names_the_address(settings, caplog):
    follow("lấn đất", confirmed=False)
    settings.EMAIL_BACKEND = f"{__name__}.Failing"
    letters.send_due()
    assert caplog.text
    assert READER not in caplog.text


def test_titles_and_queries_cannot_become_markup_or_headers():
    follow("<script>x</script>\r\nBcc: a@example.vn")
    publish("<script>x</script>\r\nBcc: a@example.vn")
    tomorrow()
    (message,) = mail.outbox
    assert message.message()["Bcc"] is None
    html = message.alternatives[0][0]
    assert "<script" not in html
    assert "\n" not in message.subject


def test_long_list_is_cut_and_the_rest_counted(monkeypatch):
    monkeypatch.setattr(letters, "MOST_SHOWN", 2)
    follow("lấn đất")
    for number in range(5):
        publish(f"Lấn đất {number}", source=f"test:{number}")
    assert tomorrow() == [["Lấn đất 0 (Tin tức)", "Lấn đất 1 (Tin tức)"]]
    assert "3" in mail.outbox[0].body.split("Lấn đất 1")[1]


def test_pages_of_a_follower_are_kept_by_no_cache_and_no_index(client):
    search = follow("lấn đất")
    response = client.get(f"/tim-kiem/theo-doi/{search.token}/")
    assert "no-store" in response.headers["Cache-Control"]
    assert "noindex" in response.content.decode()
    assert READER not in response.content.decode()
