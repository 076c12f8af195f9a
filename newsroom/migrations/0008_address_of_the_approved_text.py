"""A story's address is the article's; what was typed for one before belongs to the text that it was typed with."""

from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Subquery
from django.utils import timezone


def settle(apps, schema_editor):
    """Words that were typed for a story which readers do not have yet count as approved with its current text."""
    using = schema_editor.connection.alias
    Article, Story, StoryVersion = (
        apps.get_model(label).objects.using(using)
        for label in ("articles.Article", "newsroom.Story", "newsroom.StoryVersion")
    )
    out = Article.filter(pk=OuterRef("story_id"), published_at__lte=timezone.now())
    typed = Story.exclude(slug="").exclude(current_version=None)
    StoryVersion.filter(pk__in=typed.values("current_version")).exclude(Exists(out)).update(
        slug=Subquery(Story.filter(pk=OuterRef("story_id")).values("slug")[:1])
    )
    address = Subquery(Article.filter(pk=OuterRef("pk")).values("slug")[:1])
    others = Story.annotate(address=address).filter(address__isnull=False).exclude(slug=F("address"))
    Story.filter(pk__in=others.values("pk")).update(slug=address)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0007_who_wrote_a_version"), ("articles", "0007_withdrawn_was_out")]
    operations = [
        migrations.AddField(
            "storyversion", "slug", models.SlugField(blank=True, db_index=False, default="", max_length=255)
        ),
        migrations.AlterField(
            "story",
            "slug",
            models.SlugField(
                blank=True,
                help_text="Empty: made from the approved title. It is fixed when the story first goes live.",
                max_length=255,
                verbose_name="address",
            ),
        ),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
