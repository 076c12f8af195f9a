"""The text of a standing page is clean HTML by whichever way it was written; the template prints it as it is."""

import json
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import serializers
from django.db import connection
from django.test import Client

from pages.models import StandingPage

HOSTILE = '<p onclick="x()">Số 105A <b>Quán Thánh</b></p><script>steal()</script><img src=x onerror=steal()>'
CLEAN = "<p>Số 105A <strong>Quán Thánh</strong></p>"

pytestmark = pytest.mark.django_db


def by_saving(now: datetime) -> None:
    StandingPage(slug="lien-he", title="Liên hệ", text=HOSTILE, changed_at=now).save()


def by_creating_many(now: datetime) -> None:
    StandingPage.objects.bulk_create([StandingPage(slug="lien-he", title="Liên hệ", text=HOSTILE, changed_at=now)])


def by_update(now: datetime) -> None:
    StandingPage.objects.create(slug="lien-he", title="Liên hệ", text="<p>x</p>", changed_at=now)
    StandingPage.objects.update(text=HOSTILE)


def by_loading(now: datetime) -> None:
    fields = {"slug": "lien-he", "title": "Liên hệ", "text": HOSTILE, "changed_at": now.isoformat()}
    written = json.dumps([{"model": "pages.standingpage", "pk": 7, "fields": fields}])
    for loaded in serializers.deserialize("json", written):
        loaded.save()


@pytest.mark.parametrize("write", [by_saving, by_creating_many, by_update, by_loading])
def test_every_way_in_is_cleaned(write: Callable[[datetime], None], now: datetime) -> None:
    write(now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM pages_standingpage")
        assert cursor.fetchone() == (CLEAN,)


def test_what_was_put_past_django_is_cleaned_on_the_way_out(client: Client, now: datetime) -> None:
    StandingPage.objects.create(slug="lien-he", title="Liên hệ", text="<p>x</p>", changed_at=now)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pages_standingpage SET text = %s", [HOSTILE])
    html = client.get("/lien-he/").content.decode()
    assert CLEAN in html
    assert "steal()" not in html


def test_an_instance_that_was_saved_holds_what_was_written(now: datetime) -> None:
    page = StandingPage.objects.create(slug="lien-he", title="Liên hệ", text=HOSTILE, changed_at=now)
    assert page.text == CLEAN
