"""One magazine with a page of every kind, and all its public addresses, for tests that ask every one of them."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Correction, Kind
from pages.models import FollowLink, SiteSettings, StandingPage
from readership.models import HourlyCount
from tests.factories import (
    LONG_AGO,
    make_article,
    make_author,
    make_event,
    make_list,
    make_organization,
    make_photo,
    make_province,
    make_section,
    make_tag,
    make_topic,
)

PLAIN = (
    "/",
    "/to-chuc/",
    "/to-chuc/?xem=ten",
    "/to-chuc/?xem=loai",
    "/to-chuc/?xem=tinh-thanh",
    "/to-chuc/?xem=nuoc",
    "/to-chuc/?q=huu+nghi",
    "/su-kien/",
    "/su-kien/lich.ics",
    "/multimedia/",
    "/doc-nhieu/",
    "/dinh-chinh/",
    "/tim-kiem/",
    "/tim-kiem/?q=huu+nghi",
    "/rss/",
    "/sitemap.xml",
    "/sitemap-co-dinh.xml",
    "/news-sitemap.xml",
    "/robots.txt",
    "/site.webmanifest",
)


@dataclass
class Magazine:
    """Rows that pages are about, and how to file a story under all of them."""

    top: Any = field(default_factory=lambda: make_section(name="Hữu nghị"))
    tag: Any = field(default_factory=make_tag)
    topic: Any = field(default_factory=lambda: make_topic(banner=make_photo(width=60, height=20)))
    author: Any = field(default_factory=lambda: make_author(photo=make_photo(width=60, height=60)))
    province: Any = field(default_factory=make_province)

    def __post_init__(self) -> None:
        site = SiteSettings.objects.create(name="Thời Đại", tagline="Tạp chí mẫu", email="toasoan@example.org")
        FollowLink.objects.create(site=site, label="RSS", url="/rss/", icon="rss")
        self.section = make_section(name="Bốn phương", parent=self.top, is_beside_stories=True)
        self.body = make_organization(province=self.province, logo=make_photo(width=60, height=60))
        day = timezone.localdate() + timedelta(days=2)
        self.event = make_event(organizers=(self.body,), starts_on=day, province=self.province)
        self.filing = {
            "section": self.section,
            "tags": (self.tag,),
            "topics": (self.topic,),
            "authors": (self.author,),
            "organizations": (self.body,),
            "events": (self.event,),
        }
        self.lists = [
            make_list(key="home-lead", size=2),
            make_list(key="section-huu-nghi", fill="section", fill_section=self.top),
        ]
        for slug in StandingPage.Slug.values:
            StandingPage.objects.create(slug=slug, title=slug, text="<p>Lời ngỏ.</p>", changed_at=LONG_AGO)
        self.article = self.add()

    def add(self, **fields: Any) -> Any:
        """One more story under everything, read once and with a picture."""
        filing = self.filing | {"photo": make_photo(width=60, height=40)} | fields
        article = make_article(**filing)
        hour = timezone.now().replace(minute=0, second=0, microsecond=0)
        HourlyCount.objects.create(number=article.pk, hour=hour, readings=1)
        return article

    def fill(self, count: int) -> None:
        """Many stories of every kind, each corrected, each related to the first."""
        for place in range(count):
            article = self.add(
                kind=list(Kind)[place % 5],
                lead_picks=(self.article.pk,),
                body=f'<p>Hữu nghị.</p><aside data-related="{self.article.pk}"></aside>',
            )
            Correction.objects.create(article=article, text="Sửa một chi tiết.", published_at=LONG_AGO)

    @property
    def addresses(self) -> list[str]:
        rows = (self.article, self.top, self.section, self.tag, self.topic, self.author)
        more = (self.body, self.event, self.province)
        feeds = (
            f"/rss/chuyen-muc/{self.top.path}/",
            f"/rss/chuyen-muc/{self.section.path}/",
            f"/rss/tag/{self.tag.slug}/",
            f"/rss/chuyen-de/{self.topic.slug}/",
            f"/rss/tac-gia/{self.author.slug}/",
            f"/rss/to-chuc/{self.body.slug}/",
        )
        files = (
            f"/sitemap-bai-{self.article.pk // 10_000}.xml",
            f"/to-chuc/{self.body.slug}/lich.ics",
            f"{self.event.get_absolute_url().rstrip('/')}.ics",
            f"/su-kien/?thang={self.event.starts_on:%Y-%m}",
        )
        standing = tuple(f"/{slug}/" for slug in StandingPage.Slug.values)
        return [*PLAIN, *(row.get_absolute_url() for row in (*rows, *more)), *feeds, *files, *standing]
