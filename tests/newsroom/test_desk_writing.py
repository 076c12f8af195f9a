"""A colleague writes on the story's page."""

from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from articles.models import Article, Tag
from newsroom import checks, steps
from newsroom.models import AuditEntry, Status, Story, StoryVersion
from tests.factories import make_article, make_author, make_photo, make_section, make_story, make_user
from tests.newsroom.conftest import edit
from tests.newsroom.desk import ADD_URL, change_url, client_of, messages_of, story_data

TICKET = "5c8f1f57-6d35-4c0c-8b5f-0d1f4a0a2f11"

pytestmark = pytest.mark.usefixtures("clock")


def test_a_new_story_belongs_to_whoever_wrote_it(reporter: User) -> None:
    section = make_section()
    response = client_of(reporter).post(ADD_URL, story_data(section=section), follow=True)
    story = Story.objects.get()
    assert (story.created_by, story.status, story.revision) == (reporter, Status.DRAFT, 1)
    assert story.body == "<p>Hội trường chật kín người.</p>"
    assert response.redirect_chain[-1][0] == change_url(story)
    assert list(AuditEntry.objects.of_story(story.pk).values_list("act", flat=True)) == ["create"]


def test_a_writers_own_pen_name_stands_in_the_byline(reporter: User) -> None:
    make_author(name="Thu Hà", user=reporter, title_lines="Phóng viên")
    form = client_of(reporter).get(ADD_URL).context["adminform"].form
    assert [line.initial["title_lines"] for line in form.byline] == ["Phóng viên"]


def test_the_same_new_form_sent_twice_makes_one_story(reporter: User) -> None:
    client, data = client_of(reporter), story_data(section=make_section(), ticket=TICKET)
    client.post(ADD_URL, data)
    again = client.post(ADD_URL, data, follow=True)
    assert Story.objects.count() == 1
    assert again.redirect_chain[-1][0] == change_url(Story.objects.get())


def test_the_step_is_taken_after_the_save(reporter: User, now: datetime) -> None:
    story = make_story(by=reporter)
    client_of(reporter).post(change_url(story), story_data(story, lead="Sa-pô mới.", _step="submitted"))
    story.refresh_from_db()
    assert (story.lead, story.status, story.revision) == ("Sa-pô mới.", Status.SUBMITTED, 2)


def test_a_refused_step_leaves_the_save(reporter: User) -> None:
    story = make_story(by=reporter)
    response = client_of(reporter).post(
        change_url(story), story_data(story, lead="Sa-pô mới.", _step="approved"), follow=True
    )
    story.refresh_from_db()
    assert (story.lead, story.status) == ("Sa-pô mới.", Status.DRAFT)
    assert "Đã duyệt" in messages_of(response)


def test_byline_is_kept_in_the_order_of_the_page(reporter: User) -> None:
    first, second = make_author(name="Thu Hà"), make_author(name="Minh Châu")
    story = make_story(by=reporter, authors=(first, second))
    byline = [
        {"author": first.pk, "position": 1, "title_lines": "Chủ tịch Hội\n\n Viên chức "},
        {"author": second.pk, "position": 0, "role": "photo"},
    ]
    client_of(reporter).post(change_url(story), story_data(story, byline=byline))
    lines = [(line.author, line.role, line.title_lines) for line in story.contributions.all()]
    assert lines == [(second, "photo", ""), (first, "author", "Chủ tịch Hội\nViên chức")]


def test_a_name_twice_in_one_role_is_refused(reporter: User) -> None:
    author = make_author(name="Thu Hà")
    story = make_story(by=reporter)
    response = client_of(reporter).post(
        change_url(story), story_data(story, byline=[{"author": author.pk}, {"author": author.pk}])
    )
    assert response.status_code == 422
    assert "Thu Hà" in str(response.context["adminform"].form.byline.non_form_errors())
    assert not story.contributions.exists()


def test_reporters_make_tags_and_contributors_choose_among_them(roles) -> None:
    reporter, contributor = make_user(role="reporter"), make_user(role="contributor")
    hers, his = make_story(by=reporter), make_story(by=contributor)
    client_of(reporter).post(change_url(hers), story_data(hers, tags=["+Giao lưu  nhân dân", "+giao lưu nhân dân"]))
    tag = Tag.objects.get()
    assert (tag.name, tag.slug, list(hers.tags.all())) == ("Giao lưu nhân dân", "giao-luu-nhan-dan", [tag])
    refused = client_of(contributor).post(change_url(his), story_data(his, tags=["+Thẻ mới"]))
    assert refused.status_code == 422
    client_of(contributor).post(change_url(his), story_data(his, tags=["+GIAO LƯU nhân dân"]))
    assert list(his.tags.all()) == [tag]


def test_related_picks_keep_their_order(reporter: User) -> None:
    story, *others = (make_story(by=reporter) for _ in range(4))
    numbers = [other.pk for other in others]
    data = story_data(story, lead_picks=f"{numbers[1]}, {numbers[0]}", end_picks=str(numbers[2]))
    client_of(reporter).post(change_url(story), data)
    picks = list(story.picks.values_list("place", "number"))
    assert picks == [("end", numbers[2]), ("lead", numbers[1]), ("lead", numbers[0])]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "x" * 256),
        ("title", "Có ký tự \x00 rỗng"),
        ("title", ""),
        ("lead", "a\x00b"),
        ("kind", "poem"),
        ("section", "999999999999999999999999"),
        ("section", "x"),
        ("photo", "9" * 30),
        ("photo", "12"),
        ("topics", ["77"]),
        ("tags", ["9" * 40]),
        ("tags", ["+"]),
        ("lead_picks", "1, hai"),
        ("lead_picks", "99"),
        ("lead_picks", "9" * 30),
        ("source_url", "javascript:alert(1)"),
        ("slug", "có dấu"),
        ("go_live_at_0", "31/02/2026"),
        ("note", "n" * 2001),
        ("byline", [{"author": "99999999999999999999"}]),
        ("byline", [{"author": "1", "role": "boss"}]),
        ("byline-TOTAL_FORMS", "1000000000"),
        ("byline-TOTAL_FORMS", "nhiều"),
    ],
)
def test_wrong_values_are_named_and_nothing_is_half_saved(reporter: User, field: str, value: object) -> None:
    story = make_story(by=reporter)
    before = Story.objects.values().get(pk=story.pk)
    data = story_data(story, lead="Sa-pô mới.") | {} if field == "lead" else story_data(story, lead="Sa-pô mới.")
    data |= story_data(story, byline=value) if field == "byline" else {field: value}
    response = client_of(reporter).post(change_url(story), data)
    assert response.status_code == 422
    assert "Chưa lưu" in response.content.decode()
    assert Story.objects.values().get(pk=story.pk) == before
    assert story.versions.count() == 1


def test_a_body_posted_past_the_editor_is_cleaned(reporter: User) -> None:
    story = make_story(by=reporter)
    hostile = '<p onclick="x()">Chữ</p><script>alert(1)</script><iframe src="https://evil.example"></iframe>'
    client_of(reporter).post(change_url(story), story_data(story, body=hostile, title='"><script>alert(1)</script>'))
    story.refresh_from_db()
    assert story.body == "<p>Chữ</p>"
    page = client_of(reporter).get(change_url(story)).content.decode()
    assert "<script>alert(1)" not in page


def test_the_embargo_holds_in_the_form(reporter: User) -> None:
    story = make_story(by=reporter)
    times = {"go_live_at_0": "01/12/2026", "go_live_at_1": "07:00", "embargo_until_0": "01/12/2026"}
    response = client_of(reporter).post(change_url(story), story_data(story, **times, embargo_until_1="09:00"))
    assert response.status_code == 422
    assert "embargo" in response.content.decode().lower() or "thời hạn" in response.content.decode().lower()


def test_a_day_is_read_day_first_and_in_vietnamese_time(reporter: User) -> None:
    story = make_story(by=reporter)
    client_of(reporter).post(change_url(story), story_data(story, go_live_at_0="05/11/2027", go_live_at_1="07:30"))
    story.refresh_from_db()
    assert story.go_live_at is not None
    assert story.go_live_at.isoformat() == "2027-11-05T00:30:00+00:00"


def test_filing_a_live_story_anew_reaches_readers_at_once(published: Story, editor: User, now: datetime) -> None:
    section, tag = make_section(name="Kiều bào"), "+Kiều bào"
    client_of(editor).post(change_url(published), story_data(published, section=section, tags=[tag]))
    article = Article.objects.get(pk=published.pk)
    published.refresh_from_db()
    assert article.section == section
    assert [listing.tag.name for listing in article.tag_listings.all()] == ["Kiều bào"]
    assert published.status == Status.PUBLISHED


def test_changing_a_live_text_changes_nothing_for_readers(published: Story, editor: User) -> None:
    client_of(editor).post(change_url(published), story_data(published, title="Tít mới"))
    published.refresh_from_db()
    assert (published.title, published.status) == ("Tít mới", Status.IN_EDIT)
    assert Article.objects.get(pk=published.pk).title != "Tít mới"
    page = client_of(editor).get(change_url(published))
    assert page.context["page"].is_behind


def test_a_section_head_keeps_stories_in_her_sections(roles) -> None:
    head, own, other = make_user(role="section_head"), make_section(), make_section()
    child = make_section(parent=own)
    head.headed_sections.create(section=own)
    story = make_story(by=make_user(role="reporter"), section=own)
    client = client_of(head)
    assert client.post(change_url(story), story_data(story, section=other)).status_code == 422
    client.post(change_url(story), story_data(story, section=child))
    story.refresh_from_db()
    assert story.section == child


def test_the_lead_pictures_words_come_from_the_library(reporter: User) -> None:
    story, photo = make_story(by=reporter), make_photo(caption="Lễ khai mạc", alt="Sân khấu", credit="Thu Hà")
    client_of(reporter).post(change_url(story), story_data(story, photo=photo))
    story.refresh_from_db()
    assert (story.photo_caption, story.photo_alt, story.photo_credit) == ("Lễ khai mạc", "Sân khấu", "Thu Hà")


def test_the_times_of_a_scheduled_story_stand_still(approved: Story, managing_editor: User, now: datetime) -> None:
    later = datetime(2099, 1, 1, 3, 0, tzinfo=now.tzinfo)
    Story.objects.filter(pk=approved.pk).update(go_live_at=later)
    approved.refresh_from_db()
    steps.take(approved, to="published", by=managing_editor, now=now)
    data = story_data(approved, go_live_at_0="01/01/2027", go_live_at_1="08:00")
    client_of(managing_editor).post(change_url(approved), data)
    approved.refresh_from_db()
    assert (approved.status, approved.go_live_at) == (Status.SCHEDULED, later)


def test_a_note_is_saved_with_the_story_and_never_published(published: Story, editor: User) -> None:
    client_of(editor).post(change_url(published), story_data(published, note="Xin thêm ảnh toàn cảnh."))
    assert published.notes.get().by == editor
    published.refresh_from_db()
    assert published.status == Status.PUBLISHED


def test_without_signing_in_there_is_only_the_sign_in_page(db) -> None:
    response = Client().get(ADD_URL)
    assert response.status_code == 302
    assert response["Location"].startswith("/quan-tri/login/")


def test_versions_say_who_wrote_them(reporter: User) -> None:
    story = make_story(by=reporter)
    client_of(reporter).post(change_url(story), story_data(story, lead="Sa-pô mới."))
    newest = StoryVersion.objects.filter(story=story).first()
    assert newest is not None
    assert (newest.revision, newest.created_by, newest.text.lead) == (2, reporter, "Sa-pô mới.")


def test_the_page_takes_the_same_queries_however_long_the_storys_life(
    reporter: User, now: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    story = make_story(by=reporter, authors=(make_author(),))
    client = client_of(reporter)
    client.get(change_url(story))
    with CaptureQueriesContext(connection) as young:
        client.get(change_url(story))
    for number in range(10):
        story.contributions.create(author=make_author(), position=number)
        story.notes.create(text="Nhờ kiểm tra lại.", by=make_user(), at=now)
        edit(story, by=reporter, now=now, title=f"Tít {number}")
    with django_assert_num_queries(len(young)):
        client.get(change_url(story))


def test_a_source_at_the_desk_is_refused_and_a_tracker_s_address_unwrapped(reporter: User, now: datetime) -> None:
    story = make_story(by=reporter, now=now)
    client = client_of(reporter)
    answer = client.post(change_url(story), story_data(story, source_url="http://localhost:8000/quan-tri/"))
    assert answer.status_code == 422
    assert answer.context["adminform"].form.errors["source_url"]
    wrapped = "https://l.facebook.com/l.php?u=https%3A%2F%2Fvov.vn%2Ftin%3Ffbclid%3DIw"
    assert client.post(change_url(story), story_data(story, source_url=wrapped)).status_code == 302
    story.refresh_from_db()
    assert story.source_url == "https://vov.vn/tin"


def test_the_desk_says_which_links_readers_will_not_get(reporter: User, now: datetime) -> None:
    other, out = make_story(by=reporter, now=now), make_article()
    href = "https://thoidai.com.vn/quan-tri/newsroom/story/{}/change/"
    text = "".join(f'<p><a href="{href.format(each.pk)}">đọc thêm</a></p>' for each in (other, out))
    story = make_story(by=reporter, now=now, body=text)
    found = [each for each in checks.findings(story.current_version.text, at=now) if str(other.pk) in each.message]
    assert [each.blocks for each in found] == [False]
    assert not [each for each in checks.findings(story.current_version.text, at=now) if str(out.pk) in each.message]


def test_a_link_that_saving_takes_out_is_named(reporter: User) -> None:
    story = make_story(by=reporter)
    client = client_of(reporter)
    links = "".join(f'<a href="tin-{number}-{"x" * 500}.html">chữ</a> ' for number in range(9))
    text = f'<p><a href="/quan-tri/photos/photo/5/change/">ảnh</a> <a href="#top">đầu</a> {links}</p>'
    saved = client.post(change_url(story), story_data(story, body=text), follow=True)
    said = messages_of(saved)
    assert "/quan-tri/photos/photo/5/change/" in said
    assert "tin-0-x" in said
    assert "tin-8-x" not in said
    assert len(said) < 1_000
    story.refresh_from_db()
    assert "ảnh" in story.body
    assert "href" not in story.body
    again = client.post(change_url(story), story_data(story), follow=True)
    assert "tin-0" not in messages_of(again)
