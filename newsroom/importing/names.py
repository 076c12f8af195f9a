"""Names in an archive, and the rows they mean: found without regard to accents, or made."""

from collections.abc import Callable
from datetime import date

from django.utils.translation import gettext as _

import vietnamese
from articles import tag_names
from articles.models import Author, Section, Tag, Topic
from articles.reserved import RESERVED_SLUGS
from organizations.matching import find_body

from .lines import Contributor, Line, Refused

Warn = Callable[[str], None]


class Names:
    """Sections, tags, topics and authors by name, remembered for the run; `forget` after a rolled-back batch."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self._sections: dict[tuple[str, ...], Section] = {}
        self._tags: dict[str, int] = {}
        self._topics: dict[str, int] = {}
        self._authors: dict[str, int] = {}
        self._bodies: dict[tuple[str, date], int | None] = {}

    def section(self, names: tuple[str, ...]) -> Section:
        """The section, or subsection, of one or two names; made when missing. Raises Refused."""
        key = tuple(vietnamese.fold(name) for name in names)
        if key not in self._sections:
            parent = self.section(names[:1]) if len(names) == 2 else None
            found = Section.objects.within(parent).named(names[-1]).with_parent().first()
            self._sections[key] = found or self._new_section(names[-1], parent)
        return self._sections[key]

    def _new_section(self, name: str, parent: Section | None) -> Section:
        slug = vietnamese.slugify(name, max_length=70)
        siblings = set(Section.objects.within(parent).values_list("slug", flat=True))
        taken = siblings | (RESERVED_SLUGS if parent is None else frozenset())
        section = Section(name=name, slug=_free(slug, taken.__contains__), parent=parent, position=len(siblings))
        if parent is not None and parent.parent_id:
            raise Refused(_("Sections are two levels deep, not three."))
        section.full_clean()
        section.save()
        return section

    def tags(self, names: tuple[str, ...]) -> tuple[int, ...]:
        """Each in whatever spelling (`articles.tag_names`); one that was merged is the one it was merged into."""
        return tuple(dict.fromkeys(self._tag(tag_names.clean(name)) for name in names if vietnamese.slugify(name)))

    def _tag(self, name: str) -> int:
        key = tag_names.key(name)
        if key not in self._tags:
            tag = Tag.objects.meant_by(name) or Tag(name=name)
            if tag.pk is None:
                tag.slug = tag.made_slug()
                tag.full_clean()
                tag.save()
            self._tags[key] = tag.pk
        return self._tags[key]

    def topics(self, names: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._topic(name) for name in names if vietnamese.slugify(name)))

    def _topic(self, name: str) -> int:
        key = vietnamese.fold(name)
        if key not in self._topics:
            topics = Topic.objects.all()
            topic = topics.named(name).order_by("pk").first() or topics.once_called(name).first() or Topic(name=name)
            if topic.pk is None:
                topic.slug = topic.made_slug()
                topic.full_clean()
                topic.save()
            self._topics[key] = topic.pk
        return self._topics[key]

    def author(self, contributor: Contributor) -> int:
        """By exact name: “Thu Hà” and “Thu Hạ” are two people."""
        if contributor.name not in self._authors:
            author = Author.objects.named(contributor.name).filter(name=contributor.name).order_by("pk").first()
            if author is None:
                slug = vietnamese.slugify(contributor.name, max_length=140) or "tac-gia"
                author = Author(
                    name=contributor.name,
                    slug=_free(slug, lambda free: Author.objects.filter(slug=free).exists()),
                    standing=Author.Standing.GUEST,
                )
                author.full_clean()
                author.save()
            self._authors[contributor.name] = author.pk
        return self._authors[contributor.name]

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


def _free(slug: str, is_taken: Callable[[str], bool]) -> str:
    """The slug, or the first of slug-2, slug-3 … that nobody has."""
    number, free = 1, slug
    while is_taken(free):
        number += 1
        free = f"{slug}-{number}"
    return free
