"""Filters of public lists."""

from typing import TypeVar

from django.forms import ModelChoiceField
from django.forms.widgets import ChoiceWidget
from django_filters import FilterSet

Filters = TypeVar("Filters", bound=FilterSet)


def settled(filters: Filters) -> Filters:
    """A filter set whose form asks the database now, and not while its template is drawn."""
    for field in filters.form.fields.values():
        if isinstance(field, ModelChoiceField) and isinstance(field.widget, ChoiceWidget):
            field.widget.choices = list(field.iterator(field))
    return filters
