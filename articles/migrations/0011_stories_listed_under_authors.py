import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_merged_authors")]
    operations = [
        migrations.AlterField(
            "contribution",
            "listed_under",
            models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.author"
            ),
        ),
        migrations.RemoveIndex("contribution", "contribution_newest"),
        migrations.AddIndex(
            "contribution",
            models.Index(
                fields=["listed_under", "-published_at", "-article"],
                condition=Q(is_first=True),
                name="contribution_listed",
            ),
        ),
    ]
