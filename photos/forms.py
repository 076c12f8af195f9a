from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from photos.bounds import FORMATS
from photos.models import Photo
from vietnamese import clean_line
from vietnamese.fields import DayField

WORDS = ("caption", "alt", "credit", "agency")
ACCEPT = ",".join(f"image/{name.lower()}" for name in FORMATS)


class PhotoForm(forms.ModelForm):
    """What the desk may change of a picture of the library."""

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
        field_classes = {"taken_on": DayField, "rights_expire_on": DayField}
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": "any"}),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field in WORDS:
            if field in cleaned:
                cleaned[field] = clean_line(cleaned[field])
        if (taken_on := cleaned.get("taken_on")) and taken_on > timezone.localdate():
            self.add_error("taken_on", _("This day is still to come: no picture was taken on it."))
        return cleaned


class PartialPhotoForm(PhotoForm):
    """The same rules where only some fields are sent: the others stay as they are."""

    def __init__(self, data: QueryDict, *, instance: Photo) -> None:
        super().__init__(data, instance=instance)
        for name in set(self.fields) - set(data):
            del self.fields[name]


class UploadForm(forms.ModelForm):
    """What is known of a picture when it is sent; whatever is left empty comes from the file or stays open."""

    class Meta:
        model = Photo
        fields: tuple[str, ...] = ("caption", "alt", "credit", "agency", "rights", "kind")

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
