"""Syllables near one another, and how they may be written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.legaltext.syllables import is_syllable
from search.analysis import folded_form
from search.spelling import difference, halves, neighbours, spellings


@pytest.mark.parametrize(
    ("folded", "some"),
    [
        ("hoa", {"hoa", "hòa", "hóa", "họa"}),
        ("giua", {"giữa"}),
        ("truong", {"trường", "trưởng", "trương"}),
        ("dat", {"đất", "đạt", "dắt"}),
        ("nguyen", {"nguyên", "nguyễn"}),
        ("quy", {"quý", "quy", "quỹ"}),
        ("xyz", set()),
    ],
)
def test_a_syllable_without_diacritics_may_be_written_in_all_these_ways(folded, some):
    assert some <= set(spellings(folded))
    assert bool(some) == bool(spellings(folded))


@given(
    st.sampled_from(
        [
            "hoa",
            "giai",
            "vien",
            "truong",
            "duong",
            "quyet",
            "dat",
            "khoe",
            "thuy",
            "gia",
            "ly",
            "ket",
        ]
    )
)
def test_every_spelling_is_a_syllable_that_folds_to_what_was_typed(folded):
    assert all(is_syllable(one) and folded_form(one) == folded for one in spellings(folded))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("vienn", "vien"), ("hao", "hoa"), ("gai", "giai"), ("tat", "tac"), ("truog", "truong")],
)
def test_one_edit_leads_from_what_was_typed_to_what_was_meant(typed, meant):
    assert meant in neighbours(typed)


@given(st.text(max_size=200))
def test_nothing_that_is_typed_has_many_neighbours(text):
    assert len(neighbours(text)) < 200


def test_a_space_that_was_left_out_stands_between_two_syllables():
    assert ("hoa", "giai") in list(halves("hoagiai"))


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [("hôm", "hôn", 1), ("hôm", "hợp", 3), ("từng", "tường", 1), ("giãi", "giải", 1)],
)
def test_syllables_differ_by_letters_with_their_marks_and_by_tone(first, second, apart):
    assert difference(first, second) == apart
