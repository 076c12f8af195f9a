from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from pages.caching import public_page
from pages.frame import frame
from pages.home import compose
from pages.meta import front_meta


@public_page
def home(request: HttpRequest) -> HttpResponse:
    """The front page."""
    at = timezone.now()
    around = frame()
    page = compose(at=at, sections=around.sections)
    return TemplateResponse(
        request,
        "pages/home.html",
        {"site": around.site, "meta": front_meta(around.settings, lead=page.lead), "page": page},
    )
