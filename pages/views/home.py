from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from pages.caching import public_page
from pages.frame import frame
from pages.home import compose
from pages.meta import front_meta
from pages.shelves import Lists


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    return draw_home(request, at=timezone.now())


def draw_home(request: HttpRequest, *, at: datetime, lists: Lists | None = None) -> HttpResponse:
    """The page itself; `lists` put drafts in the place of what was launched."""
    around = frame()
    page = compose(at=at, lists=lists, sections=around.sections)
    return TemplateResponse(
        request,
        "pages/home.html",
        {"site": around.site, "meta": front_meta(around.settings, lead=page.lead), "page": page},
    )
