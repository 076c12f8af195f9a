from datetime import datetime

from django.db.models import Q

from .folded import FoldedNameQuerySet


class TopicQuerySet(FoldedNameQuerySet):
    def on_banner(self, *, at: datetime):
        """Topics whose banner is shown at a moment: started, not over."""
        return self.filter(
            Q(shown_from__isnull=False, shown_from__lte=at),
            Q(shown_until__isnull=True) | Q(shown_until__gt=at),
        )

    def with_banner(self):
        return self.select_related("banner")
