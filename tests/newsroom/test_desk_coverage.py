"""The report on coverage: counted from what readers have, narrowed by body and time, kept as a spreadsheet."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from organizations.models import ClusterMembership, Organization
from tests.factories import make_article, make_organization, make_province, make_section, make_user
from tests.newsroom.desk import client_of

URL, WORKBOOK = "/quan-tri/organizations/coverage/", "/quan-tri/organizations/coverage/xlsx/"

pytestmark = pytest.mark.usefixtures("clock")


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+07:00")


@pytest.fixture
def desk(editor: User) -> Client:
    return client_of(editor)


@pytest.fixture
def union(db) -> Organization:
    return make_organization(name="Liên hiệp hữu nghị Xứ Đông", kind="provincial_union")


def totals(client: Client, **asked: Any) -> dict[str, int]:
    """Stories on each body of the report, the uncovered ones too."""
    response = client.get(URL, asked)
    assert response.status_code == 200
    return {line.organization.name: line.total for line in response.context["report"].lines}


def columns(client: Client, **asked: Any) -> dict[str, int]:
    """What the columns hold for the first body."""
    context = client.get(URL, asked).context
    return dict(zip(context["columns"], context["rows"][0][1], strict=True))


def test_only_what_readers_have_counts(desk: Client, union: Organization, now: datetime) -> None:
    other = make_organization(name="Hội Không Ai Viết")
    make_article(organizations=(union,), published_at=now - timedelta(days=1))
    make_article(organizations=(union,), published_at=now + timedelta(minutes=1))
    make_article(organizations=(union,), published_at=now - timedelta(days=2), withdrawn_at=now)
    make_article(published_at=now - timedelta(days=1))
    assert totals(desk) == {union.name: 1, other.name: 0}
    html = desk.get(URL).content.decode()
    assert "1 tổ chức không có bài nào" in html
    assert union.name in html


def test_days_begin_in_vietnam_and_both_ends_count(desk: Client, union: Organization) -> None:
    for moment in ("2025-12-31T23:59:59", "2026-01-01T00:00:00", "2026-03-31T23:59:59", "2026-04-01T00:00:00"):
        make_article(organizations=(union,), published_at=at(moment))
    asked = {"first": "2026-01-01", "last": "2026-03-31"}
    assert columns(desk, **asked) == {"01/2026": 1, "02/2026": 0, "03/2026": 1}
    assert columns(desk, **asked, step="quarter") == {"Quý 1/2026": 2}
    assert columns(desk, first="2025-12-31", last="2026-04-01", step="year") == {"2025": 1, "2026": 3}


def test_by_section_and_by_kind(desk: Client, union: Organization) -> None:
    top = make_section(name="Hữu nghị")
    within = make_section(name="Bốn phương kết bạn", parent=top)
    for section, kind in ((top, "article"), (within, "video"), (make_section(name="Đời sống"), "video")):
        make_article(organizations=(union,), section=section, kind=kind, published_at=at("2026-02-03T08:00"))
    assert columns(desk, columns="sections") == {"Hữu nghị": 2, "Đời sống": 1}
    assert columns(desk, columns="kinds") == {"Video": 2, "Bài viết": 1}


def test_narrowed_by_kind_province_and_cluster(desk: Client, union: Organization) -> None:
    province = make_province(name="Xứ Đông")
    Organization.objects.filter(pk=union.pk).update(province=province)
    cluster = make_organization(name="Cụm số 9", kind="cluster")
    other = make_organization(name="Hội Xứ Đoài", kind="national_association")
    ClusterMembership.objects.create(
        cluster=cluster, member=union, starts_on=date(2024, 1, 1), ends_on=date(2025, 6, 1)
    )
    assert set(totals(desk)) == {union.name, cluster.name, other.name}
    assert set(totals(desk, kind="national_association")) == {other.name}
    assert set(totals(desk, province=province.pk)) == {union.name}
    assert set(totals(desk, cluster=cluster.pk, first="2025-01-01", last="2025-12-31")) == {union.name}
    assert totals(desk, cluster=cluster.pk) == {}
    assert "Không có tin, bài đã đăng nào" in desk.get(URL, {"cluster": cluster.pk}).content.decode()


@pytest.mark.parametrize(
    "asked",
    [
        {"first": "2026-05-01", "last": "2026-04-30"},
        {"first": "1945-01-01"},
        {"first": "0001-01-01"},
        {"last": "9999-12-31"},
        {"first": "hôm qua"},
        {"step": "giây"},
        {"columns": "__class__"},
        {"kind": "x"},
        {"province": "x"},
        {"province": "9" * 40},
        {"cluster": "0"},
    ],
)
def test_what_cannot_be_counted_is_said_on_the_form(desk: Client, union: Organization, asked: dict[str, str]) -> None:
    for url in (URL, WORKBOOK):
        response = desk.get(url, asked)
        assert response.status_code == 422
        assert response.context["form"].errors.keys() <= asked.keys() | {"step", "last"}
        assert "errorlist" in response.content.decode()


def test_the_spreadsheet_has_what_the_page_has(desk: Client, union: Organization) -> None:
    make_article(organizations=(union,), published_at=at("2026-02-03T08:00"))
    page = desk.get(URL, {"first": "2026-01-01", "last": "2026-02-28"})
    answer = desk.get(page.context["workbook_url"])
    assert answer["Content-Disposition"] == 'attachment; filename="tin-bai-ve-to-chuc-20260101-20260228.xlsx"'
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert "01/01/2026" in rows[0][0]
    assert rows[1][2:] == ("Tin bài", "01/2026", "02/2026")
    assert rows[2] == (union.name, union.get_kind_display(), 1, 0, 1)


def test_a_name_with_a_control_character_fits_the_spreadsheet(desk: Client) -> None:
    make_organization(name="Hội\x0b Lạ")
    rows = list(load_workbook(BytesIO(desk.get(WORKBOOK).content)).worksheets[0].values)
    assert rows[2][0].split() == ["Hội", "Lạ"]


def test_the_report_costs_the_same_for_many_bodies(
    desk: Client, union: Organization, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_article(organizations=(union,), published_at=at("2026-02-03T08:00"))
    desk.get(URL)
    with CaptureQueriesContext(connection) as few:
        desk.get(URL)
    for _number in range(8):
        body = make_organization(province=make_province())
        make_article(organizations=(body, union), published_at=at("2026-05-03T08:00"))
    with django_assert_num_queries(len(few)):
        desk.get(URL)


def test_who_may_see_it_and_finds_it_in_the_menu(roles: None, desk: Client) -> None:
    assert URL in desk.get("/quan-tri/").content.decode()
    for role in ("contributor", "administrator"):
        client = client_of(make_user(role=role))
        assert URL not in client.get("/quan-tri/").content.decode()
        assert [client.get(url).status_code for url in (URL, WORKBOOK)] == [403, 403]
    assert Client().get(URL).status_code == 302
