"""Writing in a real browser, under the strict policy of the desk."""

import pytest
from django.utils import timezone

from search import index
from tests.factories import make_photo
from tests.journeys.editor_hands import (
    click_into,
    compose,
    editing,  # noqa: F401  # the fixture "page"
    save,
    show,
    source,
    text,
    tool,
)

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


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


def test_a_new_story_that_was_saved_is_not_offered_again(at_desk, section) -> None:
    desk = at_desk("reporter")
    desk.go("/quan-tri/newsroom/story/add/")
    page = desk.page
    page.locator("[name=title]").fill("Gặp mặt hữu nghị")
    page.locator("[name=section]").select_option(str(section.pk))
    text(page).click()
    page.keyboard.type("Sáng nay tại Hà Nội")
    page.wait_for_timeout(1300)
    kept = "Object.keys(localStorage).filter((key) => key.startsWith('thoidai-body'))"
    assert len(page.evaluate(kept)) == 1
    with desk.leaving():
        page.locator(".action-bar button[name=_save]").click()
    text(page).get_by_text("Sáng nay tại Hà Nội").wait_for()
    assert page.evaluate(kept) == []
    desk.go("/quan-tri/newsroom/story/add/")
    text(page).wait_for()
    assert page.locator(".ed-notice").count() == 0
