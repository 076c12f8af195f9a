"""The way to the painter: few at a time on a machine, a bounded wait, and a child that may die without harm."""

import fcntl
import os
import subprocess
import sys
import threading
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from threading import Barrier, Thread
from time import sleep

import pytest

from photos import drawing, easel
from photos.ingest import PictureNotNow, PictureRefused, admit, ingest
from photos.models import Photo
from photos.renditions import rendition_url, variants
from tests.factories import make_photo
from tests.photos import bombs, pictures
from tests.photos.conftest import BRING, LOOK

pytestmark = pytest.mark.django_db
UPLOAD = "/quan-tri/photos/photo/upload/"


def nothing_is_left(settings) -> bool:
    return not Photo.objects.exists() and not [
        path for path in Path(settings.ORIGINALS_ROOT).rglob("*") if path.is_file()
    ]


@pytest.fixture
def child(monkeypatch):
    """`child("code")`: what runs instead of the painter."""
    return lambda code: monkeypatch.setattr(easel, "PROGRAM", ("-c", f"import os, signal, sys; {code}"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "stopped at it"),
        ("os.kill(os.getpid(), signal.SIGKILL)", "stopped at it"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "too long"),
        ("os._exit(0)", "stopped at it"),
        ('os.write(1, b\'{"width": 1, "bytes": 9999}\\nhalf\'); os._exit(1)', "stopped at it"),
        ("os.write(1, b'\\xff\\xff no JSON'); os._exit(0)", "stopped at it"),
    ],
    ids=["crash", "killed", "out-of-time", "silent", "half-an-answer", "no-answer"],
)
def test_a_child_that_dies_is_a_refusal_and_leaves_nothing(code, words, child, settings, english):
    child(code)
    with pytest.raises(PictureRefused, match=words):
        ingest(pictures.as_bytes(pictures.scene()))
    assert nothing_is_left(settings)


def test_the_desk_is_told_of_a_crash_and_the_next_picture_is_taken(child, signed_in, settings, monkeypatch):
    client = signed_in(LOOK, BRING)
    with monkeypatch.context() as broken:
        broken.setattr(easel, "PROGRAM", ("-c", "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)"))
        response = client.post(UPLOAD, {"file": BytesIO(pictures.as_bytes(pictures.scene()))})
    assert response.status_code == 422
    assert response.json()["error"]
    assert nothing_is_left(settings)
    assert client.post(UPLOAD, {"file": BytesIO(pictures.as_bytes(pictures.scene()))}).status_code == 201


def test_a_reader_gets_503_when_the_child_dies_and_the_picture_later(client, child, monkeypatch):
    photo = make_photo()
    with monkeypatch.context() as broken:
        broken.setattr(easel, "PROGRAM", ("-c", "import os; os.abort()"))
        assert client.get(rendition_url(photo, 320)).status_code == 503
    assert client.get(rendition_url(photo, 320)).status_code == 200


def test_a_picture_that_never_comes_to_its_end_is_ended(monkeypatch, english):
    """The scans of a progressive JPEG can be repeated: megabytes of file, hours of reckoning."""
    monkeypatch.setattr(easel, "SENT", replace(easel.SENT, cpu_seconds=1))
    with pytest.raises(PictureRefused, match="too long"):
        ingest(bombs.jpeg_with_many_scans(3000, 2000, scans=3000))


def test_a_child_that_hangs_is_killed(monkeypatch, child, english):
    monkeypatch.setattr(easel, "SENT", replace(easel.SENT, seconds=0))
    monkeypatch.setattr(easel, "GRACE", 0.5)
    child("signal.pause()")
    with pytest.raises(PictureRefused, match="stopped at it"):
        ingest(pictures.as_bytes(pictures.scene()))


def test_the_child_ends_itself_when_nobody_waits_for_it_any_more(tmp_path):
    """The server was killed meanwhile; the child sleeps in a read that never comes back."""
    code = "import photos.painter.work as work; import time; work.carry_out = lambda *a, **k: time.sleep(60); "
    code += "import runpy, sys; sys.argv = ['painter', sys.argv[1]]; runpy.run_module('photos.painter.__main__')"
    job = '{"memory": 700000000, "cpu_seconds": 5, "seconds": 1}'
    run = subprocess.run([sys.executable, "-c", code, job], stdin=subprocess.DEVNULL, timeout=30, check=False)
    assert run.returncode == -14  # SIGALRM


def test_six_uploads_at_once_are_decoded_one_after_the_other(monkeypatch, signed_in, settings):
    """Each a huge picture in a small file; all are taken, one child is at work at a time."""
    now, most, guard = [0], [0], threading.Lock()
    real = easel._run

    def counted(*args, **kwargs):
        with guard:
            now[0] += 1
            most[0] = max(most[0], now[0])
        try:
            return real(*args, **kwargs)
        finally:
            with guard:
                now[0] -= 1

    monkeypatch.setattr(easel, "_run", counted)
    files = [pictures.as_bytes(pictures.scene(600 + number, 400)) for number in range(6)]
    pictures_made = []
    threads = [Thread(target=lambda data=data: pictures_made.append(_kept(data))) for data in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(pictures_made) == [600, 601, 602, 603, 604, 605]
    assert most[0] == 1


def _kept(data: bytes) -> int:
    with easel.place_at(easel.SENT, patience=120) as place:
        [made] = place.paint(BytesIO(data), {"keep": {"today": "2026-11-30"}})
    return made.about["width"]


def _hold(settings, name: str) -> int:
    """What another process does while it decodes."""
    folder = Path(settings.EASEL_ROOT)
    folder.mkdir(parents=True, exist_ok=True)
    file = os.open(folder / name, os.O_RDWR | os.O_CREAT)
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def test_another_process_that_decodes_is_waited_for(settings):
    held = _hold(settings, "sent-0")
    release = threading.Timer(0.3, os.close, [held])
    release.start()
    assert ingest(pictures.as_bytes(pictures.scene())).pk
    release.join()


def test_who_waits_too_long_is_told_so_and_loses_nothing(settings, english):
    held = _hold(settings, "sent-0")
    try:
        with pytest.raises(PictureNotNow, match="again"):
            admit(pictures.as_bytes(pictures.scene()), patience=0.1)
    finally:
        os.close(held)
    assert nothing_is_left(settings)
    assert admit(pictures.as_bytes(pictures.scene())).is_new


def test_the_desk_answers_503_with_a_message_when_there_is_no_place(settings, signed_in, monkeypatch):
    monkeypatch.setitem(admit.__kwdefaults__, "patience", 0.1)
    held = _hold(settings, "sent-0")
    client = signed_in(LOOK, BRING)
    try:
        response = client.post(UPLOAD, {"file": BytesIO(pictures.as_bytes(pictures.scene()))})
    finally:
        os.close(held)
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert response.json()["error"]
    assert nothing_is_left(settings)


def test_many_who_wait_are_told_at_once_to_come_again(settings, english):
    held = _hold(settings, "sent-0")
    places = easel.SENT.places + easel.SENT.waiting
    told, ready = [], Barrier(places)

    def wait():
        ready.wait()
        try:
            _ = easel.place_at(easel.SENT, patience=1.5).__enter__()
        except easel.Busy:
            told.append("waited")

    threads = [Thread(target=wait) for _ in range(places)]
    for thread in threads:
        thread.start()
    sleep(0.4)
    with pytest.raises(PictureNotNow):
        admit(pictures.as_bytes(pictures.scene()), patience=60)
    assert told == []  # refused while the others still wait
    for thread in threads:
        thread.join()
    os.close(held)
    assert len(told) == places


def test_pictures_that_readers_ask_for_do_not_wait_for_uploads(settings, client):
    held = _hold(settings, "sent-0")
    assert client.get(rendition_url(make_photo(), 320)).status_code == 200
    os.close(held)


def test_without_room_for_locks_pictures_are_drawn_all_the_same(settings, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    settings.EASEL_ROOT = tmp_path / "file" / "easel"
    assert ingest(pictures.as_bytes(pictures.scene())).pk


def test_locks_are_few_and_follow_no_link(settings, tmp_path):
    ingest(pictures.as_bytes(pictures.scene()))
    drawing.draw_all(make_photo())
    assert {path.name for path in Path(settings.EASEL_ROOT).iterdir()} == {"sent-0", "kept-0", "kept-1"}
    assert {path.stat().st_mode & 0o777 for path in Path(settings.EASEL_ROOT).iterdir()} == {0o600}


def test_all_renditions_come_from_one_child(monkeypatch):
    photo, runs = make_photo(), []
    real = easel._run
    monkeypatch.setattr(easel, "_run", lambda *args, **kwargs: runs.append(args[0]) or real(*args, **kwargs))
    assert drawing.draw_all(photo) == len(variants(photo))
    assert [len(job["outputs"]) for job in runs] == [len(variants(photo))]


def test_one_rendition_looks_the_same_alone_and_among_all():
    photo = ingest(pictures.as_bytes(pictures.scene(2400, 1600)))
    alone = {variant: drawing.draw(photo, variant) for variant in ("320", "1280")}
    drawing.draw_all(photo)
    assert {variant: drawing.read(photo, variant) for variant in alone} == alone


def test_the_child_knows_none_of_our_secrets(child, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "a-secret")
    monkeypatch.setenv("DATABASE_URL", "postgres://a-secret")
    child(f"open({str(tmp_path / 'seen')!r}, 'w').write(repr(dict(os.environ)) + repr(sys.argv)); os._exit(0)")
    with pytest.raises(PictureRefused):
        ingest(pictures.as_bytes(pictures.scene()))
    assert "a-secret" not in (tmp_path / "seen").read_text()


def test_a_machine_that_starts_no_process_now_is_busy(monkeypatch):
    def none_left(*args, **kwargs):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(easel.subprocess, "Popen", none_left)
    with pytest.raises(PictureNotNow):
        ingest(pictures.as_bytes(pictures.scene()))


def test_uploads_wait_on_the_disk_under_no_name(signed_in, settings, tmp_path, monkeypatch):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "aside")
    Path(settings.FILE_UPLOAD_TEMP_DIR).mkdir()
    seen = []
    real = easel._run

    def look(*args, **kwargs):
        seen.append(os.readlink(f"/proc/self/fd/{kwargs['descriptor']}"))
        return real(*args, **kwargs)

    monkeypatch.setattr(easel, "_run", look)
    data = pictures.as_bytes(pictures.scene())
    assert signed_in(LOOK, BRING).post(UPLOAD, {"file": BytesIO(data)}).status_code == 201
    assert seen[0].startswith(settings.FILE_UPLOAD_TEMP_DIR)
    assert seen[0].endswith("(deleted)")
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir()) == []


def test_a_disk_that_is_full_before_the_picture_is_read_is_said_clearly(signed_in, monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("photos.uploads.TemporaryFile", full)
    response = signed_in(LOOK, BRING).post(UPLOAD, {"file": BytesIO(pictures.as_bytes(pictures.scene()))})
    assert response.status_code == 503
    assert "đĩa" in response.json()["error"]
