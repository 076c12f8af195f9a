"""Who may read what the processes write: the public what is public, everybody else's processes nothing more."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from photos.storage import originals, renditions
from tests.toolchain.processes import bare_environment

OTHERS = 0o007


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def manage(*words: str, var: Path) -> None:
    environment = bare_environment() | {"VAR_DIR": str(var), "DEMO": "1"}
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, umask=0o022, timeout=300)


def test_what_a_process_writes_is_not_for_others(tmp_path) -> None:
    var = tmp_path / "new" / "var"
    manage("createcachetable", var=var)  # the first that asks the database
    written = var / "thoidai.sqlite3"
    manage("shell", "--no-imports", "-c", "from django.db import connection; connection.ensure_connection()", var=var)
    assert mode(written) & OTHERS == 0
    assert mode(var) & OTHERS == 0o001, "a web server passes through, and lists nothing"


@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_originals_are_private_and_renditions_public(umask) -> None:
    before = os.umask(umask)
    try:
        kept, shown = (storage().save("ab/cd/picture", ContentFile(b"x")) for storage in (originals, renditions))
    finally:
        os.umask(before)
    private, public = Path(originals().path(kept)), Path(renditions().path(shown))
    assert [mode(path) & OTHERS for path in (private, private.parent, private.parent.parent)] == [0, 0, 0]
    assert [mode(path) & OTHERS for path in (public, public.parent, public.parent.parent)] == [0o4, 0o5, 0o5]


def test_static_files_are_public_and_their_list_is_not_among_them(tmp_path) -> None:
    old = tmp_path / "static" / "staticfiles.json"
    old.parent.mkdir()
    old.write_text("{}")
    manage("collectstatic", "--no-input", "-v0", var=tmp_path)
    files = [path for path in (tmp_path / "static").rglob("*") if path.is_file()]
    assert len(files) > 100
    assert {mode(path) & OTHERS for path in files} == {0o4}
    assert {mode(path) & OTHERS for path in (tmp_path / "static").rglob("*") if path.is_dir()} == {0o5}
    assert not [path.name for path in files if path.name.startswith("staticfiles.json")]
    manifest = tmp_path / "static.manifest" / "staticfiles.json"
    assert (mode(manifest) & OTHERS, mode(manifest.parent) & OTHERS) == (0o4, 0o5), "made by root in the image"
