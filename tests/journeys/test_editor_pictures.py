"""Pictures and pasted texts in a real browser, under the strict policy of the desk."""

import re
from pathlib import Path

import pytest

from tests.factories import draw_picture, make_photo
from tests.journeys import editor_page
from tests.journeys.editor_hands import (
    editing,  # noqa: F401  # the fixture "page"
    paste,
    save,
    show,
    text,
    tool,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_pictures_are_chosen_from_the_library(page) -> None:
    first, second = make_photo(caption="Ảnh một"), make_photo(caption="Ảnh hai", alt="")
    text(page).click()
    page.keyboard.type("Đầu câu và cuối câu")
    for _ in range(8):
        page.keyboard.press("ArrowLeft")
    tool(page, "picture").click()
    page.get_by_role("searchbox").fill("anh mot")
    tile = page.get_by_role("button", name="Ảnh một")
    tile.wait_for()
    page.get_by_role("button", name="Ảnh hai").wait_for(state="detached")
    tile.click()
    page.get_by_role("button", name="Chèn", exact=True).click()
    # after the sentence, not into it
    assert save(page).startswith(f'<p>Đầu câu và cuối câu</p><figure data-photo="{first.pk}"')
    page.locator(".ed-figure__picture").click()
    page.get_by_label("Mô tả ảnh").fill("Hai người bắt tay")
    page.get_by_label("Nguồn ảnh").fill("Thu Hà/TTXVN")
    page.get_by_role("button", name="Rộng", exact=True).click()
    page.locator("figcaption").click()
    page.keyboard.type("Chú thích riêng")
    assert save(page) == (
        f'<p>Đầu câu và cuối câu</p><figure data-photo="{first.pk}" data-layout="wide" data-alt="Hai người bắt tay" '
        'data-credit="Thu Hà/TTXVN"><figcaption>Chú thích riêng</figcaption></figure>'
    )
    assert second.pk


def test_several_pictures_become_a_gallery(page) -> None:
    photos = [make_photo(caption=f"Ảnh {number}") for number in range(3)]
    text(page).click()
    tool(page, "picture").click()
    for number in (2, 0):
        page.get_by_role("button", name=f"Ảnh {number}").click()
    page.get_by_role("button", name="Chèn thành bộ ảnh").click()
    assert save(page) == (
        f'<figure data-gallery="{photos[2].pk},{photos[0].pk}">'
        f'<figure data-photo="{photos[2].pk}"><figcaption></figcaption></figure>'
        f'<figure data-photo="{photos[0].pk}"><figcaption></figcaption></figure></figure>'
    )


def test_a_pasted_picture_is_uploaded_where_the_cursor_is(page) -> None:
    text(page).click()
    page.keyboard.type("Một")
    page.keyboard.press("Enter")
    page.keyboard.type("Hai")
    page.keyboard.press("ArrowUp")
    paste(page, png=draw_picture())
    page.locator(".ed-figure img[src]").wait_for()
    assert re.fullmatch(
        r'<p>Một</p><figure data-photo="\d+" data-layout="normal"><figcaption></figcaption></figure><p>Hai</p>',
        save(page),
    )


def test_a_dropped_picture_lands_between_paragraphs(page) -> None:
    show(page, "<p>Một</p><p>Hai</p><p>Ba</p>")
    box = text(page).get_by_text("Hai").bounding_box()
    page.evaluate(
        """([png, x, y]) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(png)], "anh.png", { type: "image/png" }));
          const at = { dataTransfer: data, bubbles: true, cancelable: true, clientX: x, clientY: y };
          document.elementFromPoint(x, y).dispatchEvent(new DragEvent("drop", at));
        }""",
        [list(draw_picture()), box["x"] + 10, box["y"] + 5],
    )
    page.locator(".ed-figure img[src]").wait_for()
    assert re.fullmatch(r"<p>Một</p><p>Hai</p><figure data-photo=.*</figure><p>Ba</p>", save(page))


def test_a_refused_upload_says_why_and_leaves_the_text_alone(page) -> None:
    text(page).click()
    page.keyboard.type("Một")
    paste(page, png=b"this is no picture")
    page.locator(".ed-upload.is-refused").wait_for()
    assert "image.png" in page.locator(".ed-upload__words").inner_text()
    page.get_by_role("button", name="Hủy").click()
    assert page.locator(".ed-upload").count() == 0
    page.troubles[:] = [line for line in page.troubles if "422" not in line]
    assert save(page) == "<p>Một</p>"


def test_saving_waits_for_uploads(page) -> None:
    text(page).click()
    page.keyboard.type("Một")
    page.route("**/upload/", lambda route: (page.wait_for_timeout(400), route.continue_()))
    paste(page, png=draw_picture())
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu", exact=True).click()
    assert re.match(r'<p>Một</p><figure data-photo="\d+"', editor_page.saved["body"])


def clipboard(name: str) -> str:
    """HTML as a program puts it on the clipboard."""
    return (Path(__file__).parent / "clipboards" / f"{name}.html").read_text(encoding="utf-8")


def test_words_from_word(page) -> None:
    text(page).click()
    paste(page, html=clipboard("word"), plain="Kỷ niệm 70 năm", png=draw_picture())
    assert save(page) == (
        "<p><strong>Kỷ niệm 70 năm</strong></p><h2>Lễ mít tinh</h2>"
        "<p>Sáng nay, <strong>Chủ tịch</strong> <em>phát biểu</em> tại <strong>Hà Nội</strong>.</p>"
        "<ul><li><p>Việc một</p><ul><li><p>Việc con</p></li></ul></li><li><p>Việc hai</p></li></ul>"
        "<ol><li><p>Bước một</p></li></ol>"
        "<table><tbody><tr><td><p>Năm</p></td><td><p>Số</p></td></tr></tbody></table>"
    )


def test_words_from_google_docs(page) -> None:
    text(page).click()
    paste(page, html=clipboard("google-docs"), plain="Tít phụ")
    assert "1 ảnh" in page.locator(".ed-foot__status").inner_text()
    assert save(page) == (
        "<h2>Tít phụ</h2><p>Chữ thường, <strong>chữ đậm</strong><em>, nghiêng</em> "
        '<a href="https://vufo.org.vn" rel="noopener">VUFO</a></p>'
        "<ul><li><p>ý một</p><ul><li><p>ý con</p></li></ul></li></ul>"
    )


def test_a_pasted_film_address_becomes_the_film(page) -> None:
    text(page).click()
    paste(page, plain="https://youtu.be/dQw4w9WgXcQ?t=10")
    assert save(page) == '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption></figcaption></figure>'
    tool(page, "film").click()
    page.get_by_label("Địa chỉ video").fill("https://example.com/x")
    page.keyboard.press("Enter")
    page.get_by_role("alert").get_by_text("YouTube").wait_for()
    page.get_by_label("Địa chỉ video").fill("https://vimeo.com/123456789")
    page.keyboard.press("Enter")
    assert 'data-embed="vimeo:123456789"' in save(page)


def test_moving_a_picture_without_a_mouse(page) -> None:
    photo = make_photo()
    show(page, f'<p>Một</p><p>Hai</p><figure data-photo="{photo.pk}"></figure>')
    page.locator(".ed-figure__picture").tap()
    page.get_by_role("button", name="Chuyển lên").tap()
    page.get_by_role("button", name="Chuyển lên").tap()
    assert re.match(r"<figure.*</figure><p>Một</p><p>Hai</p>", save(page))


def test_dragging_a_picture_to_another_place(page) -> None:
    photo = make_photo(width=1200, height=600)
    many = "".join(f"<p>Đoạn {number}. {'Chữ ' * 60}</p>" for number in range(12))
    show(page, f'<figure data-photo="{photo.pk}"></figure>{many}')
    page.locator(".ed-figure img[src]").wait_for()
    box = page.locator(".ed-figure__picture").bounding_box()
    page.mouse.move(box["x"] + 50, box["y"] + 50)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 80, steps=4)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")  # a place that was out of sight
    target = text(page).get_by_text("Đoạn 10.").bounding_box()
    page.mouse.move(target["x"] + 80, target["y"] + 10, steps=6)
    page.mouse.up()
    body = save(page)
    assert body.index("Đoạn 9.") < body.index("<figure") < body.index("Đoạn 11.")
    assert body.count("<figure") == 1


def test_a_gallery_is_arranged_and_described(page) -> None:
    one, two, three = (make_photo(caption=f"Ảnh {number}", credit="") for number in range(3))
    show(
        page,
        f'<figure data-gallery="{one.pk},{two.pk}"><figure data-photo="{one.pk}"></figure>'
        f'<figure data-photo="{two.pk}"></figure></figure>',
    )
    second = page.locator(".ed-gallery .ed-figure").nth(1)
    second.locator(".ed-figure__picture").click()
    second.get_by_label("Nguồn ảnh").fill("Mai")
    second.get_by_role("button", name="Chuyển lên trước").click()
    page.get_by_role("button", name="Thêm ảnh vào bộ ảnh").click()
    page.get_by_role("button", name="Ảnh 2").click()
    page.get_by_role("button", name="Chèn", exact=True).click()
    page.locator(".ed-gallery .ed-figure").nth(2).wait_for()
    page.locator(".ed-gallery .ed-figure").nth(1).locator(".ed-figure__picture").click()
    page.locator(".ed-gallery .ed-figure").nth(1).get_by_role("button", name="Xóa").click()
    assert save(page) == (
        f'<figure data-gallery="{two.pk},{three.pk}">'
        f'<figure data-photo="{two.pk}" data-credit="Mai"><figcaption></figcaption></figure>'
        f'<figure data-photo="{three.pk}"><figcaption></figcaption></figure></figure>'
    )


def test_a_picture_that_is_gone_says_so(page) -> None:
    show(page, '<figure data-photo="999"></figure><p>Chữ</p>')
    page.get_by_text("Ảnh này không có trong kho ảnh.").wait_for()
    assert save(page).startswith('<figure data-photo="999"')
