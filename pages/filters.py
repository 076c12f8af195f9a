"""Filters of public lists."""

from typing import Any, TypeVar

import django_filters
from django.core.exceptions import ValidationError
from django.forms import ModelChoiceField
from django.forms.widgets import ChoiceWidget
from django_filters import FilterSet

Filters = TypeVar("Filters", bound=FilterSet)


class _BySlug(django_filters.fields.ModelChoiceField):
    """A row by its slug, or by one that it had before: who has kept the address of a filtered list gets the list."""

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            row = self.queryset.once_at(str(value)).first()
            if row is None:
                raise
            return row


class BySlug(django_filters.ModelChoiceFilter):
    """Narrows a list down to what belongs to one row, which the address names by its slug."""

    field_class = _BySlug

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, to_field_name="slug", **kwargs)


def settled(filters: Filters) -> Filters:
    """A filter set whose form asks the database now, and not while its template is drawn."""
    for field in filters.form.fields.values():
        if isinstance(field, ModelChoiceField) and isinstance(field.widget, ChoiceWidget):
            field.widget.choices = list(field.iterator(field))
    return filters
