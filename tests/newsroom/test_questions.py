"""Nothing is lost and nothing reaches readers as the side effect of another act: the desk asks first."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article, FeaturedItem
from newsroom import curation, publishing, steps
from newsroom.models import ListDraft, Status, Story
from newsroom.today import today
from outbox.models import Message
from tests.factories import make_article, make_list, make_story, make_tag
from tests.newsroom.asking import asked, go_on
from tests.newsroom.conftest import edit
from tests.newsroom.desk import change_url, client_of, story_data

pytestmark = pytest.mark.asks
HOUR = timedelta(hours=1)


def deliver() -> None:
    from newsroom import outbox_handlers  # noqa: F401
    from outbox.queue import handlers

    for message in Message.objects.filter(kind__startswith="newsroom."):
        handlers[message.kind](message.payload)


@pytest.fixture
def scheduled(approved: Story, managing_editor: User, now: datetime) -> Story:
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + 5 * HOUR)
    steps.take(approved, to="scheduled", by=managing_editor, now=now)
    return approved


# ── A changed text ────────────────────────────────────────────────────────────────────────────────────
def test_a_comma_on_a_scheduled_story_asks_before_it_calls_the_schedule_off(
    scheduled: Story, editor: User, managing_editor: User, chief: User, clock: datetime
) -> None:
    for colleague in (editor, managing_editor):
        colleague.email = f"{colleague.username}@thoidai.vn"
        colleague.save()
    client, url = client_of(chief), change_url(scheduled)
    page = client.get(url).content.decode()
    assert managing_editor.name in page
    assert editor.name in page
    typed = story_data(scheduled, lead=scheduled.lead.replace("gặp nhau", "gặp nhau,"), note="Thêm dấu phẩy.")
    answer = client.post(url, typed)
    said = asked(answer)
    assert managing_editor.name in said
    assert editor.name in said
    assert "14:30" in said
    scheduled.refresh_from_db()
    assert (scheduled.status, scheduled.revision) == (Status.SCHEDULED, 1)
    assert not scheduled.notes.exists()
    assert dict(answer.context["again"])["lead"] == typed["lead"]  # all that was typed is carried along
    assert dict(answer.context["again"])["note"] == "Thêm dấu phẩy."

    back = client.post(url, typed | {"_back": "1"})
    assert back.status_code == 422
    assert typed["lead"] in back.content.decode()
    scheduled.refresh_from_db()
    assert scheduled.revision == 1

    answer = go_on(client, answer)
    assert answer.status_code == 302
    scheduled.refresh_from_db()
    assert (scheduled.status, scheduled.lead, scheduled.revision) == (Status.IN_EDIT, typed["lead"], 2)
    page = client.get(url).content.decode()
    assert managing_editor.name in page
    assert "14:30" in page
    deliver()
    assert {message.to[0] for message in mail.outbox} == {editor.email, managing_editor.email}
    for message in mail.outbox:
        assert str(scheduled.pk) in message.body
        assert chief.name in message.body
        assert url in message.body
    assert not today(chief, now=timezone.now()).urgent  # who did it knows
    piles = today(managing_editor, now=timezone.now()).urgent
    assert [waiting.story for pile in piles for waiting in pile.stories] == [scheduled]


def test_the_approved_text_comes_back_to_the_letter_and_is_approved_in_one_press(
    scheduled: Story, editor: User, chief: User, managing_editor: User, now: datetime, clock: datetime
) -> None:
    approved_version = scheduled.approved_version
    edit(scheduled, by=chief, now=now, lead="Khác hẳn.")
    client = client_of(chief)
    restoring = reverse("admin:newsroom_story_restore", args=[scheduled.pk, approved_version.pk])
    assert restoring in client.get(change_url(scheduled)).content.decode()
    page = client.get(restoring)
    client.post(restoring, {"seen": scheduled.change_number, "_sure": page.context["sure"]})
    scheduled.refresh_from_db()
    assert scheduled.current_version.content_hash == approved_version.content_hash
    assert scheduled.status == Status.IN_EDIT  # approving is an act of somebody who may
    page = client_of(editor).get(change_url(scheduled)).context["page"]
    assert page.is_back
    steps.take(scheduled, to="approved", by=editor, now=now)
    assert scheduled.go_live_at == now + 5 * HOUR  # the time still stands in the form
    steps.take(scheduled, to="scheduled", by=managing_editor, now=now)
    assert not today(managing_editor, now=now).urgent


def test_an_approved_a_live_and_a_submitted_story_ask_as_well(
    reporter: User, editor: User, managing_editor: User, published: Story, now: datetime
) -> None:
    submitted = make_story(by=reporter, now=now)
    steps.take(submitted, to="submitted", by=reporter, now=now)
    approved = make_story(by=reporter, now=now)
    steps.take(approved, to="submitted", by=reporter, now=now)
    steps.take(approved, to="approved", by=editor, now=now)
    for story in (submitted, approved, published):
        before = (story.status, story.revision)
        client = client_of(editor)
        answer = client.post(change_url(story), story_data(story, title=f"{story.title},"))
        assert asked(answer)
        story.refresh_from_db()
        assert (story.status, story.revision) == before
        assert go_on(client, answer).status_code == 302
        story.refresh_from_db()
        assert story.status == Status.IN_EDIT


def test_a_yes_holds_for_the_sentences_that_were_read(
    approved: Story, editor: User, managing_editor: User, now: datetime, clock: datetime
) -> None:
    client = client_of(managing_editor)
    answer = client.post(change_url(approved), story_data(approved, title="Khác"))
    Story.objects.filter(pk=approved.pk).update(go_live_at=now + HOUR)
    steps.take(approved, to="scheduled", by=managing_editor, now=now)
    assert go_on(client, answer).status_code == 409  # what stands there now was not on the page
    approved.refresh_from_db()
    assert (approved.status, approved.title != "Khác") == (Status.SCHEDULED, True)


def test_a_draft_is_saved_without_a_question(reporter: User) -> None:
    story = make_story(by=reporter)
    assert client_of(reporter).post(change_url(story), story_data(story, title="Khác")).status_code == 302


# ── What readers get ──────────────────────────────────────────────────────────────────────────────────
def test_a_live_storys_filing_asks_with_what_changes(published: Story, editor: User, now: datetime) -> None:
    tag = make_tag(name="biên giới")
    client = client_of(editor)
    answer = client.post(change_url(published), story_data(published, tags=[str(tag.pk)]))
    assert "biên giới" in asked(answer)
    assert not Article.objects.get(pk=published.pk).tags.exists()
    assert go_on(client, answer).status_code == 302
    assert list(Article.objects.get(pk=published.pk).tags.all()) == [tag]


@pytest.mark.parametrize(("day", "hour"), [("31-12-2026", "23h55"), ("31/12", "23 giờ 55"), ("2026-12-31", "23:55")])
def test_the_server_says_what_the_press_will_do_at_the_time_that_was_typed(
    approved: Story, managing_editor: User, clock: datetime, day: str, hour: str
) -> None:
    client = client_of(managing_editor)
    typed = story_data(approved, go_live_at_0=day, go_live_at_1=hour, _step="published")  # the button said “now”
    answer = client.post(change_url(approved), typed)
    assert "23:55 31/12/2026" in asked(answer)
    go_on(client, answer)
    approved.refresh_from_db()
    assert approved.status == Status.SCHEDULED


def test_publishing_and_calling_off_ask(approved: Story, managing_editor: User, now: datetime, clock: datetime) -> None:
    client = client_of(managing_editor)
    answer = client.post(change_url(approved), story_data(approved, _step="published"))
    assert approved.title in asked(answer)
    assert not Article.objects.exists()
    go_on(client, answer)
    assert Article.objects.live(at=now).count() == 1


def test_unscheduling_and_publishing_now_ask(scheduled: Story, managing_editor: User, clock: datetime) -> None:
    client = client_of(managing_editor)
    url = reverse("admin:newsroom_story_step", args=[scheduled.pk])
    answer = client.post(url, {"_step": "approved", "seen": scheduled.change_number})
    assert "14:30" in asked(answer)
    answer = client.post(url, {"_step": "published", "seen": scheduled.change_number})
    assert scheduled.title in asked(answer)
    scheduled.refresh_from_db()
    assert scheduled.status == Status.SCHEDULED
    go_on(client, answer)
    scheduled.refresh_from_db()
    assert scheduled.status == Status.PUBLISHED


def test_withdrawing_asks_for_the_reason_without_scripts(
    published: Story, managing_editor: User, now: datetime
) -> None:
    client = client_of(managing_editor)
    url = reverse("admin:newsroom_story_step", args=[published.pk])
    answer = client.post(url, {"_step": "withdrawn", "seen": published.change_number})
    assert published.title in asked(answer)
    assert 'name="reason_withdrawn"' in answer.content.decode()
    assert asked(go_on(client, answer))  # not without a reason
    go_on(client, answer, reason_withdrawn="Sai tên người.")
    published.refresh_from_db()
    assert published.status == Status.WITHDRAWN


def test_many_at_once_are_asked_in_one_question(approved: Story, managing_editor: User, clock: datetime) -> None:
    client = client_of(managing_editor)
    url = reverse("admin:newsroom_story_changelist")
    chosen = {"_selected_action": [approved.pk], f"seen-{approved.pk}": approved.change_number}
    answer = client.post(url, {"action": "publish_stories", "index": "0"} | chosen)
    assert approved.title in asked(answer)
    assert not Article.objects.exists()
    go_on(client, answer)
    assert Article.objects.count() == 1


def test_a_correction_asks_with_its_text(published: Story, managing_editor: User, now: datetime) -> None:
    client = client_of(managing_editor)
    data = {"text": "Tên đúng là Nguyễn Văn An.", "seen": published.change_number}
    answer = client.post(reverse("admin:newsroom_story_correct", args=[published.pk]), data)
    assert "Nguyễn Văn An" in asked(answer)
    go_on(client, answer)
    assert Article.objects.get(pk=published.pk).corrections.count() == 1


# ── Lists ─────────────────────────────────────────────────────────────────────────────────────────────
def arranged(*numbers: int, revision: int = 0) -> dict[str, Any]:
    data: dict[str, Any] = {"pin-TOTAL_FORMS": len(numbers), "pin-INITIAL_FORMS": 0, "revision": revision}
    for place, number in enumerate(numbers):
        data |= {f"pin-{place}-number": number, f"pin-{place}-ORDER": place + 1}
    return data


def test_launching_and_undoing_ask_and_pins_that_were_not_saved_stay(managing_editor: User, now: datetime) -> None:
    row = make_list(key="home-lead")
    first, second, third = (make_article() for _ in range(3))
    url = reverse("admin:newsroom_list_arrange", args=[row.pk])
    client = client_of(managing_editor)
    for revision, article in enumerate((first, second)):
        answer = client.post(url, arranged(article.pk, revision=revision) | {"_launch": "1"})
        assert article.title in asked(answer)
        go_on(client, answer)
    assert list(FeaturedItem.objects.values_list("number", flat=True)) == [second.pk]

    typed = arranged(third.pk, second.pk, revision=2) | {"_undo": "1"}
    answer = client.post(url, typed)
    said = asked(answer)
    assert first.title in said
    assert second.title in said
    assert list(FeaturedItem.objects.values_list("number", flat=True)) == [second.pk]
    back = client.post(url, typed | {"_back": "1"})
    assert third.title in back.content.decode()
    go_on(client, answer)
    assert list(FeaturedItem.objects.values_list("number", flat=True)) == [first.pk]
    assert [item["number"] for item in ListDraft.objects.get().items] == [third.pk, second.pk]


def test_an_arrangement_is_not_launched_by_a_schedule_that_somebody_else_set_for_another(
    editor: User, managing_editor: User, now: datetime, clock: datetime
) -> None:
    managing_editor.email = "thuky@thoidai.vn"
    managing_editor.save()
    row = make_list(key="home-lead")
    first, second = make_article(), make_article()
    pin = {"card_title": "", "card_photo": None, "starts_at": None, "ends_at": None}
    curation.keep(row, items=[{"number": first.pk, **pin}], base_revision=0, by=managing_editor, now=now)
    curation.launch(row, by=managing_editor, now=now, at=now + HOUR)
    client, url = client_of(editor), reverse("admin:newsroom_list_arrange", args=[row.pk])
    answer = client.post(url, arranged(second.pk, revision=2))
    assert "10:30" in asked(answer)
    assert ListDraft.objects.get().launch_at is not None
    go_on(client, answer)
    draft = ListDraft.objects.get()
    assert (draft.launch_at, [item["number"] for item in draft.items]) == (None, [second.pk])
    deliver()
    assert [message.to for message in mail.outbox] == [["thuky@thoidai.vn"]]


def test_launching_now_says_that_a_launch_was_set_and_calls_it_off(
    managing_editor: User, chief: User, now: datetime, clock: datetime
) -> None:
    row, article = make_list(key="home-lead"), make_article()
    pin = {"number": article.pk, "card_title": "", "card_photo": None, "starts_at": None, "ends_at": None}
    curation.keep(row, items=[pin], base_revision=0, by=managing_editor, now=now)
    curation.launch(row, by=managing_editor, now=now, at=now + HOUR)
    client, url = client_of(chief), reverse("admin:newsroom_list_arrange", args=[row.pk])
    answer = client.post(url, arranged(article.pk, revision=2) | {"_launch": "1"})
    assert "10:30" in asked(answer)
    go_on(client, answer)
    assert ListDraft.objects.get().launch_at is None
    assert Message.objects.filter(kind=curation.MAIL).count() == 1


def test_the_door_itself_keeps_a_draft_through_an_undone_launch(managing_editor: User, now: datetime) -> None:
    row = make_list(key="home-lead")
    first, second = make_article(), make_article()
    items = [{"number": first.pk}]
    publishing.launch(row, items=items, by=managing_editor, now=now)
    curation.keep(row, items=[{"number": second.pk}], base_revision=0, by=managing_editor, now=now)
    publishing.undo_launch(row, by=managing_editor, now=now + HOUR)
    assert ListDraft.objects.get().items == [{"number": second.pk}]
