"""Only what readers had answers 410: a story that was withdrawn while it was scheduled leaves the magazine."""

from django.db import migrations
from django.db.models import F


def take_out(apps, schema_editor):
    """Such rows are blank and have no listings any more; the desk's story keeps everything."""
    articles = apps.get_model("articles", "Article").objects.using(schema_editor.connection.alias)
    articles.filter(withdrawn_at__lt=F("published_at")).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_who_writes_under_a_name")]
    operations = [migrations.RunPython(take_out, migrations.RunPython.noop)]
