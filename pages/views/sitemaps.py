"""sitemap.xml and its files, and the news sitemap."""

from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from xml.sax.saxutils import XMLGenerator  # nosec B406  # for writing; no XML is read
from xml.sax.xmlreader import AttributesImpl  # nosec B406  # for writing; no XML is read

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

import vietnamese
from pages import sitemaps
from pages.caching import public_file
from pages.meta import absolute
from pages.models import SiteSettings
from pages.structured_data import moment

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XML = "application/xml; charset=utf-8"
LANGUAGE = "vi"


@public_file
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Every file of the sitemap."""
    files: list[tuple[str, datetime | None]] = [(reverse("pages:sitemap-fixed"), None)]
    for name, number, changed_at in sitemaps.parts(at=timezone.now()):
        files.append((reverse("pages:sitemap-part", kwargs={"name": name, "number": number}), changed_at))
    return _index(files)


@public_file
def sitemap_fixed(request: HttpRequest) -> HttpResponse:
    return _addresses(sitemaps.fixed_entries())


@public_file
def sitemap_part(request: HttpRequest, name: str, number: str) -> HttpResponse:
    if name not in sitemaps.FAMILIES:
        raise Http404
    found = sitemaps.entries(name, int(number), at=timezone.now())
    if not found:
        raise Http404
    return _addresses(found)


@public_file
def news_sitemap(request: HttpRequest) -> HttpResponse:
    """The stories of the last two days; an index of several files when there are more than a thousand."""
    at = timezone.now()
    count = sitemaps.news_parts(at=at)
    if count > 1:
        return _index((reverse("pages:news-sitemap-part", kwargs={"part": part}), None) for part in range(count))
    return _news(0, at=at)


@public_file
def news_sitemap_part(request: HttpRequest, part: str) -> HttpResponse:
    at = timezone.now()
    if not 0 <= int(part) < sitemaps.news_parts(at=at):
        raise Http404
    return _news(int(part), at=at)


class _Writer(XMLGenerator):
    """Elements with text in one call."""

    def __init__(self) -> None:
        self.out = StringIO()
        super().__init__(self.out, encoding="utf-8", short_empty_elements=False)
        self.startDocument()

    def start(self, name: str, **namespaces: str) -> None:
        self.startElement(name, AttributesImpl({each.replace("_", ":"): url for each, url in namespaces.items()}))

    def text(self, name: str, words: str) -> None:
        self.start(name)
        self.characters(words)
        self.endElement(name)

    def response(self) -> HttpResponse:
        self.endDocument()
        return HttpResponse(self.out.getvalue(), content_type=XML)


def _index(files: Iterable[tuple[str, datetime | None]]) -> HttpResponse:
    xml = _Writer()
    xml.start("sitemapindex", xmlns=SITEMAP)
    for address, changed_at in files:
        _place(xml, "sitemap", address, changed_at)
    xml.endElement("sitemapindex")
    return xml.response()


def _addresses(found: Iterable[sitemaps.Entry]) -> HttpResponse:
    xml = _Writer()
    xml.start("urlset", xmlns=SITEMAP)
    for entry in found:
        _place(xml, "url", entry.address, entry.changed_at)
    xml.endElement("urlset")
    return xml.response()


def _place(xml: _Writer, name: str, address: str, changed_at: datetime | None) -> None:
    xml.start(name)
    xml.text("loc", absolute(address))
    if changed_at:
        xml.text("lastmod", moment(changed_at))
    xml.endElement(name)


def _news(part: int, *, at: datetime) -> HttpResponse:
    name = SiteSettings.current().name
    xml = _Writer()
    xml.start("urlset", xmlns=SITEMAP, xmlns_news=NEWS)
    stories = sitemaps.news(at=at, part=part)
    if (
        not stories
    ):  # an address at least, by the rules of sitemaps.org; without <news:news> Google takes it for no news
        _place(xml, "url", reverse("pages:home"), None)
    for article in stories:
        xml.start("url")
        xml.text("loc", absolute(article.get_absolute_url()))
        xml.start("news:news")
        xml.start("news:publication")
        xml.text("news:name", name)
        xml.text("news:language", LANGUAGE)
        xml.endElement("news:publication")
        xml.text("news:publication_date", moment(article.published_at))
        xml.text("news:title", vietnamese.clean_line(article.title))
        xml.endElement("news:news")
        xml.endElement("url")
    xml.endElement("urlset")
    return xml.response()
