"""What of a text is shown, and what in it is marked."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import tokens_of
from search.highlight import SNIPPET, Matcher, marked, snippet
from search.occurrences import Wanted
from search.plan import RankedWord, Term

THU_LAO = Matcher(Wanted(frozenset({"thù", "lao"}), frozenset()))
FOLDED = Matcher(Wanted(frozenset(), frozenset({"thu", "lao"})))


def syllables(html: str) -> list[str]:
    plain = html.replace("<mark>", "").replace("</mark>", "").replace("…", " ")
    return [token.exact for token in tokens_of(plain)]


def test_neighbours_are_marked_together_and_the_text_stays_as_it_was_written():
    assert marked("Hưởng THÙ LAO theo vụ", THU_LAO) == "Hưởng <mark>THÙ LAO</mark> theo vụ"


def test_what_was_meant_is_marked_and_not_what_only_looks_alike_once_it_is_seen():
    terms = [Term("folded", "bao"), Term("folded", "luc")]
    meant = [RankedWord("bạo", "bao", by_folded=False), RankedWord("luc", "luc", by_folded=True)]
    texts = ["Bảo vệ trẻ em", "Bạo lực: báo công an đúng lúc"]

    matcher = Matcher.of(terms, meant=meant)
    matcher.read(texts)

    assert marked(texts[0], matcher) == "Bảo vệ trẻ em"
    assert marked(texts[1], matcher) == "<mark>Bạo lực</mark>: báo công an đúng <mark>lúc</mark>"
    assert "<mark>Bảo</mark>" in marked(texts[0], Matcher.of(terms, meant=meant))


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_decomposed_text_is_marked_by_whole_syllables_and_stays_decomposed(form):
    text = unicodedata.normalize(form, "Hưởng thù lao theo vụ")
    thu_lao = unicodedata.normalize(form, "thù lao")

    assert f"<mark>{thu_lao}</mark>" in marked(text, FOLDED)


def test_what_is_markup_in_a_text_comes_out_as_text():
    assert marked("<b>thù</b> & lao", THU_LAO) == (
        "&lt;b&gt;<mark>thù</mark>&lt;/b&gt; &amp; <mark>lao</mark>"
    )


@given(st.text(alphabet="thùlaođ́̂ \n.,/<&", max_size=1200))
def test_a_snippet_never_cuts_a_syllable_of_a_text_that_has_spaces(text):
    whole = " ".join(text.split() or ["x"]) + " thù lao " + text
    words = [token.exact for token in tokens_of(whole)]
    if max((len(word) for word in whole.split()), default=0) > SNIPPET // 2:
        return

    assert set(syllables(snippet(whole, THU_LAO).html)) <= {*words, "lt", "amp"}


@given(st.text(alphabet="ab́/", min_size=SNIPPET, max_size=900))
def test_even_an_endless_word_is_cut_between_letters(text):
    html = snippet(text, Matcher(Wanted(frozenset(), frozenset()))).html

    assert not unicodedata.combining(text[len(html.rstrip("…")) :][:1] or "x")


def test_a_snippet_begins_with_the_line_in_which_the_best_words_stand():
    text = "1. Được hòa giải.\n" * 30 + "2. Được hưởng thù lao.\n" + "3. Được khen thưởng.\n" * 30

    part = snippet(text, THU_LAO)

    assert part.html.startswith("…2. Được hưởng <mark>thù lao</mark>.")
    assert text[part.at :].startswith("thù lao")


def test_words_that_say_too_little_alone_are_marked_beside_another_only():
    matcher = Matcher(
        Wanted(frozenset(), frozenset({"hoa", "giai", "co", "so"})), frozenset({"co", "so"})
    )

    assert marked("Có số liệu về hòa giải ở cơ sở", matcher) == (
        "<mark>Có số</mark> liệu về <mark>hòa giải</mark> ở <mark>cơ sở</mark>"
    )
    assert marked("Ông có một số", matcher) == "Ông có một số"
