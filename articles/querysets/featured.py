from django.db import models


class FeaturedListQuerySet(models.QuerySet):
    def with_items(self):
        from articles.models.featured import FeaturedItem

        return self.prefetch_related(
            models.Prefetch("items", queryset=FeaturedItem.objects.select_related("card_photo"))
        ).select_related("fill_section", "fill_topic")

    def keyed(self, *keys: str):
        return self.filter(key__in=keys)
