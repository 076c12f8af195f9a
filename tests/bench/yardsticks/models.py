from django.db import models


class Story(models.Model):
    """The table of articles as somebody in a hurry would write it down."""

    id = models.BigIntegerField(primary_key=True)
    slug = models.CharField(max_length=255)
    title = models.CharField(max_length=255)
    lead = models.TextField()
    body = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "articles_article"

    def __str__(self) -> str:
        return self.title
