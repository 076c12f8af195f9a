"""What a colleague may hear of a story that is named by its number alone."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from articles.models import Article
from newsroom.models import Story

if TYPE_CHECKING:
    from accounts.models import User


def known_titles(numbers: Collection[int], *, to: "User", at: datetime) -> dict[int, str]:
    """Titles by number: the desk's of what this colleague may see, the printed ones of what every reader has.

    A story that is neither is missing, as one is that does not exist.
    """
    printed = Article.objects.live(at=at).numbered(numbers).values_list("pk", "title")
    seen = Story.objects.visible_to(to).filter(pk__in=list(numbers)).values_list("pk", "title")
    return dict(printed) | dict(seen)
