"""What is suggested while someone types, and why results rank as they do, on both engines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.publishing.models import Entry
from search import counting
from search.engine import ScorePart
from search.explaining import explain
from search.indexer import catch_up
from search.service import answer
from search.suggesting import suggestions
from tests.search.conftest import ask, publish, withdraw


def suggested(text: str) -> list[str]:
    return [one.text for one in suggestions(text, timezone.now())]


@pytest.mark.parametrize(
    "typed", ["luat hoa g", "Luật hòa giải ", "giải lu", "luật hoà giai ơ c", "ｌｕａｔ ｈ"]
)
def test_titles_come_up_while_they_are_typed_with_or_without_diacritics(engine, typed):
    publish("Luật Hòa giải ở cơ sở")
    publish("Luật Đất đai")
    catch_up(engine)

    assert suggested(typed) == ["Luật Hòa giải ở cơ sở"]


@pytest.mark.parametrize("typed", ["35/2", "35/2013", "35/2013/QH13", "35/2013/q"])
def test_a_document_comes_up_by_its_number(engine, typed):
    publish("Luật Hòa giải ở cơ sở", kind="notice", summary={"number": "35/2013/QH13"})
    publish("Nghị định", kind="notice", summary={"number": "36/2014/NĐ-CP"})
    catch_up(engine)

    assert suggested(typed) == ["Luật Hòa giải ở cơ sở"]


def test_a_title_that_begins_as_was_typed_comes_first_and_each_title_once(engine):
    publish("Tin", "x", source="test:a")
    publish("Bản tin", source="test:b")
    publish("Tin", "y", source="test:c")
    catch_up(engine)

    assert suggested("tin") == ["Tin", "Bản tin"]


def test_nothing_is_suggested_for_one_letter_or_signs_alone(engine):
    publish("Luật Đất đai")
    catch_up(engine)

    assert [suggested(text) for text in ("l", "", "?!", ".*", "x" * 5000)] == [[]] * 5


def test_what_is_not_public_is_never_suggested(engine):
    gone = publish("Tin đã rút")
    publish("Tin hết hạn", expires_at=timezone.now() + timedelta(hours=1))
    publish("Tin còn")
    catch_up(engine)
    withdraw(gone)
    Entry.objects.filter(title="Tin hết hạn").update(
        expires_at=timezone.now() - timedelta(seconds=1)
    )

    assert suggested("tin") == ["Tin còn"]


def test_suggesting_costs_two_queries(engine, django_assert_num_queries):
    for number in range(20):
        publish(f"Tin {number}")
    catch_up(engine)

    with django_assert_num_queries(2):
        assert len(suggested("tin")) == 6


def test_a_query_is_suggested_once_it_was_asked_on_several_days_and_found_something(engine):
    publish("Tin")
    catch_up(engine)
    now = timezone.now()
    for days in range(3):
        counting.count_asked("Tranh chấp đất", found=True, now=now - timedelta(days))
        counting.count_asked("tranh chấp sao hỏa", found=False, now=now - timedelta(days))
    for _ in range(50):
        counting.count_asked("tranh chấp của một người", found=True, now=now)

    assert suggested("tranh c") == ["tranh chấp đất"]


def test_an_item_resembles_what_shares_its_words_and_not_itself(engine):
    law = publish("Luật Hòa giải ở cơ sở", lead="Về tổ chức và hoạt động hòa giải ở cơ sở")
    publish("Nghị định hướng dẫn Luật Hòa giải ở cơ sở")
    publish("Thông báo lịch cúp điện")
    catch_up(engine)

    result = answer(ask(f"like={law.id}"))

    assert [hit.entry.title for hit in result.hits] == ["Nghị định hướng dẫn Luật Hòa giải ở cơ sở"]
    assert result.item == law


def test_what_resembles_an_item_that_is_not_public_is_not_told(engine):
    law = publish("Luật Hòa giải")
    publish("Hòa giải")
    catch_up(engine)
    withdraw(law)

    assert answer(ask(f"like={law.id}")).total == 0
    assert answer(ask(f"q=hòa giải&within={law.id}")).total == 0


def test_a_score_is_explained_by_the_terms_that_make_it(engine):
    publish("Thù lao", "hòa giải viên được hưởng thù lao")
    publish("Khen thưởng", "hòa giải viên được khen thưởng")
    catch_up(engine)
    query = ask("thù lao")
    (hit,) = answer(query).hits

    found = explain(query, [hit.entry.id], timezone.now())

    parts = found.parts[hit.entry.id]
    assert {(part.place, part.token) for part in parts} >= {("label", "thù"), ("text", "thù_lao")}
    assert all(isinstance(part, ScorePart) and part.score > 0 for part in parts)
    assert [term.token for term in found.plan.terms] == ["thù", "lao"]
    assert found.score(hit.entry.id) > 0


def test_when_nothing_is_found_each_word_and_each_filter_say_what_they_would_find(engine):
    publish("Tin đất đai", published_at=timezone.now())
    publish("Thông báo đất đai", kind="notice")
    catch_up(engine)

    result = answer(ask("q=đất đai&kind=notice&published_after=2025-01-01"))

    assert result.total == 0
    assert [(one.parameter, one.count) for one in result.relaxations] == [
        ("kind", 1),
        ("published", 1),
    ]
    assert result.relaxations[0].query.choices == {}
    words = answer(ask("q=đất xyzzy")).words
    assert [(one.text, one.count) for one in words] == [("đất", 2), ("xyzzy", 0)]


def test_of_a_phrase_that_nothing_has_each_word_is_counted_by_itself(engine):
    publish("Tin đất đai")
    publish("Thông báo hòa giải")
    catch_up(engine)

    result = answer(ask('q="đất hòa" -tin'))

    assert result.total == 0
    assert [(one.text, one.count) for one in result.words] == [("đất", 1), ("hòa", 1)]


def test_what_is_in_force_today_is_counted_where_that_means_anything(engine):
    today = timezone.localdate()
    publish("Luật cũ", kind="notice", valid_from=today - timedelta(9), valid_until=today)
    publish("Luật mới", kind="notice", valid_from=today)
    publish("Tin về luật")
    catch_up(engine)

    assert answer(ask("luật")).in_force == 1
    assert answer(ask("q=luật&kind=news")).in_force is not None
    assert answer(ask("q=tin")).in_force is None


@pytest.mark.parametrize("typed", ["luật hòa gải", "luat hoa gia o", "luạt hoaf", "luaat hòa"])
def test_one_typing_error_is_forgiven_when_nothing_has_the_words_as_they_are(engine, typed):
    publish("Luật Hòa giải ở cơ sở")
    publish("Bộ luật Dân sự")
    catch_up(engine)

    assert suggested(typed) == ["Luật Hòa giải ở cơ sở"]


def test_what_was_typed_right_is_not_joined_by_what_is_only_like_it(engine):
    publish("Hòa giải viên")
    publish("Hòa giản viên")
    catch_up(engine)

    assert suggested("hòa giải v") == ["Hòa giải viên"]
