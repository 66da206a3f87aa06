"""How text is taken apart: every way of typing a word gives the same tokens."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis import exact_form, folded_form, forms_of, pairs, plainly_typed, tokens_of

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậeèéẻẽẹêềếểễệiìíỉĩịoòóỏõọôồốổỗộơờớởỡợuùúủũụưừứửữựyỳýỷỹỵđbcdghklmnpqrstvx"
)
vietnamese_text = st.text(alphabet=VIETNAMESE + VIETNAMESE.upper() + " 0123456789.,-/", max_size=80)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("hoà", "hòa"), ("Hòa", "hòa"), ("HOÀ", "hòa"), ("hoá", "hóa"), ("xoá", "xóa"),
        ("khoá", "khóa"), ("khoẻ", "khỏe"), ("thuỷ", "thủy"), ("uỷ", "ủy"), ("uý", "úy"),
        ("toán", "toán"), ("tóan", "toán"), ("hoàn", "hoàn"), ("hòan", "hoàn"),
        ("hoài", "hoài"), ("hòai", "hoài"), ("xoáy", "xoáy"), ("ngoẹo", "ngoẹo"),
        ("huỳnh", "huỳnh"), ("hùynh", "huỳnh"), ("khuỷu", "khuỷu"),
        ("quý", "quý"), ("qúy", "quý"), ("quà", "quà"), ("qùa", "quà"), ("quế", "quế"),
        ("quyền", "quyền"), ("thuyền", "thuyền"), ("của", "của"), ("mùa", "mùa"),
        ("hoa", "hoa"), ("đoạ", "đọa"), ("loè", "lòe"), ("giá", "giá"), ("xoắn", "xoắn"),
        ("nghĩa", "nghĩa"), ("người", "người"), ("thoả", "thỏa"), ("oà", "òa"),
    ],
)  # fmt: skip
def test_the_tone_stands_where_the_school_book_puts_it(typed, expected):
    assert exact_form(typed) == expected
    assert exact_form(unicodedata.normalize("NFD", typed)) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kĩ", "kỹ"), ("lí", "lý"), ("Mĩ", "Mỹ"), ("sĩ", "sỹ"), ("tỉ", "tỷ"), ("hi", "hy"),
        ("qui", "quy"), ("quí", "quý"), ("qúy", "quí"), ("li", "ly"),
    ],
)  # fmt: skip
def test_i_and_y_are_the_same_where_both_are_written(one, other):
    assert exact_form(one) == exact_form(other)
    assert folded_form(one) == folded_form(other)


def test_i_and_y_are_not_the_same_where_they_are_two_words():
    for one, other in [("tai", "tay"), ("thúi", "thúy"), ("vi", "vy"), ("thi", "thy")]:
        assert exact_form(one) != exact_form(other)


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Điều １２", "Điều 12"), ("Ｄieu\u3000１２", "Dieu 12"),
        ("３５／２０１３／ＱＨ１３", "35/2013/QH13"),
        ("＂hòa giải＂ －đất", '"hòa giải" -đất'), ("𝐡𝐨𝐚 𝘨𝘪𝘢𝘪", "hoa giai"),
        # Texts are not read so: what they hold themselves is left as it is.
        ("100 m²", "100 m²"), ("½", "½"), ("tổ…", "tổ…"),
    ],
)  # fmt: skip
def test_letters_and_digits_of_other_keys_are_typed_as_plain_ones(typed, plain):
    assert plainly_typed(typed) == plain
    assert len(typed) == len(plain)


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Đồng", "dong"), ("HỚI", "hoi"), ("đất", "dat"), ("ưỡn", "uon"), ("Straße", "straße")],
)
def test_folding_leaves_bare_letters(written, folded):
    assert folded_form(written) == folded


def test_a_document_number_is_one_token_beside_its_parts():
    found = [token.exact for token in tokens_of("Luật số 35/2013/QH13, Kế hoạch 104/KH-UBND")]

    assert "35/2013/qh13" in found
    assert "104/kh-ubnd" in found
    assert {"35", "2013", "qh13", "104", "kh", "ubnd"} <= set(found)


def test_a_date_is_no_document_number():
    assert [token.exact for token in tokens_of("ngày 18/3/2022")] == ["ngày", "18", "3", "2022"]


def test_neighbours_make_pairs():
    forms = forms_of("Hoà giải ở cơ sở")

    assert forms.exact == "hòa giải ở cơ sở"
    assert forms.exact_pairs == "hòa_giải giải_ở ở_cơ cơ_sở"
    assert forms.folded_pairs == "hoa_giai giai_o o_co co_so"


@given(vietnamese_text)
def test_decomposed_text_has_the_same_tokens(text):
    assert forms_of(unicodedata.normalize("NFD", text)) == forms_of(text)


@given(vietnamese_text)
def test_capitals_have_the_same_tokens(text):
    assert forms_of(text.upper()) == forms_of(text)


@given(vietnamese_text)
def test_typing_without_diacritics_gives_the_folded_tokens(text):
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))

    assert forms_of(bare).exact == forms_of(text).folded


@given(st.text(max_size=200))
def test_each_token_lies_where_it_says_in_the_text_as_given(text):
    for token in tokens_of(text):
        assert 0 <= token.start < token.end <= len(text)
        assert exact_form(text[token.start : token.end]) == token.exact


@given(st.text(alphabet=VIETNAMESE, min_size=1, max_size=12))
def test_normalising_twice_changes_nothing(word):
    assert exact_form(exact_form(word)) == exact_form(word)


@given(vietnamese_text)
def test_the_forms_of_a_text_are_those_of_its_tokens(text):
    tokens = list(tokens_of(text))
    neighbours = list(pairs(tokens))

    forms = forms_of(text)

    assert forms.exact.split() == [token.exact for token in tokens]
    assert forms.folded.split() == [token.folded for token in tokens]
    assert forms.exact_pairs.split() == [f"{a.exact}_{b.exact}" for a, b in neighbours]
    assert forms.folded_pairs.split() == [f"{a.folded}_{b.folded}" for a, b in neighbours]


@pytest.mark.parametrize(
    "text",
    ["35/2013/QH13", "a12/2013/NĐ-CP", "123456/2013/NĐ", "1/x_2/y", "5/2013/", "số 7/kh-ubnd,8/tb"],
)
def test_numbers_of_documents_have_the_same_forms_alone_and_in_a_text(text):
    assert forms_of(text).exact.split() == [token.exact for token in tokens_of(text)]
