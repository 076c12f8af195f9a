"""What a password must be: hard to guess for somebody who knows the house, and long for whoever reaches readers."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.spelling import password_as_kept
from vietnamese import fold

LOOKED_AT = 72  # letters: what is longer is not weaker, and guessing takes the longer the more there are
ENOUGH = 3  # of zxcvbn's 0 to 4: at least 10^8 guesses
OF_ONES_OWN = 4  # letters that are no name or word of the house
LONGEST = 1000  # letters that are read at all
LONG = 12  # letters, for whoever reaches readers
# What people of this house, this language and these keyboards choose first.
HOUSE_WORDS = (
    "huu-nghi-2026",
    *("huu nghi", "thoi dai", "thoidai", "vufo", "tap chi", "tap chi thoi dai", "toa soan", "lien hiep", "doi ngoai"),
    *(
        "hoa binh",
        "nhan dan",
        "viet nam",
        "vietnam",
        "ha noi",
        "hanoi",
        "sai gon",
        "bao chi",
        "nha bao",
        "tong bien tap",
    ),
    *("bien tap", "bien tap vien", "phong vien", "cong tac vien", "thu ky", "quan tri", "truong ban", "bien anh"),
    *("mat khau", "matkhau", "xin chao", "anh yeu em", "em yeu anh", "gia dinh", "hanh phuc", "may man", "con yeu"),
    *("khong biet", "viet nam vo dich", "chuc mung nam moi", "bac ho", "ho chi minh", "dien bien phu", "thang long"),
    *(
        "1234567890",
        "123456789",
        "12345678",
        "0987654321",
        "1qaz2wsx",
        "qwerty",
        "telex",
        "admin",
        "editor",
        "password",
    ),
)


def reaches_readers(user: Any) -> bool:
    """Does this colleague change what readers see? A new one whose role is not known yet is taken to do so."""
    to_be = getattr(user, "permissions_to_be", None)  # of a form in which the role is being chosen
    if to_be is not None:
        return any(each in to_be for each in settings.SECOND_FACTOR_OF)
    return (
        not isinstance(user, User) or user.pk is None or any(user.has_perm(each) for each in settings.SECOND_FACTOR_OF)
    )


def problems(password: str, user: User) -> list[str]:
    """Why this password may not be chosen, in words; nothing if it may."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return list(error.messages)
    return []


class HearsItAsKept:
    """What a validator hears is what will be hashed: "ế" typed as three characters is one letter."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(password_as_kept(password), user)  # type: ignore[misc]  # of the validator that it is mixed into


class UnlikeOwnNamesValidator(HearsItAsKept, UserAttributeSimilarityValidator):
    """Django's own, of the password as it is kept."""


class LongEnoughValidator(HearsItAsKept, MinimumLengthValidator):
    """Django's own, of the password as it is kept."""


class UncommonValidator(HearsItAsKept, CommonPasswordValidator):
    """Django's own, of the password as it is kept."""


class NotOnlyDigitsValidator(HearsItAsKept, NumericPasswordValidator):
    """Django's own, of the password as it is kept."""


class LongForPublishersValidator:
    """Twelve letters for whoever reaches readers; Django's own validator asks eight of everybody."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password_as_kept(password)) < LONG and reaches_readers(user):
            raise ValidationError(
                ngettext(
                    "Your role reaches readers: the password needs at least %(least)d character.",
                    "Your role reaches readers: the password needs at least %(least)d characters.",
                    LONG,
                )
                % {"least": LONG},
                code="password_too_short",
            )

    def get_help_text(self) -> str:
        return _(
            "At least 12 characters for roles that reach readers; four words that do not belong together are good."
        )


class HardToGuessValidator:
    """zxcvbn's opinion of the password as typed and without accents and signs, told the words of the house."""

    def words(self) -> Iterable[str]:
        return HOUSE_WORDS

    def validate(self, password: str, user: Any = None) -> None:
        from zxcvbn import zxcvbn  # 14 MB of word lists, which only processes load where passwords are chosen

        password = password_as_kept(password)
        words = (*self.words(), *_own_words(user))
        known = _as_typed(words)
        squeezed = fold(password[:LONGEST]).replace(" ", "")
        rest = _names(words).sub("", squeezed)
        if len(rest) < len(squeezed) and sum(map(str.isalpha, rest)) < OF_ONES_OWN:
            raise ValidationError(_known_here(), code="password_easy_to_guess")
        found = [zxcvbn(text[:LOOKED_AT], user_inputs=known) for text in {password, squeezed} if text]
        weakest = min(found, key=lambda one: one["guesses"], default=None)
        if weakest is not None and weakest["score"] < ENOUGH:
            raise ValidationError(_why(weakest), code="password_easy_to_guess")

    def get_help_text(self) -> str:
        return _("Not the names of the magazine, the union, its sections or places, nor your own, with a year behind.")


def _own_words(user: Any) -> tuple[str, ...]:
    if user is None:
        return ()
    values = (user.get_username(), getattr(user, "name", ""), (getattr(user, "email", "") or "").partition("@")[0])
    return tuple(  # of a form, some may have been refused: None
        part for value in values if value for part in (value, *fold(value).split()) if len(part) > 1
    )


@lru_cache(maxsize=64)
def _as_typed(words: tuple[str, ...]) -> list[str]:
    """Without accents, in one piece and word by word; the first are the ones that are guessed first."""
    folded = [fold(word) for word in words if word]
    return list(dict.fromkeys([*(word.replace(" ", "") for word in folded), *folded, *" ".join(folded).split()]))


@lru_cache(maxsize=64)
def _names(words: tuple[str, ...]) -> re.Pattern[str]:
    """Each in one piece, the longest first; what has three letters or fewer is no name to go by."""
    pieces = {fold(word).replace(" ", "") for word in words}
    longest_first = sorted((piece for piece in pieces if len(piece) > 3), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


def _known_here() -> str:
    return _("This password is easy to guess: it is made of your own name or of words that everybody here knows.")


def _why(found: dict[str, Any]) -> str:
    """The reason in our words: zxcvbn speaks English."""
    kinds = {(part.get("pattern"), part.get("dictionary_name")) for part in found["sequence"]}
    if ("dictionary", "user_inputs") in kinds:
        return _known_here()
    if kinds & {("spatial", None), ("sequence", None), ("repeat", None)}:
        return _("This password is easy to guess: keys beside each other, a sequence or something repeated.")
    if ("date", None) in kinds or ("regex", None) in kinds:
        return _("This password is easy to guess: it is little more than a date or a year.")
    return _("This password is easy to guess. Take several words that do not belong together.")
