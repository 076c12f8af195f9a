from datetime import datetime

from django.db.models import Q

from addresses.rows import AddressedQuerySet
from pagecache import made_of

from .folded import FoldedNameQuerySet


class TopicQuerySet(AddressedQuerySet, FoldedNameQuerySet):  # type: ignore[override]
    def on_banner(self, *, at: datetime):
        """Topics whose banner is shown at a moment: started, not over. `Topic.is_on_banner` says the same."""
        made_of("topic")
        return self.filter(self._on_banner(at))

    @staticmethod
    def _on_banner(at: datetime) -> Q:
        return Q(shown_from__isnull=False, shown_from__lte=at) & (Q(shown_until=None) | Q(shown_until__gt=at))

    def begun(self, *, at: datetime):
        """Those whose time has come; a topic without a time of its own has none to wait for."""
        return self.filter(Q(shown_from=None) | Q(shown_from__lte=at))

    def public(self, *, at: datetime):
        """Those that readers know: from their time on, or from their first story's where they have none."""
        return self.filter(Q(shown_from__lte=at) | Q(shown_from=None, out_since__lte=at))

    def published(self, *, at: datetime):
        """Those that readers know, with a story that is out."""
        return self.begun(at=at).filter(out_since__lte=at)

    def with_banner(self):
        return self.select_related("banner")
