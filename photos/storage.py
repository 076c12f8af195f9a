"""Where picture files lie: originals in a private place without an address, renditions below MEDIA_ROOT."""

import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

PART_FOLDER = ".part"


def originals() -> Storage:
    """The storage of the normalised originals; nothing in it has a public address."""
    return storages["originals"]


def renditions() -> Storage:
    """The storage of what readers get."""
    return storages["renditions"]


class WholeFileStorage(FileSystemStorage):
    """Files that are there whole or not at all: written aside, then renamed into place.

    Names are made from the content's hash, so a second writer of a name writes the same bytes.
    """

    file_mode, folder_mode = 0o644, 0o755  # a web server may answer with them itself

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name

    def _save(self, name: str, content: File) -> str:
        target = Path(self.path(name))
        part_folder = Path(self.location, PART_FOLDER)
        part_folder.mkdir(parents=True, exist_ok=True)
        self._make(target.parent)
        handle, part = tempfile.mkstemp(dir=part_folder)
        try:
            with os.fdopen(handle, "wb") as out:
                for chunk in content.chunks():
                    out.write(chunk)
                out.flush()
                os.fsync(out.fileno())
            Path(part).chmod(self.file_mode)
            Path(part).replace(target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
        return name

    def _make(self, folder: Path) -> None:
        if not folder.is_dir():
            self._make(folder.parent)
            with suppress(FileExistsError):
                folder.mkdir()
                folder.chmod(self.folder_mode)

    def sweep_parts(self, *, older_than: float) -> int:
        """Remove what killed writers left behind; `older_than` in seconds."""
        removed = 0
        limit = time.time() - older_than
        for part in Path(self.location, PART_FOLDER).glob("*"):
            with suppress(OSError):  # finished meanwhile, or another's: the rest is swept all the same
                if part.stat().st_mtime < limit:
                    part.unlink()
                    removed += 1
        return removed


class PrivateFileStorage(WholeFileStorage):
    """Files below ORIGINALS_ROOT that no address leads to."""

    file_mode, folder_mode = 0o640, 0o750

    # Plain properties over Django's cached ones: the setting is read at each use, a test may move it.
    base_location = cast(Any, property(lambda self: settings.ORIGINALS_ROOT))
    location = cast(Any, property(lambda self: os.path.abspath(self.base_location)))

    def url(self, name: str | None) -> str:
        raise ValueError("An original has no public address; ask photos.renditions for a rendition.")
