"""Names in an archive, and the rows they mean: found without regard to accents (a tag with them), or made."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

import vietnamese
from articles import tag_names
from articles.models import Author, Section, Tag, Topic
from organizations.matching import find_body

from .lines import Contributor, Line, Refused
from .report import Report
from .sections import SectionMap

N = TypeVar("N", bound=models.Model)
Warn = Callable[[str], None]


class Names:
    """Sections, tags, topics and authors by name, remembered for the run; what was made is told to the report.

    They are made in transactions of their own, so that several imports at once do not wait for each other.
    """

    def __init__(self, *, report: Report, sections: SectionMap) -> None:
        self.report = report
        self.section_map = sections
        self.forget()

    def forget(self) -> None:
        """The rows that were made are taken back."""
        self._sections: dict[tuple[str, ...], Section] = {}
        self._tags: dict[str, int] = {}
        self._topics: dict[str, int] = {}
        self._authors: dict[str, int] = {}
        self._bodies: dict[tuple[str, date], int | None] = {}

    def prepare(self, lines: Iterable[Line]) -> None:
        """Find or make the names of many lines in one short transaction; where that fails, each when asked for."""
        try:
            with self.report.held_back(), transaction.atomic():
                for line in lines:
                    self.section(line.section)
                    self.tags(line.tags)
                    self.topics(line.topics)
                    for contributor in line.contributors:
                        self.author(contributor)
        except Exception:  # a name that cannot be made is reported with its line
            self.forget()

    def section(self, names: tuple[str, ...]) -> Section:
        """The section, or subsection, that one or two names of the archive mean; made, hidden, when missing.

        Raises Refused.
        """
        return self._section(self.section_map.of(names))

    def _section(self, names: tuple[str, ...]) -> Section:
        key = tuple(vietnamese.fold(name) for name in names)
        if key not in self._sections:
            parent = self._section(names[:1]) if len(names) == 2 else None
            if parent is not None and parent.parent_id:
                raise Refused(_("Sections are two levels deep, not three."))
            self._sections[key] = _found_or_made(
                lambda: Section.objects.within(parent).named(names[-1]).with_parent().first(),
                lambda: self._new_section(names[-1], parent),
            )
        return self._sections[key]

    def _new_section(self, name: str, parent: Section | None) -> Section:
        """It is in no menu until an editor shows it."""
        position = Section.objects.within(parent).count()
        return self._new(Section(name=name, parent=parent, position=position, in_menu=False))

    def tags(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._tag(tag_names.clean(name)) for name in names if vietnamese.slugify(name)))

    def _tag(self, name: str) -> int:
        """In whatever spelling (`articles.tag_names`)."""
        key = tag_names.key(name)
        if key not in self._tags:
            self._tags[key] = _found_or_made(lambda: Tag.objects.meant_by(name), lambda: self._new(Tag(name=name))).pk
        return self._tags[key]

    def topics(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._topic(name) for name in names if vietnamese.slugify(name)))

    def _topic(self, name: str) -> int:
        key = vietnamese.fold(name)
        if key not in self._topics:
            self._topics[key] = _found_or_made(
                lambda: Topic.objects.named(name).order_by("pk").first() or Topic.objects.once_called(name).first(),
                lambda: self._new(Topic(name=name)),
            ).pk
        return self._topics[key]

    def author(self, contributor: Contributor) -> int:
        """By exact name: “Thu Hà” and “Thu Hạ” are two people."""
        name = contributor.name
        if name not in self._authors:
            self._authors[name] = _found_or_made(
                lambda: Author.objects.named(name).filter(name=name).order_by("pk").first(),
                lambda: self._new(Author(name=name, standing=Author.Standing.GUEST)),
            ).pk
        return self._authors[name]

    def _new(self, row: N) -> N:
        made: Any = row
        made.slug = made.made_slug()
        made.full_clean()
        made.save()
        said = f"{made} {made.get_absolute_url()}"
        self.report.made(str(made._meta.model_name), said, is_other_address=made.slug != made.wanted_slug)
        return row

    def organizations(self, line: Line, *, warn: Warn) -> tuple[int, ...]:
        """Bodies by any of their names as of the story's day; unknown ones are reported, not made."""
        on = line.published_at.date()
        keys: dict[int, None] = {}
        for name in line.organizations:
            if (name, on) not in self._bodies:
                body = find_body(name, on=on)
                self._bodies[name, on] = body.pk if body else None
            key = self._bodies[name, on]
            if key is None:
                warn(_("organization “%(name)s” is not known.") % {"name": name[:120]})
            else:
                keys[key] = None
        return tuple(sorted(keys))


def _found_or_made(find: Callable[[], N | None], make: Callable[[], N]) -> N:
    """The row, made when it is not there; another import may make it at the same moment."""
    for _try in range(3):
        if (found := find()) is not None:
            return found
        try:
            with transaction.atomic():
                return make()
        except (IntegrityError, ValidationError):
            continue
    with transaction.atomic():
        return make()
