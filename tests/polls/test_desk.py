"""What staff sees and does: live results, closing, archiving, exports, marks."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from cms.polls import tokens, voting
from cms.polls.demo import POLLS
from cms.polls.desk.exports import harmless
from cms.polls.models import Poll, Vote
from cms.polls.tallying import result_of
from cms.polls.voting import Given, ballot_of
from cms.polls.watching import mark_bursts
from cms.units.models import Level, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(booth):
    return booth.poll("=HYPERLINK(1)?", labels=("=1+1", "B"), slug="o-dau")


def vote(poll, voter, place=0, **fields):
    chosen = frozenset([poll.options_to_choose()[place].pk])
    given = Given(tokens.digest_of(voter), chosen, known=False, **fields)
    return voting.cast(ballot_of(poll), given, timezone.now())


def editor(client, *permissions):
    user = User.objects.create_user("lan", password="mat-khau")
    user.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", *permissions])
    )
    client.force_login(user)
    return user


def act(client, poll, action):
    return client.post(reverse("polls_desk:act", args=[poll.pk, action]))


def test_staff_sees_the_result_over_time_and_by_unit(admin_client, poll):
    Unit.objects.create(code="dong-hai", name="Phường Đồng Hải", level=Level.COMMUNE)
    vote(poll, "Lan", unit="dong-hai")
    vote(poll, "Minh", 1)
    page = admin_client.get(reverse("polls_desk:results", args=[poll.pk])).text
    assert "<strong>2</strong>" in page
    assert "Phường Đồng Hải" in page
    assert "Theo giờ" in page
    assert page.count("50%") >= 2


@pytest.mark.parametrize("name", ["list", "edit", "history"])
def test_the_desks_pages_answer(admin_client, poll, name):
    args = [] if name == "list" else [poll.pk]
    url = reverse(Poll.snippet_viewset.get_url_name(name), args=args)
    assert admin_client.get(url).status_code == 200


def test_closing_ends_the_vote_at_once_and_is_logged(client, poll, booth):
    user = editor(client, "manage_poll")
    act(client, poll, "close")
    with pytest.raises(voting.NotOpen):
        vote(booth.fresh(poll), "Lan")
    assert '"closed"' in booth.entry(poll).summary
    entry = ModelLogEntry.objects.get(action="polls.close")
    assert entry.user == user


def test_a_draft_that_is_published_later_does_not_reopen_a_closed_poll(admin_client, poll, booth):
    poll.save_revision()
    act(admin_client, poll, "close")
    booth.fresh(poll).get_latest_revision().publish()
    assert booth.fresh(poll).closes_at is not None


def test_a_closed_poll_can_be_reopened(admin_client, poll, booth):
    act(admin_client, poll, "close")
    act(admin_client, poll, "reopen")
    assert vote(booth.fresh(poll), "Lan").new


def test_an_archived_poll_is_public_no_more_and_keeps_its_votes(admin_client, poll, booth):
    vote(poll, "Lan")
    assert booth.public()
    act(admin_client, poll, "archive")
    assert booth.public() == set()
    assert result_of(poll.pk).voters == 1
    act(admin_client, poll, "restore")
    assert len(booth.public()) == 1


def test_an_action_that_was_done_is_not_done_again(admin_client, poll):
    act(admin_client, poll, "close")
    act(admin_client, poll, "close")
    assert ModelLogEntry.objects.filter(action="polls.close").count() == 1


@pytest.mark.parametrize("action", ["close", "reopen", "archive", "restore"])
def test_only_who_may_manage_polls_acts(client, poll, booth, action):
    editor(client, "change_poll")
    assert act(client, poll, action).status_code in (302, 403)
    assert booth.fresh(poll).closes_at is None
    assert not ModelLogEntry.objects.filter(action__startswith="polls.").exists()


@pytest.mark.parametrize("name", ["results", "export"])
def test_nobody_else_sees_figures_that_are_not_public(client, poll, name):
    args = [poll.pk] if name == "results" else [poll.pk, "csv"]
    url = reverse(f"polls_desk:{name}", args=args)
    assert client.get(url).status_code == 302
    editor(client)
    answer = client.get(url)
    assert answer.status_code in (302, 403)
    assert "=1+1" not in answer.text


def test_the_csv_holds_no_formula(admin_client, poll):
    vote(poll, "Lan")
    text = admin_client.get(reverse("polls_desk:export", args=[poll.pk, "csv"])).content.decode()
    assert "'=1+1,1,100,100,0" in text
    assert "'=HYPERLINK(1)?" in text
    assert not any(cell.startswith("=") for line in text.splitlines() for cell in line.split(","))


def test_the_workbook_holds_no_formula(admin_client, poll):
    vote(poll, "Lan")
    answer = admin_client.get(reverse("polls_desk:export", args=[poll.pk, "xlsx"]))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Kết quả", "Theo thời gian", "Theo đơn vị"]
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "'=1+1" in [cell.value for cell in cells]


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "＝1"])
def test_what_a_spreadsheet_takes_for_a_formula_is_text(text):
    assert str(harmless(text)).startswith("'")
    assert harmless("Tháng 4") == "Tháng 4"
    assert harmless(-3) == -3


def test_a_poll_with_votes_is_not_deleted_at_the_desk(admin_client, poll):
    vote(poll, "Lan")
    url = reverse(Poll.snippet_viewset.get_url_name("delete"), args=[poll.pk])
    assert admin_client.post(url).status_code == 302
    assert Poll.objects.filter(pk=poll.pk).exists()


def test_bursts_from_one_network_are_marked_and_stay_counted(poll, settings, admin_client):
    settings.POLLS = {**settings.POLLS, "SUSPICIOUS_AN_HOUR": 5}
    for n in range(6):
        vote(poll, f"dồn {n}", network="mạng-a")
    vote(poll, "Lan", network="mạng-b")
    Vote.objects.update(created_at=timezone.now().replace(minute=30) - timedelta(hours=1))
    assert mark_bursts() == 6
    assert mark_bursts() == 0
    assert result_of(poll.pk).voters == 7
    assert "6 phiếu đến dồn dập" in (
        admin_client.get(reverse("polls_desk:results", args=[poll.pk])).text
    )


def test_the_demo_has_its_polls_once(house):
    for _ in range(2):
        call_command("load_demo")
    assert Poll.objects.count() == len(POLLS)
    assert result_of(Poll.objects.get(slug=POLLS[0].slug).pk).voters == 276
    call_command("check_polls")
