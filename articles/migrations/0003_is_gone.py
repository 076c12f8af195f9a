from django.db import migrations

# Runs as its owner: readers' processes, from which row-level security keeps withdrawn rows, learn that and no more.
CREATE = """
    CREATE FUNCTION articles_is_gone(story bigint)
    RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp
    AS $$
    BEGIN
        RETURN EXISTS (
            SELECT FROM articles_article WHERE id = story AND withdrawn_at IS NOT NULL AND published_at <= now()
        );
    END $$
"""
SIGNATURE = "articles_is_gone(bigint)"


def create_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT quote_ident(current_schema())")
            (schema,) = cursor.fetchone()
        schema_editor.execute(CREATE.replace("{schema}", schema), params=None)
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC")


def drop_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {SIGNATURE}")


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_section_beside_stories")]

    operations = [migrations.RunPython(create_function, drop_function)]
