"""No button for what a role may not do, and a clear refusal for whoever sends the form all the same."""

import pytest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from articles.models import Article, FeaturedList, Section
from newsroom.curation import make_missing_lists
from newsroom.models import SectionHead, Status, Story
from newsroom.workflow import move
from tests.factories import make_section, make_story
from tests.journeys.story_desk import StoryDesk

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

# What each role is offered on a colleague's story that waits for an editor.
OFFERED = {
    "reporter": set(),
    "photo_editor": set(),
    "administrator": set(),
    "editor": {"draft", "in_edit", "approved", "returned"},
    "managing_editor": {"draft", "in_edit", "approved", "returned"},
    "editor_in_chief": {"draft", "in_edit", "approved", "returned"},
}
STEPS = ("draft", "in_edit", "approved", "returned", "published", "scheduled", "withdrawn")


@pytest.fixture
def submitted(colleague, section, now) -> Story:
    writer = colleague("reporter", name="Lý Khánh Ly")
    story = make_story(by=writer, section=section, now=now, title="Bài chờ duyệt của Khánh Ly")
    move(story, to=Status.SUBMITTED, by=writer, now=now)
    return story


@pytest.mark.parametrize("role", OFFERED)
def test_only_the_steps_of_the_role_have_buttons(role, at_desk, submitted) -> None:
    desk = StoryDesk(at_desk(role))
    desk.open(submitted)
    assert desk.status == "submitted"
    assert desk.offered == OFFERED[role]


@pytest.mark.parametrize("role", ["reporter", "photo_editor", "administrator"])
def test_a_form_sent_all_the_same_is_refused_in_words(role, at_desk, submitted) -> None:
    screen = at_desk(role)
    StoryDesk(screen).open(submitted)
    for to in STEPS:
        fields = {"seen": str(submitted.change_number), "_step": to, f"reason_{to}": "Thử."}
        answer = screen.post(reverse("admin:newsroom_story_step", args=[submitted.pk]), **fields)
        assert answer.status == 200
        assert 'class="error"' in answer.text(), to
    answer = screen.post(
        reverse("admin:newsroom_story_step", args=[submitted.pk]), seen=str(submitted.change_number), _step="approved"
    )
    assert _("Your role may not do this with this story.") in answer.text()
    submitted.refresh_from_db()
    assert submitted.status == Status.SUBMITTED
    assert not Article.objects.exists()


def test_a_contributor_sees_their_own_stories_only(at_desk, colleague, section, submitted) -> None:
    mine = make_story(by=colleague("contributor"), section=section, title="Bài của chính tôi")
    screen = at_desk("contributor")
    screen.go(reverse("admin:newsroom_story_changelist"))
    assert screen.sees(mine.title)
    assert not screen.sees(submitted.title)
    screen.go(reverse("admin:newsroom_story_changelist") + "?q=Khanh+Ly")
    assert not screen.sees(submitted.title)
    for name in ("versions", "compare", "preview", "look", "correct"):
        answer = screen.page.goto(reverse(f"admin:newsroom_story_{name}", args=[submitted.pk]))
        assert answer.status in {403, 404}, name
        assert submitted.title not in answer.text()
    screen.page.goto(reverse("admin:newsroom_story_change", args=[submitted.pk]))
    assert not screen.sees(submitted.title)
    screen.go(reverse("admin:newsroom_story_change", args=[mine.pk]))
    answer = screen.post(
        reverse("admin:newsroom_story_step", args=[submitted.pk]), seen=str(submitted.change_number), _step="approved"
    )
    assert answer.status == 404
    submitted.refresh_from_db()
    assert submitted.status == Status.SUBMITTED


def test_a_section_head_answers_for_their_own_section(at_desk, colleague, section: Section, submitted) -> None:
    head: User = colleague("section_head")
    SectionHead.objects.create(user=head, section=make_section(name="Quốc tế"))
    screen = at_desk("section_head")
    desk = StoryDesk(screen)
    desk.open(submitted)
    assert desk.offered == set()
    answer = screen.post(
        reverse("admin:newsroom_story_step", args=[submitted.pk]), seen=str(submitted.change_number), _step="approved"
    )
    assert _("Your role may not do this with this story.") in answer.text()
    SectionHead.objects.create(user=head, section=section.parent)
    desk.open(submitted)
    assert {"in_edit", "approved", "returned"} <= desk.offered


def test_nobody_approves_their_own_story(at_desk, colleague, section) -> None:
    own = make_story(by=colleague("editor"), section=section)
    screen = at_desk("editor")
    desk = StoryDesk(screen)
    desk.open(own)
    desk.step("submitted")
    assert "approved" not in desk.offered
    own.refresh_from_db()
    sent = {"seen": str(own.change_number), "_step": "approved"}
    answer = screen.post(reverse("admin:newsroom_story_step", args=[own.pk]), **sent)
    assert _("Nobody approves a story of their own. Ask a colleague.") in answer.text()
    own.refresh_from_db()
    assert own.status == Status.SUBMITTED


@pytest.mark.parametrize("role", ["contributor", "reporter", "photo_editor", "administrator"])
def test_the_front_page_is_arranged_by_those_who_may(role, at_desk, section) -> None:
    make_missing_lists()
    screen = at_desk(role)
    screen.go(reverse("admin:index"))
    changelist = reverse("admin:articles_featuredlist_changelist")
    assert screen.find(f"a[href='{changelist}']").count() == 0
    screen.go(changelist, expect=403)
    assert screen.find(".empty-page").is_visible()
    address = reverse("admin:newsroom_list_arrange", args=[FeaturedList.objects.first().pk])
    screen.go(address, expect=403)
    assert screen.post(address, _launch="1", **{"pin-TOTAL_FORMS": "0", "pin-INITIAL_FORMS": "0"}).status == 403


def test_an_editor_arranges_and_does_not_launch(at_desk, section) -> None:
    make_missing_lists()
    row = FeaturedList.objects.get(key="home-lead")
    address = reverse("admin:newsroom_list_arrange", args=[row.pk])
    screen = at_desk("editor")
    screen.go(address)
    assert screen.find("[name=_save]").count() == 1
    for name in ("_launch", "_schedule", "_undo"):
        assert screen.find(f"[name={name}]").count() == 0
    answer = screen.post(address, _launch="1", revision="0", **{"pin-TOTAL_FORMS": "0", "pin-INITIAL_FORMS": "0"})
    assert answer.status == 403
    assert _("Your role may not launch lists.") in answer.text()
    row.refresh_from_db()
    assert row.launched_at is None
