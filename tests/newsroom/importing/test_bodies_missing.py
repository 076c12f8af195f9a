"""What a body cannot keep is said, with enough to find it again: pictures, captions, players, forms, scripts."""

import pytest

from newsroom.importing.removing import CAPTION, LONGEST, MOST
from tests.newsroom.importing.bodies import converted, figure, film


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img src=mat.jpg><figcaption>Lời kể (Ảnh: Thu Hà)</figcaption></figure>",
        "<p><img src=mat.jpg><br>Lời kể (Ảnh: Thu Hà)</p>",
        "<table><tr><td><img src=mat.jpg><tr><td>Lời kể (Ảnh: Thu Hà)</table>",
        "[caption]<img src=mat.jpg> Lời kể (Ảnh: Thu Hà)[/caption]",
        "<p><img src=mat.jpg></p><p><i>Lời kể (Ảnh: Thu Hà)</i></p>",
        "<p><img src=mat.jpg></p><p><i>Lời kể</i></p><p>(Ảnh: Thu Hà)</p>",
        "<figure><img src=mat.jpg><p><i>Lời kể (Ảnh: Thu Hà)</i></p></figure>",
    ],
)
def test_the_caption_of_a_missing_picture_stands_in_the_report(html: str) -> None:
    result = converted(f"<p>Một</p>{html}<p>hai</p>")
    assert result.html == "<p>Một</p><p>hai</p>"
    assert result.warnings[0] == "“mat.jpg” is not there."
    assert "“mat.jpg”" in result.warnings[1]
    assert "“Lời kể (Ảnh: Thu Hà)”" in result.warnings[1]
    assert len(result.warnings) == 2


@pytest.mark.parametrize(
    "html",
    [
        "<figure><img src=mat.jpg><figcaption>Lời kể.</figcaption></figure>",
        "<figure><img src=mat.jpg><p>Lời kể.</p></figure>",
        "<figure><img src=mat.jpg><br>Lời kể.</figure>",
        "[caption]<img src=mat.jpg> Lời kể.[/caption]",
        "<p><img src=mat.jpg></p><p class=caption>Lời kể.</p>",
        "<div class=image><img src=mat.jpg>Lời kể.</div>",
    ],
)
def test_the_page_says_for_sure_what_a_caption_is(html: str) -> None:
    result = converted(f"<p>Một</p>{html}<p>hai</p>")
    assert result.html == "<p>Một</p><p>hai</p>"
    assert "“Lời kể.”" in result.warnings[1]


SENTENCE = "Sáng 5/7, tại Hà Nội, Liên hiệp hữu nghị gặp mặt"


@pytest.mark.parametrize("end", [".", ""])
@pytest.mark.parametrize(
    "html",
    [
        "<p><img src=mat.jpg>{}</p>",
        "<p><img src=mat.jpg><br>{}</p>",
        "<p><img src=mat.jpg><img src=mat2.jpg><br>{}</p>",
        "<div><img src=mat.jpg>{}</div>",
        "<div><p><img src=mat.jpg></p><p>{}</p></div>",
        "<p><img src=mat.jpg></p><p align=center>{}</p>",
        "<table><tr><td><img src=mat.jpg><p>{}</p></table>",
        "<table><tr><td><img src=mat.jpg><tr><td>{}</table>",
        "<p><img src=mat.jpg></p><p>{} (Nguồn: TTXVN)</p>",
    ],
)
def test_a_missing_picture_takes_no_sentence_with_it(html: str, end: str) -> None:
    said = SENTENCE + end
    more = " (Nguồn: TTXVN)" if "TTXVN" in html else ""
    assert converted(f"{html.format(said)}<p>Ông A dự.</p>").html == f"<p>{said}{more}</p><p>Ông A dự.</p>"


def test_a_passage_in_italics_behind_a_missing_picture_stays_as_it_was() -> None:
    said = "Nhân dịp này, phóng viên phỏng vấn ông A."
    result = converted(f"<p><img src=mat.jpg></p><p><i>{said}</i></p><p>Hỏi: Ông đến khi nào?</p>")
    assert result.html == f"<p><em>{said}</em></p><p>Hỏi: Ông đến khi nào?</p>"


def test_the_description_of_a_missing_picture_stands_in_the_report() -> None:
    result = converted("<p><img src=mat.jpg alt='Hai đoàn bắt tay'></p><p><img src=mat2.jpg alt='IMG_1234'></p>")
    assert result.warnings[0] == "“mat.jpg” is not there."
    assert "“mat.jpg”" in result.warnings[1]
    assert "“Hai đoàn bắt tay”" in result.warnings[1]
    assert result.warnings[2:] == ["“mat2.jpg” is not there."]


def test_words_that_are_too_many_for_a_caption_stay_as_a_paragraph() -> None:
    said = ("chữ " * CAPTION).strip()
    result = converted(f"<figure><img src=mat.jpg><figcaption>{said}</figcaption></figure>")
    assert result.html == f"<p>{said}</p>"
    assert (
        converted(f"<figure><iframe src=//x.vn/a></iframe><figcaption>{said}</figcaption></figure>").html == result.html
    )


def test_a_caption_stays_with_the_pictures_that_are_there() -> None:
    result = converted("<figure><img src=mat.jpg><img src=a.jpg><figcaption>Lời</figcaption></figure>")
    assert result.html == figure("Lời")
    assert result.warnings == ["“mat.jpg” is not there."]


REMOVED = {
    "<iframe src='https://www.facebook.com/plugins/video.php?href=x'></iframe>": (
        "<iframe> “https://www.facebook.com/plugins/video.php?href=x”"
    ),
    "<figure><iframe src='//x.vn/a'></iframe><figcaption>Phim</figcaption></figure>": "<iframe> “//x.vn/a” “Phim”",
    "<figure data-embed='tiktok:1'><figcaption>Phim</figcaption></figure>": "<figure[data-embed]> “tiktok:1” “Phim”",
    "<video controls><source src='/phim/a.mp4'>Trình duyệt cũ</video>": "<video> “/phim/a.mp4”",
    "<audio src='/tieng/a.mp3'></audio>": "<audio> “/tieng/a.mp3”",
    "<object data='/a.swf'></object>": "<object> “/a.swf”",
    "<object><param name=movie value='/b.swf'></object>": "<object> “/b.swf”",
    "<embed src='/c.swf'>": "<embed> “/c.swf”",
    "<script src='//x.vn/a.js'></script>": "<script> “//x.vn/a.js”",
    "<script>alert(1)</script>": "<script> “alert(1)”",
    "<form action='/gui'><input></form>": "<form> “/gui”",
    "<noscript><p>Hãy bật <b>JavaScript</b></p></noscript>": "<noscript> “Hãy bật JavaScript”",
    "<template>Mẫu</template>": "<template> “Mẫu”",
    "<title>Tít của trang</title>": "<title> “Tít của trang”",
    "<svg><title>Hình</title></svg>": "<svg> “Hình”",
}


@pytest.mark.parametrize("html", REMOVED)
def test_what_is_removed_has_its_line(html: str) -> None:
    result = converted(f"<p>Một</p>{html}<p>hai</p>")
    assert result.html == "<p>Một</p><p>hai</p>"
    assert [warning for warning in result.warnings if warning.endswith(REMOVED[html])] == result.warnings != []
    assert result.removed.total() >= 1


@pytest.mark.parametrize(
    "html",
    [
        "<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0'></iframe>",
        "<object><param name='movie' value='http://www.youtube.com/v/dQw4w9WgXcQ&amp;hl=vi'>"
        "<embed src='http://www.youtube.com/v/dQw4w9WgXcQ'></object>",
        "<object data='https://www.youtube.com/v/dQw4w9WgXcQ'></object>",
        "<embed src='https://www.youtube.com/v/dQw4w9WgXcQ'>",
        "<p><iframe src='//www.youtube.com/embed/dQw4w9WgXcQ'></iframe></p>",
        film(),
    ],
)
def test_a_player_of_an_allowed_host_stays_however_it_was_written(html: str) -> None:
    result = converted(f"<p>Một</p>{html}<p>hai</p>")
    assert result.html == f"<p>Một</p>{film()}<p>hai</p>"
    assert (result.warnings, +result.removed) == ([], {})


def test_the_report_of_one_body_has_an_end() -> None:
    address = "https://x.vn/" + "a" * 5_000
    result = converted(f"<iframe src='{address}'></iframe>" * 3)
    (said,) = result.warnings
    assert said.endswith("…” × 3")
    assert len(said) < LONGEST + 60
    many = converted("".join(f"<iframe src='https://x.vn/{n}'></iframe>" for n in range(500)))
    assert len(many.warnings) == MOST + 1
    assert str(500 - MOST) in many.warnings[-1]
    assert many.removed["iframe"] == 500


def test_what_only_sets_or_counts_is_counted_and_not_told() -> None:
    result = converted("<style>p{}</style><link href=x><meta name=y><noscript><img src=x></noscript><p>Một</p>")
    assert (result.html, result.warnings) == ("<p>Một</p>", [])
    assert result.removed["style"] == 1
