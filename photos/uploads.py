"""Reading uploaded pictures into memory, never onto the server's disk before they are known to be pictures."""

from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from photos.decoding import MAX_BYTES, PictureRefused, too_many_bytes

MAX_REQUEST_BYTES = 2 * MAX_BYTES  # one page without JavaScript may carry several pictures
UNREADABLE = (MultiPartParserError, UnreadablePostError, SuspiciousOperation)


class InMemory(MemoryFileUploadHandler):
    """Keeps every file of a request in memory; the request's length has been checked."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        self.activated = True


def receive(request: HttpRequest) -> None:
    """Read a request that carries pictures. Raises `PictureRefused` when it is too long or broken."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_REQUEST_BYTES:
        raise PictureRefused(too_many_bytes())
    request.upload_handlers = [InMemory(request)]
    try:
        request.FILES  # noqa: B018  reading it is what parses the request
    except UNREADABLE as error:
        raise PictureRefused(broken()) from error


def broken() -> str:
    return _("The upload was cut short. Please send the picture again.")
