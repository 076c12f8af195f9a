"""Bodies that were typed as plain text or in WordPress: their lines and paragraphs, their shortcodes, their poems."""

import pytest

from articles import body
from newsroom.importing.bodies import sources
from tests.newsroom.importing.bodies import converted, figure, film

TYPED = {
    "paragraphs and lines": (
        "Đoạn một.\nDòng hai.\n\nĐoạn <b>hai</b>.\r\n\r\n&nbsp;\r\n\r\nĐoạn ba",
        "<p>Đoạn một.<br>Dòng hai.</p><p>Đoạn <strong>hai</strong>.</p><p>Đoạn ba</p>",
    ),
    "one newline": ("Một\nhai", "<p>Một<br>hai</p>"),
    "a blank line inside a mark": (
        "<b>Một\n\nhai</b>",
        "<p><strong>Một</strong></p><p><strong>hai</strong></p>",
    ),
    "old line ends": ("Một\rhai\u2028ba\u2029bốn", "<p>Một<br>hai<br>ba</p><p>bốn</p>"),
    "in one frame": ('<div class="detail">\nMột.\n\nHai,\nba.\n</div>', "<p>Một.</p><p>Hai,<br>ba.</p>"),
    "beside blocks": (
        "Mở đầu.\n\n<h2>Tít phụ</h2>\nMột\nhai.\n\n<ul>\n<li>ba\nbốn</li>\n</ul>\nKết.\n\n<p>Năm\nsáu.</p>",
        "<p>Mở đầu.</p><h2>Tít phụ</h2><p>Một<br>hai.</p><ul><li><p>ba bốn</p></li></ul><p>Kết.</p><p>Năm sáu.</p>",
    ),
    "in a quote": (
        "Ông nói:\n\n<blockquote>Một.\n\nHai.</blockquote>",
        "<p>Ông nói:</p><blockquote><p>Một.</p><p>Hai.</p></blockquote>",
    ),
    "with breaks of its own": ("Một<br />\nhai\n\nba", "<p>Một<br>hai</p><p>ba</p>"),
    "of an editor of blocks": (
        "<!-- wp:paragraph -->\n<p>Một</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Hai\nba</p>",
        "<p>Một</p><p>Hai ba</p>",
    ),
}
HTML = {
    "wrapped": (
        "<p>Sáng nay,\nhai bên\n\ngặp nhau.</p>\n\n<p>Chiều nay.</p>\n",
        "<p>Sáng nay, hai bên gặp nhau.</p><p>Chiều nay.</p>",
    ),
    "blocks of a page": ("<div>\n\n  Một,\n  hai\n\n</div>\n<div>ba</div>", "<p>Một, hai</p><p>ba</p>"),
    "breaks": ("Một<br>\nhai<br><br>\nba", "<p>Một<br>hai</p><p>ba</p>"),
    "lists": ("<ul>\n\n<li>một\nhai</li>\n\n</ul>", "<ul><li><p>một hai</p></li></ul>"),
    "tables": (
        "<table>\n\n<tr>\n<td>một\nhai</td>\n<td>ba</td></tr>\n\n</table>",
        "<table><tbody><tr><td><p>một hai</p></td><td><p>ba</p></td></tr></tbody></table>",
    ),
    "one line": ("Một dòng", "<p>Một dòng</p>"),
}
POEMS = {
    "set in lines": (
        "<p>Thơ:</p><pre>\n  Trăm năm\n  trong cõi\n\nKhổ hai\n</pre><p>Hết\nthơ.</p>",
        "<p>Thơ:</p><p>Trăm năm<br>trong cõi</p><p>Khổ hai</p><p>Hết thơ.</p>",
    ),
    "set in breaks": ("<p>Trăm năm<br>trong <i>cõi</i></p>", "<p>Trăm năm<br>trong <em>cõi</em></p>"),
    "code": ("<pre><code>if x &lt; 1:\n  &lt;b&gt;</code></pre>", "<p>if x &lt; 1:<br>&lt;b&gt;</p>"),
    "never closed": ("<pre>một\nhai", "<p>một<br>hai</p>"),
}
SHORTCODES = {
    "a caption": (
        '[caption id="attachment_1" align="x" width="300"]<a href="/a.jpg"><img src="a.jpg" alt="Hội trường" /></a> '
        "Toàn cảnh (Ảnh: Thu Hà)[/caption]\n\nĐoạn.",
        figure("Toàn cảnh", credit="Thu Hà", alt="Hội trường") + "<p>Đoạn.</p>",
    ),
    "a caption as it was written long ago": (
        '[caption width="300" caption="Toàn &quot;cảnh&quot;"]<img src=a.jpg>[/caption]',
        figure('Toàn "cảnh"'),
    ),
    "a caption in a paragraph": (
        "<p>[caption]<img src=a.jpg> Lời[/caption]</p><p>Đoạn.</p>",
        figure("Lời") + "<p>Đoạn.</p>",
    ),
    "a caption that never ends": ("<p>[caption]</p><p>Lời</p>", "<p>[caption]</p><p>Lời</p>"),
    "an embed": ("Một\n\n[embed]https://youtu.be/dQw4w9WgXcQ[/embed]\n\nhai", f"<p>Một</p>{film()}<p>hai</p>"),
    "an address alone": ("Một\n\nhttps://www.youtube.com/watch?v=dQw4w9WgXcQ\n\nhai", f"<p>Một</p>{film()}<p>hai</p>"),
    "an address alone in its paragraph": ("<p>https://youtu.be/dQw4w9WgXcQ</p>", film()),
    "an address among words": ("<p>Xem https://youtu.be/dQw4w9WgXcQ</p>", "<p>Xem https://youtu.be/dQw4w9WgXcQ</p>"),
    "another host's address alone": ("<p>https://vnexpress.net/a.html</p>", "<p>https://vnexpress.net/a.html</p>"),
    "a player": ("[youtube dQw4w9WgXcQ] [vimeo 123456]", film() + film("vimeo:123456")),
    "an old player": ("[youtube=https://www.youtube.com/watch?v=dQw4w9WgXcQ&w=640]", film()),
    "an embed of the editor of blocks": (
        '<figure class="wp-block-embed"><div class="w">\nhttps://youtu.be/dQw4w9WgXcQ\n</div></figure>',
        film(),
    ),
    "words in brackets": ("<p>[sic] [Ảnh] [video] [[gallery]]</p>", "<p>[sic] [Ảnh] [video] [[gallery]]</p>"),
}
ANGLES = {
    "a comparison": ("x<y và y>z", "<p>x&lt;y và y&gt;z</p>"),
    "a comparison of letters that name elements": (
        "a<b và b>c, q<p and p>i",
        "<p>a&lt;b và b&gt;c, q&lt;p and p&gt;i</p>",
    ),
    "a tag inside": ("x<y và <b>y</b>>z", "<p>x&lt;y và <strong>y</strong>&gt;z</p>"),
    "an address for letters": ("<p>Email <a@b.vn> nói</p>", "<p>Email &lt;a@b.vn&gt; nói</p>"),
    "an address": ("<p>Xem <https://vufo.org.vn/>.</p>", "<p>Xem &lt;https://vufo.org.vn/&gt;.</p>"),
    "words": (
        "<p>Toàn cảnh <trong hội trường> &amp; <one></p>",
        "<p>Toàn cảnh &lt;trong hội trường&gt; &amp; &lt;one&gt;</p>",
    ),
    "words and a reference": ("<p>a <xong &amp; hết></p>", "<p>a &lt;xong &amp; hết&gt;</p>"),
    "a value": ("Nếu x<y và z=3>2", "<p>Nếu x&lt;y và z=3&gt;2</p>"),
    "what looks like an end or a declaration": (
        "<p>a </xong rồi> </Ông A> <!Đọc thêm></p>",
        "<p>a &lt;/xong rồi&gt; &lt;/Ông A&gt; &lt;!Đọc thêm&gt;</p>",
    ),
    "ends and declarations": ("<!doctype html><?xml a?><![if x]><p>a </xong><!-- Ơ --></p><![endif]>", "<p>a</p>"),
    "tags of programs": (
        "<p>Một<o:p></o:p> <st1:place w:st='on'>hai</st1:place> <x1 y=1>ba</x1> <abc>bốn</abc> <khung/></p>",
        "<p>Một hai ba bốn</p>",
    ),
    "tags without a value": ("<td nowrap>Một</td><p hidden><b >hai</b></p>", "<p>Một</p><p><strong>hai</strong></p>"),
    "CDATA": ("<p>Một</p><![CDATA[<p>hai</p>]]><p>ba</p>", "<p>Một</p><p>hai</p><p>ba</p>"),
    "CDATA around words": ("<![CDATA[Một]]>", "<p>Một</p>"),
    "a map": ("<p>Một</p><map name=m><area href=x><p>hai</p></map>", "<p>Một</p><p>hai</p>"),
}
ALL = TYPED | {f"angles: {k}": v for k, v in ANGLES.items()} | SHORTCODES
ALL |= {f"HTML: {k}": v for k, v in HTML.items()} | {f"poem: {k}": v for k, v in POEMS.items()}


@pytest.mark.parametrize("name", ALL)
def test_a_body_has_its_lines_and_paragraphs(name: str) -> None:
    typed, wanted = ALL[name]
    assert converted(typed).html == wanted
    assert converted(typed).warnings == []
    assert body.clean(wanted) == wanted


def test_poems_that_are_pasted_at_the_desk_keep_their_lines_too() -> None:
    for typed, wanted in POEMS.values():
        assert body.clean(typed) == wanted


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('[gallery columns="2" ids="12,13"]', '[gallery] “columns="2" ids="12,13"”'),
        ("[embed]https://www.facebook.com/v/1[/embed]", "[embed] “https://www.facebook.com/v/1”"),
        ('[video mp4="/phim/a.mp4"][/video]', "[video] “/phim/a.mp4”"),
        ('[audio src="https://x.vn/a.mp3"]', "[audio] “https://x.vn/a.mp3”"),
    ],
)
def test_a_shortcode_that_has_no_place_here_is_reported(code: str, said: str) -> None:
    result = converted(f"Một\n\n{code}\n\nhai")
    assert result.html == "<p>Một</p><p>hai</p>"
    assert [warning for warning in result.warnings if said in warning]


def test_a_picture_in_a_map_or_in_cdata_is_one_of_the_body() -> None:
    html = "<map name=m><img src=a.jpg></map><![CDATA[<p><img src=b.jpg></p>]]>"
    assert sources(html) == ["a.jpg", "b.jpg"]
    assert converted(html).html == figure() + figure(number=2)


def test_words_in_angle_brackets_count_as_nothing_that_was_removed() -> None:
    result = converted("x<y one on> <p onclick=x>hai</p>")
    assert result.html == "<p>x&lt;y one on&gt;</p><p>hai</p>"
    assert +result.removed == {"on*": 1}
