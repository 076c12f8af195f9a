"""Two rows of one body become one, and no link breaks."""

from datetime import UTC, date, datetime

import pytest

from addresses.merging import MergeRefused
from addresses.models import FormerAddress
from organizations.loading import load_everything
from organizations.matching import find_body
from organizations.merging import merge_bodies
from organizations.models import (
    Alias,
    Event,
    Organization,
    Succession,
    Term,
)
from tests.factories import make_event, make_organization, make_province

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 2, 30, tzinfo=UTC)


def test_everything_moves():
    keep = make_organization(name="Hội Đất Xa", slug="hoi-dat-xa")
    duplicate = make_organization(name="Hội hữu nghị Đất Xa", slug="hoi-huu-nghi-dat-xa", website="https://a.example")
    child = make_organization(parent=duplicate)
    event = make_event(organizers=(duplicate,))
    Term.objects.create(organization=duplicate, from_year=2020, to_year=2025)
    Alias.objects.create(organization=duplicate, name="HĐX")
    later = make_organization()
    Succession.objects.create(predecessor=duplicate, successor=later, kind="renamed", happened_on=date(2026, 1, 1))

    merge_bodies(keep=keep, duplicate=duplicate, now=NOW)

    assert not Organization.objects.filter(slug="hoi-huu-nghi-dat-xa").exists()
    keep.refresh_from_db()
    child.refresh_from_db()
    assert (child.parent, keep.website) == (keep, "https://a.example")
    assert list(Event.objects.all().of_body(keep)) == [event]
    assert keep.terms.get().from_year == 2020
    assert {alias.name for alias in keep.aliases.all()} == {"HĐX", "Hội hữu nghị Đất Xa"}
    assert keep.successions.get().successor == later
    assert find_body("hội hữu nghị đất xa") == keep


def test_the_old_address_leads_to_the_body():
    keep, duplicate = make_organization(slug="mot"), make_organization(slug="hai")
    third = make_organization(slug="ba")
    merge_bodies(keep=duplicate, duplicate=third, now=NOW)
    merge_bodies(keep=keep, duplicate=duplicate, now=NOW)
    assert Organization.objects.all().at_slug("mot").get() == keep
    for slug in ("hai", "ba"):
        assert Organization.objects.all().once_at(slug).get() == keep
    assert not Organization.objects.all().once_at("bon").exists()
    assert FormerAddress.objects.count() == 2


def test_stories_move_too():
    """Whatever app points to bodies: here through every relation that exists."""
    keep, duplicate = make_organization(), make_organization()
    pointing = [
        relation
        for relation in Organization._meta.get_fields(include_hidden=True)
        if relation.auto_created and relation.one_to_many and not relation.concrete
    ]
    assert {relation.related_model._meta.app_label for relation in pointing} >= {"articles", "newsroom"}
    assert "OrganizationArticle" in {relation.related_model.__name__ for relation in pointing}
    merge_bodies(keep=keep, duplicate=duplicate, now=NOW)
    for relation in pointing:
        name = relation.field.name
        assert not relation.related_model._base_manager.filter(**{name: duplicate.pk}).exists()


def test_a_link_that_both_have_remains_once():
    keep, duplicate = make_organization(), make_organization()
    event = make_event(organizers=(keep, duplicate))
    merge_bodies(keep=keep, duplicate=duplicate, now=NOW)
    assert [row.organization for row in event.organizers.all()] == [keep]


def test_what_there_can_be_only_one_of_refuses_and_changes_nothing():
    keep, duplicate = make_organization(), make_organization()
    event = make_event(organizers=(duplicate,))
    for body in (keep, duplicate):
        Term.objects.create(organization=body, from_year=2020, to_year=2025)
    with pytest.raises(MergeRefused, match="chỉ được phép có một"):
        merge_bodies(keep=keep, duplicate=duplicate, now=NOW)
    assert Organization.objects.filter(pk=duplicate.pk).exists()
    assert event.organizers.get().organization == duplicate


def test_a_body_and_its_successor_are_two():
    keep, duplicate = make_organization(), make_organization()
    Succession.objects.create(predecessor=duplicate, successor=keep, kind="renamed", happened_on=date(2026, 1, 1))
    with pytest.raises(MergeRefused):
        merge_bodies(keep=keep, duplicate=duplicate, now=NOW)
    assert Succession.objects.count() == 1


def test_a_body_is_no_duplicate_of_itself():
    body = make_organization()
    with pytest.raises(MergeRefused, match="hai tổ chức khác nhau"):
        merge_bodies(keep=body, duplicate=body, now=NOW)


def test_the_child_may_be_the_duplicate_and_the_other_way_round():
    upper = make_organization()
    lower = make_organization(parent=upper)
    assert merge_bodies(keep=upper, duplicate=lower, now=NOW).parent is None
    upper = make_organization()
    lower = make_organization(parent=upper)
    assert merge_bodies(keep=lower, duplicate=upper, now=NOW).parent is None


def test_a_merged_body_is_not_loaded_again():
    province = make_province()
    load_everything()
    entered = make_organization(name="Hội Việt Mỹ (nhập tay)", province=province)
    loaded = Organization.objects.get(name="Hội Việt - Mỹ")
    merge_bodies(keep=entered, duplicate=loaded, now=NOW)
    report = load_everything()
    assert report.created.total() == 0
    assert not Organization.objects.filter(name="Hội Việt - Mỹ").exists()
