"""An editor's day at the Vietnamese desk, seen by the public at once."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from playwright.sync_api import Page, expect
from wagtail.models import GroupPagePermission

from cms.news.models import NewsPage
from cms.publishing.relay import relay
from cms.publishing.worker import apply_schedule
from search import indexer
from tests.browser.conftest import Portal, Witness

pytestmark = [pytest.mark.chromium, pytest.mark.slow]

TITLE = "Hòa giải tranh chấp lối đi ở Bảo Ninh"
SENTENCE = "Hai nhà thống nhất mở rộng lối đi thêm nửa mét."


class Public:
    """What readers find, asked as they ask: over HTTP, with no knowledge of the desk."""

    def __init__(self, page: Page, url: str) -> None:
        self.request = page.context.request
        self.url = url

    def json(self, address: str) -> Any:
        return json.loads(self.request.get(self.url + address).body())

    def status(self, address: str) -> int:
        return self.request.get(self.url + address).status

    def listed(self) -> list[str]:
        return [item["title"] for item in self.json("/api/v1/news/")["results"]]

    def found(self, words: str) -> list[str]:
        """Titles that the search page shows."""
        indexer.catch_up_all()
        return [hit["title"] for hit in self.json(f"/api/v1/search/?q={words}")["results"]]


@pytest.fixture
def editor(portal: Portal) -> None:
    """May write and publish news, and nothing else."""
    group = Group.objects.create(name="Biên tập viên")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("add_page", "change_page", "publish_page"):
        GroupPagePermission.objects.create(
            group=group,
            page=portal.house.home,
            permission=Permission.objects.get(codename=codename),
        )
    user = get_user_model().objects.create_user("lan", "lan@example.vn", "mat-khau-cua-lan")
    user.groups.add(group)


@pytest.fixture
def desk(
    editor: None, portal: Portal, witness: Witness, page: Page, settings: LazySettings
) -> Page:
    """The editor, signed in; saving is left to them, so that it never meets their publishing."""
    settings.WAGTAIL_AUTOSAVE_INTERVAL = 0
    page.goto(f"{portal.url}/admin/")
    page.get_by_label("Tên đăng nhập").fill("lan")
    page.get_by_label("Mật khẩu").fill("mat-khau-cua-lan")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("navigation", name="Menu chính")).to_be_visible()
    return page


def write(desk: Page, portal: Portal, title: str, lead: str, sentence: str) -> None:
    desk.goto(f"{portal.url}/admin/pages/add/news/newspage/{portal.house.index.pk}/")
    desk.locator("#id_title").fill(title)
    desk.locator("#id_lead").fill(lead)
    desk.locator("[data-streamfield-stream-container] + div button, .c-sf-add-button").first.click()
    desk.get_by_role("option", name="Đoạn văn").click()
    paragraph = desk.locator(".Draftail-Editor [contenteditable=true]")
    paragraph.click()
    expect(paragraph).to_be_focused()
    paragraph.press_sequentially(sentence)
    expect(paragraph).to_contain_text(sentence)


def file_under(desk: Page, topic: str) -> None:
    desk.get_by_role("tab", name="Phân loại").click()
    desk.get_by_role("button", name="Thêm Chủ đề").click()
    desk.get_by_role("button", name="Chọn chủ đề").click()
    desk.get_by_role("link", name=topic).click()
    desk.get_by_role("tab", name="Nội dung").click()


def publish(desk: Page) -> None:
    """Choose from the list beside the button at the foot what puts the item on the portal."""
    desk.get_by_role("button", name="Thao tác khác").click()
    desk.locator("button[name=action-publish]").click()
    expect(desk.locator(".messages .success")).to_be_visible()


def save_draft(desk: Page) -> None:
    desk.get_by_role("button", name="Lưu bản nháp").click()
    expect(desk.locator(".messages .success")).to_be_visible()


def set_schedule(desk: Page, go_live: str) -> None:
    desk.get_by_role("button", name="Đóng hoặc mở khung trạng thái").click()
    desk.get_by_role("button", name="Đặt lịch").click()
    desk.get_by_label("Ngày giờ xuất bản").fill(go_live)
    # By key, as the open calendar may lie over the button.
    desk.get_by_role("button", name="Lưu lịch").press("Enter")


def test_what_an_editor_writes_reaches_every_reader_and_goes_from_all(
    desk: Page, portal: Portal, witness: Witness
) -> None:
    public = Public(desk, portal.url)
    since = public.json("/api/v1/changes/")["next_since"]

    write(desk, portal, TITLE, "Một cuộc hòa giải.", SENTENCE)
    file_under(desk, "Đất đai")
    save_draft(desk)
    assert TITLE not in public.listed()
    assert public.json(f"/api/v1/changes/?since={since}")["results"] == []

    publish(desk)
    page = NewsPage.objects.get(title=TITLE)
    assert public.listed()[0] == TITLE
    [change] = public.json(f"/api/v1/changes/?since={since}")["results"]
    assert change["item"]["title"] == TITLE
    assert TITLE in public.found("lối đi nửa mét")
    assert TITLE in public.found("loi di nua met")
    assert [one.topic.slug for one in page.item_topics.all()] == ["dat-dai"]

    reader = desk.context.new_page()
    reader.goto(f"{portal.url}/tin-tuc/?topic=dat-dai")
    reader.get_by_role("link", name=TITLE).click()
    expect(reader.locator(".body")).to_contain_text(SENTENCE)

    correct(desk, portal, page.pk, f"{TITLE} (đã sửa)")
    reader.goto(portal.url)
    expect(reader.get_by_role("link", name=f"{TITLE} (đã sửa)")).to_be_visible()
    assert f"{TITLE} (đã sửa)" in public.found("loi di nua met")

    withdraw(desk, portal, page.pk)
    assert public.status(page.url) == 404
    assert public.status(f"/api/v1/news/{change['id']}/") in {404, 410}
    assert f"{TITLE} (đã sửa)" not in public.listed()
    assert public.found("loi di nua met") == []
    [tombstone] = public.json(f"/api/v1/changes/?since={since}")["results"]
    assert (tombstone["id"], tombstone["withdrawn"]) == (change["id"], True)
    assert TITLE not in json.dumps(tombstone, ensure_ascii=False)
    assert (witness.elsewhere, witness.complaints) == ([], [])


def correct(desk: Page, portal: Portal, number: int, title: str) -> None:
    desk.goto(f"{portal.url}/admin/pages/{number}/edit/")
    desk.locator("#id_title").fill(title)
    publish(desk)


def withdraw(desk: Page, portal: Portal, number: int) -> None:
    desk.goto(f"{portal.url}/admin/pages/{number}/edit/")
    desk.get_by_role("button", name="Thao tác", exact=True).first.click()
    desk.get_by_role("link", name="Hủy xuất bản").click()
    desk.get_by_role("button", name="Có, hủy xuất bản").click()
    expect(desk.locator(".messages .success")).to_be_visible()


def test_a_scheduled_item_shows_nothing_of_itself_before_its_time(
    desk: Page, portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = Public(desk, portal.url)
    now = timezone.now
    write(desk, portal, "Lịch trực Tết", "Ai trực ngày nào.", "Mỗi tổ một người trực.")
    set_schedule(desk, timezone.localtime(now() + timedelta(hours=1)).strftime("%d/%m/%Y %H:%M"))
    publish(desk)
    page = NewsPage.objects.get(title="Lịch trực Tết")
    assert public.status(page.url) == 404
    assert "Lịch trực Tết" not in public.listed()
    assert public.found("lich truc Tet") == []

    monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(hours=2))
    apply_schedule()
    relay()
    assert public.status(page.url) == 200
    assert public.listed()[0] == "Lịch trực Tết"
    assert "Lịch trực Tết" in public.found("lich truc Tet")


def test_an_empty_item_is_refused_in_vietnamese(desk: Page, portal: Portal) -> None:
    desk.goto(f"{portal.url}/admin/pages/add/news/newspage/{portal.house.index.pk}/")
    desk.get_by_role("button", name="Lưu bản nháp").click()
    expect(desk.locator("#id_title:invalid, .error-message").first).to_be_visible()
    write(desk, portal, "Tin không tóm tắt", "", "Chỉ có thân bài.")
    desk.get_by_role("button", name="Thao tác khác").click()
    desk.locator("button[name=action-publish]").click()
    expect(desk.locator(".messages .error")).to_contain_text("lỗi")
    lead = desk.get_by_role("region", name="Tóm tắt")
    expect(lead).to_contain_text("Trường này là bắt buộc.")
