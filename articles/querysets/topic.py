from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from pagecache import made_of

from .folded import FoldedNameQuerySet


class TopicQuerySet(FoldedNameQuerySet):
    def on_banner(self, *, at: datetime):
        """Topics whose banner is shown at a moment: started, not over. `Topic.is_on_banner` says the same."""
        made_of("topic")
        return self.filter(self._on_banner(at))

    @staticmethod
    def _on_banner(at: datetime) -> Q:
        return Q(shown_from__isnull=False, shown_from__lte=at) & (Q(shown_until=None) | Q(shown_until__gt=at))

    def published(self, *, at: datetime):
        """Those under which a story is out."""
        from articles.models import TopicArticle

        return self.filter(Exists(TopicArticle.objects.filter(topic=OuterRef("pk"), published_at__lte=at)))

    def with_banner(self):
        return self.select_related("banner")
