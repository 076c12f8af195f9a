"""Addresses that readers will be sent to, as colleagues type them: the desk's lead no reader anywhere."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import body


class PublicAddressField(forms.URLField):
    """An address of the web in its canonical form: without a tracker around it, and never the desk's."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"assume_scheme": "https"} | kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        address = body.public_address(typed) if typed else ""
        if typed and not address:
            raise ValidationError(_("Readers cannot follow this address: it leads to the desk, or nowhere."))
        return address
