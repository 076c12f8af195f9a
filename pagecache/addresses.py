"""Which requests ask for the same page."""

from contextlib import suppress
from functools import lru_cache
from operator import itemgetter
from urllib.parse import parse_qsl, urlencode

from django.urls import Resolver404, resolve

#: the parameters that some page reads; all others (where a reader came from) make no difference
parameters: set[str] = set()
LONGEST = 2_000
LONGEST_QUERY, MOST_FIELDS = 8_000, 500  # what is longer than any link of ours says nothing


def address_of(path: str, query: str) -> str | None:
    """The page at a path with a query of `what_pages_read`. None for what no kept page can answer."""
    if len(path) + len(query) > LONGEST or "?" in path:
        return None
    return f"{path}?{query}" if query else path


def what_pages_read(path: str, query: str) -> str:
    """Of a query only what the page at a path reads, in the order of names. Who draws it gets to see no more."""
    if not query or len(query) > LONGEST_QUERY:
        return ""
    try:  # by the byte: whatever they mean, the same bytes come out again
        given = parse_qsl(query, max_num_fields=MOST_FIELDS, encoding="latin-1")
        read = sorted((field for field in given if field[0] in parameters), key=itemgetter(0))
        known = _read_at(path) if read else set()
        return urlencode([field for field in read if field[0] in known], encoding="latin-1")
    except ValueError:
        return ""


@lru_cache(maxsize=2_000)
def _read_at(path: str) -> set[str]:
    """The parameters that the view at a path reads, and the one that it leads to by a final slash."""
    found: set[str] = set()
    for each in (path, f"{path}/"):
        with suppress(Resolver404):
            found |= getattr(resolve(each).func, "reads", parameters)
    return found
