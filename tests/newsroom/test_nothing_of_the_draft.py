"""What readers get does not come from the draft's side of the door: field by field, role by role.

The tables say what a colleague changes for readers at once (docs/adr/0002, 0008); everything else changes nothing.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from articles.models import Article, Section
from newsroom import publishing, writing
from newsroom.admin.story_form import StoryForm
from newsroom.models import Status, Story
from newsroom.roles import ROLES
from newsroom.workflow import move
from pagecache.recording import record
from pages.models import SiteSettings
from tests import factories
from tests.newsroom.desk import change_url, client_of, story_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("roles")]

LETTERS = dict(zip("crehmipa", ("contributor", "reporter", "editor", "section_head", "managing_editor",
                                "editor_in_chief", "photo_editor", "administrator"), strict=True))  # fmt: skip
EDITORS = "ehmi"
PUBLISHERS = "hmi"
TEXT = (
    *("kind", "kicker", "title", "lead", "body", "photo", "photo_caption", "photo_alt", "photo_credit", "video"),
    *("source_outlet", "source_agency", "source_url", "card_title", "seo_title", "social_title", "slug"),
)
# Each field of a live story's form: the roles whose save readers notice. A section head does so in their section.
NOTICED: dict[str, str] = {
    **dict.fromkeys(TEXT, ""),
    "note": "",
    "go_live_at": "",
    "embargo_until": "",
    "expires_at": PUBLISHERS,
    "section": EDITORS,
    "tags": EDITORS,
    "topics": EDITORS,
    "organizations": EDITORS,
    "events": EDITORS,
    "lead_picks": EDITORS,
    "end_picks": EDITORS,
}
# Reference data is public when saved: the form, the roles that may, and the pages that name it.
REFERENCE = {"section": "mia", "topic": "mi", "tag": "ehmi", "author": "ehmi"}


class House:
    """One live story under everything, stories in every other status, and all that readers can ask for."""

    def __init__(self, now: datetime, clock: list[datetime]) -> None:
        self.now, self.clock = now, clock
        SiteSettings.objects.create(name="Thời Đại")
        self.colleagues = {letter: factories.make_user(role=role) for letter, role in LETTERS.items()}
        self.section = factories.make_section(name="Hữu nghị")
        self.elsewhere = factories.make_section(name="Biển đảo")
        self.colleagues["h"].headed_sections.create(section=self.section)
        self.filing = self._filing("cũ")
        self.other = self._filing("khác")
        self.others = [self.story("published", by="r") for _ in range(2)]
        self.live = self.story("published", by="r")
        self.stories = {"published": self.live} | {
            status: self.story(status, by="c") for status in Status.values if status != "published"
        }
        self.stories["returned live"] = self.story("published", by="c")
        for to in ("in_edit", "returned"):
            move(self.stories["returned live"], to=to, by=self.colleagues["i"], reason="Viết lại.", now=now)
        self.addresses = self._addresses()
        article = self.addresses[0]
        lists = ("/", "/rss/", self.section.get_absolute_url(), self.filing["tag"].get_absolute_url())
        later = now + timedelta(days=9)  # when all times that anybody types have come
        self.asked = [*((now, address) for address in self.addresses), *((later, each) for each in (article, *lists))]
        self.before = {asked: self._answer(*asked) for asked in self.asked}

    def story(self, status: str, *, by: str) -> Story:
        """A colleague's story in a status, filed under everything."""
        writer, chief = self.colleagues[by], self.colleagues["i"]
        author = self.filing["author"]
        story = factories.make_story(by=writer, now=self.now, section=self.section, authors=(author,))
        self.file(story)
        way = {
            "returned": ("submitted", "returned"),
            "in_edit": ("submitted", "in_edit"),
            "scheduled": ("submitted", "approved", "scheduled"),
            "published": ("submitted", "approved", "published"),
            "withdrawn": ("submitted", "approved", "published", "withdrawn"),
        }.get(status, ("submitted", status) if status == "approved" else (status,))
        for _from, to in pairwise(("draft", *way)):
            if to == "scheduled":
                Story.objects.filter(pk=story.pk).update(go_live_at=self.now + timedelta(hours=5))
            if to in {"scheduled", "published"}:
                publishing.publish(story, by=chief, now=self.now)
            elif to == "withdrawn":
                publishing.withdraw(story, by=chief, reason="Sai sự thật.", now=self.now)
            elif to != "draft":
                move(story, to=to, by=chief, reason="Viết lại.", now=self.now)
        story.refresh_from_db()
        assert story.status == status
        return story

    def file(self, story: Story) -> None:
        story.tags.set([self.filing["tag"]])
        story.topics.set([self.filing["topic"]])
        story.organizations.set([self.filing["organization"]])
        story.events.set([self.filing["event"]])
        writing.keep_version(story, by=story.created_by, now=self.now)

    def _filing(self, word: str) -> dict[str, Any]:
        body = factories.make_organization(name=f"Hội hữu nghị {word}")
        return {
            "tag": factories.make_tag(name=f"thẻ {word}"),
            "topic": factories.make_topic(name=f"Chuyên đề {word}"),
            "author": factories.make_author(name=f"Bút danh {word}"),
            "organization": body,
            "event": factories.make_event(name=f"Gặp mặt {word}", organizers=(body,), starts_on=self.now.date()),
        }

    def _addresses(self) -> list[str]:
        rows = [row for filing in (self.filing, self.other) for row in filing.values()]
        pages = [row.get_absolute_url() for row in (*rows, self.section, self.elsewhere)]
        feeds = [f"/rss/{kind}/{row.slug}/" for filing in (self.filing, self.other) for kind, row in
                 (("tag", filing["tag"]), ("chuyen-de", filing["topic"]), ("tac-gia", filing["author"]),
                  ("to-chuc", filing["organization"]))]  # fmt: skip
        calendars = [f"{filing['event'].get_absolute_url().rstrip('/')}.ics" for filing in (self.filing, self.other)]
        stories = [*self.stories.values(), *self.others]
        articles = [article.get_absolute_url() for article in Article.objects.all()]
        maps = [f"/sitemap-bai-{number}.xml" for number in sorted({story.pk // 10_000 for story in stories})]
        searches = [f"/tim-kiem/?q={word}" for word in ("hữu+nghị", "vịt+trời", "Giao+lưu")]
        return [
            Article.objects.get(pk=self.live.pk).get_absolute_url(),
            *("/", "/doc-nhieu/", "/multimedia/", "/dinh-chinh/", "/su-kien/", "/to-chuc/?xem=ten", "/rss/"),
            *("/sitemap.xml", "/news-sitemap.xml", "/su-kien/lich.ics", "/robots.txt"),
            *(f"/sitemap-{name}-0.xml" for name in ("chuyen-muc", "chuyen-de", "the", "tac-gia", "to-chuc", "su-kien")),
            *(f"/rss/chuyen-muc/{self.section.path}/", "/vit-troi", "/tag/vit-troi/", "/rss/tag/vit-troi/"),
            *(f"/vit-troi-{story.pk}.html" for story in stories),
            *pages, *feeds, *calendars, *maps, *searches, *articles,
        ]  # fmt: skip

    def _answer(self, moment: datetime, address: str) -> tuple[int, dict[str, str], frozenset[str], bytes]:
        """All that a stranger is told at a moment: status, every header, the keys for caches, the whole text."""
        self.clock[0] = moment
        with record() as notes:
            answer = Client().get(address)
        self.clock[0] = self.now
        return answer.status_code, dict(answer.headers), notes.collapsed(), answer.content

    def noticed(self, *addresses: str) -> Iterator[str]:
        """The addresses that answer otherwise than before."""
        for moment, address in self.asked:
            is_asked = address in (addresses or self.addresses)
            if is_asked and self._answer(moment, address) != self.before[moment, address]:
                yield address


@pytest.fixture
def house(now, monkeypatch) -> House:
    clock = [now]
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock[0])
    return House(now, clock)


def other_values(house: House) -> dict[str, Any]:
    """Something else for each field of the form."""
    words: dict[str, Any] = dict.fromkeys(TEXT, "Vịt trời")
    past, ahead = house.now - timedelta(days=3), house.now + timedelta(days=3)
    return words | {
        "kind": "photo_story",
        "body": "<p>Vịt trời bay qua sông.</p>",
        "photo": factories.make_photo(width=60, height=40, alt="Vịt trời", credit="Vịt trời"),
        "video": "https://www.youtube.com/watch?v=abcdefghijk",
        "source_url": "https://example.org/vit-troi",
        "slug": "vit-troi",
        "note": "Vịt trời",
        "go_live_at": ahead,
        "embargo_until": past,
        "expires_at": ahead + timedelta(days=1),
        "section": house.elsewhere,
        "tags": [str(house.other["tag"].pk)],
        "topics": [str(house.other["topic"].pk)],
        "organizations": [str(house.other["organization"].pk)],
        "events": [str(house.other["event"].pk)],
        "lead_picks": str(house.others[0].pk),
        "end_picks": str(house.others[1].pk),
    }


def typed(values: dict[str, Any]) -> dict[str, Any]:
    """Times as the two fields that a browser posts."""
    data: dict[str, Any] = {}
    for name, value in values.items():
        if name in {"go_live_at", "embargo_until", "expires_at"}:
            data |= {f"{name}_0": f"{value:%d/%m/%Y}", f"{name}_1": f"{value:%H:%M}"}
        else:
            data[name] = value
    return data


def test_the_table_names_every_field_of_the_form(house):
    form = type("Form", (StoryForm,), {"user": house.colleagues["i"]})(instance=house.live)
    assert set(form.fields) - {"base_revision", "base_filing", "seen"} == set(NOTICED)
    assert set(LETTERS.values()) == set(ROLES)


def test_strangers_are_told_the_same_twice(house):
    assert list(house.noticed()) == []


def test_what_each_role_changes_for_readers_by_saving_a_live_story(house):
    """All fields at once that the role does not change, then each of the others alone."""
    values = other_values(house)

    def save(letter: str, *names: str) -> None:
        house.live.refresh_from_db()
        data = story_data(house.live, **typed({name: values[name] for name in names}))
        answer = client_of(house.colleagues[letter]).post(change_url(house.live), data)
        assert answer.status_code in {302, 403, 404, 409}

    for letter in LETTERS:
        with transaction.atomic():
            save(letter, *(name for name, roles in NOTICED.items() if letter not in roles))
            assert list(house.noticed()) == [], letter
            transaction.set_rollback(True)
    for field, roles in NOTICED.items():
        for letter in roles:
            if letter == "h" and field == "section":
                continue  # only into another section of theirs
            with transaction.atomic():
                save(letter, field)
                assert next(house.noticed(), None), (letter, field)
                transaction.set_rollback(True)


def test_what_each_role_changes_for_readers_in_the_reference_data(house):
    rows = {"section": house.section} | {kind: house.filing[kind] for kind in ("topic", "tag", "author")}

    def rename(letter: str, kind: str) -> None:
        data = {"name": "Vịt trời", "slug": rows[kind].slug, "standing": "staff", "position": "0", "colour": "0"}
        data |= {"in_menu": "on", "shown_from_0": "01/11/2026", "shown_from_1": "08:00"}
        page = reverse(f"admin:articles_{kind}_change", args=[rows[kind].pk])
        client_of(house.colleagues[letter]).post(page, data)

    for letter in LETTERS:
        with transaction.atomic():
            for kind, roles in REFERENCE.items():
                if letter not in roles:
                    rename(letter, kind)
            assert list(house.noticed()) == [], letter
            for kind, roles in REFERENCE.items():
                if letter in roles:
                    rename(letter, kind)
                    page = rows[kind].get_absolute_url()
                    assert page in house.noticed(page), (letter, kind)
            transaction.set_rollback(True)


# What may be done to a story without the right to publish: the form, and every button and page beside it.
def _save(house: House, client: Client, story: Story, draw: Callable[[Any], Any]) -> None:
    values = other_values(house)
    changeable = sorted(name for name, roles in NOTICED.items() if "e" not in roles or not _is_out(story))
    names = draw(st.sets(st.sampled_from(changeable), min_size=1))
    data = story_data(story, **typed({name: values[name] for name in names}))
    if draw(st.booleans()):
        data |= {"_step": draw(st.sampled_from(Status.values)), "reason_returned": "Viết lại."}
    client.post(change_url(story), data)


def _step(house: House, client: Client, story: Story, draw: Callable[[Any], Any]) -> None:
    to = draw(st.sampled_from(Status.values))
    data = {"_step": to, f"reason_{to}": "Viết lại.", "seen": story.change_number}
    client.post(reverse("admin:newsroom_story_step", args=[story.pk]), data)


def _restore(house: House, client: Client, story: Story, draw: Callable[[Any], Any]) -> None:
    version = draw(st.sampled_from(list(story.versions.order_by("pk"))))
    page = reverse("admin:newsroom_story_restore", args=[story.pk, version.pk])
    client.post(page, {"seen": story.change_number})


def _readdress(house: House, client: Client, story: Story, draw: Callable[[Any], Any]) -> None:
    article = Article.objects.filter(pk=story.pk).first()
    data = {"slug": "vit-troi", "sure": "1", "instead_of": article.slug if article else ""}
    client.post(reverse("admin:newsroom_story_address", args=[story.pk]), data)


def _begin(house: House, client: Client, story: Story, draw: Callable[[Any], Any]) -> None:
    data = story_data(None, **(typed(other_values(house)) | {"ticket": "", "title": "Vịt trời"}))
    client.post("/quan-tri/newsroom/story/add/", data | {"tags": ["+vịt trời"]})


def _is_out(story: Story) -> bool:
    return Article.objects.filter(pk=story.pk, withdrawn_at=None).exists()


@pytest.mark.slow
def test_nothing_that_is_not_approved_and_published_reaches_readers(house):
    """Text, times and unpublished filing, by everybody who may not publish, in any order."""

    @settings(
        max_examples=8,
        derandomize=True,  # the same examples wherever it runs
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(data=st.data())
    def play(data) -> None:
        done = []
        with transaction.atomic():
            for _turn in range(data.draw(st.integers(2, 6))):
                letter = data.draw(st.sampled_from([each for each in LETTERS if each not in PUBLISHERS]))
                place = data.draw(st.sampled_from(sorted(house.stories)))
                act = data.draw(st.sampled_from([_save, _save, _step, _restore, _readdress, _begin]))
                story = Story.objects.get(pk=house.stories[place].pk)
                act(house, client_of(house.colleagues[letter]), story, data.draw)
                done.append((act.__name__, letter, place))
            assert list(house.noticed()) == [], done
            transaction.set_rollback(True)

    play()
    assert Section.objects.count() == 2
