"""The rules for numbers: with units, compared, from one to another, of telephones, Roman."""

from __future__ import annotations

import re

from cms.legaltext.numerals import roman

from .numbers import NUMBER, amount, as_labelled, cardinal, one_by_one, ordinal
from .rule import HOUSES, TO, between, follows, rule
from .units import UNIT, unit_in_words

_MEASURED = rf"({NUMBER})(?:\s?({UNIT}))?"
# What is counted, so that *trở lên* comes after it.
_COUNTED = (
    r"(?:\s+(?:người|ngày|tháng|năm|giờ|phút|lần|vụ việc|vụ|tổ hòa giải|tổ"
    r"|hòa giải viên|hộ|xã|phường|thôn|tuổi|điểm"
    r"|đồng|triệu đồng|tỷ đồng|nghìn đồng|thành viên|buổi|cuộc|trang)(?!\w))?"
)
_EACH = (
    r"(?:/(?:người|hộ|năm|tháng|tuần|ngày|giờ|phút|giây|buổi|vụ việc|vụ|lần|lớp|tổ|thôn"
    r"|xã|phường))+"
)
_TELEPHONE = (
    "điện thoại",
    "đt",
    "đường dây nóng",
    "số máy",
    "máy",
    "hotline",
    "tổng đài",
    "số điện thoại",
    "gọi",
    "gọi số",
    "zalo",
)
_ROMAN_AFTER = (
    *("chương", "phần", "mục", "quý", "kỳ", "khóa", "thế kỷ", "thứ", "đại hội", "loại", "hạng"),
    *("cấp", "bậc", "vùng", "đợt", "phụ lục", "nhóm", "lần", "tập", "quyển", "học kỳ", "giai đoạn"),
    *("khu vực", "họp thứ", "tiểu mục", "hội nghị", "đến quý", "bảng"),
)
COMPARED = {"≥": "từ {} trở lên", ">=": "từ {} trở lên", "≤": "không quá {}", "<=": "không quá {}"}
COMPARED |= {">": "trên {}", "<": "dưới {}", "~": "khoảng {}", "≈": "khoảng {}", "±": "cộng trừ {}"}


def _measured(number: str, unit: str | None) -> str:
    said = amount(number)
    return f"{said} {unit_in_words(unit)}" if unit else said


@rule(rf"(≥|>=|≤|<=|>|<|~|≈|±)\s*{_MEASURED}({_COUNTED})")
def compared(match: re.Match[str]) -> str:
    said = _measured(match[2], match[3]) + match[4]
    return COMPARED[match[1]].format(said)


@rule(r"\(?(?:\+84|0)\)?\d[\d .)-]{6,13}\d(?!\d)")
def telephone(match: re.Match[str]) -> str | None:
    figures = re.sub(r"\D", "", match[0].replace("+84", "0"))
    if not 9 <= len(figures) <= 11:
        return None
    groups = re.findall(r"\d+", match[0].replace("+84", "0"))
    return ", ".join(map(one_by_one, groups if len(groups) > 1 else _grouped(figures)))


def _grouped(figures: str) -> list[str]:
    return [figures[:4], figures[4:7], figures[7:]]


@rule(r"\d{3,4}(?:[ .]\d{3,4})*(?![\d/%]|,\d)")
def short_telephone(match: re.Match[str]) -> str | None:
    if not follows(match, *_TELEPHONE, *(f"{one}:" for one in _TELEPHONE)):
        return None
    return ", ".join(map(one_by_one, re.findall(r"\d+", match[0])))


@rule(r"1[89]00[ .]?\d{2}(?:[ .]?\d{2}){1,2}(?![\d/%]|[.,]\d|\s*đồng)")
def hot_line(match: re.Match[str]) -> str:
    """Numbers that are called for little money: `1800 1260`, `19006192`."""
    figures = re.sub(r"\D", "", match[0])
    return ", ".join(map(one_by_one, (figures[:4], figures[4:])))


@rule(r"\s?[x×]\s?(?=\d)")
def times_sign(match: re.Match[str]) -> str | None:
    """`4 x 6 m`, between two measures."""
    before = match.string[max(0, match.start() - 8) : match.start()]
    return " nhân " if re.search(r"\d\s?(?:m|cm|mm|km)?$", before) else None


@rule(rf"({NUMBER})(?:\s?({UNIT}))?{TO}({NUMBER})(?:\s?({UNIT}))?(?![\d/]|\s*[-–]\s*\d)")
def from_to(match: re.Match[str]) -> str | None:
    first, unit, last, last_unit = match.groups()
    if not (unit or last_unit) and _value(first) >= _value(last):
        return f"{amount(first)}, {amount(last)}"
    return between(match, _measured(first, unit), _measured(last, last_unit))


def _value(written: str) -> float:
    return float(re.sub(r"[.\u00a0\u202f]", "", written).replace(",", ".", 1).replace(",", ""))


@rule(rf"({NUMBER}) (nghìn|triệu|tỷ)( đồng)?{TO}({NUMBER}) (nghìn|triệu|tỷ)( đồng)?(?!\w)")
def large_from_to(match: re.Match[str]) -> str:
    """`100 triệu đồng - 150 triệu đồng`."""
    first = f"{amount(match[1])} {match[2]}{match[3] or ''}"
    return between(match, first, f"{amount(match[4])} {match[5]}{match[6] or ''}")


@rule(rf"\$\s?({NUMBER})")
def dollars(match: re.Match[str]) -> str:
    return f"{amount(match[1])} đô la Mỹ"


@rule(r"\d{9,}(?![.,]?\d|[^\W\d])")
def figures(match: re.Match[str]) -> str | None:
    """Of an account, an identity card: nobody grasps them as an amount."""
    if not follows(match, "số", "số:", "stk", "stk:", "tài khoản", "tài khoản:", "cccd", "cmnd"):
        return None
    return ", ".join(map(one_by_one, re.findall(r"\d{1,3}", match[0])))


@rule(rf"{_MEASURED}({_EACH})(?!\w)")
def for_each(match: re.Match[str]) -> str:
    each = " ".join(f"mỗi {one}" for one in match[3].strip("/").split("/"))
    return f"{_measured(match[1], match[2])} {each}"


@rule(rf"đồng({_EACH})(?!\w)")
def money_for_each(match: re.Match[str]) -> str:
    return " ".join(["đồng", *(f"mỗi {one}" for one in match[1].strip("/").split("/"))])


@rule(r"/(tuần|năm|tháng|ngày|quý|giờ|lớp|tổ|buổi|người|thôn|hộ)(?!\w)")
def how_often(match: re.Match[str]) -> str | None:
    """`2 buổi/tháng`, after a number and what it counts."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    return f" mỗi {match[1]}" if re.search(r"\d\s+[^\W\d]+(?: [^\W\d]+)?$", before) else None


@rule(rf"({NUMBER})\s?({UNIT})")
def measured(match: re.Match[str]) -> str:
    return _measured(match[1], match[2])


@rule(r"(\d+)/(\d+)(?![\d/])")
def fraction(match: re.Match[str]) -> str:
    """Parts of a few are a fraction; *mười lăm trên mười lăm xã* are so many of so many."""
    above, below = int(match[1]), int(match[2])
    is_part = above < below <= 10 and not follows(match, *HOUSES)
    word = "phần" if is_part else "trên"
    return f"{cardinal(above)} {word} {cardinal(below)}"


@rule(r"(\d{2,5}):((?:19|20)\d\d)(?!\d)")
def standard(match: re.Match[str]) -> str | None:
    """`ISO 9001:2015`, `TCVN 5945:2005`: the year of a standard."""
    if not re.search(r"[A-ZĐ]{3,}[ -]*$", match.string[: match.start()]):
        return None
    return f"{cardinal(int(match[1]))} năm {cardinal(int(match[2]))}"


@rule(r"(\d+):(\d+)(?!\d)")
def ratio(match: re.Match[str]) -> str:
    return f"{cardinal(int(match[1]))} trên {cardinal(int(match[2]))}"


@rule(rf"[-−](?=\d)({NUMBER})(?:\s?({UNIT}))?")
def below_nought(match: re.Match[str]) -> str | None:
    before = match.string[: match.start()]
    return f"âm {_measured(match[1], match[2])}" if not before or before[-1] in " (" else None


@rule(r"(\d+(?:\.\d+)+)(?![\d%])")
def section(match: re.Match[str]) -> str | None:
    """`Mục 2.1`; points between thousands are no such thing."""
    if re.fullmatch(NUMBER, match[1]):
        return None
    return " chấm ".join(cardinal(int(one)) for one in match[1].split("."))


@rule(r"(\d+)([A-ZĐ]{1,2})(?!\w)")
def number_and_letter(match: re.Match[str]) -> str:
    return f"{cardinal(int(match[1]))} {match[2]}"


@rule(r"\d+(?![\d.,]\d|\w)")
def after_a_word(match: re.Match[str]) -> str | None:
    """*thứ nhất*, *số không hai*: what the word before makes of the number."""
    if follows(match, "thứ"):
        return ordinal(int(match[0]))
    if follows(match, "số", "mã số") and match[0].startswith("0"):
        return as_labelled(match[0])
    return None


@rule(NUMBER)
def number(match: re.Match[str]) -> str:
    return amount(match[0])


@rule(r"(I{1,3}|IV)/((?:19|20)\d\d)(?!\d)")
def quarter(match: re.Match[str]) -> str | None:
    return f"{cardinal(roman(match[1]) or 0)} năm {cardinal(int(match[2]))}"


@rule(rf"([IVXLC]+)(?:{TO}([IVXLC]+))?(?!\w)")
def roman_number(match: re.Match[str]) -> str | None:
    values = [roman(one) for one in match.groups() if one]
    line_begins = match.string[: match.start()].rpartition("\n")[2].strip() == ""
    heads = line_begins and match.string[match.end() : match.end() + 2].strip() == "."
    if None in values or not (follows(match, *_ROMAN_AFTER) or heads):
        return None
    say = ordinal if follows(match, "thứ") else cardinal
    return " đến ".join(say(one) for one in values if one is not None)


RULES = (
    compared,
    telephone,
    short_telephone,
    hot_line,
    times_sign,
    large_from_to,
    dollars,
    figures,
    from_to,
    for_each,
    money_for_each,
    how_often,
    measured,
    fraction,
    standard,
    ratio,
    below_nought,
    section,
    number_and_letter,
    after_a_word,
    number,
    quarter,
    roman_number,
)
