"""What leads on from a story: an editor's picks first, then what the worker computed."""

from datetime import datetime

from django.db.models import QuerySet

from articles.models import Article, RelatedPick, RelatedStory
from articles.querysets.together import numbers_together
from pagecache import made_of

MOST = 24  # more than any page shows


def computed_related(number: int, *, at: datetime) -> QuerySet:
    """The live stories that the worker found to be related, the closest first."""
    return RelatedStory.objects.filter(article=number).live(at=at).order_by("position")


def related_numbers(number: int, *, at: datetime) -> list[int]:
    """The numbers of live stories that lead on from a story, in order; one query."""
    made_of(f"article:{number}", f"related:{number}")
    picks = RelatedPick.objects.filter(article=number)
    found = numbers_together(
        {
            "picked": picks.order_by("-place", "position", "pk").values_list("number")[:MOST],
            "live": Article.objects.live(at=at).numbered(picks.values("number")).values_list("pk")[:MOST],
            "computed": computed_related(number, at=at).values_list("related")[:MOST],
        }
    )
    made_of(*(f"article:{each}" for each in found["picked"]))
    live = set(found["live"])
    return list(dict.fromkeys([*(each for each in found["picked"] if each in live), *found["computed"]]))
