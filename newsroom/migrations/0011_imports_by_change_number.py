"""An import knows an edit of the desk by the story's change number: an edit of the filing moves no revision."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def take_over(apps, schema_editor):
    """What had another revision than the import gave it was edited already: it keeps no number."""
    stories = apps.get_model("newsroom", "Story").objects.filter(pk=OuterRef("story"))
    records = apps.get_model("newsroom", "ImportRecord").objects.filter(revision=F("story__revision"))
    records.update(change_number=Subquery(stories.values("change_number")))


def give_back(apps, schema_editor):
    stories = apps.get_model("newsroom", "Story").objects.filter(pk=OuterRef("story"))
    records = apps.get_model("newsroom", "ImportRecord").objects.filter(change_number=F("story__change_number"))
    records.update(revision=Subquery(stories.values("revision")))


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0010_door_findings")]
    operations = [
        migrations.AddField("importrecord", "change_number", models.PositiveIntegerField(null=True)),
        migrations.AlterField("importrecord", "revision", models.PositiveIntegerField(default=0)),
        migrations.RunPython(take_over, give_back),
        migrations.RemoveField("importrecord", "revision"),
    ]
