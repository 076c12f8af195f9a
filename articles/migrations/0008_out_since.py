"""Since when readers know what stories stand under, filled from what is published."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

KINDS = ("author", "section", "tag", "topic")


def fill(apps, schema_editor):
    def rows(name):
        return apps.get_model("articles", name).objects.using(schema_editor.connection.alias)

    def first(stories, column):
        found = stories.filter(**{column: OuterRef("pk")}).order_by("published_at")
        return Subquery(found.values("published_at")[:1])

    rows("Tag").update(out_since=first(rows("TaggedArticle"), "tag"))
    rows("Topic").update(out_since=first(rows("TopicArticle"), "topic"))
    rows("Author").update(out_since=first(rows("Contribution").filter(is_first=True), "author"))
    live = rows("Article").filter(withdrawn_at=None)
    for column in ("section", "top_section"):  # a section has all of its subsections' stories as well
        rows("Section").update(out_since=Coalesce(first(live, column), "out_since"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_withdrawn_was_out")]
    operations = [
        *(
            migrations.AddField(
                name,
                "out_since",
                models.DateTimeField(editable=False, null=True, verbose_name="known to readers since"),
            )
            for name in KINDS
        ),
        migrations.AlterField(
            "topic",
            "shown_from",
            models.DateTimeField(
                blank=True,
                help_text="Readers are not told of the topic before."
                " Empty: no banner; its page is there with its first story.",
                null=True,
                verbose_name="shown from",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
