"""The database role of readers' processes: every table is tried, and nothing that is not live is there for it."""
# ruff: noqa: S608 - the names of tables come from the database itself

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import ProgrammingError, connection
from django.utils import timezone

from addresses.rows import remember
from articles.models import Correction, RelatedStory
from newsroom.models import ListDraft
from newsroom.readers_role.grants import CannotBeMade, columns_of, make_role, table_of
from newsroom.readers_role.visible import DENIED, DENIED_APPS, EVERY_ROW, INSERT, READ, WITHHELD
from newsroom.readers_role.withholding import withheld_fields
from organizations.models import (
    Alias,
    OfficeHolder,
    OrganizationPeriod,
    Person,
    ProvinceSuccession,
    Succession,
    Term,
)
from readership.models import Reading
from search import index
from tests.factories import (
    make_article,
    make_author,
    make_country,
    make_event,
    make_list,
    make_organization,
    make_photo,
    make_province,
    make_section,
    make_story,
    make_tag,
    make_topic,
    make_user,
)
from tests.newsroom.readers import reader_made, signed_in
from tests.pages.addresses import Magazine

CANARY = "hoangyen"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def reader(postgresql) -> Iterator[str]:
    with reader_made() as name:
        yield name


def rows(statement: str, *params) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def tables() -> list[str]:
    """Every table of the database but PostgreSQL's own, those of no model included."""
    found = rows("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1")
    return [name for (name,) in found]


def is_refused(statement: str) -> bool:
    """Whether PostgreSQL refuses a statement for lack of rights, and for nothing else."""
    words = ("permission denied", "must be owner", "would be affected by row-level security")
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement)
    except ProgrammingError as error:
        return any(each in str(error) for each in words)
    return False


def test_of_every_table_it_is_decided_who_may_read_it():
    """A new model fails here until it stands in newsroom/readers_role/visible.py."""
    models = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
    ours = {model._meta.label for model in models if model._meta.app_label not in DENIED_APPS}
    assert ours == READ.keys() | INSERT.keys() | DENIED
    assert not READ.keys() & INSERT.keys()
    assert not DENIED & (READ.keys() | INSERT.keys())


def test_every_table_is_tried(reader):
    Magazine()
    owner = connection.settings_dict["USER"]
    may_read = {table_of(label) for label in READ}
    everything = tables()
    assert may_read < set(everything)
    assert {"django_session", "django_migrations", "newsroom_story", "accounts_user"} < set(everything)
    columns = dict(rows("SELECT table_name::text, min(column_name::text) FROM information_schema.columns GROUP BY 1"))
    assert all(rows(f"SELECT count(*) FROM {table_of(label)}") for label in READ)
    with signed_in(reader):
        wrong = {
            table: (selects, changes)
            for table in everything
            if (selects := not is_refused(f"SELECT FROM {table} LIMIT 1")) != (table in may_read)
            or (
                changes := [
                    statement
                    for statement in (
                        f"INSERT INTO {table} ({columns[table]}) VALUES (NULL)",
                        f"UPDATE {table} SET {columns[table]} = {columns[table]}",
                        f"DELETE FROM {table}",
                        f"TRUNCATE {table}",
                        f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
                    )
                    if not is_refused(statement)
                ]
            )
        }
        assert wrong == {}
        for statement in (
            "CREATE TABLE mine (id int)",
            "CREATE TEMPORARY TABLE mine (id int)",
            "SELECT nextval(pg_get_serial_sequence('readership_reading', 'id'))",
            f"SET ROLE {owner}",
            "SET row_security = off; SELECT * FROM articles_article",
        ):
            assert is_refused(statement), statement


def test_readings_are_put_in_and_never_looked_at(reader, client):
    article = make_article()
    with signed_in(reader):
        said = {"user-agent": "Mozilla/5.0", "sec-fetch-site": "same-origin"}
        for number in (article.pk, 1, 10**12 - 1):
            answer = client.post("/-/reading", str(number), content_type="text/plain", headers=said)
            assert answer.status_code == 204
        assert is_refused("SELECT number FROM readership_reading")
        assert is_refused("INSERT INTO readership_reading (id, number, visitor, read_at) VALUES (1, 1, '', now())")
    assert Reading.objects.get().number == article.pk


def _hide_everywhere(magazine: Magazine) -> None:
    """The canary in every row that readers must not have, each hanging on things that are public."""
    now = timezone.now()
    picture = make_photo(width=60, height=40, caption=CANARY, withdrawn_at=now, withdrawn_reason=CANARY)
    make_photo(width=60, height=40, caption=CANARY, rights_expire_on=timezone.localdate() - timedelta(days=1))
    described = dict.fromkeys(("title", "kicker", "lead", "body", "slug", "photo_caption"), CANARY) | {
        "lead_picks": (magazine.article.pk,)
    }
    for times in ({"published_at": now + timedelta(hours=1)}, {"withdrawn_at": now}):
        hidden = magazine.add(**described, photo=picture, **times)
        Correction.objects.create(article=hidden, text=CANARY, published_at=now)
        RelatedStory.objects.create(article=hidden, related=magazine.article, position=0)
        for row in magazine.lists:
            row.items.create(number=hidden.pk, position=0, card_title=CANARY)
        if "published_at" in times:
            type(hidden).objects.filter(pk=hidden.pk).update(embargo_until=hidden.published_at)
            hidden.old_addresses.create(path=f"/cu/{CANARY}.html")
    ahead = {"section": make_section(name=CANARY, in_menu=False), "tags": (make_tag(name=CANARY),)}
    ahead |= {"topics": (make_topic(name=CANARY, shown_from=now + timedelta(hours=1)),)}
    magazine.add(published_at=now + timedelta(hours=1), **ahead, authors=(make_author(name=CANARY),))
    _hide_in_directory(magazine)
    user = make_user(name=CANARY)
    make_story(by=user, title=CANARY, section=magazine.section)
    ListDraft.objects.create(featured_list=magazine.lists[0], items=[{"card_title": CANARY}], changed_at=now)
    Session.objects.create(session_key=CANARY, session_data=CANARY, expire_date=now)


def _hide_in_directory(magazine: Magazine) -> None:
    body = make_organization(name=CANARY, is_confirmed=False, parent=magazine.body)
    event = make_event(name=CANARY, is_confirmed=False, organizers=(magazine.body,))
    event.photos.add(make_photo(width=60, height=40))
    event.countries.add(make_country())
    magazine.event.organizers.create(organization=body)
    OrganizationPeriod.objects.create(organization=magazine.body, name=CANARY, is_confirmed=False)
    Alias.objects.create(organization=body, name=CANARY)
    remember(CANARY, leads_to=body)
    Term.objects.create(
        organization=magazine.body, from_year=2020, to_year=2025, ordinal_text=CANARY, is_confirmed=False
    )
    person = Person.objects.create(name=CANARY)
    OfficeHolder.objects.create(organization=magazine.body, person=person, office=CANARY, is_confirmed=False)
    magazine.body.affiliations.create(parent=body, is_confirmed=False)
    cluster = make_organization(kind="cluster")
    cluster.cluster_members.create(member=magazine.body, is_confirmed=False)
    cluster.cluster_offices.create(year=2026, holder=magazine.body, is_confirmed=False)
    Succession.objects.create(
        predecessor=body, successor=magazine.body, kind="merged_into", happened_on="2020-01-01", is_confirmed=False
    )


def _confirm_everything() -> None:
    ProvinceSuccession.objects.create(
        predecessor=make_province(), successor=make_province(), happened_on="2025-07-01", source=CANARY
    )
    for field in withheld_fields():
        if field.name == "confidence":
            field.model.objects.update(is_confirmed=True)


def test_no_row_of_any_table_sings(reader):
    magazine = Magazine()
    magazine.fill(3)
    _hide_everywhere(magazine)
    readable = {table_of(label): ", ".join(columns_of(label)) for label in READ}
    told = {table: len(rows(f"SELECT FROM {table}")) for table in readable}
    assert sum(CANARY in text for table in readable for (text,) in rows(f"SELECT t::text FROM {table} AS t")) > 15
    with signed_in(reader):
        seen = {
            table: [text for (text,) in rows(f"SELECT ROW({columns})::text FROM {table}")]
            for table, columns in readable.items()
        }
    assert {table for table, texts in seen.items() if any(CANARY in text for text in texts)} == set()
    fewer = {table for table in readable if len(seen[table]) < told[table]}
    assert {table_of(label) for label, condition in READ.items() if condition != EVERY_ROW} - fewer == set()
    assert {table_of(label) for label, condition in READ.items() if condition == EVERY_ROW} & fewer == set()


def test_what_the_desk_knows_beside_a_row_is_withheld(reader):
    _hide_in_directory(magazine := Magazine())
    body = make_organization(note=CANARY, source=CANARY, province=magazine.province)
    _confirm_everything()
    assert {label for label in WITHHELD if label not in READ} == set()
    with signed_in(reader):
        for field in withheld_fields():
            table = field.model._meta.db_table
            assert is_refused(f"SELECT {field.column} FROM {table}"), field
            assert is_refused(f"SELECT 1 FROM {table} WHERE {field.column} IS NULL"), field
        assert is_refused("SELECT t::text FROM organizations_organization AS t")
        assert is_refused("COPY organizations_organization TO STDOUT")
        assert rows(f"SELECT count(*) FROM pg_stats WHERE most_common_vals::text LIKE '%%{CANARY}%%'") == [(0,)]
        seen = type(body).objects.select_related("parent").get(pk=body.pk)
        assert (seen.name, seen.note, seen.source, seen.confidence) == (body.name, None, None, None)
        for field in withheld_fields():
            assert {getattr(row, field.attname) for row in field.model.objects.all()} == {None}, field
    body.refresh_from_db()
    assert (body.note, body.source) == (CANARY, CANARY)


def test_the_index_finds_for_readers_what_is_live_now(reader):
    now = timezone.now()
    live = make_article(title="Hoàng yến ca")
    make_article(title="Hoàng yến ca", published_at=now + timedelta(hours=1))
    later = now + timedelta(days=1)
    assert len(index.find("hoàng yến ca", kind="article", at=later).hits) == 2
    with signed_in(reader):
        for query in ("hoàng yến ca", "hoang", "yen ca"):
            assert [hit.number for hit in index.find(query, kind="article", at=later).hits] == [live.pk]
        ((last,),) = rows("SELECT search_latest(NULL, 9223372036854775807)")
        assert last >> 3 & 0xFFFFFFF == live.pk
        assert is_refused("SELECT place FROM search_entry")


@pytest.fixture
def rich(reader) -> Magazine:
    magazine = Magazine()
    magazine.fill(6)
    _hide_everywhere(magazine)
    make_list(key="home-second", pins=(magazine.article,))
    return magazine


def test_readers_processes_draw_the_same_pages(reader, rich, client):
    withdrawn = make_article(withdrawn_at=timezone.now())
    withdrawn.old_addresses.create(path="/cu/da-go.html")
    rich.article.old_addresses.create(path="/cu/con.html")
    scheduled = make_article(published_at=timezone.now() + timedelta(hours=1))
    picture, gone = (make_photo(width=400, height=300, **state) for state in (
        {}, {"withdrawn_at": timezone.now(), "withdrawn_reason": "x"}
    ))  # fmt: skip
    addresses = [
        *rich.addresses,
        *(f"/x-{number}.html" for number in (withdrawn.pk, scheduled.pk, 999, 10**13)),
        *(article.get_absolute_url() for article in (withdrawn, scheduled)),
        *(f"/media/anh/{photo.content_hash[:2]}/{photo.content_hash}-320.webp" for photo in (picture, gone)),
        f"/media/anh/00/{'0' * 64}-320.webp",
        "/cu/da-go.html",
        "/cu/con.html",
        "/cu/chua-tung-co.html",
        f"/to-chuc/{CANARY}/",
    ]

    def drawn() -> dict[str, tuple[int, bytes]]:
        answers = {address: client.get(address) for address in addresses}
        return {address: (answer.status_code, answer.content) for address, answer in answers.items()}

    before = drawn()
    with signed_in(reader):
        after = drawn()
    assert {address: before[address][0] for address in addresses if after[address][0] != before[address][0]} == {}
    assert [address for address in addresses if after[address] != before[address]] == []
    assert before[withdrawn.get_absolute_url()][0] == before["/cu/da-go.html"][0] == 410
    assert before[scheduled.get_absolute_url()][0] == before["/cu/chua-tung-co.html"][0] == 404


def test_making_it_again_changes_and_locks_nothing(reader):
    policies = "SELECT polrelid::regclass::text, oid, xmin::text FROM pg_policy ORDER BY 1"
    before = rows(policies)
    assert len(before) == sum(condition != EVERY_ROW for condition in READ.values())
    call_command("create_roles", name=reader, stdout=StringIO())
    assert rows(policies) == before


def test_a_new_table_is_denied_and_a_grant_by_hand_is_taken_back(reader):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE something_new (id int)")
        cursor.execute(f"GRANT SELECT ON newsroom_story TO {reader}")
    try:
        with signed_in(reader):
            assert is_refused("SELECT * FROM something_new")
            assert not is_refused("SELECT * FROM newsroom_story")
        make_role(reader)
        with signed_in(reader):
            assert is_refused("SELECT * FROM newsroom_story")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE something_new")


@pytest.mark.parametrize(
    ("deed", "undo", "complaint"),
    [
        ("GRANT SELECT ON newsroom_story TO PUBLIC", "REVOKE ALL ON newsroom_story FROM PUBLIC", "newsroom_story"),
        ("ALTER ROLE {role} BYPASSRLS", "ALTER ROLE {role} NOBYPASSRLS", "rolbypassrls"),
        ("GRANT pg_read_all_data TO {role}", "REVOKE pg_read_all_data FROM {role}", "pg_read_all_data"),
        (
            "ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {role}",
            "ALTER DEFAULT PRIVILEGES REVOKE SELECT ON TABLES FROM {role}",
            "future objects",
        ),
        (  # a copy of a readable table, somewhere else
            "CREATE SCHEMA kept; CREATE TABLE kept.articles_article (id int);"
            " GRANT SELECT ON kept.articles_article TO PUBLIC",
            "DROP SCHEMA kept CASCADE",
            "SELECT on articles_article",
        ),
        (
            "GRANT INSERT (id) ON readership_reading TO PUBLIC",
            "REVOKE INSERT (id) ON readership_reading FROM PUBLIC",
            "writing to readership_reading",
        ),
        (
            "GRANT SELECT ON SEQUENCE newsroom_story_id_seq TO PUBLIC",
            "REVOKE SELECT ON SEQUENCE newsroom_story_id_seq FROM PUBLIC",
            "the sequence newsroom_story_id_seq",
        ),
        (
            "GRANT SELECT (note) ON organizations_event TO PUBLIC",
            "REVOKE SELECT (note) ON organizations_event FROM PUBLIC",
            "organizations_event.note",
        ),
        (
            "CREATE POLICY more ON articles_article FOR SELECT TO PUBLIC USING (true)",
            "DROP POLICY more ON articles_article",
            "row-level security of articles_article",
        ),
    ],
)
def test_a_role_that_could_do_more_is_refused(reader, deed, undo, complaint):
    with connection.cursor() as cursor:
        cursor.execute(deed.format(role=reader))
    try:
        with pytest.raises(CannotBeMade, match=complaint):
            make_role(reader)
    finally:
        with connection.cursor() as cursor:
            cursor.execute(undo.format(role=reader))
    make_role(reader)


def test_the_owner_is_no_reader(postgresql):
    with pytest.raises(CommandError, match="owns the tables"):
        call_command("create_roles", name=connection.settings_dict["USER"])


def test_the_password_is_kept_as_a_proof_only(reader):
    ((kept,),) = rows("SELECT rolpassword FROM pg_authid WHERE rolname = %s", reader)
    assert kept.startswith("SCRAM-SHA-256$")
    make_role(reader)
    assert rows("SELECT rolpassword FROM pg_authid WHERE rolname = %s", reader) == [(kept,)]


@pytest.mark.parametrize("name", ["", "Reader", "x; DROP TABLE y", "1x", "a" * 64])
def test_names_are_plain(name, postgresql):
    with pytest.raises(CannotBeMade, match="no name"):
        make_role(name)


def test_other_databases_have_no_such_role(db):
    if connection.vendor != "postgresql":
        with pytest.raises(CommandError, match="PostgreSQL"):
            call_command("create_roles")
