from datetime import datetime

from django.db.models import Exists, OuterRef

from .folded import FoldedNameQuerySet


class AuthorQuerySet(FoldedNameQuerySet):
    def published(self, *, at: datetime):
        """Those who have signed a story that is out."""
        from articles.models import Contribution

        signed = Contribution.objects.filter(author=OuterRef("pk"), is_first=True, published_at__lte=at)
        return self.filter(Exists(signed))

    def with_photo(self):
        return self.select_related("photo")
