"""The desk's previews: the same page from a text that readers do not have."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.content import BylineLine, of_article
from articles.models import Article
from pages.article_page import article_context
from pages.manuscript import Manuscript
from tests.factories import (
    make_article,
    make_author,
    make_event,
    make_organization,
    make_photo,
    make_section,
    make_tag,
    make_topic,
)

pytestmark = pytest.mark.django_db


def test_a_text_of_the_desk_makes_the_page_that_it_makes_when_it_is_published():
    tag, topic, body, event, section = make_tag(), make_topic(), make_organization(), make_event(), make_section()
    author = make_author(name="Đỗ Hà", title_lines="Phóng viên")
    pick, other = make_article(section=section), make_article()
    photo = make_photo()
    article = make_article(
        section=section,
        photo=photo,
        authors=(BylineLine(author=author.pk, name="Đỗ Hà", role="translation", title_lines="Phóng viên"),),
        body=f'<p>Mở.</p><aside data-related="{other.pk}"></aside>',
        tags=(tag,),
        topics=(topic,),
        organizations=(body,),
        events=(event,),
        lead_picks=(pick.pk,),
    )
    now = timezone.now()
    published = Manuscript.of_article(Article.objects.get(pk=article.pk))
    drafted = Manuscript.of_content(
        of_article(article, digests={}),
        number=article.pk,
        section=section,
        url=article.get_absolute_url(),
        published_at=article.published_at,
        tags=(tag.pk,),
        topics=(topic.pk,),
        organizations=(body.pk,),
        events=(event.pk,),
        picks=(("lead", pick.pk),),
    )
    pages = [article_context(each, at=now)["page"] for each in (published, drafted)]
    for name in pages[0].__dataclass_fields__:
        if name != "byline":  # a preview's names lead nowhere yet
            assert getattr(pages[0], name) == getattr(pages[1], name), name
    assert [(line.name, line.role_label, line.title_lines) for line in pages[0].byline] == [
        (line.name, line.role_label, line.title_lines) for line in pages[1].byline
    ]


def test_a_text_without_a_time_or_a_picture_has_a_page():
    article, now = make_article(), timezone.now()
    drafted = Manuscript.of_content(
        of_article(article, digests={}), number=424242, section=article.section, picks=(("end", article.pk),)
    )
    context = article_context(drafted, at=now, preview=True)
    assert context["page"].published_at is None
    assert [card.number for card in context["page"].related] == [article.pk]
    assert context["meta"].json_ld == ()


def test_a_preview_follows_the_filing_it_is_given_and_not_the_published_one():
    old, new = make_topic(name="Cũ"), make_topic(name="Mới")
    pick = make_article()
    article = make_article(topics=(old,), lead_picks=(pick.pk,))
    drafted = Manuscript.of_content(
        of_article(article, digests={}), number=article.pk, section=article.section, topics=(new.pk,), picks=()
    )
    page = article_context(drafted, at=timezone.now() + timedelta(seconds=1), preview=True)["page"]
    assert [chip.label for chip in page.topics] == ["Mới"]
    assert page.lead_related == ()
