"""Many readers at once: one drawing, nobody waits for what is there, and a dead process holds nobody up."""

import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.test.signals import template_rendered
from django.urls import reverse

from pagecache import flights, recording, touch
from pagecache.bell import Bell
from pagecache.changes import number_changes
from pagecache.flights import Flight
from pagecache.front import TECHNICAL
from pagecache.ledger import ledger
from pagecache.turnstile import DRAWING, FULL, WAITING, Turnstile
from tests.pagecache.reading import Reader
from thoidai.health import LIVE, READY

pytestmark = pytest.mark.django_db
MANY = 20


class Slow:
    """Draws one public page, and no faster than it is let."""

    def __init__(self) -> None:
        self.drawings = 0
        self.go = threading.Event()
        self.status = "200 OK"

    def __call__(self, environ, start_response):
        self.drawings += 1
        if environ.get(FULL):
            start_response("503 Service Unavailable", [])
            return [b"full"]
        self.go.wait(10)
        recording.declare_public()
        recording.made_of("article:1")
        start_response(self.status, [("Content-Type", "text/plain"), ("Cache-Control", "public, s-maxage=30")])
        return [f"drawing {self.drawings}".encode()]


@pytest.fixture
def slow() -> Slow:
    return Slow()


@pytest.fixture
def crowd(reader, slow) -> Reader:
    """Readers of one process whose host is known; the database is asked by this thread alone."""
    ledger.listen()
    crowd = Reader(slow)
    slow.go.set()
    crowd.get("/khac")
    slow.go.clear()
    slow.drawings = 0
    return crowd


def ask(crowd: Reader, pool: ThreadPoolExecutor, count: int) -> list:
    return [pool.submit(crowd.get, "/") for _ in range(count)]


def test_a_page_that_nobody_has_is_drawn_once(crowd, slow) -> None:
    with ThreadPoolExecutor(MANY) as pool:
        asked = ask(crowd, pool, MANY)
        wait_until(lambda: slow.drawings)
        slow.go.set()
        assert {each.result().text for each in asked} == {"drawing 1"}
    assert slow.drawings == 1


def test_while_it_is_drawn_anew_the_others_get_the_old_one(crowd, slow) -> None:
    slow.go.set()
    assert crowd.get("/").text == "drawing 1"
    slow.go.clear()
    change()
    with ThreadPoolExecutor(MANY) as pool:
        first = pool.submit(crowd.get, "/")
        wait_until(lambda: slow.drawings == 2)
        assert {each.result(5).text for each in ask(crowd, pool, MANY - 1)} == {"drawing 1"}
        slow.go.set()
        assert first.result().text == "drawing 2"
    assert crowd.get("/").text == "drawing 2"
    assert slow.drawings == 2


def test_nobody_gets_a_withdrawn_page_while_it_is_drawn_anew(crowd, slow) -> None:
    slow.go.set()
    crowd.get("/")
    slow.go.clear()
    change(withdrawal=True)
    with ThreadPoolExecutor(MANY) as pool:
        asked = ask(crowd, pool, MANY)
        wait_until(lambda: slow.drawings == 2)
        slow.go.set()
        assert {each.result().text for each in asked} == {"drawing 2"}


def test_nobody_gets_a_page_that_has_been_old_for_long(crowd, slow, monkeypatch) -> None:
    slow.go.set()
    crowd.get("/")
    change()
    slow.go.clear()
    monkeypatch.setattr("pagecache.front.RECENT", 0.0)
    with ThreadPoolExecutor(MANY) as pool:
        asked = ask(crowd, pool, MANY)
        wait_until(lambda: slow.drawings == 2)
        slow.go.set()
        assert {each.result().text for each in asked} == {"drawing 2"}


def test_while_nothing_comes_of_drawing_old_pages_keep_nobody_waiting(crowd, slow, monkeypatch) -> None:
    """The database hangs, and the page is old for so long that its readers would wait for the new one."""
    for address in ("/", "/khac"):
        slow.go.set()
        crowd.get(address)
    slow.go.clear()
    change()
    monkeypatch.setattr("pagecache.front.RECENT", 0.0)
    monkeypatch.setattr("pagecache.front.WAIT_BESIDE_OLD", 0.05)
    monkeypatch.setattr("pagecache.trouble.SECONDS", 3600)
    with ThreadPoolExecutor(MANY) as pool:
        first = pool.submit(crowd.get, "/")
        wait_until(lambda: slow.drawings == 2)
        assert {each.result(5).text for each in ask(crowd, pool, MANY - 1)} == {"drawing 1"}
        assert crowd.get("/khac").text == "drawing 1"  # nobody even tries
        assert slow.drawings == 2
        slow.go.set()
        assert first.result().text == "drawing 2"
    assert crowd.get("/khac").text == "drawing 3"  # all is well again


def test_while_the_database_is_away_one_tries_now_and_then(crowd, slow, monkeypatch) -> None:
    slow.go.set()
    crowd.get("/")
    change()
    slow.status = "503 Service Unavailable"
    monkeypatch.setattr("pagecache.trouble.SECONDS", 3600)
    assert [crowd.get("/").text for _ in range(3)] == ["drawing 1"] * 3
    assert slow.drawings == 2
    monkeypatch.setattr("pagecache.trouble.SECONDS", 0.0)
    crowd.front.trouble.begin()
    slow.status = "200 OK"
    assert crowd.get("/").text == "drawing 3"


def test_who_has_no_old_page_is_told_that_the_database_is_away(crowd, slow) -> None:
    slow.go.set()
    slow.status = "503 Service Unavailable"
    assert [crowd.get("/").status for _ in range(2)] == [503, 503]


def test_a_page_touched_while_it_is_drawn_is_drawn_again(crowd, slow) -> None:
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(crowd.get, "/")
        wait_until(lambda: slow.drawings)
        change()
        slow.go.set()
        assert asked.result().text == "drawing 1"
    assert crowd.get("/").text == "drawing 2"


def test_twice_the_readers_that_can_be_served(crowd, slow, monkeypatch) -> None:
    monkeypatch.setattr("pagecache.turnstile.PATIENCE", 30)
    places = DRAWING + WAITING
    with ThreadPoolExecutor(3 * places) as pool:
        asked = [pool.submit(crowd.get, f"/{number}") for number in range(3 * places)]
        wait_until(lambda: sum(each.done() for each in asked) >= 2 * places)
        refused = [each for each in asked if each.done()]
        slow.go.set()
        served = [each.result() for each in asked if each not in refused]
    assert len(refused) == 2 * places
    assert {each.result().text for each in refused} == {"full"}
    assert all(each.text.startswith("drawing") for each in served)


def test_who_opens_sixteen_pages_of_a_cold_server_gets_them(crowd, slow) -> None:
    with ThreadPoolExecutor(16) as pool:
        asked = [pool.submit(crowd.get, f"/{number}") for number in range(16)]
        wait_until(lambda: slow.drawings == DRAWING)
        slow.go.set()
        assert {each.result().status for each in asked} == {200}


def test_what_changed_while_one_waited_is_known_when_one_draws(crowd, slow) -> None:
    with ThreadPoolExecutor(DRAWING + 1) as pool:
        before = [pool.submit(crowd.get, f"/{number}") for number in range(DRAWING)]
        wait_until(lambda: slow.drawings == DRAWING)
        waiting = pool.submit(crowd.get, "/waiting")
        wait_until(lambda: crowd.front.turnstile._inside._value == WAITING - 1)
        change()
        slow.go.set()
        drawn = waiting.result().text
        assert [each.result().status for each in before] == [200] * DRAWING
    assert crowd.get("/waiting").text == drawn, "it was drawn after the change, and is fresh"


DRAWN = ("/-/khong-co", "/-/ready/", "/favicon.icoXYZ", "/apple-touch-icon-120x120.png")


@pytest.mark.parametrize("address", [*DRAWN, "/mot%3Fhai", "/" + "a" * 2_100])
def test_nobody_gets_past_the_turnstile(crowd, slow, monkeypatch, address: str) -> None:
    monkeypatch.setattr("pagecache.turnstile.PATIENCE", 0)
    with ExitStack() as stack:
        for _ in range(DRAWING):
            assert stack.enter_context(crowd.front.turnstile.admitted())
        assert crowd.get(address).text == "full"


def test_what_draws_no_page_waits_for_none(crowd, slow, monkeypatch) -> None:
    monkeypatch.setattr("pagecache.turnstile.PATIENCE", 0)
    slow.go.set()
    with ExitStack() as stack:
        for _ in range(DRAWING):
            assert stack.enter_context(crowd.front.turnstile.admitted())
        for address in (LIVE, READY, reverse("count-reading"), "/favicon.ico", "/apple-touch-icon.png"):
            assert crowd.get(address).text.startswith("drawing"), address
    assert {LIVE, READY, reverse("count-reading")} == TECHNICAL


@pytest.mark.parametrize("address", ["/-/khong-co", "/-/live/", "/static/a/b/", "/media/khong-co.jpg"])
def test_where_no_page_ever_is_a_line_says_so(client, django_assert_num_queries, address: str) -> None:
    with django_assert_num_queries(0), CountedTemplates() as drawn:
        answer = client.get(address)
    assert (answer.status_code, answer.text, drawn.count) == (404, "Not found.\n", 0)


def test_who_is_refused_costs_little(client, caplog, django_assert_num_queries) -> None:
    client.get("/khong-co/", **{FULL: True})
    caplog.clear()
    with django_assert_num_queries(0), CountedTemplates() as drawn:
        answer = client.get("/khong-co/", **{FULL: True})
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert "Trang chủ" in answer.text
    assert (drawn.count, caplog.records) == (0, [])


def test_the_log_says_how_many_were_refused(monkeypatch, caplog) -> None:
    monkeypatch.setattr("pagecache.turnstile.SAY", 3600)
    full = Turnstile()
    with ExitStack() as stack:
        for _ in range(DRAWING):
            assert stack.enter_context(full.admitted())
        monkeypatch.setattr("pagecache.turnstile.PATIENCE", 0)
        refused = [stack.enter_context(full.admitted()) for _ in range(50)]
        monkeypatch.setattr("pagecache.turnstile.SAY", 0)
        refused.append(stack.enter_context(full.admitted()))
    assert not any(refused)
    assert [record.args for record in caplog.records] == [(1,), (50,)]


class CountedTemplates:
    """How many templates are drawn meanwhile."""

    def __enter__(self) -> "CountedTemplates":
        self.count = 0
        template_rendered.connect(self._one)
        return self

    def __exit__(self, *_error) -> None:
        template_rendered.disconnect(self._one)

    def _one(self, **_signal) -> None:
        self.count += 1


def test_an_old_page_is_better_than_no_place(crowd, slow) -> None:
    slow.go.set()
    crowd.get("/")
    slow.go.clear()
    change()
    with ThreadPoolExecutor(2 * (DRAWING + WAITING)) as pool:
        others = [pool.submit(crowd.get, f"/{number}") for number in range(DRAWING + WAITING)]
        wait_until(lambda: slow.drawings > DRAWING)
        assert crowd.get("/").text == "drawing 1"
        slow.go.set()
        assert {each.result().status for each in others} <= {200, 503}


def test_another_process_finds_the_page_that_this_one_drew(crowd, slow) -> None:
    slow.go.set()
    crowd.get("/")
    assert Reader(slow).get("/").text == "drawing 1"
    assert slow.drawings == 1


def test_memory_has_an_end(crowd, slow) -> None:
    slow.go.set()
    crowd.front.memory.most_bytes = 20_000
    for number in range(50):
        crowd.get(f"/{number}")
    assert crowd.front.memory.bytes <= 20_000
    assert crowd.front.memory.get("/0") is None
    assert crowd.front.memory.get("/49") is not None


def test_pages_that_other_processes_drew_have_their_words_in_common(crowd, slow) -> None:
    """Thousands of pages name the same stories and sections; without that they take twice what is reckoned."""
    slow.go.set()
    crowd.get("/")
    drawn = pickle.dumps(crowd.front.memory.get("/").page)
    pages = [crowd.front.memory.put(f"/{number}", pickle.loads(drawn)).page for number in range(2)]  # noqa: S301
    first, second = ({id(key) for key in page.keys} | {id(value) for _, value in page.headers} for page in pages)
    assert first == second


def test_without_the_shared_cache_pages_are_still_kept(crowd, slow, settings) -> None:
    settings.CACHES = settings.CACHES | {
        "pages": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }
    slow.go.set()
    assert [crowd.get("/").text for _ in range(3)] == ["drawing 1"] * 3


def test_a_process_that_dies_while_drawing_holds_nobody_up() -> None:
    path = Path(settings.PAGE_CACHE_DIR) / "flights"
    program = (
        "import django; django.setup(); import os, time\n"
        "from django.conf import settings; from pagecache.flights import Flight\n"
        f"settings.PAGE_CACHE_DIR = {str(path.parent)!r}\n"
        "flight = Flight('/'); flight.__enter__(); print(flight.is_ours, flush=True); time.sleep(60)"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "thoidai.settings"},
        cwd=settings.BASE_DIR,
    )
    try:
        assert child.stdout.readline() == b"True\n"
        with Flight("/") as flight:
            assert not flight.is_ours
        child.send_signal(signal.SIGKILL)
        child.wait()
        with Flight("/") as flight:
            assert flight.is_ours
    finally:
        child.kill()
        child.stdout.close()


def test_nobody_can_choose_an_address_that_shares_the_front_pages_lock(settings) -> None:
    """With a sum that everybody can reckon, `/?x=…` of the right number had made the front page wait for it."""

    def file_of(address: str) -> str:
        return Flight(address)._path.name

    here = {address: file_of(address) for address in ("/", *(f"/chuyen-muc-{number}" for number in range(200)))}
    settings.SECRET_KEY = "another installation's"
    elsewhere = {address: file_of(address) for address in here}
    assert sum(here[address] == elsewhere[address] for address in here) < 5
    # As many files as ever, whatever is asked for.
    assert len({file_of(f"/{number}") for number in range(20_000)}) <= flights.FILES


def test_the_bell_is_heard_by_every_process(tmp_path) -> None:
    here = Bell(tmp_path / "bell")
    before = here.heard()
    program = (
        f"from pathlib import Path; from pagecache.bell import Bell; Bell(Path({str(tmp_path / 'bell')!r})).ring()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=settings.BASE_DIR)
    assert here.heard() != before


def test_where_nothing_can_be_written_everybody_draws(settings, slow) -> None:
    settings.PAGE_CACHE_DIR = "/dev/null/nowhere"
    with Flight("/") as flight:
        assert flight.is_ours


def change(*, withdrawal: bool = False) -> None:
    """What this thread writes, the others would not see: it listens for them."""
    touch({"article:1"}, withdrawal=withdrawal)
    number_changes()
    ledger.listen()


def wait_until(holds) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.005)
