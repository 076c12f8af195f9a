"""The front page's lists: arranged as a draft, launched, scheduled, undone; nobody's arrangement is lost."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from articles.models import FeaturedItem, FeaturedList
from newsroom import curation, publishing
from newsroom.models import AuditEntry, ListDraft
from newsroom.publishing.lists import launch_due
from pages.home import compose
from tests.factories import make_article, make_section, make_user


@pytest.fixture
def lead(db) -> FeaturedList:
    return FeaturedList.objects.create(key="home-lead", name="Trang chủ: tin chính", size=1)


def pins(*numbers: int, **fields) -> list[dict]:
    return [{"number": number} | fields for number in numbers]


def arranged(lead: FeaturedList, *numbers: int, by, now) -> ListDraft:
    base = curation.draft_of(lead).revision
    return curation.keep(lead, items=pins(*numbers), base_revision=base, by=by, now=now)


def test_a_draft_changes_nothing_until_it_is_launched(lead, editor, managing_editor, now):
    newest = make_article(published_at=now - timedelta(hours=1))
    chosen = make_article(published_at=now - timedelta(days=9))
    arranged(lead, chosen.pk, by=editor, now=now)
    assert compose(at=now).lead.number == newest.pk
    curation.launch(lead, by=managing_editor, now=now)
    assert compose(at=now).lead.number == chosen.pk
    assert AuditEntry.objects.get(act="launch").subject == "list:home-lead"
    assert not curation.is_ahead(curation.draft_of(lead))


def test_an_editor_arranges_and_may_not_launch(lead, editor, reporter, now):
    arranged(lead, by=editor, now=now)
    with pytest.raises(PermissionDenied):
        curation.launch(lead, by=editor, now=now)
    with pytest.raises(PermissionDenied):
        arranged(lead, by=reporter, now=now)
    with pytest.raises(PermissionDenied):
        publishing.undo_launch(lead, by=editor, now=now)


def test_a_launch_is_taken_back_to_the_one_before(lead, editor, managing_editor, now):
    one, two = make_article(), make_article()
    for article in (one, two):
        arranged(lead, article.pk, by=editor, now=now)
        curation.launch(lead, by=managing_editor, now=now)
    publishing.undo_launch(lead, by=managing_editor, now=now)
    assert [item.number for item in lead.items.all()] == [one.pk]
    assert curation.draft_of(lead).items == pins(one.pk)


def test_the_first_launch_is_taken_back_to_the_fill_up_rule(lead, managing_editor, now):
    with pytest.raises(ValidationError):
        publishing.undo_launch(lead, by=managing_editor, now=now)
    arranged(lead, make_article().pk, by=managing_editor, now=now)
    curation.launch(lead, by=managing_editor, now=now)
    publishing.undo_launch(lead, by=managing_editor, now=now)
    assert not lead.items.exists()


def test_a_scheduled_launch_is_carried_out_by_the_worker(lead, managing_editor, now):
    article = make_article()
    arranged(lead, article.pk, by=managing_editor, now=now)
    assert curation.launch(lead, by=managing_editor, now=now, at=now + timedelta(hours=2)) is None
    assert launch_due(now=now + timedelta(hours=1)) == 0
    assert launch_due(now=now + timedelta(hours=2)) == 1
    assert launch_due(now=now + timedelta(hours=3)) == 0
    assert [item.number for item in lead.items.all()] == [article.pk]


def test_two_arrangements_at_once_are_both_kept(lead, editor, managing_editor, now):
    mine, theirs = make_article(), make_article()
    base = curation.draft_of(lead).revision
    curation.keep(lead, items=pins(theirs.pk), base_revision=base, by=managing_editor, now=now)
    with pytest.raises(curation.NewerDraft) as refused:
        curation.keep(lead, items=pins(mine.pk), base_revision=base, by=editor, now=now)
    assert refused.value.draft.items == pins(theirs.pk)
    assert curation.draft_of(lead).items == pins(theirs.pk)


def test_a_pin_holds_for_its_time(lead, managing_editor, now):
    newest = make_article(published_at=now - timedelta(hours=1))
    pinned = make_article(published_at=now - timedelta(days=3))
    times = {"starts_at": now.isoformat(), "ends_at": (now + timedelta(hours=1)).isoformat()}
    curation.keep(lead, items=pins(pinned.pk, **times), base_revision=0, by=managing_editor, now=now)
    curation.launch(lead, by=managing_editor, now=now)
    shown = [compose(at=now + timedelta(minutes=minutes)).lead.number for minutes in (-1, 0, 59, 60)]
    assert shown == [newest.pk, pinned.pk, pinned.pk, newest.pk]


def test_every_place_of_the_pages_gets_its_list(db):
    section = make_section(name="Biển đảo")
    made = curation.make_missing_lists()
    assert made == FeaturedList.objects.count()
    assert curation.make_missing_lists() == 0
    assert FeaturedList.objects.filter(key="section-bien-dao", fill_section=section).exists()


def test_a_draft_is_previewed_where_it_stands(client, managing_editor, now):
    make_section(name="Biển đảo")
    curation.make_missing_lists()
    client.force_login(managing_editor)
    for key, words in (("section-bien-dao", "<title>Biển đảo"), ("multimedia-video", "<title>Multimedia")):
        row = FeaturedList.objects.get(key=key)
        assert words in client.get(reverse("admin:newsroom_list_preview", args=[row.pk])).content.decode()


# ── The page ──────────────────────────────────────────────────────────────────────────────────────────
def posted(*numbers: int, revision: int = 0, **extra) -> dict[str, str]:
    data = {"pin-TOTAL_FORMS": str(len(numbers)), "pin-INITIAL_FORMS": "0", "revision": str(revision)}
    for place, number in enumerate(numbers):
        data |= {f"pin-{place}-number": str(number), f"pin-{place}-ORDER": str(place + 1)}
    return data | extra


@pytest.fixture
def page(lead) -> str:
    return reverse("admin:newsroom_list_arrange", args=[lead.pk])


def test_the_page_saves_previews_and_launches(client, lead, page, managing_editor):
    article, other = (
        make_article(title="Tít được ghim"),
        make_article(title="Tít mới nhất", published_at=timezone.now()),
    )
    client.force_login(managing_editor)
    assert client.get(page).status_code == 200
    answer = client.post(page, posted(article.pk, _preview="1"))
    assert answer.status_code == 302
    assert not lead.items.exists()
    preview = client.get(reverse("admin:newsroom_list_preview", args=[lead.pk]))
    html = preview.content.decode()
    assert html.index("Tít được ghim") < html.index("Tít mới nhất")
    assert "no-store" in preview["Cache-Control"]
    assert client.get(reverse("admin:newsroom_list_look", args=[lead.pk])).status_code == 200
    client.post(page, posted(article.pk, other.pk, revision=1, _launch="1"))
    assert [item.number for item in lead.items.all()] == [article.pk, other.pk]
    client.post(page, {"_undo": "1"})
    assert not lead.items.exists()


def test_a_stale_page_shows_both_arrangements(client, lead, page, editor, managing_editor, now):
    theirs = make_article(title="Bài của đồng nghiệp")
    arranged(lead, theirs.pk, by=managing_editor, now=now)
    client.force_login(editor)
    mine = make_article(title="Bài của tôi")
    answer = client.post(page, posted(mine.pk, _save="1"))
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Bài của đồng nghiệp" in html
    assert "Bài của tôi" in html
    assert client.post(page, posted(mine.pk, revision=1, _save="1")).status_code == 302
    assert curation.draft_of(lead).items[0]["number"] == mine.pk


def test_every_write_of_a_draft_makes_an_open_page_an_older_one(lead, editor, managing_editor, now):
    stories = [make_article().pk for _each in range(4)]
    for number in stories[:2]:
        arranged(lead, number, by=managing_editor, now=now)
        curation.launch(lead, by=managing_editor, now=now)
    for act in (
        lambda: publishing.undo_launch(lead, by=managing_editor, now=now),
        lambda: curation.launch(lead, by=managing_editor, now=now, at=now + timedelta(hours=1)),
        lambda: curation.call_off(lead, by=managing_editor),
        lambda: curation.discard(lead, base_revision=curation.draft_of(lead).revision, by=managing_editor, now=now),
    ):
        opened = curation.draft_of(lead).revision
        act()
        with pytest.raises(curation.NewerDraft):
            curation.keep(lead, items=pins(stories[3]), base_revision=opened, by=editor, now=now)


@pytest.mark.asks
def test_a_colleagues_newer_draft_is_not_thrown_away_unseen(client, lead, page, editor, managing_editor, now):
    theirs = make_article(title="Bài của đồng nghiệp")
    arranged(lead, make_article().pk, by=managing_editor, now=now)
    client.force_login(editor)
    question = client.post(page, posted(revision=1, _discard="1"))
    answered = dict(question.context["again"]) | {"_sure": question.context["sure"]}
    arranged(lead, theirs.pk, by=managing_editor, now=now)
    refused = client.post(page, answered)
    assert refused.status_code == 409
    assert "Bài của đồng nghiệp" in refused.content.decode()
    assert curation.draft_of(lead).items[0]["number"] == theirs.pk
    assert client.post(page, answered | {"revision": "2"}).status_code == 302
    assert curation.draft_of(lead).items == []


@pytest.mark.parametrize(
    "bad",
    [
        {"pin-0-number": "999"},
        {"pin-0-number": "\x00"},
        {"pin-0-number": "9" * 30},
        {"pin-0-card_title": "x" * 300},
        {"pin-0-card_photo": "999"},
        {"pin-0-starts_at": "hôm nay"},
        {"pin-0-starts_at": "2026-11-22T10:00", "pin-0-ends_at": "2026-11-22T09:00"},
        {"pin-TOTAL_FORMS": "x"},
        {"pin-TOTAL_FORMS": "99999"},
        {"revision": "x" * 50},
    ],
)
def test_a_bad_arrangement_is_refused_and_stays_on_the_page(client, lead, page, managing_editor, bad):
    client.force_login(managing_editor)
    answer = client.post(page, posted(make_article().pk, _launch="1") | bad)
    assert answer.status_code in {409, 422}
    assert not FeaturedItem.objects.exists()


def test_a_story_stands_once_in_a_list(client, lead, page, managing_editor):
    article = make_article()
    client.force_login(managing_editor)
    assert client.post(page, posted(article.pk, article.pk, _save="1")).status_code == 422


def test_who_may_not_curate_gets_no_page(client, lead, page, reporter):
    client.force_login(reporter)
    for name in ("arrange", "look", "preview"):
        assert client.get(reverse(f"admin:newsroom_list_{name}", args=[lead.pk])).status_code == 403
    assert client.post(reverse("admin:newsroom_list_make_missing")).status_code == 403


def test_an_unknown_list_is_not_found(client, roles):
    client.force_login(make_user(role="managing_editor"))
    assert client.get(reverse("admin:newsroom_list_arrange", args=[10**9])).status_code == 404
