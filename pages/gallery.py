"""Every component and page drawn from its examples, for those who work on the look: staff only, never cached."""

from django.contrib.admin.views.decorators import staff_member_required
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from pages.examples.components import COMPONENTS
from pages.examples.pieces import meta, site
from pages.examples.whole_pages import PAGES
from pages.page_types import PageMeta

GALLERY_META = PageMeta(title="Giao diện", robots="noindex")


@require_safe
@never_cache
@staff_member_required
def gallery(request: HttpRequest) -> HttpResponse:
    """All components under each other, and links to the pages."""
    shown = [(name, f"components/{name}", contexts) for name, contexts in sorted(COMPONENTS.items())]
    pages = [(name, case) for name, cases in PAGES.items() for case in cases]
    context = {"site": site(), "meta": GALLERY_META, "components": shown, "pages": pages}
    return TemplateResponse(request, "pages/gallery.html", context)


@require_safe
@never_cache
@staff_member_required
def gallery_page(request: HttpRequest, name: str, case: str) -> HttpResponse:
    """One page in one of its states: the usual, the extreme, the empty."""
    try:
        page = PAGES[name][case]
    except KeyError:
        raise Http404 from None
    return TemplateResponse(request, f"pages/{name}.html", {"site": site(), "meta": meta(case), "page": page})
