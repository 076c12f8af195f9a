"""A save on top of somebody else's newer version: both texts are seen side by side, and neither is lost."""

import pytest
from django.urls import reverse

from newsroom.models import Story, StoryVersion
from tests.factories import make_story
from tests.journeys.story_desk import StoryDesk

REFUSED = StoryVersion.Origin.REFUSED

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def opened_by_both(at_desk, colleague, section) -> tuple[Story, StoryDesk, StoryDesk]:
    """The reporter and the editor have the same version before them; the editor saves first."""
    story = make_story(by=colleague("reporter"), section=section, body="<p>Hội trường chật kín người từ sớm.</p>")
    mine, theirs = StoryDesk(at_desk("reporter")), StoryDesk(at_desk("editor"))
    mine.open(story)
    theirs.open(story)
    theirs.fill(title="Tít của biên tập viên")
    theirs.save()
    mine.fill(title="Tít của phóng viên")
    mine.text.get_by_text("Hội trường").click()
    mine.page.keyboard.press("End")
    mine.telex(" Ngoài sân, trống hội vang lên.")
    with mine.screen.leaving():
        mine.screen.find(".action-bar [name=_save]").click()
    return story, mine, theirs


def test_both_texts_stand_side_by_side(opened_by_both) -> None:
    story, mine, _theirs = opened_by_both
    titles = mine.screen.find(".difference").first
    left, right = titles.locator(".two > div").all_inner_texts()
    assert "Tít của biên tập viên" in left
    assert "Tít của phóng viên" in right
    assert "trống hội vang lên" in mine.screen.find(".side-by-side").inner_text()
    story.refresh_from_db()
    assert story.title == "Tít của biên tập viên"
    aside = StoryVersion.objects.get(story=story, origin=REFUSED)
    assert "trống hội vang lên" in aside.text.body


def test_mine_is_saved_over_theirs_in_one_press_and_theirs_stays_a_version(opened_by_both) -> None:
    story, mine, theirs = opened_by_both
    with mine.screen.leaving():
        mine.screen.find(".choice [name=_save]").click()
    story.refresh_from_db()
    assert story.title == "Tít của phóng viên"
    assert "trống hội vang lên" in story.body
    newest, older = story.versions.get(revision=3), story.versions.exclude(origin=REFUSED).get(revision=2)
    compare = reverse("admin:newsroom_story_compare", args=[story.pk])
    theirs.screen.go(f"{compare}?old={older.pk}&new={newest.pk}")
    differences = theirs.screen.find(".differences")
    assert "biên tập" in " ".join(differences.locator("del").all_inner_texts())
    assert "phóng" in " ".join(differences.locator("ins").all_inner_texts())
    theirs.screen.go(reverse("admin:newsroom_story_restore", args=[story.pk, older.pk]))
    with theirs.screen.leaving():
        theirs.screen.find("#content form [type=submit]").first.click()
    story.refresh_from_db()
    assert story.title == "Tít của biên tập viên"


def test_going_on_with_theirs_keeps_mine_among_the_versions(opened_by_both) -> None:
    story, mine, _theirs = opened_by_both
    with mine.screen.leaving():
        mine.screen.find(".choice a.button-second").click()
    mine.text.wait_for()
    assert mine.screen.find("[name=title]").input_value() == "Tít của biên tập viên"
    mine.screen.go(reverse("admin:newsroom_story_versions", args=[story.pk]))
    refused = StoryVersion.objects.get(story=story, origin=REFUSED)
    assert mine.screen.sees(refused.get_origin_display())
    mine.screen.go(f"{reverse('admin:newsroom_story_preview', args=[story.pk])}?version={refused.pk}")
    assert mine.screen.sees("trống hội vang lên")
