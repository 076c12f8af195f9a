"""A number that moves with every write of a story, and the ticket of the form that it was first saved with.

SQLite would make the whole table anew for a column that must have a value, and lose its triggers and the start of its
numbers; it takes one with a fixed default as it is.
"""

from django.db import migrations, models

NUMBER = models.PositiveIntegerField(default=0, editable=False)


def add_number(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "ALTER TABLE newsroom_story ADD COLUMN change_number integer unsigned NOT NULL DEFAULT 0 "
            "CHECK (change_number >= 0)"
        )
    else:
        schema_editor.add_field(apps.get_model("newsroom", "Story"), _number())


def drop_number(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("ALTER TABLE newsroom_story DROP COLUMN change_number")
    else:
        schema_editor.remove_field(apps.get_model("newsroom", "Story"), _number())


def _number():
    field = models.PositiveIntegerField(default=0, editable=False)
    field.set_attributes_from_name("change_number")
    return field


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0008_address_of_the_approved_text")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(add_number, drop_number)],
            state_operations=[migrations.AddField("story", "change_number", NUMBER)],
        ),
        migrations.AddField("story", "ticket", models.UUIDField(editable=False, null=True)),
        migrations.AddConstraint(
            "story",
            models.UniqueConstraint(
                condition=models.Q(("ticket__isnull", False)),
                fields=("ticket",),
                name="story_once_a_ticket",
                violation_error_message="This story was saved a moment ago. Here it is.",
            ),
        ),
    ]
