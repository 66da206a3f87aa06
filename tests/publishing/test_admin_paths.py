"""What an editor does in the admin is in the log when the admin answers; no relay is called."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, Page, PageViewRestriction, Site
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.news.models import Author, NewsIndexPage, NewsPage
from cms.publishing.models import Entry
from cms.topics.models import Topic
from tests.house import png

pytestmark = pytest.mark.django_db

LISTS = ("attachments", "item_topics", "item_units", "chosen_related", "comments")


def public():
    return set(Entry.objects.public().filter(kind="news").values_list("title", flat=True))


def form(title, **fields):
    return nested_form_data(
        {
            "title": title,
            "slug": fields.pop("slug", "tin"),
            "lead": "Tóm tắt",
            "body": streamfield([]),
            **{name: inline_formset([]) for name in LISTS},
            **fields,
        }
    )


def post(client, name, /, *args, follow=False, **data):
    answer = client.post(reverse(name, args=args), data, follow=follow)
    assert answer.status_code == 302, answer.context and answer.context.get("form").errors
    return answer


def written(client, house, title="Tin mới", **fields):
    path = reverse("wagtailadmin_pages:add", args=["news", "newspage", house.index.pk])
    answer = client.post(path, form(title, **fields))
    assert answer.status_code == 302, answer.context["form"].errors
    return NewsPage.objects.get(title=title)


def published(client, house, title="Tin mới", **fields):
    return written(client, house, title, **{"action-publish": "1", **fields})


def test_saving_a_draft_publishes_nothing(house, admin_client):
    written(admin_client, house)
    assert public() == set()


def test_publishing(house, admin_client):
    published(admin_client, house)
    assert public() == {"Tin mới"}


def test_publishing_a_correction(house, admin_client):
    page = published(admin_client, house)
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    admin_client.post(path, form("Tin đã sửa", **{"action-publish": "1"}))
    assert public() == {"Tin đã sửa"}


def test_saving_a_draft_of_a_public_item(house, admin_client):
    page = published(admin_client, house)
    admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form("Đang sửa"))
    assert public() == {"Tin mới"}


def test_scheduling_publishes_nothing_yet(house, admin_client):
    later = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    published(admin_client, house, go_live_at=later)
    assert public() == set()


def test_unpublishing(house, admin_client):
    page = published(admin_client, house)
    post(admin_client, "wagtailadmin_pages:unpublish", page.pk)
    assert public() == set()
    assert Entry.objects.filter(kind="news").exclude(withdrawn_at=None).count() == 1


def test_deleting(house, admin_client):
    page = published(admin_client, house)
    post(admin_client, "wagtailadmin_pages:delete", page.pk)
    assert public() == set()


def test_moving_below_a_private_page(house, admin_client):
    page = published(admin_client, house)
    private = house.home.add_child(instance=NewsIndexPage(title="Riêng", slug="rieng"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    post(admin_client, "wagtailadmin_pages:move_confirm", page.pk, private.pk)
    assert public() == set()


def test_making_an_ancestor_private_and_public_again(house, admin_client):
    published(admin_client, house)
    path = reverse("wagtailadmin_pages:set_privacy", args=[house.home.pk])
    admin_client.post(path, {"restriction_type": "login"})
    assert public() == set()
    admin_client.post(path, {"restriction_type": "none"})
    assert public() == {"Tin mới"}


def test_copying_with_what_is_below(house, admin_client):
    published(admin_client, house)
    index = house.index.pk
    post(
        admin_client,
        "wagtailadmin_pages:copy",
        index,
        new_title="Bản sao",
        new_slug="ban-sao",
        new_parent_page=str(house.home.pk),
        copy_subpages="on",
        publish_copies="on",
    )
    assert Entry.objects.public().filter(kind="news", title="Tin mới").count() == 2


def test_reverting_to_an_earlier_version(house, admin_client):
    page = published(admin_client, house)
    first = page.latest_revision
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    admin_client.post(path, form("Tin đã sửa", **{"action-publish": "1"}))
    admin_client.post(path, {**form("Tin mới", **{"action-publish": "1"}), "revision": first.pk})
    assert public() == {"Tin mới"}


@pytest.mark.parametrize("action", ["unpublish", "delete"])
def test_bulk_actions_withdraw(house, admin_client, action):
    page = published(admin_client, house)
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    admin_client.post(f"{path}?next=/admin/&id={page.pk}", {"include_descendants": "on"})
    assert public() == set()


def test_bulk_publishing(house, admin_client):
    page = written(admin_client, house)
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    admin_client.post(f"{path}?next=/admin/&id={page.pk}", {"include_descendants": "on"})
    assert public() == {"Tin mới"}


def test_bulk_moving_to_a_private_page(house, admin_client):
    page = published(admin_client, house)
    private = house.home.add_child(instance=NewsIndexPage(title="Riêng", slug="rieng"))
    PageViewRestriction.objects.create(page=private, restriction_type="login")
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    admin_client.post(f"{path}?next=/admin/&id={page.pk}", {"chooser": private.pk})
    assert house.fresh(page).get_parent().pk == private.pk
    assert public() == set()


def test_replacing_an_image_file(house, admin_client, image):
    page = published(
        admin_client, house, cover=str(image.pk), cover_alt="Cây cầu", cover_caption=""
    )
    before = Entry.objects.get(source=f"wagtailcore.page:{page.pk}")
    path = reverse("wagtailimages:edit", args=[image.pk])
    admin_client.post(path, {"title": "Mới", "file": png("maroon"), "collection": "1"})
    after = Entry.objects.get(pk=before.pk)
    assert "maroon" in after.payload
    assert after.version == before.version + 1


def test_deleting_an_image(house, admin_client, image):
    page = published(admin_client, house, cover=str(image.pk), cover_alt="Cây cầu")
    post(admin_client, "wagtailimages:delete", image.pk)
    assert "navy" not in Entry.objects.get(source=f"wagtailcore.page:{page.pk}").payload


def attached(document):
    return inline_formset([{"document": str(document.pk), "title": "", "ORDER": "1"}])


def test_moving_a_document_into_a_private_collection_in_bulk(house, admin_client, document):
    page = published(admin_client, house, attachments=attached(document))
    entry = Entry.objects.get(source=f"wagtailcore.page:{page.pk}")
    assert "Kế hoạch 104" in entry.payload
    private = Collection.get_first_root_node().add_child(name="Nội bộ")
    admin_client.post(
        reverse("wagtailadmin_collections:set_privacy", args=[private.pk]),
        {"restriction_type": "login"},
    )
    path = reverse("wagtail_bulk_action", args=["wagtaildocs", "document", "add_to_collection"])
    admin_client.post(f"{path}?next=/admin/&id={document.pk}", {"collection": private.pk})
    entry.refresh_from_db()
    assert "Kế hoạch 104" not in entry.payload


def test_deleting_a_document(house, admin_client, document):
    page = published(admin_client, house, attachments=attached(document))
    post(admin_client, "wagtaildocs:delete", document.pk)
    assert "Kế hoạch 104" not in Entry.objects.get(source=f"wagtailcore.page:{page.pk}").payload


def test_editing_a_snippet(house, admin_client):
    author = Author.objects.create(name="Thu Thủy")
    page = published(admin_client, house, author=str(author.pk))
    post(
        admin_client,
        Author.snippet_viewset.get_url_name("edit"),
        author.pk,
        name="Minh Châu",
        slug="mc",
        role="",
        portrait="",
        bio=rich_text(""),
    )
    assert "Minh Châu" in Entry.objects.get(source=f"wagtailcore.page:{page.pk}").payload


def test_deleting_a_topic(house, admin_client):
    topic = Topic.objects.create(name="Đất đai", slug="dat-dai")
    chosen = inline_formset([{"topic": str(topic.pk), "ORDER": "1"}])
    page = published(admin_client, house, item_topics=chosen)
    post(admin_client, Topic.snippet_viewset.get_url_name("delete"), topic.pk)
    assert "Đất đai" not in Entry.objects.get(source=f"wagtailcore.page:{page.pk}").summary


def test_renaming_the_host_of_the_site(house, admin_client):
    page = published(admin_client, house)
    site = Site.objects.get()
    data = {"hostname": "moi.example", "port": "80", "root_page": str(house.home.pk)}
    post(admin_client, "wagtailsites:edit", site.pk, is_default_site="on", site_name="", **data)
    url = Entry.objects.get(source=f"wagtailcore.page:{page.pk}").url
    assert url.startswith("http://moi.example/")


def test_a_new_slug_moves_the_addresses_below(house, admin_client):
    page = published(admin_client, house, slug="con")
    path = reverse("wagtailadmin_pages:edit", args=[house.index.pk])
    data = {"title": "Bản tin", "slug": "ban-tin", "lead": "", "comments": inline_formset([])}
    admin_client.post(path, nested_form_data({**data, "action-publish": "1"}))
    assert Page.objects.get(pk=house.index.pk).slug == "ban-tin"
    assert "/ban-tin/con/" in Entry.objects.get(source=f"wagtailcore.page:{page.pk}").url
