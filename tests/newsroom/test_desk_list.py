"""The list of stories: who sees what, found without accents, as quick with many stories as with few."""

from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from newsroom import steps
from newsroom.admin import story_list
from newsroom.models import Status, Story
from tests.factories import make_author, make_section, make_story, make_user
from tests.newsroom.desk import client_of, messages_of

pytestmark = pytest.mark.usefixtures("clock")

URL = "/quan-tri/newsroom/story/"


def listed(user: User, **query: str) -> set[Story]:
    response = client_of(user).get(URL, query)
    assert response.status_code == 200
    return set(response.context["cl"].result_list)


def test_contributors_see_their_own_stories_only(roles) -> None:
    contributor, reporter = make_user(role="contributor"), make_user(role="reporter")
    own, other = make_story(by=contributor), make_story(by=reporter)
    assert listed(contributor) == {own}
    assert listed(reporter) == {own, other}


@pytest.mark.parametrize("query", ["hữu nghị", "huu nghi", "NGHI  Hữu", "Hữu-Nghị"])
def test_titles_are_found_without_accents(reporter: User, query: str) -> None:
    found, _other = make_story(by=reporter, title="Gặp gỡ Hữu nghị"), make_story(by=reporter, title="Kiều bào")
    assert listed(reporter, q=query) == {found}


def test_a_number_finds_its_story(reporter: User) -> None:
    story, _other = make_story(by=reporter), make_story(by=reporter)
    assert listed(reporter, q=str(story.pk)) == {story}


def test_titles_are_found_within_a_section_and_its_subsections(reporter: User) -> None:
    top = make_section(name="Bốn phương")
    sub = make_section(name="Kiều bào", parent=top)
    of_top, of_sub = (make_story(by=reporter, title="Gặp gỡ hữu nghị", section=each) for each in (top, sub))
    make_story(by=reporter, title="Gặp gỡ hữu nghị")
    make_story(by=reporter, title="Một chuyện khác", section=top)
    assert listed(reporter, q="huu nghi", section="bon-phuong") == {of_top, of_sub}
    assert listed(reporter, q="huu ng", section="bon-phuong/kieu-bao") == set()
    assert listed(reporter, q="huu ngh", section="bon-phuong/kieu-bao") == {of_sub}
    assert len(listed(reporter, q="’", section="bon-phuong")) == 3


def test_stories_are_filtered_by_status_section_kind_and_owner(roles, now: datetime) -> None:
    head, reporter = make_user(role="section_head"), make_user(role="reporter")
    top = make_section(name="Hữu nghị")
    sub = make_section(name="Bốn phương", parent=top)
    head.headed_sections.create(section=top)
    in_sub = make_story(by=reporter, section=sub, kind="video", video="youtube:dQw4w9WgXcQ")
    hers = make_story(by=head)
    steps.take(in_sub, to="submitted", by=reporter, now=now)
    assert listed(head, status="submitted") == {in_sub}
    assert listed(head, section="huu-nghi") == {in_sub}
    assert listed(head, section="huu-nghi/bon-phuong") == {in_sub}
    assert listed(head, kind="video") == {in_sub}
    assert listed(head, of="mine") == {hers}
    assert listed(head, of="sections") == {in_sub}
    assert listed(head, of="editing") == set()


@pytest.mark.parametrize(
    "query",
    [
        {"status": "x"},
        {"section": "\x00"},
        {"kind": "9" * 400},
        {"of": "'"},
        {"q": "\x00"},
        {"q": "9" * 400},
        {"q": "%_" * 4000},
        {"p": "1000000000"},
        {"p": "-1"},
        {"o": "99.-1"},
        {"all": ""},
        {"unknown": "1"},
        {"created_by__password__startswith": "p"},
    ],
)
def test_odd_queries_get_a_list_or_a_clear_refusal(reporter: User, query: dict[str, str]) -> None:
    make_story(by=reporter)
    response = client_of(reporter).get(URL, query, follow=True)
    assert response.status_code in {200, 400, 404}


def test_the_list_takes_the_same_queries_for_one_story_and_for_many(
    roles, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    head = make_user(role="section_head")
    make_story(by=head, section=make_section())
    client = client_of(head)
    client.get(URL)
    with CaptureQueriesContext(connection) as captured:
        client.get(URL)
    assert sum('FROM "newsroom_story"' in query["sql"] for query in captured.captured_queries) == 2
    for _ in range(20):
        make_story(by=make_user(role="reporter"), section=make_section(parent=make_section()))
    with django_assert_num_queries(len(captured)):
        client.get(URL)


def test_the_list_counts_no_further_than_it_pages(reporter: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_list, "COUNTED", 2)
    for _ in range(4):
        make_story(by=reporter)
    response = client_of(reporter).get(URL)
    assert response.context["cl"].result_count == 3
    assert response.context["cl"].is_more_than_counted
    assert "Hơn 2.000" in response.content.decode()


def seen_of(*stories: Story) -> dict[str, int]:
    """What the lines carry beside the boxes."""
    return {f"seen-{story.pk}": story.change_number for story in stories}


def test_many_are_moved_as_they_stood_in_the_list(editor: User, reporter: User, now: datetime) -> None:
    story = make_story(by=reporter)
    steps.take(story, to="submitted", by=reporter, now=now)
    data = {"action": "take_into_edit", "_selected_action": [story.pk]}
    assert f'name="seen-{story.pk}" value="{story.change_number}"' in client_of(editor).get(URL).content.decode()
    for seen in ({f"seen-{story.pk}": story.change_number - 1}, {f"seen-{story.pk}": "x"}):
        response = client_of(editor).post(URL, data | seen, follow=True)
        assert "đã thay đổi" in messages_of(response)
        assert Story.objects.get(pk=story.pk).status == Status.SUBMITTED
    client_of(editor).post(URL, data | seen_of(story))
    assert Story.objects.get(pk=story.pk).status == Status.IN_EDIT


def test_many_are_moved_and_each_refusal_is_named(editor: User, reporter: User, now: datetime) -> None:
    waiting, draft = make_story(by=reporter), make_story(by=reporter, title="Bài còn nháp")
    steps.take(waiting, to="submitted", by=reporter, now=now)
    chosen = {"action": "take_into_edit", "_selected_action": [waiting.pk, draft.pk]} | seen_of(waiting, draft)
    response = client_of(editor).post(URL, chosen, follow=True)
    waiting.refresh_from_db()
    draft.refresh_from_db()
    assert (waiting.status, draft.status) == (Status.IN_EDIT, Status.DRAFT)
    assert "“Bài còn nháp” giữ nguyên" in messages_of(response)


@pytest.mark.parametrize("chosen", [["x"], ["9" * 30], ["-1"], ["\x00"]])
def test_choosing_what_is_not_there_moves_nothing(editor: User, reporter: User, chosen: list[str]) -> None:
    story = make_story(by=reporter)
    data = {"action": "submit_stories", "_selected_action": chosen}
    response = client_of(editor).post(URL, data, follow=True)
    assert response.status_code in {200, 404}
    story.refresh_from_db()
    assert story.status == Status.DRAFT


def test_actions_are_offered_by_role(roles) -> None:
    offered = {}
    for role in ("contributor", "editor", "managing_editor", "administrator"):
        user = make_user(role=role)
        make_story(by=user)
        form = client_of(user).get(URL).context["action_form"]
        offered[role] = [value for value, _label in form.fields["action"].choices if value] if form else []
    assert offered == {
        "contributor": ["submit_stories"],
        "editor": ["submit_stories", "take_into_edit"],
        "managing_editor": ["submit_stories", "take_into_edit", "publish_stories"],
        "administrator": [],
    }


def test_nothing_is_deleted_at_the_desk(roles) -> None:
    chief = make_user(role="editor_in_chief")
    story = make_story(by=chief)
    client = client_of(chief)
    assert client.post(f"{URL}{story.pk}/delete/", {"post": "yes"}).status_code == 403
    client.post(URL, {"action": "delete_selected", "_selected_action": [story.pk], "post": "yes"})
    assert Story.objects.filter(pk=story.pk).exists()


def test_lookup_finds_what_readers_have(published: Story, reporter: User) -> None:
    make_story(by=reporter, title=published.title)
    url = reverse("admin:newsroom_story_lookup")
    client = client_of(reporter)
    by_words = client.get(url, {"q": published.title}).json()["results"]
    by_number = client.get(url, {"q": str(published.pk)}).json()["results"]
    newest = client.get(url).json()["results"]
    assert by_words == by_number == newest
    assert [(found["id"], found["title"], found["date"]) for found in newest] == [
        (published.pk, published.title, "22/11/2026")
    ]
    assert client.get(url, {"q": "\x00" * 9000}).status_code == 200
    assert client.get(url, {"q": "9" * 50}).json() == {"results": []}


def test_choosing_across_pages_is_refused_aloud(editor: User, reporter: User) -> None:
    story = make_story(by=reporter)
    data = {"action": "submit_stories", "_selected_action": [story.pk], "select_across": "1"}
    assert "một trang" in messages_of(client_of(editor).post(URL, data, follow=True))
    story.refresh_from_db()
    assert story.status == Status.DRAFT


def test_authors_are_found_without_accents_and_bring_their_offices(reporter: User) -> None:
    author = make_author(name="Bounpone Sỉsoulath", title_lines="Chủ tịch Hội")
    field = {"app_label": "newsroom", "model_name": "storycontribution", "field_name": "author"}
    url = reverse("admin:autocomplete")
    client = client_of(reporter)
    found = client.get(url, field | {"term": "sisoulath"}).json()["results"]
    assert found == [{"id": str(author.pk), "text": "Bounpone Sỉsoulath", "title_lines": "Chủ tịch Hội"}]
    for term in ("\x00", "%", "9" * 5000):
        assert client.get(url, field | {"term": term}).status_code == 200
    assert client.get(url, field | {"page": "1000000000"}).status_code == 404
    assert client.get(url, field | {"field_name": "position"}).status_code == 403


@pytest.mark.parametrize("model_field", ["tags", "topics", "organizations", "events"])
def test_everything_a_story_is_filed_under_is_found_while_typing(reporter: User, model_field: str) -> None:
    field = {"app_label": "newsroom", "model_name": "story", "field_name": model_field, "term": "huu nghi"}
    assert client_of(reporter).get(reverse("admin:autocomplete"), field).json()["results"] == []
