"""Rights end after the picture was taken. Where they did not, the day of taking is the doubtful one: it goes."""

from django.db import migrations, models
from django.db.models import F, Q


def put_in_order(apps, schema_editor):
    photos = apps.get_model("photos", "Photo").objects.using(schema_editor.connection.alias)
    photos.filter(rights_expire_on__lt=F("taken_on")).update(taken_on=None)


class Migration(migrations.Migration):
    dependencies = [("photos", "0002_is_gone")]
    operations = [
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
        migrations.AddConstraint(
            "photo",
            models.CheckConstraint(
                condition=Q(taken_on__isnull=True)
                | Q(rights_expire_on__isnull=True)
                | Q(rights_expire_on__gte=F("taken_on")),
                name="photo_rights_end_after_it_was_taken",
                violation_error_message="The rights cannot end before the picture was taken.",
            ),
        ),
    ]
