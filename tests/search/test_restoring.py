"""Which diacritics were left out, by what an index holds."""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise

from search.analysis import PAIR, folded_form, tokens_of
from search.plan import Counted, RankedWord
from search.restoring import respelled, restored

# How often a small index has each row of words.
TEXTS = {
    "hàng xóm": 60, "hạng": 40, "xây tường rào": 12, "ranh giới đất": 30, "đạt": 30,
    "đất ở": 9, "đặt ở": 8, "bão": 20, "báo": 30,
}  # fmt: skip


def counts(words: Collection[Counted]) -> dict[Counted, int]:
    known: dict[Counted, int] = {}
    for text, often in TEXTS.items():
        row = text.split()
        for token in {*row, *map(PAIR.join, pairwise(row))}:
            key: Counted = ("exact_pairs" if PAIR in token else "exact", token)
            known[key] = known.get(key, 0) + often
    return {word: known.get(word, 0) for word in words}


def typed(text: str) -> list[RankedWord]:
    return [RankedWord(one.exact, one.folded, by_folded=not one.marked) for one in tokens_of(text)]


def meant(text: str) -> str:
    return " ".join(one.token for one in restored(typed(text), counts))


def test_syllables_are_read_as_the_index_has_them_side_by_side():
    assert meant("hang xom xay tuong rao") == "hàng xóm xây tường rào"
    assert meant("ranh gioi dat") == "ranh giới đất"


def test_what_may_be_either_stays_as_it_was_typed():
    assert meant("dat o") == "dat ở"


def test_a_word_that_was_typed_with_its_diacritics_stays():
    assert meant("hạng xom") == "hạng xóm"


def test_what_the_index_does_not_have_stays_as_it_was_typed():
    words = typed("zalo qwrt 35/2013/qh13")

    assert restored(words, counts) == tuple(words)


def test_what_only_asks_stands_in_no_law_and_is_known_all_the_same():
    assert meant("bao lau thi duoc") == "bao lâu thi duoc"
    assert meant("nha lang gieng") == "nhà láng giềng"


def test_what_people_say_and_no_law_writes_is_known_by_itself():
    words = typed("hang xom lan dat")
    phrases = [("lấn", "đất")]

    assert meant("lan dat") == "lan dat"
    assert [one.token for one in restored(words, counts, phrases)][2:] == ["lấn", "đất"]


def test_all_are_spelled_for_a_suggestion():
    spelled = respelled(list(tokens_of("Hang xom, dat o")), counts)

    assert [one.exact for one in spelled] == ["hàng", "xóm", "đất", "ở"]
    assert [folded_form(one.exact) for one in spelled] == [one.folded for one in spelled]


def test_what_else_is_said_of_a_matter_tells_a_word_from_one_that_the_law_has_more_often():
    texts = {"phòng chống": 900, "vợ": 30, "chồng": 40, "rượu": 20, "say": 5}

    def law(words: Collection[Counted]) -> dict[Counted, int]:
        single = {token: often for text, often in texts.items() for token in text.split()}
        pairs = {text.replace(" ", PAIR): often for text, often in texts.items() if " " in text}
        return {word: {**single, **pairs}.get(word[1], 0) for word in words}

    def read(text: str) -> str:
        return " ".join(one.token for one in restored(typed(text), law))

    assert read("chong say ruou danh vo").startswith("chồng say rượu")
    assert read("phong chong") == "phòng chống"


def test_a_word_of_the_matter_is_read_however_seldom_the_law_has_it_beside_one_written_alike():
    often = {"chức": 90_000, "chúc": 20, "di": 50, "di_chúc": 15, "mẹ": 30, "để": 60, "lại": 60}

    def law(words: Collection[Counted]) -> dict[Counted, int]:
        return {word: often.get(word[1], 0) for word in words}

    def read(text: str) -> str:
        return " ".join(one.token for one in restored(typed(text), law))

    assert read("me de lai di chuc").endswith("di chúc")
    # Nothing else says of what matter it is.
    assert read("di chuc") == "di chức"
