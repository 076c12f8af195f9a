"""The measuring itself: what is generated is the same each time, CPU time is read right, tables say met or missed."""

import os
import shutil
import subprocess
import sys
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from articles import body
from articles.models import Article, Author
from newsroom.door_audit import strangers
from newsroom.publishing import publish_many
from search import index
from tests.bench import crowd, wrk
from tests.bench.lines import Result, as_json, table
from tests.bench.measuring import ratio
from tests.bench.processes import TICK, Watch, backends, family
from tests.bench.stories import APART, Picture, World, number_at, story
from tests.factories import make_author, make_photo, make_section, make_tag

NEWEST = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def world(*, section: int = 1, authors: tuple[Author, ...] = ()) -> World:
    pictures = [Picture(key, f"{key:064}", "Hai người bắt tay", "Thu Hà") for key in range(1, 6)]
    people = authors or tuple(Author(pk=key, name=f"Bút danh {key}") for key in (1, 2, 3))
    return World(
        sections=[(section, section)],
        tags=[1, 2, 3],
        topics=[1],
        bodies=[1, 2],
        events=[1],
        authors=people,
        photos=pictures,
        charts=pictures,
    )


def test_the_story_at_a_place_is_always_the_same():
    one, other = (story(17, world=world(), newest=NEWEST) for _ in range(2))
    assert one == other
    assert one != story(18, world=world(), newest=NEWEST)
    assert one.edition.number == number_at(17)
    assert one.edition.published_at == NEWEST - 17 * APART


def test_generated_bodies_are_clean_and_long():
    for place in range(40):
        html = story(place, world=world(), newest=NEWEST).edition.content.body
        assert body.clean(html) == html
        assert 400 < body.word_count(html) < 800


@pytest.mark.django_db
def test_generated_stories_go_through_the_door():
    photos = [Picture(photo.pk, photo.content_hash, photo.alt, "Thu Hà") for photo in (make_photo() for _ in range(4))]
    section = make_section()
    around = World(
        sections=[(section.pk, section.pk)],
        tags=[make_tag().pk, make_tag().pk],
        topics=[],
        bodies=[],
        events=[],
        authors=(make_author(), make_author()),
        photos=photos,
        charts=photos,
    )
    places = [place for place in range(1, 40) if place % 5 and place % 3 == 0]
    stories = [story(place, world=around, newest=NEWEST) for place in places]
    publish_many(stories, now=NEWEST)
    assert Article.objects.live(at=NEWEST).count() == len(places)
    assert list(strangers()) == []
    title = stories[0].edition.content.title
    assert index.find(title, kind="article", at=NEWEST).hits[0].number == stories[0].edition.number


def a_process(proc: Path, pid: int, *, parent: int = 1, began: int = 0, user: int = 0, system: int = 0) -> None:
    (proc / str(pid)).mkdir(exist_ok=True)
    fields = ["S", str(parent), *["0"] * 9, str(user), str(system), *["0"] * 6, str(began), "0"]
    (proc / str(pid) / "stat").write_text(f"{pid} (a name) with (brackets)) {' '.join(fields)}\n")


def test_cpu_time_is_read_from_proc(tmp_path):
    for pid, parent in ((10, 1), (11, 10), (12, 11), (20, 1)):
        a_process(tmp_path, pid, parent=parent, user=500, system=500)
    assert family(10, proc=tmp_path) == {10, 11, 12}
    with Watch(lambda: family(10, proc=tmp_path), proc=tmp_path) as watch:
        a_process(tmp_path, 11, parent=10, user=530, system=504)
        a_process(tmp_path, 20, user=999, system=999)
    assert watch.seconds == pytest.approx(34 * TICK)


def test_processes_that_end_or_begin_are_counted_for_what_they_used_meanwhile(tmp_path):
    a_process(tmp_path, 30, user=700)
    a_process(tmp_path, 31, user=800)
    numbers = {30, 31}
    with Watch(lambda: numbers, proc=tmp_path) as watch:
        a_process(tmp_path, 30, user=705)
        a_process(tmp_path, 32, user=3)
        numbers |= {32, 33}
        watch.look()
        shutil.rmtree(tmp_path / "30")
        shutil.rmtree(tmp_path / "32")
        numbers -= {30, 32}
        a_process(tmp_path, 31, began=9, user=2)  # another one, with the number of one that has ended
    assert watch.seconds == pytest.approx((5 + 3 + 2) * TICK)


def test_a_process_that_really_ended_has_used_what_it_used():
    program = "import time\nwhile time.process_time() < 0.3: pass\nprint(flush=True)\ninput()"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with (
        Watch(lambda: family(os.getpid())) as watch,
        subprocess.Popen([sys.executable, "-c", program], **pipes) as child,
    ):
        child.stdout.readline()
        watch.look()
        child.communicate(b"\n")
    assert watch.seconds >= 0.3 - 2 * TICK


def test_backends_are_those_of_the_database(tmp_path):
    names = (
        "postgres: 15/main: root bench 127.0.0.1(4) idle",
        "postgres: root bench [local] SELECT",
        "postgres: 15/main: parallel worker for PID 30 ",
        "postgres: root other ::1(5) SELECT",
        "postgres: 15/main: parallel worker for PID 33 ",
        "postgres: 15/main: autovacuum worker bench ",
        "postgres: bench other 127.0.0.1(6) idle",
        "vi bench x",
    )
    for pid, name in enumerate(names, start=30):
        (tmp_path / str(pid)).mkdir()
        (tmp_path / str(pid) / "cmdline").write_bytes(name.encode() + b"\0")
    assert backends("bench", proc=tmp_path) == {30, 31, 32}


def test_a_table_says_met_and_missed():
    results = [
        Result("home", "plain list", 2.1, 2.2),
        Result("article", "one query", 13, 12),
        Result("kept page", "bare view", 0.9, 0.8, at_least=True),
        Result("tag", "plain list", 3, 0),
    ]
    assert [each.verdict for each in results] == ["met", "missed", "met", ""]
    lines = table(results).splitlines()
    assert len({len(line) for line in lines}) == 1
    assert "≥ 0.8" in lines[4]
    assert as_json(results, about={"runs": 3})["results"][1]["verdict"] == "missed"


def test_ratios_are_taken_within_each_run():
    assert ratio([10, 30, 20], [1, 3, 1]) == 10


def test_what_wrk_says_is_understood():
    report = """Running 5s test @ http://127.0.0.1:8000
  1148 requests in 1.03s, 183.86KB read
  Socket errors: connect 0, read 1, write 0, timeout 2
  Non-2xx or 3xx responses: 4
Requests/sec:   1111.95
"""
    assert wrk.read(report) == wrk.Answers(requests=1148, per_second=1111.95, bytes=183.86 * 1024, bad=7)
    with pytest.raises(RuntimeError):
        wrk.read("unable to connect")


def test_what_each_reader_of_a_crowd_was_answered():
    said = "Running 2s test\nanswer 12.5 0.250000 503\nRequests/sec: 2\nanswer 11.0 0.030000 200\n"
    answers = crowd.read(said)
    assert answers == [crowd.Answer(11.0, 0.03, 200), crowd.Answer(12.5, 0.25, 503)]
    assert crowd.spread(answers) == "140 ms, 95 of 100 below 239 ms, 99 below 248 ms"
    assert crowd.spread(answers[:1]) == "too few"


@pytest.mark.skipif(not shutil.which("wrk"), reason="wrk is missing")
def test_a_crowd_asks_each_line_once_and_posts_what_stands_behind_it(tmp_path):
    asked = []

    class Listener(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            asked.append((self.command, self.path, body.decode()))
            self.send_response(204)
            self.end_headers()

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_words):
            pass

    lines = [f"/{number}.html" for number in range(20)] + [f"/count/ {number}" for number in range(20)]
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        base = f"http://127.0.0.1:{server.server_port}"
        answers = crowd.Crowd(base, lines, readers=4, seconds=2, rate=40, place=tmp_path).answers()
        server.shutdown()
        thread.join()
    once = [("GET", f"/{number}.html", "") for number in range(20)]
    once += [("POST", "/count/", str(number)) for number in range(20)]
    assert sorted(asked) == sorted(once)
    assert [answer.status for answer in answers] == [204] * 40
