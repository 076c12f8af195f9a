"""An article expires after it was published.

One that "expired" before stands in no list now, and shall not come into one by a migration: it gets one minute.
"""

from datetime import timedelta

from django.db import migrations, models
from django.db.models import F, Q


def put_in_order(apps, schema_editor):
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    articles.filter(expires_at__lte=F("published_at")).update(expires_at=F("published_at") + timedelta(minutes=1))


class Migration(migrations.Migration):
    dependencies = [("articles", "0003_is_gone")]
    operations = [
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
        migrations.AddConstraint(
            "article",
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("published_at")),
                name="article_expires_after_publication",
                violation_error_message="An article cannot expire before it is published.",
            ),
        ),
    ]
