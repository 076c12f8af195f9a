"""What the worker works out for the magazine."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import related
from outbox import queue


@queue.handler("articles.related.many", seconds=60, words=_("work out the related stories of many stories"))
def work_out_many(payload: queue.Payload) -> None:
    """Stories that came in together, each by itself: one that cannot be worked out keeps no other back."""
    for number in payload["numbers"]:
        queue.enqueue("articles.related.own", {"number": number}, key=str(number))


@queue.handler("articles.related.own", seconds=60, words=_("work out the related stories of one story"))
def work_out_own(payload: queue.Payload) -> None:
    """One story of many: its neighbours are among them."""
    related.refresh(payload["number"], at=timezone.now())


@queue.handler("articles.related", seconds=60, words=_("work out related stories"))
def work_out_related(payload: queue.Payload) -> None:
    """A story appeared or changed: work out its related stories, and anew those of the stories it is related to."""
    now = timezone.now()
    for neighbour in related.refresh(payload["number"], at=now):
        queue.enqueue("articles.related.own", {"number": neighbour}, key=str(neighbour))
