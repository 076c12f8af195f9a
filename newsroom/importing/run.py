"""The run: a file in, batches through the door, a report out. Killed anywhere and started again, it ends the same."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom import numbering
from newsroom.holding import hold_all
from newsroom.models import ImportRecord, Status, Story
from newsroom.publishing import ArchiveStory, fixed_addresses, publish_many, standing_already
from photos.ingest import PictureNotNow

from . import bodies, related, stories
from .lines import Line, Reference, Refused, read
from .names import Names
from .overview import MAX_LINE, Overview, raw_lines
from .pictures import Media
from .report import Report
from .sections import SectionMap

BATCH = 100
OUT_OF_REACH = (OperationalError, InterfaceError)  # the database is away or full: no line is to blame, the run ends
RULES = b"2"  # of reading a line: when they change, each line is looked at anew


class Numbered(NamedTuple):
    at: int  # the line's number in the file, from 1
    number: int  # the story's
    line: Line
    digest: str


class Made(NamedTuple):
    entry: Numbered
    story: ArchiveStory


class Import:
    """One run over one file."""

    def __init__(
        self,
        path: Path,
        *,
        media: Media,
        report: Report,
        now: datetime,
        progress: Callable[[int, int], None],
        sections: SectionMap | None = None,
        is_rehearsal: bool = False,
    ) -> None:
        """`is_rehearsal`: each batch is taken back as soon as it is through, so that nobody waits for it."""
        self.path = path
        self.is_rehearsal = is_rehearsal
        self.media = media
        self.report = report
        self.now = now
        self.progress = progress
        self.sections = sections or SectionMap({})
        self.names = Names(report=report, sections=self.sections)
        self.overview = Overview(path, is_rehearsal=is_rehearsal)
        self.asked: dict[int, tuple[int, Reference]] = {}  # number that a related link asks for → a line, and its words
        self.taken: set[int] = set()  # numbers of stories that this run has brought in

    def run(self) -> None:
        batch: list[Numbered] = []
        for at, raw in raw_lines(self.path):
            entry = self._read(at, raw)
            if entry is not None:
                batch.append(entry)
            if len(batch) == BATCH:
                self._take_batch(batch)
                batch = []
                self.progress(at, self.overview.lines)
        self._take_batch(batch)
        self.progress(self.overview.lines, self.overview.lines)
        self._report_unresolved()
        self.report.never_met(self.sections.never_met())
        if self.report.counts["created"] + self.report.counts["updated"] and not self.is_rehearsal:
            related.begin(self.now)

    def _read(self, at: int, raw: bytes) -> Numbered | None:
        try:
            if len(raw) > MAX_LINE:
                raise Refused(_("The line is longer than 20 MB."))
            line = read(raw)
        except Refused as refused:
            self.report.refused(at, *refused.args)
            return None
        except Exception as error:  # a line that nobody thought of: reported, and the next ones are read
            self.report.refused(at, _unforeseen(error))
            return None
        self.report.unknown(at, line.unknown)
        number = self.overview.number(line.legacy_id)
        if number is None or self.overview.last[line.legacy_id] != at:
            self.report.counts["overtaken"] += 1
            what = _("legacy_id %(number)d stands again in a later line, which wins.")
            self.report.warning(at, what % {"number": line.legacy_id})
            return None
        return Numbered(at, number, line, self._digest(raw, line))

    def _digest(self, raw: bytes, line: Line) -> str:
        """The line as it can be imported now: with its section, the pictures at hand and the links that resolve."""
        sha = hashlib.sha256(RULES + raw.strip())
        sha.update("\0".join(self.sections.of(line.section)).encode())
        for source in stories.sources(line):
            sha.update(b"\1" if self.media.is_there(source) else b"\0")
        for reference in (*line.lead_related, *line.body_related):
            sha.update(str(self.overview.number(reference)).encode())
        for reference in bodies.references(line.body):
            sha.update(f"{self.overview.number(reference)} {self.overview.known(reference)}".encode())
        return sha.hexdigest()

    def _take_batch(self, batch: list[Numbered]) -> None:
        if not self.is_rehearsal:
            self._take(batch)
            return
        with transaction.atomic():
            self._take(batch)
            transaction.set_rollback(True)
        self.names.forget()
        self.media.forget()

    def _take(self, batch: list[Numbered]) -> None:
        """One batch in one transaction; when anything refuses it, line by line, so that one bad line is found.

        Stories are made before it begins: pictures take their time, and nobody is to wait for a row meanwhile.
        """
        waiting = self._unknown_or_changed(batch)
        if not waiting:
            return
        self.names.prepare(entry.line for entry in waiting)
        made = [Made(entry, story) for entry in waiting if (story := self._make(entry))]
        self.report.counts["pictures"] = len(self.media.added)
        if not made:
            return
        try:
            with self.report.held_back(), transaction.atomic():
                self._publish(made)
        except Exception:
            for each in made:
                self._take_one(each)

    def _take_one(self, made: Made) -> None:
        try:
            with self.report.held_back(), transaction.atomic():
                self._publish([made])
        except OUT_OF_REACH:
            raise
        except (DatabaseError, ValidationError) as error:
            self.report.refused(made.entry.at, " ".join(str(error).split()))
        except Exception as error:
            self.report.refused(made.entry.at, _unforeseen(error))

    def _make(self, entry: Numbered) -> ArchiveStory | None:
        """The story of a line, or None where it is refused; what is odd is said."""
        notes = list(entry.line.warnings)
        try:
            with _savepoint():
                story = self._story(entry, notes)
        except (PictureNotNow, *OUT_OF_REACH):
            raise  # the run ends, and may be started again: a line without its picture would count as done
        except Refused as refused:
            self.report.refused(entry.at, *refused.args)
            return None
        except Exception as error:
            self.report.refused(entry.at, _unforeseen(error))
            return None
        for note in notes:
            self.report.warning(entry.at, note)
        return story

    def _unknown_or_changed(self, batch: list[Numbered]) -> list[Numbered]:
        numbers = [entry.number for entry in batch]
        records = ImportRecord.objects.in_bulk(numbers)
        at_desk = Story.objects.only("change_number").in_bulk(numbers)
        foreign = numbering.foreign_ids_of([entry.number for entry in batch if entry.number == entry.line.legacy_id])
        waiting = []
        for entry in batch:
            record = records.get(entry.number)
            if entry.number in foreign:
                what = _("the number %(number)d belongs to the story whose legacy_id is %(foreign)s.")
                self.report.refused(entry.at, what % {"number": entry.number, "foreign": foreign[entry.number]})
                continue
            if self._is_edited(entry, records=records, at_desk=at_desk):
                continue
            if record is not None and record.line_digest == entry.digest:
                self.report.counts["unchanged"] += 1
            else:
                waiting.append(entry)
        return waiting

    def _is_edited(self, entry: Numbered, *, records: Mapping[int, ImportRecord], at_desk: Mapping[int, Story]) -> bool:
        """Has the desk changed or withdrawn the story since it was imported, or made one of this number?

        It is left alone, then.
        """
        story, record = at_desk.get(entry.number), records.get(entry.number)
        if story is None or (record is not None and record.change_number == story.change_number):
            return False
        self.report.counts["edited"] += 1
        what = _("story %(number)d was edited at the desk and left alone.")
        self.report.warning(entry.at, what % {"number": entry.number})
        return True

    def _publish(self, made: Sequence[Made]) -> None:
        """Send stories through the door, in the transaction of the caller."""
        numbers = [entry.number for entry, _story in made]
        at_desk = hold_all(numbers)
        addresses = fixed_addresses(numbers, now=self.now)
        before = ImportRecord.objects.in_bulk(numbers)
        made = [each for each in made if not self._is_edited(each.entry, records=before, at_desk=at_desk)]
        for entry, _story in made:
            for note in _other_address(entry, addresses.get(entry.number)):
                self.report.warning(entry.at, note)
        standing = standing_already([story for _entry, story in made])
        self.report.counts["unchanged"] += len(standing)
        self.taken |= standing
        made = [each for each in made if each.entry.number not in standing]
        readers_had = set(Article.objects.live(at=self.now).numbered(numbers).values_list("pk", flat=True))
        publish_many([story for _entry, story in made], now=self.now)
        for entry, story in made:
            self.report.counts["updated" if entry.number in before else "created"] += 1
            self.taken.add(entry.number)
            self._say_place(entry, story, address=addresses.get(entry.number), had=entry.number in readers_had)
        if made:
            related.put_off(self.now)

    def _say_place(self, entry: Numbered, story: ArchiveStory, *, address: str | None, had: bool) -> None:
        edition = story.edition
        is_ahead = story.status == Status.PUBLISHED and edition.published_at > self.now
        status = Status.SCHEDULED if is_ahead else story.status
        if had and status != Status.PUBLISHED:
            what = _("story %(number)d, which readers have, is taken away from them.")
            self.report.warning(entry.at, what % {"number": edition.number})
        article = Article(pk=edition.number, slug=address or edition.slug)
        self.report.placed(entry.at, status=str(status), address=article.get_absolute_url())

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
                dict.fromkeys(number for number in numbers.values() if number not in (None, entry.number))
            )
            self.asked.update({each: (entry.at, words) for words, each in numbers.items() if each in links[place]})
        within = {reference: self.overview.number(reference) for reference in bodies.references(line.body)}
        self.asked.update(
            {each: (entry.at, words) for words, each in within.items() if each not in (None, entry.number)}
        )
        return stories.make(
            line,
            number=entry.number,
            digest=entry.digest,
            lead_related=links["lead"],
            body_related=links["body"],
            overview=self.overview,
            media=self.media,
            names=self.names,
            warn=notes.append,
            removed=self.report.removed,
        )

    def _report_unresolved(self) -> None:
        """Links to numbers that no story has, now that all lines are in."""
        numbers = sorted(self.asked.keys() - self.taken)
        for start in range(0, len(numbers), 500):
            chunk = numbers[start : start + 500]
            known = set(Article.objects.numbered(chunk).values_list("pk", flat=True))
            for number in chunk:
                if number not in known:
                    at, words = self.asked[number]
                    what = _("related story %(number)d was not found.")
                    self.report.warning(at, what % {"number": words if isinstance(words, int) else number})


def _savepoint() -> AbstractContextManager[object]:
    """Within a dry run's transaction a failing query takes back its own line only."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _unforeseen(error: Exception) -> str:
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return _("The line cannot be taken: %(what)s") % {"what": what}


def _other_address(entry: Numbered, standing: str | None) -> Iterator[str]:
    if standing is not None and entry.line.slug and entry.line.slug != standing:
        yield _("story %(number)d keeps its address “%(standing)s”; “%(slug)s” was not taken over.") % {
            "number": entry.number,
            "standing": standing,
            "slug": entry.line.slug[:120],
        }
