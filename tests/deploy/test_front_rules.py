"""What Varnish does with the rules of deploy/varnish, before a backend that answers as each test wants."""

import gzip
import re
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from pagecache import addresses
from pagecache.front import TECHNICAL
from tests.deploy.backend import Answer, Backend, backend, together
from tests.deploy.varnish import MISSING, ROOT, VARNISHD, Front, varnish, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.skipif(VARNISHD is None, reason=MISSING)]
RULES = (ROOT / "deploy/varnish/default.vcl").read_text()


@pytest.fixture(scope="module")
def _pair(tmp_path_factory) -> Iterator[tuple[Front, Backend]]:
    with backend() as behind, varnish(behind.port, place=tmp_path_factory.mktemp("front")) as front:
        yield front, behind


@pytest.fixture
def behind(_pair) -> Backend:
    _, behind = _pair
    behind.answer, behind.answers, behind.is_well = Answer(), {}, True
    return behind


@pytest.fixture
def front(_pair, behind) -> Front:
    """Empty, before a backend that is well."""
    front, _ = _pair
    wait_until(lambda: front.ask("/well", X_Test="1").status == 200)
    assert front.ban("everything") == 200
    wait_until(lambda: front.ask("/well").status == 200)
    behind.asked.clear()
    return front


def test_the_second_reader_is_answered_from_here(front, behind):
    first, second = front.ask("/"), front.ask("/")
    assert (first.is_hit, second.is_hit) == (False, True)
    assert (first.status, first.body) == (second.status, second.body) == (200, b"page")
    assert len(behind.asked) == 1


def test_what_is_ours_stays_here(front, behind):
    for _ in range(2):
        headers = front.ask("/").headers
        assert not {"surrogate-key", "surrogate-control", "via", "x-varnish", "age"} & set(headers)
        assert headers["cache-control"] == behind.answer.all_headers()["Cache-Control"]
        assert headers["vary"] == "Accept-Encoding"


def test_the_application_is_asked_what_pages_are_made_of(front, behind):
    front.ask("/", Surrogate_Capability="nothing")
    assert behind.asked[0].headers["surrogate-capability"] == 'varnish="Surrogate/1.0"'


def test_neither_port_nor_letters_of_a_host_make_another_page(front, behind):
    front.ask("/", Host="thoidai.example")
    for host in ("thoidai.example:8080", "ThoiDai.example.", "thoidai.example.:81", "thoidai.example:"):
        assert front.ask("/", Host=host).is_hit, host
    assert not front.ask("/", Host="www.thoidai.example").is_hit
    front.ask("/quan-tri/", Host="thoidai.example:8080")  # the desk compares it with where a form came from
    hosts = [asked.headers["host"] for asked in behind.asked]
    assert hosts == ["thoidai.example", "www.thoidai.example", "thoidai.example:8080"]


def test_cookies_and_signatures_neither_come_nor_go(front, behind):
    front.ask("/", Cookie="sessionid=abc", Authorization="Basic abc", Proxy="evil")
    assert not {"cookie", "authorization", "proxy"} & set(behind.asked[0].headers)
    assert front.ask("/", Cookie="sessionid=other").is_hit
    behind.answers["/cookie"] = Answer(headers={"Set-Cookie": "a=b"})
    assert [front.ask("/cookie").is_hit for _ in range(3)] == [False, False, False]


def test_where_a_reader_came_from_makes_no_difference(front, behind):
    front.ask("/tag/lao/?utm_source=zalo&fbclid=x")
    more = ("", "?", "?gclid=1", "?zarsrc=30&utm_medium=a%26trang=2", "?a", "?&&", "?x=1?trang=2", "?%71=lao")
    assert all(front.ask(f"/tag/lao/{query}").is_hit for query in more)
    assert behind.paths() == ["/tag/lao/"]


def test_what_a_page_reads_makes_another_page_in_one_order(front, behind):
    assert not front.ask("/to-chuc/?utm_source=a&xem=ten&q=l%C3%A0o&b=1").is_hit
    assert front.ask("/to-chuc/?q=l%C3%A0o&xem=ten").is_hit
    assert not front.ask("/to-chuc/?q=l%C3%A0o&xem=loai").is_hit
    assert behind.paths() == ["/to-chuc/?q=l%C3%A0o&xem=ten", "/to-chuc/?q=l%C3%A0o&xem=loai"]


def test_the_parameters_are_those_that_pages_read():
    import thoidai.urls  # noqa: F401

    named = re.search(r"\(\?!\(\?:([a-z_|]+)\)=\)", RULES)
    assert set(named[1].split("|")) == addresses.parameters


def test_with_and_without_tls_are_two_answers(front, behind):
    assert not front.ask("/", X_Forwarded_Proto="https").is_hit
    assert not front.ask("/").is_hit
    assert front.ask("/", X_Forwarded_Proto="http").is_hit
    assert "x-forwarded-proto" not in behind.asked[1].headers


def test_hosts_are_kept_apart(front, behind):
    assert not front.ask("/", Host="one.example").is_hit
    assert front.ask("/", Host="ONE.example").is_hit
    assert not front.ask("/", Host="two.example").is_hit


def test_it_goes_out_compressed_to_whoever_can_read_that(front, behind):
    behind.answer.text = "Hữu nghị " * 500
    for _ in range(2):
        plain, packed = front.ask("/"), front.ask("/", Accept_Encoding="br, gzip")
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == plain.body == behind.answer.text.encode()
    assert len(behind.asked) == 1


def test_the_head_alone_and_who_has_it_already(front, behind):
    behind.answer.headers["ETag"] = '"abc"'
    head = front.ask("/", method="HEAD")
    assert (head.status, head.body, behind.asked[0].method) == (200, b"", "GET")
    assert front.ask("/").is_hit
    again = front.ask("/", If_None_Match='"abc"')
    assert (again.status, again.body) == (304, b"")


def test_no_other_methods_reach_readers_pages(front, behind):
    for method in ("POST", "PUT", "DELETE", "PURGE", "OPTIONS", "TRACE", "CONNECT"):
        assert front.ask("/", method=method).status in {400, 405}, method
    assert behind.asked == []


def test_the_desk_passes_whole(front, behind):
    behind.answer = Answer(keys="", lifetime=None, headers={"Set-Cookie": "a=b", "Cache-Control": "private"})
    for _ in range(2):
        answer = front.ask("/quan-tri/?p=1&utm_source=x", method="POST", body=b"x" * 100_000, Cookie="sessionid=abc")
        assert (answer.status, answer.headers["set-cookie"], answer.headers["x-cache"]) == (200, "a=b", "pass")
    assert behind.paths() == ["/quan-tri/?p=1&utm_source=x"] * 2
    assert {asked.headers["cookie"] for asked in behind.asked} == {"sessionid=abc"}


def test_what_is_technical_passes(front, behind):
    behind.answer = Answer("ok", keys="", lifetime=None, headers={"Cache-Control": "no-store"})
    for _ in range(2):
        assert front.ask("/-/reading", method="POST", body=b"7", Origin="https://thoidai.example").text == "ok"
        assert front.ask("/-/ready").text == "ok"
    assert behind.asked[0].headers["origin"] == "https://thoidai.example"
    assert len(behind.asked) == 4
    behind.answer = Answer("unavailable", status=503, keys="", lifetime=None)
    assert front.ask("/-/ready").text == "unavailable"


def test_only_what_is_technical_passes(front, behind):
    named = re.findall(r"-/\(\?:([a-z|]+)\)", RULES)
    assert {f"/-/{each}" for found in named for each in found.split("|")} == TECHNICAL
    for path in ("/-/khong-co", "/-/ready/", "/-/readyx", "/-"):
        front.ask(path)
        assert front.ask(path).is_hit, path
    assert front.ask("/-/khong-co", method="POST").status == 405


def test_no_word_of_a_section_is_technical(front, behind):
    for path in ("/suc-khoe", "/suc-khoe/song", "/dem-doc", "/dem-doc/", "/-muc"):
        front.ask(path)
        assert front.ask(path).is_hit, path
    assert front.ask("/suc-khoe/", method="POST").status == 405


def test_readings_of_pages_that_were_opened_before_the_beacon_moved_pass(front, behind):
    behind.answer = Answer("ok", keys="", lifetime=None, headers={"Cache-Control": "no-store"})
    assert front.ask("/dem-doc/", method="POST", body=b"7").text == "ok"
    assert front.ask("/dem-doc/", method="PUT", body=b"7").status == 405


def test_the_reader_s_address_is_appended(front, behind):
    front.ask("/", X_Forwarded_For="203.0.113.7")
    assert behind.asked[0].headers["x-forwarded-for"] == "203.0.113.7, 127.0.0.1"


def test_fifty_readers_of_a_cold_page_are_one_request(front, behind):
    behind.answer.seconds = 0.5
    answers = together(lambda: front.ask("/").status, times=50)
    assert answers == [200] * 50
    assert len(behind.asked) == 1


def test_an_old_page_for_a_moment_while_one_request_draws_it_anew(front, behind):
    behind.answer = Answer("old", lifetime=1)
    front.ask("/")
    wait_until(lambda: front.ask("/").headers["cache-control"].count("s-maxage=0"))
    behind.asked.clear()
    behind.answer = Answer("new", seconds=0.5)
    wait_until(lambda: behind.asked or front.ask("/").text != "old")
    assert set(together(lambda: front.ask("/").text, times=20)) == {"old"}
    wait_until(lambda: front.ask("/").text == "new")
    assert len(behind.asked) == 1


def test_its_end_shortens_what_others_keep(front, behind):
    behind.answer = Answer(lifetime=20)
    control = front.ask("/").headers["cache-control"]
    assert re.fullmatch(r"public, max-age=0, s-maxage=(19|20), stale-if-error=86400", control)


def test_a_banned_page_is_gone_though_nobody_can_draw_it_anew(front, behind):
    front.ask("/")
    behind.answer = Answer("broken", status=500)
    assert front.ban("article:7") == 200
    answer = front.ask("/")
    assert (answer.status, answer.headers["cache-control"]) == (503, "no-store")


@pytest.mark.parametrize(
    ("keys", "bans", "is_gone"),
    [
        ("article:7", "article:7", True),
        ("article:71 section:5/stories", "section:5/stories list:home-lead", True),
        ("list:home-lead", "a:1 b:2 list:home-lead", True),
        ("article:71 article:17 xarticle:7", "article:7", False),
        ("section:5/stories", "section:5", False),
        ("axb", "a.b", False),
        ("a.b", "a.b", True),
    ],
)
def test_a_ban_meets_whole_keys(front, behind, keys, bans, is_gone):
    behind.answer = Answer(keys=f"{keys} everything")
    front.ask("/")
    assert front.ask("/").is_hit
    assert front.ban(bans) == 200
    assert front.ask("/").is_hit is not is_gone


def test_a_page_of_very_many_keys_is_kept_and_banned(front, behind):
    behind.answer = Answer(
        keys=" ".join(f"organization:{number}/stories" for number in range(100_000, 102_000)) + " everything"
    )
    assert len(behind.answer.keys) > 55_000
    front.ask("/")
    assert front.ask("/").is_hit
    assert front.ban(" ".join(f"section:{'9' * 180}{n}" for n in range(49)) + " organization:101999/stories") == 200
    assert not front.ask("/").is_hit


@pytest.mark.parametrize(
    "keys", ["", ".*", "a|b", "a)(", "a  b", "a\tb", 'a"b', "a\\sb", "a && obj.status == 200", "à", "a\u00a0b"]
)
def test_hostile_keys_ban_nothing(front, behind, keys):
    front.ask("/")
    assert front.ban(keys.encode().decode("latin-1")) == 400
    assert front.ask("/").is_hit


def test_nobody_bans_through_a_proxy(front, behind):
    front.ask("/")
    assert front.ban("everything", X_Forwarded_For="203.0.113.7") == 405
    assert front.ban("everything", X_Forwarded_For="127.0.0.1") == 405
    assert front.ask("/").is_hit


def test_nobody_bans_from_elsewhere(behind, tmp_path):
    with varnish(behind.port, place=tmp_path, acl='"192.0.2.1";') as front:
        front.ask("/")
        assert front.ban("everything") == 405
        assert front.ask("/").is_hit


def test_a_broken_backend_leaves_the_old_page(front, behind):
    behind.answer = Answer("old", lifetime=1)
    front.ask("/")
    behind.answer = Answer("broken", status=500)
    behind.answers["/other"] = Answer("busy", status=503)
    wait_until(lambda: front.ask("/").headers["cache-control"].count("s-maxage=0"))
    assert {front.ask("/").text for _ in range(5)} == {"old"}
    assert front.ask("/other").status == 503
    assert front.ask("/quan-tri/").text == "broken"


def test_a_backend_that_is_away_leaves_the_old_page(tmp_path):
    with ExitStack() as stack:
        with backend() as behind:
            behind.answer = Answer("old", lifetime=1)
            front = stack.enter_context(varnish(behind.port, place=tmp_path))
            front.ask("/")
        wait_until(lambda: front.ask("/").headers["cache-control"].count("s-maxage=0"))
        assert {front.ask("/").text for _ in range(5)} == {"old"}
        gone = front.ask("/never-seen")
        assert (gone.status, gone.headers["retry-after"]) == (503, "10")
        assert front.ask("/quan-tri/").status == 503


def test_our_own_error_page_tells_nothing_and_asks_for_nothing_else(front, behind):
    behind.answer = Answer(status=500)
    answer = front.ask("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'; style-src 'self'" in answer.headers["content-security-policy"]
    assert '<html lang="vi">' in answer.text
    assert not re.search(r"style=|<style|<script|XID|[Vv]arnish|Guru|Backend", answer.text)
    style = front.ask(re.search(r'href="(/[^"]+\.css)"', answer.text)[1])
    assert (style.status, style.headers["content-type"]) == (200, "text/css; charset=utf-8")


def test_what_names_no_keys_is_kept_for_a_moment_only(front, behind):
    behind.answer = Answer(keys="", lifetime=None)
    front.ask("/tim-kiem/?q=lao")
    wait_until(lambda: not front.ask("/tim-kiem/?q=lao").is_hit, seconds=2)


def test_files_that_never_change_are_kept(front, behind):
    year = {"Cache-Control": "public, max-age=31536000, immutable"}
    behind.answers["/static/css/base.1a2b.css"] = Answer(keys="", lifetime=None, headers=year)
    behind.answers["/media/anh/ab/x.webp"] = Answer(keys="photo:5 everything", lifetime=None, headers=year)
    for path in ("/static/css/base.1a2b.css", "/media/anh/ab/x.webp"):
        front.ask(f"{path}?v=1")
        answer = front.ask(path)
        assert answer.is_hit
        assert answer.headers["cache-control"] == year["Cache-Control"]
    front.ban("photo:5")
    assert not front.ask("/media/anh/ab/x.webp").is_hit


def test_private_answers_are_not_kept(front, behind):
    for control in ("no-store", "private, max-age=60", "max-age=60", ""):
        behind.answer = Answer(headers={"Cache-Control": control})
        assert [front.ask(f"/{control[:3]}").is_hit for _ in range(3)] == [False] * 3, control


def test_what_was_under_way_at_a_ban_goes_with_its_repetition(front, behind):
    """Varnish holds a new page against later bans only: here is shown what the repetition is for."""
    behind.answer = Answer("old", seconds=0.6)
    waiting: list[str] = []
    reader = threading.Thread(target=lambda: waiting.append(front.ask("/").text))
    reader.start()
    wait_until(lambda: behind.asked)
    assert front.ban("article:7") == 200
    reader.join()
    behind.answer = Answer("new")
    assert (waiting, front.ask("/").text) == (["old"], "old")
    assert front.ban("article:7") == 200
    assert front.ask("/").text == "new"


def test_the_last_repetition_comes_when_nothing_can_be_under_way():
    from pagecache.fronts import AGAIN_SECONDS

    for name in ("backends.vcl", "compose.vcl"):
        text = (ROOT / "deploy/varnish" / name).read_text().split("backend magazine {")[1].split("}")[0]
        waits = re.findall(r"\.(?:connect|first_byte)_timeout = (\d+)s", text)
        assert len(waits) == 2
        assert sum(map(int, waits)) < max(AGAIN_SECONDS)


def test_requests_that_are_too_long_are_refused(front, behind):
    assert front.ask("/", X_Long="x" * 20_000).status >= 400
    assert front.ask("/" + "x" * 20_000).status >= 400
    assert behind.asked == []
