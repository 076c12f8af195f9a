"""Every kind of reader's page in a real browser: its policy refuses nothing that the page wants, and stops a stranger.

What a policy refuses is a trouble, and a screen with troubles fails when it is closed (`tests/journeys/screen.py`).
"""

from collections.abc import Iterator

import pytest

from articles.models import Kind
from photos.renditions import rendition_url
from tests.factories import LONG_AGO, make_article, make_photo
from tests.journeys.screen import Screen, open_screen
from tests.pages.addresses import Magazine

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def screen(chromium, live_server) -> Iterator[Screen]:
    screen = open_screen(chromium, live_server.url)
    screen.context.route("https://www.youtube-nocookie.com/**", lambda route: route.fulfill(body="phim"))
    yield screen
    screen.close()


def test_no_page_wants_more_than_its_policy_gives(screen: Screen) -> None:
    magazine = Magazine()
    magazine.fill(6)
    gone = make_article(withdrawn_at=LONG_AGO).get_absolute_url()
    for address in [*magazine.addresses, "/khong-co-trang-nay", gone]:
        if screen.context.request.get(address).headers["content-type"].startswith("text/html"):
            screen.page.goto(address)
            screen.page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))")
            screen.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert screen.troubles == []


def test_a_story_with_everything_in_it_wants_no_more_either(screen: Screen) -> None:
    photo = make_photo()
    other = make_article()
    story = make_article(
        kind=Kind.VIDEO,
        photo=photo,
        lead_picks=(other.pk,),
        video="youtube:dQw4w9WgXcQ",
        body=(
            f'<p>Mở.</p><figure data-photo="{photo.pk}" data-layout="wide"><figcaption>Ảnh</figcaption></figure>'
            f'<figure data-gallery="{photo.pk}"><figure data-photo="{photo.pk}"><figcaption></figcaption></figure>'
            f'</figure><aside data-related="{other.pk}" data-lead="1"></aside>'
            '<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>Phim</figcaption></figure>'
            f'<figure data-infographic="{photo.pk}" data-alt="Số liệu"><figcaption></figcaption></figure>'
            "<table><tbody><tr><td><p>Ô</p></td></tr></tbody></table>"
            '<blockquote data-pull=""><p>Hay</p></blockquote><aside data-note=""><p>Giờ</p></aside>'
        ),
    )
    screen.go(story.get_absolute_url())
    screen.find("[data-theme-switch]").click()
    screen.find("[data-text-size='4']").click()
    screen.find(".share summary").click()
    screen.find(".gallery__item").first.click()
    screen.find("dialog.lightbox").wait_for()
    screen.page.keyboard.press("Escape")
    screen.find(".video__start").first.click()
    screen.find(".video__frame iframe").first.wait_for()
    screen.page.frame_locator(".video__frame iframe").first.get_by_text("phim").wait_for()
    screen.go(rendition_url(photo, 320))  # a picture opened by itself
    assert screen.troubles == []


FOREIGN = """
  const inline = document.createElement("script");
  inline.textContent = "window.stranger = 'inline'";
  const link = document.createElement("a");
  link.setAttribute("onclick", "window.stranger = 'handler'");
  const frame = document.createElement("iframe");
  frame.src = "https://www.youtube.com/embed/dQw4w9WgXcQ";
  const image = document.createElement("img");
  image.src = "https://stranger.example/pixel.gif";
  document.body.append(inline, link, frame, image);
  link.click();
"""


def test_what_a_stranger_brings_into_a_page_does_not_run(screen: Screen) -> None:
    screen.go("/")
    screen.page.evaluate(FOREIGN)
    assert screen.page.evaluate("window.stranger") is None
    screen.page.wait_for_timeout(200)
    refused = {trouble.split()[3] for trouble in screen.troubles if trouble.startswith("Content Security Policy:")}
    assert refused == {"script-src-elem", "script-src-attr", "frame-src", "img-src"}
    screen.troubles.clear()
