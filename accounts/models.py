from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A member of staff who signs in at the desk. Bylines are `articles.Author`, not this."""

    first_name = None  # type: ignore[assignment]  # one full name instead of two halves
    last_name = None  # type: ignore[assignment]
    name = models.CharField(
        _("full name"), max_length=150, help_text=_("As colleagues write it, for example “Nguyễn Thu Hà”.")
    )

    class Meta(AbstractUser.Meta):
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        """The given name: the last word of a Vietnamese full name."""
        return str(self).split()[-1]
