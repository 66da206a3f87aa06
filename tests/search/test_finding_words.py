"""A question's words are found among a passage's by their numbers, each as the one it is."""

from __future__ import annotations

import pytest

from search.analysis import folded_form, forms_of
from search.plan import RankedWord
from search.ranking.finding import Finder
from search.ranking.packing import pack, unpack

NOTHING = forms_of("")


def found(words: str, text: str) -> list[tuple[int, str]]:
    """Where in `text` one of `words` stands, and which; those with a `?` in any spelling."""
    asked = [
        RankedWord(one.strip("?"), folded_form(one.strip("?")), "?" in one) for one in words.split()
    ]
    passage = unpack([pack(NOTHING, NOTHING, forms_of(text))])
    at, which = Finder.of(asked).find(passage.words)
    return list(zip(at.tolist(), (asked[one].exact for one in which), strict=True))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("chồng nhà", [(0, "chồng"), (4, "nhà")]),
        ("chong?", [(0, "chong"), (1, "chong"), (3, "chong")]),
        # Written alike but for their diacritics, they share what is looked at first.
        ("chồng chống", [(0, "chồng"), (1, "chống"), (3, "chống")]),
        ("chống? chồng", [(0, "chồng"), (1, "chống"), (3, "chống")]),
        ("sông", []),
    ],
)
def test_each_word_is_found_as_the_one_that_it_is(words, expected):
    assert found(words, "chồng chống cửa, chống nhà") == expected
