"""The magazine's questions, in its own words."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from pagecache import made_of

if TYPE_CHECKING:
    from articles.models import Author, Section, Tag, Topic
    from organizations.models import Event, Organization, Province
    from photos.models import Photo


class ArticleQuerySet(models.QuerySet):
    """Published stories. What asks for a list notes that the page which is being drawn is made of it."""

    # The columns of "newest first". A listing repeats the article's, so that its own index answers.
    _newest = ("published_at", "pk")

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._newest = self._newest
        return clone

    # ── which ──
    def live(self, *, at: datetime) -> Self:
        """What readers may see at a moment: published by then, not withdrawn. `Article.is_live` says the same."""
        return self.filter(withdrawn_at=None, published_at__lte=at)

    def withdrawn(self, *, at: datetime) -> Self:
        """What readers had, and may not see any more."""
        return self.filter(withdrawn_at__isnull=False, published_at__lte=at)

    def current(self, *, at: datetime) -> Self:
        """Not expired: what may stand in a list (an expired article keeps its page)."""
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=at))

    def published_since(self, moment: datetime) -> Self:
        made_of("article")
        return self.filter(published_at__gte=moment)

    def in_section(self, section: "Section") -> Self:
        """Of a section with its subsections, or of one subsection."""
        made_of(f"section:{section.pk}/stories")
        return self.filter(section=section) if section.parent_id else self.filter(top_section=section)

    def of_kind(self, *kinds: str) -> Self:
        made_of(*(f"kind:{kind}" for kind in kinds))
        return self.filter(kind__in=kinds) if len(kinds) > 1 else self.filter(kind=kinds[0])

    def with_tag(self, tag: "Tag") -> Self:
        return self._listed("tag_listings", "content_object", tag=tag)

    def in_topic(self, topic: "Topic") -> Self:
        return self._listed("topic_listings", "article", topic=topic)

    def of_organization(self, organization: "Organization") -> Self:
        return self._listed("organization_listings", "article", organization=organization)

    def of_province(self, province: "Province") -> Self:
        """Of the bodies that work in a province."""
        from articles.models import OrganizationArticle

        made_of("organization/stories")
        return self.filter(pk__in=OrganizationArticle.objects.filter(organization__province=province).values("article"))

    def of_event(self, event: "Event") -> Self:
        return self._listed("event_listings", "article", event=event)

    def by_author(self, author: "Author") -> Self:
        """Signed under the author's name, or under one that was merged into it."""
        return self._listed("contributions", "article", listed_under=author, is_first=True)

    def using_photo(self, photo: "Photo") -> Self:
        """Whose approved text uses a picture, as the lead picture or in the body."""
        return self.filter(photo_uses__photo=photo)

    def numbered(self, numbers: "Iterable[int] | models.QuerySet") -> Self:
        """Those with these numbers. A page that names a story is made of it also while it is not live yet."""
        if isinstance(numbers, models.QuerySet):
            return self.filter(pk__in=numbers)
        wanted = list(numbers)
        made_of(*(f"article:{number}" for number in wanted))
        return self.filter(pk__in=wanted)

    def except_numbers(self, numbers: Iterable[int]) -> Self:
        return self.exclude(pk__in=list(numbers))

    # ── with what ──
    def with_card(self) -> Self:
        """Everything a card prints, and nothing that only the article's own page does."""
        return self.select_related("section__parent", "photo").defer("body", "seo_title", "social_title")

    # ── in which order ──
    def newest_first(self) -> Self:
        return self.order_by(*(f"-{column}" for column in self._newest))

    def before(self, published_at: datetime, number: int) -> Self:
        """The page after a given article, newest first (keyset: as quick at page 1,000 as at page 1)."""
        when, which = self._newest
        # Not “earlier, or then and below”: PostgreSQL takes that for few rows, reads all of them and sorts.
        return self.filter(Q(**{f"{when}__lte": published_at}), ~Q(**{when: published_at, f"{which}__gte": number}))

    def not_before(self, published_at: datetime, number: int) -> Self:
        """The other way: a given article and what is newer, the oldest first."""
        when, which = self._newest
        return self.filter(
            Q(**{f"{when}__gte": published_at}), ~Q(**{when: published_at, f"{which}__lt": number})
        ).order_by(when, which)

    def _listed(self, listings: str, key: str, **filing) -> Self:
        rows = (value for value in filing.values() if isinstance(value, models.Model))
        made_of(*(f"{row._meta.model_name}:{row.pk}/stories" for row in rows))
        # The aliases hold on to this filter's join: a second filter across the relation would make one of its own.
        found = self.filter(**{f"{listings}__{field}": value for field, value in filing.items()}).alias(
            listed_at=F(f"{listings}__published_at"), listed_number=F(f"{listings}__{key}")
        )
        found._newest = ("listed_at", "listed_number")
        return found
