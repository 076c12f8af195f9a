"""Nothing of the directory is deleted: what was true ends, what never was is marked wrong, with a reason."""

from datetime import date

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse

from accounts.models import User
from newsroom.models import AuditEntry, SectionHead
from organizations.admin import bodies
from organizations.models import (
    Alias,
    CountryRelation,
    EventOrganizer,
    OfficeHolder,
    Organization,
    Person,
    ProvincePeriod,
    StruckRow,
    Succession,
    Term,
)
from organizations.striking import StillNamed, strike
from pages.models import FollowLink
from tests.factories import make_country, make_event, make_organization, make_province, make_user
from tests.newsroom.desk import client_of, messages_of
from tests.organizations.desk import fields_of

DAY = date(2024, 5, 1)
PREFIXES = {
    Alias: "aliases",
    Term: "terms",
    CountryRelation: "relations",
    EventOrganizer: "organizers",
    ProvincePeriod: "periods",
}


@pytest.fixture
def editor(roles) -> User:
    return make_user(role="editor")


def page_of(row) -> str:
    return reverse(f"admin:organizations_{row._meta.model_name}_change", args=[row.pk])


def office(body: Organization) -> OfficeHolder:
    return OfficeHolder.objects.create(
        organization=body, person=Person.objects.create(name="Nguyễn Văn Nhầm"), office="Chủ tịch", starts_on=DAY
    )


def prefix_of(fields: dict, row) -> str:
    """The row's place in its page's form."""
    keys = (key for key, value in fields.items() if key.endswith("-id") and value == str(row.pk))
    return next(keys).removesuffix("-id")


# ── No way to delete ──────────────────────────────────────────────────────────────────────────────────
def test_the_desk_deletes_nothing_but_who_heads_a_section_and_links_to_follow(db) -> None:
    """Both are kept in a history. Everything else ends, is hidden, merged, withdrawn or marked wrong."""
    request = RequestFactory().get("/")
    request.user = make_user(is_superuser=True)
    pages = {model for model, each in admin.site._registry.items() if each.has_delete_permission(request)}
    assert pages == {SectionHead}
    inlines = [inline for each in admin.site._registry.values() for inline in each.inlines]
    inlines += [each for name, each in vars(bodies).items() if name.endswith("Inline") and getattr(each, "model", None)]
    rows = {each.model for each in inlines if each(each.model, admin.site).has_delete_permission(request)}
    assert rows <= {SectionHead, FollowLink}
    actions = {model for model, each in admin.site._registry.items() if "delete_selected" in each.get_actions(request)}
    assert actions <= {SectionHead}


def test_an_editor_cannot_delete_a_fact(editor: User) -> None:
    body, other = make_organization(), make_organization()
    followed = Succession.objects.create(predecessor=other, successor=body, kind="renamed", happened_on=DAY)
    client = client_of(editor)
    one = reverse("admin:organizations_succession_delete", args=[followed.pk])
    assert client.post(one, {"post": "yes"}).status_code == 403
    many = {"action": "delete_selected", "_selected_action": [followed.pk], "post": "yes"}
    client.post(reverse("admin:organizations_succession_changelist"), many)
    fields = fields_of(client.get(page_of(body)).content.decode())
    origin = prefix_of({key: value for key, value in fields.items() if key.startswith("origins")}, followed)
    client.post(page_of(body), fields | {f"{origin}-DELETE": "on"})
    assert Succession.objects.filter(pk=followed.pk).exists()


# ── Marking wrong ─────────────────────────────────────────────────────────────────────────────────────
def test_a_row_marked_wrong_leaves_readers_and_stays_at_the_desk(editor: User, client) -> None:
    body = make_organization()
    row = office(body)
    assert "Nguyễn Văn Nhầm" in client.get(body.get_absolute_url()).content.decode()
    desk = client_of(editor)
    fields = fields_of(desk.get(page_of(body)).content.decode())
    place = prefix_of({key: value for key, value in fields.items() if key.startswith("office_holders")}, row)
    why = "Người này chưa từng giữ chức."
    answer = desk.post(page_of(body), fields | {f"{place}-wrong_because": why})
    assert answer.status_code == 302
    assert not OfficeHolder.objects.exists()
    assert "Nguyễn Văn Nhầm" not in client.get(body.get_absolute_url()).content.decode()
    kept = StruckRow.objects.get()
    assert (kept.model, kept.number, kept.by, kept.reason) == ("OfficeHolder", row.pk, editor, why)
    assert kept.values["office"] == "Chủ tịch"
    assert kept.values["starts_on"] == "2024-05-01"
    page = desk.get(page_of(body)).content.decode()
    assert why in page
    assert AuditEntry.objects.filter(subject=f"organizations.organization:{body.pk}", actor=editor).exists()


def test_every_kind_of_row_is_marked_wrong_on_its_page(editor: User) -> None:
    """Rows of a body, a country, an event and a province, each on the page where it stands."""
    body, country, event = make_organization(), make_country(), make_event()
    province = make_province(starts_on=date(2025, 7, 1))
    managing = client_of(make_user(role="managing_editor"))
    rows = {
        Alias.objects.create(organization=body, name="Tên sai"): body,
        Term.objects.create(organization=body, from_year=2024, to_year=2029): body,
        CountryRelation.objects.create(country=country, established_on=DAY): country,
        EventOrganizer.objects.create(event=event, name="Đơn vị sai"): event,
        ProvincePeriod.objects.create(province=province, name="Tên cũ sai", ends_on=DAY, starts_on=DAY): province,
    }
    for row, thing in rows.items():
        fields = fields_of(managing.get(page_of(thing)).content.decode())
        wanted = prefix_of({key: value for key, value in fields.items() if key.startswith(PREFIXES[type(row)])}, row)
        managing.post(page_of(thing), fields | {f"{wanted}-wrong_because": "Sai nguồn"})
        assert not type(row)._base_manager.filter(pk=row.pk).exists(), row
        assert StruckRow.objects.filter(model=type(row).__name__, number=row.pk).exists()


def test_a_fact_is_marked_wrong_on_its_own_page(editor: User) -> None:
    term = Term.objects.create(organization=make_organization(), from_year=2024, to_year=2029)
    desk = client_of(editor)
    fields = fields_of(desk.get(page_of(term)).content.decode())
    answer = desk.post(page_of(term), fields | {"wrong_because": "Nhầm với tổ chức khác"}, follow=True)
    assert not Term.objects.exists()
    assert answer.redirect_chain[-1][0] == reverse("admin:organizations_term_changelist")
    assert "Đánh dấu sai" in messages_of(answer)


def test_what_other_rows_lead_to_stays(editor: User, now) -> None:
    body = make_organization()
    term = Term.objects.create(organization=body, from_year=2024, to_year=2029)
    row = office(body)
    row.term = term
    row.save()
    with pytest.raises(StillNamed):
        strike(term, reason="Sai", by=editor, now=now)
    with pytest.raises(ValidationError):
        strike(row, reason=" ", by=editor, now=now)
    assert (Term.objects.count(), OfficeHolder.objects.count(), StruckRow.objects.count()) == (1, 1, 0)


@pytest.mark.parametrize("role", ["contributor", "reporter", "photo_editor"])
def test_who_only_looks_marks_nothing(roles, role: str) -> None:
    body = make_organization()
    row = office(body)
    desk = client_of(make_user(role=role))
    page = desk.get(page_of(body)).content.decode()
    assert "wrong_because" not in page
    desk.post(page_of(row), {"wrong_because": "Sai"})
    assert OfficeHolder.objects.filter(pk=row.pk).exists()


def test_a_body_is_not_marked_wrong_by_a_forged_form(editor: User) -> None:
    body = make_organization()
    desk = client_of(editor)
    fields = fields_of(desk.get(page_of(body)).content.decode())
    desk.post(page_of(body), fields | {"wrong_because": "Sai"})
    assert Organization.objects.filter(pk=body.pk).exists()
