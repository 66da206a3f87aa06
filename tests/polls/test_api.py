"""Voting through the API, as an embed on a commune's site does it."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.utils import timezone

from cms.polls import tokens
from cms.polls.checking import check_poll
from cms.polls.models import Vote
from cms.units.models import Level, Unit

pytestmark = pytest.mark.django_db

KEY = "6f1c0b9e-2d43-4a7f-9a53-0c1a2b3c4d5e"


@pytest.fixture(autouse=True)
def forget(settings):
    cache.clear()


@pytest.fixture
def poll(booth):
    return booth.poll(labels=("A", "B"))


@pytest.fixture
def vote(booth, client):
    """Sends a vote for the options of a poll that are named."""

    def send(poll, *labels, headers=None, **body):
        entry = booth.entry(poll)
        by_label = {one["label"]: one["id"] for one in json.loads(entry.payload)["options"]}
        body.setdefault("options", [by_label[label] for label in labels])
        return client.post(
            f"/api/v1/polls/{entry.pk}/votes/",
            body,
            content_type="application/json",
            headers=headers,
        )

    return send


def test_a_newcomer_votes_and_receives_a_token_and_the_results(vote, poll):
    answer = vote(poll, "A")
    assert answer.status_code == 201
    body = answer.json()
    assert tokens.is_token(poll.pk, body["token"])
    assert body["results"]["voters"] == 1
    assert [one["percent"] for one in body["results"]["options"]] == [100, 0]
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.parametrize("place", ["body", "header", "cookie"])
def test_who_shows_their_token_changes_their_vote(vote, poll, client, place):
    token = vote(poll, "A").json()["token"]
    if place == "cookie":
        client.cookies[f"dh_poll_{poll.pk}"] = token
    answer = vote(
        poll,
        "B",
        headers={"Poll-Token": token} if place == "header" else None,
        **({"token": token} if place == "body" else {}),
    )
    assert answer.status_code == 200
    assert answer.json()["token"] == token
    assert [one["votes"] for one in answer.json()["results"]["options"]] == [0, 1]


def test_a_token_that_we_did_not_give_out_is_a_newcomers(vote, poll, booth):
    token = vote(poll, "A").json()["token"]
    other = booth.poll("Khác?", labels=("A", "B"))
    assert vote(other, "A", token=token).status_code == 201
    assert vote(poll, "A", token=token + "x").status_code == 201
    assert Vote.objects.filter(poll=poll).count() == 2


def test_the_same_key_again_is_the_same_vote(vote, poll):
    first, again = (vote(poll, "A", headers={"Idempotency-Key": KEY}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Vote.objects.count() == 1


def test_a_key_that_others_could_guess_is_refused(vote, poll):
    answer = vote(poll, "A", headers={"Idempotency-Key": "1"})
    assert_problem(answer, 400, "invalid-idempotency-key")


@pytest.mark.parametrize(
    ("options", "english"),
    [
        ([], "Choose at least one option."),
        ([987654], "This poll has no such option, or no longer."),
        ("A", "Give the ids of the chosen options as a list of numbers."),
        ([True], "Give the ids of the chosen options as a list of numbers."),
    ],
)
def test_impossible_choices_are_refused_and_said(vote, poll, options, english):
    answer = vote(poll, options=options)
    body = assert_problem(answer, 422, "impossible-choice")
    assert body["errors"][0]["parameter"] == "options"
    assert body["errors"][0]["detail_en"] == english
    assert body["errors"][0]["detail"] != english
    assert not Vote.objects.exists()


def test_two_options_where_one_may_be_chosen_are_refused(vote, poll):
    assert_problem(vote(poll, "A", "B"), 422, "impossible-choice")


def test_a_closed_poll_refuses_and_still_shows_what_it_came_to(vote, poll, booth, client):
    vote(poll, "A")
    poll.closes_at = timezone.now() - timedelta(seconds=1)
    poll.save()
    assert_problem(vote(poll, "B"), 409, "poll-not-open")
    results = client.get(f"/api/v1/polls/{booth.entry(poll).pk}/results/").json()
    assert results["closed"]
    assert results["voters"] == 1


@pytest.mark.parametrize(
    ("shown", "stranger", "voter"),
    [("before", 200, 200), ("after", 403, 200), ("closed", 403, 403)],
)
def test_results_are_shown_when_the_editor_says(vote, booth, client, shown, stranger, voter):
    poll = booth.poll(labels=("A", "B"), results=shown)
    answer = vote(poll, "A").json()
    assert (answer["results"] is None) == (voter == 403)
    path = f"/api/v1/polls/{booth.entry(poll).pk}/results/"
    assert client.get(path).status_code == stranger
    assert client.get(path, headers={"Poll-Token": answer["token"]}).status_code == voter


def test_a_poll_that_is_not_public_is_not_there(vote, poll, booth, client):
    entry = booth.entry(poll)
    poll.unpublish()
    booth.public()
    assert_problem(client.get(f"/api/v1/polls/{entry.pk}/results/"), 404, "not-found")
    answer = client.post(
        f"/api/v1/polls/{entry.pk}/votes/", {"options": [1]}, content_type="application/json"
    )
    assert_problem(answer, 404, "not-found")


def test_a_network_that_has_used_up_its_allowance_waits(vote, poll, settings):
    settings.POLLS = {**settings.POLLS, "VOTES_PER_NETWORK": 2}
    vote(poll, "A")
    vote(poll, "A")
    answer = vote(poll, "A")
    assert_problem(answer, 429, "too-many-votes")
    assert 1 <= int(answer.headers["Retry-After"]) <= 600
    assert Vote.objects.count() == 2


def test_only_our_own_proxies_are_believed_about_the_network(vote, poll, settings):
    settings.POLLS = {**settings.POLLS, "VOTES_PER_NETWORK": 1}
    vote(poll, "A", headers={"X-Forwarded-For": "203.0.113.9"})
    assert vote(poll, "A", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 429
    settings.API = {**settings.API, "TRUSTED_PROXIES": 1}
    assert vote(poll, "A", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 201
    assert vote(poll, "A", headers={"X-Forwarded-For": "203.0.113.200"}).status_code == 429
    assert vote(poll, "A", headers={"X-Forwarded-For": "198.51.100.7"}).status_code == 201


def test_no_address_is_kept(vote, poll):
    vote(poll, "A")
    (row,) = Vote.objects.values()
    assert "127.0.0" not in json.dumps(row, default=str)
    assert len(row["network"]) == 22


def test_a_vote_says_on_which_units_site_it_was_given(vote, poll):
    Unit.objects.create(code="dong-hai", name="Phường Đồng Hải", level=Level.COMMUNE)
    vote(poll, "A", unit="dong-hai")
    assert Vote.objects.get().unit == "dong-hai"
    for unknown in ("khong-co", "dong-hai\0", "x" * 5000, 5):
        assert_problem(vote(poll, "A", unit=unknown), 422, "impossible-choice")


@pytest.mark.parametrize(
    ("body", "kind", "status", "slug"),
    [
        ("{", "application/json", 400, "invalid-body"),
        ("[1]", "application/json", 400, "invalid-body"),
        (json.dumps({"options": [1] * 9000}), "application/json", 400, "invalid-body"),
        ('{"options": [1]}', "text/plain", 415, "unsupported-media-type"),
    ],
)
def test_bodies_that_make_no_sense_are_refused(booth, poll, client, body, kind, status, slug):
    path = f"/api/v1/polls/{booth.entry(poll).pk}/votes/"
    assert_problem(client.post(path, body, content_type=kind), status, slug)


def test_every_site_may_ask_without_credentials(booth, poll, client):
    path = f"/api/v1/polls/{booth.entry(poll).pk}/votes/"
    answer = client.options(
        path,
        headers={
            "Origin": "https://xa.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, idempotency-key, poll-token",
        },
    )
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    for name in ("Content-Type", "Idempotency-Key", "Poll-Token"):
        assert name in answer.headers["Access-Control-Allow-Headers"]


def test_votes_are_not_read(booth, poll, client):
    answer = client.get(f"/api/v1/polls/{booth.entry(poll).pk}/votes/")
    assert_problem(answer, 405, "votes-are-posted")


def test_a_database_that_cannot_be_written_refuses_the_vote_clearly(vote, poll, monkeypatch):
    from cms.polls import voting

    def fail(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(voting, "_refusal", fail)
    answer = vote(poll, "A")
    assert_problem(answer, 503, "voting-unavailable")
    assert answer.headers["Retry-After"]


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_died_unnoticed_costs_no_vote(vote, booth, monkeypatch):
    from cms.polls.api import views

    read, answers = views.public_ballot, ["the connection is closed"]

    def ballot(*args):
        if answers:
            raise OperationalError(answers.pop())
        return read(*args)

    monkeypatch.setattr(views, "public_ballot", ballot)
    assert vote(booth.poll(labels=("A", "B")), "A").status_code == 201


def test_a_poll_is_listed_and_whole_in_the_api(booth, poll, client, django_assert_num_queries):
    booth.public()
    (listed,) = client.get("/api/v1/polls/").json()["results"]
    item = client.get(f"/api/v1/polls/{listed['id']}/").json()
    assert [set(one) for one in item["options"]] == [{"id", "label", "image"}] * 2
    assert (item["choice"], item["state"], item["results"]) == ("one", "open", "after")


def test_what_the_api_took_adds_up(vote, poll):
    for label in "ABBAB":
        vote(poll, label)
    assert check_poll(poll.pk) == []


def assert_problem(answer, status, slug):
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["type"].endswith(f"/problems/{slug}/")
    assert body["title"] != body["title_en"]
    return body
