"""The directory at the desk: found without accents, edited, confirmed, merged."""

from datetime import date

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from addresses.models import FormerAddress
from addresses.rows import remember
from organizations.models import (
    Alias,
    ClusterMembership,
    Country,
    CountryRelation,
    Event,
    OfficeHolder,
    Organization,
    OrganizationPeriod,
    Person,
    Succession,
)
from search import index
from tests.factories import make_country, make_event, make_organization, make_province, make_user
from tests.newsroom.desk import messages_of
from tests.organizations.desk import add_row, fields_of

pytestmark = pytest.mark.django_db
MODELS = [
    "organization", "event", "province", "country", "countryrelation", "succession", "organizationperiod", "term",
    "clustermembership", "clusteroffice", "officeholder", "person", "eventseries",
]  # fmt: skip


@pytest.fixture
def editor(client: Client, roles: None) -> Client:
    client.force_login(make_user(role="managing_editor"))
    return client


def change_url(row) -> str:
    return reverse(f"admin:organizations_{row._meta.model_name}_change", args=[row.pk])


def send(client: Client, url: str, **changes):
    """Open a form, change fields, send it."""
    fields = fields_of(client.get(url).content.decode())
    return client.post(url, {**fields, **changes})


# ── lists ──
@pytest.mark.parametrize("model", MODELS)
def test_every_list_and_form_opens(editor, model):
    body = make_organization(province=make_province(name="Xứ Đông"), country=make_country())
    person = Person.objects.create(name="Lê Thị Mẫu")
    OfficeHolder.objects.create(organization=body, person=person, office="Chủ tịch")
    make_event(organizers=(body,))
    base = f"admin:organizations_{model}"
    for query in ({}, {"q": "hữu nghị"}, {"q": "\x00%'\""}, {"e": "1"}):
        assert editor.get(reverse(f"{base}_changelist"), query, follow=True).status_code == 200
    offers = (
        "is_confirmed" in next(each for each in site._registry.values() if each.opts.model_name == model).list_filter
    )
    narrowed = editor.get(reverse(f"{base}_changelist"), {"is_confirmed__exact": "0"})
    assert narrowed.status_code == (200 if offers else 404)  # nothing is looked up that the list does not offer
    assert editor.get(reverse(f"{base}_add")).status_code == 200


@pytest.mark.parametrize("model", ["organization", "event", "succession", "province"])
def test_a_list_costs_the_same_with_many_rows(editor, model, django_assert_max_num_queries):
    def make() -> None:
        province = make_province()
        body = make_organization(parent=make_organization(), province=province)
        Succession.objects.create(
            predecessor=body, successor=make_organization(), kind="renamed", happened_on=date(2020, 1, 1)
        )
        make_event(province=province)

    url = reverse(f"admin:organizations_{model}_changelist")
    make()
    editor.get(url)
    with django_assert_max_num_queries(100) as few:
        editor.get(url)
    for _ in range(12):
        make()
    with django_assert_max_num_queries(len(few)):
        editor.get(url)


@pytest.mark.parametrize("query", ["LHHN Vinh Phuc", "liên hiệp hữu nghị vĩnh phúc", "vinh phuc"])
def test_autocomplete_finds_without_accents(editor, query):
    union = make_organization(name="Liên hiệp các tổ chức hữu nghị tỉnh Vĩnh Phúc")
    make_organization(name="Liên hiệp các tổ chức hữu nghị tỉnh Phú Thọ")
    answer = editor.get(
        reverse("admin:autocomplete"),
        {"term": query, "app_label": "organizations", "model_name": "organization", "field_name": "parent"},
    )
    assert [row["id"] for row in answer.json()["results"]] == [str(union.pk)]


def test_autocomplete_by_an_alias(editor):
    body = make_organization(name="Hội hữu nghị Việt - Anh")
    Alias.objects.create(organization=body, name="VUFA")
    asked = {"term": "vufa", "app_label": "organizations", "model_name": "organization", "field_name": "parent"}
    assert [row["text"] for row in editor.get(reverse("admin:autocomplete"), asked).json()["results"]] == [body.name]


def test_the_list_is_in_vietnamese_order(editor):
    for name in ("Đà Lạt hội", "Dân An hội", "Êđê hội", "Ấn hội", "An hội"):
        make_organization(name=name)
    listed = editor.get(reverse("admin:organizations_organization_changelist")).context["cl"].result_list
    assert [body.name for body in listed] == ["An hội", "Ấn hội", "Dân An hội", "Đà Lạt hội", "Êđê hội"]


# ── saving ──
def test_a_new_body_is_found_by_readers_search(editor, now):
    url = reverse("admin:organizations_organization_add")
    sent = send(editor, url, name="Hội Bốn Bể", slug="hoi-bon-be", kind="other", is_confirmed="on")
    assert sent.status_code == 302
    body = Organization.objects.get(slug="hoi-bon-be")
    assert [hit.number for hit in index.find("bon be", kind="organization", at=body.created_at).hits] == [body.pk]
    send(editor, change_url(body), is_confirmed="")  # an unticked box is not sent; see the next line
    fields = fields_of(editor.get(change_url(body)).content.decode())
    fields.pop("is_confirmed", None)
    editor.post(change_url(body), fields)
    assert index.find("bon be", kind="organization", at=body.created_at).hits == []


def test_another_address_redirects_from_the_old_one(editor):
    body = make_organization(slug="dia-chi-cu")
    assert send(editor, change_url(body), slug="dia-chi-moi").status_code == 302
    assert Organization.objects.all().once_at("dia-chi-cu").get() == body
    assert send(editor, change_url(body), slug="dia-chi-cu").status_code == 302
    assert {row.slug for row in FormerAddress.objects.all()} == {"dia-chi-moi"}


def test_an_address_that_led_elsewhere_is_the_body_s_that_takes_it(editor):
    other, body = make_organization(name="Hội cũ"), make_organization()
    remember("da-dung", leads_to=other)
    assert send(editor, change_url(body), slug="da-dung").status_code == 302
    assert not FormerAddress.objects.filter(slug="da-dung").exists()
    assert "Hội cũ" in messages_of(editor.get(change_url(body)))


def test_a_parent_loop_is_refused_on_the_page(editor):
    upper = make_organization()
    lower = make_organization(parent=upper)
    answer = send(editor, change_url(upper), parent=str(lower.pk))
    assert "tạo thành vòng" in answer.content.decode()
    upper.refresh_from_db()
    assert upper.parent is None


def test_overlapping_rows_sent_together_are_refused_whole(editor):
    body = make_organization(description="")
    fields = fields_of(editor.get(change_url(body)).content.decode())
    for name in ("Một", "Hai"):
        fields = add_row(
            fields, "periods", name=name, starts_on="01/01/2020", ends_on="31/12/2020", confidence="high", source=""
        )
    answer = editor.post(change_url(body), {**fields, "description": "Mới"})
    assert "chồng lên nhau" in answer.content.decode()
    assert not OrganizationPeriod.objects.exists()
    body.refresh_from_db()
    assert body.description == ""


def test_rows_that_only_the_database_sees_through_are_refused_whole(editor):
    cluster = make_organization(kind="cluster", name="Cụm số 7")
    first, second = make_organization(), make_organization()
    ClusterMembership.objects.create(cluster=cluster, member=first)
    fields = fields_of(editor.get(change_url(cluster)).content.decode())
    for _ in range(2):  # the same union twice, as a new member
        fields = add_row(
            fields, "cluster_members", member=str(second.pk), confidence="high", source="", seen_precision="day"
        )
    answer = editor.post(change_url(cluster), {**fields, "note": "x"}, follow=True)
    assert answer.status_code == 200
    assert ClusterMembership.objects.count() == 1
    cluster.refresh_from_db()
    assert cluster.note == ""


def test_two_heads_of_one_year_sent_together_are_refused(editor):
    cluster = make_organization(kind="cluster", name="Cụm số 7")
    members = [make_organization(), make_organization()]
    for member in members:
        ClusterMembership.objects.create(cluster=cluster, member=member)
    fields = fields_of(editor.get(change_url(cluster)).content.decode())
    for member in members:
        fields = add_row(
            fields, "cluster_offices", year="2025", office="head", holder=str(member.pk), confidence="high", source=""
        )
    answer = editor.post(change_url(cluster), fields)
    assert answer.status_code == 200
    assert cluster.cluster_offices.count() == 0


@pytest.mark.parametrize("value", ["31/02/2025", "x", "0000-00-00", "01/01/99999"])
def test_a_date_that_is_none_is_refused(editor, value):
    body = make_organization()
    assert send(editor, change_url(body), founded_on=value).status_code == 200
    body.refresh_from_db()
    assert body.founded_on is None


def test_an_event_is_entered_whole(editor):
    vufo, us = make_organization(name="VUFO"), make_organization(name="Hội Việt - Mỹ")
    province = make_province(name="Hà Nội")
    url = reverse("admin:organizations_event_add")
    fields = fields_of(editor.get(url).content.decode())
    for position, (body, role) in enumerate(((vufo, "organiser"), (us, "co_organiser"))):
        fields = add_row(fields, "organizers", organization=str(body.pk), name="", role=role, position=str(position))
    answer = editor.post(
        url,
        fields
        | {
            "name": "Lễ tưởng niệm",
            "slug": "le-tuong-niem",
            "kind": "commemoration",
            "status": "planned",
            "starts_on": "15/01/2026",
            "starts_time": "08:30",
            "ends_on": "16/01/2026",
            "ends_time": "11:00",
            "attendance": "hybrid",
            "online_url": "https://example.org/hop",
            "ward": "phường Ba Đình",
            "province": str(province.pk),
            "ordinal_text": "lần thứ VI",
            "is_confirmed": "on",
        },
    )
    assert answer.status_code == 302
    event = Event.objects.get()
    assert (event.ordinal, event.attendance, event.location) == (6, "hybrid", "phường Ba Đình, tỉnh Hà Nội")
    assert [(row.organization, row.role) for row in event.organizers.all()] == [
        (vufo, "organiser"),
        (us, "co_organiser"),
    ]
    assert index.find("tuong niem", kind="event", at=event.created_at).hits


# ── confirming ──
def test_many_facts_are_confirmed_at_once(editor):
    bodies = [make_organization(name=f"Hội Nước Mẫu {n}", is_confirmed=False) for n in range(3)]
    answer = editor.post(
        reverse("admin:organizations_organization_changelist"),
        {"action": "confirm", "_selected_action": [body.pk for body in bodies[:2]]},
        follow=True,
    )
    assert "Đã xác nhận 2 mục" in answer.content.decode()
    assert set(Organization.objects.public()) == set(bodies[:2])
    assert index.find("nuoc mau", kind="organization", at=bodies[2].created_at).total == 2


def test_a_confirmation_is_withdrawn(editor):
    event = make_event()
    editor.post(
        reverse("admin:organizations_event_changelist"),
        {"action": "withdraw_confirmation", "_selected_action": [event.pk]},
    )
    event.refresh_from_db()
    assert (event.is_confirmed, event.sequence) == (False, 1)


def test_successions_wait_to_be_confirmed(editor):
    old, young = make_organization(), make_organization()
    row = Succession.objects.create(
        predecessor=old, successor=young, kind="merged_into", happened_on=date(2025, 7, 1), is_confirmed=False
    )
    assert old in Organization.objects.existing(on=date(2026, 1, 1))
    editor.post(
        reverse("admin:organizations_succession_changelist"), {"action": "confirm", "_selected_action": [row.pk]}
    )
    assert old not in Organization.objects.existing(on=date(2026, 1, 1))


# ── merging ──
def test_a_duplicate_is_merged(editor):
    keep, duplicate = make_organization(slug="giu"), make_organization(slug="trung")
    url = reverse("admin:organizations_organization_merge", args=[keep.pk])
    assert url in editor.get(change_url(keep)).content.decode()
    assert editor.get(url).status_code == 200
    answer = editor.post(url, {"duplicate": str(duplicate.pk)}, follow=True)
    assert "Đã gộp" in answer.content.decode()
    assert Organization.objects.all().once_at("trung").get() == keep


@pytest.mark.parametrize("sent", ["x", "-1", "²", "99999999999999999999"])
def test_what_is_no_number_of_a_row_is_a_mistake_on_the_form(editor, sent):
    body, event = make_organization(), make_event()
    for url, changes in (
        (change_url(body), {"parent": sent, "province": sent}),
        (change_url(event), {"countries": [sent], "series": sent}),
    ):
        answer = send(editor, url, **changes)
        assert answer.status_code in {200, 400}
        assert "errorlist" in answer.content.decode() or answer.status_code == 400


@pytest.mark.parametrize("chosen", ["", "0", "x", "99999999999999999999", "itself"])
def test_a_merge_with_nothing_is_refused_on_the_page(editor, chosen):
    keep = make_organization()
    url = reverse("admin:organizations_organization_merge", args=[keep.pk])
    answer = editor.post(url, {"duplicate": str(keep.pk) if chosen == "itself" else chosen})
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()


def test_a_merge_into_nothing_is_404(editor):
    assert editor.get(reverse("admin:organizations_organization_merge", args=[987_654])).status_code == 404


# ── roles ──
@pytest.mark.parametrize(
    ("role", "sees", "changes", "merges"),
    [
        ("contributor", True, False, False),
        ("reporter", True, False, False),
        ("editor", True, True, False),
        ("managing_editor", True, True, True),
        ("administrator", False, False, False),
    ],
)
def test_who_may_do_what(client, roles, role, sees, changes, merges):
    body = make_organization()
    Alias.objects.create(organization=body, name="Bí danh")
    client.force_login(make_user(role=role))
    page = client.get(change_url(body))
    assert page.status_code == (200 if sees else 403)
    assert ('name="_save"' in page.content.decode()) is changes
    assert client.get(reverse("admin:organizations_succession_changelist")).status_code == (200 if sees else 403)
    adding = client.get(reverse("admin:organizations_person_add"))
    assert adding.status_code == (200 if changes else 403)
    merging = client.get(reverse("admin:organizations_organization_merge", args=[body.pk]))
    assert merging.status_code == (200 if merges else 403)
    if changes:
        assert 'name="aliases-0-name"' in page.content.decode()


@pytest.mark.parametrize("model", ["organization", "event"])
def test_nothing_that_stories_name_is_deleted(admin_client, model):
    row = make_organization() if model == "organization" else make_event()
    assert admin_client.post(
        reverse(f"admin:organizations_{model}_delete", args=[row.pk]), {"post": "yes"}
    ).status_code in {302, 403}
    assert type(row).objects.filter(pk=row.pk).exists()


# ── anniversaries ──
def test_the_planning_calendar(editor):
    country = Country.objects.create(code="LA", name="Lào", slug="lao")
    CountryRelation.objects.create(country=country, established_on=date(1962, 9, 5))
    page = editor.get(reverse("admin:organizations_anniversaries_of", args=[2022])).content.decode()
    assert "Ngày kỷ niệm năm 2022" in page
    assert "05/09" in page
    assert "<strong>60</strong>" in page
    assert editor.get(reverse("admin:organizations_anniversaries")).status_code == 200


@pytest.mark.parametrize("year", [0, 1, 1944, 2101, 99999999999])
def test_no_such_year(editor, year):
    assert editor.get(f"/quan-tri/organizations/countryrelation/anniversaries/{year}/").status_code == 404


def test_the_planning_calendar_is_the_desks(client, roles):
    client.force_login(make_user(role="administrator"))
    assert client.get(reverse("admin:organizations_anniversaries")).status_code == 404
