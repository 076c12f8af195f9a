"""Pictures of an archive: from a path or an allowed address into the photo library."""

from collections.abc import Callable
from http.client import HTTPException
from pathlib import Path
from urllib.error import URLError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler

from django.utils.translation import gettext as _

import vietnamese
from newsroom.checks import is_placeholder
from outbox import calls
from photos import old_addresses
from photos.ingest import PictureNotNow, PictureRefused, admit
from photos.models import Photo

FETCH_BYTES = 40 * 1024 * 1024
FETCH_SECONDS = 60  # the whole picture
PATIENCE = 600.0  # seconds to wait while the desk's own pictures are prepared


class Missing(Exception):
    """The picture cannot be had; the argument says why."""


class Media:
    """Where pictures come from: a directory, and with `--fetch` a set of hosts."""

    def __init__(self, root: Path | None, *, hosts: frozenset[str] = frozenset(), keeps_films: bool = True) -> None:
        self.root = root.resolve() if root else None
        self.hosts = hosts
        self.keeps_films = keeps_films
        self.known: dict[str, int] = {}
        self.added: set[str] = set()  # files of the library's pictures that were new

    def path(self, name: str) -> Path:
        """A file below the directory. Raises Missing, also for a path that leads out of it."""
        if self.root is None:
            raise Missing(_("“%(name)s” was not looked for: no --media directory.") % {"name": name[:120]})
        try:
            path = (self.root / unquote(urlsplit(name).path).lstrip("/")).resolve()
            inside = path.is_relative_to(self.root)
            exists = inside and path.is_file()
        except (OSError, ValueError):
            inside = exists = False
        if not inside:
            raise Missing(_("“%(name)s” leads out of the media directory.") % {"name": name[:120]})
        if not exists:
            raise Missing(_("“%(name)s” is not in the media directory.") % {"name": name[:120]})
        return path

    def is_there(self, source: str) -> bool:
        """Cheap: does this run have the picture at hand? It goes into the line's digest, so that it is retried."""
        if _is_remote(source):
            return _host(source) in self.hosts
        try:
            return bool(self.path(source))
        except Missing:
            return False

    def photo(self, source: str, *, caption: str, alt: str, credit: str) -> Photo:
        """The library's photo for a source. Raises Missing with a readable reason."""
        if source in self.known:
            return Photo.objects.get(pk=self.known[source])
        try:
            file = self._fetch(source) if _is_remote(source) else self.path(source)
            admission = admit(file, caption=caption, alt=alt, credit=credit, predraw=False, patience=PATIENCE)
        except PictureNotNow:
            raise  # the run ends, and may be started again: a line without its picture would count as done
        except PictureRefused as refused:
            raise Missing(f"“{source[:120]}”: {refused}") from refused
        except OSError as error:
            raise Missing(f"“{source[:120]}”: {error.strerror or error}") from error
        photo = admission.photo
        if admission.is_new:
            self.added.add(str(photo.image.name))
        if old := old_addresses.normalise(source):
            old_addresses.remember(old, photo=photo)
        if len(self.known) < 50_000:
            self.known[source] = photo.pk
        return photo

    def forget(self) -> None:
        """The rows that were made are taken back."""
        self.known.clear()

    def _fetch(self, address: str) -> bytes:
        if _host(address) not in self.hosts:
            raise Missing(_("“%(address)s” was not fetched.") % {"address": address[:120]})
        redirects = _SameHosts(self.hosts)
        try:
            return calls.call(address, seconds=FETCH_SECONDS, most_bytes=FETCH_BYTES, handlers=(redirects,))
        except calls.TooLarge as error:
            raise Missing(_("“%(address)s” is too large.") % {"address": address[:120]}) from error
        except (OSError, HTTPException, ValueError) as error:
            raise Missing(f"“{address[:120]}”: {error}") from error


class _SameHosts(HTTPRedirectHandler):
    """A redirect may not lead to a host that the caller did not allow."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self.hosts = hosts

    def redirect_request(self, req, fp, code, msg, headers, newurl):
        if _host(newurl) not in self.hosts:
            raise URLError(f"redirect to {_host(newurl)}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def is_placeholder_caption(caption: str) -> bool:
    """Is this what a form says where a caption should stand? “Ảnh minh họa” says something, and stays."""
    return is_placeholder(caption) and not vietnamese.fold(caption).endswith("minh hoa")


def _is_remote(source: str) -> bool:
    return source.startswith(("http://", "https://", "//"))


def _host(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return (parts.hostname or "") if parts.scheme in {"http", "https"} else ""


Warn = Callable[[str], None]
