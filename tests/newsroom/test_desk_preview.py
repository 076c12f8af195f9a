"""The preview is the real page, of a text that readers do not have, and stays at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from newsroom.models import Story
from tests.factories import make_story, make_user
from tests.newsroom.conftest import edit
from tests.newsroom.desk import client_of

pytestmark = pytest.mark.usefixtures("clock")


def preview_url(story: Story) -> str:
    return reverse("admin:newsroom_story_preview", args=[story.pk])


def test_the_working_copy_is_drawn_with_the_magazines_own_page(reporter: User) -> None:
    story = make_story(by=reporter, title="Trại hè hữu nghị", body="<p>Những lá thư tay.</p>")
    response = client_of(reporter).get(preview_url(story))
    assert response.templates[0].name == "pages/article.html"
    page = response.content.decode()
    assert "Trại hè hữu nghị" in page
    assert "Những lá thư tay." in page


def test_any_version_can_be_looked_at(reporter: User, now) -> None:
    story = make_story(by=reporter, title="Tít thứ nhất")
    first = story.versions.get()
    edit(story, by=reporter, now=now, title="Tít thứ hai")
    page = client_of(reporter).get(preview_url(story), {"version": first.pk}).content.decode()
    assert "Tít thứ nhất" in page
    assert "Tít thứ hai" not in page


def test_a_preview_is_kept_nowhere_and_found_by_nobody(reporter: User) -> None:
    response = client_of(reporter).get(preview_url(make_story(by=reporter)))
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_strangers_see_no_preview(roles) -> None:
    story = make_story(by=make_user(role="reporter"), title="Chưa công bố")
    assert Client().get(preview_url(story)).status_code == 302
    response = client_of(make_user(role="contributor")).get(preview_url(story))
    assert response.status_code == 404
    assert "Chưa công bố" not in response.content.decode()


def test_the_frame_offers_a_phones_and_a_tablets_width(reporter: User) -> None:
    story = make_story(by=reporter)
    page = client_of(reporter).get(reverse("admin:newsroom_story_look", args=[story.pk])).content.decode()
    assert 'data-width="360"' in page
    assert 'data-width="768"' in page
    assert f'src="{preview_url(story)}"' in page
