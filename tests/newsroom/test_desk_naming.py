"""The desk suggests the bodies that a story names; a colleague tags it with them, or does not."""

from datetime import date, datetime
from html import escape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from newsroom import naming
from newsroom.editor.field import MAX_LENGTH
from newsroom.models import Story
from organizations.models import Alias, Organization, OrganizationPeriod
from tests.factories import make_organization, make_story, make_user
from tests.newsroom.desk import ADD_URL, change_url, client_of, story_data

URL = "/quan-tri/newsroom/story/named-bodies/"

pytestmark = pytest.mark.usefixtures("clock")


@pytest.fixture(autouse=True)
def _names_are_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a clock that stands still, the bodies of one test look no newer than those of the test before."""
    monkeypatch.setattr("organizations.matching._cached", None)


@pytest.fixture
def union(db) -> Organization:
    return make_organization(name="Liên hiệp các tổ chức hữu nghị tỉnh Lào Cai", kind="provincial_union")


@pytest.fixture
def society(db) -> Organization:
    body = make_organization(name="Hội hữu nghị Việt Nam - Cuba", kind="national_association")
    Alias.objects.create(organization=body, name="Hội Việt - Cu")
    return body


def found(client: Client, **text: Any) -> list[dict[str, Any]]:
    response = client.post(URL, {"title": "", "lead": "", "body": "", "number": ""} | text)
    assert response.status_code == 200
    return response.json()["bodies"]


# ── on the page, without scripts ──
def test_the_page_names_what_the_saved_text_names(reporter: User, union: Organization, society: Organization) -> None:
    story = make_story(
        by=reporter, title="LHHN tỉnh Lào Cai họp", lead="Có Hội Việt - Cu.", body="<p>LHHN Lào Cai <b>và</b> bạn.</p>"
    )
    client = client_of(reporter)
    page = client.get(change_url(story))
    assert [(each.organization, each.mentions) for each in page.context["page"].named] == [
        (union.pk, 2),
        (society.pk, 1),
    ]
    html = page.content.decode()
    assert f'data-body="{union.pk}"' in html
    assert union.name in html
    assert "“Hội Việt - Cu”" in html


def test_nothing_is_tagged_by_itself_and_the_tagged_are_not_suggested(
    reporter: User, union: Organization, society: Organization
) -> None:
    story = make_story(by=reporter, title="LHHN tỉnh Lào Cai và Hội Việt - Cu")
    client = client_of(reporter)
    client.post(change_url(story), story_data(story, lead="Thêm một câu."))
    assert not story.organizations.exists()
    client.post(change_url(story), story_data(Story.objects.get(pk=story.pk), organizations=[str(union.pk)]))
    assert list(story.organizations.all()) == [union]
    assert [each.organization for each in client.get(change_url(story)).context["page"].named] == [society.pk]


def test_a_name_is_that_of_the_storys_day(reporter: User, now: datetime) -> None:
    body = make_organization(name="Quỹ Nhịp Cầu Mới")
    OrganizationPeriod.objects.create(organization=body, name="Quỹ Bến Đò Cũ", ends_on=date(2020, 12, 31))
    story = make_story(by=reporter, title="Quỹ Bến Đò Cũ gặp mặt")
    then = naming.day_of(story, live_since=datetime.fromisoformat("2019-05-01T08:00+07:00"), now=now)
    assert then == date(2019, 5, 1)
    assert [each.organization for each in naming.named_in_story(story, on=then)] == [body.pk]
    assert naming.day_of(story, live_since=None, now=now) == now.date()
    story.go_live_at = datetime.fromisoformat("2026-12-01T00:30+07:00")
    assert naming.day_of(story, live_since=None, now=now) == date(2026, 12, 1)


def test_a_reader_of_the_story_gets_no_suggestions(editor: User, reporter: User, union: Organization) -> None:
    story = make_story(by=editor, title="LHHN tỉnh Lào Cai họp")
    page = client_of(reporter).get(change_url(story))
    assert page.context["page"].named == ()
    assert "data-named-bodies" not in page.content.decode()


def test_a_name_that_is_markup_stays_a_name(reporter: User) -> None:
    body = make_organization(name="Hội <img src=x onerror=alert> Xứ Xa")
    story = make_story(by=reporter, title=f"{body.name} họp")
    html = client_of(reporter).get(change_url(story)).content.decode()
    assert "<img src=x" not in html
    assert f'data-name="{escape(body.name)}"' in html


def test_the_page_costs_the_same_however_many_bodies_are_named(
    reporter: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bodies = [make_organization(name=f"Hiệp hội Thân hữu Thôn {name}") for name in ("Đông", "Đoài", "Nam", "Bắc", "Hạ")]
    story = make_story(by=reporter, title=bodies[0].name)
    client = client_of(reporter)
    client.get(change_url(story))
    with CaptureQueriesContext(connection) as one:
        client.get(change_url(story))
    Story.objects.filter(pk=story.pk).update(lead=", ".join(body.name for body in bodies))
    with django_assert_num_queries(len(one)):
        assert len(client.get(change_url(story)).context["page"].named) == 5


# ── while somebody writes ──
def test_the_text_as_it_stands_on_the_page(reporter: User, union: Organization) -> None:
    client = client_of(reporter)
    assert client.get(ADD_URL).context["page"].named == ()
    assert "data-named-bodies" in client.get(ADD_URL).content.decode()
    assert found(client, lead="Sáng nay, LHHN Lào Cai.", body="<p>LHHN&nbsp;Lào&nbsp;Cai</p>") == [
        {"id": union.pk, "name": union.name, "written": "LHHN Lào Cai", "times": 2, "is_public": True}
    ]


def test_unconfirmed_bodies_say_so(reporter: User) -> None:
    make_organization(name="Hội Bốn Bể", is_confirmed=False)
    assert [each["is_public"] for each in found(client_of(reporter), title="Hội Bốn Bể")] == [False]


def test_at_most_a_dozen(reporter: User) -> None:
    names = [f"Hiệp hội Thân hữu Thôn Vắng {chr(65 + number)}" for number in range(15)]
    for name in names:
        make_organization(name=name)
    assert len(found(client_of(reporter), lead=", ".join(names))) == naming.SHOWN


@pytest.mark.parametrize(
    "text",
    [
        {"title": "\x00\ufffe", "lead": "\ud800".encode("utf-16", "surrogatepass"), "body": "<p><b><!--"},
        {"body": "<script>LHHN Lào Cai</script><table><tr><td>" * 50},
        {"title": "=1+1", "body": "<" * 5000},
    ],
)
def test_odd_input_finds_nothing(reporter: User, union: Organization, text: dict[str, Any]) -> None:
    assert found(client_of(reporter), **text) == []


@pytest.mark.parametrize("text", [{"body": "a" * (MAX_LENGTH + 1)}, {"title": "a" * 10_001}, {"lead": "a" * 10_001}])
def test_a_text_that_is_too_long_is_refused_in_words(reporter: User, text: dict[str, str]) -> None:
    response = client_of(reporter).post(URL, text)
    assert response.status_code == 413
    assert response.json()["error"]


@pytest.mark.parametrize("number", ["x", "9" * 40, "-1", "999999999"])
def test_a_story_that_is_not_there(reporter: User, number: str) -> None:
    assert client_of(reporter).post(URL, {"number": number}).status_code == 404


def test_a_colleagues_story_is_not_there_for_a_contributor(roles: None, reporter: User) -> None:
    contributor = client_of(make_user(role="contributor"))
    assert contributor.post(URL, {"number": make_story(by=reporter).pk}).status_code == 404
    assert contributor.post(URL, {"title": "Gặp mặt"}).json() == {"bodies": []}


def test_the_wrong_role_the_wrong_method_and_no_token(roles: None, reporter: User) -> None:
    assert client_of(make_user(role="administrator")).post(URL).status_code == 403
    assert client_of(make_user()).post(URL).status_code == 403
    assert Client().post(URL).status_code == 302
    assert client_of(reporter).get(URL).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter)
    assert strict.post(URL, {"title": "x"}).status_code == 403
    assert reverse("admin:newsroom_story_named_bodies") == URL
