"""Drafts on the real pages, for the desk. Nothing here is reachable by a reader."""

from collections.abc import Sequence
from datetime import datetime

from django.http import HttpRequest, HttpResponse

from articles.models import FeaturedItem, Section
from pages.slots import multimedia_slots, section_key
from pages.views.home import draw_home
from pages.views.multimedia import draw_multimedia
from pages.views.section import draw_section


def list_preview(request: HttpRequest, *, key: str, items: Sequence[FeaturedItem], at: datetime) -> HttpResponse:
    """The page on which a list stands, as it would be with these items: a section's, multimedia's or the front page."""
    lists = {key: items}
    if key in {slot.key for slot in multimedia_slots()}:
        return draw_multimedia(request, at=at, lists=lists)
    for section in Section.objects.with_parent():
        if section_key(section) == key:
            return draw_section(request, section, at=at, lists=lists)
    return draw_home(request, at=at, lists=lists)
