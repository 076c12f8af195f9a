"""A word that stands in every unpublished corner of the desk is on no address that an anonymous reader can ask for."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, resolve, reverse
from django.utils import timezone

from accounts.models import User
from articles.models import Article, FeaturedList
from newsroom import publishing, writing
from newsroom.curation import keep
from newsroom.models import Status, Story, StoryNote
from newsroom.workflow import move
from outbox.delivery import attempt, claim, record
from outbox.models import Worker
from photos.models import Photo
from photos.renditions import crop_url, rendition_url
from photos.withdrawal import withdraw as withdraw_photo
from tests.factories import make_list, make_photo, make_story
from tests.newsroom.conftest import edit
from tests.pages.addresses import Magazine

CANARY = "Hoàngyến"
FORMS = ("hoàngyến", "hoangyen")
NOT_ASKED = {
    # What these answer depends on nothing that the desk holds.
    r"^(?P<key>[A-Za-z0-9-]{8,128})\.txt$",
    "-/reading",
    "-/<path:rest>",
    "static/<path:rest>",
    "media/<path:rest>",
    "dem-doc/",
    ".well-known/change-password",
}


def canary_text() -> dict[str, str]:
    """The canary in every field of a story's text."""
    names = ("title", "card_title", "seo_title", "social_title", "kicker", "lead", "source_outlet", "source_agency")
    return {name: f"{CANARY} {name}" for name in names} | {"body": f"<p>{CANARY} hữu nghị</p>"}


class Desk:
    """Stories that carry the canary in every state in which readers must not hear it."""

    def __init__(self, magazine: Magazine, *, reporter: User, editor: User, publisher: User, now: datetime) -> None:
        self.magazine, self.now = magazine, now
        self.reporter, self.editor, self.publisher = reporter, editor, publisher

    def written(self, **fields) -> Story:
        story = make_story(by=self.reporter, now=self.now, section=self.magazine.section, **fields)
        story.organizations.add(self.magazine.body)
        story.topics.add(self.magazine.topic)
        story.tags.add(self.magazine.tag)
        return story

    def submitted(self, **fields) -> Story:
        story = self.written(**fields)
        move(story, to=Status.SUBMITTED, by=self.reporter, now=self.now)
        return story

    def approved(self, **fields) -> Story:
        story = self.submitted(**fields)
        move(story, to=Status.APPROVED, by=self.editor, now=self.now)
        return story

    def published(self, **fields) -> Story:
        story = self.approved(**fields)
        publishing.publish(story, by=self.publisher, now=self.now)
        return story

    def republish(self, story: Story, *, later: timedelta = timedelta(0), **columns) -> None:
        edit(story, by=self.editor, now=self.now, **columns)
        move(story, to=Status.APPROVED, by=self.publisher, now=self.now)
        if later:
            Story.objects.filter(pk=story.pk).update(go_live_at=self.now + later)
            story.refresh_from_db()
        publishing.publish(story, by=self.publisher, now=self.now)

    def hide_everywhere(self) -> None:
        hour = timedelta(hours=1)
        draft = self.written(**canary_text())
        StoryNote.objects.create(story=draft, text=f"{CANARY} lời nhắn", by=self.editor, at=self.now)
        self.submitted(**canary_text())
        move(self.submitted(**canary_text()), to=Status.RETURNED, by=self.editor, reason=CANARY, now=self.now)
        move(self.submitted(**canary_text()), to=Status.IN_EDIT, by=self.editor, now=self.now)
        self.approved(**canary_text())
        self.approved(**canary_text(), embargo_until=self.now + hour)
        scheduled = self.approved(**canary_text(), go_live_at=self.now + hour)
        publishing.publish(scheduled, by=self.publisher, now=self.now)
        embargoed = self.approved(**canary_text(), go_live_at=self.now + hour, embargo_until=self.now + hour)
        publishing.publish(embargoed, by=self.publisher, now=self.now)
        called_off = self.approved(**canary_text(), go_live_at=self.now + hour)
        publishing.publish(called_off, by=self.publisher, now=self.now)
        publishing.unschedule(called_off, by=self.publisher, now=self.now)
        withdrawn = self.published(**canary_text())
        publishing.correct(withdrawn, text=f"{CANARY} đính chính", by=self.publisher, now=self.now)
        publishing.withdraw(withdrawn, by=self.publisher, reason=f"{CANARY} lý do", now=self.now)
        # Its address is of the title that was approved first, and readers may hear that one.
        once = canary_text() | {"title": "Bài từng lên trang"}
        self.republish(self.published(**once), **dict.fromkeys(canary_text(), "Chữ đã sửa"))
        self.republish(self.published(), later=hour, **canary_text())
        ahead = self.published()
        edit(ahead, by=self.editor, now=self.now, **canary_text())
        refused = self.published()
        unsaved = Story(**canary_text(), section=self.magazine.section)
        writing.keep_aside(refused, content=writing.as_typed(unsaved, byline=()).content, by=self.editor, now=self.now)
        self.arrange(scheduled, withdrawn, draft)

    def arrange(self, scheduled: Story, withdrawn: Story, draft: Story) -> None:
        """Lists and related stories name what is hidden; a draft of a list says it in its own words."""
        items = [{"number": scheduled.pk, "card_title": f"{CANARY} tin chính"}]
        row = FeaturedList.objects.get(key="home-lead")
        keep(row, items=items, base_revision=0, by=self.publisher, now=self.now)
        pins = [story.pk for story in (scheduled, withdrawn, draft)]
        for featured in (*FeaturedList.objects.all(), make_list(key="home-second")):
            publishing.launch(featured, items=[{"number": pin} for pin in pins], by=self.publisher, now=self.now)
        box = ",".join(str(pin) for pin in pins)
        self.published(body=f'<p>Mở đầu.</p><aside data-related="{box}" data-lead="1"></aside>')


@pytest.fixture
def magazine(reporter, editor, managing_editor) -> Magazine:
    magazine = Magazine()
    magazine.fill(2)
    now = timezone.now()
    Desk(magazine, reporter=reporter, editor=editor, publisher=managing_editor, now=now).hide_everywhere()
    worker = Worker.objects.create(name="test:1", started_at=now, beat_at=now)
    while message := claim(worker=worker, at=now + timedelta(minutes=1)):
        record(message, error=attempt(message))
    return magazine


def public_addresses(magazine: Magazine) -> list[str]:
    photos = list(Photo.objects.usable(on=timezone.localdate()))[:2]
    pictures = [url for photo in photos for url in (rendition_url(photo, 320), crop_url(photo, "16x9"))]
    numbers = Story.objects.values_list("pk", flat=True)
    stories = [address for number in numbers for address in (f"/x-{number}.html", f"/hoangyen-{number}.html")]
    asked = ("hoangyen", CANARY, "hoangyen+huu+nghi", "hoangyen+title")
    found = [f"{place}?q={words}" for place in ("/tim-kiem/", "/to-chuc/", "/su-kien/") for words in asked]
    old = (
        "/muc-cu/bai-cu.htm",
        "/stores/news_dataimages/a.jpg",
        f"{magazine.top.path}/",
        "/tim-kiem",
        "/1.html",
        "/news-sitemap-1.xml",
    )
    return [*magazine.addresses, *pictures, *stories, *found, *(f"/{path.lstrip('/')}" for path in old)]


def sings(text: str) -> bool:
    """Is the canary heard, beyond the repetition of what the reader asked for?"""
    text = text.lower()
    for form in FORMS:
        for echo in (f'value="{form}', f"<title>tìm kiếm: {form}", f'content="tìm kiếm: {form}', f"/{form}-"):
            text = text.replace(echo, "")
    return any(form in text for form in FORMS)


def heard(client: Client, magazine: Magazine) -> list[str]:
    """The addresses where the canary is to be heard."""
    found = []
    for address in public_addresses(magazine):
        response = client.get(address, follow=True)
        text = response.content.decode(errors="replace")
        if sings(text) or any(sings(value) for value in response.headers.values()):
            found.append(address)
    return found


def test_no_public_address_sings(client: Client, magazine: Magazine) -> None:
    assert heard(client, magazine) == []
    assert Article.objects.live(at=timezone.now()).count() > 5


def test_once_live_it_is_heard(client: Client, reporter, editor, managing_editor) -> None:
    """The silence means something: the same text, published, sings in many places."""
    magazine = Magazine()
    desk = Desk(magazine, reporter=reporter, editor=editor, publisher=managing_editor, now=timezone.now())
    desk.published(**canary_text())
    assert len(heard(client, magazine)) > 10


def test_no_address_of_the_magazine_goes_unasked(magazine: Magazine) -> None:
    """A new address must be asked too: every pattern outside the desk is met by one of ours."""
    met = {resolve(address.partition("?")[0]).route for address in public_addresses(magazine)}
    known = {route for route, _name in routes(get_resolver()) if not route.startswith("quan-tri/")}
    assert known - met == NOT_ASKED


def test_no_address_of_the_desk_opens_or_sings(client: Client, magazine: Magazine) -> None:
    story = Story.objects.filter(status=Status.SUBMITTED).first()
    version = story.versions.first()
    opened, asked = [], 0
    for _route, name in routes(get_resolver()):
        if not name.startswith("admin:") or name in {"admin:login", "admin:logout", "admin:jsi18n"}:
            continue
        for address in addresses(name, story=story, version=version.pk):
            asked += 1
            for response in (client.get(address), client.post(address)):
                text = response.content.decode(errors="replace") + response.get("Location", "")
                if response.status_code not in {301, 302, 401, 403, 404, 405} or sings(text):
                    opened.append(address)
    assert opened == []
    assert asked > 100


def test_a_withdrawn_picture_is_gone_from_its_addresses(client: Client, chief: User) -> None:
    photo = make_photo()
    files = [rendition_url(photo, 320), crop_url(photo, "16x9"), crop_url(photo, "1x1")]
    assert [client.get(file).status_code for file in files] == [200, 200, 200]
    withdraw_photo(photo, by=chief, reason=CANARY, now=timezone.now())
    assert [client.get(file).status_code for file in files] == [410, 410, 410]


def routes(resolver: URLResolver, *, prefix: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    """Every pattern: its whole route as `resolve` tells it, and its name with its namespace."""
    for each in resolver.url_patterns:
        route = prefix + str(each.pattern).removeprefix("^" if prefix else "")
        if isinstance(each, URLPattern):
            yield route, f"{space}{each.name or ''}"
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from routes(each, prefix=route, space=inner)


def addresses(name: str, *, story: Story, version: int) -> Iterator[str]:
    """An address of the desk with real numbers in it; one of a model's history, change page and the like too."""
    for args in ((), (story.pk,), (1,), (story.pk, version), ("newsroom",)):
        try:
            yield reverse(name, args=args)
        except NoReverseMatch:
            continue
