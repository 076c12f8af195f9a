"""The command that loads the data, on an empty house and on one in which editors have begun."""

from io import StringIO

import pytest
from django.core.management import call_command

from organizations.loading import load_everything
from organizations.models import LoadedRecord, Organization

pytestmark = pytest.mark.django_db


def test_a_body_entered_by_hand_before_is_kept_as_it_is():
    Organization.objects.create(
        name="Hội Việt - Mỹ (VUS)", slug="hoi-viet-my", kind=Organization.Kind.NATIONAL_ASSOCIATION
    )
    report = load_everything()
    assert ("organization:hhn-us", "name") in {(found.key, found.field) for found in report.differences}
    assert Organization.objects.get(slug="hoi-viet-my").name == "Hội Việt - Mỹ (VUS)"


def test_the_command_tells_what_it_did():
    said = StringIO()
    call_command("load_organizations", "--confirm", "medium", stdout=said)
    assert "created 63 Province" in said.getvalue()
    Organization.objects.filter(acronym="VUFO").update(address="Nơi khác")
    said = StringIO()
    call_command("load_organizations", stdout=said)
    assert "kept organization:vufo: address is 'Nơi khác'" in said.getvalue()


def test_a_dry_run_leaves_nothing():
    said = StringIO()
    call_command("load_organizations", "--dry-run", stdout=said)
    assert "Nothing was changed" in said.getvalue()
    assert not Organization.objects.exists()
    assert not LoadedRecord.objects.exists()
