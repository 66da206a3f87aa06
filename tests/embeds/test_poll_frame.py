"""Voting in a frame: a form and its answer, without scripts and without cookies."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.polls.models import Poll, Vote
from tests.polls.booth import Booth, booth

__all__ = ["booth"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(booth: Booth) -> Poll:
    return booth.poll(labels=("Nhà văn hóa", "Trực tuyến"), results="after")


@pytest.fixture
def address(booth: Booth, poll: Poll) -> str:
    return f"/embed/poll/{booth.entry(poll).id}/"


def fields_of(page: str) -> dict[str, Any]:
    """What the page's form sends besides the choice."""
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in found}


def options_of(page: str) -> list[str]:
    return re.findall(r'name="option" value="(\d+)"', page)


def read(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def vote(client: Client, address: str, page: str, place: int = 0) -> Any:
    return client.post(address, {**fields_of(page), "option": options_of(page)[place]})


def chosen() -> list[list[int]]:
    return [[int(one) for one in re.findall(r"\d+", vote.options)] for vote in Vote.objects.all()]


def test_a_vote_is_counted_and_its_outcome_shown(client, poll, address):
    page = read(client, address)
    answer = vote(client, address, page)
    text = answer.content.decode()
    assert Vote.objects.count() == 1
    assert "Cảm ơn bạn đã bình chọn." in text
    assert "1 người đã tham gia bình chọn" in text
    assert "100%" in text
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]


def test_the_same_ballot_sent_twice_is_one_vote(client, poll, address):
    page = read(client, address)
    vote(client, address, page)
    assert vote(client, address, page).status_code == 200
    assert Vote.objects.count() == 1


def test_two_visitors_have_two_ballots(client, poll, address):
    for _ in range(2):
        vote(client, address, read(client, address))
    assert Vote.objects.count() == 2


def test_a_vote_can_be_changed(client, poll, address):
    voted = vote(client, address, read(client, address)).content.decode()
    again = client.post(address, {**fields_of(voted), "change": "1"}).content.decode()
    assert re.search(r'value="\d+" checked', again)
    assert vote(client, address, again, place=1).status_code == 200
    assert Vote.objects.count() == 1
    assert chosen() == [[int(options_of(again)[1])]]


def test_nothing_chosen_is_said_and_nothing_counted(client, poll, address):
    answer = client.post(address, fields_of(read(client, address)))
    assert answer.status_code == 422
    assert "Hãy chọn một phương án" in answer.content.decode()
    assert options_of(answer.content.decode())
    assert Vote.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [{"option": "999999"}, {"option": "x"}, {"option": ["1", "2"]}, {"key": "short", "option": "1"},
     {"token": "made-up", "option": "x"}, {"option": ""}],
)  # fmt: skip
def test_an_impossible_ballot_is_refused_and_shown_again(client, poll, address, sent):
    answer = client.post(address, sent)
    assert 400 <= answer.status_code < 500
    assert options_of(answer.content.decode())
    assert Vote.objects.count() == 0


def test_a_closed_poll_shows_its_results_and_no_ballot(client, booth):
    poll = booth.poll(closes_at=timezone.now() - timedelta(hours=1), results="closed")
    page = read(client, f"/embed/poll/{booth.entry(poll).id}/")
    assert "Bình chọn đã kết thúc." in page
    assert "<table" in page
    assert "<form" not in page


def test_a_poll_that_closed_meanwhile_takes_no_vote(client, booth, poll, address):
    page = read(client, address)
    Poll.objects.filter(pk=poll.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    booth.entry(poll)
    answer = vote(client, address, page)
    assert answer.status_code == 409
    assert "không nhận phiếu" in answer.content.decode()
    assert Vote.objects.count() == 0


def test_results_are_shown_before_voting_only_where_the_poll_says_so(client, booth, poll, address):
    assert "<table" not in read(client, address)
    open_to_all = booth.poll("Mấy giờ?", results="before")
    assert "<table" in read(client, f"/embed/poll/{booth.entry(open_to_all).id}/")


def test_without_an_id_the_newest_poll_is_asked(client, booth, poll, address):
    booth.poll("Mấy giờ?")
    booth.public()
    assert "Mấy giờ?" in read(client, "/embed/poll/")


def test_without_an_id_a_poll_that_takes_votes_goes_before_a_newer_that_is_closed(
    client, booth, poll, address
):
    closed = booth.poll("Mấy giờ?")
    booth.public()
    Poll.objects.filter(pk=closed.pk).update(closes_at=timezone.now() - timedelta(minutes=1))
    booth.public()
    page = read(client, "/embed/poll/")
    assert "Mấy giờ?" not in page
    assert "Trực tuyến" in page


def test_without_any_poll_it_says_so(client):
    assert "Hiện không có bình chọn nào." in read(client, "/embed/poll/")


def test_a_poll_that_is_not_public_is_not_found(client, booth):
    draft = booth.poll("Kín", live=False)
    booth.public()
    assert "Kín" not in read(client, "/embed/poll/")
    assert client.get("/embed/poll/00000000-0000-4000-8000-000000000000/").status_code == 404
    assert draft.live is False


def test_any_page_may_show_the_ballot(client, address):
    answer = client.get(address)
    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer


def test_a_pasted_address_of_a_poll_becomes_its_ballot(client, booth, poll):
    entry = booth.entry(poll)
    said = client.get("/oembed/", {"url": entry.url}).json()
    assert f"/embed/poll/{entry.id}/" in said["html"]
