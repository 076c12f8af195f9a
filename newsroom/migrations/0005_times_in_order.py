"""Whatever expires does so after it goes live and after its embargo.

Rows from before that say otherwise stand in no list now, and shall not come into one by a migration: their expiry
becomes the minute after the other time.
"""

from datetime import timedelta
from importlib import import_module

from django.db import migrations, models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Greatest

BEGUN = import_module("newsroom.migrations.0002_append_only_audit")
TITLES = import_module("newsroom.migrations.0003_desk_list")
MINUTE = timedelta(minutes=1)


def put_in_order(apps, schema_editor):
    stories = apps.get_model("newsroom", "Story").objects.using(schema_editor.connection.alias)
    for first in ("go_live_at", "embargo_until"):  # an embargo never lies behind its go-live time
        stories.filter(expires_at__lte=F(first)).update(
            expires_at=Greatest(Coalesce("go_live_at", first), Coalesce("embargo_until", first)) + MINUTE
        )


def repeat(apps, schema_editor):
    """SQLite has made the table anew: its triggers and the start of its numbers went with the old one."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in TITLES.CREATE["sqlite"]:
        if statement.startswith("CREATE TRIGGER"):
            schema_editor.execute(statement.replace("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS"))
    numbered = "SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = 'newsroom_story'"
    with schema_editor.connection.cursor() as cursor:
        if cursor.execute(numbered).fetchone()[0] < BEGUN.FIRST_NUMBER - 1:
            for statement in BEGUN.FIRST["sqlite"]:
                cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0004_desk_list_of_sections")]
    operations = [
        migrations.RunPython(put_in_order, migrations.RunPython.noop),
        migrations.AddConstraint(
            "story",
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(go_live_at__isnull=True) | Q(expires_at__gt=F("go_live_at")),
                name="story_expires_after_going_live",
                violation_error_message="The story would expire before it goes live.",
            ),
        ),
        migrations.AddConstraint(
            "story",
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True)
                | Q(embargo_until__isnull=True)
                | Q(expires_at__gt=F("embargo_until")),
                name="story_expires_after_embargo",
                violation_error_message="The story would expire before its embargo ends.",
            ),
        ),
        migrations.RunPython(repeat, migrations.RunPython.noop),
    ]
