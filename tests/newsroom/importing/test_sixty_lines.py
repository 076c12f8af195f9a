"""Sixty lines as archives really have them: each with the outcome that an editor would want."""

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from articles.models import Article, Section
from newsroom.door_audit import strangers
from newsroom.models import ForeignNumber, Story
from tests.newsroom.importing.conftest import line
from tests.newsroom.importing.test_encodings import cp1252, tcvn3, vni

MORNING = datetime(2023, 1, 23, 0, 12, tzinfo=UTC)
LIVE, SCHEDULED, DESK, GONE, REFUSED = "published", "scheduled", "draft", "withdrawn", "refused"


@dataclass(frozen=True)
class Case:
    """Fields of a line, where its story is to stand, what the article is to have, and what the report is to say."""

    fields: dict[str, Any]
    stands: str = LIVE
    has: dict[str, Any] | None = None
    says: str = ""  # a part of a finding; "" with a live story: nothing is said
    body: str | None = None  # the whole body
    keeps: tuple[str, ...] = ()  # parts of the body, in order


def typed(encode: Callable[[str], str], **fields: str) -> dict[str, Any]:
    """These fields and the others of the plain line as they were typed."""
    plain = line()
    section = [encode(name) for name in plain["section"]]
    return {"section": section, "body": encode(plain["body"])} | {name: encode(text) for name, text in fields.items()}


POEM = "Sông xanh\n  núi biếc\nngười về"
CASES: dict[str, Case] = {
    # publication
    "draft": Case({"status": "draft"}, DESK),
    "private": Case({"status": "private"}, DESK),
    "status of WordPress": Case({"status": "publish"}, REFUSED, says="status"),
    "password": Case({"password": "x"}, REFUSED, says="password"),
    "empty password": Case({"password": ""}, says="password"),
    "visibility": Case({"visibility": "members"}, REFUSED, says="visibility"),
    "deleted": Case({"deletedAt": "2024-01-01"}, REFUSED, says="deletedAt"),
    "embargo ahead": Case({"embargo_until": "2099-01-01T08:00:00"}, SCHEDULED, says="embargo"),
    "withdrawn": Case({"withdrawn_at": "2024-01-01T08:00:00"}, GONE),
    "withdrawn ahead": Case({"withdrawn_at": "2099-01-01T08:00:00"}, REFUSED, says="withdrawn_at"),
    "future": Case({"published_at": "2099-01-01T08:00:00"}, SCHEDULED),
    # ids
    "id as text": Case({"legacy_id": "0120200"}),
    "id of 20 digits": Case({"legacy_id": "98765432109876543210"}),
    "id of 21 digits": Case({"legacy_id": "1" * 21}, REFUSED, says="legacy_id"),
    "id above the index": Case({"legacy_id": 268_435_456}),
    "no id": Case({"legacy_id": None}, REFUSED, says="legacy_id"),
    "negative id": Case({"legacy_id": -4}, REFUSED, says="legacy_id"),
    # times
    "old site's time": Case({"published_at": "07:12 | 23/01/2023 GMT+7"}, has={"published_at": MORNING}),
    "RFC 822": Case({"published_at": "Mon, 23 Jan 2023 07:12:00 +0700"}, has={"published_at": MORNING}),
    "epoch": Case({"published_at": 1674432720}, has={"published_at": MORNING}),
    "no time": Case({"published_at": None}, REFUSED, says="published_at"),
    "no such day": Case({"published_at": "2023-02-30T07:00:00"}, REFUSED, says="published_at"),
    "updated before": Case({"updated_at": "2020-01-01T00:00:00"}, says="updated_at", has={"updated_at": None}),
    # words
    "entities in a title": Case({"title": "Giao l&#432;u h&#7919;u ngh&#7883;"}, has={"title": "Giao lưu hữu nghị"}),
    "entities of entities": Case({"title": "a &amp;lt; b"}, has={"title": "a &lt; b"}),
    "tags in a title": Case({"title": "<b>Giao</b> <i>lưu</i>"}, has={"title": "Giao lưu"}),
    "TCVN3": Case(typed(tcvn3, title="Gặp gỡ ở Huế"), says="TCVN3", has={"title": "Gặp gỡ ở Huế"}),
    "TCVN3 in capitals": Case(typed(tcvn3, title="GẶP GỠ Ở HUẾ"), says="TCVN3", has={"title": "GẶP GỠ Ở HUẾ"}),
    "VNI": Case(typed(vni, title="Gặp gỡ ở Huế"), says="VNI", has={"title": "Gặp gỡ ở Huế"}),
    "cp1252": Case(typed(cp1252, title="Gặp gỡ ở Huế"), says="cp1252", has={"title": "Gặp gỡ ở Huế"}),
    "two encodings": Case({"title": tcvn3("Gặp gỡ ở Huế"), "lead": "Một ngày đẹp trời."}, REFUSED, says="TCVN3"),
    "lost letters": Case({"title": "G\ufffdp g\ufffd"}, REFUSED, says="U+FFFD"),
    "French": Case({"title": "São Paulo và Genève"}, has={"title": "São Paulo và Genève"}),
    "Chinese": Case({"title": "越南友好组织联合会", "slug": ""}, has={"title": "越南友好组织联合会"}),
    "Khmer": Case({"title": "មិត្តភាព​កម្ពុជា", "slug": ""}, has={"title": "មិត្តភាព​កម្ពុជា"}),
    "family": Case({"title": "Gia đình 👨‍👩‍👧 vui"}, has={"title": "Gia đình 👨‍👩‍👧 vui"}),
    "nothing but invisible": Case({"title": "\u200b\u2060"}, REFUSED, says="title"),
    "control characters": Case({"title": "Gặp\x00 gỡ\x0b\u202e"}, has={"title": "Gặp gỡ"}),
    "infographic": Case({"title": "[Infographic] Số liệu"}, has={"title": "Số liệu", "kind": "infographic"}),
    "photo story": Case({"title": "[Ảnh] Mùa thu"}, has={"title": "Mùa thu", "kind": "photo_story"}),
    "video with a film": Case(
        {"title": "[Video] Lễ hội", "video": {"url": "https://youtu.be/dQw4w9WgXcQ"}},
        has={"video": "youtube:dQw4w9WgXcQ"},
    ),
    # bodies
    "plain text": Case({"body": "Một.\n\nHai dòng\nnối nhau."}, body="<p>Một.</p><p>Hai dòng<br>nối nhau.</p>"),
    "poem": Case({"body": f"<pre>{POEM}</pre>"}, keeps=("Sông xanh", "<br>", "núi biếc", "<br>", "người về")),
    "dangerous": Case({"body": "<p onclick=x>A</p><script>b</script>"}, says="<script>", body="<p>A</p>"),
    "iframe": Case(
        {"body": '<p>A</p><iframe src="https://evil.example/x"></iframe>'}, says="evil.example", body="<p>A</p>"
    ),
    "missing picture": Case(
        {"body": '<p>A</p><figure><img src="khong-co.jpg"><figcaption>Toàn cảnh</figcaption></figure>'},
        says="khong-co.jpg",
    ),
    "credit": Case(
        {
            "body": '<p>A</p><figure><img src="anh/hoi-nghi.png" alt="Hội trường"><figcaption>'
            "Toàn cảnh. Ảnh: Thu Hà/TTXVN</figcaption></figure>"
        },
        keeps=('data-credit="Thu Hà/TTXVN"', "<figcaption>Toàn cảnh.</figcaption>"),
    ),
    "broken picture": Case({"thumbnail": "anh/hong.jpg"}, says="hong.jpg"),
    "picture outside": Case({"thumbnail": "../secret.png"}, says="secret.png"),
    # names and references
    "section unknown": Case({"section": ["Chuyện lạ"]}),
    "section of a health desk": Case({"section": ["Sức khỏe"]}),
    "three sections": Case({"section": ["a", "b", "c"]}, REFUSED, says="section"),
    "organization unknown": Case({"organizations": ["Hội không có"]}, says="Hội không có"),
    "related by id, title and nothing": Case(
        {"lead_related": ["120001", "Không có bài này", 7]}, says="Không có bài này"
    ),
    "slug with a path": Case({"slug": "../../etc"}, says="../../etc"),
    "old address": Case({"redirect_from": ["/cu/bai.htm"]}),
    "unknown field": Case({"mau_nen": "xanh"}, says="mau_nen"),
    "wrong type": Case({"tags": "a, b"}, REFUSED, says="tags"),
    "twice": Case({"legacy_id": 120_001, "title": "Bản sau"}, says="", has={"title": "Bản sau"}),
}
RAW = {"no JSON": b"{broken", "no UTF-8": b'{"title": "\xff\xfe"}', "a list": b"[]", "empty object": b"{}"}
assert len(CASES) + len(RAW) >= 60


FIRST = 120_001  # of the line before the cases, which the last case replaces


def written() -> list[bytes]:
    """The file: a plain line, a line for each case, and what is no line."""
    cases = [
        line(120_000 + at, title=f"Bài số {at}", slug=f"bai-{at}") | case.fields
        for at, case in enumerate(CASES.values(), start=2)
    ]
    return [json.dumps(each).encode() for each in (line(FIRST), *cases)] + list(RAW.values())


def number_of(case: Case, *, at: int) -> int:
    legacy_id = int(case.fields.get("legacy_id") or 120_000 + at)
    foreign = ForeignNumber.objects.filter(foreign_id=str(legacy_id)).values_list("number", flat=True).first()
    return foreign or legacy_id


def wrongs(case: Case, *, at: int, said: str) -> Iterator[str]:
    """What of a case is otherwise than wanted."""
    number = number_of(case, at=at)
    story, article = Story.objects.filter(pk=number).first(), Article.objects.filter(pk=number).first()
    stands = story.status if story else REFUSED
    if stands != case.stands:
        yield f"stands {stands}"
    if case.says not in said or (not case.says and said):
        yield f"the report says {said!r}"
    for name, wanted in (case.has or {}).items():
        if getattr(article, name, "no article") != wanted:
            yield f"{name} is {getattr(article, name, 'no article')!r}"
    if case.body is not None and article and article.body != case.body:
        yield f"the body is {article.body!r}"
    begin = 0
    for part in case.keeps:
        begin = article.body.find(part, begin) if article else -1
        if begin < 0:
            yield f"no {part!r} in {article and article.body!r}"


@pytest.mark.slow
def test_each_line_has_its_outcome(bring_in):
    report = bring_in(*written())
    said: dict[int, str] = defaultdict(str)
    for each in bring_in.said:
        said[int(re.search(r"\d+", each)[0])] += f"{each}\n"
    found = {
        name: wrong
        for at, (name, case) in enumerate(CASES.items(), start=2)
        if (wrong := list(wrongs(case, at=at, said=said[at])))
    }
    assert found == {}
    refused = [case for case in CASES.values() if case.stands == REFUSED]
    assert report.counts["refused"] == len(refused) + len(RAW)
    assert all(said[at] for at in range(len(CASES) + 2, len(CASES) + 2 + len(RAW)))
    assert list(strangers()) == []
    again = bring_in(*written())
    assert (again.counts["created"], again.counts["updated"]) == (0, 0), "a plain rerun changes nothing"


@pytest.mark.slow
def test_every_address_answers_as_it_should(bring_in, client):
    bring_in(*written())
    answers = {SCHEDULED: 404, DESK: 404, GONE: 410, LIVE: 200}
    for at, case in enumerate(CASES.values(), start=2):
        if case.stands != REFUSED:
            number = number_of(case, at=at)
            slug = Story.objects.get(pk=number).slug
            assert client.get(f"/{slug}-{number}.html").status_code == answers[case.stands], case
    for path in ("/gi-do-98765432109876543210.html", "/x-268435456.html", "/cu/bai.htm"):
        assert client.get(path).status_code == 301, path
    assert Section.objects.get(name="Sức khỏe").path == "suc-khoe"
    slugs = {Article.objects.get(title=title).slug for title in ("越南友好组织联合会", CASES["Khmer"].fields["title"])}
    assert len(slugs - {"bai"}) == 2
