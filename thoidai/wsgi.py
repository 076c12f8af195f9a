"""The WSGI callable that granian (or any other server) runs."""

import gc
import os
import re
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from pagecache.front import Front
from thoidai.reception import received, whole
from thoidai.threads import with_state_outside_threads

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thoidai.settings")
django = get_wsgi_application()

import_module(settings.ROOT_URLCONF)  # the pages say which parameters they read before the first request comes
# What is loaded by now stays for good: the collector need not look through it while pages are drawn.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
CHARSET = re.compile(r"""\s*;\s*charset\s*=\s*("[^"]*"?|[^;]*)""", re.IGNORECASE)


def decoded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Django, which reads every request as UTF-8, whatever charset the request claims.

    Django follows the claim before any middleware sees the request: UTF-7 brings NUL and halves of letters into the
    queries, and a codec that decodes no text breaks off without a page.
    """
    environ["CONTENT_TYPE"] = CHARSET.sub("", environ.get("CONTENT_TYPE", ""))
    return django(environ, start_response)


front = Front(decoded, most_bytes=settings.PAGE_CACHE_MEMORY) if settings.PAGE_CACHE == "pages" else decoded
application = with_state_outside_threads(received(whole(front)))
