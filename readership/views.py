import logging

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from readership import counts
from readership.visitors import digest, is_reader

log = logging.getLogger(__name__)

LONGEST_NUMBER = 12  # digits


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
            counts.record(number, visitor=digest(request, at=now), at=now)
        except DatabaseError as error:
            log.error("A reading of %s was not counted: %s", number, error)
    return HttpResponse(status=204)


def _number_in(request: HttpRequest) -> int | None:
    length = request.META.get("CONTENT_LENGTH", "")
    if not (length.isascii() and length.isdigit() and len(length) <= 2 and int(length) <= LONGEST_NUMBER):
        return None
    try:
        body = request.read(int(length))
    except OSError:  # the reader has gone
        return None
    return int(body) or None if body.isdigit() else None
