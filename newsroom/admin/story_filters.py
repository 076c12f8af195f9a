"""The filters of the desk's list: in which status, section and kind, and whose."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Section
from articles.models.text import Kind
from newsroom import titles
from newsroom.models import Status


class Filter(admin.SimpleListFilter):
    """As Django's, but what is chosen besides is put together once, not for every choice."""

    def choices(self, changelist: Any) -> Iterator[Any]:
        chosen, besides = self.value(), changelist.get_query_string(remove=[self.parameter_name])
        yield {"selected": chosen is None, "query_string": besides, "display": _("All")}
        start = f"{besides}&" if len(besides) > 1 else "?"
        for value, title in self.lookup_choices:
            query = urlencode({str(self.parameter_name): value})
            yield {"selected": chosen == value, "query_string": f"{start}{query}", "display": title}


class StatusFilter(Filter):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Status.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.in_status(self.value()) if self.value() in Status.values else queryset


class SectionFilter(Filter):
    """By the section's address; a section brings its subsections."""

    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        self.sections = section_tree()
        ordered = []
        for top in (section for section in self.sections.values() if section.parent is None):
            ordered.append((top.path, top.name))
            ordered += [(child.path, f"– {child.name}") for child in self.sections.values() if child.parent == top]
        return ordered

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        chosen = next((section for section in self.sections.values() if section.path == self.value()), None)
        if chosen is None:
            return queryset
        keys = [chosen.pk, *(each.pk for each in self.sections.values() if each.parent_id == chosen.pk)]
        if titles.words_of(request.GET.get(SEARCH_VAR, "")):
            return titles.in_sections(queryset, keys)
        return queryset.in_sections(keys)


def section_tree() -> dict[int, Section]:
    """All sections by key, each with its parent."""
    sections = {section.pk: section for section in Section.objects.only("name", "path", "parent")}
    for section in sections.values():
        section.parent = sections[section.parent_id] if section.parent_id else None
    return sections


class KindFilter(Filter):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Kind.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() in Kind.values else queryset


class OfFilter(Filter):
    """Whose stories: written by me, edited by me, of the sections I head."""

    title = gettext_lazy("whose")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        choices: list[tuple[str, Any]] = [("mine", _("Written by me"))]
        if request.user.has_perm("newsroom.edit_story"):  # type: ignore[union-attr]
            choices.append(("editing", _("Edited by me")))
            choices.append(("sections", _("Of my sections")))
        return choices

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        match self.value():
            case "mine":
                return queryset.written_by(request.user)
            case "editing":
                return queryset.filter(editor=request.user)
            case "sections":
                return queryset.in_sections_of(request.user)
        return queryset
