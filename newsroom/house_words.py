"""Passwords are compared with what everybody in this house knows: its sections, its union's bodies, the provinces."""

from collections.abc import Iterable

from accounts.passwords import HardToGuessValidator
from articles.models import Section
from organizations.models import Province

MOST = 2000  # names


class HouseWordsValidator(HardToGuessValidator):
    """Hard to guess for a colleague too."""

    def words(self) -> Iterable[str]:
        sections = Section.objects.order_by("pk").values_list("name", flat=True)[:MOST]
        provinces = Province.objects.order_by("pk").values_list("slug", flat=True)[:MOST]
        return (*super().words(), *sections, *provinces)
