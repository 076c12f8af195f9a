"""The editor in a real browser, under the strict policy of the desk."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from search import index
from tests.factories import draw_picture, make_photo
from tests.journeys import editor_page

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium, live_server, settings, django_user_model, client) -> Iterator[Any]:
    """The editor's page, signed in; any error of a script and anything the policy refuses fails the test."""
    settings.ROOT_URLCONF = "tests.journeys.editor_page"
    user = django_user_model.objects.create_user("lan", password="x", name="Nguyễn Lan", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_photo", "add_photo", "view_story"]))
    client.force_login(user)
    editor_page.saved["body"] = ""
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, has_touch=True, locale="vi-VN")
    cookie = client.cookies["sessionid"]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": f"{live_server.url}/quan-tri/"}])
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page = context.new_page()
    page.set_default_timeout(8000)
    context.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
    page.troubles = troubles
    page.address = live_server.url + editor_page.ADDRESS
    page.goto(page.address)
    page.locator(".ProseMirror").wait_for()
    yield page
    context.close()
    assert troubles == []


def text(page):
    return page.locator(".ProseMirror")


def click_into(page, words: str) -> None:
    """Puts the cursor into these words; no hand is on the keyboard within the next moment."""
    text(page).get_by_text(words).click()
    page.wait_for_timeout(100)


def source(page) -> str:
    return page.locator("textarea[name=body]").input_value()


def save(page) -> str:
    with page.expect_navigation():
        page.get_by_role("button", name="Lưu", exact=True).click()
    page.locator(".ProseMirror").wait_for()
    return editor_page.saved["body"]


def show(page, body: str) -> None:
    editor_page.saved["body"] = body
    page.goto(page.address)
    page.locator(".ProseMirror").wait_for()


def tool(page, key: str):
    return page.locator(f"[data-tool={key}]")


def paste(page, *, html: str = "", plain: str = "", png: bytes | None = None) -> None:
    """What a program put on the clipboard, pasted at the cursor."""
    page.evaluate(
        """([html, plain, png]) => {
          const data = new DataTransfer();
          if (html) data.setData("text/html", html);
          if (plain) data.setData("text/plain", plain);
          if (png) data.items.add(new File([new Uint8Array(png)], "image.png", { type: "image/png" }));
          document.querySelector(".ProseMirror").dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, plain, list(png) if png else None],
    )


def compose(page, *steps: str) -> None:
    """What an input method of the system does: it shows each step in the text, and sends the last."""
    keys = page.context.new_cdp_session(page)
    for step in steps:
        keys.send("Input.imeSetComposition", {"text": step, "selectionStart": len(step), "selectionEnd": len(step)})
    keys.send("Input.insertText", {"text": steps[-1]})


def test_typing_and_formatting_reach_the_desk(page) -> None:
    text(page).click()
    page.keyboard.type("Đoàn đại biểu đến Hà Nội")
    page.keyboard.press("Enter")
    tool(page, "heading2").click()
    page.keyboard.type("Hoạt động")
    page.keyboard.press("Enter")
    page.keyboard.press("Control+b")
    page.keyboard.type("Sáng 22/11")
    page.keyboard.press("Control+b")
    page.keyboard.type(", hai bên hội đàm.")
    assert save(page) == (
        "<p>Đoàn đại biểu đến Hà Nội</p><h2>Hoạt động</h2><p><strong>Sáng 22/11</strong>, hai bên hội đàm.</p>"
    )


def test_vietnamese_input_methods_compose_words(page) -> None:
    """Telex as an input method of the system composes it; Unikey's way is to take letters back and send others."""
    text(page).click()
    for word in ("t ti tie tiê tiên tiêng tiếng", "V Vi Viê Việ Việt"):
        compose(page, *word.split())
        page.keyboard.type(" ")
    page.keyboard.type("Nguye")
    page.keyboard.press("Backspace")
    page.keyboard.insert_text("ễ")
    page.keyboard.type("n")
    assert source(page) == "<p>tiếng Việt Nguyễn</p>"
    assert save(page) == "<p>tiếng Việt Nguyễn</p>"


def test_composing_inside_a_caption(page) -> None:
    photo = make_photo(caption="")
    show(page, f'<p>Trước</p><figure data-photo="{photo.pk}"></figure>')
    page.locator("figcaption").click()
    compose(page, "l", "lê", "lễ")
    page.keyboard.type(" hội")
    page.keyboard.press("Enter")
    page.keyboard.type("Sau ảnh")
    assert save(page) == (
        f'<p>Trước</p><figure data-photo="{photo.pk}" data-layout="normal"><figcaption>lễ hội</figcaption></figure>'
        "<p>Sau ảnh</p>"
    )


def test_opening_a_story_changes_nothing(page) -> None:
    photo = make_photo()
    body = (
        '<aside data-related="1000001"></aside><p>Một</p><ul><li><p>a</p><ol><li><p>b</p></li></ol></li></ul>'
        '<table><tbody><tr><th scope="col"><p>a</p></th><th scope="col"></th></tr>'
        '<tr><td colspan="2"><p>b</p></td></tr></tbody></table>'
        '<blockquote data-pull=""><p>Hay</p></blockquote><blockquote><p>Trích</p></blockquote>'
        '<aside data-note=""><h3>Cần biết</h3><p>Giờ</p></aside>'
        f'<figure data-gallery="{photo.pk}"><figure data-photo="{photo.pk}" data-credit="Mai">'
        "<figcaption>x<br>y</figcaption></figure></figure>"
        '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>Phim</figcaption></figure>'
        f'<figure data-infographic="{photo.pk}" data-alt="Số &quot;liệu&quot;"><figcaption></figcaption></figure>'
        '<ol start="3"><li><p><a href="https://vufo.org.vn/" rel="noopener">VUFO</a> H<sub>2</sub>O</p></li></ol>'
    )
    show(page, body)
    assert source(page) == body
    click_into(page, "Trích")
    page.keyboard.press("End")
    page.keyboard.type("!")
    assert save(page) == body.replace("Trích", "Trích!")


def test_a_lone_box_is_not_lost(page) -> None:
    show(page, '<aside data-related="120034"></aside>')
    assert save(page) == '<aside data-related="120034"></aside>'


def test_stories_are_searched_for_the_related_box(page, live_story) -> None:
    near, far = live_story(title="Hữu nghị Việt - Lào thắm tình"), live_story(title="Gặp mặt kiều bào")
    for story in (near, far):
        index.put("article", story.pk, title=story.title, text="", live_from=timezone.now())
    show(page, "<p>Một</p><p>Hai</p>")
    click_into(page, "Một")
    tool(page, "related").click()
    page.keyboard.type("huu nghi viet lao")
    page.get_by_role("option", name="Hữu nghị Việt").wait_for()
    assert page.get_by_role("option").count() == 1
    page.keyboard.press("Enter")
    page.keyboard.type(str(far.pk))
    page.get_by_role("option", name="Gặp mặt").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.get_by_label("Kèm sa-pô").check()
    page.locator(".ed-related__list").get_by_role("button", name="Chuyển lên").nth(1).click()
    click_into(page, "Hai")
    page.keyboard.type("!")
    assert save(page) == (f'<p>Một</p><aside data-related="{far.pk},{near.pk}" data-lead="1"></aside><p>Hai!</p>')
    assert page.locator(".ed-related__title").all_inner_texts() == [far.title, near.title]


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


def test_links_are_set_and_taken_away(page) -> None:
    text(page).click()
    page.keyboard.type("VUFO")
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+k")
    page.get_by_label("Địa chỉ", exact=True).fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    assert page.locator("dialog .ed-error").inner_text()
    page.get_by_label("Địa chỉ", exact=True).fill("vufo.org.vn")
    page.keyboard.press("Enter")
    assert save(page) == '<p><a href="https://vufo.org.vn" rel="noopener">VUFO</a></p>'
    click_into(page, "VUFO")
    page.keyboard.press("Control+k")
    page.get_by_role("button", name="Bỏ liên kết").click()
    assert save(page) == "<p>VUFO</p>"


def test_boxes_by_keyboard(page) -> None:
    text(page).click()
    page.keyboard.press("Alt+F10")
    while page.evaluate("document.activeElement.dataset.tool") != "pull":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.keyboard.type("Hòa bình là trên hết")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("Bà Lan")
    page.keyboard.press("Enter")
    page.keyboard.type("Tiếp")
    assert save(page) == (
        '<blockquote data-pull=""><p>Hòa bình là trên hết</p><cite>Bà Lan</cite></blockquote><p>Tiếp</p>'
    )


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


def test_unsaved_text_survives_a_crash(page) -> None:
    text(page).click()
    page.keyboard.type("Bản thảo quý")
    page.wait_for_timeout(1300)
    crashed = page.context.new_page()
    crashed.goto(page.address)
    notice = crashed.get_by_role("alert")
    notice.wait_for()
    crashed.get_by_role("button", name="Khôi phục").click()
    assert crashed.locator("textarea[name=body]").input_value() == "<p>Bản thảo quý</p>"
    save(crashed)
    crashed.reload()
    crashed.locator(".ProseMirror").wait_for()
    assert crashed.get_by_role("alert").count() == 0
    assert crashed.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('thoidai-body'))") == []
    crashed.close()


def test_a_table_is_made_and_grown(page) -> None:
    text(page).click()
    tool(page, "table").click()
    page.keyboard.type("Năm")
    page.keyboard.press("Tab")
    page.keyboard.type("Số")
    tool(page, "rowAdd").click()
    body = save(page)
    assert body.count("<tr>") == 4
    assert body.startswith('<table><tbody><tr><th scope="col"><p>Năm</p></th><th scope="col"><p>Số</p></th>')
