"""Picture files are there whole or not at all, whoever is killed."""

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from photos.storage import PART_FOLDER, WholeFileStorage

# Writes ever new files, each named by the hash of its content, until it is killed.
WRITER = """
import hashlib, itertools, os, sys
import django
django.setup()
from django.core.files.base import ContentFile
from photos.storage import WholeFileStorage
storage = WholeFileStorage(location=sys.argv[1])
print("ready", flush=True)
for number in itertools.count():
    data = os.urandom(64) * 20_000
    storage.save(f"{number % 4}/{hashlib.sha256(data).hexdigest()}", ContentFile(data))
"""


def test_a_killed_writer_leaves_no_half_file(tmp_path):
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "thoidai.settings", "PYTHONPATH": str(settings.BASE_DIR)}
    for pause in (0.02, 0.05, 0.11):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path)],
            env=environment,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
        )
        with writer:
            writer.stdout.readline()
            time.sleep(pause)
            writer.kill()
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.parent.name != PART_FOLDER]
    assert files
    assert all(hashlib.sha256(path.read_bytes()).hexdigest() == path.name for path in files)


def test_a_name_is_written_in_place(tmp_path):
    storage = WholeFileStorage(location=tmp_path)
    assert (
        storage.save("ab/c.webp", ContentFile(b"one")) == storage.save("ab/c.webp", ContentFile(b"two")) == "ab/c.webp"
    )
    assert Path(tmp_path, "ab/c.webp").read_bytes() == b"two"
    assert not list(Path(tmp_path, PART_FOLDER).iterdir())
