"""A print-out at the address of a page: only of what everyone may read, printed once a version."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.library.printing import press, views
from cms.publishing.relay import relay
from cms.visits.periods import period_of
from cms.visits.report import report_of
from tests.library.printing import works
from tests.library.shelf import LAW
from tests.visits.conftest import counted


@pytest.fixture(autouse=True)
def own_shelf(settings, tmp_path):
    settings.PRINTING = {**settings.PRINTING, "PATH": tmp_path / "printed"}


@pytest.fixture
def prints(monkeypatch):
    """The manuscripts that went to the press; setting them in type is tested elsewhere."""
    made = []

    def pretend(manuscript):
        made.append(manuscript)
        return b"%PDF-1.7 a print"

    monkeypatch.setattr(press, "_print", pretend)
    return made


def get(client, page, form="", **options):
    relay()
    response = client.get(f"{page.url}in.pdf{form}", **options)
    if response.streaming:
        response.body = b"".join(response.streaming_content)
    return response


def test_print_out_of_a_document_holds_its_articles_and_leads_back_to_it(client, shelf):
    law = shelf.law("Luật Hòa giải", summary="Về hòa giải.")
    response = get(client, law)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert 'filename="luat-hoa-giai-a4.pdf"' in response.headers["Content-Disposition"]
    text = works.whole_text(pypdfium2.PdfDocument(io.BytesIO(response.body)))
    assert law.full_url in text
    for expected in ("Điều 2. Hòa giải viên", "a) Đề nghị các bên cung cấp", "Điều 3. Hiệu lực"):
        assert expected in text


def test_print_out_of_a_set_holds_its_public_documents_in_order(client, shelf, prints):
    first, second = shelf.law("Luật Một"), shelf.law("Luật Hai", number="2/2020/QH14")
    draft = shelf.document("Bản nháp", live=False, text=LAW)
    kit = shelf.set("Bộ tài liệu", second, draft, first, for_whom="Hòa giải viên")
    assert get(client, kit).status_code == 200
    (made,) = prints
    assert [each["title"] for each in made["documents"]] == ["Luật Hai", "Luật Một"]


@pytest.mark.parametrize(
    ("form", "paper", "large"),
    [
        ("", "a4", False),
        ("?kho=a4", "a4", False),
        ("?kho=a5", "a5", False),
        ("?kho=a4&chu=lon", "a4", True),
        ("?kho=a5&chu=lon", "a5", True),
    ],
)
def test_reader_chooses_paper_and_large_letters(client, shelf, prints, form, paper, large):
    assert get(client, shelf.law(), form).status_code == 200
    assert (prints[0]["paper"], prints[0]["large"]) == (paper, large)


def test_a_print_out_is_a_download_of_its_item_each_time_it_is_handed_out(client, shelf, prints):
    law = shelf.law()
    etag = get(client, law).headers["ETag"]
    get(client, law, "?kho=a5")
    get(client, law, HTTP_IF_NONE_MATCH=etag)
    client.head(f"{law.url}in.pdf")
    get(client, law, HTTP_USER_AGENT="Googlebot/2.1 (+http://www.google.com/bot.html)")
    get(client, law, HTTP_SEC_PURPOSE="prefetch")
    assert counted("download") == {str(shelf.entry(law).pk): 2}
    [row] = report_of(period_of("7", timezone.localdate())).files
    assert row.label == f"{law.title} (Tài liệu), bản in"
    assert row.url == law.full_url


@pytest.mark.parametrize("form", ["?kho=a3", "?chu=to", "?kho=", "?kho=a4%00", "?kho=../x"])
def test_form_that_does_not_exist_is_400_with_those_that_do(client, shelf, prints, form):
    response = get(client, shelf.law(), form)
    assert response.status_code == 400
    assert "in.pdf?kho=a5" in response.content.decode()
    assert not prints


def hide(shelf, page, how):
    if how == "draft":
        page.unpublish()
    elif how == "private":
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    elif how == "below a private page":
        PageViewRestriction.objects.create(page=shelf.page, restriction_type="login")
    elif how == "expired":
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save()
    elif how == "deleted":
        page.delete()


@pytest.mark.parametrize("how", ["draft", "private", "below a private page", "expired", "deleted"])
@pytest.mark.parametrize("kind", ["document", "set"])
def test_what_is_not_public_is_never_printed_though_it_was_before(client, shelf, prints, kind, how):
    law = shelf.law()
    page = law if kind == "document" else shelf.set("Bộ", law)
    etag = get(client, page).headers["ETag"]
    hide(shelf, page, how)
    # At once, before the log has heard of it.
    response = client.get(f"{page.url}in.pdf", headers={"If-None-Match": etag})
    assert response.status_code == 404
    assert "ETag" not in response.headers
    assert len(prints) == 1


def test_document_that_stops_being_public_is_gone_from_the_set(client, shelf, prints):
    stays, goes = shelf.law("Luật ở lại"), shelf.law("Luật ra đi", number="2/2020/QH14")
    kit = shelf.set("Bộ", stays, goes)
    get(client, kit)
    goes.unpublish()
    get(client, kit)
    assert [each["title"] for each in prints[-1]["documents"]] == ["Luật ở lại"]


def test_draft_changes_of_a_public_document_are_not_printed(client, shelf, prints):
    law = shelf.law()
    law.text = "Điều 1. Bí mật\nChưa công bố."
    law.save_revision()
    get(client, law)
    assert "Bí mật" not in str(prints[0])


def test_same_version_is_printed_once_for_everyone(client, shelf, prints):
    law = shelf.law()
    assert get(client, law).headers["ETag"] == get(client, law).headers["ETag"]
    assert len(prints) == 1


def test_new_version_is_printed_anew_under_another_etag(client, shelf, prints):
    law = shelf.law()
    before = get(client, law).headers["ETag"]
    shelf.change(law, text=LAW + "\nĐiều 4. Thêm\nMột điều nữa.\n")
    assert get(client, law).headers["ETag"] != before
    assert "Một điều nữa." in str(prints[-1])


def test_new_version_of_a_document_is_a_new_version_of_its_set(client, shelf, prints):
    law = shelf.law()
    kit = shelf.set("Bộ", law)
    before = get(client, kit).headers["ETag"]
    shelf.change(law, text=LAW + "\nĐiều 4. Thêm\nMột điều nữa.\n")
    assert get(client, kit).headers["ETag"] != before


def test_whoever_has_this_version_is_answered_304_and_nothing_is_printed(client, shelf, prints):
    law = shelf.law()
    first = get(client, law)
    for headers in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        assert get(client, law, headers=headers).status_code == 304
    assert len(prints) == 1


def test_caches_ask_each_time_and_crawlers_keep_nothing(client, shelf, prints):
    response = get(client, shelf.law())
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_busy_press_is_503_with_a_page_that_comes_back_by_itself(client, shelf, monkeypatch):
    def busy(*_):
        raise press.PressBusy

    monkeypatch.setattr(views, "printed", busy)
    response = get(client, shelf.law())
    assert response.status_code == 503
    assert response.headers["Retry-After"] == response.headers["Refresh"]
    assert "no-store" in response.headers["Cache-Control"]


def test_document_that_cannot_be_printed_is_503_and_noted(client, shelf, monkeypatch, caplog):
    def fails(_):
        raise press.PressFailed("no memory")

    monkeypatch.setattr(press, "_print", fails)
    response = get(client, shelf.law())
    assert response.status_code == 503
    assert "Retry-After" not in response.headers
    assert "no memory" in caplog.text


@pytest.mark.parametrize("path", ["/in.pdf", "/thu-vien/in.pdf", "/thu-vien/khong-co/in.pdf"])
def test_only_documents_and_sets_are_printed(client, shelf, prints, path):
    assert client.get(path).status_code == 404


def test_pages_offer_every_form(client, shelf):
    law = shelf.law()
    kit = shelf.set("Bộ", law)
    relay()
    for page in (law, kit):
        html = client.get(page.url).content.decode()
        for form in ("kho=a4", "kho=a5", "kho=a4&amp;chu=lon"):
            assert f'href="{page.url}in.pdf?{form}"' in html


def test_editions_introduction_is_printed_before_the_text(client, shelf, prints):
    from blocks.body import ContentBody

    body = ContentBody().to_python(
        [{"type": "paragraph", "value": "<p>Lời của người biên soạn.</p>"}]
    )
    get(client, shelf.law(body=body))
    blocks = prints[0]["documents"][0]["blocks"]
    assert blocks[0]["text"] == ["Lời của người biên soạn."]


def test_number_of_queries_does_not_grow_with_the_set(
    client, shelf, prints, django_assert_max_num_queries
):
    laws = [shelf.law(f"Luật {n}", number=f"{n}/2020/QH14", text="") for n in range(1, 9)]
    kit = shelf.set("Bộ", *laws)
    get(client, kit)
    with django_assert_max_num_queries(16):
        client.get(f"{kit.url}in.pdf")
