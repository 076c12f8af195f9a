"""An address that a row has left leads to where the row is: pages, feeds, calendars, lists narrowed down by it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from addresses.models import FormerAddress
from articles.models import Tag
from organizations.models import EventSeries
from pagecache.addresses import what_pages_read
from tests.addresses.kinds import BODY, KINDS, PROVINCE, TAG, TOPIC, change_url, rename, send
from tests.factories import (
    make_article,
    make_country,
    make_event,
    make_organization,
    make_province,
    make_tag,
    make_topic,
    make_user,
)
from tests.newsroom.desk import client_of, messages_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]
OF_KINDS = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
HOUR = timedelta(hours=1)


@pytest.fixture
def desk() -> Client:
    return client_of(make_user(role="editor_in_chief"))


def leads(client: Client, address: str) -> str:
    """Where a lasting redirect leads."""
    answer = client.get(address)
    assert answer.status_code == 301, (address, answer.status_code)
    assert "max-age=0" in answer["Cache-Control"]  # the address may be another row's tomorrow
    return answer["Location"]


@OF_KINDS
def test_every_address_of_a_renamed_row_leads_on(client, desk, kind):
    row = kind.make(name="Cu")
    kind.bring_out(row)
    first, second, third = (kind.found_at(slug) for slug in ("cu", "moi", "nua"))
    rename(desk, row, "moi")
    assert [leads(client, address) for address in first] == second
    assert [client.head(address).status_code for address in first] == [301] * len(first)
    rename(desk, row, "nua")
    assert [leads(client, address) for address in [*first, *second]] == [*third, *third]  # in one step
    assert {client.get(address).status_code for address in third if "?" not in address} == {200}


@OF_KINDS
def test_a_row_that_goes_back_is_found_at_both(client, desk, kind):
    row = kind.make(name="Cu")
    kind.bring_out(row)
    for slug in ("moi", "cu", "moi", "cu"):
        rename(desk, row, slug)
    assert {client.get(address).status_code for address in kind.found_at("cu")} <= {200, 404}  # 404: beyond the list
    assert [leads(client, address) for address in kind.found_at("moi")] == kind.found_at("cu")
    assert [former.slug for former in FormerAddress.objects.all()] == ["moi"]


@OF_KINDS
def test_an_address_that_a_new_row_takes_is_the_new_row_s(client, desk, kind):
    old = kind.make(name="Cu")
    kind.bring_out(old)
    rename(desk, old, "moi")
    new = kind.make(name="Cu khac")
    rename(desk, new, "cu")
    page = kind.found_at("cu")[0]
    assert client.get(page).status_code == (404 if kind in (*KINDS[:3],) else 200)  # nothing is out under it yet
    kind.bring_out(new)
    assert client.get(page).status_code == 200
    rename(desk, new, "khac")
    assert leads(client, page) == kind.found_at("khac")[0]
    assert leads(client, kind.found_at("cu-khac")[0]) == kind.found_at("khac")[0]


@OF_KINDS
def test_without_the_final_slash_it_is_one_step_too(client, desk, kind):
    row = kind.make(name="Cu")
    kind.bring_out(row)
    rename(desk, row, "moi")
    assert leads(client, kind.found_at("cu")[0].rstrip("/")) == kind.found_at("moi")[0]
    assert leads(client, kind.found_at("moi")[0].rstrip("/")) == kind.found_at("moi")[0]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not PROVINCE], ids=lambda kind: kind.name)
def test_a_row_that_readers_may_not_see_has_no_old_address_either(client, desk, kind):
    """A tag that only a draft has, a body that nobody has confirmed: 404, as if it had never been there."""
    row = kind.make(name="Hoangyen")
    if kind is BODY:
        type(row).objects.filter(pk=row.pk).update(is_confirmed=False)
    rename(desk, row, "moi")
    for address in [*kind.found_at("hoangyen"), *kind.found_at("moi")]:
        assert client.get(address).status_code == 404, address
        assert client.get(address.partition("?")[0].rstrip("/"), follow=True).status_code == 404


def test_what_is_scheduled_leads_on_from_its_minute(client, desk, monkeypatch):
    now = timezone.now()
    tag, topic = make_tag(name="Cu"), make_topic(name="Cu", shown_from=now + HOUR)
    make_article(tags=(tag,), published_at=now + HOUR)
    make_article(topics=(topic,))
    for row in (tag, topic):
        rename(desk, row, "moi")
    old = [TAG.found_at("cu")[0], TOPIC.found_at("cu")[0]]
    assert [client.get(address).status_code for address in old] == [404, 404]
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + HOUR)
    assert [leads(client, address) for address in old] == [TAG.found_at("moi")[0], TOPIC.found_at("moi")[0]]


def test_an_event_is_found_by_its_number_under_any_slug(client, desk):
    event = make_event(name="Gặp mặt", starts_on=timezone.localdate())
    old = event.get_absolute_url()
    rename(desk, event, "gap-mat-dau-xuan")
    page = event.get_absolute_url()
    assert leads(client, old) == page
    assert leads(client, f"{old.rstrip('/')}.ics") == f"{page.rstrip('/')}.ics"
    assert leads(client, old.rstrip("/")).startswith("/su-kien/")
    assert client.get(f"{page.rstrip('/')}.ics").status_code == 200
    type(event).objects.filter(pk=event.pk).update(is_confirmed=False)
    assert {client.get(address).status_code for address in (old, f"{old.rstrip('/')}.ics")} == {404}


def test_lists_narrowed_down_by_a_renamed_row_are_the_same_lists(client, desk):
    country, province = make_country(name="Lào"), make_province(name="Lào Cai")
    body = make_organization(name="Hội", country=country, province=province)
    series = EventSeries.objects.create(name="Ngày hội", slug="ngay-hoi")
    event = make_event(name="Gặp mặt", organizers=(body,), province=province, series=series)
    event.countries.add(country)
    narrowed = {
        f"/to-chuc/?tinh={province.slug}": body.name,
        f"/to-chuc/?nuoc={country.slug}": body.name,
        f"/su-kien/?to_chuc={body.slug}": event.name,
        f"/su-kien/?tinh={province.slug}": event.name,
        f"/su-kien/?nuoc={country.slug}": event.name,
        f"/su-kien/?chuoi={series.slug}": event.name,
    }
    for row in (country, province, body, series):
        rename(desk, row, f"{row._meta.model_name}-moi")
    for address, name in narrowed.items():
        answer = client.get(address)
        assert (answer.status_code, name in answer.content.decode()) == (200, True), address
    assert client.get("/su-kien/?chuoi=khong-co").status_code == 200


def test_what_is_asked_beside_the_slug_is_kept(client, desk):
    row = TAG.make(name="Cu")
    TAG.bring_out(row)
    rename(desk, row, "moi")
    query = what_pages_read("/tag/cu/", "utm_source=zalo&truoc=2026-01-01T00-00-00")
    assert leads(client, f"/tag/cu/?{query}") == "/tag/moi/?truoc=2026-01-01T00-00-00"


def test_who_takes_an_address_is_told_where_it_led(client, desk):
    old, new = make_tag(name="Cu"), make_tag(name="Khac")
    rename(desk, old, "moi")
    rename(desk, new, "cu")
    assert "Cu" in messages_of(desk.get(change_url(new)))


def test_an_address_of_nothing_costs_two_queries_more_at_most(client):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/tag/khong-co/").status_code == 404
    asked = [query["sql"] for query in queries if "former" in query["sql"] or "oldaddress" in query["sql"]]
    assert len(asked) == 2


def test_whatever_writes_a_slug_remembers_the_one_before(client):
    """Not only the desk's forms: a loader, a command, a shell."""
    tag = make_tag(name="Cu")
    make_article(tags=(tag,))
    stale = Tag.objects.get(pk=tag.pk)
    tag.slug = "moi"
    tag.save()
    stale.slug = "nua"
    stale.save(update_fields=["slug"])
    assert {leads(client, f"/tag/{slug}/") for slug in ("cu", "moi")} == {"/tag/nua/"}
    with pytest.raises(ValueError, match=r"save\(\)"):
        Tag.objects.filter(pk=tag.pk).update(slug="x")
    with pytest.raises(ValueError, match=r"save\(\)"):
        Tag.objects.bulk_update([stale], ["slug"])


def test_who_may_not_change_a_row_moves_no_address(client):
    row = make_tag(name="Cu")
    make_article(tags=(row,))
    for role in ("contributor", "reporter", "photo_editor", "administrator"):
        answer = client_of(make_user(role=role)).post(change_url(row), {"name": "Cu", "slug": "moi"})
        assert answer.status_code == 403, role
    assert client.get("/tag/cu/").status_code == 200
    assert not FormerAddress.objects.exists()


def test_a_form_that_was_opened_before_a_colleague_moved_the_row_is_refused(desk):
    row = make_tag(name="Cu")
    page = desk.get(change_url(row))
    rename(desk, row, "moi")
    answer = desk.post(change_url(row), {"name": "Cu", "slug": "cu", "_shown": page.context["shown"]})
    assert answer.status_code == 409
    assert Tag.objects.get().slug == "moi"
    assert send(desk, change_url(row)).status_code == 302
