"""The beacon in a real browser: it waits, counts once, and not while the page is hidden."""

import pytest

from readership.models import Reading

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PERSON = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PAGE = "<!doctype html><title>Tin</title><script defer src='/static/js/beacon.js' data-number='1000001'></script>"


@pytest.fixture
def tab(chromium, live_server):
    page = chromium.new_page(user_agent=PERSON)
    page.clock.install()
    page.route("**/tin.html", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
    page.goto(f"{live_server.url}/tin.html")
    yield page
    page.close()


def test_a_reading_is_counted_once_after_some_seconds(tab):
    with tab.expect_request("**/dem-doc/"):
        tab.clock.run_for(6_000)
    tab.clock.run_for(60_000)
    tab.wait_for_load_state("networkidle")
    assert [reading.number for reading in Reading.objects.all()] == [1000001]


def test_a_glance_is_not_a_reading(tab):
    tab.clock.run_for(3_000)
    tab.goto("about:blank")
    assert not Reading.objects.exists()
