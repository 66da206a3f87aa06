"""The signs in the numbers of documents: what sort of document, issued by whom. Pure.

The abbreviations of the sorts are those of Decree 30/2020/NĐ-CP, annex III; those of the bodies
are in use.
"""

from __future__ import annotations

import re

from .abbreviations import ABBREVIATED
from .numbers import cardinal

SORTS = {
    "NQ": "Nghị quyết",
    "NQLT": "Nghị quyết liên tịch",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "QĐi": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "CV": "Công văn",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "TTLT": "Thông tư liên tịch",
    "L": "Luật",
    "PL": "Pháp lệnh",
    "KL": "Kết luận",
    "VBHN": "Văn bản hợp nhất",
    "CTPH": "Chương trình phối hợp",
}

BODIES = {
    "TTg": "Thủ tướng Chính phủ",
    "CTN": "Chủ tịch nước",
    "VPCP": "Văn phòng Chính phủ",
    "VPQH": "Văn phòng Quốc hội",
    "HĐTP": "Hội đồng Thẩm phán",
    "BTC": "Bộ Tài chính",
    "BCA": "Bộ Công an",
    "BNV": "Bộ Nội vụ",
    "BQP": "Bộ Quốc phòng",
    "BYT": "Bộ Y tế",
    "BXD": "Bộ Xây dựng",
    "BCT": "Bộ Công Thương",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "UBTƯMTTQVN": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "UBTWMTTQVN": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "MTTW": "Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
    "PTP": "Phòng Tư pháp",
    "TP": "Phòng Tư pháp",
    "TU": "Tỉnh ủy",
    "BTGTU": "Ban Tuyên giáo Tỉnh ủy",
    "BTCTU": "Ban Tổ chức Tỉnh ủy",
    "BDVTU": "Ban Dân vận Tỉnh ủy",
    "UBKTTU": "Ủy ban Kiểm tra Tỉnh ủy",
    "HLG": "Hội Luật gia",
    "HĐPHPBGDPL": "Hội đồng phối hợp phổ biến, giáo dục pháp luật",
    "PBGDPL": "Hội đồng phối hợp phổ biến, giáo dục pháp luật",
}
_TERM = re.compile(r"(QH|UBTVQH)(\d{1,2})")


def sort_of(sign: str) -> str:
    """What sort of document the sign is of: `KH` → *Kế hoạch*; empty when it is none."""
    return SORTS.get(sign, "")


def body_of(sign: str) -> str:
    """Who issued: `UBND`, `QH13` → *Quốc hội khóa mười ba*; the sign itself when nobody knows."""
    term = _TERM.fullmatch(sign)
    if term:
        return f"{ABBREVIATED[term[1]]} khóa {cardinal(int(term[2]))}"
    return BODIES.get(sign) or ABBREVIATED.get(sign) or sign


def read_signs(signs: str) -> tuple[str, str]:
    """The sort and the bodies in `KH-UBND`, `NQLT/CP-UBTWMTTQVN`; empty what they do not say."""
    parts = re.split("[-/]", signs)
    sort = sort_of(parts[0])
    bodies = parts[1:] if sort else parts
    # Below an office (`STP-PBGDPL`) it is a field of work.
    said = [body_of(one) if not at else _below(one) for at, one in enumerate(bodies)]
    return sort, ", ".join(said)


def _below(sign: str) -> str:
    return ABBREVIATED[sign] if sign == "PBGDPL" else body_of(sign)
