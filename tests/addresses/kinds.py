"""Every kind of row that readers find at an address of its own, and all that hangs on such an address."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from articles.merging import merge_authors, merge_tags, merge_topics
from organizations.merging import merge_bodies
from tests.factories import (
    make_article,
    make_author,
    make_organization,
    make_province,
    make_tag,
    make_topic,
)
from tests.organizations.desk import fields_of
from vietnamese import slugify


@dataclass(frozen=True)
class Kind:
    """How a row of the kind is made (`make`), comes before readers (`bring_out`) and is merged, if it is.

    `addresses` have the slug in them, each with what is asked after it.
    """

    name: str
    make: Callable[..., Any]
    addresses: tuple[str, ...]
    bring_out: Callable[[Any], Any] = lambda row: None
    merge: Callable[..., Any] | None = None

    def found_at(self, slug: str) -> list[str]:
        return [address.replace("SLUG", slug) for address in self.addresses]


AUTHOR = Kind(
    "author",
    make_author,
    ("/tac-gia/SLUG/", "/tac-gia/SLUG/?truoc=2030-01-01T00-00-00", "/rss/tac-gia/SLUG/"),
    lambda row: make_article(authors=(row,)),
    merge_authors,
)
TAG = Kind(
    "tag",
    lambda name: make_tag(name=name),
    ("/tag/SLUG/", "/tag/SLUG/?truoc=2030-01-01T00-00-00", "/rss/tag/SLUG/"),
    lambda row: make_article(tags=(row,)),
    merge_tags,
)
TOPIC = Kind(
    "topic",
    lambda name: make_topic(name=name, shown_from=None),
    ("/chuyen-de/SLUG/", "/chuyen-de/SLUG/?truoc=2030-01-01T00-00-00", "/rss/chuyen-de/SLUG/"),
    lambda row: make_article(topics=(row,)),
    merge_topics,
)
BODY = Kind(
    "organization",
    lambda name: make_organization(name=name, slug=slugify(name)),
    (
        *("/to-chuc/SLUG/", "/to-chuc/SLUG/?truoc=2030-01-01T00-00-00"),
        *("/to-chuc/SLUG/lich.ics", "/rss/to-chuc/SLUG/"),
    ),
    lambda row: make_article(organizations=(row,)),
    merge_bodies,
)
PROVINCE = Kind("province", lambda name: make_province(name=name), ("/tinh-thanh/SLUG/",))
KINDS = (AUTHOR, TAG, TOPIC, BODY, PROVINCE)
MERGED = (AUTHOR, TAG, TOPIC, BODY)


def change_url(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def send(client: Client, url: str, **changes: Any) -> Any:
    """Open a form of the desk, change some fields, send it."""
    return client.post(url, {**fields_of(client.get(url).content.decode()), **changes})


def rename(client: Client, row: Any, slug: str) -> None:
    """At the desk, as a colleague does."""
    answer = send(client, change_url(row), slug=slug)
    assert answer.status_code == 302, answer.context and answer.context["errors"]
    row.refresh_from_db()
    assert row.slug == slug
