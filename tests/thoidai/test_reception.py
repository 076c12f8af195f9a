"""Bodies that come slowly, not at all, half, or are too large: who waits for them, how long, and what is said."""

import os
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from thoidai import bodies
from thoidai.bodies import Reception
from thoidai.reception import MOST_OF_COLLEAGUES, MOST_OF_READERS, REFUSED, received, whole

DESK = "/quan-tri/login/"
SIGNED_IN = "csrftoken=a; sessionid=b"


class Client:
    """A body's stream: gives these pieces, and then nothing until its client goes."""

    def __init__(self, *pieces: bytes) -> None:
        self._pieces = list(pieces)
        self.gone = threading.Event()

    def read(self, size: int) -> bytes:
        if self._pieces:
            return self._pieces.pop(0)[:size]
        self.gone.wait(30)
        return b""


@pytest.fixture
def silent() -> Iterator[Client]:
    client = Client()
    yield client
    client.gone.set()


@pytest.fixture
def impatient(monkeypatch) -> None:
    monkeypatch.setattr(bodies, "GRACE", -1)
    monkeypatch.setattr(bodies, "PATIENCE", 0.01)


def asked(reception: Reception | None = None, *, path: str = DESK, method: str = "POST", stream=None, **more: str):
    """What the application gets: the body, and for which reason it is refused."""
    found = {}

    def application(environ, start_response):
        found["body"] = environ["wsgi.input"].read()
        found["length"] = environ["CONTENT_LENGTH"]
        found["why"] = environ.get(REFUSED, "")
        return []

    environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": stream or BytesIO(), **more}
    received(application, reception=reception or Reception())(environ, lambda *said: None)
    return found


def test_a_body_that_is_there_is_handed_on() -> None:
    assert asked(stream=BytesIO(b"a=b"), CONTENT_LENGTH="3") == {"body": b"a=b", "length": "3", "why": ""}


def test_a_large_one_too_in_pieces() -> None:
    sent = bytes(range(256)) * 12_000  # more than is kept in memory
    found = asked(stream=BytesIO(sent), path="/quan-tri/a/", HTTP_COOKIE=SIGNED_IN, CONTENT_LENGTH=str(len(sent)))
    assert found["body"] == sent


def test_it_lies_where_uploads_lie(settings, tmp_path) -> None:
    """In containers /tmp is memory, or closed."""
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    body = bodies.Body(BytesIO(bytes(2_000_000)), length=2_000_000)
    with body.file:
        assert body.read() == ""
        assert Path(os.readlink(f"/proc/self/fd/{body.file.fileno()}")).parent == tmp_path


def test_a_disk_that_is_closed_or_full_is_no_fault_of_the_sender(settings, tmp_path, monkeypatch) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "closed")
    sent = {"path": "/quan-tri/a/", "HTTP_COOKIE": SIGNED_IN, "CONTENT_LENGTH": "2000000"}
    assert asked(stream=BytesIO(bytes(2_000_000)), **sent)["why"] == "full"
    monkeypatch.setattr(bodies, "SpooledTemporaryFile", lambda **options: open("/dev/full", "r+b"))  # noqa: SIM115
    assert asked(stream=BytesIO(bytes(2_000_000)), **sent)["why"] == "full"
    assert asked(stream=BytesIO(b"a=b"), CONTENT_LENGTH="3")["why"] == "full", "told when it is whole"


@pytest.mark.parametrize(
    ("path", "cookie"),
    [(DESK, "SIGNED_IN"), ("/quan-tri/dat-mat-khau/a/b/", "SIGNED_IN"), ("/quan-tri/photos/", "csrftoken=a")],
)
def test_files_are_read_of_colleagues_alone(silent, path, cookie) -> None:
    """The gate answers the others by the length."""
    length = str(MOST_OF_READERS + 1)
    sent = {"path": path, "HTTP_COOKIE": SIGNED_IN if cookie == "SIGNED_IN" else cookie, "CONTENT_LENGTH": length}
    assert asked(stream=silent, **sent) == {"body": b"", "length": length, "why": ""}


def test_a_body_as_a_whole_has_an_end() -> None:
    """However steadily it comes; an original on a slow line is whole by then."""
    body = bodies.Body(BytesIO(), length=MOST_OF_COLLEAGUES)
    with body.file:
        body.received = MOST_OF_COLLEAGUES - 1
        body.since -= 14 * 60
        assert not body.is_late
        body.since -= 2 * 60
        assert body.is_late


@pytest.mark.usefixtures("impatient")
def test_one_that_comes_in_drips_is_late() -> None:
    assert asked(stream=Client(*[b"x"] * 20), CONTENT_LENGTH="1000") == {"body": b"", "length": "0", "why": "late"}


def test_half_a_body_is_never_handled() -> None:
    half = Client(b"title=Half")
    half.gone.set()
    assert asked(stream=half, CONTENT_LENGTH="1000") == {"body": b"", "length": "0", "why": "broken"}


@pytest.mark.usefixtures("impatient")
def test_few_wait_and_the_others_are_refused_unread(silent) -> None:
    here = Reception(places=2, queue=1)
    sent = {"stream": silent, "CONTENT_LENGTH": "9"}
    waiting = [threading.Thread(target=asked, args=[here], kwargs=sent) for _ in range(2)]
    for thread in waiting:
        thread.start()
    until(lambda: here._places._value == 0)
    assert asked(here, stream=BytesIO(b"a=b"), CONTENT_LENGTH="3")["why"] == "busy"
    assert asked(here, method="GET", stream=silent)["why"] == ""
    silent.gone.set()
    for thread in waiting:
        thread.join()
    assert asked(here, stream=BytesIO(b"a=b"), CONTENT_LENGTH="3")["why"] == ""
    assert (here._places._value, here._inside._value) == (2, 3)


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "9" * 40, "3, 3"])
def test_a_length_that_is_none_is_refused(length) -> None:
    assert asked(stream=BytesIO(b"a=b"), CONTENT_LENGTH=length)["why"] == "unmeasured"


def test_a_body_of_unknown_length_is_refused_unread(silent) -> None:
    assert asked(stream=silent, HTTP_TRANSFER_ENCODING="chunked")["why"] == "unmeasured"


@pytest.mark.parametrize(
    ("path", "wing", "most"),
    [
        (DESK, "all", MOST_OF_COLLEAGUES),
        (DESK, "magazine", MOST_OF_READERS),
        ("/-/reading", "all", MOST_OF_READERS),
        ("/", "desk", MOST_OF_READERS),
    ],
)
def test_a_body_that_is_too_large_is_refused_unread(settings, silent, path, wing, most) -> None:
    settings.WING = wing
    assert asked(path=path, stream=silent, CONTENT_LENGTH=str(most + 1))["why"] == "large"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_nobody_waits_for_a_body_that_no_page_reads(silent, method) -> None:
    assert asked(method=method, stream=silent, CONTENT_LENGTH="1000") == {"body": b"", "length": "0", "why": ""}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("why", "status", "words"),
    [
        ("late", 408, "đến quá chậm"),
        ("broken", 400, "đến quá chậm"),
        ("unmeasured", 411, "Trang chủ"),
        ("large", 413, "lớn hơn"),
        ("busy", 503, "vài giây"),
        ("full", 503, "Trang chủ"),
    ],
)
def test_who_is_refused_reads_that_nothing_was_saved(client, django_assert_num_queries, why, status, words) -> None:
    with django_assert_num_queries(0):
        answer = client.post("/-/reading", **{REFUSED: why})
    assert (answer.status_code, words in answer.text) == (status, True)
    assert "Không có gì được lưu" in answer.text
    assert (answer["Cache-Control"], answer["Connection"]) == ("no-store", "close")
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_at_the_desk_it_leads_back_there(client) -> None:
    assert 'href="/quan-tri/"' in client.post(DESK, **{REFUSED: "late"}).text


def test_an_answer_is_made_whole_and_closed_by_the_thread_that_makes_it() -> None:
    closed = []

    class Parts:
        def __iter__(self):
            yield b"one "
            yield b"two"

        def close(self):
            closed.append(threading.get_ident())

    assert whole(lambda environ, start_response: Parts())({}, None) == [b"one two"]
    assert closed == [threading.get_ident()]


def until(holds) -> None:
    waited = threading.Event()
    for _ in range(1_000):
        if holds():
            return
        waited.wait(0.01)
    pytest.fail("waited in vain")
