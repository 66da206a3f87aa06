"""What is written is read as a newsreader says it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.syndication.broadcast.reading import speak, unread
from cms.syndication.broadcast.reading.numbers import DIGITS, cardinal

from .cases import ALL


def heard(text):
    """A sentence begins with a capital; the table says everything without."""
    return text[:1].lower() + text[1:]


@pytest.mark.parametrize(("written", "said"), ALL.items())
def test_it_is_said_as_a_newsreader_says_it(written, said):
    assert heard(speak(written)) == said


def test_the_table_has_at_least_two_hundred_cases():
    assert len(ALL) >= 200


@pytest.mark.parametrize("written", ALL)
def test_nothing_is_left_that_nobody_can_say(written):
    assert not re.search(r"\d|[%&/()≥≤]", speak(written))


VALUES = {word: value for value, word in enumerate(DIGITS)}
VALUES |= {"mốt": 1, "tư": 4, "lăm": 5}
SCALES = {"nghìn": 10**3, "triệu": 10**6, "tỷ": 10**9}


def value_of(said):
    """What someone who hears a number writes down."""
    total, group, figure = 0, 0, 0
    for word in said.split():
        if word in VALUES:
            figure = VALUES[word]
        elif word == "linh":
            pass
        elif word == "mười":
            group, figure = group + 10, 0
        elif word in ("mươi", "trăm"):
            group, figure = group + figure * {"mươi": 10, "trăm": 100}[word], 0
        elif word == "tỷ":
            total, group, figure = (total + group + figure) * 10**9, 0, 0
        else:
            total, group, figure = total + (group + figure) * SCALES[word], 0, 0
    return total + group + figure


@given(st.integers(0, 10**12))
def test_a_number_that_is_heard_is_the_number_that_was_written(number):
    assert value_of(cardinal(number)) == number


@given(st.integers(0, 10**12))
def test_points_between_thousands_change_nothing(number):
    assert speak(f"{number:,}".replace(",", ".")) == speak(str(number))


@given(st.text(max_size=200))
def test_any_text_can_be_read(text):
    said = speak(text)
    assert not re.search(r"[0-9]", said)


@given(st.dates())
def test_a_day_is_said_the_same_whichever_way_it_is_written(day):
    if 1500 <= day.year < 2200:
        written = f"ngày {day.day}/{day.month}/{day.year}"
        assert speak(written) == speak(f"ngày {day.day:02}-{day.month:02}-{day.year}")
        assert speak(written) == speak(f"ngày {day.day} tháng {day.month} năm {day.year}")


@given(st.sampled_from(sorted(ALL)))
def test_what_was_read_is_not_changed_by_reading_it_again(written):
    said = speak(written)
    assert speak(said) == said


def test_abbreviations_that_nobody_knows_are_told():
    assert unread(speak("UBND và XQZT họp với BKLM")) == ("XQZT", "BKLM")
