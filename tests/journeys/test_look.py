"""The look in a real browser: no sideways scroll, choices remembered, everything by keyboard and without JavaScript.

The pages are those of the gallery, so that every state is seen: usual, extreme, empty.
"""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.component_examples import PAGES
from tests.factories import make_user

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

CASES = [(name, case) for name, cases in PAGES.items() for case in cases]


@pytest.fixture
def gallery(client, live_server) -> dict[str, str]:
    """The cookie of somebody who may see the gallery."""
    client.force_login(make_user(is_staff=True))
    return {
        "name": "sessionid",
        "value": client.cookies["sessionid"].value,
        "url": f"{live_server.url}/quan-tri/",
    }


def open_context(chromium, gallery, **options) -> BrowserContext:
    context = chromium.new_context(**options)
    context.add_cookies([gallery])
    return context


def open_page(context: BrowserContext, live_server, name: str, case: str = "usual") -> Page:
    page = context.new_page()
    page.goto(f"{live_server.url}/quan-tri/giao-dien/{name}/{case}/")
    return page


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(chromium, gallery, live_server, width):
    context = open_context(chromium, gallery, viewport={"width": width, "height": 740})
    page = context.new_page()
    too_wide = []
    for name, case in CASES:
        page.goto(f"{live_server.url}/quan-tri/giao-dien/{name}/{case}/")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            too_wide.append((name, case))
    context.close()
    assert too_wide == []


def test_stacked_accents_are_not_clipped(chromium, gallery, live_server):
    context = open_context(chromium, gallery, viewport={"width": 360, "height": 740})
    page = open_page(context, live_server, "article", "extreme")
    ratios = page.eval_on_selector_all(
        "h1, h2, h3, .card__title",
        """all => all.map(one => getComputedStyle(one))
            .map(style => parseFloat(style.lineHeight) / parseFloat(style.fontSize))""",
    )
    context.close()
    assert min(ratios) >= 1.2


def test_targets_are_large_enough_for_a_thumb(chromium, gallery, live_server):
    context = open_context(chromium, gallery, viewport={"width": 360, "height": 740})
    page = open_page(context, live_server, "article")
    sizes = page.eval_on_selector_all(
        ".tool, .bar a, .tools button, .crumbs a, .follow__list a, .chip, .share summary",
        "all => all.filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect().height)",
    )
    context.close()
    assert len(sizes) > 20
    assert min(sizes) >= 44


def test_theme_and_text_size_are_remembered(chromium, gallery, live_server):
    context = open_context(chromium, gallery, color_scheme="light")
    page = open_page(context, live_server, "article")
    ground = "getComputedStyle(document.body).backgroundColor"
    size = "parseFloat(getComputedStyle(document.querySelector('.prose')).fontSize)"
    light, usual = page.evaluate(ground), page.evaluate(size)
    page.locator("[data-theme-switch]").click()
    page.locator("[data-text-size='4']").click()
    dark, largest = page.evaluate(ground), page.evaluate(size)
    assert dark != light
    assert largest > usual
    page.reload()
    assert page.evaluate(ground) == dark
    assert page.evaluate(size) == largest
    expect(page.locator("[data-text-size='4']")).to_have_attribute("aria-pressed", "true")
    context.close()


def test_the_systems_dark_is_dark_and_paper_is_white(chromium, gallery, live_server):
    context = open_context(chromium, gallery, color_scheme="dark")
    page = open_page(context, live_server, "article")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 21, 18)"
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    expect(page.locator(".tools")).to_be_hidden()
    context.close()


def test_paper_shows_pictures_whole_and_says_where_it_comes_from(chromium, gallery, live_server):
    context = open_context(chromium, gallery, viewport={"width": 718, "height": 1000})  # A4 within its margins
    page = open_page(context, live_server, "article")
    page.emulate_media(media="print")
    page.eval_on_selector_all(  # a printer waits for those further down
        ".story img", "all => Promise.all(all.map(one => { one.loading = 'eager'; return one.decode(); }))"
    )
    shapes = page.eval_on_selector_all(
        ".story .photo img, .story .gallery img",
        """all => all.filter(one => one.checkVisibility()).map(one => [
            one.clientWidth / one.clientHeight, one.getAttribute("width") / one.getAttribute("height"),
            one.getBoundingClientRect().left])""",
    )
    assert len(shapes) > 2
    for drawn, true, left in shapes:
        assert drawn == pytest.approx(true, rel=0.03)
        assert left >= 0
    foot = "getComputedStyle(document.querySelector('.story__foot'), '::after').content"
    assert "https://" in page.evaluate(foot)
    context.close()


def test_keyboard_reaches_text_menu_and_share(chromium, gallery, live_server):
    context = open_context(chromium, gallery)
    page = open_page(context, live_server, "article")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.locator(".share summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".share__list")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".share__list")).to_be_hidden()
    expect(page.locator(".share summary")).to_be_focused()
    context.close()


def test_picture_opens_large_and_film_loads_on_a_click_only(chromium, gallery, live_server):
    context = open_context(chromium, gallery)
    page = open_page(context, live_server, "article")
    page.locator(".gallery__item").first.click()
    expect(page.locator("dialog.lightbox")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.lightbox")).to_be_hidden()
    assert page.locator("iframe").count() == 0
    page.route("https://www.youtube-nocookie.com/**", lambda route: route.abort())
    page.locator(".video__start").click()
    expect(page.locator(".video__frame iframe")).to_have_attribute(
        "src", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&rel=0&hl=vi"
    )
    context.close()


FAKE_SPEECH = """
window.spoken = [];
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => VOICES, addEventListener() {}, cancel() {}, speak: (words) => window.spoken.push(words),
} });
"""


def test_listening_reads_the_story_from_its_title_to_its_end(chromium, gallery, live_server):
    context = open_context(chromium, gallery)
    context.add_init_script(FAKE_SPEECH.replace("VOICES", '[{ lang: "en-US" }, { lang: "vi_VN" }]'))
    page = open_page(context, live_server, "article")
    page.locator("[data-listen]").click()
    expect(page.locator("[data-listen]")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("[data-listen-label]")).to_have_text("Dừng")
    spoken = page.evaluate("window.spoken.map(words => [words.text, words.voice.lang])")
    story = PAGES["article"]["usual"]
    assert spoken[0] == [story.title, "vi_VN"]
    assert spoken[1] == [story.lead, "vi_VN"]
    assert len(spoken) > 8
    page.evaluate("window.spoken.at(-1).onend()")
    expect(page.locator("[data-listen-label]")).to_have_text("Nghe")
    context.close()


def test_listening_is_not_offered_without_a_vietnamese_voice(chromium, gallery, live_server):
    context = open_context(chromium, gallery)
    context.add_init_script(FAKE_SPEECH.replace("VOICES", '[{ lang: "en-US" }]'))
    page = open_page(context, live_server, "article")
    expect(page.locator("[data-listen]")).to_be_hidden()
    context.close()


def test_without_javascript_everything_is_there(chromium, gallery, live_server):
    context = open_context(chromium, gallery, java_script_enabled=False)
    page = open_page(context, live_server, "article")
    expect(page.locator(".story__title")).to_be_visible()
    expect(page.locator(".share summary")).to_be_visible()
    expect(page.locator(".tools__size")).to_be_hidden()
    expect(page.locator("[data-theme-switch]")).to_be_hidden()
    assert page.locator(".video__start").get_attribute("href") == "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert page.locator(".infographic__link").get_attribute("href")
    context.close()
