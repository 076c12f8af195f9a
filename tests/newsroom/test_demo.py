"""The demo: believable, the same everywhere, and shut outside the demo."""

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command

from articles.models import Article, Kind, Section
from newsroom.demo import people
from newsroom.demo.seed import seed
from newsroom.door_audit import strangers
from newsroom.models import Status, Story
from newsroom.roles import ROLES


@pytest.mark.slow
def test_the_demo_fills_every_corner(db, now):
    seed(now=now, say=lambda text: None)
    live = Article.objects.live(at=now)
    assert live.count() >= 200
    assert set(live.values_list("kind", flat=True)) == set(Kind.values)
    assert set(Story.objects.values_list("status", flat=True)) == set(Status.values)
    leaves = Section.objects.filter(children=None)
    assert set(live.values_list("section", flat=True)) == set(leaves.values_list("pk", flat=True))
    assert live.values("title").distinct().count() == live.count()
    assert list(strangers()) == []
    call_command("seed_demo", verbosity=0)  # a second time it leaves everything as it is
    assert Article.objects.live(at=now).count() == live.count()


def test_there_is_a_sign_in_for_every_role():
    assert {colleague.role for colleague in people.COLLEAGUES} == set(ROLES)


def test_outside_the_demo_nothing_is_seeded_and_nobody_of_it_signs_in(db, settings, django_user_model):
    guest = people.COLLEAGUES[0]
    django_user_model.objects.create_user(guest.username, guest.email, people.PASSWORD, name=guest.name)
    assert authenticate(username=guest.username, password=people.PASSWORD)
    settings.DEMO = False
    assert authenticate(username=guest.username, password=people.PASSWORD) is None
    with pytest.raises(CommandError):
        call_command("seed_demo")
