"""How much of a text can be Vietnamese: the measure of encodings, of text layers, of recognition.

A Vietnamese syllable is an onset, a rime from a closed list, and a tone; the rimes are
those of the standard orthography (Quy tắc chính tả, with both placements of the tone).
Nothing is looked up in a dictionary, so names and rare words count too.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ONSETS = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x"
ONSETS = _ONSETS.split()

_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu iêng
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi
    om on ong oong ooc op ot ô ôc ôi ôm ôn ông ôp ôt ôông
    ơ ơi ơm ơn ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya
    uych uyên uyêt uynh uyt uyu uyn uêu uao uai uan uang uanh uac uach uat uay uăn uăng uăt
    ue ueo uen uet uôp uên uêt
    ư ưa ưc ưi ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu ưm ưn
    y yêm yên yêng yêt yêu yt ym yn ynh ych yp
"""
RIMES = frozenset(_RIMES.split())
# Every syllable without its tone.
_BARE = RIMES | {f"{onset}{rime}" for onset in ONSETS for rime in RIMES} | {"gi"}
TONES = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
WORD = re.compile(r"[^\W\d_]+")
# Abbreviations (UBND, HĐND), Roman numbers and the letters of points say nothing.
SILENT = re.compile(r"[A-ZĐ]{1,6}\Z|.\Z")
FEWEST_WORDS = 5


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Whether `word`, in NFC, can be a syllable of Vietnamese, in any case and tone placement."""
    letters = []
    tones = 0
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in TONES:
            tones += 1
        else:
            letters.append(character)
    if tones > 1:
        return False
    return unicodedata.normalize("NFC", "".join(letters)) in _BARE


def share_of_syllables(text: str) -> float | None:
    """From 0 to 1: words that can be Vietnamese syllables. None with fewer than five words."""
    words = [word for word in WORD.findall(text) if not SILENT.match(word)]
    if len(words) < FEWEST_WORDS:
        return None
    return sum(map(is_syllable, words)) / len(words)


def count_words(text: str) -> int:
    return len(WORD.findall(text))
