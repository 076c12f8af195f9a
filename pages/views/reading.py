import logging
from datetime import datetime

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Article
from articles.querysets.together import KeptQuery
from pages.views.section import other_form
from readership import counts
from readership.visitors import is_reader, visitor_of

log = logging.getLogger(__name__)

LONGEST_NUMBER = 12  # digits
LIVE = KeptQuery(lambda at, number: Article.objects.live(at=at).numbered([number]).values("pk"), datetime, int)


@csrf_exempt  # it changes nothing of the reader's, and pages carry no token
@require_POST
@never_cache
def count_reading(request: HttpRequest) -> HttpResponse:
    """The beacon of static/js/beacon.js: the body is a story's number, the answer is always empty."""
    number = _number_in(request)
    if number is None:
        return HttpResponse(status=400)
    if is_reader(request):
        now = timezone.now()
        try:
            counts.record(number, visitor=visitor_of(request, at=now), at=now, only_if=LIVE.statement(now, number))
        except DatabaseError as error:
            log.error("A reading of %s was not counted: %s", number, error)
    return HttpResponse(status=204)


@csrf_exempt
def old_beacon(request: HttpRequest) -> HttpResponse:
    """Where pages send readings that were opened before the beacon moved. To all else it is a section's address."""
    return count_reading(request) if request.method == "POST" else other_form(request, path="dem-doc", rest="/")


def _number_in(request: HttpRequest) -> int | None:
    length = request.META.get("CONTENT_LENGTH", "")
    if not (length.isascii() and length.isdigit() and len(length) <= 2 and int(length) <= LONGEST_NUMBER):
        return None
    try:
        body = request.read(int(length))
    except OSError:  # the reader has gone
        return None
    return int(body) or None if body.isdigit() else None
