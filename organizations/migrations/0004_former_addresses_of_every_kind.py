"""Former addresses of bodies stand among those of every other kind."""

from django.db import migrations

KIND = "organizations.organization"


def hand_over(apps, schema_editor):
    using = schema_editor.connection.alias
    to = apps.get_model("addresses", "FormerAddress")
    rows = apps.get_model("organizations", "FormerAddress").objects.using(using).values_list("slug", "organization", "since")
    to.objects.using(using).bulk_create(
        to(kind=KIND, slug=slug, number=number, since=since) for slug, number, since in rows
    )


class Migration(migrations.Migration):
    dependencies = [
        ("addresses", "0001_initial"),
        ("organizations", "0003_struck_rows_under_what_they_belong_to"),
    ]
    operations = [
        migrations.RunPython(hand_over, migrations.RunPython.noop),
        migrations.DeleteModel("FormerAddress"),
    ]
