"""Images and documents are given to whoever may see them, and harmless when they are."""

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return Client(SERVER_NAME="portal.example")


def close(collection=None):
    closed = collection or Collection.get_first_root_node().add_child(name="Kín")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    return closed


def test_a_resized_image_is_given_to_everyone(house, reader, image):
    answer = reader.get(image.get_rendition("width-320|format-webp").url)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")


def test_an_original_is_given_to_no_one(house, reader, image):
    assert reader.get(image.file.url).status_code == 404


@pytest.mark.parametrize("inner", [False, True])
def test_an_image_of_a_closed_collection_is_given_to_no_one(house, reader, image, inner):
    url = image.get_rendition("width-320|format-webp").url
    closed = close()
    type(image).objects.update(collection=closed.add_child(name="Trong") if inner else closed)
    assert reader.get(url).status_code == 404
    assert (
        reader.get(url, headers={"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}).status_code
        == 404
    )


@pytest.mark.parametrize(
    "path", ["../db.sqlite3", "..%2fdb.sqlite3", "%2e%2e/secret-key", "x" * 500]
)
def test_no_path_leads_out_of_the_images(house, reader, path):
    assert reader.get(f"/media/images/{path}").status_code in {400, 404}


def test_a_document_is_downloaded_and_not_opened_in_our_name(house, reader, document):
    answer = reader.get(document.url)
    assert answer.status_code == 200
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert (
        "script-src" in answer["Content-Security-Policy"]
        or "default-src 'none'" in answer["Content-Security-Policy"]
    )


def test_a_document_is_not_to_be_had_by_its_place_in_the_media_folder(house, reader, document):
    assert reader.get(document.file.url).status_code == 404


def test_a_document_of_a_closed_collection_asks_to_sign_in(house, reader, document):
    close(document.collection)
    answer = reader.get(document.url)
    assert answer.status_code in {302, 403}
    assert b"PDF" not in answer.content
