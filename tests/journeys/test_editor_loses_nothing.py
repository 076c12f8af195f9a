"""A picture, a film or a box that is selected is not replaced by what comes next, however hastily it is written."""

from collections.abc import Callable

import pytest

from tests.factories import make_photo
from tests.journeys.editor_hands import (
    click_into,
    compose,
    editing,  # noqa: F401  # the fixture "page"
    paste,
    show,
    source,
    text,
    tool,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# As on a computer that is very busy: timers are late, and nobody has told yet that the cursor was moved.
BUSY = """() => {
  window.setTimeout = () => 0;
  window.addEventListener("selectionchange", (event) => event.stopImmediatePropagation(), true);
}"""
WRITING: dict[str, Callable] = {
    "keys": lambda page: page.keyboard.type("lễ hội"),
    "an input method": lambda page: compose(page, "l", "lê", "lễ"),
    "dictation": lambda page: page.keyboard.insert_text("lễ hội"),
}
written = {"keys": "lễ hội", "an input method": "lễ", "dictation": "lễ hội"}


@pytest.fixture
def figure() -> str:
    """A picture as it is stored."""
    photo = make_photo(width=1200, height=200, credit="", alt="")
    return f'<figure data-photo="{photo.pk}" data-layout="normal"><figcaption></figcaption></figure>'


def open_and_select(page, block: str) -> None:
    """A story with this block between two paragraphs, and the block selected whole."""
    show(page, f"<p>Trước</p>{block}<p>Sau</p>")
    handle = page.locator(".ed-figure__picture, .ed-box__bar:not(.ed-gallery *)").first
    handle.locator("img[src], .ed-icon").first.wait_for()
    handle.click()
    page.locator(".ProseMirror .is-selected").wait_for()


def click_behind(page, words: str) -> None:
    """The mouse pressed once behind the last letter; nothing is waited for."""
    box = text(page).get_by_text(words).bounding_box()
    page.mouse.click(box["x"] + box["width"] - 5, box["y"] + box["height"] / 2)


@pytest.mark.parametrize("way", WRITING)
def test_what_is_written_right_after_a_click_stands_where_it_was(page, figure, way) -> None:
    open_and_select(page, figure)
    page.get_by_label("Nguồn ảnh").fill("Mai")
    page.evaluate(BUSY)
    click_behind(page, "Sau")
    WRITING[way](page)
    figure = figure.replace("><figcaption", ' data-credit="Mai"><figcaption')
    assert source(page) == f"<p>Trước</p>{figure}<p>Sau{written[way]}</p>"


def test_a_key_right_after_a_click_is_not_for_the_picture(page, figure) -> None:
    for key, after in {"Backspace": "<p>Sa</p>", "Delete": "<p>Sau</p>", "Enter": "<p>Sau</p>"}.items():
        open_and_select(page, figure)
        page.evaluate(BUSY)
        click_behind(page, "Sau")
        page.keyboard.press(key)
        assert source(page) == f"<p>Trước</p>{figure}{after}", key


@pytest.mark.parametrize("way", WRITING)
def test_what_is_written_on_a_selected_picture_stands_below_it(page, figure, way) -> None:
    open_and_select(page, figure)
    WRITING[way](page)
    assert source(page) == f"<p>Trước</p>{figure}<p>{written[way]}</p><p>Sau</p>"
    for _ in range(4):
        page.keyboard.press("Control+z")
    assert source(page) == f"<p>Trước</p>{figure}<p>Sau</p>"


def test_no_other_block_is_replaced_either(page, figure) -> None:
    in_gallery = figure.replace(' data-layout="normal"', "")
    number = figure.split('"')[1]
    blocks = (
        f'<figure data-gallery="{number}">{in_gallery}</figure>',  # its picture is what is selected
        f'<figure data-infographic="{number}"><figcaption>Số liệu</figcaption></figure>',
        '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>Phim</figcaption></figure>',
        '<aside data-related="1000001" data-lead="1"></aside>',
    )
    for block in blocks:
        open_and_select(page, block)
        page.keyboard.type("lễ hội")
        assert source(page) == f"<p>Trước</p>{block}<p>lễ hội</p><p>Sau</p>"


def test_enter_on_a_selected_picture_makes_room_below_it(page, figure) -> None:
    for key in ("Enter", "Shift+Enter", "Control+Enter"):
        open_and_select(page, figure)
        page.keyboard.press(key)
        page.keyboard.type("Dưới ảnh")
        assert source(page) == f"<p>Trước</p>{figure}<p>Dưới ảnh</p><p>Sau</p>", key


def test_a_selected_picture_is_taken_away_on_purpose_and_brought_back(page, figure) -> None:
    for key in ("Delete", "Backspace", "Control+x"):
        open_and_select(page, figure)
        page.keyboard.press(key)
        assert source(page) == "<p>Trước</p><p>Sau</p>", key
        page.keyboard.press("Control+z")
        assert source(page) == f"<p>Trước</p>{figure}<p>Sau</p>", key


def test_a_gallery_goes_with_its_last_picture_and_comes_back(page, figure) -> None:
    in_gallery = figure.replace(' data-layout="normal"', "")
    number = figure.split('"')[1]
    gallery = f'<figure data-gallery="{number}">{in_gallery}</figure>'
    open_and_select(page, gallery)
    page.keyboard.press("Delete")
    assert source(page) == "<p>Trước</p><p>Sau</p>"
    page.keyboard.press("Control+z")
    assert source(page) == f"<p>Trước</p>{gallery}<p>Sau</p>"
    # … and when the picture is drawn out of it to another place, it stands there in a gallery of its own.
    picture, target = page.locator(".ed-figure__picture").bounding_box(), text(page).get_by_text("Trước").bounding_box()
    page.mouse.move(picture["x"] + 50, picture["y"] + 50)
    page.mouse.down()
    page.mouse.move(picture["x"] + 60, picture["y"] + 60, steps=3)
    page.mouse.move(target["x"] + 2, target["y"] + 2, steps=6)
    page.mouse.up()
    assert source(page) == f"{gallery}<p>Trước</p><p>Sau</p>"


def test_what_is_pasted_on_a_selected_picture_stands_below_it(page, figure) -> None:
    other = figure.replace("<figcaption>", "<figcaption>Ảnh khác")
    film = '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption></figcaption></figure>'
    pasted = (
        ("", "Một dòng", "<p>Một dòng</p>"),
        ("<p>Một <b>dòng</b></p><p>Hai dòng</p>", "…", "<p>Một <strong>dòng</strong></p><p>Hai dòng</p>"),
        (other, "…", other),
        ("", "https://youtu.be/dQw4w9WgXcQ", film),
    )
    for html, plain, stored in pasted:
        open_and_select(page, figure)
        paste(page, html=html, plain=plain)
        assert source(page) == f"<p>Trước</p>{figure}{stored}<p>Sau</p>"


def test_words_dropped_on_a_selected_picture_do_not_replace_it(page, figure) -> None:
    open_and_select(page, figure)
    page.locator(".ed-figure__picture").evaluate(
        """(picture) => {
          const { x, y, width, height } = picture.getBoundingClientRect();
          const data = new DataTransfer();
          data.setData("text/html", "<p>Một dòng</p><p>Hai dòng</p>");
          const at = { dataTransfer: data, clientX: x + width / 2, clientY: y + height / 2 };
          picture.dispatchEvent(new DragEvent("drop", { ...at, bubbles: true, cancelable: true }));
        }"""
    )
    figure = figure.replace("<figcaption>", "<figcaption>Một dòng")
    assert source(page) == f"<p>Trước</p>{figure}<p>Hai dòng</p><p>Sau</p>"


def test_tools_for_the_text_leave_pictures_as_they_are(page, figure) -> None:
    before = f"<p>Trước</p>{figure}<p>Sau</p>"
    captioned = before.replace("<figcaption>", "<figcaption>Chú thích")
    for key in ("paragraph", "heading2", "bullets", "numbers", "quote", "clear"):
        open_and_select(page, figure)
        tool(page, key).click()
        assert source(page) == before, key
        page.locator("figcaption").click()
        page.keyboard.type("Chú thích")
        tool(page, key).click()
        assert source(page) == captioned, key
        page.keyboard.press("Control+a")
        tool(page, key).click()
        assert figure.replace("<figcaption>", "<figcaption>Chú thích") in source(page), key
    open_and_select(page, figure)
    page.locator("figcaption").click()
    page.keyboard.type("## Hai")  # signs that make a heading of a paragraph
    assert "<figure" in source(page)


def test_tools_still_change_the_text_around_pictures(page, figure) -> None:
    body = f"<ul><li><p><strong>Một</strong></p></li></ul>{figure}<p>Hai</p>"
    show(page, body)
    click_into(page, "Một")
    tool(page, "heading2").click()
    assert source(page) == f"<h2><strong>Một</strong></h2>{figure}<p>Hai</p>"
    page.keyboard.press("Control+a")
    tool(page, "clear").click()
    assert source(page) == f"<p>Một</p>{figure}<p>Hai</p>"
    page.keyboard.press("Control+a")
    tool(page, "heading3").click()
    assert source(page) == f"<h3>Một</h3>{figure}<h3>Hai</h3>"
    click_into(page, "Hai")
    tool(page, "heading3").click()
    tool(page, "bullets").click()
    assert source(page) == f"<h3>Một</h3>{figure}<ul><li><p>Hai</p></li></ul>"


def test_the_line_under_the_mouse_stays_under_it(page, figure) -> None:
    """The picture's panel closes when the mouse is let go, not under it; else a press would select what moved along."""
    lines = "".join(f"<p>Dòng số {number}</p>" for number in range(40))
    show(page, f"<p>Trước</p>{lines}{figure}{lines.replace('số', 'cuối')}")
    page.locator(".ed-figure__picture").click()
    line = text(page).get_by_text("Dòng cuối 2", exact=True)
    line.evaluate("line => line.scrollIntoView({ block: 'center' })")
    before = line.bounding_box()
    panel = page.locator(".ed-figure__panel")
    page.mouse.move(before["x"] + 20, before["y"] + 10)
    page.mouse.down()
    page.wait_for_timeout(100)
    assert panel.is_visible()
    page.mouse.move(before["x"] + 50, before["y"] + 12, steps=4)
    assert line.bounding_box() == before
    page.mouse.up()
    panel.wait_for(state="hidden")
    assert abs(line.bounding_box()["y"] - before["y"]) < 2
    assert page.evaluate("getSelection().toString()") in "Dòng cuối 2"
