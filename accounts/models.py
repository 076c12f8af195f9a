from typing import Any, ClassVar

from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.spelling import SignInName, has_no_look_alikes, name_as_kept, password_as_kept


class Colleagues(UserManager["User"]):
    """Django's own hashes a first password as it was typed."""

    use_in_migrations = False

    def create_user(self, username: str, email: Any = None, password: str | None = None, **fields: Any) -> "User":
        return super().create_user(username, email, password and password_as_kept(password), **fields)

    def create_superuser(self, username: str, email: Any = None, password: str | None = None, **fields: Any) -> "User":
        return super().create_superuser(username, email, password and password_as_kept(password), **fields)


class User(AbstractUser):
    """A member of staff who signs in at the desk. Bylines are `articles.Author`, not this."""

    username = SignInName(
        _("username"),
        max_length=150,
        unique=True,
        help_text=_("At most 150 letters, digits and @ . + - _. Capitals and small letters are the same."),
        validators=[UnicodeUsernameValidator(), has_no_look_alikes],
        error_messages={"unique": _("A user with that username already exists.")},
    )
    first_name = None  # type: ignore[assignment]  # one full name instead of two halves
    last_name = None  # type: ignore[assignment]
    name = models.CharField(
        _("full name"), max_length=150, help_text=_("As colleagues write it, for example “Nguyễn Thu Hà”.")
    )

    objects: ClassVar[Colleagues] = Colleagues()

    class Meta(AbstractUser.Meta):
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        """The given name: the last word of a Vietnamese full name."""
        return str(self).split()[-1]

    @classmethod
    def normalize_username(cls, username: str | None) -> str | None:  # type: ignore[override]
        return name_as_kept(username) if isinstance(username, str) else username  # forms bring None for a refused one

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password and password_as_kept(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """As it is kept, and once more as it was typed if that differs: passwords were once hashed as typed.

        What is typed decides how often that hashes, never whose password it is tried on (`accounts.backends`).
        """
        kept = raw_password and password_as_kept(raw_password)
        if check_password(kept, self.password, self._hash_anew):
            return True
        if kept == raw_password or not check_password(raw_password, self.password):
            return False
        self._hash_anew(raw_password)
        return True

    def _hash_anew(self, raw_password: str | None) -> None:
        """The same password in a better form, unless it was changed meanwhile."""
        former = self.password
        self.set_password(raw_password)
        self._password = None  # no change that validators are told of
        if not User.objects.filter(pk=self.pk, password=former).update(password=self.password):
            self.password = former
