"""The beacon in a real browser: it waits, counts once, not while the page is hidden, and not for another site."""

import pytest

from readership.models import Reading
from readership.visitors import is_reader
from tests.deploy.backend import Answer, backend
from tests.factories import make_article
from tests.toolchain.processes import until

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PAGE = "<!doctype html><title>Tin</title><script defer src='/static/js/beacon.js' data-number='1000001'></script>"


@pytest.fixture
def tab(chromium, live_server):
    make_article(number=1_000_001)
    page = chromium.new_page(user_agent=PERSON)
    page.clock.install()
    page.route("**/tin.html", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto(f"{live_server.url}/tin.html")
    yield page
    page.close()


@pytest.fixture
def said(monkeypatch) -> list[tuple[str | None, str | None]]:
    """What the browser says of the page, as it arrives."""
    heard: list[tuple[str | None, str | None]] = []

    def listening(request) -> bool:
        heard.append((request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")))
        return is_reader(request)

    monkeypatch.setattr("pages.views.reading.is_reader", listening)
    return heard


def test_a_reading_is_counted_once_after_some_seconds(tab, live_server, said):
    with tab.expect_request("**/-/reading"):
        tab.clock.run_for(6_000)
    tab.clock.run_for(60_000)
    tab.wait_for_load_state("networkidle")
    assert [reading.number for reading in Reading.objects.all()] == [1000001]
    assert said == [("same-origin", live_server.url)]


def test_a_glance_is_not_a_reading(tab):
    tab.clock.run_for(3_000)
    tab.goto("about:blank")
    assert not Reading.objects.exists()


def test_a_page_of_another_site_counts_nothing(tab, live_server, said):
    """Whoever reads there sends it without a wish to."""
    tab.unroute("**/tin.html")  # what is intercepted says “same-origin”, whatever it is
    with backend() as other:
        other.answer = Answer("<!doctype html><title>Nơi khác</title>")
        tab.goto(f"http://127.0.0.1:{other.port}/")
        assert tab.evaluate(f"navigator.sendBeacon('{live_server.url}/-/reading', '1000001')")
        until(lambda: said, what="the reading")
    assert said == [("cross-site", f"http://127.0.0.1:{other.port}")]
    assert not Reading.objects.exists()
