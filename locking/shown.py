"""What a form showed when it was opened, as digests by field: what others have changed since is told by them."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.forms import BaseModelForm, ModelChoiceField
from django.forms.models import BaseModelFormSet
from django.utils import timezone
from django.utils.formats import localize
from django.utils.text import capfirst
from django.utils.translation import gettext as _

DIGITS = 12
LONGEST = 100_000  # characters of what a form sends back
ROW = ":"  # between the prefix of a table and the key of a row, which no field's name has

Shown = dict[str, str]


def shown(form: BaseModelForm, formsets: Iterable[BaseModelFormSet]) -> Shown:
    """A digest of each field of an unbound form, and of each row beneath it."""
    digests = {name: _digest(value) for name, value in _values(form).items()}
    for formset in formsets:
        for row in formset.initial_forms:
            digests[f"{formset.prefix}{ROW}{row.instance.pk}"] = _digest(sorted(_values(row).items()))
    return digests


def packed(digests: Shown) -> str:
    """As the form carries it."""
    return json.dumps(digests, separators=(",", ":"), sort_keys=True)


def unpacked(text: str) -> Shown:
    """What a form sent back; nothing at all for what is none."""
    if len(text) > LONGEST:
        return {}
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return sent if isinstance(sent, dict) else {}


def others(sent: Mapping[str, Any], now: Mapping[str, str]) -> list[str]:
    """What stands otherwise than the form showed it."""
    return [key for key in {**now, **sent} if sent.get(key) != now.get(key)]


def in_words(
    keys: Sequence[str], *, sent: Mapping[str, Any], form: BaseModelForm, formsets: Sequence[Any]
) -> list[str]:
    """What a colleague has changed: each field with what stands there now, each row with what became of it."""
    words = [
        _("%(field)s: now %(value)s") % {"field": capfirst(str(form[key].label)), "value": _said(form, key)}
        for key in keys
        if key in form.fields
    ]
    rows = {f"{each.prefix}{ROW}{row.instance.pk}": (each, row) for each in formsets for row in each.initial_forms}
    for key in keys:
        if key in rows:
            formset, row = rows[key]
            table = capfirst(str(formset.model._meta.verbose_name))
            pattern = _("%(table)s “%(row)s”: changed") if key in sent else _("%(table)s “%(row)s”: added")
            words.append(pattern % {"table": table, "row": row.instance})
        elif key not in form.fields:
            prefix = key.partition(ROW)[0]
            tables = {each.prefix: each.model._meta.verbose_name for each in formsets}
            words.append(_("%(table)s: a row was removed") % {"table": capfirst(str(tables.get(prefix, prefix)))})
    return words


def _values(form: BaseModelForm) -> dict[str, Any]:
    """What nobody types (a password's digest, a hidden key) is not compared."""
    return {name: _plain(form[name].initial) for name, field in form.fields.items() if not field.disabled}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, datetime):
        return value.replace(second=0, microsecond=0).isoformat()
    if isinstance(value, QuerySet | list | tuple | set):
        return sorted(str(_plain(each)) for each in value)
    return "" if value is None else str(value)


def _digest(value: Any) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:DIGITS]


def _said(form: BaseModelForm, name: str) -> str:
    """What stands in a field now, as a person reads it."""
    field: Any = form.fields[name]
    value = form[name].initial
    if isinstance(field, ModelChoiceField):
        keys = value if isinstance(value, QuerySet | list | tuple) else [value]
        wanted = [each.pk if isinstance(each, Model) else each for each in keys if each is not None]
        rows: Any = field.queryset
        return ", ".join(map(str, rows.filter(pk__in=wanted))) or "–"
    choices = {str(key): label for key, label in getattr(field, "choices", ())}
    if str(value) in choices:
        return str(choices[str(value)])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    return str(localize(value)) if value not in (None, "") else "–"
