"""The desk's questions, in its own words."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Substr

from articles.models import FeaturedList

if TYPE_CHECKING:
    from accounts.models import User
    from newsroom.models import Story


class StoryQuerySet(models.QuerySet):
    def visible_to(self, user: "User") -> Self:
        """A contributor sees their own stories; whoever may view stories sees all."""
        return self if user.has_perm("newsroom.view_story") else self.written_by(user)

    def written_by(self, user: "User") -> Self:
        return self.filter(created_by=user)

    def in_status(self, *statuses: str) -> Self:
        return self.filter(status__in=statuses)

    def in_sections(self, keys: Iterable[int]) -> Self:
        return self.filter(section__in=list(keys))

    def in_sections_of(self, user: "User") -> Self:
        """Stories of the sections that a colleague heads, with their subsections."""
        headed = user.headed_sections.values("section")
        return self.filter(Q(section__in=headed) | Q(section__parent__in=headed))

    def numbers(self, *, at_most: int) -> list[int]:
        """The first numbers in the order asked for; read from an index, without the stories themselves."""
        return list(self.values_list("pk", flat=True)[:at_most])

    def in_this_order(self, numbers: Sequence[int]) -> "list[Story]":
        """The stories of these numbers, as the numbers stand."""
        stories: dict[int, Story] = self.in_bulk(numbers)  # type: ignore[assignment]
        return [stories[number] for number in numbers if number in stories]

    def with_line(self) -> Self:
        """What a line of the list prints, and nothing else; the list knows the sections already."""
        named = ("section", "created_by__name", "created_by__username")
        return self.select_related("created_by").only(
            "kind", "kicker", "title", "status", "go_live_at", "changed_at", "change_number", *named
        )

    def with_card(self) -> Self:
        """What a line of a pile prints, its section among it."""
        return self.select_related("section__parent", "created_by").defer("body", "lead")

    def last_changed_first(self) -> Self:
        return self.order_by("-changed_at", "-pk")

    def changed_since_approval(self, *, but_by: "User") -> Self:
        """Whose approval or schedule was lost by a text that somebody else changed, with no step of its own since."""
        from newsroom.models import AuditEntry

        of_story = AuditEntry.objects.filter(story=OuterRef("pk"))
        steps = of_story.filter(Q(act="lose_approval") | ~Q(to_status="")).order_by("-at", "-pk")
        lost = self.filter(Exists(of_story.filter(act="lose_approval")))
        last = {"last_step": Subquery(steps.values("act")[:1]), "last_by": Subquery(steps.values("actor")[:1])}
        return lost.annotate(**last).filter(~Q(last_by=but_by.pk) | Q(last_by=None), last_step="lose_approval")

    def due(self, *, now) -> Self:
        """Scheduled for now or before."""
        return self.filter(go_live_at__lte=now)


class AuditQuerySet(models.QuerySet):
    def of_story(self, number: int) -> Self:
        return self.filter(story=number)

    def with_actor(self) -> Self:
        return self.select_related("actor")

    def with_list_name(self) -> Self:
        """The name of the featured list that an act was about, as `list_name`."""
        lists = FeaturedList.objects.filter(key=Substr(OuterRef("subject"), len("list:") + 1))
        return self.annotate(list_name=Subquery(lists.values("name")[:1]))

    def last_reasons(self, numbers: list[int], *, act: str) -> dict[int, str]:
        """The newest reason given with an act, by story number."""
        entries = self.filter(story__in=numbers, act=act).order_by("at", "pk").values_list("story", "reason")
        return dict(entries)
