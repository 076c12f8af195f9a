"""Each list of the desk asks the database as often for twenty rows as for one."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from articles.models import Article, Author, Correction, FeaturedItem, FeaturedList, Section, Tag, Topic
from newsroom import curation
from newsroom.models import AuditEntry, SectionHead, Story
from organizations.models import (
    ClusterMembership,
    ClusterOffice,
    Country,
    CountryRelation,
    Event,
    EventSeries,
    OfficeHolder,
    Organization,
    OrganizationKind,
    OrganizationPeriod,
    Person,
    Province,
    StruckRow,
    Succession,
    Term,
)
from outbox.models import Message, Schedule
from pages.models import SiteSettings, StandingPage
from photos.models import Photo
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
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
from tests.newsroom.desk import client_of

MANY = 20
DAY = date(2026, 11, 22)


def country(number: int) -> Country:
    code = f"{chr(65 + number // 26)}{chr(65 + number % 26)}"
    return Country.objects.create(code=code, name=f"Nước {number}", slug=f"nuoc-{number}")


def body_with_all(number: int) -> Organization:
    return make_organization(parent=make_organization(), province=make_province())


def a_list(number: int) -> FeaturedList:
    """Arranged, launched before, and waiting for its next launch."""
    pins = tuple(FeaturedItem(number=make_article().pk) for _each in range(2))
    fill = {"fill": "section", "fill_section": make_section(parent=make_section())}
    made = make_list(key=f"thu-{number}", pins=pins, launched_at=LONG_AGO, **fill)
    draft = curation.draft_of(made)
    draft.items, draft.launch_at, draft.changed_at = [{"number": 7}], LONG_AGO, LONG_AGO
    draft.save()
    return made


def an_entry(number: int) -> AuditEntry:
    story = make_story(by=make_user())
    return AuditEntry.objects.filter(story=story.pk).first()


# One row, with everything that its line of the list may show of other tables.
MAKE: dict[type[models.Model], Callable[[int], Any]] = {
    User: lambda number: make_user(role="reporter"),
    SectionHead: lambda number: SectionHead.objects.create(
        user=make_user(), section=make_section(parent=make_section())
    ),
    FeaturedList: a_list,
    Photo: lambda number: make_photo(width=60, height=40, uploaded_by=make_user()),
    Story: lambda number: make_story(
        by=make_user(), section=make_section(parent=make_section()), authors=(make_author(),)
    ),
    AuditEntry: an_entry,
    Section: lambda number: make_section(parent=make_section()),
    Topic: lambda number: make_topic(),
    Tag: lambda number: make_tag(),
    Author: lambda number: make_author(user=make_user(), photo=make_photo(width=60, height=40)),
    Article: lambda number: make_article(section=make_section(parent=make_section()), authors=(make_author(),)),
    Correction: lambda number: Correction.objects.create(article=make_article(), text="Sửa.", published_at=LONG_AGO),
    Message: lambda number: Message.objects.create(
        kind="pages.indexnow", key=str(number), due_at=LONG_AGO, created_at=LONG_AGO
    ),
    Schedule: lambda number: Schedule.objects.create(name=f"thu-{number}", next_at=LONG_AGO),
    StruckRow: lambda number: StruckRow.objects.create(
        model="Term", number=number, words="Sai", reason="Nhầm", at=LONG_AGO, by=make_user()
    ),
    Organization: body_with_all,
    Succession: lambda number: Succession.objects.create(
        predecessor=make_organization(), successor=make_organization(), kind="renamed", happened_on=DAY
    ),
    OrganizationPeriod: lambda number: OrganizationPeriod.objects.create(organization=make_organization()),
    Term: lambda number: Term.objects.create(organization=make_organization(), from_year=2024, to_year=2029),
    ClusterMembership: lambda number: ClusterMembership.objects.create(
        cluster=make_organization(kind=OrganizationKind.CLUSTER), member=make_organization()
    ),
    ClusterOffice: lambda number: ClusterOffice.objects.create(
        cluster=make_organization(kind=OrganizationKind.CLUSTER), year=2026, holder=make_organization()
    ),
    OfficeHolder: lambda number: OfficeHolder.objects.create(
        organization=make_organization(), person=Person.objects.create(name=f"Bà {number}"), office="Chủ tịch"
    ),
    Person: lambda number: Person.objects.create(name=f"Ông {number}"),
    Country: country,
    CountryRelation: lambda number: CountryRelation.objects.create(country=country(number), established_on=DAY),
    Province: lambda number: make_province(),
    Event: lambda number: make_event(organizers=(make_organization(),), province=make_province()),
    EventSeries: lambda number: EventSeries.objects.create(name=f"Ngày hội {number}", slug=f"ngay-hoi-{number}"),
    StandingPage: lambda number: StandingPage.objects.create(
        slug=StandingPage.Slug.values[number], title="Trang", changed_at=LONG_AGO
    ),
}


def test_every_list_of_the_desk_is_tried() -> None:
    """Of the site's settings there is one row."""
    assert set(admin.site._registry) - {SiteSettings} == set(MAKE)


@pytest.mark.parametrize("model", sorted(MAKE, key=lambda model: model.__name__), ids=lambda model: model.__name__)
def test_a_list_asks_the_same_for_twenty_rows_as_for_one(roles, model: type[models.Model], now: datetime) -> None:
    client = client_of(make_user(is_superuser=True))
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    counted = []
    for numbers in (range(1), range(1, 6 if model is StandingPage else MANY)):
        for number in numbers:
            MAKE[model](number)
        client.get(url)  # what is asked once a process is asked now
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url)
        assert page.status_code == 200
        assert len(page.context["cl"].result_list) >= len(numbers)
        counted.append((len(queries), [query["sql"] for query in queries]))
    more = [sql for sql in counted[1][1] if sql not in counted[0][1]]
    assert counted[1][0] <= counted[0][0], more[:5]
