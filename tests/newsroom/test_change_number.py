"""The number of a story moves with every act that writes it, and goes into every act that rests on a screen."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import User
from articles.models import Topic
from newsroom import publishing, steps, writing
from newsroom.holding import ChangedMeanwhile
from newsroom.models import Status, Story, StoryNote
from newsroom.workflow import move
from organizations.merging import merge_bodies
from photos.models import Photo
from tests.factories import make_author, make_organization, make_photo, make_section, make_story, make_tag, make_user
from tests.newsroom.conftest import edit
from tests.newsroom.desk import change_url, client_of, messages_of, story_data

pytestmark = pytest.mark.usefixtures("clock")


def number_of(story: Story) -> int:
    return Story.objects.values_list("change_number", flat=True).get(pk=story.pk)


def moves(story: Story, act: Callable[[], Any]) -> bool:
    before = number_of(story)
    act()
    assert number_of(story) >= before
    return number_of(story) > before


@pytest.fixture
def chief_client(chief: User):
    return client_of(chief)


@pytest.mark.parametrize(
    "field", ["title", "kicker", "lead", "body", "card_title", "seo_title", "social_title", "source_outlet", "video",
              "photo", "kind", "section", "topics", "organizations", "events", "tags", "byline", "lead_picks",
              "end_picks", "go_live_at", "embargo_until", "expires_at", "note"]
)  # fmt: skip
def test_every_field_of_the_page_moves_it_and_an_untouched_page_does_not(field, chief_client, chief, now) -> None:
    story, other = make_story(by=chief, now=now, section=make_section()), make_story(by=chief)
    changed = {
        "body": "<p>Đoạn khác.</p>", "video": "youtube:dQw4w9WgXcQ", "photo": make_photo().pk, "kind": "video",
        "section": make_section().pk, "topics": [Topic.objects.create(name="a", slug="a", name_folded="a").pk],
        "organizations": [make_organization().pk], "tags": [str(make_tag().pk)], "events": [_event().pk],
        "byline": [{"author": make_author().pk, "role": "author", "title_lines": ""}],
        "lead_picks": str(other.pk), "end_picks": str(other.pk),
    }.get(field, "Chữ mới")  # fmt: skip
    data = {field: changed}
    if field in {"go_live_at", "embargo_until", "expires_at"}:
        data = {f"{field}_0": "31/12/2027", f"{field}_1": "07:00"}
    url = change_url(story)

    def save(data: dict[str, Any]) -> None:
        response = chief_client.post(url, story_data(Story.objects.get(pk=story.pk), **(_times(story) | data)))
        assert response.status_code == 302, response.context["adminform"].form.errors

    assert not moves(story, lambda: save({}))
    assert moves(story, lambda: save(data))
    assert not moves(story, lambda: save(data))  # the button pressed twice


def _times(story: Story) -> dict[str, str]:
    from django.utils import timezone

    sent = {}
    for name in ("go_live_at", "embargo_until", "expires_at"):
        if at := Story.objects.values_list(name, flat=True).get(pk=story.pk):
            sent |= {f"{name}_0": f"{timezone.localtime(at):%d/%m/%Y}", f"{name}_1": f"{timezone.localtime(at):%H:%M}"}
    return sent


def _event():
    from tests.factories import make_event

    return make_event()


def test_every_step_moves_it(reporter: User, editor: User, managing_editor: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now)
    for to, by, reason in (
        ("submitted", reporter, ""), ("draft", reporter, ""), ("submitted", reporter, ""), ("in_edit", editor, ""),
        ("returned", editor, "Thiếu số liệu."), ("submitted", reporter, ""), ("approved", editor, ""),
        ("published", managing_editor, ""), ("in_edit", editor, ""), ("withdrawn", managing_editor, "Sai."),
    ):  # fmt: skip
        assert moves(story, partial(steps.take, story, to=to, by=by, reason=reason, now=now)), to
        assert story.change_number == number_of(story)


def test_every_verb_of_the_door_moves_it(approved: Story, managing_editor: User, chief: User, now: datetime) -> None:
    photo: Photo = make_photo()
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(hours=1))
    assert moves(approved, lambda: publishing.publish(approved, by=managing_editor, now=now))
    assert moves(approved, lambda: publishing.unschedule(approved, by=managing_editor, now=now))
    assert moves(approved, lambda: publishing.publish(approved, by=managing_editor, now=now))
    assert moves(approved, lambda: publishing.publish_due(now=now + timedelta(hours=2)))
    now += timedelta(hours=3)
    assert moves(approved, lambda: publishing.correct(approved, text="Sai tên.", by=managing_editor, now=now))
    assert moves(approved, lambda: edit(Story.objects.get(pk=approved.pk), by=chief, now=now, photo=photo))
    move(approved, to=Status.APPROVED, by=managing_editor, now=now)
    Story.objects.filter(pk=approved.pk).update(go_live_at=None)
    publishing.publish(approved, by=managing_editor, now=now)
    assert moves(approved, lambda: publishing.correct_photo(photo, by=chief, now=now, alt="Hai người", credit="T.H"))
    assert moves(approved, lambda: publishing.withdraw(approved, by=managing_editor, reason="Sai.", now=now))


def test_restoring_a_note_and_merged_bodies_move_it(reporter: User, now: datetime) -> None:
    story, keep, duplicate = make_story(by=reporter, now=now), make_organization(), make_organization()
    older = story.current_version
    edit(story, by=reporter, now=now, title="Bản hai")
    story.organizations.add(duplicate)
    assert moves(story, lambda: writing.restore(story, version=older, by=reporter, now=now))
    assert not moves(story, lambda: writing.restore(story, version=older, by=reporter, now=now))  # pressed twice
    assert moves(story, lambda: writing.leave_note(story, text="Thiếu ảnh.", by=reporter, now=now))
    assert not moves(story, lambda: writing.leave_note(story, text="Thiếu ảnh.", by=reporter, now=now))
    assert moves(story, lambda: merge_bodies(keep=keep, duplicate=duplicate, by=reporter, now=now))
    assert list(story.organizations.all()) == [keep]


def test_every_act_refuses_another_number_than_the_one_on_the_screen(
    published: Story, reporter: User, managing_editor: User, now: datetime
) -> None:
    older = published.versions.get()
    draft = make_story(by=reporter, now=now)
    first = draft.current_version
    edit(draft, by=reporter, now=now, title="Bản hai")
    acts: list[Callable[..., Any]] = [
        lambda **seen: steps.take(draft, to="submitted", by=reporter, now=now, **seen),
        lambda **seen: move(draft, to="submitted", by=reporter, now=now, **seen),
        lambda **seen: writing.restore(draft, version=first, by=reporter, now=now, **seen),
        lambda **seen: writing.keep_version(draft, by=reporter, now=now, **seen),
        lambda **seen: publishing.correct(published, text="Sai.", by=managing_editor, now=now, **seen),
        lambda **seen: publishing.reclassify(published, by=managing_editor, now=now, **seen),
        lambda **seen: publishing.withdraw(published, by=managing_editor, reason="Sai.", now=now, **seen),
        lambda **seen: publishing.unschedule(published, by=managing_editor, now=now, **seen),
        lambda **seen: publishing.publish(published, by=managing_editor, now=now, **seen),
    ]
    for act in acts:
        numbers = number_of(draft), number_of(published)
        with pytest.raises(ChangedMeanwhile, match="đã thay đổi"):
            act(seen=10_000)
        assert (number_of(draft), number_of(published)) == numbers
    assert older == published.versions.get()


def test_what_is_approved_is_what_was_read(reporter: User, editor: User, managing_editor: User, now: datetime) -> None:
    """A note, a tag or a time of a colleague is a reason to look again; the same button twice is not."""
    story = make_story(by=reporter, now=now)
    steps.take(story, to="submitted", by=reporter, now=now)
    url = reverse("admin:newsroom_story_step", args=[story.pk])
    seen = number_of(story)
    writing.leave_note(story, text="Đừng duyệt, sai ngày!", by=reporter, now=now)
    response = client_of(editor).post(url, {"_step": "approved", "seen": seen}, follow=True)
    assert "đã thay đổi" in messages_of(response)
    assert Story.objects.get(pk=story.pk).status == Status.SUBMITTED
    data = {"_step": "approved", "seen": number_of(story)}
    client_of(editor).post(url, data)
    again = client_of(editor).post(url, data, follow=True)
    assert "đã thay đổi" not in messages_of(again)
    assert Story.objects.get(pk=story.pk).status == Status.APPROVED


def test_a_step_with_a_save_is_not_taken_for_what_was_not_read(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now)
    steps.take(story, to="submitted", by=reporter, now=now)
    page = client_of(editor).get(change_url(story)).context["adminform"].form
    opened = story_data(story) | {"base_filing": page["base_filing"].value()}
    his = client_of(make_user(role="editor"))
    his.post(change_url(story), opened | {"expires_at_0": "31/12/2027", "expires_at_1": "07:00"})
    data = opened | {"lead": "Sa-pô mới.", "_step": "approved"}
    response = client_of(editor).post(change_url(story), data, follow=True)
    story.refresh_from_db()
    assert (story.lead, story.status) == ("Sa-pô mới.", Status.IN_EDIT)
    assert story.expires_at is not None
    assert "đã thay đổi" in messages_of(response)


def _at(field: str, hour: str) -> dict[str, str]:
    return {f"{field}_0": "01/12/2027", f"{field}_1": hour}


@pytest.mark.parametrize(
    ("theirs", "mine", "label"),
    [
        (_at("go_live_at", "06:00"), _at("go_live_at", "07:00"), "Lên trang"),
        (_at("expires_at", "06:00"), _at("expires_at", "07:00"), "Hết hạn"),
        ({"tags": ["+Kiều bào"]}, {"tags": ["+Hữu nghị"]}, "Thẻ"),
    ],
)  # fmt: skip
def test_two_changes_of_one_field_never_overwrite_each_other(
    theirs: dict, mine: dict, label: str, reporter: User, editor: User, now: datetime
) -> None:
    story = make_story(by=reporter, now=now)
    steps.take(story, to="submitted", by=reporter, now=now)
    client, url = client_of(editor), change_url(story)
    opened = story_data(story) | {"base_filing": client.get(url).context["adminform"].form["base_filing"].value()}
    assert client_of(make_user(role="editor")).post(url, opened | theirs).status_code == 302
    stood = _filing(story)
    response = client.post(url, opened | mine | {"note": "Lời nhắn đang gõ."})
    assert response.status_code == 409
    assert label.casefold() in response.context["collisions"][0].label.casefold()
    page = response.content.decode()
    assert response.context["collisions"][0].theirs in page
    assert response.context["collisions"][0].mine in page
    assert "Lời nhắn đang gõ." in page
    assert _filing(story) == stood
    again: dict[str, list[Any]] = {}
    for name, value in response.context["again"]:
        again.setdefault(name, []).append(value)
    assert client.post(url, again).status_code == 302
    assert _filing(story) != stood
    assert StoryNote.objects.get().text == "Lời nhắn đang gõ."


def _filing(story: Story) -> tuple:
    row = Story.objects.get(pk=story.pk)
    return row.go_live_at, row.expires_at, sorted(tag.name for tag in row.tags.all())


def test_a_time_typed_while_a_colleague_schedules_is_shown_again(
    approved: Story, managing_editor: User, chief: User, now: datetime
) -> None:
    client, url = client_of(chief), change_url(approved)
    opened = story_data(approved) | {"base_filing": client.get(url).context["adminform"].form["base_filing"].value()}
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + timedelta(days=1))
    steps.take(approved, to="scheduled", by=managing_editor, now=now)
    response = client.post(url, opened | {"go_live_at_0": "02/12/2027", "go_live_at_1": "07:00"})
    assert response.status_code == 409
    assert "02/12/2027" in response.content.decode() or "2027" in response.context["collisions"][0].mine


def test_another_text_does_not_cost_an_approval_that_nobody_saw(reporter: User, editor: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now)
    steps.take(story, to="submitted", by=reporter, now=now)
    client, url = client_of(editor), change_url(story)
    opened = story_data(story) | {"base_filing": client.get(url).context["adminform"].form["base_filing"].value()}
    steps.take(story, to="approved", by=make_user(role="editor"), now=now)
    response = client.post(url, opened | {"lead": "Sa-pô của tôi."})
    assert response.status_code == 409
    assert Story.objects.get(pk=story.pk).status == Status.APPROVED
    assert story.versions.get(origin="refused").text.lead == "Sa-pô của tôi."


def test_a_second_empty_form_makes_no_second_story(reporter: User) -> None:
    client, data = (
        client_of(reporter),
        story_data(section=make_section(), ticket=str(uuid.uuid4())),
    )
    first = client.post("/quan-tri/newsroom/story/add/", data)
    assert client.post("/quan-tri/newsroom/story/add/", data).url == first.url
    assert Story.objects.count() == 1


# ── Kept aside ────────────────────────────────────────────────────────────────────────────────────────
def test_whoever_merely_sees_a_story_keeps_nothing_beside_it(published: Story, roles) -> None:
    stranger = make_user(role="reporter")
    data = story_data(published, lead="Chen vào.", opened="x")
    assert client_of(stranger).post(change_url(published), data).status_code == 409
    assert not published.versions.filter(origin="refused").exists()


def test_an_editor_who_had_the_page_open_keeps_the_text(reporter: User, now: datetime) -> None:
    section = make_section()
    head = make_user(role="section_head")
    head.headed_sections.create(section=section)
    story = make_story(by=reporter, now=now, section=section)
    steps.take(story, to="submitted", by=reporter, now=now)
    page = client_of(head).get(change_url(story))
    proof = page.context["page"].opened
    assert f'name="opened" value="{proof}"' in page.content.decode()
    Story.objects.filter(pk=story.pk).update(section=make_section())
    other = make_user(role="section_head")
    data = story_data(Story.objects.get(pk=story.pk), lead="Chữ gõ dở.", opened=proof)
    assert client_of(other).post(change_url(story), data).status_code == 409  # somebody else's proof
    assert client_of(head).post(change_url(story), data).status_code == 302
    assert story.versions.get(origin="refused").text.lead == "Chữ gõ dở."


def test_texts_kept_aside_are_bounded_and_what_is_too_much_comes_back(
    reporter: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "ASIDE_AT_MOST", 2)
    story = make_story(by=reporter, now=now)
    steps.take(story, to="submitted", by=reporter, now=now)
    client = client_of(reporter)
    said = [
        client.post(change_url(story), story_data(story, lead=lead)).status_code
        for lead in ("Một.", "Một.", "Hai.", "Ba.")
    ]
    assert said == [302, 302, 302, 409]
    assert story.versions.filter(origin="refused").count() == 2
    assert "Ba." in client.post(change_url(story), story_data(story, lead="Ba.")).content.decode()


def test_an_unknown_step_is_refused_in_words(reporter: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now)
    with pytest.raises(ValidationError):
        steps.take(story, to="nowhere", by=reporter, now=now, seen=story.change_number)
