"""Which addresses are asked for: several of each kind, of the bench's own archive, the same in every run."""

from django.utils.http import urlencode

SEVERAL, STORIES = 20, 30
DEEP = 50  # how many pages down the deep page of a section lies, at least
# Phrases with accents and without, of two and more words, frequent and rare ones.
QUERIES = (
    "hữu nghị nhân dân", "huu nghi nhan dan", "đại biểu quốc tế", "giao lưu văn hóa", "giao luu van hoa", "bom mìn",
    "múa rối nước", "chu tich tong ket", "kiều bào biển đảo", "thư viện",
)  # fmt: skip


def addresses() -> dict[str, list[str]]:
    """By kind of page. Needs a database that `tests.bench.magazine` has filled."""
    from django.utils import timezone

    from articles.models import Article, Section, Tag

    now = timezone.now()
    live = Article.objects.live(at=now).current(at=now)
    sections = list(Section.objects.in_menu().order_by("pk")[:SEVERAL])
    # Those with stories enough for a whole page.
    tags = Tag.objects.filter(slug__startswith="the-").order_by("pk")[:SEVERAL]
    stories = live.of_kind("article").newest_first().filter(pk__gt=1_000_000)[:STORIES]
    return {
        "home": ["/"],
        "section": [section.get_absolute_url() for section in sections],
        "section, deep": [deep for section in sections if (deep := _deep(section, now=now))],
        "article": [story.get_absolute_url() for story in stories],
        "tag": [tag.get_absolute_url() for tag in tags],
        "feed": ["/rss/", *(f"/rss/chuyen-muc{section.get_absolute_url()}/" for section in sections)],
        "search": [f"/tim-kiem/?{urlencode({'q': query})}" for query in QUERIES],
    }


def _deep(section, *, now) -> str:
    """The address of a page far down a section's list."""
    from articles.models import Article
    from pages.paging import Cursor, address_at

    rows = Article.objects.live(at=now).in_section(section).newest_first().only("pk", "published_at")
    row = rows[DEEP * 20 : DEEP * 20 + 1].first()
    return address_at(section.get_absolute_url(), Cursor(row.published_at, row.pk)) if row else ""
