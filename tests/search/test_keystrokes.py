"""What Telex and VNI leave behind when the input method is off, read as it was meant."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cms.legaltext.syllables import ONSETS, RIMES, is_syllable
from search.analysis import exact_form
from search.keystrokes import MOST_KEYS, decoded
from search.planning import plan
from search.query import Query
from search.understanding import understood
from tests.search.conftest import SPRING

TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
TELEX = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}
VNI_TONES = dict(zip(TONES, "12345", strict=True))


@pytest.mark.parametrize(
    ("keys", "meant"),
    [
        ("hoaf giair", "hòa giải"), ("hoà giair", "None giải"), ("tranh chaaps", "None chấp"),
        ("ddaats ddai", "đất đai"), ("duwowngf duongwf dduongwf", "dường dường đường"),
        ("nguwowif", "người"), ("uyr ban nhaan daan", "ủy None nhân dân"), ("quyeenf", "quyền"),
        ("twf tw", "từ tư"), ("quawngr", "quẳng"), ("giaf", "già"), ("thuys", "thúy"),
        ("hoa2 giai3", "hòa giải"), ("d9at61 d9ai", "đất đai"), ("nguoi72", "người"),
        ("phuong72 d9uong72", "phường đường"), ("HOAF", "hòa"),
    ],
)  # fmt: skip
def test_keys_are_read_as_the_syllable_they_were_meant_to_make(keys, meant):
    assert " ".join(str(decoded(word)) for word in keys.split()) == meant


@pytest.mark.parametrize(
    "word", ["hoa", "giai", "covid", "facebook", "m2", "a1", "b52", "ubnd", "xoong", "2013", "đất"]
)
def test_what_is_no_keys_is_left_alone(word):
    assert decoded(word) is None


# `oong` and `ôông`, of loan words, have keys that mean something else.
NATIVE = sorted(rime for rime in RIMES if "oo" not in rime and "ôô" not in rime)


@pytest.mark.parametrize(("marks", "tones"), [(TELEX, {t: t for t in TONES}), (VNI, VNI_TONES)])
@given(st.sampled_from(ONSETS), st.sampled_from(NATIVE), st.sampled_from(sorted(TONES)))
def test_every_syllable_with_a_tone_is_read_from_its_keys(marks, tones, onset, rime, tone):
    meant = onset + rime
    keys = "".join(marks.get(letter, letter) for letter in meant) + tones[tone]
    assume(is_syllable(meant) and len(keys) <= MOST_KEYS)

    found = unicodedata.normalize("NFD", str(decoded(keys)))

    assert TONES[tone] in found
    without_tone = unicodedata.normalize("NFC", found.replace(TONES[tone], "", 1))
    assert exact_form(without_tone) == exact_form(meant)


def test_what_the_keys_stand_for_is_ranked_and_either_is_found():
    made = plan(Query("hoaf giair"), SPRING, folded=False)

    assert [word.exact for word in made.words] == ["hòa", "giải"]
    assert {term.token for term in made.terms} == {"hoaf", "hòa", "giair", "giải"}


def test_a_law_is_cited_by_its_keys_too():
    [provision] = understood("ddieeuf 12 luaatj hoaf giair owr cow sowr").provisions

    assert (provision.key, provision.anchor) == (
        understood("điều 12 luật hòa giải ở cơ sở").provisions[0].key,
        "dieu-12",
    )
