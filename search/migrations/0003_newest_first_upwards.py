"""On SQLite the words' rowids become minus the place, so that the newest document is read first without going downwards.

The FTS5 of SQLite 3.40 loses rows when it reads downwards through rowids of 2^56 and more, as places are. PostgreSQL
has no such tables. The words are taken over from the old tables, which keep them as they were put.
"""

from django.db import migrations

TABLES = ("search_titles", "search_words")


def turn(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    for table in TABLES:
        for statement in (
            f"CREATE VIRTUAL TABLE {table}_turned USING fts5(kind, folded, exact, tokenize = 'ascii', columnsize = 0)",
            f"INSERT INTO {table}_turned (rowid, kind, folded, exact) "  # nosec B608  # names of ours
            f"SELECT -rowid, kind, folded, exact FROM {table} ORDER BY -rowid",
            f"INSERT INTO {table}_turned ({table}_turned) VALUES ('optimize')",  # nosec B608
            f"DROP TABLE {table}",
            f"ALTER TABLE {table}_turned RENAME TO {table}",
        ):
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_reading_functions")]

    # There and back is the same.
    operations = [migrations.RunPython(turn, turn)]
