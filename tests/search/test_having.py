"""Whether a passage has enough of a question is told by its packed words as by the index."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from search.analysis import forms_of
from search.planning import plan
from search.query import Query
from search.ranking.having import have_enough
from search.ranking.packing import pack

PASSAGES = ("Hàng xóm xây tường rào", "hang xom", "Nuôi chó", "Hòa giải viên", "")
NOTHING = forms_of("")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hàng xóm tường", [True, False, False, False, False]),
        ("hang xom", [True, True, False, False, False]),
        ("HGV", [False, False, False, True, False]),
        (
            "tôi muốn hỏi con chó dữ của hàng xóm lại cắn người thì xử phạt ra sao",
            [True, False, True, False, False],
        ),
    ],
)
def test_a_passage_has_enough_when_its_own_words_make_it_found(typed, expected):
    found = plan(Query(typed), datetime.now(UTC), folded=False)
    packed = [pack(NOTHING, NOTHING, forms_of(text)) for text in PASSAGES]

    assert have_enough(found, packed).tolist() == expected
