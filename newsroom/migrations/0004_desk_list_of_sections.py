"""Two indexes on PostgreSQL learn the section of each story.

That of the titles' words: a search within a small section of a large house reads what both have in common, not all
that the words have and all that the section has. That of the list's order: a section with its subsections is found in
passing, without a look at the stories of the others.
"""

from django.db import migrations

TITLE = "array_to_tsvector(string_to_array(title_folded, ' ')), (ARRAY[id / 16384])"
ORDER = "changed_at DESC, id DESC"


def index(*, words, order):
    def carry_out(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute("DROP INDEX story_title_words")
            schema_editor.execute(f"CREATE INDEX story_title_words ON newsroom_story USING gin ({words})")
            schema_editor.execute("DROP INDEX story_changed")
            schema_editor.execute(f"CREATE INDEX story_changed ON newsroom_story {order}")

    return carry_out


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0003_desk_list")]
    operations = [
        migrations.RunPython(
            index(words=f"{TITLE}, (ARRAY[section_id])", order=f"({ORDER}) INCLUDE (section_id)"),
            index(words=TITLE, order=f"({ORDER})"),
        )
    ]
