"""Bodies and events as they stand in lists, and topics as banners."""

from datetime import date

from articles.models import Topic
from organizations.models import Event, Organization
from pages.cards import Picture
from pages.page_types import BodyCard, EventCard, TopicBanner

LOGO_WIDTH = 320
BANNER_WIDTH = 960


def body_card(body: Organization, *, on: date, name: str = "", detail: str | None = None) -> BodyCard:
    """A body fetched `with_place()`; `detail` stands under its name, its kind where it is None."""
    return BodyCard(
        label=name or body.name,
        url=body.get_absolute_url(),
        acronym=body.acronym,
        detail=body.get_kind_display() if detail is None else detail,
        logo=Picture.of(body.logo, on=on, width=LOGO_WIDTH),
    )


def event_card(event: Event) -> EventCard:
    """An event fetched `with_place()`."""
    return EventCard(
        label=event.name,
        url=event.get_absolute_url(),
        starts_on=event.starts_on,
        ends_on=event.ends_on,
        time_label=f"{event.starts_time:%H:%M}" if event.starts_time else "",
        place=event.location,
        kind_label=event.get_kind_display(),
        status=event.status,
        status_label=event.get_status_display(),
        precision=event.precision,
    )


def topic_banner(topic: Topic, *, on: date) -> TopicBanner:
    """A topic fetched `with_banner()`."""
    return TopicBanner(
        label=topic.name,
        url=topic.get_absolute_url(),
        picture=Picture.of(topic.banner, on=on, width=BANNER_WIDTH, alt=topic.banner_alt),
        description=topic.description,
    )
