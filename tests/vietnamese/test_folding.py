"""Folding and accents: every spelling of the same words is one."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vietnamese import accented, fold, slugify

VIETNAMESE = st.text(
    alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyAĐÊƠ áàảãạấầẩẫậệồờưựíìỉĩịýỳỷỹỵúùủũụóòỏõọ-–,.0129", max_size=40
)

FOLDED = [
    ("Đối ngoại nhân dân", "doi ngoai nhan dan"),
    ("Việt - Mỹ", "viet my"),
    ("Việt-Mỹ", "viet my"),
    ("Việt–Mỹ", "viet my"),
    ("HỘI HỮU NGHỊ VIỆT NAM – CU BA", "hoi huu nghi viet nam cu ba"),
    (unicodedata.normalize("NFD", "Đường Nguyễn Huệ"), "duong nguyen hue"),
    ("Ðà Nẵng", "da nang"),  # an eth, as old keyboards wrote it
    ("“Nhịp cầu” (75 năm)", "nhip cau 75 nam"),
    ("M'Nông, H’Mông", "m nong h mong"),
    ("Ｈà Nội ½ ﬁ m²", "ha noi 1 2 fi m2"),
    ("Straße, Łódź, Ørsted", "strasse lodz orsted"),
    ("ພາສາລາວ", "ພາສາລາວ"),  # the vowel signs of other scripts are letters of their words
    ("мир, Иран", "мир иран"),
    ("\u200bhữu\u00ad nghị\x00", "huu nghi"),
    ("🎉!?…", ""),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


SAME_WORDS = [
    ("hoà", "hòa"),
    ("hoá", "hóa"),
    ("loà xoà", "lòa xòa"),
    ("khoẻ", "khỏe"),
    ("thuỷ", "thủy"),
    ("uỷ ban", "ủy ban"),
    ("Uý", "úy"),
    ("tóan", "toán"),
    ("hòang", "hoàng"),
    ("ngòai", "ngoài"),
    ("qúy", "quý"),
    ("qủa", "quả"),
    ("gìa", "già"),
    ("giừơng", "giường"),
    ("khủyu", "khuỷu"),
    ("HOÀ BÌNH", "hòa bình"),
    (unicodedata.normalize("NFD", "Thuỷ"), "thủy"),
    ("Ðồng", "đồng"),
]


@pytest.mark.parametrize(("one", "other"), SAME_WORDS)
def test_the_place_of_a_tone_makes_no_difference(one: str, other: str) -> None:
    assert accented(one) == accented(other)


RIGHT_ALREADY = (
    "hòa khỏe thủy ủy của mùa mía người được huế tuổi giữa gì giếng giờ quốc quý quỳnh quyết nguyễn khuya hoạt toàn "
    "ngoài xoáy ngoằn ngoèo huýt khuyến thuở yêu yếu chiều cừu cứu nghĩa việt đường phở bún cháo báo cáo tài mày thêu "
    "cúi tội lỗi dịu chịu thìa múa vừa sữa lũy tùy chung"
)


@pytest.mark.parametrize("word", RIGHT_ALREADY.split())
def test_words_written_right_stay(word: str) -> None:
    assert accented(word) == word


@pytest.mark.parametrize("word", ["café", "são paulo", "málagá", "naïve", "tété-à-tété"])
def test_foreign_words_keep_their_marks(word: str) -> None:
    marks = [letter for letter in unicodedata.normalize("NFD", word) if unicodedata.combining(letter)]
    kept = [letter for letter in unicodedata.normalize("NFD", accented(word)) if unicodedata.combining(letter)]
    assert kept == marks


def test_different_words_stay_different() -> None:
    assert len({accented(word) for word in ("ma", "mà", "mả", "mã", "má", "mạ", "Mă", "mâ")}) == 8
    assert accented("d") != accented("đ")


@given(st.one_of(st.text(), VIETNAMESE))
@example("İ")
@example("\u0345")
@example("ﷺ")
def test_folding_is_done_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert accented(accented(text)) == accented(text)


@given(st.one_of(st.text(), VIETNAMESE))
def test_accents_do_not_change_what_folding_sees(text: str) -> None:
    assert fold(accented(text)) == fold(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_a_slug_fits_an_address(text: str, longest: int) -> None:
    slug = slugify(text, max_length=longest)
    assert len(slug) <= longest
    assert slug.strip("-") == slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert "--" not in slug


def test_a_slug_is_cut_between_words() -> None:
    assert slugify("Đoàn kết và hữu nghị", max_length=10) == "doan-ket"
    assert slugify("Đoàn kết và hữu nghị", max_length=8) == "doan-ket"
    assert slugify("nghiêng", max_length=4) == "nghi"
    assert slugify("Đối ngoại nhân dân: 75 năm") == "doi-ngoai-nhan-dan-75-nam"
    assert slugify("🎉") == ""
