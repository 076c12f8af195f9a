from django.conf import settings
from django.db import migrations

# Runs as its owner: readers' processes, from which row-level security keeps such rows, learn that and no more.
CREATE = """
    CREATE FUNCTION photos_is_gone(content text)
    RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp
    AS $$
    BEGIN
        RETURN EXISTS (
            SELECT FROM photos_photo
            WHERE content_hash = content
                AND (withdrawn_at IS NOT NULL OR rights_expire_on < (now() AT TIME ZONE '{time_zone}')::date)
        );
    END $$
"""
SIGNATURE = "photos_is_gone(text)"


def create_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        with schema_editor.connection.cursor() as cursor:
            cursor.execute("SELECT quote_ident(current_schema())")
            (schema,) = cursor.fetchone()
        statement = CREATE.replace("{schema}", schema).replace("{time_zone}", settings.TIME_ZONE)
        schema_editor.execute(statement, params=None)
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {SIGNATURE} FROM PUBLIC")


def drop_function(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION {SIGNATURE}")


class Migration(migrations.Migration):
    dependencies = [("photos", "0001_initial")]

    operations = [migrations.RunPython(create_function, drop_function)]
