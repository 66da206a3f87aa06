"""What a channel says of an item: as long as the platform takes, no word cut."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.syndication.channels.counting import bytes_of, characters, shorten, utf16_units
from cms.syndication.channels.platforms import RULES, Platform
from cms.syndication.channels.wording import Item, Wording, faults, hashtags, propose

LEAD = (
    "Sáng 18/3, TP. Đồng Hới ban hành Kế hoạch số 104/KH-UBND. Mỗi tổ trưởng được bồi dưỡng "
    "chuyên sâu! Các xã, phường bắt đầu từ tháng tư."
)
ITEM = Item(
    title="Đồng Hới bồi dưỡng toàn bộ hòa giải viên",
    lead=LEAD,
    text="Một đoạn.\n\nMột đoạn nữa.",
    link="https://portal.example/i/0123456789ab/",
    topics=("Đất đai, nhà ở", "Tập huấn"),
)


@pytest.mark.parametrize(
    ("count", "text", "length"),
    [
        (characters, "hòa giải", 8),
        (characters, unicodedata.normalize("NFD", "hòa giải"), 8),
        (utf16_units, "hòa giải ⚖️", 11),
        (utf16_units, "👍", 2),
        (characters, "👍", 1),
        (bytes_of, "Đất", 6),
        (bytes_of, "dat", 3),
    ],
)
def test_each_platform_counts_in_its_own_way(count, text, length):
    assert count(text) == length


@pytest.mark.parametrize(
    ("limit", "short"),
    [
        (1000, LEAD),
        (100, LEAD.partition(" Các xã")[0]),
        (80, "Sáng 18/3, TP. Đồng Hới ban hành Kế hoạch số 104/KH-UBND."),
        (40, "Sáng 18/3, TP. Đồng Hới ban hành Kế…"),
        (5, "Sáng…"),
        (4, ""),
        (0, ""),
    ],
)
def test_a_text_is_shortened_at_a_sentence_else_at_a_word(limit, short):
    assert shorten(LEAD, limit, characters) == short


@given(
    st.text(max_size=300), st.integers(0, 120), st.sampled_from([characters, utf16_units, bytes_of])
)
def test_a_shortened_text_fits_and_holds_whole_words_only(text, limit, count):
    short = shorten(text, limit, count)
    assert count(short) <= limit
    whole = shorten(text, 10**6, count)
    if short and short != whole:
        kept = short.removesuffix("…")
        rest = "".join(whole.split())
        assert rest.startswith("".join(kept.split()))


def test_facebook_gets_title_lead_address_and_hashtags():
    words = propose(ITEM, RULES[Platform.FACEBOOK], own_tags=("Hòa giải ở cơ sở",), picture=True)
    assert words == Wording(
        "",
        f"{ITEM.title}\n\n{LEAD}\n\n{ITEM.link}\n\n#HòaGiảiỞCơSở #ĐấtĐaiNhàỞ #TậpHuấn",
    )


def test_a_lead_is_shortened_before_hashtags_go_and_the_address_never_goes():
    long = Item(**{**_fields(ITEM), "lead": LEAD * 20})
    words = propose(long, RULES[Platform.TELEGRAM], own_tags=(), picture=True)
    assert utf16_units(words.text) <= 1024
    assert ITEM.link in words.text
    assert "#TậpHuấn" in words.text


def test_a_title_that_is_too_long_by_itself_still_leaves_the_address():
    long = Item(**{**_fields(ITEM), "title": "hòa giải " * 300})
    words = propose(long, RULES[Platform.TELEGRAM], own_tags=(), picture=True)
    assert utf16_units(words.text) <= 1024
    assert words.text.endswith(ITEM.link)


def test_zalo_and_letters_get_the_whole_text_under_a_heading():
    for platform in (Platform.ZALO, Platform.EMAIL):
        words = propose(ITEM, RULES[platform], own_tags=("x",), picture=True)
        assert words == Wording(ITEM.title, f"{ITEM.text}\n\n{ITEM.link}")


def test_youtube_counts_bytes_of_the_description_and_characters_of_nothing_else():
    long = Item(**{**_fields(ITEM), "title": "Đ" * 40 + " " + "ạ" * 90, "lead": "ắ " * 4000})
    words = propose(long, RULES[Platform.YOUTUBE], own_tags=(), picture=False)
    assert faults(words, RULES[Platform.YOUTUBE], picture=False) == []


def test_hashtags_are_words_run_together_each_once_and_never_figures_alone():
    names = ("Đất đai, nhà ở", "đất đai nhà ở", "2026", "—", "Kế hoạch 104")
    assert hashtags(names) == ("#ĐấtĐaiNhàỞ", "#KếHoạch104")


@pytest.mark.parametrize("platform", list(Platform))
def test_every_proposal_fits_its_platform(platform):
    long = Item(
        title="Bồi dưỡng hòa giải viên " * 40,
        lead="Lời dẫn rất dài. " * 900,
        text="Toàn văn. " * 30_000,
        link=ITEM.link,
        topics=tuple(f"Chủ đề {number}" for number in range(30)),
    )
    for picture in (True, False):
        words = propose(long, RULES[platform], own_tags=(), picture=picture)
        assert faults(words, RULES[platform], picture=picture) == []


def _fields(item: Item) -> dict[str, object]:
    return {name: getattr(item, name) for name in item.__slots__}
