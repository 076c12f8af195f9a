"""Picture files in S3-compatible storage: originals in a private bucket, what readers get in a public one.

An object is there whole or not at all, and names are made from the content's hash: two writers of a name write the
same bytes. What goes wrong is told as a file system would, so that nobody else need know where files lie.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

A_YEAR = "public, max-age=31536000, immutable"
# Seconds. Twice both is what a thread that serves readers, or a delivery of the outbox, waits for a silent storage.
PATIENCE = {"connect_timeout": 3, "read_timeout": 10, "retries": {"total_max_attempts": 2, "mode": "standard"}}


class WholeObjects(S3Storage):
    """Objects of one bucket, read in one request each."""

    parameters: dict[str, str] = {}  # of every object that is put in

    def __init__(self, **options: Any) -> None:
        style = "path" if options.get("endpoint_url") else "auto"  # others than Amazon rarely have a host a bucket
        config = Config(s3={"addressing_style": style}, signature_version="s3v4", **PATIENCE)
        ours = {"client_config": config, "default_acl": None, "querystring_auth": False, "file_overwrite": True}
        super().__init__(object_parameters=self.parameters, gzip=False, **ours, **options)

    def _open(self, name: str, mode: str = "rb") -> File:
        with _told_as_of_files(name):
            data = self.bucket.Object(self._normalize_name(clean_name(name))).get()["Body"].read()
        return ContentFile(data, name=name)

    def _save(self, name: str, content: File) -> str:
        with _told_as_of_files(name):
            return str(super()._save(name, content))

    def exists(self, name: str) -> bool:
        with _told_as_of_files(name):
            return bool(super().exists(name))

    def delete(self, name: str) -> None:
        with _told_as_of_files(name):
            super().delete(name)

    def listdir(self, name: str) -> tuple[list[str], list[str]]:
        with _told_as_of_files(name):
            folders, files = super().listdir(name)
        return folders, files


class PublicObjects(WholeObjects):
    """What readers get. The bucket's own policy lets everybody read; browsers and caches keep objects for a year."""

    parameters = {"CacheControl": A_YEAR}


class PrivateObjects(WholeObjects):
    """Originals: no address leads to them."""

    def url(self, name: str | None, *args: Any, **kwargs: Any) -> str:
        raise ValueError("An original has no public address; ask photos.renditions for a rendition.")


@contextmanager
def _told_as_of_files(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError(f"There is no object {name}.") from error
        raise OSError(f"The storage refuses {name}: {error}") from error
    except BotoCoreError as error:
        raise OSError(f"The storage cannot be reached for {name}: {error}") from error
