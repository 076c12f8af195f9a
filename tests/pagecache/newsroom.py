"""A small newsroom in which anything may happen: every verb of the door, the desk's filing, the union's memory."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from articles import related
from articles.content import Content
from articles.merging import merge_authors, merge_tags, merge_topics
from articles.models import Article, FeaturedList, Kind, Section
from newsroom import publishing, writing
from newsroom.models import Status, Story
from newsroom.publishing.archive import ArchiveStory
from newsroom.publishing.magazine import Edition, Filing
from newsroom.workflow import move
from organizations.merging import merge_bodies
from pages.models import FollowLink, SiteSettings, StandingPage
from photos import withdrawal
from tests import factories

MINUTES = (1, 7, 60, 24 * 60)
ARCHIVED = 500_000  # the first number of stories that come in from an archive


class Newsroom:
    """Rows to play with, and what can be done with them. `draw` chooses: it is given a list and returns one of it."""

    def __init__(self, *, now: datetime, draw: Callable[[Any], Any]) -> None:
        self.now, self.draw = now, draw
        self.reporter = factories.make_user(role="reporter")
        self.editor = factories.make_user(role="editor")
        self.chief = factories.make_user(role="editor_in_chief")
        top = factories.make_section(name="Hữu nghị")
        self.sections = [
            top,
            factories.make_section(name="Bốn phương", parent=top),
            factories.make_section(name="Biển đảo", is_beside_stories=True),
        ]
        self.tags = [factories.make_tag(name=name) for name in ("hữu nghị", "đối ngoại")]
        self.topics = [factories.make_topic(name="Năm hữu nghị"), factories.make_topic(name="Biên giới xanh")]
        self.left: list[str] = []  # addresses that rows have left
        self.authors = [factories.make_author(name=name) for name in ("Thu Hà", "Minh Quân")]
        self.province = factories.make_province(name="Lào Cai")
        self.bodies = [
            factories.make_organization(name="Hội hữu nghị Việt - Lào", province=self.province),
            factories.make_organization(name="Hội hữu nghị Việt Lào cũ"),
        ]
        self.events = [
            factories.make_event(name="Gặp mặt đầu xuân", organizers=(self.bodies[0],), starts_on=now.date()),
            factories.make_event(name="Lễ hội bạn bè", starts_on=now.date() + timedelta(days=1)),
        ]
        self.photos = [factories.make_photo(width=60, height=40) for _ in range(2)]
        self.lists = [factories.make_list(key="home-lead", size=1), factories.make_list(key="home-second", size=2)]
        SiteSettings.objects.create(name="Thời Đại")
        self.stories: list[Story] = []
        self.archived = 0
        for _ in range(2):
            self.publish_a_new_story()

    @property
    def addresses(self) -> list[str]:
        rows = [*self.sections, self.tags[0], self.topics[0], self.authors[0], *self.bodies, *self.events]
        shown = [row.get_absolute_url() for row in [*rows, self.province]]
        stories = [article.get_absolute_url() for article in Article.objects.all()]
        numbers = [article.pk for article in Article.objects.all()[:1]]
        return [
            *("/", "/multimedia/", "/dinh-chinh/", "/doc-nhieu/", "/to-chuc/?xem=ten", "/su-kien/", "/gioi-thieu/"),
            *("/rss/", f"/rss/tag/{self.tags[0].slug}/", "/news-sitemap.xml", "/sitemap.xml", "/su-kien/lich.ics"),
            *(f"/sitemap-bai-{number // 10_000}.xml" for number in numbers),
            *shown,
            *stories,
            *self.left[-4:],
        ]

    def something_happens(self) -> str:
        """One act, chosen by `draw`; what the newsroom refuses does not happen."""
        act = self.draw(ACTS)
        try:
            with transaction.atomic():
                act(self)
        except (ValidationError, PermissionDenied, IntegrityError):  # the last: times out of order
            return f"{act.__name__} (refused)"
        return str(act.__name__)

    # ── the door ──
    def publish_a_new_story(self) -> None:
        story = factories.make_story(by=self.reporter, now=self.now, **self._filing())
        self._file(story)
        self.stories.append(story)
        self._through(story)

    def schedule_a_new_story(self) -> None:
        later = self.now + timedelta(minutes=self.draw(MINUTES))
        story = factories.make_story(by=self.reporter, now=self.now, go_live_at=later, **self._filing())
        self._file(story)
        self.stories.append(story)
        self._through(story)

    def replace_a_story(self) -> None:
        story = self._story()
        self._edit(story, title=f"{story.title} mới", go_live_at=None)
        self._through(story)

    def schedule_a_replacement(self) -> None:
        story = self._story()
        self._edit(story, lead=f"{story.lead} Tin mới.", go_live_at=self.now + timedelta(minutes=self.draw(MINUTES)))
        self._through(story)

    def unschedule(self) -> None:
        publishing.unschedule(self._story(), by=self.chief, now=self.now)

    def withdraw(self) -> None:
        publishing.withdraw(self._story(), by=self.chief, reason="Sai sự thật", now=self.now)

    def publish_again(self) -> None:
        story = self._story()
        move(story, to=Status.IN_EDIT, by=self.editor, now=self.now)
        self._through(story)

    def reclassify(self) -> None:
        story = self._story()
        for name, value in self._filing().items():
            setattr(story, name, value)
        story.save()
        self._file(story)
        publishing.reclassify(story, by=self.chief, now=self.now)

    def readdress(self) -> None:
        words = self.draw(("dia-chi-khac", "dia-chi-nua"))
        publishing.readdress(self._story(), slug=words, by=self.chief, now=self.now)

    def set_expiry(self) -> None:
        story = self._story()
        story.expires_at = self.draw((None, self.now + timedelta(minutes=self.draw(MINUTES))))
        story.save()
        publishing.set_expiry(story, by=self.chief, now=self.now)

    def correct(self) -> None:
        publishing.correct(self._story(), text="Sửa tên một đại biểu.", by=self.chief, now=self.now)

    def correct_a_photo(self) -> None:
        photo = self.draw(self.photos)
        publishing.correct_photo(photo, by=self.chief, now=self.now, alt="Cờ hai nước", credit="Anh Tú")

    def launch_a_list(self) -> None:
        publishing.launch(self.draw(self.lists), items=[self._pin()], by=self.chief, now=self.now)

    def undo_a_launch(self) -> None:
        publishing.undo_launch(self.draw(self.lists), by=self.chief, now=self.now)

    def publish_many(self) -> None:
        self.archived += 1
        section = self.draw(self.sections)
        content = Content.from_json(self.stories[0].current_version.text.to_json())
        edition = Edition(
            number=ARCHIVED + self.archived,
            content=content,
            version_hash=content.digest(),
            filing=Filing(section=section.pk, top_section=section.top.pk, tags=(self.tags[0].pk,)),
            slug="luu-tru",
            published_at=self.now + timedelta(minutes=self.draw((-9, 7))),
        )
        publishing.publish_many([ArchiveStory(edition=edition)], now=self.now)

    def carry_out_schedules(self) -> None:
        publishing.publish_due(now=self.now)
        publishing.lists.launch_due(now=self.now)

    def work_out_related_stories(self) -> None:
        related.refresh(self._story().pk, at=self.now)

    # ── beside the door ──
    def withdraw_a_photo(self) -> None:
        withdrawal.withdraw(self.draw(self.photos), by=self.chief, reason="Hết quyền", now=self.now)

    def bring_a_photo_back(self) -> None:
        withdrawal.bring_back(self.draw(self.photos), by=self.chief)

    def rename_something(self) -> None:
        row = self.draw([*self.sections, *self.tags, *self.topics, *self.authors, *self.bodies, *self.events])
        row.refresh_from_db()
        row.name = f"{row.name} {self.draw(('A', 'B'))}"
        row.save()

    def readdress_something(self) -> None:
        row = self.draw([*self.tags, *self.topics, *self.authors, *self.bodies, self.province])
        row.refresh_from_db()
        was, row.slug = row.get_absolute_url(), self.draw(("dia-chi-a", "dia-chi-b"))
        if not type(row).objects.filter(slug=row.slug).exists():
            row.save()
            self.left.append(was)

    def merge_tags(self) -> None:
        self._merge(self.tags, merge_tags)

    def merge_topics(self) -> None:
        self._merge(self.topics, merge_topics)

    def merge_authors(self) -> None:
        self._merge(self.authors, merge_authors)

    def move_a_banner(self) -> None:
        topic = self.draw(self.topics)
        topic.shown_from = self.now + timedelta(minutes=self.draw((-1, 7)))
        topic.shown_until = topic.shown_from + timedelta(minutes=self.draw(MINUTES))
        topic.save()

    def confirm_or_doubt_a_body(self) -> None:
        body = self.draw(self.bodies)
        body.refresh_from_db()
        body.is_confirmed = not body.is_confirmed
        body.save()

    def merge_bodies(self) -> None:
        self._merge(self.bodies, merge_bodies)

    def put_an_event_off(self) -> None:
        event = self.draw(self.events)
        event.refresh_from_db()
        event.starts_on = event.ends_on = event.starts_on + timedelta(days=1)
        event.save()

    def change_settings(self) -> None:
        SiteSettings.objects.update(notice=self.draw(("", "Thông báo")))

    def follow_link(self) -> None:
        FollowLink.objects.create(site=SiteSettings.current(), label="RSS", url="/rss/", icon="rss")

    def write_a_standing_page(self) -> None:
        fields = {"title": "Giới thiệu", "text": f"<p>{self.now}</p>", "changed_at": self.now}
        StandingPage.objects.update_or_create(slug="gioi-thieu", defaults=fields)

    def make_a_section(self) -> None:
        if Section.objects.count() < 5:
            factories.make_section()

    def resize_a_list(self) -> None:
        row = FeaturedList.objects.get(pk=self.lists[1].pk)
        row.size = self.draw((1, 3))
        row.save()

    # ── pieces ──
    def _merge(self, rows: list[Any], merge: Callable[..., Any]) -> None:
        if len(rows) > 1:
            duplicate = rows[-1]
            duplicate.refresh_from_db()
            merge(keep=rows[0], duplicate=duplicate, by=None, now=self.now)
            self.left.append(rows.pop().get_absolute_url())

    def _story(self) -> Story:
        return Story.objects.get(pk=self.draw(self.stories).pk)

    def _filing(self) -> dict[str, Any]:
        return {
            "section": self.draw(self.sections),
            "kind": self.draw((Kind.ARTICLE, Kind.VIDEO, Kind.USEFUL_INFO)),
            "video": "https://www.youtube.com/watch?v=abcdefghijk",
            "photo": self.draw((None, *self.photos)),
            "photo_alt": "Hai người bắt tay",
            "expires_at": self.draw((None, None, self.now + timedelta(minutes=self.draw(MINUTES)))),
        }

    def _file(self, story: Story) -> None:
        story.tags.set(self.draw(([], self.tags[:1], self.tags)))
        story.topics.set(self.draw(([], self.topics[:1])))
        story.organizations.set(self.draw(([], self.bodies[:1])))
        story.events.set(self.draw(([], self.events[:1])))
        story.contributions.all().delete()
        story.contributions.create(author=self.draw(self.authors), position=0)
        story.picks.all().delete()
        if self.stories and self.draw((True, False)):
            story.picks.create(place="lead", number=self.draw(self.stories).pk, position=0)
        writing.keep_version(story, by=self.reporter, now=self.now)

    def _edit(self, story: Story, **columns: Any) -> None:
        for name, value in columns.items():
            setattr(story, name, value)
        story.save()
        writing.keep_version(story, by=self.chief, now=self.now)

    def _through(self, story: Story) -> None:
        story.refresh_from_db()
        if story.status in {Status.DRAFT, Status.RETURNED}:
            move(story, to=Status.SUBMITTED, by=self.reporter, now=self.now)
        if story.status in {Status.SUBMITTED, Status.IN_EDIT}:
            move(story, to=Status.APPROVED, by=self.editor, now=self.now)
        publishing.publish(story, by=self.chief, now=self.now)

    def _pin(self) -> dict[str, Any]:
        starts_at = self.draw((None, self.now + timedelta(minutes=self.draw(MINUTES))))
        ends_at = (starts_at or self.now) + timedelta(minutes=self.draw(MINUTES))
        return {
            "number": self.draw(self.stories).pk,
            "card_title": self.draw(("", "Được ghim")),
            "starts_at": starts_at and starts_at.isoformat(),
            "ends_at": self.draw((None, ends_at.isoformat())),
        }


NO_ACTS = {"addresses", "something_happens"}
ACTS: list[Callable[[Newsroom], None]] = [
    act for name, act in vars(Newsroom).items() if not name.startswith("_") and name not in NO_ACTS
]
