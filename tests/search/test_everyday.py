"""What people say and what the law calls it, as it is shipped."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from search.everyday import rows
from search.models import Synonym
from search.standing import standing
from search.synonyms import Synonyms, folded, phrases_in
from search.understanding import understood


def test_each_line_says_what_is_typed_and_what_is_meant_and_each_phrase_once():
    typed = [phrase for line, _meant in rows() for phrase in phrases_in(line)]

    assert all(phrases_in(meant) for _line, meant in rows())
    assert len({folded(phrase) for phrase in typed}) == len(typed) > 50


def test_what_is_shipped_fits_and_is_meant_in_one_direction(db):
    call_command("load_synonyms")

    for one in Synonym.objects.all():
        one.full_clean()
        assert not one.both_ways
    assert "bạo lực gia đình" in standing().synonyms.meant["danh", "vo"]


def test_loading_again_changes_nothing_of_what_editors_wrote(db, capsys):
    call_command("load_synonyms")
    Synonym.objects.filter(typed__contains="đánh vợ").update(meant="bạo hành")

    call_command("load_synonyms")

    assert "Synonyms: 0 new." in capsys.readouterr().out
    assert standing().synonyms.meant["danh", "vo"] == ("bạo hành",)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("chia thừa kế không có di chúc", "người thừa kế theo pháp luật"),
        ("chó hàng xóm cắn con tôi", "súc vật gây thiệt hại"),
        ("tiền cọc", "đặt cọc"),
        ("vay tiền rồi không chịu trả", "nghĩa vụ trả nợ của bên vay"),
        ("mua xe cũ về mới biết hỏng", "bảo đảm chất lượng vật mua bán khuyết tật"),
        ("hàng xóm gắn camera", "quyền về đời sống riêng tư bí mật cá nhân bí mật gia đình"),
        ("anh em họ có lấy nhau được không", "cấm kết hôn giữa những người có họ"),
        ("cha mẹ ép con lấy chồng", "cưỡng ép kết hôn"),
        ("tổ hòa giải cần mấy phụ nữ", "trong đó có hòa giải viên nữ"),
    ],
)
def test_what_people_say_is_put_as_the_law_does(said, meant):
    found = understood(said, Synonyms.of((typed, also, False) for typed, also in rows()))

    others = [
        " ".join(word.exact for word in way) for one in found.alternatives for way in one.others
    ]
    assert any(meant in other for other in others), others
