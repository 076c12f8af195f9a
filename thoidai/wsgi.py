"""The WSGI callable that granian (or any other server) runs."""

import os
import re
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thoidai.settings")

CHARSET = re.compile(r"""\s*;\s*charset\s*=\s*("[^"]*"?|[^;]*)""", re.IGNORECASE)
django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django, which reads every request as UTF-8, whatever charset the request claims.

    Django follows the claim before any middleware sees the request: UTF-7 brings NUL and halves of letters into the
    queries, and a codec that decodes no text breaks off without a page.
    """
    environ["CONTENT_TYPE"] = CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
    return django(environ, start_response)
