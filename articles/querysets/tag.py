from datetime import datetime

from django.db.models import Exists, OuterRef

from .folded import FoldedNameQuerySet


class TagQuerySet(FoldedNameQuerySet):
    def published(self, *, at: datetime):
        """Those under which a story is out."""
        listings = self.model._meta.get_field("article_listings").related_model._default_manager
        return self.filter(Exists(listings.filter(tag=OuterRef("pk"), published_at__lte=at)))
