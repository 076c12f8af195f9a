from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Correction
from pages.caching import public_page
from pages.frame import frame
from pages.meta import page_meta
from pages.models import StandingPage
from pages.page_contexts import CorrectionsPage
from pages.page_types import CorrectionNote, Pager
from pages.paging import PARAMETER, Cursor, address_at, cursor_of

PAGE = 30


@public_page(reads=[PARAMETER])
def corrections(request: HttpRequest) -> HttpResponse:
    """All correction notes of stories that are out, the newest first."""
    at, cursor, address = timezone.now(), cursor_of(request), reverse("pages:corrections")
    notes = Correction.objects.public(at=at).with_story().newest_first()
    older = notes.before(cursor.published_at, cursor.number) if cursor else notes
    found = list(older[: PAGE + 1])
    if cursor and not found:
        raise Http404
    listed = found[:PAGE]
    around = frame()
    pager = Pager(
        prev_url=address if cursor else "",
        next_url=address_at(address, Cursor(listed[-1].published_at, listed[-1].pk)) if len(found) > PAGE else "",
    )
    page = CorrectionsPage(
        notes=tuple(
            CorrectionNote(
                at=note.published_at, text=note.text, title=note.article.title, url=note.article.get_absolute_url()
            )
            for note in listed
        ),
        policy_url=reverse("pages:standing", kwargs={"slug": StandingPage.Slug.CORRECTIONS}),
        pager=pager,
    )
    own = address_at(address, cursor) if cursor else address
    meta = page_meta(_("Corrections"), settings=around.settings, address=own, pager=pager)
    return TemplateResponse(request, "pages/corrections.html", {"site": around.site, "meta": meta, "page": page})
