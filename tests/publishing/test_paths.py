"""Every path by which something becomes, stops being, or changes as public reaches the log."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupApprovalTask,
    Page,
    PageViewRestriction,
    Site,
    Workflow,
    WorkflowTask,
)

from cms.news.models import Author, NewsAttachment, NewsIndexPage, NewsPage, NewsRelated, NewsTopic
from cms.publishing.models import Entry, Mark
from cms.publishing.relay import relay
from cms.publishing.worker import apply_schedule
from cms.topics.models import Topic
from tests.house import png

pytestmark = pytest.mark.django_db


def privatise(page):
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


# --- Becoming public, and ceasing to be -------------------------------------


def test_a_draft_is_not_in_the_log(house):
    house.news("Bản nháp", live=False)
    assert house.public() == set()


def test_publishing_reaches_the_log(house):
    house.news("Ra mắt tổ hòa giải")
    assert house.public() == {"Ra mắt tổ hòa giải"}


def test_a_draft_saved_over_a_live_page_changes_nothing(house):
    page = house.news("Bản đã đăng")
    before = house.entry(page).change
    page.title = "Bản đang sửa"
    page.save_revision()
    assert house.entry(page).change == before
    assert house.public() == {"Bản đã đăng"}


def test_publishing_a_correction_makes_a_new_version(house):
    page = house.news("Sai")
    first = house.entry(page).version
    page.title = "Đúng"
    page.save_revision().publish()
    assert (house.entry(page).version, house.public()) == (first + 1, {"Đúng"})


def test_unpublishing_leaves_a_tombstone(house):
    page = house.news("Gỡ xuống")
    house.entry(page)
    page.unpublish()
    assert house.entry(page).withdrawn_at is not None
    assert house.public() == set()


def test_a_scheduled_page_is_public_from_its_time_on(house):
    page = house.news("Hẹn giờ", live=False, go_live_at=timezone.now() + timedelta(hours=1))
    page.save_revision().publish()
    assert house.public() == set()
    the_hour_comes(page)
    apply_schedule()
    assert house.public() == {"Hẹn giờ"}


def test_an_expired_page_is_withdrawn(house):
    page = house.news("Hết hạn", expire_at=timezone.now() + timedelta(hours=1))
    assert house.public() == {"Hết hạn"}
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    apply_schedule()
    assert house.entry(page).withdrawn_at is not None


def test_an_expired_page_is_withdrawn_although_wagtails_scheduler_never_ran(house):
    page = house.news("Hết hạn", expire_at=timezone.now() + timedelta(hours=1))
    house.entry(page)
    NewsPage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert house.entry(page).withdrawn_at is not None
    assert house.fresh(page).live


def test_deleting_a_page_withdraws_it(house):
    page = house.news("Xóa")
    entry = house.entry(page)
    page.delete()
    relay()
    entry.refresh_from_db()
    assert entry.withdrawn_at is not None


def test_deleting_an_ancestor_withdraws_what_is_below(house):
    house.news("Con")
    assert house.public() == {"Con"}
    house.fresh(house.index).delete()
    assert house.public() == set()


def test_approval_by_a_workflow_publishes(house):
    approvers = Group.objects.create(name="Người duyệt")
    user = User.objects.create_superuser("duyet")
    user.groups.add(approvers)
    task = GroupApprovalTask.objects.create(name="Duyệt")
    task.groups.add(approvers)
    workflow = Workflow.objects.create(name="Quy trình")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    page = house.news("Chờ duyệt", live=False)
    page.save_revision(user=user)
    state = workflow.start(page, user)
    assert house.public() == set()
    state.current_task_state.approve(user=user)
    assert house.public() == {"Chờ duyệt"}


def test_reverting_to_an_earlier_revision_changes_the_log(house):
    page = house.news("Bản một")
    first = page.latest_revision
    page.title = "Bản hai"
    page.save_revision().publish()
    assert house.public() == {"Bản hai"}
    first.as_object().save_revision(previous_revision=first).publish()
    assert house.public() == {"Bản một"}


def test_a_bulk_update_of_live_is_seen(house):
    page = house.news("Gỡ bằng lệnh")
    house.entry(page)
    NewsPage.objects.filter(pk=page.pk).update(live=False)
    assert house.public() == set()
    Page.objects.filter(pk=page.pk).update(live=True)
    assert house.public() == {"Gỡ bằng lệnh"}


def the_hour_comes(page):
    """Set back what was to happen in an hour."""
    revision = page.revisions.get()
    revision.approved_go_live_at = timezone.now() - timedelta(seconds=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save()


# --- Privacy -----------------------------------------------------------------


@pytest.mark.parametrize("ancestor", ["index", "home"])
def test_privacy_of_an_ancestor_withdraws_and_its_lifting_brings_back(house, ancestor):
    house.news("Nội bộ")
    assert house.public() == {"Nội bộ"}
    restriction = privatise(getattr(house, ancestor))
    assert house.public() == set()
    restriction.delete()
    assert house.public() == {"Nội bộ"}


def test_privacy_of_the_page_itself_withdraws_it(house):
    page = house.news("Nội bộ")
    house.entry(page)
    privatise(page)
    assert house.public() == set()


def test_a_restriction_moved_to_another_page_frees_the_first(house):
    one, other = house.news("Một"), house.news("Hai")
    restriction = privatise(one)
    assert house.public() == {"Hai"}
    PageViewRestriction.objects.filter(pk=restriction.pk).update(page=other)
    assert house.public() == {"Một"}


def test_a_page_published_below_a_private_one_stays_out(house):
    privatise(house.index)
    house.news("Con của trang riêng")
    assert house.public() == set()


# --- Moving, copying, addresses ---------------------------------------------


def test_moving_below_a_private_page_withdraws(house):
    private = house.home.add_child(instance=NewsIndexPage(title="Riêng", slug="rieng"))
    privatise(private)
    page = house.news("Chuyển đi")
    assert house.public() == {"Chuyển đi"}
    MovePageAction(page, private, pos="last-child").execute(skip_permission_checks=True)
    assert house.public() == set()


def test_moving_changes_the_address(house):
    other = house.home.add_child(instance=NewsIndexPage(title="Lưu trữ", slug="luu-tru"))
    page = house.news("Chuyển đi", slug="chuyen-di")
    house.entry(page)
    page.move(other, pos="last-child")
    assert house.entry(page).url.endswith("/luu-tru/chuyen-di/")


def test_moving_an_ancestor_changes_the_addresses_below(house):
    folder = house.home.add_child(instance=NewsIndexPage(title="Mục", slug="muc"))
    page = house.news("Con", parent=folder, slug="con")
    house.entry(page)
    Page.objects.get(pk=folder.pk).move(house.fresh(house.index), pos="last-child")
    assert house.entry(page).url.endswith("/tin-tuc/muc/con/")


def test_moving_out_of_every_site_withdraws(house):
    page = house.news("Ra ngoài")
    house.entry(page)
    page.move(Page.get_first_root_node(), pos="last-child")
    assert house.public() == set()


def test_a_new_slug_of_an_ancestor_changes_the_addresses_below(house):
    page = house.news("Con", slug="con")
    house.entry(page)
    index = house.fresh(house.index)
    index.slug = "ban-tin"
    index.save_revision().publish()
    assert house.entry(page).url.endswith("/ban-tin/con/")


def test_a_new_hostname_changes_every_address(house):
    page = house.news("Con", slug="con")
    house.entry(page)
    Site.objects.update(hostname="dong-hoi.example")
    assert house.entry(page).url.startswith("http://dong-hoi.example")


def test_a_site_deleted_withdraws_its_pages(house):
    house.news("Không còn trang")
    assert house.public() == {"Không còn trang"}
    Site.objects.all().delete()
    assert house.public() == set()


def test_a_copy_is_an_item_of_its_own(house):
    page = house.news("Bản gốc")
    original = house.entry(page)
    copy = CopyPageAction(
        page, update_attrs={"title": "Bản sao", "slug": "ban-sao"}, keep_live=True
    ).execute(skip_permission_checks=True)
    assert house.public() == {"Bản gốc", "Bản sao"}
    assert house.entry(copy).id != original.id


def test_a_copied_draft_is_not_public(house):
    page = house.news("Bản gốc")
    CopyPageAction(page, update_attrs={"slug": "ban-sao"}, keep_live=False).execute(
        skip_permission_checks=True
    )
    relay()
    assert Entry.objects.public().filter(kind="news").count() == 1


def test_an_alias_follows_its_source(house):
    other = house.home.add_child(instance=NewsIndexPage(title="Khác", slug="khac"))
    page = house.news("Gốc")
    alias = CreatePageAliasAction(page, parent=other).execute(skip_permission_checks=True)
    assert house.entry(alias).title == "Gốc"
    page.title = "Gốc, đã sửa"
    page.save_revision().publish()
    assert house.entry(alias).title == "Gốc, đã sửa"
    page.unpublish()
    assert house.public() == set()


# --- What an item is made of -------------------------------------------------


def test_a_replaced_image_file_changes_the_item(house, image):
    page = house.news("Có ảnh", cover=image, cover_alt="Cây cầu")
    before = house.entry(page)
    image.file = png("maroon")
    image.save()
    image.renditions.all().delete()
    after = house.entry(page)
    assert after.version == before.version + 1
    assert after.payload != before.payload


def test_a_deleted_image_leaves_the_item(house, image):
    page = house.news("Có ảnh", cover=image, cover_alt="Cây cầu")
    assert "Cây cầu" in house.entry(page).payload
    image.delete()
    assert "Cây cầu" not in house.entry(page).payload


def test_a_deleted_image_leaves_the_body(house, image):
    chosen = {"image": image.pk, "alt_text": "Cây cầu", "decorative": False}
    page = house.news(
        "Ảnh trong bài", body=[{"type": "image", "value": {"image": chosen, "caption": ""}}]
    )
    assert "navy" in house.entry(page).payload
    image.delete()
    assert "navy" not in house.entry(page).payload
    assert house.is_true()


def test_an_attachment_put_into_a_private_collection_leaves_the_item(house, document):
    """Wagtail's bulk action moves documents by `QuerySet.update`, which sends no signal."""
    page = house.news("Có tệp")
    page.attachments.add(NewsAttachment(document=document))
    page.save_revision().publish()
    assert "Kế hoạch 104" in house.entry(page).payload
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    type(document).objects.filter(pk=document.pk).update(collection=private)
    assert "Kế hoạch 104" not in house.entry(page).payload


def test_privacy_of_a_collection_reaches_its_documents_pages(house, document):
    page = house.news("Có tệp")
    page.attachments.add(NewsAttachment(document=document))
    page.save_revision().publish()
    house.entry(page)
    restriction = CollectionViewRestriction.objects.create(
        collection=document.collection, restriction_type="login"
    )
    assert "Kế hoạch 104" not in house.entry(page).payload
    restriction.delete()
    assert "Kế hoạch 104" in house.entry(page).payload


def offering(house, document):
    page = house.news("Có tệp")
    page.attachments.add(NewsAttachment(document=document))
    page.save_revision().publish()
    return page


def test_a_renamed_document_is_renamed_in_the_items_that_offer_it(house, document):
    page = offering(house, document)
    assert "Kế hoạch 104" in house.entry(page).payload
    document.title = "Kế hoạch 105"
    document.save()
    assert "Kế hoạch 105" in house.entry(page).payload


def test_a_replaced_document_file_changes_the_checksum_that_items_give(house, document):
    page = offering(house, document)
    before = json.loads(house.entry(page).payload)["attachments"][0]
    document.file = ContentFile(b"%PDF-1.4 khac", name="ke-hoach-moi.pdf")
    document.file_size, document.file_hash = None, ""
    document.save()
    after = json.loads(house.entry(page).payload)["attachments"][0]
    assert after["sha1"] != before["sha1"]
    assert after["filename"] == "ke-hoach-moi.pdf"


def test_a_collection_moved_below_a_closed_one_takes_its_files_along(house, document):
    """Wagtail's tree moves collections by SQL, which sends no signal."""
    root = Collection.get_first_root_node()
    closed, open_ = root.add_child(name="Kín"), root.add_child(name="Mở")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    document.collection = open_
    document.save()
    page = offering(house, document)
    assert "Kế hoạch 104" in house.entry(page).payload
    Collection.objects.get(pk=open_.pk).move(Collection.objects.get(pk=closed.pk), "sorted-child")
    assert "Kế hoạch 104" not in house.entry(page).payload


def test_an_import_by_sql_alone_is_seen(house):
    page = house.news("Nhập vào", live=False)
    house.public()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET live = %s WHERE id = %s", [True, page.pk])
    assert house.public() == {"Nhập vào"}


def test_an_edited_author_changes_the_items_they_sign(house):
    author = Author.objects.create(name="Thu Thủy")
    page = house.news("Có tác giả", author=author)
    assert "Thu Thủy" in house.entry(page).payload
    Author.objects.update(name="Minh Châu")
    assert "Minh Châu" in house.entry(page).payload


def test_a_deleted_author_leaves_the_items(house):
    author = Author.objects.create(name="Thu Thủy")
    page = house.news("Có tác giả", author=author)
    house.entry(page)
    author.delete()
    assert "Thu Thủy" not in house.entry(page).payload


def test_a_renamed_topic_changes_its_items(house):
    topic = Topic.objects.create(name="Đất đai", slug="dat-dai")
    page = house.news("Có chủ đề")
    page.item_topics.add(NewsTopic(topic=topic))
    page.save_revision().publish()
    assert "Đất đai" in house.entry(page).summary
    Topic.objects.update(name="Đất và nhà")
    assert "Đất và nhà" in house.entry(page).summary


def test_a_related_item_is_shown_only_while_it_is_public(house):
    related = house.news("Bài liên quan")
    page = house.news("Bài chính")
    page.chosen_related.add(NewsRelated(related=related))
    page.save_revision().publish()
    assert "Bài liên quan" in house.entry(page).payload
    related.unpublish()
    assert "Bài liên quan" not in house.entry(page).payload
    house.fresh(related).save_revision().publish()
    assert "Bài liên quan" in house.entry(page).payload


def test_a_link_in_the_text_follows_its_page(house):
    target = house.news("Đích", slug="dich")
    link = f'<p><a linktype="page" id="{target.pk}">xem</a></p>'
    page = house.news("Có liên kết", body=[{"type": "paragraph", "value": link}])
    assert "/tin-tuc/dich/" in house.entry(page).payload
    target.slug = "dich-moi"
    target.save_revision().publish()
    assert "/tin-tuc/dich-moi/" in house.entry(page).payload
    house.fresh(target).delete()
    assert "/tin-tuc/dich-moi/" not in house.entry(page).payload
    assert house.is_true()


def test_after_a_relay_no_mark_is_left(house):
    house.news("Xong")
    relay()
    assert not Mark.objects.exists()
