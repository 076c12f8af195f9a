"""The form in which a featured list is arranged: one line a pin, in order."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

import vietnamese
from articles.models import Article
from newsroom.admin.widgets import PhotoInput
from photos.models import Photo
from vietnamese.fields import MomentField

LINES_AT_MOST = 40
LAST_NUMBER = 2**53


class PinForm(forms.Form):
    """One pin."""

    number = forms.IntegerField(label=_("story number"), min_value=1, max_value=LAST_NUMBER, widget=forms.HiddenInput)
    card_title = forms.CharField(label=_("title in this list"), max_length=255, required=False)
    card_photo = forms.IntegerField(
        label=_("picture in this list"), required=False, min_value=1, max_value=LAST_NUMBER, widget=PhotoInput
    )
    starts_at = MomentField(required=False, label=_("stands from"))
    ends_at = MomentField(required=False, label=_("stands until"))

    def __init__(
        self, *args: Any, now: datetime | None = None, kept: Mapping[int, str | None] | None = None, **kwargs: Any
    ) -> None:
        """`kept`: until when each story stands in the draft already; such a pin may be over, a new one may not."""
        self.now, self.kept = now or timezone.now(), kept or {}
        super().__init__(*args, **kwargs)

    def clean_card_title(self) -> str:
        return vietnamese.clean_line(self.cleaned_data["card_title"])

    def clean_card_photo(self) -> int | None:
        key = self.cleaned_data["card_photo"]
        if key is None:
            return None
        photo = Photo.objects.filter(pk=key).first()
        if photo is None or not photo.is_usable(timezone.localdate()):
            raise ValidationError(_("This picture may not be used."))
        return key

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_at") and data.get("ends_at") and data["ends_at"] <= data["starts_at"]:
            self.add_error("ends_at", _("A pin's end must come after its start."))
        elif (ends_at := data.get("ends_at")) and ends_at <= self.now and ends_at != self._kept(data):
            self.add_error("ends_at", _("This time is past: the pin would never be seen."))
        return data

    def _kept(self, data: Mapping[str, Any]) -> datetime | None:
        return _moment(self.kept.get(data.get("number", 0)))


class PinFormSet(forms.BaseFormSet):
    """The pins of a list in order. `items` of a valid one is what a draft keeps."""

    @property
    def items(self) -> list[dict[str, Any]]:
        return [_item(form.cleaned_data) for form in self.ordered_forms]

    def clean(self) -> None:
        if any(self.errors) or not self.management_form.is_valid():
            return
        numbers = [form.cleaned_data["number"] for form in self.ordered_forms]
        if len(set(numbers)) != len(numbers):
            raise ValidationError(gettext("A story stands twice in this list."))
        known = set(Article.objects.numbered(numbers).filter(withdrawn_at=None).values_list("pk", flat=True))
        for form in self.ordered_forms:
            if form.cleaned_data["number"] not in known:
                form.add_error("number", _("Readers do not have this story, and it is not scheduled."))
        if any(self.errors):
            raise ValidationError(gettext("One of the stories cannot stand in a list."))


Pins: type[PinFormSet] = forms.formset_factory(  # type: ignore[assignment]  # the stubs forget the base that is given
    PinForm,
    formset=PinFormSet,
    extra=0,
    can_order=True,
    can_delete=True,
    max_num=LINES_AT_MOST,
    absolute_max=LINES_AT_MOST + 1,
    validate_max=True,
)


def initial(items: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A draft's items as the form shows them."""
    return [
        dict(item) | {"starts_at": _moment(item.get("starts_at")), "ends_at": _moment(item.get("ends_at"))}
        for item in items
    ]


def _item(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "number": data["number"],
        "card_title": data["card_title"],
        "card_photo": data["card_photo"],
        "starts_at": data["starts_at"].isoformat() if data["starts_at"] else None,
        "ends_at": data["ends_at"].isoformat() if data["ends_at"] else None,
    }


def _moment(text: str | None) -> datetime | None:
    """To the minute, as the form shows it."""
    moment = parse_datetime(text) if text else None
    return moment.replace(second=0, microsecond=0) if moment else None
