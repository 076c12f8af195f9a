"""Choosing a row by typing its name; what is no number of a row is a mistake on the form, not a broken page.

For all forms of the desk whose rows are chosen so, here and in the rooms above.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models
from django.http import HttpRequest

MAX_DIGITS = 18  # every number of this length fits the database's


def _numbers(values: Sequence[str]) -> list[str]:
    return [text for text in map(str, values) if text.isascii() and text.isdigit() and len(text) <= MAX_DIGITS]


class CarefulSelect(AutocompleteSelect):
    """Django's, which looks up whatever was sent when it draws the form again."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, _numbers(value), attr)


class CarefulSelectMultiple(AutocompleteSelectMultiple):
    """The same for several rows."""

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        return super().optgroups(name, _numbers(value), attr)


class CarefulChoices:
    """For a page or an inline of the desk: its `autocomplete_fields` get the careful widgets."""

    admin_site: Any
    autocomplete_fields: ClassVar[Any]

    def formfield_for_foreignkey(self, db_field: models.ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", CarefulSelect(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_manytomany(self, db_field: models.ManyToManyField, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs.setdefault("widget", CarefulSelectMultiple(db_field, self.admin_site, using=kwargs.get("using")))
        return super().formfield_for_manytomany(db_field, request, **kwargs)  # type: ignore[misc]


LONG = 200  # characters: a column of this length gets the wide line
LINES = 3


class RoomyFields:
    """Wide lines for names, low boxes for remarks, https for addresses without a scheme."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field and type(db_field) is models.CharField and (db_field.max_length or 0) >= LONG:
            field.widget.attrs["class"] = "vLargeTextField"
        if field and db_field.name in {"source", "note"}:
            field.widget.attrs["rows"] = LINES
        return field
