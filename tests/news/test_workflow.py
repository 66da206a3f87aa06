"""The way of an item from a commune's contributor to the public, by each person's own login."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowPage,
)
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.news.models import Author, NewsPage
from cms.news.workflow import APPROVERS, CONTRIBUTORS, EDITORS, ensure_workflow
from cms.publishing.models import Entry
from cms.publishing.worker import apply_schedule
from cms.topics.models import Topic
from tests.house import png

pytestmark = pytest.mark.django_db

LISTS = ("attachments", "item_topics", "item_units", "chosen_related", "comments")
# What the admin answers to someone who may not: back to the dashboard, with a message.
REFUSED = reverse("wagtailadmin_home")


@pytest.fixture
def office(house):
    ensure_workflow()
    return house


def someone(group, name=None):
    """A person of that group, signed in with their password."""
    user = User.objects.create_user(name or group, password="mat-khau-rieng")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    answer = client.post(
        reverse("wagtailadmin_login"), {"username": user.username, "password": "mat-khau-rieng"}
    )
    assert answer.status_code == 302
    return client


@pytest.fixture
def contributor(office):
    return someone(CONTRIBUTORS)


@pytest.fixture
def editor(office):
    return someone(EDITORS)


@pytest.fixture
def approver(office):
    return someone(APPROVERS)


def form(title, **fields):
    lists = {name: inline_formset([]) for name in LISTS}
    plain = {"title": title, "slug": "tin", "lead": "Tóm tắt", "body": streamfield([])}
    return nested_form_data({**plain, **lists, **fields})


def write(client, house, title="Hòa giải ở thôn", **fields):
    path = reverse("wagtailadmin_pages:add", args=["news", "newspage", house.index.pk])
    answer = client.post(path, form(title, **fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return NewsPage.objects.get(title=title)


def edit(client, page, title="Hòa giải ở thôn", **fields):
    return client.post(edit_path(page), form(title, **fields))


def edit_path(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def submitted(client, house):
    return write(client, house, **{"action-submit": "1"})


def act(client, page, action, comment=None):
    """Press a button of the workflow, in the dialogue that Wagtail opens for it."""
    state = page.current_workflow_task_state
    path = reverse(
        "wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk if state else 0]
    )
    return client.post(path, {"comment": comment} if comment else {})


def public():
    return set(Entry.objects.public().filter(kind="news").values_list("title", flat=True))


def refused(answer):
    return answer.status_code == 403 or (answer.status_code == 302 and answer.url == REFUSED)


# --- From hand to hand ---


def test_an_item_is_public_after_the_editor_and_the_approver(office, contributor, editor, approver):
    page = submitted(contributor, office)
    assert public() == set()

    act(editor, page, "approve")
    assert public() == set()

    act(approver, office.fresh(page), "approve")
    assert public() == {"Hòa giải ở thôn"}


def test_the_approver_does_not_act_before_the_editor(office, contributor, approver):
    page = submitted(contributor, office)
    act(approver, page, "approve")
    assert page.current_workflow_task.name == "Biên tập"
    assert public() == set()


def test_the_editor_does_not_act_for_the_approver(office, contributor, editor):
    page = submitted(contributor, office)
    act(editor, page, "approve")
    act(editor, office.fresh(page), "approve")
    assert public() == set()


def test_a_contributor_does_not_approve_an_item(office, contributor):
    page = submitted(contributor, office)
    act(contributor, page, "approve")
    edit(
        contributor,
        page,
        **{"action-workflow-action": "1", "workflow-action-name": "approve"},
    )
    assert office.fresh(page).current_workflow_task.name == "Biên tập"


def test_a_rejected_item_returns_with_the_reason(office, contributor, editor):
    page = submitted(contributor, office)
    act(editor, page, "reject", "Thiếu ngày diễn ra")

    assert "Thiếu ngày diễn ra" in contributor.get(edit_path(page)).content.decode()
    assert public() == set()


def test_a_rejected_item_is_corrected_and_passes(office, contributor, editor, approver):
    page = submitted(contributor, office)
    act(editor, page, "approve")
    act(approver, office.fresh(page), "reject", "Sai tên thôn")

    edit(contributor, page, "Hòa giải ở thôn Đoài", **{"action-submit": "1"})
    # The steps that were passed are not asked again.
    act(approver, office.fresh(page), "approve")
    assert public() == {"Hòa giải ở thôn Đoài"}


def test_an_editor_corrects_and_approves_in_one_go(office, contributor, editor, approver):
    page = submitted(contributor, office)
    edit(
        editor,
        page,
        "Hòa giải ở thôn Đoài",
        **{
            "action-workflow-action": "1",
            "workflow-action-name": "approve",
            "workflow-action-extra-data": json.dumps({}),
        },
    )
    act(approver, office.fresh(page), "approve")
    assert public() == {"Hòa giải ở thôn Đoài"}


def test_a_correction_of_a_public_item_is_approved_too(office, contributor, editor, approver):
    page = submitted(contributor, office)
    act(editor, page, "approve")
    act(approver, office.fresh(page), "approve")

    edit(contributor, page, "Bản sửa", **{"action-submit": "1"})
    assert public() == {"Hòa giải ở thôn"}
    act(editor, office.fresh(page), "approve")
    act(approver, office.fresh(page), "approve")
    assert public() == {"Bản sửa"}


def test_those_who_are_next_are_told_by_mail(office, contributor, editor, mailoutbox):
    User.objects.filter(groups__name=EDITORS).update(email="bientap@dh.example")
    submitted(contributor, office)
    assert [mail.to for mail in mailoutbox] == [["bientap@dh.example"]]
    assert "Hòa giải ở thôn" in mailoutbox[0].subject


# --- What each may not do ---


def test_a_contributors_publishing_only_saves(office, contributor):
    page = write(contributor, office, **{"action-publish": "1"})
    edit(contributor, page, **{"action-publish": "1"})
    assert not office.fresh(page).live
    assert public() == set()


def test_an_editors_publishing_only_saves(office, editor):
    write(editor, office, **{"action-publish": "1"})
    assert public() == set()


@pytest.mark.parametrize("action", ["publish", "unpublish", "delete"])
def test_a_contributor_does_it_in_bulk_no_more_than_singly(office, contributor, action):
    live = office.news("Của cơ quan")
    draft = write(contributor, office)
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    contributor.post(f"{path}?next=/admin/&id={live.pk}&id={draft.pk}", {})
    office.public()
    assert public() == {"Của cơ quan"}


def test_a_contributor_does_not_edit_anothers_item(office, contributor):
    theirs = write(someone(CONTRIBUTORS, "nguoi-khac"), office, "Của người khác", slug="khac")
    assert refused(contributor.get(edit_path(theirs)))
    assert refused(edit(contributor, theirs, "Chiếm lấy"))
    assert office.fresh(theirs).get_latest_revision_as_object().title == "Của người khác"


SIDE_VIEWS = [
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:copy",
]


@pytest.mark.parametrize("name", SIDE_VIEWS)
def test_a_contributor_does_not_read_anothers_draft_by_a_side_door(office, contributor, name):
    theirs = write(someone(CONTRIBUTORS, "nguoi-khac"), office, "Của người khác", slug="khac")
    answer = contributor.get(reverse(name, args=[theirs.pk]))
    assert refused(answer) or "Tóm tắt" not in answer.content.decode()
    assert contributor.post(reverse(name, args=[theirs.pk]), form("Bản sao")).status_code != 200


@pytest.mark.parametrize("name", ["unpublish", "set_privacy", "move", "delete"])
def test_a_contributor_does_not_touch_a_public_item(office, contributor, name):
    page = office.news("Của cơ quan")
    answer = contributor.post(reverse(f"wagtailadmin_pages:{name}", args=[page.pk]), {})
    assert refused(answer)
    assert office.public() == {"Của cơ quan"}


def test_a_contributor_writes_only_below_the_news_index(office, contributor):
    path = reverse("wagtailadmin_pages:add", args=["portal", "sectionpage", office.home.pk])
    assert refused(contributor.post(path, {"title": "Trang", "slug": "trang"}))


def test_a_contributor_does_not_edit_the_home_page(office, contributor, editor):
    assert refused(contributor.get(edit_path(office.home)))
    assert editor.get(edit_path(office.home)).status_code == 200


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("wagtailsettings:edit", ["portal", "portalsettings"]),
        ("wagtailusers_users:index", []),
        ("wagtailusers_groups:index", []),
        ("wagtailsites:index", []),
        ("wagtailadmin_workflows:index", []),
        ("wagtailadmin_collections:index", []),
        ("wagtailredirects:index", []),
    ],
)
@pytest.mark.parametrize("group", [CONTRIBUTORS, EDITORS])
def test_settings_are_for_administrators(office, group, name, args):
    assert refused(someone(group).get(reverse(name, args=args)))


@pytest.mark.parametrize("model", [Author, Topic])
def test_a_contributor_does_not_edit_what_items_share(office, contributor, model):
    assert refused(contributor.get(reverse(model.snippet_viewset.get_url_name("add"))))


def test_an_editor_adds_an_author_and_an_approver_a_topic(office, editor, approver):
    add_author = reverse(Author.snippet_viewset.get_url_name("add"))
    add_topic = reverse(Topic.snippet_viewset.get_url_name("add"))
    assert editor.get(add_author).status_code == 200
    assert refused(editor.get(add_topic))
    assert approver.get(add_topic).status_code == 200


def test_a_contributor_adds_an_image(office, contributor):
    root = Collection.get_first_root_node()
    contributor.post(
        reverse("wagtailimages:add"),
        {"title": "Nhà văn hóa", "file": png(), "collection": root.pk},
    )
    answer = contributor.get(reverse("wagtailimages_chooser:choose"))
    assert "Nhà văn hóa" in answer.json()["html"]


# --- By the clock ---


def clock(moment):
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")


def test_a_scheduled_item_is_public_when_its_time_has_come(office, approver):
    now = timezone.now()
    page = write(
        approver, office, go_live_at=clock(now + timedelta(days=1)), **{"action-publish": "1"}
    )
    assert public() == set()

    revision = page.latest_revision
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()
    apply_schedule()
    assert office.public() == {"Hòa giải ở thôn"}


def test_an_expired_item_is_withdrawn(office, approver):
    later = clock(timezone.now() + timedelta(days=1))
    page = write(approver, office, expire_at=later, **{"action-publish": "1"})
    assert public() == {"Hòa giải ở thôn"}

    # The moment comes: what was set for later is now in the past.
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    apply_schedule()
    assert office.public() == set()
    assert not office.fresh(page).live


def test_a_schedule_that_ends_before_it_begins_is_refused(office, approver):
    now = timezone.now()
    path = reverse("wagtailadmin_pages:add", args=["news", "newspage", office.index.pk])
    answer = approver.post(
        path,
        form(
            "Ngược",
            go_live_at=clock(now + timedelta(days=2)),
            expire_at=clock(now + timedelta(days=1)),
        ),
    )
    assert answer.status_code == 200
    assert {"go_live_at", "expire_at"} <= set(answer.context["form"].errors)


def test_a_contributors_schedule_waits_for_approval(office, contributor, editor, approver):
    later = clock(timezone.now() + timedelta(days=1))
    page = write(contributor, office, go_live_at=later, **{"action-submit": "1"})
    act(editor, page, "approve")
    act(approver, office.fresh(page), "approve")
    assert public() == set()
    assert office.fresh(page).approved_schedule


# --- What leaves for other systems ---

LOOKED_AT = ("/admin/reach/", "/admin/channel-posts/", "/admin/broadcast/")
LED = ("/admin/subscribers/new/", "/admin/guidance/new/", "/admin/channels/new/")


def test_editors_see_where_everything_has_arrived_and_lead_nothing_of_it(office, editor):
    assert [editor.get(path).status_code for path in LOOKED_AT] == [200] * 3
    assert all(refused(editor.get(path)) for path in LED)


def test_approvers_lead_subscribers_addressed_content_and_channels(office, approver):
    assert [approver.get(path).status_code for path in (*LOOKED_AT, *LED)] == [200] * 6


def test_contributors_have_no_part_in_it(office, contributor):
    assert all(refused(contributor.get(path)) for path in (*LOOKED_AT, *LED))


# --- The command ---


def everything():
    return (
        set(Group.objects.values_list("name", flat=True)),
        sorted(GroupPagePermission.objects.values_list("group__name", "page", "permission")),
        sorted(GroupCollectionPermission.objects.values_list("group__name", "permission")),
        set(Workflow.objects.values_list("name", flat=True)),
        set(GroupApprovalTask.objects.values_list("name", "groups__name")),
        set(WorkflowPage.objects.values_list("workflow__name", "page")),
    )


def test_running_it_again_changes_nothing(office):
    before = everything()
    call_command("ensure_workflow")
    assert everything() == before


def test_nothing_is_left_of_wagtails_english(office):
    groups, _pages, _files, workflows, tasks, _attached = everything()
    assert groups == {CONTRIBUTORS, EDITORS, APPROVERS}
    assert workflows == {"Duyệt tin"}
    assert tasks == {("Biên tập", EDITORS), ("Phê duyệt", APPROVERS)}
    assert Page.get_first_root_node().title == "Gốc"
    assert Collection.get_first_root_node().name == "Gốc"


def test_members_of_wagtails_groups_keep_their_place(house):
    user = User.objects.create_user("cu")
    user.groups.add(Group.objects.get_or_create(name="Editors")[0])
    ensure_workflow()
    assert [group.name for group in user.groups.all()] == [EDITORS]


def test_no_one_has_rights_on_the_whole_tree(office):
    assert not GroupPagePermission.objects.filter(page__depth=1).exists()


def test_what_an_administrator_added_is_kept(office):
    other = Workflow.objects.create(name="Duyệt nhanh")
    WorkflowPage.objects.filter(page=office.home).update(workflow=other)
    ensure_workflow()
    assert WorkflowPage.objects.get(page=office.home).workflow == other


def test_it_runs_before_there_is_a_site(db):
    Page.objects.filter(depth=2).delete()
    ensure_workflow()
    assert Group.objects.filter(name=CONTRIBUTORS).exists()
