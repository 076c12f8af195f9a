"""The library's two scripts in a real browser: the focal point and sending many pictures."""

import pytest
from playwright.sync_api import expect

from photos.models import Photo
from tests.factories import make_photo, make_user
from tests.photos import pictures

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(chromium, live_server):
    """A page of somebody who may do everything, already signed in; errors of the scripts fail the test."""
    make_user(is_superuser=True, username="anh", name="Trần Ảnh")
    context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 720}, locale="vi")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/quan-tri/login/?next=/quan-tri/photos/photo/")
    page.fill("[name=username]", "anh")
    page.fill("[name=password]", "mat-khau-thu")
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/photos/photo/")
    yield page
    context.close()
    assert not errors


def test_the_focal_point_is_set_by_click_and_by_arrow_keys(page):
    photo = make_photo(width=1200, height=800)
    page.goto(f"/quan-tri/photos/photo/{photo.pk}/change/")
    image = page.locator(".focal-picker img")
    image.scroll_into_view_if_needed()
    frame = image.bounding_box()
    image.click(position={"x": frame["width"] * 0.25, "y": frame["height"] * 0.75}, force=True)
    assert abs(float(page.input_value("#id_focal_x")) - 0.25) <= 0.01
    assert abs(float(page.input_value("#id_focal_y")) - 0.75) <= 0.01
    page.fill("#id_focal_x", "0.50")
    page.locator(".focal-mark").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowUp")
    assert page.input_value("#id_focal_x") == "0.52"
    preview = page.locator("[data-focal-preview]").first
    assert preview.evaluate("image => getComputedStyle(image).objectPosition").startswith("52%")
    page.locator("[name=_save]").first.click()
    page.wait_for_url("**/photos/photo/")
    photo.refresh_from_db()
    assert photo.focal_x == pytest.approx(0.52)
    assert photo.focal_y == pytest.approx(0.73, abs=0.011)


def test_many_pictures_are_sent_one_by_one_and_described(page):
    page.goto("/quan-tri/photos/photo/add/")
    page.fill("#id_credit", "Thu Hà")
    page.set_input_files(
        "#id_pictures",
        [
            {"name": "một.jpg", "mimeType": "image/jpeg", "buffer": pictures.as_bytes(pictures.scene(900, 600))},
            {"name": "hỏng.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"},
            {"name": "hai.jpg", "mimeType": "image/jpeg", "buffer": pictures.as_bytes(pictures.scene(800, 600))},
        ],
    )
    cards = page.locator(".photo-sent-card")
    expect(page.locator(".photo-sent-card form:not([hidden])")).to_have_count(2)
    assert cards.count() == 3
    assert cards.nth(1).locator(".photo-sent-error").inner_text()
    first = cards.nth(0)
    assert first.locator("[name=credit]").input_value() == "Thu Hà"
    first.locator("[name=alt]").fill("Sân khấu có hoa")
    with page.expect_response("**/describe/") as answer:
        first.locator("button").click()
    assert answer.value.ok
    assert Photo.objects.filter(alt="Sân khấu có hoa", credit="Thu Hà").count() == 1
    assert Photo.objects.count() == 2
