from django.db import models

from pagecache import made_of
from pagecache.rows import OnPagesQuerySet


class FeaturedListQuerySet(OnPagesQuerySet):
    def with_items(self):
        from articles.models.featured import FeaturedItem

        return self.prefetch_related(
            models.Prefetch("items", queryset=FeaturedItem.objects.select_related("card_photo"))
        ).select_related("fill_section", "fill_topic")

    def keyed(self, *keys: str):
        made_of(*(f"list:{key}" for key in keys))
        return self.filter(key__in=keys)
