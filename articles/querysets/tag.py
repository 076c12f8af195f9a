from datetime import datetime

from django.db.models import Exists, OuterRef

from .folded import FoldedNameQuerySet


class TagQuerySet(FoldedNameQuerySet):
    def published(self, *, at: datetime):
        """Those under which a story is out."""
        from articles.models import TaggedArticle

        return self.filter(Exists(TaggedArticle.objects.filter(tag=OuterRef("pk"), published_at__lte=at)))
