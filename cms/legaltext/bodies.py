"""Who issues documents: their names, from capitals or from the codes in document numbers."""

from __future__ import annotations

import re

from .folding import fold
from .laws import number_key

# The codes after the number, as the State's bodies use them, with the names they had.
_CODES = {
    "cp": "Chính phủ", "ttg": "Thủ tướng Chính phủ", "ctn": "Chủ tịch nước",
    "btp": "Bộ Tư pháp", "btc": "Bộ Tài chính", "bca": "Bộ Công an", "bqp": "Bộ Quốc phòng",
    "byt": "Bộ Y tế", "bnv": "Bộ Nội vụ", "bng": "Bộ Ngoại giao", "bct": "Bộ Công Thương",
    "bxd": "Bộ Xây dựng", "bgtvt": "Bộ Giao thông vận tải", "bgddt": "Bộ Giáo dục và Đào tạo",
    "bkhcn": "Bộ Khoa học và Công nghệ", "bkhdt": "Bộ Kế hoạch và Đầu tư",
    "bldtbxh": "Bộ Lao động - Thương binh và Xã hội",
    "bnnptnt": "Bộ Nông nghiệp và Phát triển nông thôn",
    "bnnmt": "Bộ Nông nghiệp và Môi trường", "btnmt": "Bộ Tài nguyên và Môi trường",
    "btttt": "Bộ Thông tin và Truyền thông", "bvhttdl": "Bộ Văn hóa, Thể thao và Du lịch",
    "bdttg": "Bộ Dân tộc và Tôn giáo", "nhnn": "Ngân hàng Nhà nước Việt Nam",
    "ttcp": "Thanh tra Chính phủ", "ubdt": "Ủy ban Dân tộc", "vpcp": "Văn phòng Chính phủ",
    "vpqh": "Văn phòng Quốc hội", "ktnn": "Kiểm toán nhà nước",
    "tandtc": "Tòa án nhân dân tối cao", "vksndtc": "Viện kiểm sát nhân dân tối cao",
    "hdtp": "Hội đồng Thẩm phán Tòa án nhân dân tối cao",
    "mttw": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "ubtwmttqvn": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
}  # fmt: skip
_PARLIAMENT = re.compile(r"qh\d{1,2}")
_STANDING_COMMITTEE = re.compile(r"(?:pl-)?ubtvqh\d{0,2}")
_MORE = ("Quốc hội", "Ủy ban Thường vụ Quốc hội", "Chủ tịch nước", "Ngân hàng Nhà nước")
_NAMES = (*_CODES.values(), *_MORE)
_WORDS = re.compile(r"[^a-z0-9]+")
# A comma, a dash or *và* parts two bodies only before the beginning of one: names have them too.
_BEGINS = (
    r"(?=(?:bộ|[uủ][yỷ] ban|viện|t[oò][aà] án|thanh tra|kiểm toán|ngân hàng|văn phòng|chính phủ|"
    r"thủ tướng|chủ tịch|quốc hội|hội|ban|tổng cục|tổng liên đoàn|trung ương|đoàn)\s)"
)
_SEPARATOR = re.compile(rf"(?:\s[-–]|,|\svà)\s{_BEGINS}|\s?;\s?|\n", re.IGNORECASE)


def _key(name: str) -> str:
    return _WORDS.sub(" ", fold(name)).strip()


_BY_KEY = {_key(name): name for name in _NAMES}
_BY_KEY["ngan hang nha nuoc"] = "Ngân hàng Nhà nước Việt Nam"


def bodies_of_number(number: str) -> tuple[str, ...]:
    """Who issued the document of that number, as far as its codes say: joint circulars several."""
    codes = number_key(number).rpartition("/")[2]
    if _PARLIAMENT.fullmatch(codes):
        return ("Quốc hội",)
    if _STANDING_COMMITTEE.search(codes):
        return ("Ủy ban Thường vụ Quốc hội",)
    return tuple(dict.fromkeys(_CODES[code] for code in codes.split("-")[1:] if code in _CODES))


def body_names(text: str) -> tuple[str, ...]:
    """The bodies that `text` names, written as they write themselves: `BỘ TƯ PHÁP - BỘ Y TẾ`.

    A name that is not known is kept as it stands.
    """
    whole = _BY_KEY.get(_key(text))
    if whole:
        return (whole,)
    names: list[str] = []
    pieces = [piece.strip(" .") for piece in _SEPARATOR.split(text) if piece.strip(" .")]
    at = 0
    while at < len(pieces):
        name, taken = _longest(pieces, at)
        names.append(name)
        at += taken
    return tuple(dict.fromkeys(names))


def _longest(pieces: list[str], at: int) -> tuple[str, int]:
    """A known name may itself hold a dash: *Bộ Lao động - Thương binh và Xã hội*."""
    for end in range(len(pieces), at, -1):
        known = _BY_KEY.get(_key(" ".join(pieces[at:end])))
        if known:
            return known, end - at
    return pieces[at], 1
