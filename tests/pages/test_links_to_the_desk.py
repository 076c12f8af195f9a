"""A link to the desk is on no page of readers: to a story that is out it leads there, else its words stand alone."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.content import of_article
from articles.models import Article
from pagecache.recording import record
from pages.article_page import article_context
from pages.manuscript import Manuscript
from pages.models import StandingPage
from tests.factories import LONG_AGO, make_article, make_section
from tests.pages.addresses import Magazine
from tests.pages.reading import main_of

pytestmark = pytest.mark.django_db


def desk(number: int) -> str:
    return f"https://thoidai.com.vn/quan-tri/newsroom/story/{number}/change/"


def everywhere(href: str) -> str:
    """A body of before, as it stands in the magazine: with a link in every place that has links."""
    link = f'<a href="{href}" rel="noopener">lời dẫn</a>'
    return (
        f"<p>{link}</p><ul><li><p>{link}</p></li></ul><table><tbody><tr><td><p>{link}</p></td></tr></tbody></table>"
        f'<blockquote data-pull=""><p>{link}</p><cite>{link}</cite></blockquote><aside data-note="">{link}</aside>'
        f'<figure data-embed="youtube:dQw4w9WgXcQ"><figcaption>{link}</figcaption></figure>'
    )


def links(page) -> list[str]:
    return [each.get("href") for each in main_of(page).iter("a") if "".join(each.itertext()) == "lời dẫn"]


def test_a_story_that_is_out_is_linked_at_its_address(client) -> None:
    other = make_article()
    page = client.get(make_article(body=everywhere(desk(other.pk))).get_absolute_url())
    assert links(page) == [other.get_absolute_url()] * 7
    assert "quan-tri" not in page.text


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": timezone.now() + timedelta(days=2)},
        {"withdrawn_at": LONG_AGO + timedelta(days=2)},
        None,
    ],
    ids=["scheduled", "withdrawn", "draft"],
)
def test_one_that_is_not_out_leaves_the_words(client, fields) -> None:
    number = make_article(**fields).pk if fields else 1_234_567
    page = client.get(make_article(body=everywhere(desk(number))).get_absolute_url())
    assert page.text.count("lời dẫn") >= 7
    assert links(page) == []
    assert str(number) not in page.text


def test_no_other_page_of_the_desk_is_linked(client) -> None:
    for href in ("/quan-tri/", "/quan-tri/login/?next=/", "http://desk:8000/quan-tri/photos/photo/3/change/"):
        page = client.get(make_article(body=everywhere(href)).get_absolute_url())
        assert page.text.count("lời dẫn") >= 7
        assert "quan-tri" not in page.text


def test_no_reader_reads_an_address_of_the_desk_as_words(client) -> None:
    other = make_article()
    for number, is_out in ((other.pk, True), (1_234_567, False)):
        body = f'<p>{desk(number)}</p><p><a href="{desk(number)}">{desk(number)}</a></p>'
        page = client.get(make_article(lead="", body=body).get_absolute_url())
        assert "quan-tri" not in page.text
        assert (f">{settings.SITE_URL}{other.get_absolute_url()}</a>" in page.text) is is_out


def test_the_link_comes_with_the_story() -> None:
    now = timezone.now()
    other = make_article(published_at=now + timedelta(hours=1))
    article = make_article(body=everywhere(f"/-{other.pk}.html"))
    manuscript = Manuscript.of_article(article)
    for at, hrefs in ((now, 0), (now + timedelta(hours=2), 7)):
        page = article_context(manuscript, at=at)["page"]
        assert sum(str(block).count(other.get_absolute_url()) for block in page.body) == hrefs


def test_the_page_is_made_of_the_story_that_it_will_link_to() -> None:
    article = make_article(body=everywhere("/-1234567.html"))
    with record() as notes:
        article_context(Manuscript.of_article(article), at=timezone.now())
    assert "article:1234567" in notes.keys


def test_the_preview_shows_what_readers_will_get() -> None:
    other = make_article()
    article = make_article(body=everywhere(desk(other.pk)))
    draft = Manuscript.of_content(of_article(article, digests={}), number=article.pk, section=make_section())
    page = article_context(draft, at=timezone.now())["page"]
    assert sum(str(block).count(other.get_absolute_url()) for block in page.body) == 7


def test_a_page_that_stays_leads_there_too(client) -> None:
    other = make_article()
    text = f'<p><a href="{desk(other.pk)}">lời dẫn</a>, <a href="{desk(1_234_567)}">lời dẫn</a></p>'
    StandingPage.objects.create(slug="lien-he", title="Liên hệ", text=text, changed_at=LONG_AGO)
    page = client.get("/lien-he/")
    assert links(page) == [other.get_absolute_url()]
    assert "1234567" not in page.text


def test_looking_them_up_costs_no_query_a_link() -> None:
    others = [make_article() for _each in range(20)]
    one = make_article(body=f'<p><a href="/-{others[0].pk}.html">lời dẫn</a></p>')
    many = make_article(body="".join(f'<p><a href="/-{each.pk}.html">lời dẫn</a></p>' for each in others))
    counts = []
    for article in (one, many):
        with CaptureQueriesContext(connection) as queries:
            article_context(Manuscript.of_article(Article.objects.get(pk=article.pk)), at=timezone.now())
        counts.append(len(queries))
    assert counts[1] <= counts[0]


def test_no_public_address_names_the_desk(client) -> None:
    magazine = Magazine()
    added = magazine.add(body=everywhere(desk(magazine.article.pk)))
    for address in [*magazine.addresses, added.get_absolute_url()]:
        assert "quan-tri" not in client.get(address).content.decode(errors="replace"), address
