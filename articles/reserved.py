"""First segments of addresses that no section may take, read from the addresses themselves.

What is technical stands under `/-/`, where no section can want a word.
"""

from collections.abc import Iterator
from functools import cache

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RoutePattern

# No address begins so today; pages of the site are thought of that would.
FOR_LATER = frozenset({"api", "indexnow", "lich", "ngoai-tuyen", "trang", "trang-chu"})
# Answered to what is posted only, until no page is open any more that posts there: a section may stand there.
GIVEN_BACK = frozenset({"dem-doc"})


@cache
def reserved_slugs() -> frozenset[str]:
    """All of them, whichever wing this process is."""
    outside = {settings.STATIC_URL, settings.SESSION_COOKIE_PATH}
    of_addresses = {*_firsts(get_resolver().url_patterns), *(path.strip("/").split("/")[0] for path in outside)}
    return frozenset(of_addresses | FOR_LATER) - GIVEN_BACK


def _firsts(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    """What the fixed addresses begin with: the text before the first slash, where no part of it varies."""
    for each in patterns:
        is_route = isinstance(each.pattern, RoutePattern)
        first, _slash, _rest = str(each.pattern).removeprefix("" if is_route else "^").partition("/")
        if isinstance(each, URLResolver) and not first:
            yield from _firsts(each.url_patterns)
        elif first and not set(first) & set("<" if is_route else "([\\.*+?|$"):
            yield first
