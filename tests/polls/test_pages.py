"""Voting on the portal, with nothing but a form."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from cms.polls.models import Poll, Vote
from cms.polls.tallying import result_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def forget():
    cache.clear()


@pytest.fixture
def poll(house, booth):
    return booth.poll(labels=("A", "B"), slug="o-dau")


def hidden_token(answer):
    return answer.context["shown"].token


def option(poll, label):
    return poll.options.get(label=label).pk


def vote(client, poll, label, **data):
    return client.post("/binh-chon/o-dau/", {"option": option(poll, label), **data})


def test_a_visitor_votes_with_the_form_and_sees_the_results(client, poll):
    page = client.get("/binh-chon/o-dau/")
    assert "người đã tham gia" not in page.text
    answer = vote(client, poll, "A", token=hidden_token(page))
    assert "Cảm ơn bạn, phiếu đã được tính." in answer.text
    assert "<strong>1</strong> người đã tham gia bình chọn" in answer.text
    assert '<td class="poll-number">100%</td>' in answer.text


def test_the_token_is_kept_in_a_cookie_that_scripts_and_other_sites_cannot_use(client, poll):
    page = client.get("/binh-chon/o-dau/")
    assert not page.cookies
    answer = vote(client, poll, "A", token=hidden_token(page))
    cookie = answer.cookies[f"dh_poll_{poll.pk}"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_a_form_that_is_sent_twice_is_one_vote(client, poll):
    token = hidden_token(client.get("/binh-chon/o-dau/"))
    for _ in range(2):
        client.cookies.clear()
        vote(client, poll, "A", token=token)
    assert Vote.objects.count() == 1


def test_who_comes_back_finds_their_vote_and_may_change_it(client, poll):
    vote(client, poll, "A", token=hidden_token(client.get("/binh-chon/o-dau/")))
    page = client.get("/binh-chon/o-dau/")
    assert f'value="{option(poll, "A")}" checked' in page.text
    assert "Đổi lựa chọn" in page.text
    assert "Phiếu của bạn đã được đổi." in vote(client, poll, "B").text
    assert [one.votes for one in result_of(poll.pk).options] == [0, 1]


def test_a_form_in_a_page_for_everyone_is_confirmed_once(client, poll):
    answer = vote(client, poll, "B")
    assert not Vote.objects.exists()
    assert f'value="{option(poll, "B")}" checked' in answer.text
    assert "Bấm Bình chọn một lần nữa" in answer.text
    vote(client, poll, "B", token=hidden_token(answer))
    assert Vote.objects.count() == 1


def test_the_name_that_a_browser_keeps_is_one_voter(client, poll):
    for label in "AB":
        client.cookies.clear()
        vote(client, poll, label, newcomer="5" * 36)
    assert [one.votes for one in result_of(poll.pk).options] == [0, 1]


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://xau.example"},
        {"Origin": "null"},
    ],
)
def test_a_form_that_another_site_sends_counts_nothing(client, poll, headers):
    token = hidden_token(client.get("/binh-chon/o-dau/"))
    data = {"option": option(poll, "A"), "token": token}
    answer = client.post("/binh-chon/o-dau/", data, headers=headers)
    assert answer.status_code == 403
    assert not Vote.objects.exists()


def test_a_form_of_our_own_needs_no_csrf_token(poll):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    token = hidden_token(client.get("/binh-chon/o-dau/"))
    data = {"option": option(poll, "A"), "token": token}
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    assert client.post("/binh-chon/o-dau/", data, headers=headers).status_code == 200
    assert Vote.objects.count() == 1


@pytest.mark.parametrize("written", ["", "x", "-1", "²", "9" * 40, "0"])
def test_a_form_with_nonsense_is_told_what_is_wrong(client, poll, written):
    token = hidden_token(client.get("/binh-chon/o-dau/"))
    answer = client.post("/binh-chon/o-dau/", {"option": written, "token": token})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_nothing_of_a_visitors_is_kept_by_caches(client, poll):
    answer = client.get("/binh-chon/o-dau/")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_a_script_gets_the_poll_alone(client, poll):
    answer = client.get("/binh-chon/o-dau/", headers={"Poll-Fragment": "h2"})
    assert answer.text.strip().startswith('<div class="poll"')
    assert "<h2 " in answer.text


def test_a_closed_poll_shows_its_results_and_no_form(client, poll):
    vote(client, poll, "A", newcomer="5" * 36)
    client.cookies.clear()
    poll.closes_at = timezone.now() - timedelta(minutes=1)
    poll.save()
    page = client.get("/binh-chon/o-dau/")
    assert "<form class" not in page.text.split("<main")[1]
    assert "Bình chọn đã kết thúc." in page.text
    assert "người đã tham gia bình chọn" in page.text
    assert vote(client, poll, "A", newcomer="6" * 36).status_code == 409


def test_results_that_wait_for_the_end_are_shown_to_nobody_before(client, house, booth):
    poll = booth.poll(labels=("A", "B"), slug="o-dau", results="closed")
    answer = vote(client, poll, "A", newcomer="5" * 36)
    assert "người đã tham gia bình chọn" not in answer.text


def test_a_poll_that_is_not_public_is_not_found(client, house, booth):
    booth.poll(slug="nhap", live=False)
    assert client.get("/binh-chon/nhap/").status_code == 404
    assert "Tập huấn" not in client.get("/binh-chon/").text


def test_the_list_has_open_polls_first_in_few_queries(
    client, house, booth, django_assert_max_num_queries
):
    ended = timezone.now() - timedelta(days=1)
    for n in range(8):
        booth.poll(f"Đang mở {n}?")
    booth.poll("Đã xong?", closes_at=ended)
    client.get("/binh-chon/")
    with django_assert_max_num_queries(12):
        page = client.get("/binh-chon/").text
    assert page.index("Đang mở 0?") < page.index("Đã xong?")


def test_options_are_shuffled_for_each_and_stay_so_for_one(client, house, booth):
    labels = tuple("ABCDEFGHIJ")
    poll = booth.poll(labels=labels, slug="o-dau", shuffled=True)
    vote(client, poll, "A", newcomer="5" * 36)

    def order():
        return [one.label for one in client.get("/binh-chon/o-dau/").context["shown"].options]

    mine = order()
    assert order() == mine
    assert sorted(mine) == list(labels)
    client.cookies.clear()
    assert len({tuple(order()) for _ in range(8)}) > 1


def test_a_poll_stands_in_an_item_and_beside_the_news(client, house, booth, poll):
    house.news("Có bình chọn", slug="co", body=[("poll", {"poll": poll})])
    house.home.aside = [("poll", {"poll": poll})]
    house.home.save()
    for path in ("/tin-tuc/co/", "/"):
        page = client.get(path).text
        assert 'action="/binh-chon/o-dau/"' in page
        assert 'name="token"' not in page
    poll.unpublish()
    for path in ("/tin-tuc/co/", "/"):
        assert "Tập huấn ở đâu?" not in client.get(path).text


def test_editors_see_a_draft_as_it_will_look(admin_client, house, booth):
    poll = booth.poll("Nháp?", labels=("A", "B"), live=False)
    answer = admin_client.get(f"/admin/snippets/polls/poll/preview/{poll.pk}/")
    assert answer.status_code == 200


def test_crawlers_are_told_of_public_polls_and_of_no_other(client, house, booth, settings):
    settings.PORTAL_URL = "https://hoagiai.example"
    ended = timezone.now() - timedelta(minutes=1)
    booth.poll(slug="dang-mo")
    booth.poll(slug="da-xong", closes_at=ended)
    booth.poll(slug="nhap", live=False)
    booth.poll(slug="luu-tru", archived_at=ended)
    Poll.objects.filter(pk=booth.poll(slug="het-han").pk).update(expire_at=ended)
    sitemap = client.get("/sitemap-polls.xml").text
    assert re.findall("<loc>(.*?)</loc>", sitemap) == [
        "https://hoagiai.example/binh-chon/",
        "https://hoagiai.example/binh-chon/da-xong/",
        "https://hoagiai.example/binh-chon/dang-mo/",
    ]


def test_a_poll_that_stands_twice_in_a_page_has_no_name_twice(client, house, poll):
    house.news("Hai lần", slug="hai-lan", body=[("poll", {"poll": poll})] * 2)
    page = client.get("/tin-tuc/hai-lan/").text
    assert page.count('aria-label="Tập huấn ở đâu?"') == 2
    names = re.findall(r' id="([^"]+)"', page)
    assert len(names) == len(set(names))
