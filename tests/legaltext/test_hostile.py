"""No text is slow: a megabyte of anything takes seconds at most, never minutes."""

import pytest

from cms.legaltext.citations import find
from cms.legaltext.laws import same_name_key
from cms.legaltext.provisions import parse

SIZE = 30_000
HOSTILE = [
    "Điều 1. ", "Điều 1.\n", "1. \n", "a) \n", "“Điều 1. \n", "“", '"\n', ".", "…", "-", " ",
    "\t", "Chương I\n", "PHỤ LỤC I\n", "QUY CHẾ\n(Ban hành kèm theo\n", "Câu hỏi 1: a\n", "# a\n",
    "I. A\n", "1\n\n", "khoản 1, ", "điểm a, ", "Điều 1, 2, ", "Luật ", "Luật Đất ", "15/2014/",
    "1-", "ngày 1 tháng 1 ", "có hiệu lực từ ", "NƠI NHẬN ", "ẤẤẤẤ ", "\u0301", "1.1.", "HN&",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE, ids=lambda piece: repr(piece))
def test_a_long_run_of_anything_is_read(piece):
    """Twice the text may take about twice the time: a quadratic reading would never end here."""
    text = piece * (SIZE // len(piece))
    parse(text)
    find(text)
    same_name_key(text[:10_000])
