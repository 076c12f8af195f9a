"""What the worker works out for the magazine."""

from django.utils import timezone

from articles import related
from outbox import queue


@queue.handler("articles.related.many")
def work_out_many(payload: queue.Payload) -> None:
    """Stories that came in together, each on its own: their neighbours are among them."""
    for number in payload["numbers"]:
        related.refresh(number, at=timezone.now())


@queue.handler("articles.related")
def work_out_related(payload: queue.Payload) -> None:
    """A story appeared or changed: work out its related stories, and anew those of the stories it is related to."""
    now = timezone.now()
    for neighbour in related.refresh(payload["number"], at=now):
        related.refresh(neighbour, at=now)
