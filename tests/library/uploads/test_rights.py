"""Nothing of an upload is seen by who may not work on it; its original opens with its document."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.library.models import DocumentAttachment, SourceFile
from cms.library.uploads.models import State
from cms.library.uploads.rights import files_of, may_work_on
from cms.publishing.models import Entry
from cms.publishing.relay import relay
from tests.library.extraction.pdf_files import pdf

from .conftest import LAW

pytestmark = pytest.mark.django_db
SECRET = "Bản nháp mật chưa ai được đọc trong tệp này"
ONE_FILE = ["file", "retry", "take_over", "delete"]


def address(view, *arguments):
    return reverse(f"source_files:{view}", args=arguments)


@pytest.fixture
def people(desk):
    """Each role by name, and which of them may work on the file `contributor` has uploaded."""
    other = desk.house.home.add_child(instance=type(desk.library)(title="Khác", slug="khac"))
    return {
        "contributor": desk.person("contributor", "add"),
        "another contributor": desk.person("another contributor", "add"),
        "editor": desk.person("editor", "add", "change"),
        "editor of another library": desk.person("elsewhere", "add", "change", on=other),
        "in the admin without rights": desk.person("no rights"),
        "reader": desk.person("reader", "add", "change", admin=False),
        "superuser": User.objects.create_superuser("root"),
        "anyone": None,
    }


def visit(client, user, method, url):
    client.logout()
    if user is not None:
        client.force_login(user)
    return getattr(client, method)(url, {"text": "đè", "title": "x", "type": "luat"})


@pytest.mark.parametrize("view", ONE_FILE)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_address_of_a_loose_file_opens_for_its_own_people_only(
    desk, people, client, view, method
):
    allowed = {"contributor", "editor", "superuser"}
    for name, user in people.items():
        source = desk.read(pdf(SECRET), "mat.pdf", by=people["contributor"])
        answer = visit(client, user, method, address(view, source.pk))
        there = SourceFile.objects.filter(pk=source.pk, state=State.DONE, text=SECRET, page=None)

        assert SECRET not in answer.content.decode() or name in allowed
        if name not in allowed:
            assert answer.status_code == 302, name
            assert there.exists(), name
        elif method == "post":
            assert not there.exists(), name
        else:
            assert answer.status_code == (405 if view == "retry" else 200), name


def test_a_file_of_a_document_is_its_editors(desk, people):
    page = desk.document(owner=people["contributor"])
    source = desk.store(page=page, by=people["another contributor"])
    allowed = {
        name for name, user in people.items() if may_work_on(user or AnonymousUser(), source)
    }
    assert allowed == {"contributor", "editor", "superuser", "reader"}


def test_the_list_shows_just_what_each_may_work_on(desk, people):
    desk.store(by=people["contributor"])
    desk.store(by=people["editor"])
    desk.store(page=desk.document(owner=people["contributor"]), by=people["editor"])
    desk.store(page=desk.document("Khác", owner=people["editor"]), by=people["contributor"])

    for name, user in people.items():
        if user is None:
            continue
        may = {one.pk for one in SourceFile.objects.all() if may_work_on(user, one)}
        assert {one.pk for one in files_of(user)} == may, name


@pytest.mark.parametrize("view", ["index", "index_results", "upload"])
def test_the_desk_opens_for_who_may_add_documents(desk, people, client, view):
    closed = {"in the admin without rights", "reader", "anyone"}
    for name, user in people.items():
        answer = visit(client, user, "get", address(view))
        assert answer.status_code == (302 if name in closed else 200), name


def test_a_file_is_not_uploaded_for_a_document_or_library_of_others(desk, people, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = desk.document(owner=people["editor"])
    client.force_login(people["contributor"])
    assert client.get(address("upload"), {"page": page.pk}).status_code == 302
    for more in ({"library": desk.library.pk, "page": page.pk}, {"library": page.pk}):
        sent = {"originals": [SimpleUploadedFile("a.txt", LAW.encode())], **more}
        assert client.post(address("upload"), sent).status_code == 200
    client.force_login(people["editor of another library"])
    sent = {"originals": [SimpleUploadedFile("a.txt", LAW.encode())], "library": desk.library.pk}
    assert client.post(address("upload"), sent).status_code == 200
    assert not SourceFile.objects.exists()


def opens(client, user, document):
    """The status with which the file's address answers the person, after the relay's work."""
    relay()
    client.logout()
    if user is not None:
        client.force_login(user)
    return client.get(document.url).status_code


def test_an_original_opens_for_all_with_its_document_and_closes_with_it(desk, people, client):
    page = desk.document()
    source = desk.read(pdf(SECRET), "mat.pdf", page=page, by=people["editor"])
    original = source.original
    strangers = [None, people["reader"], people["in the admin without rights"]]

    def seen():
        return [opens(client, user, original) for user in strangers]

    assert seen() == [404, 404, 404]
    assert opens(client, people["editor"], original) == 200
    page.file = original
    page.save_revision()
    assert seen() == [404, 404, 404]

    page.save_revision().publish()
    assert seen() == [200, 200, 200]

    desk.house.fresh(page).unpublish()
    assert seen() == [404, 404, 404]
    desk.house.fresh(page).save_revision().publish()
    restriction = PageViewRestriction.objects.create(page=desk.library, restriction_type="login")
    assert seen() == [404, 404, 404]
    restriction.delete()
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(1))
    assert seen() == [404, 404, 404]


def test_an_attachment_opens_with_its_document_too(desk, client):
    page = desk.document()
    original = desk.store(pdf(LAW), "kem.pdf").original
    page.attachments.add(DocumentAttachment(document=original))
    page.save_revision().publish()
    assert opens(client, None, original) == 200


def test_the_draft_of_a_public_document_does_not_open_its_new_original(desk, people, client):
    page = desk.document(text="Điều 1. Cũ")
    page.save_revision().publish()
    source = desk.read(pdf(SECRET), "mat.pdf", page=page, by=people["editor"])
    client.force_login(people["editor"])
    client.post(address("take_over", source.pk), {"title": "Luật", "type": "luat"})
    assert opens(client, None, source.original) == 404

    desk.house.fresh(page).get_latest_revision().publish()
    assert opens(client, None, source.original) == 200


def test_a_contributor_opens_no_original_of_others(desk, people, client):
    original = desk.store(pdf(SECRET), "mat.pdf", by=people["editor"]).original
    assert opens(client, people["contributor"], original) == 404
    assert opens(client, people["editor"], original) == 200


def test_conditional_headers_do_not_change_a_refusal(desk, client):
    original = desk.store(pdf(SECRET), "mat.pdf").original
    etag = f'"{original.get_file_hash()}"'
    relay()
    assert client.get(original.url, headers={"if-none-match": etag}).status_code == 404
    assert client.head(original.url).status_code == 404


def test_an_original_stays_closed_when_its_row_is_gone(desk, client):
    source = desk.store(pdf(SECRET), "mat.pdf")
    original = source.original
    SourceFile.objects.all().delete()
    assert opens(client, None, original) == 404


def test_web_pages_and_drawings_are_never_shown_inline(desk, client):
    page = desk.document()
    original = desk.store(b"<html><script>alert(1)</script>", "trang.html").original
    page.file = original
    page.save_revision().publish()
    relay()
    answer = client.get(original.url)

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'"


def test_files_are_not_reached_by_their_address_in_the_media_folder(desk, client):
    original = desk.store(pdf(SECRET), "mat.pdf").original
    assert client.get(original.file.url).status_code == 404


def test_nothing_that_was_read_reaches_the_log_before_it_is_published(desk, people, client):
    source = desk.read(pdf(SECRET), "mat.pdf", by=people["editor"])
    client.force_login(people["editor"])
    client.post(address("take_over", source.pk), {"title": SECRET, "type": "luat"})
    source.refresh_from_db()
    relay()
    assert not any(SECRET in f"{entry.payload}{entry.text}" for entry in Entry.objects.all())

    source.page.get_latest_revision().publish()
    relay()
    assert any(SECRET in f"{entry.payload}" for entry in Entry.objects.public())
