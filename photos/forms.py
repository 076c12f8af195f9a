from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from photos import published
from photos.bounds import FORMATS
from photos.models import Photo
from vietnamese import clean_line
from vietnamese.fields import DayField, LongTextField

WORDS = ("caption", "alt", "credit", "agency")
ACCEPT = ",".join(f"image/{name.lower()}" for name in FORMATS)


class PhotoForm(forms.ModelForm):
    """What the desk may change of a picture of the library. `by` is whoever sits there."""

    by: Any = None
    reason = forms.CharField(
        label=_("Why, for readers have it"),
        required=False,
        max_length=500,
        help_text=_("Only when you change how published pages show the picture."),
    )

    class Meta:
        model = Photo
        fields = (
            "caption",
            "alt",
            "credit",
            "agency",
            "kind",
            "taken_on",
            "rights",
            "rights_expire_on",
            "focal_x",
            "focal_y",
        )
        field_classes = {
            "caption": LongTextField,
            "alt": LongTextField,
            "taken_on": DayField,
            "rights_expire_on": DayField,
        }
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.by is None or not self.instance.pk:
            self.fields.pop("reason", None)
            return
        self.before = Photo.objects.get(pk=self.instance.pk)
        locked = {name for name in published.reached(self.before) if not self.by.has_perm(published.RIGHTS[name])}
        for name in locked & set(self.fields) if not self.is_bound else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Readers have this picture: your role may not change how it is shown.")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in WORDS:
            if field in cleaned:
                cleaned[field] = clean_line(cleaned[field])
        if (taken_on := cleaned.get("taken_on")) and taken_on > timezone.localdate():
            self.add_error("taken_on", _("This day is still to come: no picture was taken on it."))
        return cleaned

    def _post_clean(self) -> None:
        """Once the picture holds what was typed: is that in front of readers, and may it be?"""
        super()._post_clean()  # type: ignore[misc]  # django-stubs do not know it
        if self.by is None or not self.instance.pk or self.errors:
            return
        changed = published.changes(self.instance, before=self.before)
        for name in changed:
            if not self.by.has_perm(published.RIGHTS[name]):
                self.add_error(name, _("Readers have this picture: your role may not change how it is shown."))
        if not self.errors:
            try:
                published.refuse(changed, by=self.by, reason=self.cleaned_data.get("reason") or self.reason_sent)
            except ValidationError as refusal:
                self.add_error("reason" if "reason" in self.fields else None, refusal)

    @property
    def reason_sent(self) -> str:
        return str(self.data.get("reason", ""))[:500].replace("\x00", "")


class PartialPhotoForm(PhotoForm):
    """The same rules where only some fields are sent: the others stay as they are."""

    def __init__(self, data: QueryDict, *, instance: Photo, by: Any) -> None:
        self.by = by
        super().__init__(data, instance=instance)
        for name in set(self.fields) - set(data):
            del self.fields[name]


class UploadForm(forms.ModelForm):
    """What is known of a picture when it is sent; whatever is left empty comes from the file or stays open."""

    class Meta:
        model = Photo
        fields: tuple[str, ...] = ("caption", "alt", "credit", "agency", "rights", "kind")
        field_classes = {"caption": LongTextField, "alt": LongTextField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def details(self) -> dict[str, Any]:
        """What was filled in, as `photos.ingest.admit` takes it."""
        return {name: value for name, value in self.cleaned_data.items() if value and name in self.Meta.fields}


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class ManyUploadForm(UploadForm):
    """What holds for all pictures that are sent together."""

    pictures = forms.Field(
        label=_("Pictures"),
        required=False,
        widget=ManyFilesInput(attrs={"accept": ACCEPT}),
        help_text=_("JPEG, PNG, WebP, AVIF, GIF or TIFF, up to 40 MB each."),
    )

    class Meta(UploadForm.Meta):
        fields = ("credit", "agency", "rights", "kind")
