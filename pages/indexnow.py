"""IndexNow: telling search engines at once that an address is new, changed or gone."""

import json
from urllib.error import HTTPError
from urllib.parse import urlsplit

from django.conf import settings as project

from outbox import calls
from pages.meta import absolute

ENDPOINT = "https://api.indexnow.org/indexnow"
TIMEOUT = 15  # seconds
MOST = 10_000  # addresses a notice
REFUSED = {400, 403, 422}


class Refused(Exception):
    """The notice itself is wrong (key, host, form): sending it again cannot help."""


def is_on() -> bool:
    return bool(project.INDEXNOW_KEY)


def notice(addresses: list[str]) -> bytes:
    """What is sent for paths of this site, as JSON."""
    return json.dumps(
        {
            "host": urlsplit(project.SITE_URL).netloc,
            "key": project.INDEXNOW_KEY,
            "keyLocation": absolute(f"/{project.INDEXNOW_KEY}.txt"),
            "urlList": [absolute(address) for address in addresses[:MOST]],
        }
    ).encode()


def tell(addresses: list[str]) -> None:
    """Send a notice. Raises Refused when it is wrong, and others when it may be tried again."""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    try:
        calls.call(ENDPOINT, method="POST", body=notice(addresses), headers=headers, seconds=TIMEOUT)
    except HTTPError as error:
        if error.code in REFUSED:
            raise Refused(f"IndexNow answers {error.code}") from error
        raise
