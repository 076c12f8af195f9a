"""Merging two rows of one body: their published stories come together."""

from datetime import datetime
from typing import TYPE_CHECKING

from articles.models import Article, OrganizationArticle
from locking import locked
from newsroom import audit
from newsroom.holding import hold_all, touch_all
from newsroom.models import ImportRecord, Story
from organizations.merging import moves
from organizations.models import Organization

from .reach import felt

if TYPE_CHECKING:
    from accounts.models import User


@moves("articles.organizationarticle")
def move_articles(*, keep: Organization, duplicate: Organization, by: "User | None", now: datetime) -> None:
    """File under the body that is kept what was filed under its duplicate; within the caller's transaction."""
    numbers = set(Story.objects.filter(organizations=duplicate).values_list("pk", flat=True))
    numbers |= set(OrganizationArticle.objects.filter(organization=duplicate).values_list("article", flat=True))
    # Before anything is moved: whoever files or publishes one of them at this moment is waited for.
    hold_all(numbers)
    with ImportRecord.objects.unedited(numbers):
        touch_all(numbers)
    list(locked(Article.objects.filter(pk__in=numbers)).values_list("pk"))
    filed = OrganizationArticle.objects.filter(organization=keep).values("article")
    rows = OrganizationArticle.objects.filter(organization=duplicate)
    with felt(rows.values_list("article", flat=True), now=now):
        rows.filter(article__in=filed).delete()
        moved = rows.update(organization=keep)
    audit.record(
        "merge_bodies",
        by=by,
        now=now,
        subject=f"organization:{keep.pk}",
        detail={"duplicate": duplicate.name, "articles": moved},
    )
