"""Credits in all the forms that newsrooms write them, and captions that only speak of pictures."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.importing.credits import caption_and_credit

HALL = "Toàn cảnh hội nghị"
FORMS = [
    (f"{HALL} (Ảnh: Thu Hà).", HALL, "Thu Hà"),
    (f"{HALL} (Ảnh: Thu Hà)", HALL, "Thu Hà"),
    (f"{HALL}. (Ảnh: Thu Hà.)", f"{HALL}.", "Thu Hà"),
    (f"{HALL}. Ảnh: Thu Hà", f"{HALL}.", "Thu Hà"),
    (f"{HALL}. Ảnh: Thu Hà.", f"{HALL}.", "Thu Hà"),
    (f"{HALL} Ảnh: Thu Hà", HALL, "Thu Hà"),
    (f"{HALL}.Ảnh:Thu Hà", f"{HALL}.", "Thu Hà"),
    (f"{HALL} - Ảnh: X/TTXVN", HALL, "X/TTXVN"),
    (f"{HALL} – Ảnh: Nhật Bắc/VGP.", HALL, "Nhật Bắc/VGP"),
    (f"{HALL} — Ảnh VGP/Nhật Bắc", HALL, "VGP/Nhật Bắc"),
    (f"{HALL}. Ảnh: Thu Hà – TTXVN", f"{HALL}.", "Thu Hà – TTXVN"),
    (f"{HALL} | Ảnh: T.H", HALL, "T.H"),
    (f"{HALL}; ảnh: Thu Hà", HALL, "Thu Hà"),
    (f"{HALL}\nẢnh: Thu Hà", HALL, "Thu Hà"),
    (f"{HALL}\nảnh: thu hà", HALL, "thu hà"),
    (f"{HALL}.\u00a0Ảnh:\u00a0NVCC", f"{HALL}.", "NVCC"),
    (f"{HALL} (Ảnh\u00a0: Thu Hà )", HALL, "Thu Hà"),
    (f"{HALL}（Ảnh：Thu Hà）", HALL, "Thu Hà"),
    (f"{HALL} [Ảnh: Thu Hà]", HALL, "Thu Hà"),
    (f"{HALL} (Ảnh Thu Hà)", HALL, "Thu Hà"),
    (f"{HALL} (ảnh: thu hà)", HALL, "thu hà"),
    ("TOÀN CẢNH (ẢNH: THU HÀ)", "TOÀN CẢNH", "THU HÀ"),
    (f"{HALL} (Ảnh: Thu Hà", HALL, "Thu Hà"),
    (f"{HALL} Ảnh: Thu Hà).", HALL, "Thu Hà"),
    (f"{HALL} (Ảnh: Nguyễn Văn A (TTXVN))", HALL, "Nguyễn Văn A (TTXVN)"),
    (f"{HALL}. Ảnh: TS. Nguyễn Văn A", f"{HALL}.", "TS. Nguyễn Văn A"),
    ("“Ngày hội” Ảnh: Thu Hà, Minh Quân và Lê Hữu", "“Ngày hội”", "Thu Hà, Minh Quân và Lê Hữu"),
    (f"{HALL} (Nguồn ảnh: Báo Quốc tế)", HALL, "Báo Quốc tế"),
    (f"{HALL}. (Ảnh/Nguồn: thoidai.com.vn)", f"{HALL}.", "thoidai.com.vn"),
    (f"{HALL} (Nguồn: LHHN tỉnh Vĩnh Phúc).", HALL, "LHHN tỉnh Vĩnh Phúc"),
    (f"{HALL}. Nguồn: TTXVN", f"{HALL}.", "TTXVN"),
    (f"{HALL} (Ảnh: Nguồn: TTXVN)", HALL, "TTXVN"),
    (f"{HALL}. Ảnh: Thu Hà. Nguồn: TTXVN", f"{HALL}.", "Thu Hà; TTXVN"),
    (f"{HALL}. Photo: Reuters", f"{HALL}.", "Reuters"),
    ("The hall. Photo by Minh Tran", "The hall.", "Minh Tran"),
    ("The hall (Photo courtesy of VUFO)", "The hall", "VUFO"),
    (f"{HALL} (Hình: Người Lao Động)", HALL, "Người Lao Động"),
    (f"{HALL} (Ảnh do nhân vật cung cấp)", HALL, "nhân vật cung cấp"),
    (f"{HALL}. Ảnh do Hội hữu nghị Việt - Nga cung cấp.", f"{HALL}.", "Hội hữu nghị Việt - Nga cung cấp"),
    (f"{HALL} (Ảnh tư liệu)", HALL, "Ảnh tư liệu"),
    (f"{HALL}. Ảnh tư liệu: TTXVN", f"{HALL}.", "TTXVN (tư liệu)"),
    (f"{HALL} (Ảnh minh họa: Internet)", f"{HALL} (Ảnh minh họa)", "Internet"),
    ("Ảnh minh hoạ: Internet", "Ảnh minh hoạ", "Internet"),
    (f"{HALL}. Đồ họa: Minh Quân", f"{HALL}.", "Đồ họa: Minh Quân"),
    ("Ảnh: Thu Hà", "", "Thu Hà"),
    (f"{HALL} (Ảnh: Đại sứ quán Việt Nam tại Lào)", HALL, "Đại sứ quán Việt Nam tại Lào"),
    (f"{HALL}. Ảnh: Tổng Lãnh sự quán Việt Nam", f"{HALL}.", "Tổng Lãnh sự quán Việt Nam"),
    (f"{HALL}. Ảnh: Bà Rịa - Vũng Tàu Online", f"{HALL}.", "Bà Rịa - Vũng Tàu Online"),
    (f"{HALL}. Ảnh: Ba Hoàng", f"{HALL}.", "Ba Hoàng"),
    (f"{HALL}. Ảnh: Văn phòng Chủ tịch nước", f"{HALL}.", "Văn phòng Chủ tịch nước"),
    (f"{HALL} (Ảnh: Ông Nguyễn Văn A cung cấp)", HALL, "Ông Nguyễn Văn A cung cấp"),
    (f"{HALL} (Ảnh do bà Lê Thị B chụp)", HALL, "bà Lê Thị B chụp"),
    (f"{HALL}. Ảnh: Thu Hà và Công Danh", f"{HALL}.", "Thu Hà và Công Danh"),
    ("(Ảnh: Thu Hà)", "", "Thu Hà"),
    ("Ảnh do Đại sứ quán cung cấp", "", "Đại sứ quán cung cấp"),
    ("Nguồn: Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc", "", "Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc"),
]
NO_CREDIT = [
    HALL,
    "Tác giả bên bức ảnh của Nguyễn Văn A",
    "Các bức ảnh do học sinh chụp",
    "Hội thi ảnh do Sở Văn hóa tổ chức",
    "Triển lãm ảnh: Hà Nội xưa",
    "Trong ảnh: Chủ tịch Nguyễn Phương Nga",
    "Ảnh: Toàn cảnh buổi lễ ký kết tại Hà Nội",
    "Ảnh trên: Thu Hà phát biểu",
    "Ảnh: Chủ tịch Hồ Chí Minh và Fidel Castro",
    "Ảnh: Fidel Castro và Chủ tịch Hồ Chí Minh",
    "ẢNH: CHỦ TỊCH HỒ CHÍ MINH",
    "Ảnh: Phó Chủ tịch Nguyễn Phương Nga",
    "Ảnh: Nguyên Phó Thủ tướng Vũ Khoan",
    "Ảnh: Ông Nguyễn Văn A",
    "(Ảnh: Bà Nguyễn Thị An)",
    "Ảnh: Đồng chí Nguyễn Văn A",
    "Ảnh: Đại sứ Nguyễn Bá Hùng",
    "Ảnh: Bộ trưởng Bùi Thanh Sơn",
    "Ảnh: Tổng Bí thư Nguyễn Phú Trọng",
    "Năm 1966. Ảnh: Bác Hồ, Fidel Castro",
    "Ảnh tư liệu: Chủ tịch Hồ Chí Minh",
    "Ảnh 1: Toàn cảnh",
    "Đồng chí Nguyễn Văn A (ảnh phải)",
    "Chợ phiên (ảnh chụp tại Hà Nội năm 2020)",
    "Bảo tàng (Ảnh Bác Hồ thăm Lào năm 1960)",
    "Về cội nguồn: sông Hồng",
    "Bức tranh: Đám cưới chuột",
    "Ảnh: Thu Hà. Toàn cảnh hội nghị",
    "Ảnh minh họa",
    "Ảnh:",
    "(Ảnh: )",
    "",
]


@pytest.mark.parametrize(("said", "caption", "credit"), FORMS)
def test_a_credit_is_read(said: str, caption: str, credit: str) -> None:
    assert caption_and_credit(said) == (caption, credit)
    assert caption_and_credit(unicodedata.normalize("NFD", said)) == (caption, credit)
    assert caption_and_credit(f" \u200b{said}  ") == (caption, credit)


@pytest.mark.parametrize("said", NO_CREDIT)
def test_a_caption_that_only_speaks_of_pictures_stays_whole(said: str) -> None:
    assert caption_and_credit(said) == (said, "")


PIECES = [
    "(",
    ")",
    "[",
    "Ảnh",
    "ảnh",
    ":",
    " ",
    " ",
    "Nguồn",
    "Thu",
    "Hà",
    "do",
    "cung cấp",
    ".",
    "-",
    "\n",
    "minh họa",
]
LABELS = {"ảnh", "nguồn", "do", "tư", "liệu"}


@given(st.lists(st.sampled_from([*PIECES, "tư liệu", "Photo by", "/", "một", "TTXVN", "Đồ họa"]), max_size=14))
def test_no_word_of_a_caption_is_lost(pieces: list[str]) -> None:
    said = " ".join(pieces)
    caption, credit = caption_and_credit(said)
    kept = words(caption) + words(credit)
    lost = [word for word in words(said) if word not in kept and word not in LABELS | {"photo", "by"}]
    assert lost == []


def words(text: str) -> list[str]:
    return "".join(letter if letter.isalnum() else " " for letter in text.casefold()).split()
