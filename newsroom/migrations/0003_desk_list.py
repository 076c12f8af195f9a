"""The desk's list in a large house: indexes that answer its filters together, and an index of the titles' words.

Both databases keep the words by themselves (newsroom/titles.py asks them). On SQLite triggers of newsroom_story do
it: a migration that makes this table anew repeats them, as it repeats those of 0002.
"""

from django.conf import settings
from django.db import migrations, models

CREATE = {
    "sqlite": [
        """CREATE VIRTUAL TABLE newsroom_storytitle USING fts5(
               title_folded, content = 'newsroom_story', content_rowid = 'id',
               tokenize = 'ascii', columnsize = 0, detail = none)""",
        """CREATE TRIGGER story_title_added AFTER INSERT ON newsroom_story BEGIN
               INSERT INTO newsroom_storytitle (rowid, title_folded) VALUES (new.id, new.title_folded); END""",
        """CREATE TRIGGER story_title_changed AFTER UPDATE OF title_folded ON newsroom_story
               WHEN old.title_folded <> new.title_folded BEGIN
               INSERT INTO newsroom_storytitle (newsroom_storytitle, rowid, title_folded)
                   VALUES ('delete', old.id, old.title_folded);
               INSERT INTO newsroom_storytitle (rowid, title_folded) VALUES (new.id, new.title_folded); END""",
        """CREATE TRIGGER story_title_removed AFTER DELETE ON newsroom_story BEGIN
               INSERT INTO newsroom_storytitle (newsroom_storytitle, rowid, title_folded)
                   VALUES ('delete', old.id, old.title_folded); END""",
        "INSERT INTO newsroom_storytitle (newsroom_storytitle) VALUES ('rebuild')",
    ],
    # The words of the title, and its shelf: so many numbers as SHELF says in newsroom/titles.py.
    "postgresql": [
        """CREATE INDEX story_title_words ON newsroom_story USING gin (
               array_to_tsvector(string_to_array(title_folded, ' ')), (ARRAY[id / 16384]))""",
    ],
}
DROP = {
    "sqlite": [
        "DROP TRIGGER story_title_added",
        "DROP TRIGGER story_title_changed",
        "DROP TRIGGER story_title_removed",
        "DROP TABLE newsroom_storytitle",
    ],
    "postgresql": ["DROP INDEX story_title_words"],
}


def index_words(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_words(apps, schema_editor):
    for statement in DROP[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def story_index(name, *fields):
    return migrations.AddIndex("story", models.Index(fields=list(fields), name=name))


class Migration(migrations.Migration):
    dependencies = [
        ("newsroom", "0002_append_only_audit"),
        ("articles", "0002_section_beside_stories"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        *(
            migrations.RemoveIndex("story", f"story_{column}")
            for column in ("status_changed", "section_changed", "writer_changed", "kind_changed", "title_folded")
        ),
        story_index("story_of_status", "status", "-changed_at", "-id", "section", "kind", "created_by"),
        story_index("story_of_section", "section", "-changed_at", "-id", "status", "kind", "created_by"),
        story_index("story_of_writer", "created_by", "-changed_at", "-id", "status", "section", "kind"),
        story_index("story_of_kind", "kind", "-changed_at", "-id", "status", "section", "created_by"),
        migrations.RunPython(index_words, drop_words),
    ]
