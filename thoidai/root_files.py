"""Files that browsers ask for at the root of a site, without being told of them: static/at-root/."""

from collections.abc import MutableMapping


def headers_of_files(headers: MutableMapping[str, str], path: str, url: str) -> None:
    """WhiteNoise's hook: what lies there has no hash in its address, and is asked for again the next day."""
    if url.count("/") == 1:
        headers["Cache-Control"] = "public, max-age=86400, stale-if-error=604800"
