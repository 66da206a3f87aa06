"""Who may do what at the desk, and the two pairs of eyes that a contributor's item passes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Workflow,
    WorkflowContentType,
    WorkflowPage,
    WorkflowTask,
)

from cms.portal.models import HomePage

from .models import NewsIndexPage

# Names are rows in the database, which administrators may read: Vietnamese, not msgids.
CONTRIBUTORS = "Cộng tác viên xã, phường"
EDITORS = "Biên tập viên"
APPROVERS = "Người duyệt"
WORKFLOW = "Duyệt tin"
EDITING = "Biên tập"
APPROVAL = "Phê duyệt"
ROOT = "Gốc"

FILES = (
    "wagtailimages.add_image",
    "wagtailimages.choose_image",
    "wagtaildocs.add_document",
    "wagtaildocs.choose_document",
)
ALL_FILES = (*FILES, "wagtailimages.change_image", "wagtaildocs.change_document")


# Snippets that pass the same two pairs of eyes as pages.
REVIEWED = (("polls", "poll"),)
SHELVES = ("issuingbody", "lawfield", "audience")


@dataclass(frozen=True, slots=True)
class Role:
    """A group: what it may do to pages, to files in every collection, and to snippets."""

    name: str
    # Wagtail's group whose place and members it takes.
    default: str
    on_home: tuple[str, ...] = ()
    on_news: tuple[str, ...] = ()
    files: tuple[str, ...] = FILES
    models: tuple[str, ...] = ()


ROLES = (
    Role(CONTRIBUTORS, "", on_news=("add",)),
    Role(
        EDITORS,
        "Editors",
        on_home=("add", "change"),
        files=ALL_FILES,
        models=(
            *("news.add_author", "news.change_author"),
            *("polls.add_poll", "polls.change_poll"),
            "broadcast.change_broadcastscript",
            # Where everything has arrived, and the channels' texts; keys and accounts they see not.
            *("syndication.view_subscriber", "channels.view_post", "channels.change_post"),
            *(f"library.{action}_{name}" for action in ("add", "change") for name in SHELVES),
        ),
    ),
    Role(
        APPROVERS,
        "Moderators",
        on_home=("add", "change", "publish", "lock", "unlock"),
        files=ALL_FILES,
        models=(
            *("news.add_author", "news.change_author", "news.delete_author"),
            *("broadcast.change_broadcastscript", "broadcast.approve_broadcastscript"),
            *("syndication.view_subscriber", "syndication.add_subscriber"),
            "syndication.change_subscriber",
            *(f"syndication.{action}_guidance" for action in ("add", "change", "delete")),
            *(f"channels.{action}_post" for action in ("view", "change", "approve")),
            *("channels.add_channel", "channels.change_channel"),
            *("topics.add_topic", "topics.change_topic", "topics.delete_topic"),
            *("units.add_unit", "units.change_unit"),
            *(f"polls.{action}_poll" for action in ("add", "change", "delete")),
            *(f"polls.{action}_poll" for action in ("publish", "lock", "unlock", "manage")),
            *(
                f"library.{action}_{name}"
                for action in ("add", "change", "delete")
                for name in SHELVES
            ),
        ),
    ),
)


@transaction.atomic
def ensure_workflow() -> None:
    """Make the groups, their rights and the workflow, in place of what Wagtail begins with.

    What is there already is kept, with whatever an administrator has added to it. Rights
    on pages need the pages: run it again after the home page or a news index is made.
    """
    _name_the_roots()
    homes = list(HomePage.objects.all())
    indexes = list(NewsIndexPage.objects.all())
    for role in ROLES:
        group = _group(role)
        _allow_on_pages(group, homes, role.on_home)
        _allow_on_pages(group, indexes, role.on_news)
        _allow_files(group, role.files)
        group.permissions.add(*_permissions(("wagtailadmin.access_admin", *role.models)))
    _attach(_workflow(), homes)


def _name_the_roots() -> None:
    for page in Page.objects.filter(depth=1, title="Root"):
        page.title = page.draft_title = ROOT
        page.save(clean=False)
    for collection in Collection.objects.filter(depth=1, name="Root"):
        collection.name = ROOT
        collection.save()


def _group(role: Role) -> Group:
    default = Group.objects.filter(name=role.default).first()
    group = Group.objects.filter(name=role.name).first()
    if default is None:
        return group or Group.objects.create(name=role.name)
    if group is not None:
        group.user_set.add(*default.user_set.all())
        default.delete()
        return group
    # Wagtail gave it the whole tree; it gets its own rights instead.
    GroupPagePermission.objects.filter(group=default).delete()
    default.name = role.name
    default.save()
    return default


def _allow_on_pages(group: Group, pages: Iterable[Page], actions: Iterable[str]) -> None:
    permissions = _permissions(f"wagtailcore.{action}_page" for action in actions)
    for page in pages:
        for permission in permissions:
            GroupPagePermission.objects.get_or_create(
                group=group, page_id=page.pk, permission=permission
            )


def _allow_files(group: Group, names: Iterable[str]) -> None:
    collection = Collection.get_first_root_node()
    for permission in _permissions(names):
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=collection, permission=permission
        )


def _permissions(names: Iterable[str]) -> list[Permission]:
    pairs = [name.split(".") for name in names]
    return [
        Permission.objects.get(content_type__app_label=app, codename=code) for app, code in pairs
    ]


def _workflow() -> Workflow:
    _rename(Workflow, "Moderators approval", WORKFLOW)
    _rename(GroupApprovalTask, "Moderators approval", APPROVAL)
    workflow = Workflow.objects.get_or_create(name=WORKFLOW)[0]
    for order, (name, group) in enumerate(((EDITING, EDITORS), (APPROVAL, APPROVERS))):
        task, made = GroupApprovalTask.objects.get_or_create(name=name)
        if made:
            task.groups.add(Group.objects.get(name=group))
        WorkflowTask.objects.update_or_create(
            workflow=workflow, task=task, defaults={"sort_order": order}
        )
    return workflow


def _rename(model: type[Workflow | GroupApprovalTask], english: str, vietnamese: str) -> None:
    if not model.objects.filter(name=vietnamese).exists():
        for row in model.objects.filter(name=english):
            row.name = vietnamese
            row.save()


def _attach(workflow: Workflow, homes: Iterable[Page]) -> None:
    WorkflowPage.objects.filter(workflow=workflow, page__depth=1).delete()
    for app, model in REVIEWED:
        WorkflowContentType.objects.get_or_create(
            content_type=ContentType.objects.get_by_natural_key(app, model),
            defaults={"workflow": workflow},
        )
    for home in homes:
        WorkflowPage.objects.get_or_create(page_id=home.pk, defaults={"workflow": workflow})
