"""The desk in the admin: upload, look, correct, retry, take over, delete; in Vietnamese."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.legaltext.provisions import parse
from cms.library.extraction.contract import Limits
from cms.library.models import DocumentPage, IssuingBody, SourceFile
from cms.library.names import name_told_by
from cms.library.uploads import views
from cms.library.uploads.models import State
from cms.publishing.jobs import run_slow_jobs
from tests.library.extraction.office_files import word
from tests.library.extraction.pdf_files import pdf

from .conftest import LAW

pytestmark = pytest.mark.django_db


def address(view, *arguments):
    return reverse(f"source_files:{view}", args=arguments)


def upload(client, desk, *files, **more):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(address("upload"), {"originals": sent, "library": desk.library.pk, **more})


def words(answer):
    """What a person reads on the screen."""
    text = re.sub(r"<(script|style|template).*?</\1>", "", answer.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


@pytest.fixture
def editor(desk, client):
    user = desk.person("biên tập", "add", "change")
    client.force_login(user)
    return user


JOINT = """BỘ TƯ PHÁP - BỘ TÀI CHÍNH          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 01/2020/TTLT-BTP-BTC       Hà Nội, ngày 12 tháng 3 năm 2020

THÔNG TƯ LIÊN TỊCH
Hướng dẫn kinh phí hòa giải

Điều 1. Phạm vi
Thông tư này quy định kinh phí.
"""


def test_an_uploaded_file_is_stored_and_queued_and_its_state_is_shown(desk, editor, client):
    answer = upload(client, desk, ("luat.docx", word(*LAW.split("\n"))))

    source = SourceFile.objects.get()
    assert (source.uploaded_by, source.state, source.name) == (editor, State.QUEUED, "luat.docx")
    assert answer.url == address("file", source.pk)
    assert "chờ đọc" in words(client.get(answer.url))

    run_slow_jobs()
    page = words(client.get(answer.url))
    assert "đã đọc" in page
    assert "Độ tin cậy 100%" in page
    assert "chính sách của Nhà nước về hòa giải ở cơ sở" in page


def test_several_files_come_in_at_once(desk, editor, client):
    answer = upload(client, desk, ("a.txt", LAW.encode()), ("b.pdf", pdf(LAW)))

    assert answer.url == address("index")
    assert SourceFile.objects.count() == 2


def test_every_file_that_is_refused_is_named(desk, editor, client):
    files = ("a.txt", b""), ("tot.txt", b"tot"), ("b.doc", rb"{\rtf1}"), ("c.txt", b"")
    page = words(upload(client, desk, *files))
    assert all(complaint in page for complaint in ("a.txt: Tệp", "“b.doc” không", "c.txt: Tệp"))


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("virus.pdf", b"MZ\x90\x00\x03" + bytes(100), "không phải PDF"),
        ("tranh.svg", b"<svg onload='x'/>", "không phải PDF"),
        ("trong.txt", b"", "trong.txt: Tệp được gửi không có nội dung"),
        ("to.txt", b"a" * 2000, "lớn hơn"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_all_others(
    desk, editor, client, monkeypatch, name, content, complaint
):
    monkeypatch.setattr(views, "limits", lambda: Limits(file_bytes=1000))
    answer = upload(client, desk, ("tot.txt", b"tot"), (name, content))

    assert answer.status_code == 200
    assert complaint in words(answer)
    assert not SourceFile.objects.exists()


def test_the_list_shows_states_at_a_fixed_number_of_queries(
    desk, editor, client, django_assert_max_num_queries
):
    for number in range(3):
        desk.store(LAW.encode(), f"van-ban-{number}.txt")
    client.get(address("index"))
    with django_assert_max_num_queries(40) as few:
        assert "van-ban-0.txt" in words(client.get(address("index")))
    for number in range(3, 20):
        desk.store(LAW.encode(), f"van-ban-{number}.txt", page=desk.document(f"Luật {number}"))
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(address("index"))


def test_the_list_is_narrowed_by_state_and_name(desk, editor, client):
    desk.store(LAW.encode(), "cho.txt")
    desk.read(b"\x00\x07" * 50, "hong.txt")

    listed = client.get(address("index"), {"state": State.FAILED}).context["object_list"]
    assert [one.name for one in listed] == ["hong.txt"]
    listed = client.get(address("index"), {"q": "cho"}).context["object_list"]
    assert [one.name for one in listed] == ["cho.txt"]


def test_a_failed_file_says_why_and_can_be_read_again(desk, editor, client):
    source = desk.read(b"\x00\x07" * 50, "hong.txt")
    assert "không phải PDF, DOCX" in words(client.get(address("file", source.pk)))

    assert client.get(address("retry", source.pk)).status_code == 405
    client.post(address("retry", source.pk))
    source.refresh_from_db()
    assert source.state == State.QUEUED


def test_the_text_is_corrected_with_its_page_ends_and_spaces(desk, editor, client):
    source = desk.read()
    client.post(address("file", source.pk), {"text": "Trang một \r\nđã sửa\fTrang hai\r\n"})

    source.refresh_from_db()
    assert source.text == "Trang một \nđã sửa\fTrang hai\n"
    assert source.corrected_by == editor
    assert "bỏ phần đã sửa" in words(client.get(address("file", source.pk)))


def test_a_text_being_read_again_is_not_corrected(desk, editor, client):
    source = desk.store()
    answer = client.post(address("file", source.pk), {"text": "đè lên"})

    source.refresh_from_db()
    assert answer.status_code == 302
    assert source.text == ""


def test_taking_over_makes_a_draft_of_what_the_text_says(desk, editor, client):
    body = IssuingBody.objects.create(name="Quốc hội")
    source = desk.read()
    form = client.get(address("take_over", source.pk)).context["form"]
    assert form.initial["number"] == "35/2013/QH13"
    assert form.initial["type"] == "luat"
    assert form.initial["issuers"] == [body]
    assert form.initial["title"] == "Luật Hòa giải ở cơ sở"

    answer = client.post(
        address("take_over", source.pk),
        {
            "title": "Luật Hòa giải ở cơ sở",
            "type": "luat",
            "number": "35/2013/QH13",
            "issuers": [body.pk],
            "issued_on": "2013-06-20",
        },
    )

    page = DocumentPage.objects.get()
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    draft = page.get_latest_revision_as_object()
    assert (draft.live, draft.slug, draft.owner) == (False, "luat-hoa-giai-o-co-so", editor)
    assert (draft.text, draft.issued_on) == (LAW, date(2013, 6, 20))
    assert draft.file == source.original
    assert [issuer.body for issuer in draft.issuers.all()] == [body]
    source.refresh_from_db()
    assert source.page == page
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("LUẬT\nTHU GOM NƯỚC MƯA\n", "Luật Thu gom nước mưa"),
        ("NGHỊ ĐỊNH\nQuy định chi tiết Luật Thu gom\n", "Quy định chi tiết Luật Thu gom"),
    ],
)
def test_a_law_is_proposed_under_the_name_by_which_it_is_cited(head, title):
    said = parse(f"{head}\nĐiều 1. Phạm vi\nQuy định về nước mưa.").metadata
    assert name_told_by(said) == title


def test_an_issuing_body_that_is_not_in_the_list_is_named(desk, editor, client):
    page = words(client.get(address("take_over", desk.read().pk)))
    assert "Quốc hội" in page
    assert "chưa có trong danh mục" in page


def test_the_bodies_of_a_joint_document_are_each_found_in_the_list(desk, editor, client):
    bodies = [IssuingBody.objects.create(name=name) for name in ("Bộ Tư pháp", "Bộ Tài chính")]
    source = desk.read(JOINT.encode(), "lien-tich.txt")
    form = client.get(address("take_over", source.pk)).context["form"]
    assert form.initial["issuers"] == bodies
    assert form.initial["type"] == "thong-tu-lien-tich"


def test_taking_over_into_a_published_document_leaves_what_is_public(desk, editor, client):
    page = desk.document("Luật Hòa giải", number="35/2013/QH13", text="Điều 1. Cũ")
    page.save_revision().publish()
    source = desk.read(page=page)
    form = client.get(address("take_over", source.pk)).context["form"]
    assert form.initial["title"] == "Luật Hòa giải"

    client.post(address("take_over", source.pk), {"title": "Luật Hòa giải mới", "type": "luat"})

    page = DocumentPage.objects.get(pk=page.pk)
    assert (page.title, page.text, page.file) == ("Luật Hòa giải", "Điều 1. Cũ", None)
    assert page.has_unpublished_changes
    assert page.get_latest_revision_as_object().text == LAW


def test_two_documents_of_one_title_have_addresses_of_their_own(desk, editor, client):
    for _ in range(2):
        source = desk.read()
        client.post(address("take_over", source.pk), {"title": "Sổ tay", "type": "so-tay"})
    assert {page.slug for page in DocumentPage.objects.all()} == {"so-tay", "so-tay-2"}


def test_what_is_not_read_yet_is_not_taken_over(desk, editor, client):
    source = desk.store()
    client.post(address("take_over", source.pk), {"title": "Trống", "type": "luat"})
    assert not DocumentPage.objects.exists()


def test_deleting_takes_the_original_too(desk, editor, client):
    source = desk.read()
    original = source.original
    assert "Tệp gốc cũng bị xóa" in words(client.get(address("delete", source.pk)))
    client.post(address("delete", source.pk))

    assert not SourceFile.objects.exists()
    assert not type(original).objects.filter(pk=original.pk).exists()


def test_deleting_leaves_an_original_that_a_document_has(desk, editor, client):
    source = desk.read()
    client.post(address("take_over", source.pk), {"title": "Luật", "type": "luat"})
    assert "tệp gốc và tài liệu vẫn còn" in words(client.get(address("delete", source.pk)))
    client.post(address("delete", source.pk))

    draft = DocumentPage.objects.get().get_latest_revision_as_object()
    assert draft.file == source.original


def test_the_editor_of_a_document_finds_the_way_to_upload_its_text(desk, editor, client):
    page = desk.document()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    target = f"{address('upload')}?page={page.pk}"
    assert target in edit
    assert client.get(target).context["form"].initial["page"] == page

    client.post(
        target,
        {
            "originals": [SimpleUploadedFile("a.txt", LAW.encode())],
            "library": desk.library.pk,
            "page": page.pk,
        },
    )
    assert SourceFile.objects.get().page == page


def test_one_document_takes_one_file(desk, editor, client):
    page = desk.document()
    answer = upload(client, desk, ("a.txt", b"mot"), ("b.txt", b"hai"), page=page.pk)
    assert "chỉ chọn một tệp" in words(answer)


@pytest.mark.parametrize("asked", ["0", "999999", "x", "1" * 30, "-1"])
def test_nonsense_in_addresses_is_no_error(desk, editor, client, asked):
    assert client.get(address("upload"), {"page": asked}).status_code in (200, 302, 404)
    assert client.get(f"{address('index')}{asked}/").status_code in (404, 302)
    assert upload(client, desk, ("a.txt", b"mot"), page=asked).status_code == 200
