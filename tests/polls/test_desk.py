"""What staff sees and does: live results, closing, archiving, exports, marks."""

import io
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import get_current_timezone
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from cms.polls import demo, tokens, voting
from cms.polls.demo import POLLS
from cms.polls.desk.exports import harmless
from cms.polls.desk.figures import figures_of
from cms.polls.models import Poll, Vote
from cms.polls.tallying import result_of
from cms.polls.voting import Given, ballot_of
from cms.polls.watching import mark_bursts
from cms.units.models import Level, Unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def poll(booth):
    return booth.poll("=HYPERLINK(1)?", labels=("=1+1", "B;=2+2"), slug="o-dau")


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


def test_the_list_says_of_each_poll_whether_it_takes_votes(admin_client, poll, booth):
    booth.poll("Nháp?", live=False)
    booth.poll("Xong?", closes_at=timezone.now() - timedelta(minutes=1))
    booth.poll("Cất?", archived_at=timezone.now())
    page = admin_client.get(reverse(Poll.snippet_viewset.get_url_name("list")))
    column = page.context["table"].columns["state"]
    states = {poll.question: column.get_value(poll) for poll in Poll.objects.all()}
    assert states == {
        "=HYPERLINK(1)?": "Đang mở",
        "Nháp?": "Chưa đăng",
        "Xong?": "Đã kết thúc",
        "Cất?": "Đã lưu trữ",
    }


def written(*labels):
    """What the form for a new poll sends."""
    options = [{"label": label, "image": "", "image_alt": ""} for label in labels]
    fields = {
        "question": "Ở đâu?",
        "explanation": rich_text("<p>Để chuẩn bị.</p>"),
        "choice": "one",
        "results": "after",
        "options": inline_formset(options),
        "poll_units": inline_formset([]),
    }
    return nested_form_data(fields)


def test_an_editor_writes_a_poll(client):
    editor(client, "add_poll", "change_poll")
    url = reverse(Poll.snippet_viewset.get_url_name("add"))
    client.post(url, written("Nhà văn hóa", "Trực tuyến"))
    poll = Poll.objects.get()
    assert [str(option) for option in poll.options.all()] == ["Nhà văn hóa", "Trực tuyến"]
    assert (poll.slug, poll.live) == ("o-dau", False)


def test_two_options_of_one_name_are_refused_where_they_are_written(client):
    editor(client, "add_poll", "change_poll")
    url = reverse(Poll.snippet_viewset.get_url_name("add"))
    answer = client.post(url, written("Nhà văn hóa", "nhà  văn hóa"))
    assert "Đã có một phương án ghi như vậy." in answer.text
    assert not Poll.objects.exists()


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
    assert '"\'=1+1",1,100,100,0' in text
    assert '"\'=HYPERLINK(1)?"' in text
    # Where Excel goes by semicolons, what is quoted is one cell all the same.
    assert '"B;=2+2",' in text


def test_the_workbook_holds_no_formula(admin_client, poll):
    vote(poll, "Lan")
    answer = admin_client.get(reverse("polls_desk:export", args=[poll.pk, "xlsx"]))
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Kết quả", "Theo thời gian", "Theo đơn vị"]
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    assert "'=1+1" in [cell.value for cell in cells]


def test_what_no_workbook_holds_does_not_keep_it_from_being_saved(admin_client, booth):
    poll = booth.poll("Dòng một\x0bdòng hai?")
    answer = admin_client.get(reverse("polls_desk:export", args=[poll.pk, "xlsx"]))
    assert (
        load_workbook(io.BytesIO(answer.content)).worksheets[0]["B1"].value == "Dòng một dòng hai?"
    )


@pytest.mark.parametrize(
    ("hours", "heading", "bars"),
    [(5, "Theo giờ", 6), (4 * 24, "Theo ngày", 5), (300 * 24, "Theo tháng", 11)],
)
def test_the_chart_has_a_place_for_the_times_at_which_nobody_came(poll, hours, heading, bars):
    last = datetime(2026, 12, 20, 15, 30, tzinfo=get_current_timezone())
    vote(poll, "Lan")
    vote(poll, "Minh")
    first = Vote.objects.order_by("pk").first()
    Vote.objects.update(created_at=last)
    Vote.objects.filter(pk=first.pk).update(created_at=last - timedelta(hours=hours))
    figures = figures_of(poll)
    assert str(figures.step.label) == heading
    assert len(figures.over_time) == bars
    assert [bar.number for bar in figures.over_time] == [1, *[0] * (bars - 2), 1]


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


def test_the_demo_has_its_polls_once(house, settings):
    assert "cms.polls.demo.build" in settings.DEMO_EXTRAS
    assert demo.build() == len(POLLS) == Poll.objects.count()
    assert demo.build() == 0
    assert result_of(Poll.objects.get(slug=POLLS[0].slug).pk).voters == 276
    call_command("check_polls")
