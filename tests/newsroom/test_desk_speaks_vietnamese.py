"""No English word stands on any page of the desk: labels, columns, helps, errors, and what only screen readers say."""

import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django
import polib
import pytest
from django.conf import settings as project
from django.test import Client

from articles.models import Tag
from tests.factories import make_user
from tests.newsroom.desk import client_of
from tests.newsroom.test_desk_addresses import TABLE, address, things  # noqa: F401  # a fixture

SAID = {"title", "alt", "placeholder", "aria-label", "aria-description", "label", "data-placeholder", "data-none"}
UNSAID = {"script", "style", "code", "svg", "textarea", "option"}
# Names, which are no words of ours; and words that Vietnamese has taken over.
NAMES = re.compile(r"facebook|youtube|google|news|zalo|vimeo|rss|e-?mail|video|infographic|multimedia|png|jpe?g|url")
# What frameworks call things, whatever our own catalogue says on the terminal.
ALWAYS = frozenset({"name", "slug", "path", "title", "true", "false", "none", "choose", "file", "files", "tag", "tags"})
# Prefixes of forms and numbers of things, in what only a broken request meets.
TECHNICAL = re.compile(r"\b[a-z_]+-[A-Z_]+_FORMS\b|\b[a-z]+\.[a-z_]+\b|/[\w./-]+|\b\S+@\S+|\b\w+:\S+|^\{.*")
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}|<[^>]*>")


class Said(HTMLParser):
    """What a page says, in pieces."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.within: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.pieces += [value for name in SAID if (value := said.get(name))]
        if tag == "input" and said.get("type") in {"submit", "button", "reset"}:
            self.pieces.append(said.get("value") or "")
        if tag in UNSAID:
            self.within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.within:
            del self.within[self.within.index(tag) :]

    def handle_data(self, data: str) -> None:
        if not self.within and data.strip():
            self.pieces.append(" ".join(data.split()))


@cache
def english() -> frozenset[str]:
    """The words of all messages that the desk could print, Django's and ours, but those that Vietnamese uses too."""
    catalogues = [*Path(project.BASE_DIR, "locale/vi/LC_MESSAGES").glob("*.po")]
    catalogues += Path(django.__file__).parent.glob("**/locale/vi/LC_MESSAGES/*.po")
    here: set[str] = {
        "name",
        "slug",
        "path",
        "title",
        "true",
        "false",
        "none",
        "choose",
        "file",
        "files",
        "tag",
        "tags",
    }
    there: set[str] = set()
    for path in catalogues:
        for entry in polib.pofile(str(path)):
            here |= words(f"{entry.msgid} {entry.msgid_plural}")
            if path.is_relative_to(project.BASE_DIR):
                there |= words(" ".join((entry.msgstr, *entry.msgstr_plural.values())))
    return ALWAYS | {word for word in here - there if not NAMES.fullmatch(word)}


def words(text: str) -> set[str]:
    """Of small ASCII letters, three and more."""
    plain = TECHNICAL.sub(" ", PLACEHOLDER.sub(" ", text)).lower()
    return set(re.findall(r"(?<![\w-])[a-z]{3,}(?![\w-])", plain))


def english_in(answer: Any) -> Iterator[str]:
    if answer.get("Content-Type", "").startswith("text/html"):
        for piece in Said(answer.content.decode()).pieces:
            if found := words(piece) & english():
                yield f"{piece[:120]} ({', '.join(sorted(found))})"


def test_the_question_knows_what_it_asks() -> None:
    assert {"already", "exists", "required", "choose", "slug", "name", "select", "this"} <= english()
    assert not {"tin", "ban", "theo", "xem", "trang"} & english()
    assert list(english_in(page("<p title='Choose a file'>Tin mới</p>"))) == ["Choose a file (choose, file)"]


def page(html: str) -> Any:
    answer = SimpleNamespace(content=html.encode())
    answer.get = {"Content-Type": "text/html"}.get
    return answer


@pytest.mark.asks
@pytest.mark.parametrize("act", ["looked at", "sent empty", "sent wrong"])
def test_no_page_of_the_desk_says_an_english_word(things: SimpleNamespace, act: str) -> None:  # noqa: F811
    """Each is opened by somebody who may everything, sent without a word, and sent with wrong ones in every field."""
    client = client_of(make_user(is_superuser=True))
    tag = Tag.objects.get()
    tag.slug = "the-mau"  # without, it is "the"
    tag.save()
    found: dict[str, list[str]] = {}
    for name in sorted(set(TABLE) - {"logout", "jsi18n"}):
        url = address(name, things)
        answer = client.get(url)
        if act != "looked at":
            if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
                continue
            answer = client.post(url, wrong(answer.content.decode()) if act == "sent wrong" else {})
        if said := list(english_in(answer)):
            found[name] = said
    assert not found, "\n".join(f"{name}: {' | '.join(said)}" for name, said in found.items())


def wrong(html: str) -> dict[str, str]:
    """What fits into no field: a letter, where the page asks for numbers, days, addresses and choices."""
    names = set(re.findall(r'name="([^"]+)"', html)) - {"csrfmiddlewaretoken"}
    data = dict.fromkeys(names, "ớ") | {"slug": "_"}
    data |= {name: "0" for name in names if name.endswith("_FORMS")}
    return data | {name: "1" for name in names if name.endswith("TOTAL_FORMS")}


@pytest.mark.parametrize(
    "url",
    [
        "/quan-tri/login/",
        "/quan-tri/quen-mat-khau/",
        "/quan-tri/quen-mat-khau/da-gui/",
        "/quan-tri/dat-mat-khau/x/y/",
        "/quan-tri/dat-mat-khau/xong/",
    ],
)
def test_nor_does_any_page_before_the_sign_in(db, url: str) -> None:
    for answer in (Client().get(url), Client().post(url, {}), Client().post(url, {"username": "ớ", "email": "ớ"})):
        assert list(english_in(answer)) == []


@pytest.mark.parametrize(
    "url", ["/quan-tri/bao-mat/", "/quan-tri/bao-mat/bat/", "/quan-tri/password_change/", "/quan-tri/khong-co/"]
)
def test_nor_what_a_colleague_reads_of_the_own_sign_in(roles, url: str) -> None:
    client = client_of(make_user(role="reporter"))
    for answer in (client.get(url), client.post(url, {}), client.post(url, wrong(client.get(url).content.decode()))):
        assert list(english_in(answer)) == []


def test_a_tag_that_is_there_is_refused_in_vietnamese(roles) -> None:
    Tag.objects.create(name="hữu nghị", slug="huu-nghi")
    answer = client_of(make_user(is_superuser=True)).post(
        "/quan-tri/articles/tag/add/", {"name": "hữu nghị", "slug": "huu-nghi"}
    )
    assert answer.status_code == 200
    assert answer.context["adminform"].errors
    assert list(english_in(answer)) == []
