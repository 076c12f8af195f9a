"""Which requests ask for the same page."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

#: the parameters that some page reads; all others (where a reader came from) make no difference
parameters: set[str] = set()
LONGEST = 2_000


def address_of(environ: dict[str, Any]) -> str | None:
    """The page that a request asks for: its path and the parameters that pages read, in the order of names.

    None for requests that no kept page can answer.
    """
    path = environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING", "")
    if len(path) + len(query) > LONGEST:
        return None
    if not query:
        return str(path)
    try:
        read = sorted((name, value) for name, value in parse_qsl(query, max_num_fields=50) if name in parameters)
    except ValueError:
        return None
    return f"{path}?{urlencode(read)}" if read else str(path)
