"""Why a result stands where it does, on both engines alike."""

from __future__ import annotations

from django.utils import timezone

from search.explaining import Explanation, explain
from search.indexer import catch_up
from search.models import Synonym
from search.service import answer
from tests.search.conftest import ask, publish


def explained(text: str) -> tuple[Explanation, dict[str, str]]:
    """The explanation, and by title the reason for its place."""
    hits = answer(ask(text)).hits
    found = explain(ask(text), [hit.entry.id for hit in hits], timezone.now())
    return found, {hit.entry.title: found.places[hit.entry.id].reason for hit in hits}


def test_what_was_ranked_again_says_what_spoke_for_it(engine):
    publish("Thù lao của hòa giải viên", "Hòa giải viên được hưởng thù lao theo vụ, việc")
    publish("Khen thưởng", "Hòa giải viên được khen thưởng; thù lao thì không")
    catch_up(engine)

    found, reasons = explained("thù lao của hòa giải viên")

    assert set(reasons.values()) == {"ranked"}
    judged = [place.judged for place in found.places.values()]
    assert sorted(one.place for one in judged) == [1, 2]
    assert {one.first_place for one in judged} == {1, 2}
    best = min(judged, key=lambda one: one.place)
    assert set(best.worth) == {"words", "pairs", "near", "label", "length", "engine"}
    assert max(best.worth.values()) > 0


def test_few_words_leave_the_index_its_order_and_a_sorted_list_says_that_it_is(engine):
    publish("Thù lao")
    catch_up(engine)

    assert explained("thù lao")[1] == {"Thù lao": "score"}
    assert explained("q=thù lao&sort=date")[1] == {"Thù lao": "sorted"}


def test_a_cited_document_says_that_the_question_names_it(engine):
    publish("Luật Hòa giải ở cơ sở", "hòa giải", summary={"number": "35/2013/QH13"})
    publish("Tìm hiểu Luật Hòa giải ở cơ sở", "Điều 12")
    catch_up(engine)

    found, reasons = explained("điều 12 luật hòa giải ở cơ sở")

    assert reasons["Luật Hòa giải ở cơ sở"] == "cited"
    assert [one.anchor for one in found.plan.pinned] == ["dieu-12"]


def test_abbreviations_synonyms_keys_and_asking_words_are_told_apart(engine):
    Synonym.objects.create(typed="sổ đỏ", meant="giấy chứng nhận", both_ways=False)
    publish("Giấy chứng nhận của hòa giải viên", "sổ đỏ HGV hòa giải")
    catch_up(engine)

    found, _reasons = explained("sổ đỏ HGV hoaf thì làm thế nào")

    assert [(one.typed, one.by) for one in found.stands_for] == [
        ("sổ đỏ", "editors"),
        ("HGV", "abbreviation"),
        ("hoaf", "keys"),
    ]
    assert found.asking == ("thì", "làm", "thế", "nào")


def test_what_a_corrected_question_found_is_told_from_what_was_found_as_typed(engine):
    publish("Nguyên tắc", *["nguyên tắc hòa giải"] * 10)
    publish("Nguyên tắt", "nguyên tắt hòa giải")
    catch_up(engine)

    found, reasons = explained("nguyên tắt hòa giải")

    assert reasons == {"Nguyên tắt": "typed", "Nguyên tắc": "ranked"}
    assert found.meant == "nguyên tắc hòa giải"
