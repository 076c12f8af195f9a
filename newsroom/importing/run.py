"""The run: a file in, batches through the door, a report out. Killed anywhere and started again, it ends the same."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom.holding import hold_all
from newsroom.models import ImportRecord, Status, Story
from newsroom.publishing import ArchiveStory, fixed_addresses, publish_many, standing_already
from photos.models import Photo

from . import bodies, stories
from .lines import Line, Reference, Refused, read
from .names import Names
from .pictures import Media
from .report import Report

BATCH = 100
AS_IMPORTED = frozenset({Status.PUBLISHED, Status.SCHEDULED})  # any other status is a colleague's doing
MAX_LINE = 20 * 1024 * 1024  # bytes


class Numbered(NamedTuple):
    at: int  # the line's number in the file, from 1
    line: Line
    digest: str


class Overview:
    """The first pass: which good line of a number is the last, and which number an exact title means."""

    def __init__(self, path: Path) -> None:
        self.last: dict[int, int] = {}
        self.titles: dict[bytes, int] = {}
        self.lines = 0
        for at, raw in raw_lines(path):
            self.lines = at
            try:
                line = read(raw)
            except Exception:  # noqa: S112  # nosec B112  # whatever it is, the run reports it
                continue
            self.last[line.number] = at
            self.titles[_title_key(line.title)] = line.number

    def number(self, reference: Reference) -> int | None:
        """The story's number that a legacy id or an exact title means, in this file or in the magazine."""
        if isinstance(reference, int):
            return reference
        number = self.titles.get(_title_key(reference))
        if number is None:
            number = Article.objects.filter(title=reference).order_by("-pk").values_list("pk", flat=True).first()
        return number


class Import:
    """One run over one file."""

    def __init__(
        self, path: Path, *, media: Media, report: Report, now: datetime, progress: Callable[[int, int], None]
    ) -> None:
        self.path = path
        self.media = media
        self.report = report
        self.now = now
        self.progress = progress
        self.names = Names()
        self.overview = Overview(path)
        self.asked: dict[int, int] = {}  # number that a related link asks for → a line that asks

    def run(self) -> None:
        batch: list[Numbered] = []
        for at, raw in raw_lines(self.path):
            entry = self._read(at, raw)
            if entry is not None:
                batch.append(entry)
            if len(batch) == BATCH:
                self._take(batch)
                batch = []
                self.progress(at, self.overview.lines)
        self._take(batch)
        self.progress(self.overview.lines, self.overview.lines)
        self._report_unresolved()

    def _read(self, at: int, raw: bytes) -> Numbered | None:
        try:
            if len(raw) > MAX_LINE:
                raise Refused(_("The line is longer than 20 MB."))
            line = read(raw)
        except Refused as refused:
            self.report.refused(at, str(refused))
            return None
        except Exception as error:  # a line that nobody thought of: reported, and the next ones are read
            self.report.refused(at, _unforeseen(error))
            return None
        self.report.unknown(at, line.unknown)
        if self.overview.last[line.number] != at:
            self.report.counts["overtaken"] += 1
            self.report.warning(at, _("legacy_id %(number)d stands again in a later line, which wins.") % _of(line))
            return None
        return Numbered(at, line, self._digest(raw, line))

    def _digest(self, raw: bytes, line: Line) -> str:
        """The line as it can be imported now: with the pictures at hand and the links that resolve."""
        sha = hashlib.sha256(raw.strip())
        for source in stories.sources(line):
            sha.update(b"\1" if self.media.is_there(source) else b"\0")
        for reference in (*line.lead_related, *line.body_related, *bodies.references(line.body)):
            sha.update(str(self.overview.number(reference)).encode())
        return sha.hexdigest()

    def _take(self, batch: list[Numbered]) -> None:
        """One batch in one transaction; when anything refuses it, line by line, so that one bad line is found."""
        waiting = self._unknown_or_changed(batch)
        if not waiting:
            return
        try:
            with self.report.held_back(), transaction.atomic():
                taken = self._publish(waiting, report=True)
        except Exception:
            self._forget()
            taken = [number for entry in waiting for number in self._take_one(entry)]
        self.report.counts["created"] += len(taken) - sum(taken)
        self.report.counts["updated"] += sum(taken)

    def _take_one(self, entry: Numbered) -> list[bool]:
        try:
            with self.report.held_back(), transaction.atomic():
                return self._publish([entry], report=False)
        except (DatabaseError, ValidationError) as error:
            self._forget()
            self.report.refused(entry.at, " ".join(str(error).split()))
        except Exception as error:
            self._forget()
            self.report.refused(entry.at, _unforeseen(error))
        return []

    def _unknown_or_changed(self, batch: list[Numbered]) -> list[Numbered]:
        numbers = [entry.line.number for entry in batch]
        records = ImportRecord.objects.in_bulk(numbers)
        at_desk = Story.objects.only("change_number", "status").in_bulk(numbers)
        waiting = []
        for entry in batch:
            record = records.get(entry.line.number)
            if self._is_edited(entry, records=records, at_desk=at_desk):
                continue
            if record is not None and record.line_digest == entry.digest:
                self.report.counts["unchanged"] += 1
            else:
                waiting.append(entry)
        return waiting

    def _is_edited(self, entry: Numbered, *, records: Mapping[int, ImportRecord], at_desk: Mapping[int, Story]) -> bool:
        """Has the desk edited or withdrawn the story since it was imported, or made one of this number?

        It is left alone, then.
        """
        number = entry.line.number
        story, record = at_desk.get(number), records.get(number)
        if story is None:
            return False
        if record is not None and record.change_number == story.change_number and story.status in AS_IMPORTED:
            return False
        self.report.counts["edited"] += 1
        self.report.warning(entry.at, _("story %(number)d was edited at the desk and left alone.") % _of(entry.line))
        return True

    def _publish(self, entries: list[Numbered], *, report: bool) -> list[bool]:
        """Make stories of lines and send them through the door. Returns, for each taken, whether it was an update."""
        numbers = [entry.line.number for entry in entries]
        at_desk = hold_all(numbers)
        addresses = fixed_addresses(numbers, now=self.now)
        before = ImportRecord.objects.in_bulk(numbers)
        entries = [entry for entry in entries if not self._is_edited(entry, records=before, at_desk=at_desk)]
        photos = Photo.objects.count() if report else 0
        made: list[ArchiveStory] = []
        for entry in entries:
            notes = [*entry.line.warnings, *_other_address(entry.line, addresses.get(entry.line.number))]
            try:
                made.append(self._story(entry, notes))
            except Refused as refused:
                self.report.refused(entry.at, str(refused))
                continue
            for note in notes:
                self.report.warning(entry.at, note)
        standing = standing_already(made)
        self.report.counts["unchanged"] += len(standing)
        made = [story for story in made if story.edition.number not in standing]
        publish_many(made, now=self.now)
        if report:
            self.report.counts["pictures"] += Photo.objects.count() - photos
        return [story.edition.number in before for story in made]

    def _story(self, entry: Numbered, notes: list[str]) -> ArchiveStory:
        line = entry.line
        links: dict[str, tuple[int, ...]] = {}
        for place, references in (("lead", line.lead_related), ("body", line.body_related)):
            numbers = {reference: self.overview.number(reference) for reference in references}
            notes += [
                _("related story “%(title)s” was not found.") % {"title": str(reference)[:120]}
                for reference, number in numbers.items()
                if number is None
            ]
            links[place] = tuple(
                dict.fromkeys(number for number in numbers.values() if number not in (None, line.number))
            )
            self.asked.update(dict.fromkeys(links[place], entry.at))
        return stories.make(
            line,
            digest=entry.digest,
            lead_related=links["lead"],
            body_related=links["body"],
            number=self.overview.number,
            media=self.media,
            names=self.names,
            warn=notes.append,
            removed=self.report.removed,
        )

    def _report_unresolved(self) -> None:
        """Links to numbers that no story has, now that all lines are in."""
        numbers = sorted(self.asked)
        for start in range(0, len(numbers), 500):
            chunk = numbers[start : start + 500]
            known = set(Article.objects.numbered(chunk).values_list("pk", flat=True))
            for number in chunk:
                if number not in known:
                    self.report.warning(
                        self.asked[number], _("related story %(number)d was not found.") % {"number": number}
                    )

    def _forget(self) -> None:
        self.names.forget()
        self.media.forget()


def raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines of the file that are not empty, with their numbers from 1."""
    with path.open("rb") as file:
        for at, raw in enumerate(file, start=1):
            raw = raw.removeprefix(b"\xef\xbb\xbf") if at == 1 else raw
            if raw.strip():
                yield at, raw


def _unforeseen(error: Exception) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return _("The line cannot be taken: %(what)s") % {"what": what}


def _other_address(line: Line, standing: str | None) -> Iterator[str]:
    if standing is not None and line.slug and line.slug != standing:
        yield _("story %(number)d keeps its address “%(standing)s”; “%(slug)s” was not taken over.") % {
            "number": line.number,
            "standing": standing,
            "slug": line.slug[:120],
        }


def _title_key(title: str) -> bytes:
    """Eight bytes for a title, so that 150,000 of them stay small."""
    return hashlib.blake2b(title.encode(), digest_size=8).digest()


def _of(line: Line) -> dict[str, int]:
    return {"number": line.number}
