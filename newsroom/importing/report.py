"""What came of an import: counts, findings grouped by kind, what was made anew; on screen and in a file."""

import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vietnamese import clean_line

REFUSED, WARNING, ADDRESS, UNMET, PLACE = "refused", "warning", "address", "unmet", "place"
LONGEST = 1000  # characters of a finding
ON_SCREEN = 20  # names or kinds of one sort; the file has them all
_WHAT_DIFFERS = re.compile(r"“[^”]*”|(?<![\w+-])\d(?:[\d.,:]*\d)?")  # not the 8 of UTF-8


def kind_of(text: str) -> str:
    """What findings of one kind have in common: everything but what stands in quotation marks, and numbers."""
    return _WHAT_DIFFERS.sub("…", text)


@dataclass(slots=True)
class Report:
    """Counts, and a voice that says each refusal as it comes; memory stays flat.

    With a `file` warnings are not said but stand there as they come, so that a run that is killed leaves them, and
    grouped once it is through (`write`). An older file is kept beside it, as FILE.1 and so on.
    """

    say: Callable[[str], None]
    file: Path | None = None
    title: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    removed: Counter[str] = field(default_factory=Counter)  # dangerous markup: what → how often
    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)  # (REFUSED or WARNING, kind) → how often
    unknown_fields: set[str] = field(default_factory=set)
    names: dict[str, list[str]] = field(default_factory=dict)  # what was made anew, by sort: the first ones
    _kept: sqlite3.Connection | None = None
    _live: TextIO | None = None
    _made: set[tuple[str, str]] = field(default_factory=set)
    _held: list[Callable[[], None]] | None = None

    def __post_init__(self) -> None:
        if self.file is not None:
            _keep_older(self.file)
            self._live = self.file.open("w", encoding="utf-8", buffering=1)
            self._live.write(f"{self.title}\n")
            self._kept = sqlite3.connect("")  # in memory while it is small, then in a file that goes away
            self._kept.execute("CREATE TABLE finding (sort TEXT, kind TEXT, at INTEGER, text TEXT)")

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """What is counted and said in the block stands when the block ends well; it is forgotten when that raises."""
        counts, removed, unknown = Counter(self.counts), Counter(self.removed), set(self.unknown_fields)
        names = {sort: list(each) for sort, each in self.names.items()}
        held, self._held = [], list[Callable[[], None]]()
        try:
            yield
            held = self._held
        except BaseException:
            self.counts, self.removed, self.unknown_fields, self.names = counts, removed, unknown, names
            raise
        finally:
            self._held = None
        for finding in held:
            finding()

    def refused(self, at: int, *reasons: str) -> None:
        self.counts["refused"] += 1
        for reason in reasons:
            self._find(REFUSED, at, reason)

    def warning(self, at: int, what: str) -> None:
        self.counts["warnings"] += 1
        self._find(WARNING, at, what)

    def unknown(self, at: int, names: tuple[str, ...]) -> None:
        """Unknown fields are named once."""
        for name in names:
            if name not in self.unknown_fields:
                self.unknown_fields.add(name)
                self.warning(at, _("unknown field “%(name)s” is ignored, here and below.") % {"name": name})

    def made(self, sort: str, name: str, *, is_other_address: bool) -> None:
        """A section, topic, tag or author that the magazine did not have; with an address other than its name's."""
        for each in (sort, ADDRESS) if is_other_address else (sort,):
            if (each, name) not in self._made:  # a rehearsal makes it again with each batch
                self._made.add((each, name))
                self._name(each, name)

    def never_met(self, names: Iterable[str]) -> None:
        """Names of `--sections` that no line has: misspelt, perhaps."""
        for name in names:
            self._name(UNMET, name)

    def placed(self, at: int, *, status: str, address: str) -> None:
        """Where the story of a line stands now, or would stand."""
        self.counts[f"is {status}"] += 1
        self._keep(PLACE, status, at, address)

    def _find(self, sort: str, at: int, text: str) -> None:
        text = clean_line(text)[:LONGEST]  # it quotes what a line holds: escape sequences, halves of letters
        if self._held is not None:
            self._held.append(partial(self._find, sort, at, text))
            return
        self.kinds[sort, kind_of(text)] += 1
        self._keep(sort, kind_of(text), at, text)
        if sort == REFUSED:
            self.say(_("line %(line)d refused: %(reason)s") % {"line": at, "reason": text})
        elif self._kept is None:
            self.say(_("line %(line)d: %(warning)s") % {"line": at, "warning": text})

    def _name(self, sort: str, name: str) -> None:
        self.counts[sort] += 1
        if self.counts[sort] <= ON_SCREEN:
            self.names.setdefault(sort, []).append(name)
        self._keep(sort, "", 0, name)

    def _keep(self, sort: str, kind: str, at: int, text: str) -> None:
        if self._held is not None:
            self._held.append(partial(self._keep, sort, kind, at, text))
        elif self._kept is not None and self._live is not None:
            if sort != PLACE:
                self._live.write(f"{at}: {text}\n" if at else f"{text}\n")
            self._kept.execute("INSERT INTO finding VALUES (?, ?, ?, ?)", (sort, kind, at, text))

    # ── read ──
    def summary(self) -> str:
        lines = [f"{label}: {self.counts[key]}" for label, key in _counted() if self.counts[key] or key in _ALWAYS]
        for sort, label in _headings().items():
            if names := self.names.get(sort):
                more = self.counts[sort] - len(names)
                lines.append(f"{label}: " + "; ".join(names) + (f"; … +{more}" if more else ""))
        if self.removed:
            parts = ", ".join(f"{what} × {count}" for what, count in self.removed.most_common(ON_SCREEN))
            lines.append(_("dangerous markup removed: %(parts)s") % {"parts": parts})
        return "\n".join(lines)

    def findings(self) -> str:
        """The kinds of findings, the most frequent first."""
        labels = {REFUSED: _("refused"), WARNING: _("warning")}
        kinds = self.kinds.most_common(ON_SCREEN)
        return "\n".join(f"  {count} × {labels[sort]}: {kind}" for (sort, kind), count in kinds)

    def write(self) -> None:
        """Where there is a file, the whole report: each finding with its lines, kind by kind, and what is new."""
        if self.file is None or self._live is None:
            return
        self._live.close()
        with self.file.open("w", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in (self.title, "", self.summary(), *self._all()))

    def _all(self) -> Iterator[str]:
        yield from self._findings(REFUSED, _("Refused lines"))
        yield from self._findings(WARNING, _("Warnings"))
        for sort, label in _headings().items():
            if self.counts[sort]:
                yield from ("", f"── {label} ({self.counts[sort]})")
                for (text,) in self._rows("SELECT text FROM finding WHERE sort = ? ORDER BY text", sort):
                    yield f"  {text}"
        if self._kept is not None:
            label = _("Stories by line")
            yield from ("", f"── {label}")
            for at, status, text in self._rows("SELECT at, kind, text FROM finding WHERE sort = ? ORDER BY at", PLACE):
                yield f"  {at}: {text} ({_statuses().get(status, status)})"

    def _findings(self, sort: str, label: str) -> Iterator[str]:
        kinds = [(kind, count) for (each, kind), count in self.kinds.most_common() if each == sort]
        if kinds:
            yield from ("", f"── {label} ({self.counts['refused' if sort == REFUSED else 'warnings']})")
        for kind, count in kinds:
            yield f"{count} × {kind}"
            for text, lines in self._rows(_BY_TEXT, sort, kind):
                where = ngettext("line %(lines)s", "lines %(lines)s", lines.count(",") + 1) % {"lines": lines}
                yield f"    {where}" if text == kind else f"    {where}: {text}"

    def _rows(self, query: str, *values: str) -> Iterator[tuple]:
        return iter(self._kept.execute(query, values)) if self._kept is not None else iter(())


def _keep_older(file: Path) -> None:
    """What a run before has left, killed perhaps, is not written over."""
    if file.is_file() and file.stat().st_size:
        number = 1
        while (older := file.with_name(f"{file.name}.{number}")).exists():
            number += 1
        file.rename(older)


_BY_TEXT = """
SELECT text, group_concat(at, ', ') FROM (SELECT * FROM finding WHERE sort = ? AND kind = ? ORDER BY at)
GROUP BY text ORDER BY min(at)
"""
_ALWAYS = frozenset({"created", "updated", "unchanged", "refused", "warnings"})


def _counted() -> tuple[tuple[str, str], ...]:
    return (
        (_("new stories"), "created"),
        (_("updated stories"), "updated"),
        (_("unchanged"), "unchanged"),
        (_("left alone, edited at the desk"), "edited"),
        (_("overtaken by a later line"), "overtaken"),
        (_("refused"), "refused"),
        (_("warnings"), "warnings"),
        (_("pictures"), "pictures"),
        *(
            (_("of the new and updated: %(status)s") % {"status": words}, f"is {key}")
            for key, words in _statuses().items()
        ),
    )


def _statuses() -> dict[str, str]:
    return {
        "published": _("readers have it"),
        "scheduled": _("comes out later"),
        "draft": _("stays at the desk"),
        "withdrawn": _("withdrawn"),
    }


def _headings() -> dict[str, str]:
    return {
        "section": _("New sections, hidden until an editor shows them"),
        "topic": _("New topics"),
        "tag": _("New tags"),
        "author": _("New authors"),
        UNMET: _("Names of --sections that no line has"),
        ADDRESS: _("Addresses that got a number, since the name's own is taken"),
    }
