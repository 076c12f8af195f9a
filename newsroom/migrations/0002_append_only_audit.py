"""The database itself refuses to change or remove what the audit holds, and numbers start at 1,000,000."""

from django.db import migrations

FIRST_NUMBER = 1_000_000

GUARDS = {
    "sqlite": [
        """CREATE TRIGGER audit_no_update BEFORE UPDATE ON newsroom_auditentry
           BEGIN SELECT RAISE(ABORT, 'The audit is append-only.'); END""",
        """CREATE TRIGGER audit_no_delete BEFORE DELETE ON newsroom_auditentry
           BEGIN SELECT RAISE(ABORT, 'The audit is append-only.'); END""",
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION 'The audit is append-only.' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        """CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON newsroom_auditentry
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change()""",
    ],
}
FIRST = {
    "sqlite": [
        "DELETE FROM sqlite_sequence WHERE name = 'newsroom_story'",
        "INSERT INTO sqlite_sequence (name, seq) VALUES ('newsroom_story', %d)" % (FIRST_NUMBER - 1),  # nosec B608  # a constant
    ],
    "postgresql": ["ALTER TABLE newsroom_story ALTER COLUMN id RESTART WITH %d" % FIRST_NUMBER],
}
UNDO = {
    "sqlite": ["DROP TRIGGER audit_no_update", "DROP TRIGGER audit_no_delete"],
    "postgresql": [
        "DROP TRIGGER audit_append_only ON newsroom_auditentry",
        "DROP FUNCTION refuse_audit_change()",
    ],
}


def guard(apps, schema_editor):
    for statement in GUARDS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def number_from_a_million(apps, schema_editor):
    for statement in FIRST[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unprotect(apps, schema_editor):
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("newsroom", "0001_initial")]
    operations = [
        migrations.RunPython(guard, unprotect),
        migrations.RunPython(number_from_a_million, migrations.RunPython.noop),
    ]
