"""What scripts add to a page of the desk is in Vietnamese too, and so is the button that chooses files."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import FeaturedList
from newsroom import curation
from photos.models import Photo
from tests.factories import make_event, make_organization
from tests.newsroom.test_desk_speaks_vietnamese import Said, english, words

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_what_scripts_write_is_vietnamese(at_desk, live_story) -> None:
    story, event, body = live_story(), make_event(), make_organization()
    curation.make_missing_lists()
    screen = at_desk("editor_in_chief")
    found = {}
    for name, row in (
        ("newsroom_story_add", None),
        ("newsroom_story_change", story),
        ("newsroom_list_arrange", FeaturedList.objects.first()),
        ("organizations_event_change", event),
        ("organizations_organization_change", body),
        ("photos_photo_add", None),
        ("photos_photo_change", Photo.objects.first()),
        ("articles_topic_add", None),
        ("organizations_coverage", None),
    ):
        screen.go(reverse(f"admin:{name}", args=[row.pk] if row else []))
        screen.page.wait_for_load_state("networkidle")
        said = [piece for piece in Said(screen.page.content()).pieces if words(piece) & english()]
        if said:
            found[name] = said
    assert found == {}


def test_pictures_are_chosen_by_a_button_in_our_words_with_the_keyboard_too(at_desk, tmp_path) -> None:
    screen = at_desk("photo_editor")
    screen.go("/quan-tri/photos/photo/add/?_popup=1")
    chooser, label = screen.find("input[type=file]"), screen.find("[data-file-choice] label")
    chooser.wait_for(state="attached")
    label.filter(has_text=_("Choose pictures")).wait_for()
    box = chooser.bounding_box()
    assert max(box["width"], box["height"]) <= 1, "the browser's own button, in the browser's language"
    assert screen.find("[data-chosen]").inner_text() == _("No picture chosen yet")
    screen.tab_to("input[type=file]")
    assert label.evaluate("one => getComputedStyle(one).outlineStyle") == "solid"
    with screen.page.expect_file_chooser() as opened:
        screen.page.keyboard.press("Enter")
    picture = tmp_path / "Lễ hội.png"
    picture.write_bytes(b"x")
    opened.value.set_files(picture)
    screen.find("[data-chosen]", has_text="Lễ hội.png").wait_for()
    with screen.page.expect_file_chooser():
        label.click()
    name = screen.page.get_by_label(_("Choose pictures"))
    assert name.get_attribute("type") == "file", "what a screen reader calls it"
