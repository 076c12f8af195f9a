from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles import body
from pages import page_contexts
from pages.caching import public_page
from pages.frame import frame
from pages.meta import page_meta
from pages.models import StandingPage
from pages.ready import cards_by_number


@public_page
def standing(request: HttpRequest, slug: str) -> HttpResponse:
    """About the magazine, its newsroom, its rules. One that nobody has written yet says so."""
    written = StandingPage.objects.at_slug(slug).written().first()
    around = frame()
    name = written.title if written else str(StandingPage.Slug(slug).label)
    html = written.text if written else format_html("<p>{}</p>", _("This page has not been written yet."))
    cards = cards_by_number(body.stories_linked(html), at=timezone.now())
    html = body.with_addresses(html, {number: card.url for number, card in cards.items()})
    address = reverse("pages:standing", kwargs={"slug": slug})
    page = page_contexts.StandingPage(
        name=name,
        html=html,
        updated_at=written.changed_at if written else None,
        pages=around.site.footer_links,
        current_url=address,
    )
    meta = page_meta(name, settings=around.settings, address=address, is_listed=written is not None)
    return TemplateResponse(request, "pages/standing.html", {"site": around.site, "meta": meta, "page": page})
