"""The first pass over a file: which line of an id is the last good one, and which number a reference means."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.db import transaction

from articles.models import Article
from newsroom import numbering
from search.places import LARGEST_NUMBER

from .lines import Reference, read

MAX_LINE = 20 * 1024 * 1024  # bytes


class Overview:
    """What the lines of a file say about each other; a few bytes a line."""

    def __init__(self, path: Path, *, is_rehearsal: bool = False) -> None:
        self.last: dict[int, int] = {}  # legacy id → its last good line
        self.lines = 0
        self._titles: dict[bytes, int] = {}
        self._in_magazine: dict[int, bool] = {}  # numbers of no line of the file
        self._foreign: dict[int, int] = {}  # ids that are too large for a number → the number
        for at, raw in raw_lines(path):
            self.lines = at
            try:
                line = read(raw)
            except Exception:  # noqa: S112  # nosec B112  # whatever it is, the run reports it
                continue
            self.last[line.legacy_id] = at
            self._titles[_title_key(line.title)] = line.legacy_id
        foreign = [each for each in self.last if each > LARGEST_NUMBER]
        with transaction.atomic():
            numbering.reserve(foreign, but=self.last.keys())
            self._foreign = numbering.numbers_of(foreign)
            if is_rehearsal:
                transaction.set_rollback(True)

    def number(self, reference: Reference) -> int | None:
        """The story's number that a legacy id or an exact title means, in this file or in the magazine."""
        if isinstance(reference, str):
            known = self._titles.get(_title_key(reference))
            if known is None:
                return Article.objects.filter(title=reference).order_by("-pk").values_list("pk", flat=True).first()
            reference = known
        if reference <= LARGEST_NUMBER:
            return reference
        if reference not in self._foreign and (number := numbering.numbers_of([reference]).get(reference)):
            self._foreign[reference] = number  # of an earlier file
        return self._foreign.get(reference)

    def known(self, reference: Reference) -> int | None:
        """The same, of a story that is in this file or in the magazine."""
        number = self.number(reference)
        if number is None or isinstance(reference, str) or reference in self.last:
            return number
        if number not in self._in_magazine:
            self._in_magazine[number] = Article.objects.numbered([number]).exists()
        return number if self._in_magazine[number] else None


def raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of the file that are not empty, with their numbers from 1; of one that is too long its beginning."""
    with path.open("rb") as file:
        at = 0
        while raw := file.readline(MAX_LINE + 1):
            at += 1
            rest = raw
            while len(rest) > MAX_LINE and not rest.endswith(b"\n"):
                rest = file.readline(MAX_LINE + 1)
            raw = raw.removeprefix(b"\xef\xbb\xbf") if at == 1 else raw
            if raw.strip():
                yield at, raw


def _title_key(title: str) -> bytes:
    """Eight bytes for a title, so that 150,000 of them stay small."""
    return hashlib.blake2b(title.encode(), digest_size=8).digest()
