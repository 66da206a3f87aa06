"""Articles found in real documents, against the articles that they are made of.

The documents are put together from the codified law's articles as they would be printed:
a national heading, chapters, page numbers and the gazette's running heads in between,
signature and recipients at the end.
"""

from __future__ import annotations

import gzip
import json
import random
import re
import unicodedata
from collections import Counter
from pathlib import Path
from textwrap import wrap

import pytest

from cms.legaltext.provisions import parse, walk, whole_text
from cms.legaltext.provisions.chains import key_of

CORPUS = Path(__file__).resolve().parents[2] / ".." / "shared/data/legal/codified_law.jsonl.gz"
DOCUMENTS = 250
LINES_A_PAGE = 45

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason=f"{CORPUS} is not there")


def sample() -> list[list[dict[str, str]]]:
    """The articles of some documents, each document's in the order of their numbers."""
    documents: dict[str, dict[str, dict[str, str]]] = {}
    with gzip.open(CORPUS, "rt") as lines:
        for row in map(json.loads, lines):
            if row["law_number"] and row["article"]:
                articles = documents.setdefault(row["law_number"], {})
                articles.setdefault(row["article"].lower(), row)
    chosen = random.Random(4).sample(sorted(documents), DOCUMENTS)
    return [
        sorted(documents[one].values(), key=lambda row: key_of(row["article"])) for one in chosen
    ]


def printed(articles: list[dict[str, str]]) -> str:
    first = articles[0]
    body: list[str] = []
    chapter = ""
    for row in articles:
        heading = re.fullmatch(r"((?:Chương|Mục) [IVXLC\d]+) (.*)", row["chapter"] or "")
        if row["chapter"] != chapter and heading:
            body += ["", heading[1], heading[2], ""]
        chapter = row["chapter"]
        body += [f"Điều {row['article']}. {row['title']}".rstrip(), *row["text"].split("\n")]
    out = [
        "CHÍNH PHỦ                  CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "-------                    Độc lập - Tự do - Hạnh phúc",
        f"Số: {first['law_number']}       Hà Nội, ngày 12 tháng 3 năm 2015",
        "", first["law_type"].upper(), first["demuc_name"], "",
        "Căn cứ Luật Tổ chức Chính phủ;", "",
    ]  # fmt: skip
    for at, line in enumerate(body):
        out.append(line)
        if at % LINES_A_PAGE == LINES_A_PAGE - 1:
            page = at // LINES_A_PAGE + 2
            out += ["", str(page), f"CÔNG BÁO/Số {300 + page}/Ngày 20-3-2015", ""]
    return "\n".join([*out, "Nơi nhận:              TM. CHÍNH PHỦ", "- Ban Bí thư;", "- Lưu: VT."])


def letters(text: str) -> str:
    return re.sub(r"\W+", "", unicodedata.normalize("NFC", text))


def test_the_articles_of_real_documents_are_found():
    found_right = found = wanted = whole = 0
    for articles in sample():
        provisions = [one for _, one in walk(parse(printed(articles)).provisions)]
        # Of the document itself: some articles of the corpus hold whole annexes with their forms.
        own = [one for one in provisions if one.kind == "article" and one.anchor[:5] == "dieu-"]
        got = {one.number.lower(): one for one in own}
        here = Counter(one.number.lower() for one in own)
        there = Counter(row["article"].lower() for row in articles)
        found_right += sum((here & there).values())
        found += sum(here.values())
        wanted += len(articles)
        for row in articles:
            one = got.get(row["article"].lower())
            said = letters(one.heading + whole_text(one)[0]) if one else ""
            whole += said == letters((row["title"] or "") + row["text"])
    assert found_right / found > 0.99, "precision"
    assert found_right / wanted > 0.995, "recall"
    assert whole / wanted > 0.98, "articles that are whole, with nothing of another"


def test_paragraphs_that_were_broken_at_the_margin_are_put_together_again():
    documents = [printed(articles) for articles in sample()[:40]]
    for width in (60, 90):
        wanted = rejoined = 0
        for whole in documents:
            broken = "\n".join(
                "\n".join(wrap(line, width, break_on_hyphens=False) or [""])
                for line in whole.split("\n")
            )
            expected = paragraphs(whole)
            wanted += len(expected)
            rejoined += len(expected & paragraphs(broken))
        assert rejoined / wanted > 0.95, width


def paragraphs(text: str) -> set[tuple[str, str]]:
    """Every paragraph with the anchor of the provision that it stands in."""
    return {
        (one.anchor, " ".join(line.split()))
        for _, one in walk(parse(text).provisions)
        for line in one.text.split("\n")
        if line.strip()
    }
