"""What readers see: the library's lists, a document, a provision beside its citation."""

import json
import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from cms.library.models import DocumentIssuer, DocumentLawField, IssuingBody, LawField

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LAST_YEAR, NEXT_YEAR = TODAY - timedelta(days=365), TODAY + timedelta(days=365)
LIBRARY = "/thu-vien/"


def titles(answer):
    assert answer.status_code == 200
    return [row.page.title for row in answer.context["rows"]]


def html(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def three(shelf):
    old = shelf.law(
        "Luật cũ", number="1/2013/QH13", issued_on=date(2013, 6, 1), effective_from=date(2014, 1, 1)
    )
    shelf.law(
        "Luật mới",
        number="2/2023/QH15",
        issued_on=date(2023, 6, 1),
        effective_from=LAST_YEAR,
        relations=[{"kind": "replaces", "target": old}],
    )
    guide = shelf.document("Cẩm nang", type="huong-dan")
    DocumentIssuer.objects.create(page=old, body=IssuingBody.named("Quốc hội"))
    DocumentLawField.objects.create(page=guide, field=LawField.named("Đất đai"))
    return shelf


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Luật mới", "Luật cũ", "Cẩm nang"]),
        ("type=luat", ["Luật mới", "Luật cũ"]),
        ("type=huong-dan", ["Cẩm nang"]),
        ("issuing_body=quoc-hoi", ["Luật cũ"]),
        ("field=dat-dai", ["Cẩm nang"]),
        ("validity=con-hieu-luc", ["Luật mới"]),
        ("validity=het-hieu-luc", ["Luật cũ"]),
        ("validity=chua-co-hieu-luc", []),
        ("year=2013", ["Luật cũ"]),
        ("year=2013&type=huong-dan", []),
    ],
)
def test_the_library_is_narrowed(three, client, query, found):
    assert titles(client.get(f"{LIBRARY}?{query}")) == found


@pytest.mark.parametrize("query", ["type=x", "field=x", "validity=x", "year=xx", "year=99999"])
def test_a_filter_that_means_nothing_is_not_found(three, client, query):
    assert client.get(f"{LIBRARY}?{query}").status_code == 404


def test_only_filters_that_find_something_are_offered(three, client):
    secret = three.document("Nháp", live=False)
    DocumentIssuer.objects.create(page=secret, body=IssuingBody.named("Cơ quan mật"))
    page = html(client, LIBRARY)
    assert "Quốc hội" in page
    assert "Cơ quan mật" not in page
    assert "Nghị định" not in page


def test_a_longer_list_takes_no_more_queries(shelf, client, django_assert_max_num_queries):
    for number in range(25):
        shelf.law(f"Luật {number}", number=f"{number}/2020/QH14", slug=f"luat-{number}")
    client.get(LIBRARY)
    with django_assert_max_num_queries(40):
        answer = client.get(LIBRARY)
    assert len(titles(answer)) == 20
    assert len(titles(client.get(f"{LIBRARY}?page=2"))) == 5


def test_a_set_shows_its_documents_in_order(three, client):
    one, two = (three.document(title) for title in ("Bài một", "Bài hai"))
    draft = three.document("Bài nháp", live=False)
    three.set("Bộ nhập môn", two, draft, one, slug="nhap-mon", for_whom="Hòa giải viên mới")
    assert titles(client.get(f"{LIBRARY}nhap-mon/")) == ["Bài hai", "Bài một"]
    assert "Hòa giải viên mới" in html(client, LIBRARY)


def test_every_provision_has_an_anchor_and_a_link_to_itself(shelf, client):
    shelf.law()
    page = html(client, f"{LIBRARY}luat-mau/")
    for anchor in ("dieu-1", "dieu-2-khoan-1", "dieu-2-khoan-2-diem-a"):
        assert len(re.findall(f'id="{anchor}"', page)) == 1
        assert f'<a class="anchor" href="#{anchor}"' in page
    assert 'data-cite="điểm a"' in page
    assert 'data-document="Luật Mẫu số 1/2020/QH14"' in page


@pytest.mark.parametrize(
    ("number", "shown", "cited"),
    [
        ("1/2013/QH13", "Số 1/2013/QH13", "Luật Mẫu số 1/2013/QH13"),
        ("Mẫu số 01", "· Mẫu số 01", "Luật Mẫu (Mẫu số 01)"),
    ],
)
def test_a_number_that_says_what_it_is_is_not_called_one_again(shelf, client, number, shown, cited):
    page = html(client, shelf.law("Luật Mẫu", number=number).url)
    assert shown in page
    assert f'"{cited}"' in page


def test_the_contents_lead_to_every_article(shelf, client):
    text = "Chương I\nCHUNG\nĐiều 1. Một\nNội dung.\nChương II\nRIÊNG\nĐiều 2. Hai\nNội dung.\n"
    shelf.law(text=text)
    contents = client.get(f"{LIBRARY}luat-mau/").context["contents"]
    assert [(one.anchor, [below.anchor for below in one.below]) for one in contents] == [
        ("chuong-1", ["dieu-1"]),
        ("chuong-2", ["dieu-2"]),
    ]


def test_a_citation_within_the_document_leads_within_the_page(shelf, client):
    shelf.law()
    page = html(client, f"{LIBRARY}luat-mau/")
    assert re.search(r'<a class="citation" href="#dieu-2-khoan-1"[^>]*>khoản 1 Điều này</a>', page)
    assert re.search(r'<a class="citation" href="#dieu-1"[^>]*>Điều 1</a>', page)


def test_a_repealed_document_says_so_and_by_what(three, client):
    page = html(client, f"{LIBRARY}luat-cu/")
    assert "Hết hiệu lực" in page
    assert 'Được thay thế bởi <a href="/thu-vien/luat-moi/">' in page


def test_validity_is_shown_for_any_day(three, client):
    def shown(day):
        return client.get(f"{LIBRARY}luat-cu/?ngay={day}").context["validity"]["label"].name

    assert shown("2013-12-31") == "Chưa có hiệu lực"
    assert shown("2014-01-01") == "Còn hiệu lực"
    assert shown(TODAY.isoformat()) == "Hết hiệu lực"
    assert shown("không") == shown("2014-13-45") == "Hết hiệu lực"


def test_a_handbook_is_neither_in_force_nor_not(three, client):
    assert client.get(f"{LIBRARY}cam-nang/").context["validity"] is None


def test_who_cites_a_document_is_shown_while_public(shelf, client):
    law = shelf.law()
    text = "Điều 1. Căn cứ\nTheo khoản 2 Điều 2 Luật Mẫu.\n"
    decree = shelf.document("Nghị định", type="nghi-dinh", text=text)
    shelf.document("Nháp", type="nghi-dinh", text=text, live=False)

    def citing(query=""):
        return titles(client.get(f"/dan-chieu/{law.pk}/{query}"))

    shown = client.get(f"{LIBRARY}luat-mau/").context
    assert [row.page.title for row in shown["cited_by"]] == ["Nghị định"]
    assert citing() == citing("?dieu=dieu-2") == citing("?dieu=dieu-2-khoan-2") == ["Nghị định"]
    assert citing("?dieu=dieu-1") == []
    decree.unpublish()
    assert citing() == []
    assert client.get(f"/dan-chieu/{law.pk}/?dieu=dieu-99").status_code == 404


def test_a_handbook_cites_as_a_law_does(shelf, client):
    law = shelf.law()
    body = [{"type": "paragraph", "value": "<p>Xem khoản 2 Điều 2 Luật Mẫu.</p>"}]
    guide = shelf.document("Sổ tay", type="so-tay", body=json.dumps(body))
    link = f'href="{law.url}#dieu-2-khoan-2" data-provision="{law.pk}/dieu-2-khoan-2"'
    assert link in html(client, guide.url)
    assert titles(client.get(f"/dan-chieu/{law.pk}/?dieu=dieu-2")) == ["Sổ tay"]


def test_a_long_document_takes_no_more_queries(shelf, client, django_assert_max_num_queries):
    law = shelf.law(text="".join(f"Điều {n}. Tên\n1. Một.\n2. Hai.\n\n" for n in range(1, 200)))
    for number in range(8):
        shelf.document(f"Văn bản {number}", text="Điều 1. Căn cứ\nTheo Điều 2 Luật Mẫu.\n")
    client.get(law.url)
    with django_assert_max_num_queries(55):
        assert client.get(law.url).status_code == 200


def test_a_provision_is_shown_beside_its_citation(shelf, client):
    law = shelf.law(effective_from=LAST_YEAR)
    page = html(client, f"/dieu-khoan/{law.pk}/dieu-2-khoan-1/")
    assert "khoản 1 Điều 2 Luật Mẫu số 1/2020/QH14" in page
    assert "Hòa giải viên do người dân bầu." in page
    assert "Còn hiệu lực" in page
    assert "<html" not in page


def test_a_fragments_links_lead_to_the_documents_page(shelf, client):
    law = shelf.law()
    page = html(client, f"/dieu-khoan/{law.pk}/dieu-3/")
    assert 'href="/thu-vien/luat-mau/#dieu-1"' in page


def test_a_section_of_an_introduction_is_shown_beside_its_citation(shelf, client):
    body = [
        {"type": "heading", "value": {"text": "Lời mở", "level": "2", "anchor": ""}},
        {"type": "paragraph", "value": "<p>Nghe từng bên.</p>"},
    ]
    guide = shelf.document("Cẩm nang", type="huong-dan", body=json.dumps(body))
    assert "Nghe từng bên." in html(client, f"/dieu-khoan/{guide.pk}/loi-mo/")


def test_of_a_law_without_its_text_every_citation_shows_what_it_is_about(shelf, client):
    law = shelf.law(text="", summary="Luật gốc của mọi tổ hòa giải.")
    for anchor in ("", "dieu-12/"):
        assert "Luật gốc của mọi tổ hòa giải." in html(client, f"/dieu-khoan/{law.pk}/{anchor}")


@pytest.mark.parametrize("anchor", ["dieu-99", "x"])
def test_there_is_no_fragment_of_what_is_not_there(shelf, client, anchor):
    assert client.get(f"/dieu-khoan/{shelf.law().pk}/{anchor}/").status_code == 404
    assert client.get("/dieu-khoan/0/").status_code == 404


def test_no_markup_of_a_text_becomes_markup_of_the_page(shelf, client):
    text = 'Điều 1. <script>alert(1)</script>\n1. <img src=x onerror="alert(1)"> & "ngoặc"\n'
    shelf.law(text=text, title="<b>Luật</b>", slug="luat")
    page = html(client, f"{LIBRARY}luat/")
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_private_draft_and_expired_documents_answer_no_one(shelf, client):
    from wagtail.models import PageViewRestriction

    law = shelf.law("Luật kín")
    addresses = [
        f"/dieu-khoan/{law.pk}/dieu-1/", f"/dieu-khoan/{law.pk}/", f"/dan-chieu/{law.pk}/",
    ]  # fmt: skip
    assert {client.get(one).status_code for one in addresses} == {200}
    past = timezone.now() - timedelta(minutes=1)
    for hide in (
        lambda: law.unpublish(),
        lambda: type(law).objects.filter(pk=law.pk).update(live=True, expire_at=past),
        lambda: (
            type(law).objects.filter(pk=law.pk).update(expire_at=None),
            PageViewRestriction.objects.create(page=shelf.page, restriction_type="login"),
        ),
    ):
        hide()
        answers = [client.get(one) for one in addresses]
        assert {answer.status_code for answer in answers} == {404}
        assert all("Luật kín" not in answer.content.decode() for answer in answers)


def test_a_hidden_document_is_in_no_list(shelf, client):
    open_one = shelf.law("Luật mở", effective_from=LAST_YEAR)
    relation = {"kind": "repeals", "target": open_one}
    shelf.law("Luật kín", number="9/2020/QH14", live=False, relations=[relation])
    shelf.document("Văn bản kín", text="Điều 1. Căn cứ\nTheo Điều 2 Luật mở.\n", live=False)
    for address in (LIBRARY, f"{LIBRARY}luat-mo/", f"{LIBRARY}?validity=con-hieu-luc"):
        page = html(client, address)
        assert "kín" not in page
        assert "Luật mở" in page
