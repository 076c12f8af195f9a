from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Works the address of each file out once: the manifest stays the same while a process runs.

    The manifest lies beside STATIC_ROOT, not in it: it lists the desk's files too, and what lies there is public.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        beside = FileSystemStorage(location=f"{settings.STATIC_ROOT}.manifest")
        super().__init__(*args, manifest_storage=beside, **kwargs)
        self._addresses: dict[str, str] = {}

    def compress_files(self, names: Any) -> Iterator[tuple[str, str]]:
        for name, compressed in super().compress_files(names):
            Path(self.path(compressed)).chmod(self.file_permissions_mode)
            yield name, compressed

    def save_manifest(self) -> None:
        super().save_manifest()
        for name in (self.manifest_name, f"{self.manifest_name}.gz"):  # of an earlier version
            self.delete(name)

    def url(self, name: str, force: bool = False) -> str:
        if settings.DEBUG or force:
            return super().url(name, force)
        if name not in self._addresses:
            self._addresses[name] = super().url(name)
        return self._addresses[name]
