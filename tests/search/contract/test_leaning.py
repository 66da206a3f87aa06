"""What speaks for an item beside its words, on both engines: whom it is for, and what it is."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cms.publishing.representation import Label, Passage
from search.explaining import explain
from search.indexer import catch_up
from search.service import answer
from tests.search.conftest import SPRING, ask, found, publish

WORDS = "tiêu chuẩn, quyền và nghĩa vụ của hòa giải viên"
OURS = {"field": (Label("hoa-giai-o-co-so", "Hòa giải ở cơ sở"),)}
THEIRS = {"field": (Label("hoa-giai-tai-toa-an", "Hòa giải tại Tòa án"),)}


@pytest.mark.parametrize("typed", ["hòa giải viên", "hoa giai vien", "nghĩa vụ", "nghia vu"])
def test_of_laws_that_say_the_same_that_of_the_mediators_field_leads(engine, typed):
    publish("Luật này", WORDS, kind="document", labels=OURS)
    for title in ("Luật khác", "Luật nữa", "Luật kia"):
        publish(title, WORDS, kind="document", labels=THEIRS)
    catch_up(engine)

    assert found(typed)[0] == "Luật này"


def test_a_law_of_which_far_more_is_said_elsewhere_is_among_the_first(engine):
    publish("Luật khác", *[WORDS] * 200, kind="document", labels=THEIRS)
    publish("Luật này", f"{WORDS}. Các bên tự nguyện.", kind="document", labels=OURS)
    catch_up(engine)

    assert found("hòa giải viên")[0] == "Luật này"


def test_whom_it_is_for_finds_nothing_that_the_question_does_not(engine):
    publish("Tin", "hòa giải viên ở phường")
    publish("Luật này", WORDS, kind="document", labels=OURS)
    catch_up(engine)

    assert found("hòa giải viên ở phường") == ["Tin"]
    assert found("q=hòa giải viên&kind=news") == ["Tin"]


def test_words_outweigh_whom_it_is_for(engine):
    publish("Luật này", "hòa giải viên ở cơ sở", kind="document", labels=OURS)
    publish("Luật khác", "hòa giải viên tại Tòa án", kind="document", labels=THEIRS)
    publish("Án", "Tòa án tại tỉnh", kind="document", labels=THEIRS)
    catch_up(engine)

    assert found("hòa giải viên tại Tòa án")[0] == "Luật khác"


def test_a_provision_stands_before_what_only_asks_about_it(engine):
    publish("Ranh giới đất: bạn nghĩ gì", "Ranh giới đất của bạn ra sao", kind="poll")
    publish("Bộ luật Dân sự", "Ranh giới đất do hai nhà thỏa thuận", kind="document")
    catch_up(engine)

    assert found("ranh gioi dat")[0] == "Bộ luật Dân sự"


def test_another_order_is_not_touched(engine):
    publish(
        "Luật này", WORDS, kind="document", labels=OURS, published_at=SPRING - timedelta(days=1)
    )
    publish("Tin", WORDS)
    catch_up(engine)

    assert found("hòa giải viên") == ["Luật này", "Tin"]
    assert found("q=hòa giải viên&sort=date") == ["Tin", "Luật này"]


def test_staff_are_told_what_spoke_for_it_beside_its_words(engine):
    publish("Luật này", WORDS, kind="document", labels=OURS)
    publish("Tin", WORDS)
    catch_up(engine)
    hits = answer(ask("hòa giải viên")).hits

    places = explain(ask("hòa giải viên"), [hit.entry.id for hit in hits], SPRING).places

    law, news = (places[hit.entry.id].leaning for hit in hits)
    assert law > news == 0


def test_a_provision_stands_before_what_leads_its_law(engine):
    publish(
        "Luật này",
        Passage("dieu-8", "Điều 8. Bầu và công nhận", f"{'Thôn họp. ' * 30} Bầu hòa giải viên."),
        summary={"lead": "Bầu hòa giải viên"},
        kind="document",
        labels=OURS,
    )
    catch_up(engine)

    (hit,) = answer(ask("bầu hòa giải viên")).hits

    assert [passage.anchor for passage in hit.passages] == ["dieu-8", ""]
    assert hit.url.endswith("#dieu-8")
