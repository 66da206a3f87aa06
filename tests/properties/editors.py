"""Random editors, and beside them a plain account of what ought to be public.

The account (`Written`) is kept by the rules below and knows nothing of how the
house decides: it is what the log, the API, the indexes and the portal are held to.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from wagtail.actions.copy_page import CopyPageAction
from wagtail.images import get_image_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from cms.news.models import Author, NewsIndexPage, NewsPage, NewsTopic
from cms.publishing.relay import relay
from cms.publishing.worker import apply_schedule
from cms.topics.models import Topic
from tests.house import make_house, png

WORD = "ranhgioi"


@dataclass
class Written:
    """One item as its editors left it; `title` and `draft` are the public and the latest words."""

    title: str
    draft: str
    folder: str
    live: bool = False
    scheduled: bool = False
    expired: bool = False
    private: bool = False


@dataclass
class Account:
    """All that the editors did, as a person with a notebook would have it."""

    items: dict[int, Written] = field(default_factory=dict)
    private_folders: set[str] = field(default_factory=set)
    author: str = "Thu Thủy"
    topic: str = "Đất đai"
    image: str = "navy"
    image_is_private: bool = False

    def is_public(self, item: Written) -> bool:
        return (
            item.live
            and not item.expired
            and not item.private
            and item.folder not in self.private_folders
            and "home" not in self.private_folders
        )

    def public(self) -> dict[int, Written]:
        return {key: item for key, item in self.items.items() if self.is_public(item)}


class Editors(RuleBasedStateMachine):
    """Editors at work. A subclass says in `look` where to compare the account with the world."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.house = make_house()
        self.account = Account()
        self.numbers = count(1)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    def look(self) -> None:
        raise NotImplementedError

    @initialize()
    def open_the_house(self) -> None:
        second = self.house.home.add_child(instance=NewsIndexPage(title="Khác", slug="khac"))
        self.folders = {"home": self.house.home, "one": self.house.index, "two": second}
        self.author = Author.objects.create(name=self.account.author)
        self.topic = Topic.objects.create(name=self.account.topic, slug="dat-dai")
        self.closed = Collection.get_first_root_node().add_child(name="Kín")
        CollectionViewRestriction.objects.create(collection=self.closed, restriction_type="login")
        self.image = get_image_model().objects.create(title="Ảnh", file=png("navy", 300))

    @invariant()
    def the_world_shows_what_is_public(self) -> None:
        if not hasattr(self, "folders"):
            return
        relay()
        self.look()

    # --- What editors do ------------------------------------------------------

    def page(self, key: int) -> NewsPage:
        return NewsPage.objects.get(pk=key)

    def any_of(self, data: st.DataObject) -> tuple[int, Written]:
        key = data.draw(st.sampled_from(sorted(self.account.items)))
        return key, self.account.items[key]

    def has_items(self) -> bool:
        return bool(self.account.items)

    def new_title(self) -> str:
        return f"Tin {WORD} x{next(self.numbers)}x"

    @rule(folder=st.sampled_from(["one", "two"]), at_once=st.booleans())
    def write(self, folder: str, at_once: bool) -> None:
        title = self.new_title()
        page = NewsPage(
            title=title,
            lead="Tóm tắt",
            live=False,
            author=self.author,
            cover=self.image,
            cover_alt="Ảnh",
        )
        page.item_topics.add(NewsTopic(topic=self.topic))
        Page.objects.get(pk=self.folders[folder].pk).add_child(instance=page)
        self.account.items[page.pk] = Written(title, title, folder)
        page.save_revision()
        if at_once:
            self._publish(page.pk)

    @precondition(has_items)
    @rule(data=st.data())
    def edit_a_draft(self, data: st.DataObject) -> None:
        key, item = self.any_of(data)
        page = self.page(key).get_latest_revision_as_object()
        page.title = item.draft = self.new_title()
        page.save_revision()

    @precondition(has_items)
    @rule(data=st.data())
    def publish(self, data: st.DataObject) -> None:
        self._publish(self.any_of(data)[0])

    def _publish(self, key: int) -> None:
        page = self.page(key).get_latest_revision_as_object()
        page.go_live_at = page.expire_at = None
        page.save_revision().publish()
        item = self.account.items[key]
        item.title, item.live, item.expired, item.scheduled = item.draft, True, False, False

    @precondition(has_items)
    @rule(data=st.data())
    def unpublish(self, data: st.DataObject) -> None:
        key, item = self.any_of(data)
        self.page(key).unpublish()
        item.live = item.scheduled = False

    @precondition(has_items)
    @rule(data=st.data())
    def schedule(self, data: st.DataObject) -> None:
        key, item = self.any_of(data)
        if item.live:
            return
        page = self.page(key).get_latest_revision_as_object()
        page.go_live_at, page.expire_at = timezone.now() + timedelta(hours=1), None
        page.save_revision().publish()
        item.scheduled = True

    @rule()
    def the_hour_comes(self) -> None:
        past = timezone.now() - timedelta(seconds=1)
        for key, item in self.account.items.items():
            for revision in self.page(key).revisions.exclude(approved_go_live_at=None):
                revision.approved_go_live_at = past
                revision.content["go_live_at"] = past.isoformat()
                revision.save()
                item.title, item.live = revision.content["title"], True
                item.expired = item.scheduled = False
        apply_schedule()

    @precondition(has_items)
    @rule(data=st.data(), worker_runs=st.booleans())
    def expire(self, data: st.DataObject, worker_runs: bool) -> None:
        key, item = self.any_of(data)
        NewsPage.objects.filter(pk=key).update(expire_at=timezone.now() - timedelta(seconds=1))
        item.expired = True
        if worker_runs:
            apply_schedule()
            item.live = False

    @precondition(has_items)
    @rule(data=st.data(), folder=st.sampled_from(["one", "two"]))
    def move(self, data: st.DataObject, folder: str) -> None:
        key, item = self.any_of(data)
        target = Page.objects.get(pk=self.folders[folder].pk)
        Page.objects.get(pk=key).move(target, pos="last-child")
        item.folder = folder

    @rule(folder=st.sampled_from(["home", "one", "two"]))
    def close_or_open_a_folder(self, folder: str) -> None:
        page = self.folders[folder]
        if folder in self.account.private_folders:
            PageViewRestriction.objects.filter(page_id=page.pk).delete()
            self.account.private_folders.remove(folder)
        else:
            PageViewRestriction.objects.create(page_id=page.pk, restriction_type="login")
            self.account.private_folders.add(folder)

    @precondition(has_items)
    @rule(data=st.data())
    def close_an_item(self, data: st.DataObject) -> None:
        key, item = self.any_of(data)
        if not item.private:
            PageViewRestriction.objects.create(page_id=key, restriction_type="login")
            item.private = True

    @precondition(has_items)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        key, _ = self.any_of(data)
        self.page(key).delete()
        del self.account.items[key]

    @precondition(has_items)
    @rule(data=st.data())
    def copy(self, data: st.DataObject) -> None:
        key, item = self.any_of(data)
        title = self.new_title()
        attributes = {"title": title, "slug": f"ban-sao-{next(self.numbers)}"}
        copy = CopyPageAction(
            self.page(key), update_attrs=attributes, keep_live=True, copy_revisions=False
        ).execute(skip_permission_checks=True)
        self.account.items[copy.pk] = Written(
            title, title, item.folder, live=item.live, expired=item.expired
        )

    @rule(folder=st.sampled_from(["one", "two"]))
    def rename_a_folder(self, folder: str) -> None:
        page = Page.objects.get(pk=self.folders[folder].pk).specific
        page.slug = f"muc-{next(self.numbers)}"
        page.save_revision().publish()

    @rule()
    def edit_the_author(self) -> None:
        self.account.author = f"Tác giả {next(self.numbers)}"
        Author.objects.filter(pk=self.author.pk).update(name=self.account.author)

    @rule()
    def edit_the_topic(self) -> None:
        self.account.topic = f"Chủ đề {next(self.numbers)}"
        Topic.objects.filter(pk=self.topic.pk).update(name=self.account.topic)

    @rule(colour=st.sampled_from(["maroon", "olive", "teal"]))
    def replace_the_image(self, colour: str) -> None:
        image = get_image_model().objects.get(pk=self.image.pk)
        image.file = png(colour, 300)
        image.save()
        image.renditions.all().delete()
        self.account.image = colour

    @rule()
    def close_or_open_the_image(self) -> None:
        private = self.account.image_is_private = not self.account.image_is_private
        collection = self.closed if private else Collection.get_first_root_node()
        get_image_model().objects.filter(pk=self.image.pk).update(collection=collection)


def titles(items: Any) -> list[str]:
    return sorted(item.title for item in items)
