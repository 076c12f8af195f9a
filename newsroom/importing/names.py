"""Names in an archive, and the rows they mean: found without regard to accents, or made."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

import vietnamese
from articles.models import Author, Section, Tag, Topic
from articles.reserved import reserved_slugs
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
        self._forget()

    def _forget(self) -> None:
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
            self._forget()

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
        slug = vietnamese.slugify(name, max_length=70)
        siblings = set(Section.objects.within(parent).values_list("slug", flat=True))
        taken = siblings | (reserved_slugs() if parent is None else frozenset())
        section = Section(name=name, slug=_free(slug, taken.__contains__), parent=parent, position=len(siblings))
        section.in_menu = False
        section.full_clean()
        section.save()
        self._made("section", section, wanted=slug)
        return section

    def tags(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._named(self._tags, Tag, name) for name in names if vietnamese.slugify(name)))

    def topics(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(
            dict.fromkeys(self._named(self._topics, Topic, name) for name in names if vietnamese.slugify(name))
        )

    def _named(self, known: dict[str, int], model: type[Tag] | type[Topic], name: str) -> int:
        key = vietnamese.fold(name)
        if key not in known:
            slug = vietnamese.slugify(name, max_length=90)
            known[key] = _found_or_made(
                lambda: model.objects.named(name).order_by("pk").first(),
                lambda: self._new(model(name=name, slug=_free_of(model, slug)), wanted=slug),
            ).pk
        return known[key]

    def author(self, contributor: Contributor) -> int:
        """By exact name: “Thu Hà” and “Thu Hạ” are two people."""
        name = contributor.name
        if name not in self._authors:
            slug = vietnamese.slugify(name, max_length=140) or "tac-gia"
            self._authors[name] = _found_or_made(
                lambda: Author.objects.named(name).filter(name=name).order_by("pk").first(),
                lambda: self._new(
                    Author(name=name, slug=_free_of(Author, slug), standing=Author.Standing.GUEST), wanted=slug
                ),
            ).pk
        return self._authors[name]

    def _new(self, row: N, *, wanted: str) -> N:
        row.full_clean()
        row.save()
        self._made(str(row._meta.model_name), row, wanted=wanted)
        return row

    def _made(self, kind: str, row: Any, *, wanted: str) -> None:
        self.report.made(kind, f"{row} {row.get_absolute_url()}", is_other_address=row.slug != wanted)

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


def _free_of(model: Any, slug: str) -> str:
    return _free(slug, lambda free: model.objects.filter(slug=free).exists())


def _free(slug: str, is_taken: Callable[[str], bool]) -> str:
    """The slug, or the first of slug-2, slug-3 … that nobody has."""
    number, free = 1, slug
    while is_taken(free):
        number += 1
        free = f"{slug}-{number}"
    return free
