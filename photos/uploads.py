"""Reading uploaded pictures: into files without a name, so that six large ones do not fill the memory."""

from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from photos.bounds import MAX_BYTES
from photos.refusals import PictureRefused, disk_full, too_many_bytes

MAX_REQUEST_BYTES = 2 * MAX_BYTES  # one page without JavaScript may carry several pictures
UNREADABLE = (MultiPartParserError, UnreadablePostError, SuspiciousOperation)


class Aside(FileUploadHandler):
    """Keeps each file of a request on the disk under no name: it ends with the request, or with the process."""

    _file: IO[bytes] | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._file = TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  closed with the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self._file is not None:
            self._file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        if self._file is None:
            return None
        self._file.flush()
        self._file.seek(0)
        complete, self._file = self._file, None
        return UploadedFile(
            complete,
            self.file_name or "",
            self.content_type or "",
            file_size,
            self.charset,
            self.content_type_extra,
        )

    def upload_interrupted(self) -> None:
        if self._file is not None:
            self._file.close()


def receive(request: HttpRequest) -> None:
    """Read a request that carries pictures. Raises `PictureRefused` when it is too long or broken."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_REQUEST_BYTES:
        raise PictureRefused(too_many_bytes())
    request.upload_handlers = [Aside(request)]
    try:
        request.FILES  # noqa: B018  reading it is what parses the request
    except UNREADABLE as error:
        raise PictureRefused(broken()) from error
    except OSError as error:
        raise disk_full() from error


def broken() -> str:
    return _("The upload was cut short. Please send the picture again.")
