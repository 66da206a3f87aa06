"""One varied article after another: the same number gives the same article on every machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from . import names, phrases
from .writing import Block, bullets, callout, figures, h, image, p, quote, steps

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_DAY = datetime(2022, 3, 19, 7, 0, tzinfo=VIETNAM)
REFORM = datetime(2025, 7, 1, tzinfo=VIETNAM)
MINUTES = 4 * 365 * 24 * 60
# Prime, and no divisor of MINUTES: dates scatter over the years and do not meet for long.
STRIDE = 104_729

# For each code, the name as it stands in a sentence.
OLD_UNITS = dict(
    zip(
        names.FIFTEEN,
        (
            *("phường Hải Thành", "phường Đồng Phú", "phường Bắc Lý", "phường Nam Lý"),
            *("phường Đồng Hải", "phường Đồng Sơn", "phường Phú Hải", "phường Bắc Nghĩa"),
            *("phường Đức Ninh Đông", "xã Quang Phú", "xã Lộc Ninh", "xã Bảo Ninh"),
            *("xã Nghĩa Ninh", "xã Thuận Đức", "xã Đức Ninh"),
        ),
        strict=True,
    )
)
NEW_UNITS = {
    names.NEW_DONG_HOI: "phường Đồng Hới",
    names.NEW_DONG_THUAN: "phường Đồng Thuận",
    names.NEW_DONG_SON: "phường Đồng Sơn",
}
COVERS = tuple(name for name in names.PICTURES if not name.startswith("chan-dung"))

Say = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Article:
    """What is said in an article, and where it is filed. Slugs and codes, no keys."""

    slug: str
    title: str
    lead: str
    moment: datetime
    author: str
    topics: tuple[str, ...]
    units: tuple[str, ...]
    cover: str | None
    body: tuple[Block, ...]


def article(number: int) -> Article:
    """The article of that number, from 1."""
    random = Random(number)  # noqa: S311
    moment = FIRST_DAY + timedelta(minutes=number * STRIDE % MINUTES)
    around = OLD_UNITS if moment < REFORM else NEW_UNITS
    units = tuple(random.sample(sorted(around), random.choice((1, 1, 1, 2))))
    topics = tuple(random.sample(sorted(phrases.MATTERS), random.choice((1, 1, 2))))
    say = _speaker(random, around[units[0]], random.choice(phrases.MATTERS[topics[0]]))
    return Article(
        slug=f"chuyen-{number}",
        title=_capital(say(random.choice(phrases.TITLES))),
        lead=_capital(say(random.choice(phrases.LEADS))),
        moment=moment,
        author=random.choice(names.PEOPLE).slug,
        topics=topics,
        units=units,
        cover=random.choice(COVERS) if random.random() < 0.8 else None,
        body=_body(random, say),
    )


def _speaker(random: Random, where: str, matter: str) -> Say:
    facts = {
        "where": where,
        "matter": matter,
        "who": _person(random),
        "team": random.choice(phrases.TEAMS),
        "many": random.randint(3, 180),
        "days": random.randint(4, 40),
    }
    return lambda pattern: pattern.format(**facts)


def _person(random: Random) -> str:
    parts = (phrases.FAMILY_NAMES, phrases.MIDDLE_NAMES, phrases.GIVEN_NAMES)
    return " ".join(random.choice(part) for part in parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _body(random: Random, say: Say) -> tuple[Block, ...]:
    sentences = [_capital(say(one)) for one in random.sample(phrases.SENTENCES, 15)]
    headings = random.sample(phrases.HEADINGS, 3)
    blocks = [_paragraphs(sentences[:5])]
    for number, heading in enumerate(headings):
        start = 5 + number * 3
        blocks += [h(heading), _paragraphs(sentences[start : start + 3])]
    for extra in random.sample(_extras(random, say), random.randint(1, 3)):
        blocks.insert(random.randint(1, len(blocks)), extra)
    return tuple(blocks)


def _paragraphs(sentences: list[str]) -> Block:
    half = (len(sentences) + 1) // 2
    return p(" ".join(sentences[:half]), " ".join(sentences[half:]))


def _extras(random: Random, say: Say) -> list[Block]:
    rate, cases = random.randint(70, 99), random.randint(4, 60)
    return [
        quote(random.choice(phrases.QUOTES), _person(random), say("hòa giải viên {team}")),
        figures((f"{rate} %", "vụ việc hòa giải thành"), (str(cases), "vụ việc trong năm")),
        steps("Các bước đã làm", *random.sample(phrases.STEPS, 4)),
        image(random.choice(COVERS), "Tranh minh họa."),
        bullets(*(_capital(say(one)) for one in random.sample(phrases.SENTENCES, 3))),
        callout("tip", "Kinh nghiệm", _capital(say(random.choice(phrases.SENTENCES)))),
    ]
