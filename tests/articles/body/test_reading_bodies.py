"""What others learn from a clean body: references, words, parts; and freezing."""

from articles.body import (
    Embed,
    Gallery,
    Html,
    Infographic,
    Note,
    PhotoTexts,
    PhotoUse,
    PullQuote,
    Related,
    Table,
    clean,
    freeze,
    is_empty,
    plain_text,
    references,
    segments,
    word_count,
)

BODY = clean(
    """
    <h2>Mở đầu</h2><p>Chào <b>các bạn</b>.</p>
    <figure data-photo="3" data-layout="full"><figcaption>Bên <i>sông</i></figcaption></figure>
    <p>Giữa</p>
    <figure data-gallery="5,3"><figure data-photo="5" data-credit="Mai"><figcaption>Năm</figcaption></figure></figure>
    <aside data-related="1000001,120034" data-lead="1"></aside>
    <figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>Phim &amp; nhạc</figcaption></figure>
    <figure data-infographic="9" data-alt="Bảng số"></figure>
    <blockquote data-pull><p>Hay</p><p>lắm</p><cite>Bà <b>Lan</b></cite></blockquote>
    <aside data-note><p>Ghi chú</p></aside>
    <table><tr><th>a</th><td>1</td></tr></table>
    <figure data-photo="3"></figure>
    """
)


def test_references_stand_in_document_order() -> None:
    points = references(BODY)
    assert points.photos == (3, 3)
    assert points.galleries == ((5, 3),)
    assert points.infographics == (9,)
    assert points.all_photos == (3, 5, 9)
    assert points.stories == (1000001, 120034)
    assert points.embeds == ("youtube:dQw4w9WgXcQ",)


def test_a_body_without_references_has_none() -> None:
    assert references("<p>x</p>").all_photos == ()


def test_parts_of_a_body() -> None:
    assert segments(BODY) == [
        Html("<h2>Mở đầu</h2><p>Chào <strong>các bạn</strong>.</p>"),
        PhotoUse(id=3, layout="full", caption_html="Bên <em>sông</em>", caption="Bên sông", alt="", credit=""),
        Html("<p>Giữa</p>"),
        Gallery(
            (
                PhotoUse(id=5, layout="normal", caption_html="Năm", caption="Năm", alt="", credit="Mai"),
                PhotoUse(id=3, layout="normal", caption_html="", caption="", alt="", credit=""),
            )
        ),
        Related((1000001, 120034), with_lead=True),
        Embed(
            provider="youtube",
            key="dQw4w9WgXcQ",
            caption_html="Phim &amp; nhạc",
            caption="Phim & nhạc",
        ),
        Infographic(id=9, caption_html="", caption="", alt="Bảng số", credit=""),
        PullQuote("<p>Hay</p><p>lắm</p>", "Bà <strong>Lan</strong>"),
        Note("<p>Ghi chú</p>"),
        Table(
            '<table><tbody><tr><th scope="row"><p>a</p></th><td><p>1</p></td></tr></tbody></table>',
        ),
        PhotoUse(id=3, layout="normal", caption_html="", caption="", alt="", credit=""),
    ]


def test_words_of_a_body() -> None:
    assert plain_text(BODY).split("\n") == [
        *("Mở đầu", "Chào các bạn.", "Bên sông", "Giữa", "Năm", "Phim & nhạc", "Hay", "lắm", "Bà Lan"),
        *("Ghi chú", "a", "1"),
    ]
    assert word_count(BODY) == 19
    assert word_count("<p>Một – hai, ba</p>") == 3


def test_empty_bodies() -> None:
    assert is_empty("")
    assert not is_empty("<p>x</p>")
    assert not is_empty(clean("<figure data-photo=1></figure>"))
    assert not is_empty(clean("<aside data-related=1></aside>"))


def test_freezing_fills_what_the_story_left_empty() -> None:
    library = {
        3: PhotoTexts(caption="Sông <Hồng> & phố", alt="Bo\u031b\u0300 sông", credit="Thu Hà"),
        5: PhotoTexts(caption="Khác", alt="Năm bạn", credit="Khác"),
        9: PhotoTexts(caption="Biểu đồ", alt="Khác", credit="TTXVN"),
    }
    frozen = freeze(BODY, library)
    photo, gallery, infographic, again = (
        part for part in segments(frozen) if isinstance(part, PhotoUse | Gallery | Infographic)
    )
    assert isinstance(photo, PhotoUse)
    assert isinstance(gallery, Gallery)
    assert isinstance(infographic, Infographic)
    assert isinstance(again, PhotoUse)
    assert (photo.caption, photo.alt, photo.credit) == ("Bên sông", "Bờ sông", "Thu Hà")
    assert again.caption == "Sông <Hồng> & phố"
    assert [(use.caption, use.alt, use.credit) for use in gallery.photos] == [
        ("Năm", "Năm bạn", "Mai"),
        ("Sông <Hồng> & phố", photo.alt, "Thu Hà"),
    ]
    assert (infographic.caption, infographic.alt, infographic.credit) == ("Biểu đồ", "Bảng số", "TTXVN")
    assert freeze(frozen, {3: PhotoTexts(caption="mới", alt="mới", credit="mới")}) == frozen
    assert clean(frozen) == frozen


def test_freezing_leaves_unknown_pictures_alone() -> None:
    assert freeze(BODY, {}) == BODY
