"""The permission table: every address of the desk against every role, opened with GET.

A letter for each role that gets an answer; all others are refused (403), or are not told that the thing exists (404).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, URLResolver, reverse

from articles.models import Correction, FeaturedList, Tag, Topic
from newsroom.models import AuditEntry, Story
from newsroom.roles import ROLES
from organizations.models import (
    ClusterMembership,
    ClusterOffice,
    CountryRelation,
    EventSeries,
    OfficeHolder,
    OrganizationKind,
    OrganizationPeriod,
    Person,
    StruckRow,
    Succession,
    Term,
)
from outbox.models import Message, Schedule
from pages.models import SiteSettings, StandingPage
from tests.factories import (
    make_author,
    make_country,
    make_event,
    make_organization,
    make_photo,
    make_province,
    make_section,
    make_user,
)
from tests.newsroom.desk import client_of

LETTERS = {
    "contributor": "c",
    "reporter": "r",
    "editor": "e",
    "section_head": "h",
    "managing_editor": "m",
    "editor_in_chief": "i",
    "photo_editor": "p",
    "administrator": "a",
}
# Signing out is a POST of its own test.
TABLE = {
    "index": "crehmipa",
    "login": "crehmipa",
    "logout": "",
    "password_change": "crehmipa",
    "password_change_done": "crehmipa",
    "autocomplete": "",
    "jsi18n": "crehmipa",
    "articles_section_changelist": "crehmipa",
    "articles_section_add": "mia",
    "articles_section_history": "crehmipa",
    "articles_section_delete": "",
    "articles_section_change": "crehmipa",
    "articles_topic_merge": "mi",
    "articles_topic_changelist": "crehmip",
    "articles_topic_add": "mi",
    "articles_topic_history": "crehmip",
    "articles_topic_delete": "",
    "articles_topic_change": "crehmip",
    "articles_tag_merge": "mi",
    "articles_tag_changelist": "crehmip",
    "articles_tag_add": "rehmip",
    "articles_tag_history": "crehmip",
    "articles_tag_delete": "",
    "articles_tag_change": "crehmip",
    "articles_author_merge": "mi",
    "articles_author_changelist": "crehmip",
    "articles_author_add": "ehmi",
    "articles_author_history": "crehmip",
    "articles_author_delete": "",
    "articles_author_change": "crehmip",
    "articles_article_changelist": "rehmip",
    "articles_article_add": "",
    "articles_article_history": "rehmip",
    "articles_article_delete": "",
    "articles_article_change": "rehmip",
    "articles_correction_changelist": "ehmi",
    "articles_correction_add": "",
    "articles_correction_history": "ehmi",
    "articles_correction_delete": "",
    "articles_correction_change": "ehmi",
    "newsroom_auditentry_changelist": "hmia",
    "newsroom_auditentry_add": "",
    "newsroom_auditentry_history": "hmia",
    "newsroom_auditentry_delete": "",
    "newsroom_auditentry_change": "hmia",
    "auth_user_password_change": "a",
    "accounts_user_changelist": "ia",
    "accounts_user_add": "a",
    "accounts_user_history": "ia",
    "accounts_user_delete": "",
    "accounts_user_access": "a",
    "accounts_user_change": "ia",
    "newsroom_sectionhead_changelist": "a",
    "newsroom_sectionhead_add": "a",
    "newsroom_sectionhead_history": "a",
    "newsroom_sectionhead_delete": "a",
    "newsroom_sectionhead_change": "a",
    "newsroom_list_make_missing": "ehmi",
    "newsroom_list_arrange": "ehmi",
    "newsroom_list_look": "ehmi",
    "newsroom_list_preview": "ehmi",
    "articles_featuredlist_changelist": "ehmi",
    "articles_featuredlist_add": "",
    "articles_featuredlist_history": "ehmi",
    "articles_featuredlist_delete": "",
    "articles_featuredlist_change": "ehmi",
    "newsroom_photo_correct": "ip",
    "photos_picker": "crehmip",
    "photos_upload": "crehmip",
    "photos_describe": "crehmip",
    "photos_thumb": "crehmip",
    "photos_withdrawal": "ip",
    "photos_photo_changelist": "crehmip",
    "photos_photo_add": "crehmip",
    "photos_photo_history": "crehmip",
    "photos_photo_delete": "",
    "photos_photo_change": "crehmip",
    "newsroom_story_lookup": "crehmipa",
    "newsroom_story_findings": "crehmip",
    "newsroom_story_named_bodies": "crehmip",
    "newsroom_story_step": "rehmipa",
    "newsroom_story_note": "rehmipa",
    "newsroom_story_correct": "hmi",
    "newsroom_story_address": "hmi",
    "newsroom_story_versions": "rehmipa",
    "newsroom_story_compare": "rehmipa",
    "newsroom_story_restore": "ehmi",
    "newsroom_story_own_changes": "ehmi",
    "newsroom_story_look": "rehmipa",
    "newsroom_story_preview": "rehmipa",
    "newsroom_story_changelist": "crehmipa",
    "newsroom_story_add": "crehmip",
    "newsroom_story_history": "rehmipa",
    "newsroom_story_delete": "",
    "newsroom_story_change": "rehmipa",
    "organizations_organization_merge": "mi",
    "organizations_organization_changelist": "crehmip",
    "organizations_organization_add": "mi",
    "organizations_organization_history": "crehmip",
    "organizations_organization_delete": "",
    "organizations_organization_change": "crehmip",
    "organizations_coverage": "rehmip",
    "organizations_coverage_workbook": "rehmip",
    "organizations_event_changelist": "crehmip",
    "organizations_event_add": "ehmi",
    "organizations_event_history": "crehmip",
    "organizations_event_delete": "",
    "organizations_event_change": "crehmip",
    "organizations_eventseries_changelist": "crehmip",
    "organizations_eventseries_add": "ehmi",
    "organizations_eventseries_history": "crehmip",
    "organizations_eventseries_delete": "",
    "organizations_eventseries_change": "crehmip",
    "organizations_succession_changelist": "crehmip",
    "organizations_succession_add": "ehmi",
    "organizations_succession_history": "crehmip",
    "organizations_succession_delete": "",
    "organizations_succession_change": "crehmip",
    "organizations_organizationperiod_changelist": "crehmip",
    "organizations_organizationperiod_add": "ehmi",
    "organizations_organizationperiod_history": "crehmip",
    "organizations_organizationperiod_delete": "",
    "organizations_organizationperiod_change": "crehmip",
    "organizations_struckrow_changelist": "crehmip",
    "organizations_struckrow_add": "",
    "organizations_struckrow_history": "crehmip",
    "organizations_struckrow_delete": "",
    "organizations_struckrow_change": "crehmip",
    "organizations_term_changelist": "crehmip",
    "organizations_term_add": "ehmi",
    "organizations_term_history": "crehmip",
    "organizations_term_delete": "",
    "organizations_term_change": "crehmip",
    "organizations_clustermembership_changelist": "crehmip",
    "organizations_clustermembership_add": "ehmi",
    "organizations_clustermembership_history": "crehmip",
    "organizations_clustermembership_delete": "",
    "organizations_clustermembership_change": "crehmip",
    "organizations_clusteroffice_changelist": "crehmip",
    "organizations_clusteroffice_add": "ehmi",
    "organizations_clusteroffice_history": "crehmip",
    "organizations_clusteroffice_delete": "",
    "organizations_clusteroffice_change": "crehmip",
    "organizations_officeholder_changelist": "crehmip",
    "organizations_officeholder_add": "ehmi",
    "organizations_officeholder_history": "crehmip",
    "organizations_officeholder_delete": "",
    "organizations_officeholder_change": "crehmip",
    "organizations_person_changelist": "crehmip",
    "organizations_person_add": "ehmi",
    "organizations_person_history": "crehmip",
    "organizations_person_delete": "",
    "organizations_person_change": "crehmip",
    "organizations_country_changelist": "crehmip",
    "organizations_country_add": "ehmi",
    "organizations_country_history": "crehmip",
    "organizations_country_delete": "",
    "organizations_country_change": "crehmip",
    "organizations_anniversaries": "crehmip",
    "organizations_anniversaries_of": "crehmip",
    "organizations_countryrelation_changelist": "crehmip",
    "organizations_countryrelation_add": "ehmi",
    "organizations_countryrelation_history": "crehmip",
    "organizations_countryrelation_delete": "",
    "organizations_countryrelation_change": "crehmip",
    "organizations_province_changelist": "crehmip",
    "organizations_province_add": "mi",
    "organizations_province_history": "crehmip",
    "organizations_province_delete": "",
    "organizations_province_change": "crehmip",
    "outbox_message_changelist": "mia",
    "outbox_message_add": "",
    "outbox_message_history": "mia",
    "outbox_message_delete": "",
    "outbox_message_change": "mia",
    "outbox_schedule_changelist": "mia",
    "outbox_schedule_add": "",
    "outbox_schedule_history": "mia",
    "outbox_schedule_delete": "",
    "outbox_schedule_change": "mia",
    "pages_sitesettings_changelist": "ia",
    "pages_sitesettings_add": "",  # there is one row, and it is there
    "pages_sitesettings_history": "ia",
    "pages_sitesettings_delete": "",
    "pages_sitesettings_change": "ia",
    "pages_standingpage_changelist": "ia",
    "pages_standingpage_add": "ia",
    "pages_standingpage_history": "ia",
    "pages_standingpage_delete": "",
    "pages_standingpage_change": "ia",
    "app_list": "crehmipa",
}


def addresses() -> Iterator[str]:
    """The names of all addresses that the desk's site has."""

    def walk(patterns: list[Any]) -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns)
            elif isinstance(pattern, URLPattern) and pattern.name:
                yield pattern.name

    return walk(admin.site.get_urls())


def test_the_table_names_every_address() -> None:
    assert set(TABLE) == set(addresses())


@pytest.fixture
def things(published: Story, now: datetime) -> SimpleNamespace:
    """One of everything that has a page of its own at the desk; a colleague's, live, and with versions."""
    correction = Correction.objects.create(article_id=published.pk, text="Sửa tên.", published_at=now)
    head = make_user(role="section_head")
    body, cluster = make_organization(), make_organization(kind=OrganizationKind.CLUSTER)
    person, country, day = Person.objects.create(name="Nguyễn Thị Bình"), make_country(), now.date()
    return SimpleNamespace(
        story=published,
        version=published.versions.first(),
        section=make_section(),
        topic=Topic.objects.create(name="Chuyên đề", slug="chuyen-de", name_folded="chuyen de"),
        tag=Tag.objects.create(name="Thẻ"),
        author=make_author(),
        article=published,
        correction=correction,
        auditentry=AuditEntry.objects.first(),
        user=make_user(role="reporter"),
        sectionhead=head.headed_sections.create(section=make_section()),
        featuredlist=FeaturedList.objects.create(key="thu", name="Thử"),
        photo=make_photo(),
        organization=body,
        event=make_event(),
        eventseries=EventSeries.objects.create(name="Ngày hội", slug="ngay-hoi"),
        succession=Succession.objects.create(
            predecessor=make_organization(), successor=body, kind="renamed", happened_on=day
        ),
        organizationperiod=OrganizationPeriod.objects.create(organization=body),
        struckrow=StruckRow.objects.create(model="Term", number=1, words="Nhiệm kỳ sai", reason="Nhầm", at=now),
        term=Term.objects.create(organization=body, from_year=2024, to_year=2029),
        clustermembership=ClusterMembership.objects.create(cluster=cluster, member=body),
        clusteroffice=ClusterOffice.objects.create(cluster=cluster, year=2026, holder=body),
        officeholder=OfficeHolder.objects.create(organization=body, person=person, office="Chủ tịch"),
        person=person,
        country=country,
        countryrelation=CountryRelation.objects.create(country=country, established_on=day),
        province=make_province(),
        sitesettings=SiteSettings.objects.create(),
        standingpage=StandingPage.objects.create(slug="gioi-thieu", title="Giới thiệu", changed_at=now),
        schedule=Schedule.objects.create(name="thu", next_at=now),
        message=Message.objects.first(),
    )


def address(name: str, things: SimpleNamespace) -> str:
    """Where an address leads: to a thing that exists where there is one, to number 1 of its kind otherwise."""
    number = things.story.pk
    own: dict[str, list[Any]] = {
        "app_list": ["newsroom"],
        "auth_user_password_change": [things.user.pk],
        "newsroom_story_restore": [number, things.version.pk],
        "newsroom_story_own_changes": [number],
        "organizations_anniversaries_of": [2026],
        "newsroom_photo_correct": [things.photo.pk],
        "photos_describe": [things.photo.pk],
        "photos_thumb": [things.photo.pk],
        "photos_withdrawal": [things.photo.pk],
    }
    if name in own:
        return reverse(f"admin:{name}", args=own[name])
    if name.startswith("newsroom_list_") and name != "newsroom_list_make_missing":
        return reverse(f"admin:{name}", args=[things.featuredlist.pk])
    model, _, act = name.rpartition("_")
    thing = getattr(things, model.rpartition("_")[2], None)
    if name in {"password_change", "password_change_done"} or (
        name.startswith("photos_") and act in {"picker", "upload"}
    ):
        return reverse(f"admin:{name}")
    if model == "newsroom_story" and name not in {
        "newsroom_story_lookup",
        "newsroom_story_findings",
        "newsroom_story_named_bodies",
        "newsroom_story_changelist",
        "newsroom_story_add",
    }:
        return reverse(f"admin:{name}", args=[number])
    if act in {"change", "delete", "history", "access", "describe", "thumb", "withdrawal", "merge"}:
        return reverse(f"admin:{name}", args=[thing.pk if thing else 1])
    return reverse(f"admin:{name}")


def opens(client: Client, url: str) -> bool:
    response = client.get(url)
    assert response.status_code in {200, 302, 400, 403, 404, 405}, (url, response.status_code)
    return response.status_code in {200, 302, 400, 405}


@pytest.mark.parametrize("role", ROLES)
def test_who_opens_what(things: SimpleNamespace, now: datetime, monkeypatch: pytest.MonkeyPatch, role: str) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(minutes=1))
    user = make_user(role=role)
    if role == "section_head":
        user.headed_sections.create(section=things.story.section)
    client = client_of(user)
    opened = {name for name in TABLE if name != "logout" and opens(client, address(name, things))}
    assert opened == {name for name, letters in TABLE.items() if LETTERS[role] in letters}


def test_nobody_opens_anything_without_signing_in(roles, things: SimpleNamespace) -> None:
    for name in addresses():
        if name in {"login", "logout"}:
            continue
        response = Client().get(address(name, things))
        assert response.status_code in {302, 401}, name
        if response.status_code == 302:
            assert response["Location"].startswith("/quan-tri/login/"), name
