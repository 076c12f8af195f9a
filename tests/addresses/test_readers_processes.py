"""Readers' processes lead on as the desk's do, and their database role learns of no address of what is not out."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from addresses.rows import remember
from tests.addresses.kinds import AUTHOR, BODY, KINDS, MERGED
from tests.factories import make_article, make_author, make_organization, make_tag, make_topic
from tests.newsroom.readers import reader_made, signed_in

pytestmark = pytest.mark.django_db(transaction=True)
CANARY = "hoangyen"


@pytest.fixture
def reader(postgresql) -> Iterator[str]:
    with reader_made() as name:
        yield name


def answers(client, addresses: list[str]) -> dict[str, tuple[int, str]]:
    found = {address: client.get(address) for address in addresses}
    return {address: (answer.status_code, answer.get("Location", "")) for address, answer in found.items()}


def test_every_old_address_leads_on_for_readers_too(reader, client):
    addresses = []
    for kind in KINDS:
        row = kind.make(name=f"Cu {kind.name}")
        kind.bring_out(row)
        remember("da-roi", leads_to=row)
        addresses += kind.found_at("da-roi")
    for kind in MERGED:
        keep, duplicate = kind.make(name="Giu"), kind.make(name="Thua")
        for row in (keep, duplicate):
            kind.bring_out(row)
        kind.merge(keep=keep, duplicate=duplicate, by=None, now=timezone.now())
        addresses += kind.found_at("thua")
    before = answers(client, addresses)
    with signed_in(reader):
        assert answers(client, addresses) == before
    assert {status for status, _location in before.values()} == {301}


def test_no_address_of_what_is_not_out_is_told_to_anybody(reader, client):
    later = timezone.now() + timedelta(hours=1)
    tag, author = make_tag(name="Ẩn"), make_author(name="Ẩn")
    make_article(tags=(tag,), authors=(author,), published_at=later)
    hidden: list[Any] = [
        *(tag, author, make_tag(name="Nháp"), make_author(name="Nháp")),
        *(make_topic(name="Sau", shown_from=later), make_organization(is_confirmed=False)),
    ]
    for number, row in enumerate(hidden):
        remember(f"{CANARY}-{number}", leads_to=row)
    for kind in MERGED:
        keep, duplicate = kind.make(name="Giu"), kind.make(name="Hoangyen")
        if kind is BODY:
            type(keep).objects.update(is_confirmed=False)
        elif kind is not AUTHOR:
            type(keep).objects.filter(pk=keep.pk).update(out_since=None)
        kind.merge(keep=keep, duplicate=duplicate, by=None, now=timezone.now())
    asked = [
        address
        for kind in KINDS
        for slug in (CANARY, *(f"{CANARY}-{number}" for number in range(len(hidden))))
        for address in kind.found_at(slug)
    ]
    assert {status for status, _location in answers(client, asked).values()} == {404}
    with signed_in(reader), connection.cursor() as cursor:
        assert {status for status, _location in answers(client, asked).values()} == {404}
        cursor.execute("SELECT slug FROM addresses_formeraddress")
        assert cursor.fetchall() == []


def test_a_merged_author_s_line_stays_before_readers(reader, client):
    """Their role does not see that row any more: the line is there, and leads to the kept one."""
    keep, duplicate = make_author(name="Thu Hà"), make_author(name="Trần Thu Hà")
    article = make_article(authors=(duplicate,))
    AUTHOR.merge(keep=keep, duplicate=duplicate, by=None, now=timezone.now())
    with signed_in(reader), connection.cursor() as cursor:
        cursor.execute("SELECT name FROM articles_author")
        assert cursor.fetchall() == [("Thu Hà",)]
        page = client.get(article.get_absolute_url()).content.decode()
    assert "Trần Thu Hà" in page
    assert keep.get_absolute_url() in page
