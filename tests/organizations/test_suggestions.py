"""The desk suggests the bodies a story names: measured on stories of our own, each with what it should find."""

from datetime import date
from time import process_time

import pytest

from organizations.matching import directory, suggest_bodies
from organizations.models import Organization
from organizations.words import split_words
from tests.factories import make_organization
from tests.organizations.stories import STORIES

pytestmark = pytest.mark.django_db
DAY = date(2024, 5, 19)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.title)
def test_a_story_and_its_bodies(loaded, story):
    found = {
        Organization.objects.get(pk=suggestion.organization).slug for suggestion in suggest_bodies(story.text, on=DAY)
    }
    assert found == set(story.bodies)


def test_precision_and_recall(loaded):
    hits = found_all = wanted_all = 0
    for story in STORIES:
        found = {Organization.objects.get(pk=row.organization).slug for row in suggest_bodies(story.text, on=DAY)}
        hits += len(found & set(story.bodies))
        found_all, wanted_all = found_all + len(found), wanted_all + len(story.bodies)
    assert wanted_all >= 40
    assert hits / found_all >= 0.97
    assert hits / wanted_all >= 0.95


def test_the_words_that_name_a_body_are_shown(loaded):
    first, second = suggest_bodies("Sáng 3/5, LHHN tỉnh Lào Cai làm việc với VUFO. Chủ tịch VUFO đánh giá cao.", on=DAY)
    assert (first.as_written, first.mentions) == ("VUFO", 2)
    assert (second.as_written, second.mentions) == ("LHHN tỉnh Lào Cai", 1)
    assert second.is_public


def test_nothing_is_suggested_for_nothing(db):
    assert suggest_bodies("") == []
    assert suggest_bodies("\x00\ufffe ,,, --- \n\n") == []


def test_no_name_reaches_across_a_comma(loaded):
    assert suggest_bodies("Liên hiệp các tổ chức, hữu nghị Việt Nam", on=DAY) == []


def test_the_pass_does_not_grow_with_the_number_of_bodies(loaded):
    """Counted in steps through the tree, which no busy machine can disturb."""
    text = " ".join(story.text for story in STORIES)
    make_organization(name="Hiệp hội Thân hữu Thôn Vắng")
    few = _steps(text)
    for number in range(300):
        make_organization(name=f"Hiệp hội Thân hữu Thôn Vắng {number}")
    assert _steps(text) == few


def test_a_long_story_is_read_quickly(loaded):
    text = " ".join(story.text for story in STORIES) * 20
    directory()
    suggest_bodies(text, on=DAY)
    began = process_time()
    suggest_bodies(text, on=DAY)
    seconds = process_time() - began
    assert seconds < 60 * len(text) / 1_000_000 + 1


def _steps(text: str) -> int:
    tree = directory().tree
    words, _composed = split_words(text)
    steps = 0
    for start in range(len(words)):
        node = tree.root
        for word in words[start:]:
            steps += 1
            following = node.following.get(word.folded)
            if following is None:
                break
            node = following
    return steps
