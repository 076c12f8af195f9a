"""Nothing of the directory is deleted: what was true ends, what never was is marked wrong, with a reason."""

from datetime import date

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from newsroom.models import AuditEntry, SectionHead
from organizations.admin import bodies
from organizations.merging import merge_bodies
from organizations.models import (
    Alias,
    Country,
    CountryRelation,
    EventOrganizer,
    OfficeHolder,
    Organization,
    OrganizationPeriod,
    Person,
    ProvincePeriod,
    StruckRow,
    Succession,
    Term,
)
from organizations.striking import StillNamed, strike, struck_under
from pages.models import FollowLink
from search import index
from tests.factories import make_country, make_event, make_organization, make_province, make_user
from tests.newsroom.asking import asked
from tests.newsroom.desk import client_of, messages_of
from tests.organizations.desk import add_row, fields_of

RELATION = {"kind": "diplomatic", "established_on": "01/05/1950", "precision": "day", "confidence": "high"}
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


def test_what_is_marked_wrong_stands_on_the_page_of_all_it_belonged_to(editor: User) -> None:
    """On its own page, a body's or a person's: what it named names it."""
    body, country = make_organization(), make_country()
    row = office(body)
    relation = CountryRelation.objects.create(country=country, established_on=DAY)
    managing = client_of(make_user(role="managing_editor"))
    fields = fields_of(managing.get(page_of(row.person)).content.decode())
    managing.post(page_of(row.person), fields | {f"{prefix_of(fields, row)}-wrong_because": "Chưa từng giữ chức"})
    fields = fields_of(managing.get(page_of(relation)).content.decode())
    managing.post(page_of(relation), fields | {"wrong_because": "Sai ngày lập"})
    for thing, why in ((body, "Chưa từng giữ chức"), (row.person, "Chưa từng giữ chức"), (country, "Sai ngày lập")):
        assert why in managing.get(page_of(thing)).content.decode(), thing
    assert "Chưa từng" not in managing.get(page_of(make_organization())).content.decode()


def test_whatever_was_marked_wrong_stands_in_a_list(editor: User, now) -> None:
    """Also what belonged to nothing else."""
    strike(Person.objects.create(name="Trần Thị Nhầm"), reason="Không có người này.", by=editor, now=now)
    page = client_of(editor).get(reverse("admin:organizations_struckrow_changelist")).content.decode()
    assert "Trần Thị Nhầm" in page
    assert "Không có người này." in page


def test_what_is_marked_wrong_of_a_duplicate_comes_to_the_body_that_is_kept(editor: User, now) -> None:
    keep, duplicate = make_organization(), make_organization()
    kept = strike(office(duplicate), reason="Sai", by=editor, now=now)
    merge_bodies(keep=keep, duplicate=duplicate, now=now)
    assert list(struck_under(keep)) == [kept]


def test_what_other_rows_lead_to_is_refused_where_it_was_typed(editor: User) -> None:
    """Nothing is saved, nothing is said to be, and the form stays as it was typed."""
    term = Term.objects.create(organization=make_organization(), from_year=2024, to_year=2029)
    make_event(term=term)
    desk = client_of(editor)
    fields = fields_of(desk.get(page_of(term)).content.decode())
    answer = desk.post(page_of(term), fields | {"wrong_because": "Nhầm", "to_year": "2031"}, follow=True)
    form = answer.context["adminform"].form
    assert "wrong_because" in form.errors
    assert (form["wrong_because"].value(), form["to_year"].value()) == ("Nhầm", "2031")
    assert not messages_of(answer)
    assert not AuditEntry.objects.filter(actor=editor).exists()
    body = term.organization
    fields = fields_of(desk.get(page_of(body)).content.decode())
    place = prefix_of({key: value for key, value in fields.items() if key.startswith("terms")}, term)
    answer = desk.post(page_of(body), fields | {f"{place}-wrong_because": "Nhầm", "note": "Xem lại"})
    assert answer.status_code == 200
    body.refresh_from_db()
    assert (body.note, Term.objects.get().to_year) == ("", 2029)


def test_what_comes_to_lead_to_a_row_in_the_same_saving_refuses_all_of_it(editor: User) -> None:
    country = make_country()
    desk = client_of(editor)
    fields = add_row(fields_of(desk.get(page_of(country)).content.decode()), "relations", **RELATION)
    answer = desk.post(page_of(country), fields | {"wrong_because": "Không có nước này"}, follow=True)
    assert answer.status_code == 200
    assert Country.objects.filter(pk=country.pk).exists()
    assert not CountryRelation.objects.exists()
    assert str(country) in messages_of(answer)


def test_a_reason_without_letters_is_none(editor: User) -> None:
    term = Term.objects.create(organization=make_organization(), from_year=2024, to_year=2029)
    desk = client_of(editor)
    fields = fields_of(desk.get(page_of(term)).content.decode())
    assert desk.post(page_of(term), fields | {"wrong_because": "\u200b \u200b"}).status_code == 302
    assert Term.objects.exists()


@pytest.mark.asks
def test_the_question_says_what_readers_lose(editor: User) -> None:
    body = make_organization()
    row = office(body)
    desk = client_of(editor)
    for thing in (body, row):
        fields = fields_of(desk.get(page_of(thing)).content.decode())
        rows = {name: each for name, each in fields.items() if name.startswith("office_holders")}
        key = f"{prefix_of(rows, row)}-wrong_because" if rows else "wrong_because"
        said = asked(desk.post(page_of(thing), fields | {key: "Sai"}))
        assert str(row) in said
        assert f"sửa {row}" not in said
    assert OfficeHolder.objects.exists()


def test_a_body_is_not_found_by_a_name_that_is_wrong(editor: User) -> None:
    """A period is marked wrong or confirmed where it stands by itself; the body's place in the search follows."""
    body = make_organization(name="Hội Một")
    period = OrganizationPeriod.objects.create(organization=body, name="Ủy ban Nhầm Tên", ends_on=DAY)
    desk = client_of(editor)

    def found() -> int:
        return index.find("nhầm tên", kind="organization", at=timezone.now()).total

    listed = reverse("admin:organizations_organizationperiod_changelist")
    chosen = {"action": "confirm", "_selected_action": [period.pk]}
    OrganizationPeriod.objects.update(is_confirmed=False)
    desk.post(listed, chosen)
    assert found() == 1
    fields = fields_of(desk.get(page_of(period)).content.decode())
    desk.post(page_of(period), fields | {"wrong_because": "Nhầm"})
    assert found() == 0


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
