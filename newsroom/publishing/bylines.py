"""Whose page lists a story: an author's who signs it, or the one's that this author was merged into."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from articles.models import Author, Contribution


def list_under_kept(numbers: Iterable[int]) -> set[int]:
    """List these stories under the authors that were kept, whose keys it returns. Their bylines do not change."""
    lines = Contribution.objects.filter(article__in=list(numbers))
    merged = lines.filter(listed_under__merged_into__isnull=False)
    found = list(merged.values_list("article", "listed_under__merged_into"))
    if not found:
        return set()
    kept = Author.objects.filter(pk=OuterRef("listed_under")).values("merged_into")
    merged.update(listed_under=Subquery(kept))
    seen: set[tuple[int, int]] = set()
    changed = []
    for line in lines.filter(article__in={article for article, _author in found}).order_by("article", "position", "pk"):
        place = (line.article_id, line.listed_under_id)
        if line.is_first != (place not in seen):
            line.is_first = place not in seen
            changed.append(line)
        seen.add(place)
    Contribution.objects.bulk_update(changed, ["is_first"], batch_size=500)
    return {author for _article, author in found if author is not None}
