"""What colleagues fill in to sign in, besides Django's own name and password."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm, AdminPasswordChangeForm
from django.contrib.auth import authenticate, update_session_auth_hash
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.spelling import LONGEST_TYPED
from vietnamese.fields import LONGEST_PASSWORD


class SignInForm(AdminAuthenticationForm):
    """Name and password. Django's own has no end for the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].validators.append(MaxLengthValidator(LONGEST_TYPED))


class CodeForm(forms.Form):
    """Six digits from the app, or ten from paper."""

    code = forms.CharField(
        label=_("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "spellcheck": "false",
                "class": "code-input",
            }
        ),
    )


def bounded(password: forms.Field) -> None:
    """Gives an end to a field for a password, as Django makes it without one."""
    password.validators.append(MaxLengthValidator(LONGEST_PASSWORD))
    password.max_length = LONGEST_PASSWORD  # type: ignore[attr-defined]


def is_own(password: str, request: HttpRequest) -> bool:
    """Is this the password of whoever is signed in? A wrong one is counted, and the fifth locks."""
    user: User = request.user  # type: ignore[assignment]  # the views let colleagues in only
    owner = authenticate(request, username=user.get_username(), password=password)
    if owner is not None and owner.password != user.password:
        update_session_auth_hash(request, owner)  # hashed anew a moment ago: this session goes on
    return owner is not None


class PasswordForm(forms.Form):
    """The own password once more, before something that a passer-by must not do. Wrong ones count as at the sign-in."""

    password = forms.CharField(
        label=_("Your password"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        password = self.cleaned_data["password"]
        if not is_own(password, self.request):
            raise forms.ValidationError(_("That is not your password."))
        return password


class ReplaceForm(PasswordForm, CodeForm):
    """Another telephone instead of the one enrolled."""

    field_order = ("code", "password")


class NewPasswordForm(AdminPasswordChangeForm):
    """The old password and a new one. Wrong old ones count as at the sign-in."""

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        for field in self.fields.values():
            bounded(field)

    def clean_old_password(self) -> str:
        password = self.cleaned_data["old_password"]
        if not is_own(password, self.request):
            raise forms.ValidationError(self.error_messages["password_incorrect"], code="password_incorrect")
        return password


class ForgottenForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )
