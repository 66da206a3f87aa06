"""What is found in the texts of a page at once is what word by word is found in each."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import exact_form, folded_form, tokens_of
from search.occurrences import Span, Wanted, occurrences, runs

LETTERS = "aàáâăeêiìĩịoòóôơuùưyỳhkqtđnABĐỶ12/-_ \n,"
words = st.text(alphabet="aàâiĩouyhkqtđ12", min_size=1, max_size=3)


def one_by_one(text: str, wanted: Wanted) -> list[Span]:
    return [
        Span(one.start, one.end, one.exact, one.folded)
        for one in tokens_of(text)
        if one.exact in wanted.exact or one.folded in wanted.folded
    ]


def wanted_of(given_words: list[str]) -> Wanted:
    return Wanted(
        frozenset(map(exact_form, given_words[::2])), frozenset(map(folded_form, given_words[1::2]))
    )


@given(st.lists(st.text(alphabet=LETTERS, max_size=60), max_size=4), st.lists(words, max_size=5))
def test_all_texts_at_once_give_what_each_gives_word_by_word(texts, given_words):
    wanted = wanted_of(given_words)

    assert occurrences(texts, wanted) == [one_by_one(text, wanted) for text in texts]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=3))
def test_every_word_of_any_script_is_found_in_its_own_text(texts):
    wanted = wanted_of([one.exact for text in texts for one in tokens_of(text)])

    assert occurrences(texts, wanted) == [one_by_one(text, wanted) for text in texts]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ky", "KĨ"),
        ("hoa", "hoà"),
        ("quy", "Quí"),
        ("35/2013/qh13", "35/2013/QH13"),
        ("dat", "Đất"),
        ("a", "\N{MATHEMATICAL BOLD CAPITAL A} a"),
    ],
)
def test_a_word_is_found_however_it_is_written(typed, written):
    wanted = Wanted(frozenset(), frozenset({typed}))

    assert [one.folded for one in occurrences([written, ""], wanted)[0]] == [typed]


def test_a_decomposed_text_among_others_is_read_as_it_stands():
    texts = ["hòa giải", unicodedata.normalize("NFD", "hòa giải"), "giải hòa"]

    found = occurrences(texts, Wanted(frozenset({"giải"}), frozenset()))

    assert [
        [text[one.start : one.end] for one in of_text]
        for text, of_text in zip(texts, found, strict=True)
    ] == [["giải"], [unicodedata.normalize("NFD", "giải")], ["giải"]]


def test_words_run_side_by_side_only_where_no_other_stands_between():
    text = "Hòa giải, hòa bình giải; HOÀ – GIẢI"
    spans = occurrences([text], Wanted(frozenset(), frozenset({"hoa", "giai"})))[0]

    assert list(runs(text, spans, ["hoa", "giai"])) == [
        ("Hòa giải", "hòa giải"),
        ("HOÀ – GIẢI", "hòa giải"),
    ]
