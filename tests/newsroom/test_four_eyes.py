"""Of writing, approving and publishing a text, one person never does all three; and whoever changed one says so."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from newsroom import four_eyes, publishing, steps, writing
from newsroom.admin.happenings import happenings
from newsroom.models import AuditEntry, Status, Story
from newsroom.publishing.archive import ArchiveStory, publish_many
from newsroom.publishing.magazine import Edition
from newsroom.workflow import move
from tests.factories import make_author, make_photo, make_section, make_story, make_user
from tests.newsroom.conftest import edit
from tests.newsroom.desk import change_url, client_of, messages_of, story_data

PUBLISHERS = ("section_head", "managing_editor", "editor_in_chief")
WROTE = ("nothing", "began", "signs", "signed", "changed", "restored", "had_it_restored", "overwritten")


def colleague(role: str, story: Story) -> User:
    user = make_user(role=role)
    if role == "section_head":
        user.headed_sections.create(section=story.section)
    return user


def written(how: str, *, role: str, now: datetime) -> tuple[Story, User]:
    """A submitted story, and a colleague who has had their hands in it in one of the ways."""
    writer = make_user(role="reporter")
    story = make_story(by=writer, now=now)
    user = colleague(role, story)
    match how:
        case "began":
            Story.objects.filter(pk=story.pk).update(created_by=user)
        case "signs" | "signed":
            name = make_author(user=user)
            story.contributions.create(author=name, role="photo" if how == "signs" else "author")
            writing.keep_version(story, by=writer, now=now)
            if how == "signed":  # the byline goes, and the link with it
                story.contributions.all().delete()
                writing.keep_version(story, by=writer, now=now)
                name.user = None
                name.save()
    story.refresh_from_db()
    move(story, to=Status.SUBMITTED, by=user if how == "began" else writer, now=now)
    if how in {"changed", "overwritten", "had_it_restored"}:
        edit(story, by=user, now=now, title="Tít của người duyệt")
    if how in {"overwritten", "had_it_restored"}:
        edit(story, by=make_user(role="editor"), now=now, title="Tít của đồng nghiệp")
    if how == "restored":
        edit(story, by=make_user(role="editor"), now=now, title="Tít của đồng nghiệp")
        writing.restore(story, version=story.versions.get(revision=1), by=user, now=now)
    if how == "had_it_restored":
        mine = story.versions.get(created_by=user)
        writing.restore(story, version=mine, by=make_user(role="editor"), now=now)
    story.refresh_from_db()
    return story, user


OWNS = {"began", "signs", "signed"}
CHANGED = {"changed", "restored", "had_it_restored"}


@pytest.mark.parametrize("role", PUBLISHERS)
@pytest.mark.parametrize("wrote", WROTE)
def test_who_wrote_approves_and_publishes(roles, now: datetime, wrote: str, role: str) -> None:
    """The table: what one colleague did to the text × what they may still do with it."""
    story, user = written(wrote, role=role, now=now)
    overrides = role == "editor_in_chief"

    def approve(**how) -> bool:
        try:
            steps.take(story, to="approved", by=user, now=now, **how)
        except (PermissionDenied, ValidationError):
            return False
        return True

    def publish(**how) -> bool:
        try:
            steps.take(story, to="published", by=user, now=now, **how)
        except (PermissionDenied, ValidationError):
            return False
        return True

    assert approve() == (wrote not in OWNS | CHANGED)
    if wrote in CHANGED:
        assert approve(own_changes_read=True)
    elif wrote in OWNS:
        assert not approve(own_changes_read=True)
        assert approve(reason="Không còn ai trực.") == overrides
        if not overrides:
            move(story, to=Status.APPROVED, by=make_user(role="editor"), now=now)
    approved_it = wrote not in OWNS or overrides
    if wrote in OWNS | CHANGED and approved_it:
        assert not publish()
        assert bool(steps.for_others(story, by=user, now=now)) == (not overrides)
        assert publish(reason="Tin khẩn, chỉ còn mình tôi.") == overrides
        if not overrides:
            steps.take(story, to="published", by=colleague("managing_editor", story), now=now)
    else:
        assert publish()
    assert Article.objects.filter(pk=story.pk).exists()


def test_an_override_says_why_in_the_audit(roles, now: datetime) -> None:
    story, chief = written("changed", role="editor_in_chief", now=now)
    steps.take(story, to="approved", by=chief, own_changes_read=True, now=now)
    steps.take(story, to="published", by=chief, reason="Chỉ còn mình tôi.", now=now)
    entries = {entry.act: entry for entry in AuditEntry.objects.filter(story=story.pk, actor=chief)}
    assert entries["published"].reason == "Chỉ còn mình tôi."
    assert entries["approved"].detail == {"own_changes": True}
    assert "sửa và duyệt bản chữ" in {happening.what for happening in happenings(story)}


def test_scheduling_is_publishing(roles, now: datetime) -> None:
    story, user = written("changed", role="managing_editor", now=now)
    Story.objects.filter(pk=story.pk).update(go_live_at=now + timedelta(hours=1))
    steps.take(story, to="approved", by=user, own_changes_read=True, now=now)
    with pytest.raises(PermissionDenied):
        steps.take(story, to="scheduled", by=user, now=now)
    steps.take(story, to="scheduled", by=colleague("managing_editor", story), now=now)
    with pytest.raises(PermissionDenied):  # nor does "publish now" lead around a colleague's schedule
        steps.take(story, to="published", by=user, now=now)
    steps.take(story, to="approved", by=user, now=now)  # calling it off
    with pytest.raises(PermissionDenied):  # and scheduling again
        steps.take(story, to="scheduled", by=user, now=now)


def test_who_filed_the_story_anew_has_not_written(roles, now: datetime) -> None:
    story, user = written("nothing", role="managing_editor", now=now)
    steps.take(story, to="approved", by=user, now=now)
    steps.take(story, to="published", by=user, now=now)
    story.section = make_section()
    story.save(update_fields=["section"])
    assert publishing.reclassify(story, by=user, now=now)
    assert four_eyes.hands_of(user, story) == four_eyes.Hands(owns=False, changed=False, approved=True)


def test_a_corrected_picture_is_no_reading_of_the_text(roles, now: datetime) -> None:
    """Who wrote and approved stays who did, whoever corrects a credit in between; and a credit is a text as well."""
    story, user = written("nothing", role="managing_editor", now=now)
    photo = make_photo()
    edit(story, by=user, now=now, photo=photo, title="Tít của người duyệt")
    steps.take(story, to="approved", by=user, own_changes_read=True, now=now)
    steps.take(story, to="published", by=colleague("managing_editor", story), now=now)
    edit(story, by=user, now=now, title="Tít sau khi lên trang")
    steps.take(story, to="approved", by=user, own_changes_read=True, now=now)
    chief = make_user(role="editor_in_chief")
    publishing.correct_photo(photo, by=chief, alt="Hội trường", credit="Minh Quân", now=now)
    story.refresh_from_db()
    assert story.status == Status.APPROVED
    assert four_eyes.hands_of(user, story).would_do_all
    assert four_eyes.hands_of(chief, story).would_do_all
    with pytest.raises(PermissionDenied):
        steps.take(story, to="published", by=user, now=now)
    with pytest.raises(ValidationError):
        steps.take(story, to="published", by=chief, now=now)
    steps.take(story, to="published", by=colleague("section_head", story), now=now)


def test_a_second_approval_is_who_gave_it(roles, now: datetime) -> None:
    """Back into edit and approved by a colleague: the first approval of the same text counts no more."""
    story, user = written("changed", role="managing_editor", now=now)
    steps.take(story, to="approved", by=user, own_changes_read=True, now=now)
    steps.take(story, to="in_edit", by=user, now=now)
    steps.take(story, to="approved", by=make_user(role="editor"), now=now)
    steps.take(story, to="published", by=user, now=now)


def test_an_imported_text_is_its_signers(roles, now: datetime) -> None:
    story, user = written("nothing", role="managing_editor", now=now)
    name = make_author(user=user)
    story.contributions.create(author=name)
    content = writing.content_of(story)
    filing = publishing.filing_of(story)
    described = {"slug": "bai-cu", "version_hash": content.digest(), "published_at": now}
    edition = Edition(number=story.pk, content=content, filing=filing, **described)
    publish_many([ArchiveStory(edition=edition)], now=now)
    name.user = None
    name.save()
    story.refresh_from_db()
    edit(story, by=make_user(role="editor"), now=now, title="Tít mới")
    story.contributions.all().delete()
    assert four_eyes.hands_of(user, story).owns
    with pytest.raises(PermissionDenied):
        move(story, to=Status.APPROVED, by=user, now=now)


def test_kept_aside_words_take_nobody_out_of_the_text(roles, now: datetime) -> None:
    story, user = written("changed", role="managing_editor", now=now)
    aside = writing.content_of(story)
    writing.keep_aside(story, content=aside, by=make_user(role="editor"), now=now)
    assert four_eyes.hands_of(user, story).changed
    other = make_user(role="editor")
    writing.keep_aside(story, content=aside, by=other, now=now)
    assert not four_eyes.hands_of(other, story).wrote


def test_a_colleagues_comma_taken_back_leaves_the_text_its_writers(roles, now: datetime) -> None:
    story, user = written("changed", role="managing_editor", now=now)
    mine, editor = story.title, make_user(role="editor")
    edit(story, by=editor, now=now, title=f"{mine}, thêm")
    edit(story, by=editor, now=now, title=mine)
    assert four_eyes.hands_of(user, story).changed


# ── At the desk ───────────────────────────────────────────────────────────────────────────────────────
def test_an_editor_types_into_a_submitted_story_reads_the_change_and_approves(reporter, editor, now, clock) -> None:
    story = make_story(by=reporter, now=now)
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    client = client_of(editor)
    data = story_data(story, title="Tít do biên tập viên sửa", _step="approved")
    question = client.post(change_url(story), data)
    story.refresh_from_db()
    assert (story.status, story.title) == (Status.IN_EDIT, "Tít do biên tập viên sửa")
    assert question["Location"] == reverse("admin:newsroom_story_own_changes", args=[story.pk])
    page = client.get(question["Location"]).content.decode()
    assert "<ins>" in page
    assert 'name="own_changes_read"' in page
    step = reverse("admin:newsroom_story_step", args=[story.pk])
    approval = {"_step": "approved", "own_changes_read": "1"}
    old = client.post(step, approval | {"seen": story.change_number - 1}, follow=True)
    story.refresh_from_db()
    assert story.status == Status.IN_EDIT
    assert messages_of(old)
    client.post(step, {"seen": story.change_number, "_step": "approved", "own_changes_read": "1"})
    story.refresh_from_db()
    assert story.status == Status.APPROVED


def test_the_page_says_who_publishes_instead(roles, now: datetime, clock) -> None:
    story, user = written("changed", role="managing_editor", now=now)
    steps.take(story, to="approved", by=user, own_changes_read=True, now=now)
    page = client_of(user).get(change_url(story))
    assert not {"published", "scheduled"} & {offer.to for offer in page.context["page"].offers}
    assert "đồng nghiệp khác đưa lên trang" in page.content.decode()
    other = client_of(colleague("managing_editor", story)).get(change_url(story))
    assert "published" in {offer.to for offer in other.context["page"].offers}


@pytest.mark.parametrize("role", ["contributor", "photo_editor", "administrator"])
def test_own_changes_are_shown_to_those_who_approve(roles, now: datetime, role: str) -> None:
    story, _user = written("nothing", role="managing_editor", now=now)
    answer = client_of(make_user(role=role)).get(reverse("admin:newsroom_story_own_changes", args=[story.pk]))
    assert answer.status_code in {403, 404}
