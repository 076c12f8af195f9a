"""A reader on a small phone: everything without JavaScript, and the comforts with it."""

from typing import Any

import pytest
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom.models import Story
from tests.factories import make_photo
from tests.journeys.magazine import Magazine

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def phone(width: int) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 740}, "is_mobile": True, "has_touch": True}


ITS_WIDTH = """async image => {
  if (!image.complete) await new Promise((loaded) => image.addEventListener("load", loaded));
  return image.naturalWidth;
}"""


@pytest.fixture
def story(live_story) -> Story:
    """A story with everything that tends to be too wide, among others of its section."""
    for number in range(3):
        live_story(title=f"Tin khác của ngày số {number}")
    photo = make_photo(width=1600, height=900)
    cells = "".join(f"<td><p>Cột {number} của bảng thống kê</p></td>" for number in range(8))
    return live_story(
        title="Bản Đông đón tám mươi tình nguyện viên nước ngoài về dạy chữ",
        photo=photo,
        body=(
            "<p>Đoạn đầu của bài.</p>"
            f'<figure data-photo="{photo.pk}" data-layout="full"><figcaption>Lớp học bên suối.</figcaption></figure>'
            f"<table><tbody><tr>{cells}</tr></tbody></table>"
            '<p>Xem thêm <a href="https://vidu.example/mot-dia-chi-rat-dai-khong-co-cho-ngat-dong-nao-ca-ca-ca-ca-ca">'
            "https://vidu.example/mot-dia-chi-rat-dai-khong-co-cho-ngat-dong-nao-ca-ca-ca-ca-ca</a>.</p>"
            "<p>Đoạn cuối của bài.</p>"
        ),
    )


@pytest.mark.parametrize("width", [360, 320])
def test_everything_is_there_without_javascript(width, reader, section, story) -> None:
    magazine = Magazine(reader(java_script_enabled=False, **phone(width)))
    magazine.home()
    assert magazine.lead == story.title
    assert not magazine.screen.scrolls_sideways()
    magazine.screen.find("header details.menu > summary").click()
    assert magazine.screen.find("header .menu__panel").get_by_role("link", name=section.name).is_visible()
    assert magazine.screen.find(".js-only:visible").count() == 0

    magazine.screen.go(section.get_absolute_url())
    assert magazine.screen.find("main .card__title").count() >= 4
    assert not magazine.screen.scrolls_sideways()

    magazine.follow(story.pk)
    assert magazine.title == story.title
    for words in ("Đoạn đầu của bài.", "Lớp học bên suối.", "Cột 7 của bảng thống kê", "Đoạn cuối của bài."):
        assert words in magazine.body
    assert magazine.screen.find("[data-el=byline]").inner_text()
    assert not magazine.screen.scrolls_sideways()
    pictures = magazine.screen.find("[data-el=body] figure img")
    for place in range(pictures.count()):
        pictures.nth(place).scroll_into_view_if_needed()
        assert pictures.nth(place).evaluate(ITS_WIDTH) > 0

    magazine.search("tinh nguyen vien day chu")
    assert magazine.has_link(story.pk)
    assert not magazine.screen.scrolls_sideways()
    magazine.search("chữ không đâu có zzz")
    assert magazine.screen.sees(_("Nothing was found. Try fewer words, or another spelling."))
    assert not magazine.screen.scrolls_sideways()


def test_text_size_and_darkness_are_the_readers_own(reader, story) -> None:
    magazine = Magazine(reader(**phone(360)))
    magazine.screen.go(Article.objects.get(pk=story.pk).get_absolute_url())

    def size() -> float:
        paragraph = magazine.screen.find("[data-el=body] p").first
        return paragraph.evaluate("one => parseFloat(getComputedStyle(one).fontSize)")

    def darkness() -> str:
        return magazine.page.evaluate("getComputedStyle(document.body).backgroundColor")

    usual, light = size(), darkness()
    magazine.screen.find("[data-text-size='4']").click()
    assert size() > usual
    assert not magazine.screen.scrolls_sideways()
    magazine.screen.find("[data-theme-switch]").click()
    assert darkness() != light
    chosen = size(), darkness()
    magazine.page.reload()
    assert (size(), darkness()) == chosen
    magazine.home()
    assert darkness() == chosen[1]


def test_the_address_is_shared_and_copied(reader, live_server, story) -> None:
    screen = reader(**phone(360))
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    screen.page.add_init_script("navigator.share = undefined")  # headless Chromium has no share sheet to press
    address = Article.objects.get(pk=story.pk).get_absolute_url()
    screen.go(address)
    screen.find("details.share > summary").click()
    hosts = screen.find(".share__list a").evaluate_all("all => all.map((link) => new URL(link.href).host)")
    assert {"www.facebook.com", "button-share.zalo.me"} <= set(hosts)
    button = screen.find("[data-copy]")
    button.click()
    done = button.get_attribute("data-done")
    button.locator("[role=status]").filter(has_text=done).wait_for()
    assert screen.page.evaluate("navigator.clipboard.readText()").endswith(address)
