"""What leads on from a story: an editor's picks first, then what the worker computed."""

from datetime import datetime

from articles.models import Article, RelatedPick, RelatedStory
from articles.querysets.together import numbers_together
from pagecache import made_of

MOST = 24  # more than any page shows


def related_numbers(number: int, *, at: datetime) -> list[int]:
    """The numbers of live stories that lead on from a story, in order; one query."""
    made_of(f"article:{number}", f"related:{number}")
    picks = RelatedPick.objects.filter(article=number)
    found = numbers_together(
        {
            "picked": picks.order_by("-place", "position", "pk").values_list("number")[:MOST],
            "live": Article.objects.live(at=at).numbered(picks.values("number")).values_list("pk")[:MOST],
            "computed": RelatedStory.objects.of_story(number).live(at=at).values_list("related")[:MOST],
        }
    )
    made_of(*(f"article:{each}" for each in found["picked"]))
    live = set(found["live"])
    return list(dict.fromkeys([*(each for each in found["picked"] if each in live), *found["computed"]]))
