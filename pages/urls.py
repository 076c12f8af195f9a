"""The reader's addresses. Fixed ones first; a section's own address is whatever is left."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from pages.models import StandingPage
from pages.views import calendars, feeds, robots, sitemaps
from pages.views.article import article
from pages.views.author import author
from pages.views.corrections import corrections
from pages.views.errors import no_file
from pages.views.event import event
from pages.views.events import events
from pages.views.home import home
from pages.views.manifest import manifest
from pages.views.most_read import most_read
from pages.views.moved import old_address
from pages.views.multimedia import multimedia
from pages.views.organization import organization
from pages.views.organizations import organizations
from pages.views.province import province
from pages.views.search import search
from pages.views.section import other_form, section
from pages.views.standing import standing
from pages.views.tag import tag
from pages.views.topic import topic
from photos.views import old_address as old_photo_address

app_name = "pages"
SECTION = r"(?P<path>[a-z0-9-]+(?:/[a-z0-9-]+)?)"
EVENT = r"(?P<slug>[-a-zA-Z0-9_]*)-(?P<number>[0-9]{1,18})"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    # Stories
    re_path(r"^(?P<slug>[-a-zA-Z0-9_]*)-(?P<number>[0-9]{1,20})\.html$", article, name="article"),
    re_path(r"^(?:[^/]*?[^/0-9])?(?P<number>[0-9]{1,20})\.html.*$", article, name="article-other-form"),
    # Lists of stories
    path("tag/<slug:slug>/", tag, name="tag"),
    path("chuyen-de/<slug:slug>/", topic, name="topic"),
    path("tac-gia/<slug:slug>/", author, name="author"),
    path("doc-nhieu/", most_read, name="most-read"),
    path("multimedia/", multimedia, name="multimedia"),
    path("dinh-chinh/", corrections, name="corrections"),
    path("tim-kiem/", search, name="search"),
    # The union's memory
    path("to-chuc/", organizations, name="organizations"),
    path("to-chuc/<slug:slug>/", organization, name="organization"),
    path("to-chuc/<slug:slug>/lich.ics", calendars.organization_calendar, name="organization-calendar"),
    path("su-kien/", events, name="events"),
    path("su-kien/lich.ics", calendars.events_calendar, name="events-calendar"),
    re_path(rf"^su-kien/{EVENT}/$", event, name="event"),
    re_path(rf"^su-kien/{EVENT}\.ics$", calendars.event_calendar, name="event-calendar"),
    path("tinh-thanh/<slug:slug>/", province, name="province"),
    # Pages that stay
    *(path(f"{slug}/", standing, {"slug": slug}, name="standing") for slug in StandingPage.Slug.values),
    # Feeds
    path("rss/", feeds.site_feed, name="site-feed"),
    re_path(rf"^rss/chuyen-muc/{SECTION}/$", feeds.section_feed, name="section-feed"),
    path("rss/tag/<slug:slug>/", feeds.tag_feed, name="tag-feed"),
    path("rss/chuyen-de/<slug:slug>/", feeds.topic_feed, name="topic-feed"),
    path("rss/tac-gia/<slug:slug>/", feeds.author_feed, name="author-feed"),
    path("rss/to-chuc/<slug:slug>/", feeds.organization_feed, name="organization-feed"),
    # For machines
    path("robots.txt", robots.robots, name="robots"),
    path("site.webmanifest", manifest, name="manifest"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap"),
    path("sitemap-co-dinh.xml", sitemaps.sitemap_fixed, name="sitemap-fixed"),
    re_path(r"^sitemap-(?P<name>[a-z-]+)-(?P<number>[0-9]{1,14})\.xml$", sitemaps.sitemap_part, name="sitemap-part"),
    path("news-sitemap.xml", sitemaps.news_sitemap, name="news-sitemap"),
    re_path(r"^news-sitemap-(?P<part>[0-9]{1,4})\.xml$", sitemaps.news_sitemap_part, name="news-sitemap-part"),
    re_path(r"^(?P<key>[A-Za-z0-9-]{8,128})\.txt$", robots.indexnow_key, name="indexnow-key"),
    # Pictures
    path("media/anh/", include("photos.urls")),
    path("stores/<path:rest>", old_photo_address, name="old-photo"),
    path("media/<path:rest>", no_file),
    # Sections, and whatever the old site knew
    re_path(rf"^{SECTION}$", section, name="section"),
    re_path(rf"^{SECTION}(?P<rest>/|/?&.*)$", other_form, name="section-other-form"),
    re_path(r"^.*$", old_address, name="old-address"),
]
