from django.db import migrations

# The readers' database role cannot look into search_entry, whose rows hold the words of what is not live yet; it asks
# these functions, which run as their owner. A policy on the table would keep PostgreSQL from its GIN index, since the
# operators of arrays are not leakproof. Whoever is not the owner hears of nothing beyond now().
# Every call is planned anew with its own words and shelves (force_custom_plan).
NEWEST = """
    CREATE FUNCTION search_newest(
        asked integer[], shelves integer[], moment timestamptz, most integer,
        phrase text, is_exact boolean, in_title boolean, compared integer
    )
    RETURNS SETOF bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp SET plan_cache_mode = force_custom_plan
    AS $$
    DECLARE
        seen_at timestamptz := CASE
            WHEN pg_has_role(session_user, current_user, 'USAGE') THEN moment ELSE least(moment, now())
        END;
    BEGIN
        -- Adding nothing to the place keeps the planner from walking the whole archive by the index on it.
        RETURN QUERY
            SELECT newest.place FROM (
                SELECT entry.place + 0 AS place,
                    entry.title_folded, entry.text_folded, entry.title_exact, entry.text_exact
                FROM search_entry AS entry
                WHERE entry.lexemes @> asked AND (shelves IS NULL OR entry.lexemes && shelves)
                    AND entry.live_from <= seen_at AND (entry.live_until IS NULL OR entry.live_until > seen_at)
                ORDER BY 1 DESC LIMIT CASE WHEN phrase IS NULL THEN most ELSE greatest(most, compared) END
            ) AS newest
            WHERE phrase IS NULL
                OR (NOT is_exact AND position(phrase IN newest.title_folded) > 0)
                OR (NOT is_exact AND NOT in_title AND position(phrase IN newest.text_folded) > 0)
                OR (is_exact AND position(phrase IN newest.title_exact) > 0)
                OR (is_exact AND NOT in_title AND position(phrase IN newest.text_exact) > 0)
            ORDER BY 1 DESC LIMIT most;
    END $$
"""
LATEST = """
    CREATE FUNCTION search_latest(of_kind text, last_place bigint)
    RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, {schema}, pg_temp
    AS $$
    DECLARE
        -- The last place of this second, as search.places reckons it.
        present bigint := ((floor(extract(epoch FROM now()))::bigint + 1) << 31) - 1;
        seen_until bigint := CASE
            WHEN pg_has_role(session_user, current_user, 'USAGE') THEN last_place ELSE least(last_place, present)
        END;
    BEGIN
        IF of_kind IS NULL THEN
            RETURN (SELECT place FROM search_entry WHERE place <= seen_until ORDER BY place DESC LIMIT 1);
        END IF;
        RETURN (
            SELECT place FROM search_entry
            WHERE kind = of_kind AND place <= seen_until ORDER BY place DESC LIMIT 1
        );
    END $$
"""
SIGNATURES = (
    "search_newest(integer[], integer[], timestamptz, integer, text, boolean, boolean, integer)",
    "search_latest(text, bigint)",
)


def create_functions(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_schema())")
        (schema,) = cursor.fetchone()
    for statement in (NEWEST, LATEST):
        schema_editor.execute(statement.replace("{schema}", schema), params=None)
    for signature in SIGNATURES:
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC")


def drop_functions(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for signature in SIGNATURES:
            schema_editor.execute(f"DROP FUNCTION {signature}")


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(create_functions, drop_functions)]
