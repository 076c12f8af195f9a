"""Correcting a picture's credit and description in pages that readers have: who may, where, and what stays."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from articles.models import Article
from newsroom import publishing
from newsroom.door_audit import strangers
from newsroom.models import AuditEntry, Status, Story
from newsroom.workflow import move
from photos.models import Photo
from tests.factories import make_photo, make_story, make_user
from tests.newsroom.asking import asked, go_on
from tests.newsroom.desk import client_of, messages_of

RIGHT = {"credit": "Thu Hà", "alt": "Hai đại biểu bắt tay"}


@pytest.fixture
def photo(db) -> Photo:
    return make_photo(credit="Thu Ha", alt="Ảnh")


@pytest.fixture
def photo_editor(roles) -> User:
    return make_user(role="photo_editor")


@pytest.fixture
def printed(photo: Photo, reporter: User, editor: User, managing_editor: User, now: datetime) -> Story:
    """A published story with the picture at its head and, with a credit of its own, in its text."""
    figure = f'<figure data-photo="{photo.pk}" data-credit="T.H"><figcaption>Chú thích riêng.</figcaption></figure>'
    story = make_story(by=reporter, now=now, photo=photo, body=f"<p>Mở đầu.</p>{figure}<p>Kết.</p>")
    move(story, to=Status.SUBMITTED, by=reporter, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    publishing.publish(story, by=managing_editor, now=now)
    return story


def url_of(photo: Photo) -> str:
    return reverse("admin:newsroom_photo_correct", args=[photo.pk])


def opened(client, photo: Photo) -> dict[str, str]:
    return {"seen": client.get(url_of(photo)).context["seen"]}


def test_the_pages_that_print_the_picture_are_listed_with_their_words(printed, photo, photo_editor) -> None:
    response = client_of(photo_editor).get(url_of(photo))
    (use,) = response.context["uses"]
    assert use.article.pk == printed.pk
    assert use.credits == ("Thu Ha", "T.H")
    assert use.alts == ("Ảnh",)
    assert response.context["form"].initial == {"credit": "Thu Ha", "alt": "Ảnh"}
    assert printed.title in response.content.decode()


def test_every_page_gets_the_words_at_once(printed, photo, photo_editor) -> None:
    client = client_of(photo_editor)
    response = client.post(url_of(photo), opened(client, photo) | RIGHT, follow=True)
    article = Article.objects.get(pk=printed.pk)
    assert (article.photo_credit, article.photo_alt) == ("Thu Hà", "Hai đại biểu bắt tay")
    assert 'data-credit="Thu Hà"' in article.body
    assert "Chú thích riêng." in article.body
    assert "1 trang" in messages_of(response)
    assert AuditEntry.objects.filter(act="correct_photo", actor=photo_editor, subject=f"photo:{photo.pk}").count() == 1
    assert not list(strangers())


@pytest.mark.asks
def test_it_asks_first_and_writes_nothing_over_a_colleagues_correction(printed, photo, photo_editor) -> None:
    client = client_of(photo_editor)
    question = client.post(url_of(photo), opened(client, photo) | RIGHT)
    assert "Thu Hà" in asked(question)
    assert "T.H" in asked(question)
    assert Article.objects.get(pk=printed.pk).photo_credit == "Thu Ha"
    late = opened(client, photo)
    go_on(client, question)
    assert Article.objects.get(pk=printed.pk).photo_credit == "Thu Hà"
    question = client.post(url_of(photo), late | RIGHT | {"credit": "Thu Ha"})
    refused = go_on(client, question)
    assert refused.status_code == 409
    assert "Thu Ha" in refused.content.decode()
    assert Article.objects.get(pk=printed.pk).photo_credit == "Thu Hà"


def test_doing_it_twice_changes_nothing_more(printed, photo, photo_editor) -> None:
    client = client_of(photo_editor)
    sent = opened(client, photo) | RIGHT
    client.post(url_of(photo), sent)
    client.post(url_of(photo), sent)
    printed.refresh_from_db()
    assert printed.revision == 2
    assert AuditEntry.objects.filter(act="correct_photo").count() == 1


@pytest.mark.parametrize(
    "words",
    [{"credit": "", "alt": "Mô tả"}, {"credit": "Thu Hà", "alt": "\u200b"}, {"credit": "H" * 301, "alt": "Mô tả"}],
    ids=["no credit", "an alt that nobody sees", "too long"],
)
def test_a_page_never_goes_without_credit_or_description(printed, photo, photo_editor, words) -> None:
    response = client_of(photo_editor).post(url_of(photo), words)
    assert response.status_code == 422
    assert Article.objects.get(pk=printed.pk).photo_credit == "Thu Ha"


@pytest.mark.parametrize("role", ["contributor", "reporter", "editor", "section_head", "managing_editor"])
def test_other_roles_see_no_way_there_and_are_refused(printed, photo, role) -> None:
    client = client_of(make_user(role=role))
    assert url_of(photo) not in client.get(reverse("admin:photos_photo_change", args=[photo.pk])).content.decode()
    assert client.get(url_of(photo)).status_code == 403
    assert client.post(url_of(photo), RIGHT).status_code == 403
    assert Article.objects.get(pk=printed.pk).photo_credit == "Thu Ha"


@pytest.mark.parametrize("role", ["photo_editor", "editor_in_chief"])
def test_the_librarys_page_leads_there(roles, photo, role) -> None:
    page = client_of(make_user(role=role)).get(reverse("admin:photos_photo_change", args=[photo.pk]))
    assert url_of(photo) in page.content.decode()


def test_a_picture_that_no_page_prints(photo, photo_editor) -> None:
    page = client_of(photo_editor).get(url_of(photo))
    assert page.context["total"] == 0
    assert '<input type="submit"' not in page.content.decode()
    assert client_of(photo_editor).get(url_of(photo).replace(str(photo.pk), "999999")).status_code == 404


def test_withdrawn_stories_are_not_listed(printed, photo, photo_editor, managing_editor, now) -> None:
    publishing.withdraw(printed, by=managing_editor, reason="Sai.", now=now + timedelta(hours=1))
    assert client_of(photo_editor).get(url_of(photo)).context["total"] == 0


def test_the_number_of_queries_does_not_grow_with_the_pages(
    photo, photo_editor, reporter, editor, managing_editor, now
) -> None:
    def publish_one() -> None:
        story = make_story(by=reporter, now=now, photo=photo)
        move(story, to=Status.SUBMITTED, by=reporter, now=now)
        move(story, to=Status.APPROVED, by=editor, now=now)
        publishing.publish(story, by=managing_editor, now=now)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(url_of(photo))
        return len(captured)

    client = client_of(photo_editor)
    publish_one()
    with_one = queries()
    for _ in range(4):
        publish_one()
    assert queries() == with_one
