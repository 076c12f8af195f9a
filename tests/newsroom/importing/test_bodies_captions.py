"""Which words near a picture are its caption, and which stay a paragraph or a table."""

import pytest

from articles import body
from tests.newsroom.importing.bodies import converted, figure, film

LONG = "Sáng nay, tại Hà Nội, hai bên gặp nhau và bàn về kế hoạch hợp tác của năm tới. " * 4
A, B = '<img src="a.jpg">', '<img src="b.jpg">'
TEXT = "<p>Đoạn văn.</p>"

CAPTIONS = {
    "a figure": (f"<figure>{A}<figcaption>Lời (Ảnh: X)</figcaption></figure>", figure("Lời", credit="X")),
    "a figure, its caption first": (f"<figure><figcaption>Lời</figcaption>{A}</figure>", figure("Lời")),
    "a figure without a figcaption": (f"<figure>{A}<p>Lời</p></figure>", figure("Lời")),
    "a figure in lines": (
        f"<figure>{A}<figcaption><p>Lời</p><p>Ảnh: Thu Hà</p></figcaption></figure>",
        figure("Lời", credit="Thu Hà"),
    ),
    "a figure of two": (
        f"<figure>{A}{B}<figcaption>Lời (Ảnh: X)</figcaption></figure>",
        figure("Lời", credit="X") + figure("Lời", number=2, credit="X"),
    ),
    "a gallery": (
        f"<figure><ul><li><figure>{A}<figcaption>Một</figcaption></figure></li><li>{B}</li></ul></figure>",
        figure("Một") + figure(number=2),
    ),
    "links and marks": (
        f'<figure>{A}<figcaption><i>Lời <a href="/x">kể</a> <b>(Ảnh:</b> Thu <b>Hà</b>)</i></figcaption></figure>',
        figure('Lời <a href="/x">kể</a>', credit="Thu Hà"),
    ),
    "a table of one column": (
        f"<table><tbody><tr><td>{A}</td></tr><tr><td><p>Lời kể (Ảnh: Thu Hà).</p></td></tr></tbody></table>",
        figure("Lời kể", credit="Thu Hà"),
    ),
    "a table of one column, long": (f"<table><tr><td>{A}<tr><td>{LONG}</table>", figure(LONG.strip())),
    "a table with a row for the credit": (
        f"<table><tr><td>{A}<tr><td>Lời<tr><td>Ảnh: Thu Hà</table>",
        figure("Lời", credit="Thu Hà"),
    ),
    "a table of one cell, a sentence": (f"<table><tr><td>{A}Lời kể.</td></tr></table>", figure("Lời kể.")),
    "the same paragraph, a sentence below": (f"<p>{A}<br>Lời kể.</p>", figure("Lời kể.")),
    "the same paragraph, a sentence with a credit": (
        f"<p>{A} Lời kể. Ảnh: Thu Hà</p>",
        figure("Lời kể.", credit="Thu Hà"),
    ),
    "the same paragraph, a sentence in italics": (f"<p>{A} <i>Lời kể.</i></p>", figure("Lời kể.")),
    "a block for a picture, a sentence": (f'<div class="image">{A}Lời kể.</div>', figure("Lời kể.")),
    "a table of one cell": (f"<table><tr><td>{A}<br>Lời</td></tr></table>", figure("Lời")),
    "a table of one cell with paragraphs": (f"<table><tr><td><p>{A}</p><p>{LONG}</p></table>", figure(LONG.strip())),
    "a grid": (
        f"<table><tr><td>{A}<td>{B}<tr><td>Một<td>Hai</table>",
        figure("Một") + figure("Hai", number=2),
    ),
    "a grid with one caption": (
        f"<table><tr><td>{A}<td>{B}<tr><td colspan=2>Chung</table>",
        figure("Chung") + figure("Chung", number=2),
    ),
    "a grid of cells with their captions": (
        f"<table><tr><td>{A}<br>Một<td>{B}<br>Hai</table>",
        figure("Một") + figure("Hai", number=2),
    ),
    "rows in turn": (
        f"<table><tr><td>{A}<tr><td>Một<tr><td>{B}<tr><td>Hai</table>",
        figure("Một") + figure("Hai", number=2),
    ),
    "beside, in a table": (f"<table><tr><td>{A}<td>Lời bên cạnh</table>", figure("Lời bên cạnh")),
    "beside, on the left": (f"<table><tr><td>Lời bên cạnh<td>{A}</table>", figure("Lời bên cạnh")),
    "a table's own caption": (f"<table><caption>Lời</caption><tr><td>{A}</table>", figure("Lời")),
    "a table in a table": (
        f"<table><tr><td><table><tr><td>{A}<tr><td>Lời</table></table>",
        figure("Lời"),
    ),
    "the same paragraph": (f"<p>{A}<br>Lời kể</p>", figure("Lời kể")),
    "the same paragraph, beside": (f"<p>{A} Lời kể</p>", figure("Lời kể")),
    "the same paragraph, in italics": (f"<p>{A}<em>{LONG[:290]}</em></p>", figure(LONG[:290])),
    "the same paragraph, with a credit": (f"<p>{A} {LONG} Ảnh: TTXVN</p>", figure(LONG.strip(), credit="TTXVN")),
    "two pictures of a paragraph": (
        f"<p>{A}<br>Một<br>{B}<br>Hai</p>",
        figure("Một") + figure("Hai", number=2),
    ),
    "the same block": (f"<div><div>{A}</div><div>Lời kể</div></div>{TEXT}", figure("Lời kể") + TEXT),
    "a block for a picture": (
        f'<div class="article-image">{A}<p>{LONG}</p></div>{TEXT}',
        figure(LONG.strip()) + TEXT,
    ),
    "a list of pictures": (
        f"<ul><li>{A}<p>Một</p></li><li>{B}<p>Hai</p></li></ul>",
        figure("Một") + figure("Hai", number=2),
    ),
    "behind, by its class": (f'<p>{A}</p><p class="Image-Caption">{LONG}</p>', figure(LONG.strip())),
    "behind, by the class of its frame": (f'{A}<div class="chu-thich"><p>Lời</p></div>', figure("Lời")),
    "behind, in italics": (f"<p>{A}</p>\n<p>&nbsp;</p>\n<p><i>Lời kể</i></p>{TEXT}", figure("Lời kể") + TEXT),
    "behind, in the italics of a style": (
        f'<p>{A}</p><p><span style="font-style: italic">Lời</span></p>',
        figure("Lời"),
    ),
    "behind, centred": (f'<p>{A}</p><p style="text-align: center">Lời kể</p>{TEXT}', figure("Lời kể") + TEXT),
    "behind, centred of old": (f"<center>{A}</center><center>Lời kể</center>{TEXT}", figure("Lời kể") + TEXT),
    "behind, with a credit": (f"<p>{A}</p><p>Lời kể. Ảnh: Thu Hà</p>{TEXT}", figure("Lời kể.", credit="Thu Hà") + TEXT),
    "behind, with a source": (f"<p>{A}</p><p>Lời kể (Nguồn: TTXVN)</p>{TEXT}", figure("Lời kể", credit="TTXVN") + TEXT),
    "behind, the credit alone": (f"<p>{A}</p><p>Ảnh: Thu Hà</p>{TEXT}", figure(credit="Thu Hà") + TEXT),
    "behind, the credit of a caption": (
        f"<p>{A}</p><p><i>Lời kể</i></p><p><i>Ảnh: Thu Hà</i></p>{TEXT}",
        figure("Lời kể", credit="Thu Hà") + TEXT,
    ),
    "a placeholder": (f"<figure>{A}<figcaption>Chú thích ảnh</figcaption></figure>", figure()),
    "words that look like one": (f"<figure>{A}<figcaption>Ảnh minh họa</figcaption></figure>", figure("Ảnh minh họa")),
    "a film": (
        '<figure><iframe src="https://youtu.be/dQw4w9WgXcQ"></iframe><figcaption>Lời</figcaption></figure>',
        film(caption="Lời"),
    ),
}
NO_CAPTIONS = {
    "an ordinary paragraph behind": (f"<p>{A}</p>{TEXT}", figure() + TEXT),
    "a long one in italics": (
        f"<p>{A}</p><p><em>{LONG * 2}</em></p>",
        figure() + f"<p><em>{(LONG * 2).strip()}</em></p>",
    ),
    "a passage in italics": (
        f"<p>{A}</p><p><i>Một.</i></p><p><i>Hai.</i></p>",
        figure() + "<p><em>Một.</em></p><p><em>Hai.</em></p>",
    ),
    "a poem in the middle": (
        f"<p>{A}</p><p align=center>Một<br>hai<br>ba<br>bốn</p>",
        figure() + "<p>Một<br>hai<br>ba<br>bốn</p>",
    ),
    "a bold line in the middle": (
        f"<p>{A}</p><p align=center><b>Tít phụ</b></p>",
        figure() + "<p><strong>Tít phụ</strong></p>",
    ),
    "an ornament": (f"<p>{A}</p><p align=center>***</p>", figure() + "<p>***</p>"),
    "a heading": (f"<p>{A}</p><h2>Tít phụ</h2>", figure() + "<h2>Tít phụ</h2>"),
    "a link": (
        f'<p>{A}</p><p align=center><a href="/x">Bài khác</a></p>',
        figure() + '<p><a href="/x">Bài khác</a></p>',
    ),
    "the head of a box": (f"<p>{A}</p><p><i>Tin liên quan</i></p>", figure() + "<p><em>Tin liên quan</em></p>"),
    "a paragraph that a picture floats in": (
        '<p><img src="a.jpg" align="left"> Sáng nay mưa.</p>',
        figure() + "<p>Sáng nay mưa.</p>",
    ),
    "a sentence right behind a picture": (
        f"<p>{A}Sáng 5/7, tại Hà Nội, hai bên gặp mặt.</p>{TEXT}",
        figure() + f"<p>Sáng 5/7, tại Hà Nội, hai bên gặp mặt.</p>{TEXT}",
    ),
    "a sentence right behind a picture in a block": (
        f"<div>{A}Ông A nói: “Chúng tôi rất vui!”</div>{TEXT}",
        figure() + f"<p>Ông A nói: “Chúng tôi rất vui!”</p>{TEXT}",
    ),
    "a sentence right behind a picture in a list": (
        f"<ul><li>{A} Ông A nói:</li></ul>",
        "<ul><li><p>Ông A nói:</p></li></ul>" + figure(),
    ),
    "words that a picture floats in, in a block": (
        f'<div><img src="a.jpg" align="left"> Sáng nay mưa</div>{TEXT}',
        figure() + f"<p>Sáng nay mưa</p>{TEXT}",
    ),
    "a long paragraph with a picture in front": (f"<p>{A} {LONG}</p>", figure() + f"<p>{LONG.strip()}</p>"),
    "a paragraph around a picture": (f"<p>Một {A} hai.</p>", "<p>Một</p>" + figure() + "<p>hai.</p>"),
    "a picture at a paragraph's end": (f"<p>Sáng nay. {A}</p>{TEXT}", "<p>Sáng nay.</p>" + figure() + TEXT),
    "a paragraph after two breaks": (f"<p>{A}<br><br>Sáng nay.</p>", figure() + "<p>Sáng nay.</p>"),
    "a source at the end": (f"<p>{A}</p><p>Nguồn: TTXVN</p>", figure() + "<p>Nguồn: TTXVN</p>"),
    "a box with a picture": (
        f"<table><tr><td>{A}<p>Một.</p><p>Hai.</p></table>",
        figure() + "<p>Một.</p><p>Hai.</p>",
    ),
    "the whole body in a frame": (f"<div>{A}<p>Sáng nay.</p></div>", figure() + "<p>Sáng nay.</p>"),
}
CELL = "<td><p>{}</p></td>"
TABLES = {
    "data": ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", [["1", "2"], ["3", "4"]], ""),
    "data with heads and pictures": (
        f"<table><tr><th>Ảnh<th>Tên<tr><td>{A}<td>Một<tr><td>{B}<td>Hai</table>",
        None,
        figure() + figure(number=2),
    ),
    "data with pictures": (
        f"<table><tr><td>{A}<td>Một<td>1<tr><td>{B}<td>Hai<td>2</table>",
        [["", "Một", "1"], ["", "Hai", "2"]],
        figure() + figure(number=2),
    ),
    "a picture over rows of words": (
        f"<table><tr><td>{A}<tr><td>Một<tr><td>Hai</table>",
        [[""], ["Một"], ["Hai"]],
        figure(),
    ),
    "long words beside a picture": (f"<table><tr><td>{A}<td>{LONG}</table>", [["", LONG.strip()]], figure()),
}


@pytest.mark.parametrize("name", CAPTIONS)
def test_a_caption_is_found(name: str) -> None:
    html, wanted = CAPTIONS[name]
    whole = converted(f"<p>Mở đầu.</p>{html}{TEXT}")
    assert whole.html == f"<p>Mở đầu.</p>{wanted}{TEXT}"
    assert whole.warnings == []
    assert body.clean(whole.html) == whole.html


@pytest.mark.parametrize("name", NO_CAPTIONS)
def test_what_is_no_caption_stays_text(name: str) -> None:
    html, wanted = NO_CAPTIONS[name]
    assert converted(html).html == wanted


@pytest.mark.parametrize("name", TABLES)
def test_a_table_of_data_stays_one(name: str) -> None:
    html, rows, pictures = TABLES[name]
    result = converted(html).html
    assert result.startswith("<table>")
    assert result.endswith(f"</table>{pictures}")
    if rows is not None:
        written = "".join(
            "<tr>" + "".join(CELL.format(cell) if cell else "<td></td>" for cell in row) + "</tr>" for row in rows
        )
        assert f"<tbody>{written}</tbody>" in result


def test_the_library_gets_the_words() -> None:
    library = converted(f"<p>{A}</p><p><i>Lời kể (Ảnh: Thu Hà)</i></p>").library
    assert library.said == {"a.jpg": {"caption": "Lời kể", "alt": "", "credit": "Thu Hà"}}


def test_a_picture_that_is_loaded_late_is_found() -> None:
    result = converted('<img src="data:image/gif;base64,R0" data-src="that.jpg"><img src="" data-original="hai.jpg">')
    assert list(result.library.said) == ["that.jpg", "hai.jpg"]
