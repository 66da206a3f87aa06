"""Abbreviations of the offices, persons and laws that mediators deal with, as data.

Someone types either, a text says either: each finds the other. Laws are in
`cms.legaltext.well_known`, with their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from cms.legaltext.well_known import WELL_KNOWN

from .synonyms import Phrase, folded

ABBREVIATIONS: Mapping[str, str] = {
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "MTTQ": "Mặt trận Tổ quốc",
    "UBMTTQ": "Ủy ban Mặt trận Tổ quốc",
    "TAND": "Tòa án nhân dân",
    "VKSND": "Viện kiểm sát nhân dân",
    "HGV": "hòa giải viên",
    "HGCS": "hòa giải ở cơ sở",
    "THG": "tổ hòa giải",
    "TTHG": "tổ trưởng tổ hòa giải",
    "TTTHG": "tổ trưởng tổ hòa giải",
    "BCTMT": "Ban công tác Mặt trận",
    "TTTDP": "tổ trưởng tổ dân phố",
    "TDP": "tổ dân phố",
    "NLĐ": "người lao động",
    "NSDLĐ": "người sử dụng lao động",
    "HĐLĐ": "hợp đồng lao động",
    "BHYT": "bảo hiểm y tế",
    "BHXH": "bảo hiểm xã hội",
    "BHTN": "bảo hiểm thất nghiệp",
    "HNGĐ": "hôn nhân và gia đình",
    "BLGĐ": "bạo lực gia đình",
    "QSDĐ": "quyền sử dụng đất",
    "QSDD": "quyền sử dụng đất",
    "GCNQSDĐ": "giấy chứng nhận quyền sử dụng đất",
    "GCN": "giấy chứng nhận",
    "CCCD": "căn cước công dân",
    "CMND": "chứng minh nhân dân",
    "VPHC": "vi phạm hành chính",
    "XPVPHC": "xử phạt vi phạm hành chính",
    "TNHS": "trách nhiệm hình sự",
    "TTHS": "tố tụng hình sự",
    "TTDS": "tố tụng dân sự",
    "VBQPPL": "văn bản quy phạm pháp luật",
    "QPPL": "quy phạm pháp luật",
    "PBGDPL": "phổ biến, giáo dục pháp luật",
    "TGPL": "trợ giúp pháp lý",
    "CNVC": "công nhân viên chức",
    "CBCC": "cán bộ, công chức",
    "TNGT": "tai nạn giao thông",
    "ATGT": "an toàn giao thông",
    "PCCC": "phòng cháy, chữa cháy",
    "VSMT": "vệ sinh môi trường",
    "ANTT": "an ninh, trật tự",
    "THADS": "thi hành án dân sự",
    "NVQS": "nghĩa vụ quân sự",
    "DN": "doanh nghiệp",
    "TP": "thành phố",
}
# So few letters are too often something else.
LEAST_LETTERS = 2


@cache
def meanings() -> Mapping[Phrase, tuple[str, ...]]:
    """By folded phrase, what it also stands for: the abbreviation's meaning and the reverse."""
    found: dict[Phrase, dict[str, None]] = {}
    for short, full in _pairs():
        if len(short) < LEAST_LETTERS:
            continue
        found.setdefault(folded(short), {})[full] = None
        found.setdefault(folded(full), {})[short] = None
    return {phrase: tuple(others) for phrase, others in found.items()}


def _pairs() -> Iterator[tuple[str, str]]:
    yield from ABBREVIATIONS.items()
    for law in WELL_KNOWN:
        for short in law.abbreviations:
            yield short, law.name
