"""One spelling for what colleagues type to sign in, whatever their keyboard sends: a name and a password.

Vietnamese letters have several forms in Unicode: "ế" is one character, two or three. They look alike and are one.
"""

import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from vietnamese import clean_line, composed

LONGEST_NAME = 150  # letters, as in Django's AbstractUser
LONGEST_TYPED = 1_000  # as it was typed, with what cannot be seen; nobody types more


def name_as_kept(typed: str) -> str:
    """A sign-in name in the one form that is stored and compared: composed, in small letters, nothing invisible."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", clean_line(typed)).casefold())


def name_tried(typed: str) -> str:
    """The sign-in name that a try is for: it is looked up and its wrong passwords are counted as this, nothing else.

    It is respelled first and cut afterwards, or else invisible letters would lead to one name and count for another.
    What is too long as it was typed is for a name that nobody can have.
    """
    if len(typed) > LONGEST_TYPED:
        return ""
    return name_as_kept(name_as_kept(typed)[:LONGEST_NAME])  # once more: cutting may have left a space at the end


def password_as_kept(typed: str) -> str:
    """A password in the one form that is hashed: composed, and nothing else is changed."""
    return composed(typed)


class SignInName(models.CharField):
    """A name that finds its account in any letter case: it is stored, looked up and unique as `name_as_kept`."""

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        return name_as_kept(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return self.to_python(super().get_prep_value(value))

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def has_no_look_alikes(name: str) -> None:
    """Refuses letters of other scripts that look like ours: "аdmin" with a Cyrillic "а" is somebody else."""
    from confusable_homoglyphs import confusables  # 1 MB of tables, which only processes load where names are chosen

    others = "".join(letter for letter in unicodedata.normalize("NFD", name) if not letter.isascii())
    found: list[dict[str, Any]] = []
    for alike in (["latin"], ["latin", "common"]):  # letters, then digits and signs
        found += confusables.is_confusable(others, preferred_aliases=alike, greedy=True) or []
    for each in found:
        likes = (homoglyph["c"] for homoglyph in each["homoglyphs"])
        if like := next((like for like in likes if like.isascii() and like.isalnum()), ""):
            raise ValidationError(
                _("“%(letter)s” only looks like “%(like)s”: it is of another script. Type it anew on your keyboard."),
                code="look_alike",
                params={"letter": each["character"], "like": like},
            )
    if found:  # they look like what nobody here knows
        raise ValidationError(_("Use the letters of Vietnamese, digits and @ . + - _"), code="look_alike")
