"""Whatever the text: nothing is lost or reordered, and every provision has one anchor; a law
rendered from its tree is read as the same tree."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cms.legaltext.citations import find
from cms.legaltext.provisions import ParsedText, Provision, parse, render, walk

WORDS = ("Quyền", "nghĩa vụ", "hòa giải viên", "của", "và", "theo", "Luật này", "đất", "Bộ Tư pháp")
WORD = st.sampled_from(WORDS[:-1])
NOUN = st.sampled_from(("Quyền", "nghĩa vụ", "hòa giải viên", "đất"))
ENDS = ("", ".", ";", ":", ",", "?", "”")
MARKERS = (
    "Điều {n}. ", "ĐIỀU {n}: ", "Điều {n}", "{n}. ", "{n}.", "a) ", "b) ", "c) ", "đ) ", "1.{n}. ",
    "Chương I", "CHƯƠNG {n}", "Mục {n}. ", "Phần thứ nhất", "Phụ lục I", "PHỤ LỤC", "Tiểu mục {n}",
    "“Điều {n}. ", "“{n}. ", "“", "- ", "+ ", "Câu hỏi {n}: ", "Hỏi: ", "Trả lời: ", "# ", "## ",
    "I. ", "II. ", "Bài {n}. ", "QUY CHẾ", "(Ban hành kèm theo Quyết định số {n})", "LUẬT",
    "Nơi nhận:",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "KT. CHỦ TỊCH", "CHỦ TỊCH QUỐC HỘI", "Căn cứ ", "{n}",
    "- {n} -", "CÔNG BÁO/Số {n}/Ngày 20-3-2014", "QUY ĐỊNH CHUNG", "NHỮNG ĐIỀU CẦN BIẾT", "",
)  # fmt: skip

sentences = st.builds(
    lambda words, end: " ".join(words) + end,
    st.lists(st.sampled_from(WORDS), max_size=6),
    st.sampled_from(ENDS),
)
lines = st.one_of(
    st.builds(
        lambda marker, number, rest: marker.format(n=number) + rest,
        st.sampled_from(MARKERS),
        st.integers(1, 6),
        sentences,
    ),
    st.text(max_size=30),
)
texts = st.builds(
    "".join,
    st.lists(
        st.builds(str.__add__, lines, st.sampled_from(["\n"] * 6 + ["\n\n", "\n\f", "\r\n"])),
        max_size=30,
    ),
)


@st.composite
def laws(draw) -> str:
    """A law as laws are written: numbers go up, with or without headings, chapters, an annex."""
    said = st.builds(lambda words: " ".join(words) + ".", st.lists(WORD, min_size=2, max_size=8))
    titles = st.builds(
        lambda words: " ".join(words).capitalize(), st.lists(NOUN, min_size=1, max_size=4)
    )
    out = ["LUẬT", "HÒA GIẢI Ở CƠ SỞ", "", "Căn cứ Hiến pháp;", ""] if draw(st.booleans()) else []
    for number in range(1, draw(st.integers(2, 6))):
        if draw(st.booleans()):
            out += [f"CHƯƠNG {number}", draw(titles).upper()]
        mark = draw(st.sampled_from(["Điều {}. ", "ĐIỀU {}: ", "Điều {}.  "])).format(number)
        out.append(mark + draw(titles | said))
        out += draw(st.lists(said, max_size=2))
        for clause in range(1, draw(st.integers(1, 4))):
            out.append(f"{clause}. {draw(said)}")
            out += [f"{letter}) {draw(said)}" for letter in "abcdđe"[: draw(st.integers(0, 6))]]
        if draw(st.booleans()):
            out.append(f"“Điều {number + 1}. {draw(titles)}\n1. {draw(said)}\n2. {draw(said)}”")
    if draw(st.booleans()):
        out += ["CHỦ TỊCH QUỐC HỘI", "Nơi nhận:", "- Như trên;"]
        out += ["PHỤ LỤC I", "(Ban hành kèm theo Luật số 1)", "DANH MỤC MẪU", draw(said)]
    return "\n".join(out)


def shape(provision: Provision) -> tuple[object, ...]:
    return (
        provision.kind,
        provision.number,
        provision.label,
        provision.heading,
        provision.text,
        provision.anchor,
        tuple(shape(child) for child in provision.children),
    )


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def pieces(parsed: ParsedText) -> list[tuple[int, str]]:
    """Every stretch and every provision's own words, where they begin."""
    found = [(s.start, s.text) for s in (*parsed.front, *parsed.back, *parsed.furniture)]
    for _, provision in walk(parsed.provisions):
        own = provision.marker + provision.heading.removeprefix(provision.marker) + provision.text
        found.append((provision.start, own))
    return found


@settings(max_examples=60, deadline=None)
@example("Điều 2. \n- 1 -\n0\nĐiều 1. \n")
@given(texts)
def test_no_character_of_the_text_is_lost_or_reordered(text):
    parsed = parse(text)
    furniture = {(s.start, s.end) for s in parsed.furniture}
    kept = "".join(
        letter
        for at, letter in enumerate(parsed.text)
        if not any(start <= at < end for start, end in furniture)
    )
    body = sorted(
        (start, own) for start, own in pieces(parsed) if not any(start == s for s, _ in furniture)
    )
    assert bare("".join(own for _, own in body)) == bare(kept)


@settings(max_examples=60, deadline=None)
@given(texts)
def test_every_provision_has_one_anchor_fit_for_an_address(text):
    anchors = [provision.anchor for _, provision in walk(parse(text).provisions)]
    assert len(anchors) == len(set(anchors))
    assert all(re.fullmatch(r"[a-z0-9_-]+", anchor) for anchor in anchors)


@settings(max_examples=50, deadline=None)
@given(laws())
def test_a_rendered_law_is_read_as_it_was(text):
    parsed = parse(text)
    again = parse(render(parsed))
    assert [shape(p) for p in again.provisions] == [shape(p) for p in parsed.provisions]


@settings(max_examples=60, deadline=None)
@given(texts)
def test_the_span_of_a_provision_holds_its_children(text):
    for path, provision in walk(parse(text).provisions):
        assert 0 <= provision.start < provision.end <= len(parse(text).text)
        if path:
            assert path[-1].start <= provision.start
            assert provision.end <= path[-1].end


@settings(max_examples=60, deadline=None)
@given(st.one_of(texts, st.text(max_size=200)))
def test_citations_lie_in_the_text_in_order_and_apart(text):
    found = find(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= two.start for one, two in pairwise(found))
