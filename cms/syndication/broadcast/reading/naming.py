"""The rules for names: documents by their numbers, abbreviations, links, addresses."""

from __future__ import annotations

import re

from .abbreviations import ABBREVIATED
from .numbers import as_labelled, cardinal
from .rule import follows, rule
from .signs import SORTS, body_of, read_signs, sort_of

_SIGN = r"[A-ZĐƯ][A-Za-zĐđƯ0-9&]*"
# What says that the issuing body is named next.
_BODY_FOLLOWS = re.compile(r"\s*(?:,?\s*ngày\s+[\d/.-]+,?\s*)?(?:của|do)\s")
LINK = "đường liên kết đăng trên Cổng thông tin"


@rule(r"(?:https?://|www\.)[^\s<>\"”]*[^\s<>\"”.,;:!?)\]]")
def link(match: re.Match[str]) -> str:
    """A bare host is said, anything longer is told of: nobody writes it down in time."""
    host = re.fullmatch(r"(?:https?://)?(?:www\.)?([\w.-]+)/?", match[0])
    return _host(host[1]) if host else LINK


@rule(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
def mail_address(match: re.Match[str]) -> str:
    name, _, host = match[0].partition("@")
    return f"{name.replace('.', ' chấm ')} a còng {_host(host)}"


@rule(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:gov\.vn|com\.vn|org\.vn|edu\.vn|vn|com|org|net)(?!\w)")
def host_name(match: re.Match[str]) -> str:
    return _host(match[0])


def _host(name: str) -> str:
    return " chấm ".join(name.split("."))


@rule(rf"(\d{{1,5}}[a-z]?)(?:/((?:19|20)\d\d))?/((?:(?:NQLT|TTLT)/)?{_SIGN}(?:-{_SIGN})*)")
def document_number(match: re.Match[str]) -> str | None:
    figures, year, signs = match.groups()
    if not any(letter.isupper() for letter in signs):
        return None
    sort, body = read_signs(signs)
    return _document(match, figures, year, sort, body)


@rule(rf"(\d{{1,5}})-({'|'.join(SORTS)})/({_SIGN})")
def party_number(match: re.Match[str]) -> str:
    """The Party's order: `12-CT/TW`."""
    return _document(match, match[1], None, sort_of(match[2]), body_of(match[3]))


def _document(match: re.Match[str], figures: str, year: str | None, sort: str, body: str) -> str:
    said = as_labelled(re.sub(r"\D", "", figures)) + re.sub(r"\d", " ", figures).rstrip()
    if year:
        said += f" năm {cardinal(int(year))}"
    if not follows(match, "số", "số:"):
        said = f"số {said}"
    if _BODY_FOLLOWS.match(match.string, match.end()) or _is_issued(match, sort):
        body = ""
    if sort and (_is_said(match, sort) or _named_before(match, sort)):
        return f"{said} của {body}" if body else said
    return ", ".join(part for part in (said, sort, body) if part)


def _is_said(match: re.Match[str], sort: str) -> bool:
    return follows(match, *(f"{sort.lower()}{end}" for end in ("", " số", " số:")))


def _named_before(match: re.Match[str], sort: str) -> bool:
    """`Kế hoạch tập huấn năm 2026, số 104/KH-UBND`: the sentence began with what it is."""
    sentence = re.split(r"[.;:\n]", match.string[: match.start()])[-1].strip().lower()
    return sentence.startswith(sort.lower()) and bool(re.search(r"[,(]\s*số$", sentence))


def _is_issued(match: re.Match[str], sort: str) -> bool:
    """Whether somebody *ban hành Kế hoạch số …*: then the body was named before."""
    return bool(sort) and follows(
        match, *(f"ban hành {sort.lower()}{end}" for end in ("", " số", " số:"))
    )


@rule(rf"({'|'.join(SORTS)})-([A-ZĐƯ][A-ZĐƯa-z]+[0-9]*)(?!\w)")
def signs_alone(match: re.Match[str]) -> str | None:
    body = body_of(match[2])
    return f"{sort_of(match[1])} {body}" if body != match[2] else None


def _end(abbreviated: str) -> str:
    """Letters that go on make another word; a point, or a figure (`QL1A`), ends one."""
    return r"(?![^\W\d]|[-&]\w)" if abbreviated[-1].isalnum() else ""


_LONGEST_FIRST = sorted(ABBREVIATED, key=len, reverse=True)


@rule("(" + "|".join(f"{re.escape(one)}{_end(one)}" for one in _LONGEST_FIRST) + ")")
def abbreviation(match: re.Match[str]) -> str:
    return ABBREVIATED[match[1]]


@rule(r"(KT|TM|TL|TUQ|Q)\.\s?(?=([^\W\d_][^\W\d_]+(?: [^\W\d_]+)?))")
def in_place_of(match: re.Match[str]) -> str | None:
    """Where somebody signs for another, or acts for one: `KT. CHỦ TỊCH`, `Q. Giám đốc`."""
    if not match[2].lower().startswith(_TITLES):
        return None
    return f"{_IN_PLACE[match[1]]} "


_TITLES = (
    *("chủ tịch", "giám đốc", "trưởng", "bí thư", "chánh", "cục trưởng", "viện trưởng", "ủy ban"),
    *("ubnd", "hđnd", "ban", "hội đồng", "bộ trưởng", "vụ trưởng", "chi cục", "tổng", "thủ"),
)
_IN_PLACE = {"KT": "ký thay", "TM": "thay mặt", "TL": "thừa lệnh", "TUQ": "thừa ủy quyền"}
_IN_PLACE["Q"] = "quyền"


@rule(r"(TT|[PQXH])\.\s?(?=([^\W\d_])([^\W\d_]))")
def place(match: re.Match[str]) -> str | None:
    """`P. Đồng Phú`; after a name it is the middle of one: `Nguyễn H. Nam`."""
    before = match.string[: match.start()].split()
    in_a_name = bool(before) and before[-1][0].isupper() and before[-1][-1].isalpha()
    begins = match[2].isupper() and match[3].islower()
    return None if in_a_name or not begins else f"{_PLACES[match[1]]} "


_PLACES = {"TT": "thị trấn", "P": "phường", "Q": "quận", "X": "xã", "H": "huyện"}


@rule(r"(xã|phường|thôn|và|hộ|tổ|nam|nữ|anh|chị|ông|bà|năm|tháng|ngày)/(?=[^\W\d])")
def either(match: re.Match[str]) -> str:
    return "và " if match[1] == "và" else f"{match[1]}, "


RULES = (
    link,
    mail_address,
    document_number,
    party_number,
    host_name,
    signs_alone,
    in_place_of,
    abbreviation,
    place,
    either,
)
