"""Images and documents are given to whoever may see them, and harmless when they are."""

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from cms.news.models import Author, NewsAttachment
from cms.publishing.relay import relay

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return Client(SERVER_NAME="portal.example")


def close(collection=None):
    closed = collection or Collection.get_first_root_node().add_child(name="Kín")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    return closed


@pytest.fixture
def page(house, image, document):
    """A public item that shows the image and offers the document."""
    page = house.news("Có tệp", slug="co-tep", cover=image, cover_alt="Cầu")
    page.attachments = [NewsAttachment(document=document)]
    page.save_revision().publish()
    relay()
    return house.fresh(page)


def address_of(image):
    return image.get_rendition("width-320|format-webp").url


def test_a_resized_image_of_a_public_item_is_given_to_everyone(page, reader, image):
    answer = reader.get(address_of(image))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert answer["Cache-Control"].startswith("public")


def test_an_original_is_given_to_no_one(page, reader, image):
    assert reader.get(image.file.url).status_code == 404


@pytest.mark.parametrize("inner", [False, True])
def test_an_image_of_a_closed_collection_is_given_to_no_one(page, reader, image, inner):
    closed = close()
    type(image).objects.update(collection=closed.add_child(name="Trong") if inner else closed)
    assert reader.get(address_of(image)).status_code == 404


def draft(page):
    page.unpublish()


def expire(page):
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now())


def privatise_the_index(page):
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="login")


def delete(page):
    page.delete()


def leave_every_site(page):
    Site.objects.all().delete()


WAYS = [draft, expire, privatise_the_index, delete, leave_every_site]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_files_go_with_the_item_that_showed_them(page, reader, image, document, way):
    assert reader.get(document.url).status_code == 200
    etag = reader.get(document.url)["ETag"]
    way(page)
    relay()
    for url in (address_of(image), document.url):
        assert reader.get(url).status_code == 404
        for conditions in (
            {"If-None-Match": "*"},
            {"If-None-Match": etag},
            {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"},
            {"Range": "bytes=0-3"},
        ):
            assert reader.get(url, headers=conditions).status_code == 404


def test_what_two_items_show_stays_while_one_is_public(house, page, reader, image):
    house.news("Cũng có ảnh", cover=image, cover_alt="Cầu")
    page.unpublish()
    relay()
    assert reader.get(address_of(image)).status_code == 200


def test_an_upload_that_nothing_shows_yet_is_given_to_no_reader(house, reader, image, document):
    assert reader.get(address_of(image)).status_code == 404
    assert reader.get(document.url).status_code == 404


def test_an_image_in_the_text_and_a_link_in_it_count_as_shown(house, reader, image, document):
    chosen = {"image": image.pk, "alt_text": "Cầu", "decorative": False}
    link = f'<p><a linktype="document" id="{document.pk}">tệp</a></p>'
    house.news(
        "Trong bài",
        body=[
            {"type": "image", "value": {"image": chosen, "caption": ""}},
            {"type": "paragraph", "value": link},
        ],
    )
    relay()
    assert reader.get(address_of(image)).status_code == 200
    assert reader.get(document.url).status_code == 200


def test_the_portrait_of_an_author_is_shown_on_their_profile(house, reader, image):
    Author.objects.create(name="Thu Thủy", portrait=image)
    assert reader.get(address_of(image)).status_code == 200


def test_a_portrait_in_a_closed_collection_is_shown_nowhere(house, reader, image):
    author = Author.objects.create(name="Thu Thủy", slug="thu-thuy", portrait=image)
    item = house.news("Có người viết", author=author)
    pages = [item.url, reverse("news:author", args=[author.slug])]
    assert all(b"media/images" in reader.get(page).content for page in pages)

    type(image).objects.update(collection=close())

    assert not any(b"media/images" in reader.get(page).content for page in pages)


def test_editors_see_at_their_desk_what_is_not_public(house, admin_client, image, document):
    answer = admin_client.get(address_of(image))
    assert answer.status_code == 200
    # Not for a cache that readers share.
    assert answer["Cache-Control"] == "private, no-store"
    assert admin_client.get(document.url).status_code == 200


def test_someone_who_only_signed_in_sees_no_more_than_others(house, client, image, document):
    client.force_login(User.objects.create_user("khach"))
    assert client.get(address_of(image)).status_code == 404
    assert client.get(document.url).status_code == 404


@pytest.mark.parametrize(
    "path", ["../db.sqlite3", "..%2fdb.sqlite3", "%2e%2e/secret-key", "x" * 500]
)
def test_no_path_leads_out_of_the_images(house, reader, path):
    assert reader.get(f"/media/images/{path}").status_code in {400, 404}


def test_a_document_is_downloaded_and_not_opened_in_our_name(page, reader, document):
    answer = reader.get(document.url)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (
        "script-src" in answer["Content-Security-Policy"]
        or "default-src 'none'" in answer["Content-Security-Policy"]
    )


def test_a_document_is_not_to_be_had_by_its_place_in_the_media_folder(page, reader, document):
    assert reader.get(document.file.url).status_code == 404


def test_a_document_of_a_closed_collection_asks_to_sign_in(page, reader, document):
    close(document.collection)
    answer = reader.get(document.url)
    assert answer.status_code in {302, 403}
    assert b"PDF" not in answer.content
