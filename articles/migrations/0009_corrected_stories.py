"""A correction is an update that readers are told of: also one of before."""

from django.db import migrations
from django.db.models import Max


def move(apps, schema_editor):
    def rows(name):
        return apps.get_model("articles", name).objects.using(schema_editor.connection.alias)

    last = rows("Correction").order_by().values_list("article").annotate(last=Max("published_at"))
    for article, corrected_at in last:
        rows("Article").filter(pk=article).exclude(updated_at__gte=corrected_at).update(updated_at=corrected_at)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_out_since")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
