"""Descriptions for the blind: what describes nothing is left empty, so that the desk finds it."""

import pytest

from articles.models import Article
from newsroom.importing.alts import description
from tests.newsroom.importing.bodies import converted, figure
from tests.newsroom.importing.conftest import line

NOTHING = [
    *(
        "Chú thích ảnh",
        "CHÚ THÍCH ẢNH",
        " chu thich anh ",
        "Chú thích ảnh 2",
        "Chú thích",
        "Ảnh",
        "Hình 3",
        "Ảnh minh họa",
    ),
    *("image", "Photo (2)", "alt text", "No alt", "undefined", "null", "Nhập chú thích ảnh tại đây"),
    *("IMG_1234.jpg", "hội nghị.PNG", "IMG_1234", "DSC01234", "DSCF0012", "P1010023", "z4012345678901_0a1b2c3d4e5f"),
    *("20230711_140312", "Screenshot 2023-01-02 at 10.11.12", "IMG_20230711-scaled", "fb_img_1690000000", "12345"),
    *("https://x.vn/a", "hoi-nghi-20230711", "anh-hoi-nghi", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "…", "", "\u200b"),
    *("Hội nghị toàn quốc", "HỘI NGHỊ TOÀN QUỐC.", "Hoi nghi toan quoc", "Toàn cảnh phiên khai mạc"),
]
SOMETHING = [
    "Đại biểu bắt tay trước cờ hai nước",
    "75 năm quan hệ Việt - Nga",
    "Ảnh: hội trường đông người",
    "B52",
    "U23 Việt Nam",
]
SOMETHING += ["Covid-19", "Hội nghị toàn quốc, phiên hai", "Ảnh Bác Hồ", "中国", "x" * 400]


def described(alt: str) -> str:
    return description(
        alt, title="Hội nghị toàn quốc", caption="Toàn cảnh phiên khai mạc", source="/2023/anh-hoi-nghi.jpg"
    )


@pytest.mark.parametrize("alt", NOTHING)
def test_what_describes_nothing_is_left_out(alt: str) -> None:
    assert described(alt) == ""


@pytest.mark.parametrize("alt", SOMETHING)
def test_what_describes_something_stays(alt: str) -> None:
    assert described(alt) == alt


def test_no_title_and_no_caption_are_no_reason() -> None:
    assert description("Bắt tay", title="", caption="", source="") == "Bắt tay"


def test_an_alt_is_weighed_against_title_and_caption() -> None:
    html = '<figure><img src=a.jpg alt="{}"><figcaption>Toàn cảnh (Ảnh: X)</figcaption></figure>'
    assert converted(html.format("Tít bài"), title="Tít bài").html == figure("Toàn cảnh", credit="X")
    assert converted(html.format("Toàn cảnh"), title="Tít bài").html == figure("Toàn cảnh", credit="X")
    assert converted(html.format("Bắt tay"), title="Tít bài").html == figure("Toàn cảnh", credit="X", alt="Bắt tay")


def test_the_report_names_a_picture_without_its_description(bring_in) -> None:
    bring_in(line(body='<p>Mở.</p><img src="anh/hoi-nghi.png" alt="Chú thích ảnh">'))
    article = Article.objects.get()
    assert "data-alt" not in article.body
    number = article.body.split('data-photo="')[1].split('"')[0]
    assert any(number in said and "alt" in said for said in bring_in.said)
