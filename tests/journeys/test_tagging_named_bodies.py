"""A journalist types a body's name; the desk offers it beside the field, and one press tags the story with it."""

import pytest

from tests.factories import make_organization, make_story
from tests.journeys.story_desk import StoryDesk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_one_press_tags_the_story(at_desk, colleague, section) -> None:
    union = make_organization(name="Liên hiệp các tổ chức hữu nghị tỉnh Lào Cai", kind="provincial_union")
    society = make_organization(name="Hội Bốn Bể & <b>Xa")
    story = make_story(by=colleague("reporter"), section=section, lead="Gặp mặt Hội Bốn Bể & <b>Xa.")
    desk = StoryDesk(at_desk("reporter"))
    desk.open(story)
    offered = desk.screen.find("[data-named-bodies] button")
    offered.nth(0).wait_for()
    assert offered.all_inner_texts() == [f"+ {society.name}"]

    desk.fill(title="LHHN Lào Cai gặp mặt bạn bè")
    desk.text.get_by_text("Hội trường").click()
    desk.telex(" LHHN tỉnh Lào Cai ")
    offered.nth(1).wait_for()
    assert offered.all_inner_texts() == [f"+ {union.name}", f"+ {society.name}"]
    assert desk.screen.find(".named-bodies small").first.inner_text() == "“LHHN Lào Cai” × 2"
    assert not story.organizations.exists()

    offered.nth(0).focus()
    desk.page.keyboard.press("Enter")
    assert offered.all_inner_texts() == [f"+ {society.name}"]
    assert offered.nth(0).evaluate("button => button === document.activeElement")
    chips = desk.screen.find(".field-organizations .select2-selection__choice")
    assert union.name in chips.first.inner_text()
    assert desk.screen.find("[data-named-bodies] [data-said]").inner_text() == f"Đã gắn: {union.name}"
    chips.first.locator(".select2-selection__choice__remove").click()
    assert offered.count() == 2

    desk.page.keyboard.press("Escape")
    offered.nth(0).click()
    desk.save()
    assert list(story.organizations.all()) == [union]
    assert offered.all_inner_texts() == [f"+ {society.name}"]
