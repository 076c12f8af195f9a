"""An author may be merged into another one, whose page lists the stories of both."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


def fill(apps, schema_editor):
    lines = apps.get_model("articles", "Contribution").objects.using(schema_editor.connection.alias)
    lines.update(listed_under=F("author"))


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_corrected_stories")]
    operations = [
        migrations.AddField(
            "author",
            "merged_into",
            models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="articles.author",
                verbose_name="merged into",
            ),
        ),
        migrations.AddConstraint(
            "author",
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("pk")),
                name="author_not_merged_into_itself",
                violation_error_message="An author cannot be merged into itself.",
            ),
        ),
        migrations.AddField(
            "contribution",
            "listed_under",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.author",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
