"""What the log says of documents: their parts, what they are filed under, what clings to others."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.library.models import (
    Audience,
    DocumentAudience,
    DocumentIssuer,
    DocumentLawField,
    IssuingBody,
    LawField,
)
from cms.publishing import relay as relaying
from cms.publishing.models import Entry
from cms.publishing.relay import relay
from cms.publishing.worker import apply_schedule
from tests.library.shelf import LAW

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
LAST_YEAR, NEXT_YEAR = TODAY - timedelta(days=365), TODAY + timedelta(days=365)


def payload(shelf, page):
    return json.loads(shelf.entry(page).payload)


def parts(shelf, page):
    rows = shelf.entry(page).parts.order_by("position")
    return {row.anchor: json.loads(row.payload) for row in rows}


def labels(shelf, page):
    return {(one.scheme, one.code): one.name for one in shelf.entry(page).labels.all()}


def validity(shelf, page):
    return payload(shelf, page)["validity"]["code"]


def test_every_provision_is_a_part_of_one_shape(shelf):
    found = parts(shelf, shelf.law(effective_from=LAST_YEAR))

    assert list(found) == [
        "dieu-1", "dieu-2", "dieu-2-khoan-1", "dieu-2-khoan-2", "dieu-2-khoan-2-diem-a",
        "dieu-2-khoan-2-diem-b", "dieu-3",
    ]  # fmt: skip
    assert {frozenset(part) for part in found.values()} == {
        frozenset(("id", "anchor", "kind", "path", "heading", "citation", "url", "text", "html"))
        | {"validity"}
    }
    point = found["dieu-2-khoan-2-diem-a"]
    assert point["path"] == ["Điều 2", "Khoản 2", "Điểm a"]
    assert point["citation"] == "điểm a khoản 2 Điều 2 Luật Mẫu số 1/2020/QH14"
    assert point["url"] == "http://portal.example/thu-vien/luat-mau/#dieu-2-khoan-2-diem-a"
    assert point["text"] == "Đề nghị các bên cung cấp thông tin;"
    assert point["validity"]["code"] == "con-hieu-luc"
    assert len({part["id"] for part in found.values()}) == 7


def test_an_article_says_all_that_is_in_it(shelf):
    article = parts(shelf, shelf.law())["dieu-2"]
    assert "1. Hòa giải viên do người dân bầu." in article["text"]
    assert "a) Đề nghị các bên cung cấp thông tin;" in article["text"]
    assert 'id="dieu-2-khoan-2-diem-b"' in article["html"]


def test_ids_of_provisions_outlive_a_correction(shelf):
    law = shelf.law()
    before = {anchor: part["id"] for anchor, part in parts(shelf, law).items()}
    shelf.change(law, text=LAW.replace("bầu", "bầu ra"))
    assert {anchor: part["id"] for anchor, part in parts(shelf, law).items()} == before


def test_a_hit_in_a_clause_leads_to_the_clause(shelf):
    passages = {one.anchor: one for one in shelf.entry(shelf.law()).passages}
    article = passages["dieu-2"]
    assert article.heading == "Điều 2. Hòa giải viên"
    place = article.text.index("Đề nghị các bên")
    assert article.anchor_at(place) == "dieu-2-khoan-2-diem-a"


def test_the_introductions_headings_are_provisions_too(shelf):
    body = [
        {"type": "heading", "value": {"text": "Trước khi gặp", "level": "2", "anchor": ""}},
        {"type": "paragraph", "value": "<p>Nghe <b>từng</b> bên.</p>"},
    ]
    guide = shelf.document("Cẩm nang", type="huong-dan", body=json.dumps(body), text=LAW)
    part = parts(shelf, guide)["truoc-khi-gap"]
    assert (part["kind"], part["text"]) == ("heading", "Nghe từng bên.")
    assert "<p>Nghe <b>từng</b> bên.</p>" in part["html"]
    assert part["validity"] is None


def test_a_document_carries_labels_by_which_it_is_filtered(shelf):
    law = shelf.law(effective_from=LAST_YEAR)
    DocumentIssuer.objects.create(page=law, body=IssuingBody.named("Quốc hội"))
    DocumentLawField.objects.create(page=law, field=LawField.named("Đất đai"))
    DocumentAudience.objects.create(page=law, audience=Audience.named("Hòa giải viên"))
    shelf.set("Bộ nhập môn", law, slug="nhap-mon")
    assert labels(shelf, law) == {
        ("type", "luat"): "Luật",
        ("issuing_body", "quoc-hoi"): "Quốc hội",
        ("field", "dat-dai"): "Đất đai",
        ("audience", "hoa-giai-vien"): "Hòa giải viên",
        ("set", "nhap-mon"): "Bộ nhập môn",
        ("validity", "con-hieu-luc"): "Còn hiệu lực",
    }
    assert shelf.house.is_true()


def test_a_renamed_issuing_body_is_renamed_everywhere(shelf):
    law = shelf.law()
    body = IssuingBody.named("Quốc hội")
    DocumentIssuer.objects.create(page=law, body=body)
    relay()
    body.name = "Quốc hội nước CHXHCN Việt Nam"
    body.save()
    assert payload(shelf, law)["issuing_bodies"][0]["name"] == body.name


def test_a_document_leaves_a_set_and_a_set_its_name(shelf):
    law = shelf.law()
    kit = shelf.set("Bộ nhập môn", law, slug="nhap-mon")
    shelf.change(kit, title="Bộ cơ bản")
    assert labels(shelf, law)["set", "nhap-mon"] == "Bộ cơ bản"
    shelf.house.fresh(kit).unpublish()
    assert ("set", "nhap-mon") not in labels(shelf, law)
    assert shelf.house.is_true()


def test_the_term_in_force_is_in_the_log_for_any_day(shelf):
    old = shelf.law("Luật cũ", number="1/2013/QH13", effective_from=LAST_YEAR)
    relation = {"kind": "replaces", "target": old}
    shelf.law("Luật mới", number="2/2024/QH15", effective_from=NEXT_YEAR, relations=[relation])
    entry = shelf.entry(old)
    assert (entry.valid_from, entry.valid_until) == (LAST_YEAR, NEXT_YEAR)
    assert entry.changes_at.date() == NEXT_YEAR - timedelta(days=1)
    assert validity(shelf, old) == "con-hieu-luc"


def test_only_public_documents_end_another(shelf):
    old = shelf.law("Luật cũ", number="1/2013/QH13", effective_from=date(2014, 1, 1))
    relation = {"kind": "replaces", "target": old}
    new = shelf.law(
        "Luật mới", number="2/2020/QH14", effective_from=LAST_YEAR, relations=[relation], live=False
    )
    assert validity(shelf, old) == "con-hieu-luc"
    new.save_revision().publish()
    assert validity(shelf, old) == "het-hieu-luc"
    assert payload(shelf, old)["relations"] == [
        {
            "relation": "replaced_by",
            "number": "2/2020/QH14",
            "title": "Luật mới",
            "url": "http://portal.example/thu-vien/luat-moi/",
            "partial": False,
            "provisions": "",
            "since": LAST_YEAR.isoformat(),
        }
    ]
    shelf.house.fresh(new).unpublish()
    assert validity(shelf, old) == "con-hieu-luc"
    assert payload(shelf, old)["relations"] == []
    assert shelf.house.is_true()


def test_a_relation_withdrawn_from_a_document_no_longer_holds(shelf):
    old = shelf.law("Luật cũ", number="1/2013/QH13", effective_from=date(2014, 1, 1))
    relation = {"kind": "repeals", "target": old}
    new = shelf.law("Mới", number="2/2020/QH14", effective_from=LAST_YEAR, relations=[relation])
    assert validity(shelf, old) == "het-hieu-luc"
    shelf.change(new, relations=[])
    assert validity(shelf, old) == "con-hieu-luc"
    relation = {"kind": "repeals", "target": old}
    newer = shelf.law("Nữa", number="3/2021/QH14", effective_from=LAST_YEAR, relations=[relation])
    assert validity(shelf, old) == "het-hieu-luc"
    newer.delete()
    assert validity(shelf, old) == "con-hieu-luc"
    assert shelf.house.is_true()


def test_a_repealed_clause_has_ended_and_its_neighbours_have_not(shelf):
    law = shelf.law(effective_from=date(2020, 1, 1))
    relation = {"kind": "repeals", "target": law, "partial": True, "provisions": "khoản 2 Điều 2"}
    shelf.law("Sửa", number="2/2021/QH14", effective_from=LAST_YEAR, relations=[relation])
    states = {anchor: part["validity"]["code"] for anchor, part in parts(shelf, law).items()}
    assert states == {
        "dieu-1": "con-hieu-luc",
        "dieu-2": "het-hieu-luc-mot-phan",
        "dieu-2-khoan-1": "con-hieu-luc",
        "dieu-2-khoan-2": "het-hieu-luc",
        "dieu-2-khoan-2-diem-a": "het-hieu-luc",
        "dieu-2-khoan-2-diem-b": "het-hieu-luc",
        "dieu-3": "con-hieu-luc",
    }


def test_validity_turns_over_at_midnight_in_vietnam(shelf, monkeypatch):
    law = shelf.law(effective_from=NEXT_YEAR)
    entry = shelf.entry(law)
    assert validity(shelf, law) == "chua-co-hieu-luc"
    midnight = entry.changes_at
    assert timezone.localtime(midnight).isoformat()[11:19] == "00:00:00"
    monkeypatch.setattr(timezone, "now", lambda: midnight + timedelta(seconds=1))
    apply_schedule()
    assert validity(shelf, law) == "con-hieu-luc"


def test_a_relation_by_number_finds_its_document_when_that_arrives(shelf):
    relation = {"kind": "replaces", "target_number": "1/2013/QH13", "target_title": "Luật cũ"}
    new = shelf.law("Mới", number="2/2020/QH14", effective_from=LAST_YEAR, relations=[relation])
    assert payload(shelf, new)["relations"][0]["url"] is None
    old = shelf.law("Luật cũ", number="01/2013/qh13", effective_from=date(2014, 1, 1))
    assert payload(shelf, new)["relations"][0]["url"].endswith("/luat-cu/")
    assert validity(shelf, old) == "het-hieu-luc"


def test_a_number_that_every_commune_gives_is_not_joined_by_itself(shelf):
    relation = {"kind": "guides", "target_number": "104/KH-UBND"}
    guide = shelf.document("Hướng dẫn", relations=[relation])
    shelf.document("Kế hoạch", number="104/KH-UBND")
    assert payload(shelf, guide)["relations"][0]["url"] is None


def test_a_citation_is_linked_while_its_document_is_public(shelf):
    decree = shelf.document(
        "Nghị định Mẫu", type="nghi-dinh", text="Điều 1. Căn cứ\nTheo Điều 2 Luật Mẫu.\n"
    )
    assert "<a" not in parts(shelf, decree)["dieu-1"]["html"]
    law = shelf.law()
    link = 'href="http://portal.example/thu-vien/luat-mau/#dieu-2"'
    assert link in parts(shelf, decree)["dieu-1"]["html"]
    law.unpublish()
    assert "<a" not in parts(shelf, decree)["dieu-1"]["html"]
    shelf.house.fresh(law).save_revision().publish()
    assert link in parts(shelf, decree)["dieu-1"]["html"]
    shelf.change(law, slug="luat-khac")
    assert "/luat-khac/#dieu-2" in parts(shelf, decree)["dieu-1"]["html"]
    shelf.house.fresh(law).delete()
    assert "<a" not in parts(shelf, decree)["dieu-1"]["html"]
    assert shelf.house.is_true()


def test_a_handbooks_citations_are_linked_between_its_own_marks(shelf):
    said = (
        "<p>Vợ &amp; chồng: xem <b>Điều 2</b> và Điều 3 Luật Mẫu,"
        ' <a href="https://a.vn/">Điều 1 Luật Mẫu</a>.</p>'
    )
    body = [
        {"type": "heading", "value": {"text": "Điều 1 Luật Mẫu", "level": "2", "anchor": ""}},
        {"type": "paragraph", "value": said},
    ]
    guide = shelf.document("Sổ tay", type="so-tay", body=json.dumps(body))
    shelf.public()
    assert "citation" not in payload(shelf, guide)["body"]["html"]
    law = shelf.law()
    links = [payload(shelf, guide)["body"]["html"], parts(shelf, guide)["dieu-1-luat-mau"]["html"]]
    for one in links:
        assert one.count('class="citation"') == 1
        assert "Vợ &amp; chồng: xem <b>Điều 2</b> và" in one
        assert 'portal.example/thu-vien/luat-mau/#dieu-3">Điều 3 Luật Mẫu</a>, <a ' in one
    law.unpublish()
    assert "citation" not in payload(shelf, guide)["body"]["html"]
    assert shelf.house.is_true()


def test_a_document_under_another_name_is_cited_by_that_name_only(shelf):
    decree = shelf.document("Nghị định", text="Điều 1. Căn cứ\nTheo Điều 2 Luật Mẫu.\n")
    law = shelf.law()
    assert "<a" in parts(shelf, decree)["dieu-1"]["html"]
    shelf.change(law, title="Luật Khác")
    assert "<a" not in parts(shelf, decree)["dieu-1"]["html"]
    shelf.change(law, known_as="Luật Mẫu")
    assert "<a" in parts(shelf, decree)["dieu-1"]["html"]
    assert shelf.house.is_true()


def test_a_correction_of_a_much_cited_law_leaves_those_that_cite_it_alone(
    shelf, django_assert_max_num_queries
):
    law = shelf.law()
    citing = [
        shelf.document(f"Nghị định {n}", text="Điều 1. Căn cứ\nTheo Điều 2 Luật Mẫu.\n")
        for n in range(5)
    ]
    before = [shelf.entry(page).change for page in citing]
    shelf.change(law, text=LAW + "Điều 4. Thêm\nMột điều nữa.\n")
    with django_assert_max_num_queries(110):
        relay()
    assert [shelf.entry(page).change for page in citing] == before


def test_a_name_means_the_law_that_was_there(shelf):
    shelf.law("Luật Đất đai", number="45/2013/QH13", issued_on=date(2013, 11, 29), slug="cu")
    shelf.law("Luật Đất đai", number="31/2024/QH15", issued_on=date(2024, 1, 18), slug="moi")

    def cited(text, issued_on):
        page = shelf.document("Văn bản", text=f"Điều 1. Căn cứ\n{text}\n", issued_on=issued_on)
        return parts(shelf, page)["dieu-1"]["html"]

    assert "/cu/#dieu-3" in cited("Theo Điều 3 Luật Đất đai.", date(2015, 1, 1))
    assert "/moi/#dieu-3" in cited("Theo Điều 3 Luật Đất đai.", date(2025, 1, 1))
    assert "/moi/#dieu-3" in cited("Theo Điều 3 Luật Đất đai.", None)
    assert "/cu/#dieu-3" in cited("Theo Điều 3 Luật Đất đai năm 2013.", date(2025, 1, 1))


def test_a_set_lists_its_public_documents_in_the_editors_order(shelf):
    one, two = shelf.document("Một"), shelf.document("Hai", live=False)
    three = shelf.document("Ba")
    kit = shelf.set("Bộ", three, two, one)

    def listed():
        return [one["title"] for one in payload(shelf, kit)["documents"]]

    assert listed() == ["Ba", "Một"]
    two.save_revision().publish()
    assert listed() == ["Ba", "Hai", "Một"]
    shelf.house.fresh(one).unpublish()
    assert listed() == ["Ba", "Hai"]
    assert shelf.house.is_true()


def test_a_file_in_a_closed_collection_is_not_shown(shelf, document):
    from wagtail.models import Collection, CollectionViewRestriction

    law = shelf.law(file=document)
    assert payload(shelf, law)["file"]["filename"].endswith(".pdf")
    closed = Collection.get_first_root_node().add_child(name="Nội bộ")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    type(document).objects.filter(pk=document.pk).update(collection=closed)
    assert payload(shelf, law)["file"] is None
    assert shelf.house.is_true()


def test_nothing_of_a_document_that_is_not_public_is_in_the_log(shelf):
    secret = shelf.law("Bí mật", number="9/2020/QH14")
    relation = {"kind": "amends", "target": secret}
    open_one = shelf.law("Công khai", number="8/2020/QH14", relations=[relation])
    shelf.house.fresh(secret).unpublish()
    assert shelf.public() == {"Công khai"}
    assert not Entry.objects.filter(payload__contains="Bí mật").exists()
    assert payload(shelf, open_one)["relations"] == []


def test_of_many_new_documents_that_cite_each_other_each_is_derived_once(shelf, monkeypatch):
    relay()
    for number in range(1, 5):
        cited = "\n".join(f"- Luật số {other}/2020/QH14;" for other in range(1, 5))
        shelf.document(f"Luật {number}", type="luat", number=f"{number}/2020/QH14", text=cited)
    derived = []
    whole = relaying.bring_up_to_date
    monkeypatch.setattr(
        relaying,
        "bring_up_to_date",
        lambda source, *rest: derived.append(source) or whole(source, *rest),
    )
    monkeypatch.setattr(relaying, "BATCH", 2)
    relay()
    assert len(set(derived)) >= 4
    assert len(derived) == len(set(derived))
    assert shelf.house.is_true()


def test_many_new_documents_are_published_with_few_queries_each(shelf, monkeypatch):
    relay()
    for number in range(40):
        shelf.document(
            f"Luật {number}", type="luat", number=f"{number}/2020/QH14", text="Điều 1. A"
        )
    with CaptureQueriesContext(connection) as asked:
        relay()
    assert shelf.house.is_true()
    assert len(asked) / 40 < 40


def test_documents_that_cannot_be_read_together_are_published_one_by_one(shelf, monkeypatch):
    def fail(sources):
        raise ValueError("one of them")

    monkeypatch.setattr(relaying, "find_many", fail)
    page = shelf.document("Quy chế", text="Điều 1. A")
    relay()
    assert payload(shelf, page)["title"] == "Quy chế"
