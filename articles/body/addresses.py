"""Where a link may lead: to an address that a reader can be sent to, told plainly, and never to the desk.

A link to a story's page at the desk is kept as `/-NUMBER.html`: an address of the site that answers once the story is
out. Whoever draws a body puts the story's address in its place, or lets the link go (`articles.body.story_links`).
"""

import ipaddress
import posixpath
import re
from dataclasses import dataclass
from html import escape
from typing import Self
from urllib.parse import parse_qs, unquote, urlsplit

import nh3
from django.conf import settings
from django.http.request import validate_host

from articles.body.letters import clean_letters

MAX_HREF = 2_000
LONGEST = 4 * MAX_HREF  # as it was written, wrapped
MOST_WRAPPERS = 5  # one in another; what is wrapped deeper hides something
DESK = "/quan-tri"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SCHEMES = ("http:", "https:", "mailto:", "tel:")
# Knows which hosts and ports can be: browsers' own rules for addresses, in Rust.
_ADDRESSES = nh3.Cleaner(tags={"a"}, attributes={"a": {"href"}}, link_rel=None, url_schemes={s[:-1] for s in _SCHEMES})

# What people type without a scheme: "www.vufo.org.vn", "vufo.org.vn/tin", "vufo.org.vn:8080"; and a host alone by an
# ending that sites here and at our friends' have. Abbreviations look like hosts: "TP.HCM", "GS.TS", "Mr.Bean".
# static/js/editor/link.js mirrors this and FILES.
ENDINGS = re.compile(
    "vn|com|net|org|edu|gov|info|int|io|eu|asia|biz|mil|museum|news|app|dev|ai|co|me|tv|ae|ar|at|au|be|bg|bn|"
    "br|by|ca|ch|cl|cn|cu|cz|de|dk|dz|eg|es|fi|fr|gr|hk|hu|id|ie|il|in|ir|it|jp|ke|kh|kp|kr|kz|la|lk|lu|mm|mn|"
    "mx|my|mz|ng|nl|no|np|nz|ph|pk|pl|pt|qa|ro|rs|ru|sa|se|sg|si|sk|th|tl|tr|tw|ua|uk|us|uz|ve|za"
)
_BARE_HOST = re.compile(r"(?:[\w-]{1,63}\.)+([A-Za-z]{2,24}|xn--[\w-]{1,59})(:[0-9]{1,5})?(?=([/?#]|$))")
_BARE_MAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[A-Za-z]{2,24}")
# … and what only looks so: files beside the page that the text was copied from.
FILES = re.compile(
    "aspx?|avi|bmp|cgi|css|csv|docx?|epub|gif|html?|ics|jpe?g|jsp?|json|jspx|mht|mov|mp[34]|odt|pdf|php|png|pptx?|rar|rtf|"
    "svg|swf|tiff?|txt|webp|xlsx?|xml|zip",
    re.IGNORECASE,
)

# (host, path, the parameters that may hold the address that is wrapped)
_WRAPPERS: tuple[tuple[re.Pattern[str], re.Pattern[str], tuple[str, ...]], ...] = tuple(
    (re.compile(host), re.compile(path), tuple(names.split()))
    for host, path, names in (
        (r"(www\.)?google(\.[a-z]{2,3}){1,2}", r"/url", "q url"),
        (r"lm?\.(facebook|messenger|instagram|threads)\.(com|net)", r"/.*|", "u"),
        (r"((www|m|mbasic|web)\.)?facebook\.com", r"/(l\.php|flx/warn/?)", "u"),
        (r"(.+\.)?(zalo\.me|zaloapp\.com)", r"/.*|", "url u link q"),
        (r"((www|m)\.)?youtube\.com", r"/redirect", "q"),
        (r"[a-z0-9-]+\.safelinks\.protection\.outlook\.com", r"/.*|", "url"),
        (r"(www\.)?linkedin\.com", r"/(redir/redirect|safety/go)/?", "url"),
        (r"(m\.)?vk\.com", r"/away\.php", "to"),
        (r"out\.reddit\.com", r"/.*|", "url"),
        (r"t\.umblr\.com", r"/redirect", "z"),
        (r"slack-redir\.net", r"/link", "url"),
        (r"(www\.)?duckduckgo\.com", r"/l/", "uddg"),
        (r"(www\.)?t\.me", r"/iv", "url"),
    )
)
_ADDED = ("fbclid=", "igsh=", "igshid=", "zarsrc=", "gidzl=")  # what wrappers add to the address that they wrap

_STORY = re.compile(rf"{DESK}/(?:newsroom/story|articles/article)/0*([1-9][0-9]{{0,17}})(?:/|$)")


def canonical_href(value: str) -> str | None:
    """An address a reader may be sent to: http, https, mailto, tel, or a path of this site."""
    if len(value) > LONGEST:
        return None
    for _each in range(MOST_WRAPPERS + 1):
        # Browsers skip control characters and white space inside a scheme ("java\nscript:").
        told = _told(clean_letters(value).strip())
        if told is None or (value := _wrapped_in(told)) == "":
            break
    else:
        return None
    if told is None or len(told) > MAX_HREF:
        return None
    if (path := _path_at_desk(told)) is not None:
        story = _STORY.match(path)
        return f"/-{story[1]}.html" if story else None
    return told if "href=" in _ADDRESSES.clean(f'<a href="{escape(told)}">') else None


def public_address(value: str) -> str:
    """An address of the web in its canonical form; empty for one that readers cannot be sent to."""
    href = canonical_href(value) or ""
    return href if href.startswith(("http:", "https:")) else ""


@dataclass(frozen=True, slots=True)
class DeskAddress:
    """An address of the desk, and the story whose page it is, if it is one's."""

    story: int | None

    @classmethod
    def of(cls, words: str) -> Self | None:
        """What words are, if they are such an address and nothing else."""
        words = clean_letters(words).strip()
        told = _told(words) if len(words) <= LONGEST and not re.search(r"\s", words) else None
        path = _path_at_desk(told) if told else None
        if path is None:
            return None
        story = _STORY.match(path)
        return cls(int(story[1]) if story else None)


def _told(value: str) -> str | None:
    """With its scheme, or as a path of the site; None for what is neither."""
    scheme, colon, rest = value.partition(":")
    if colon and not re.search(r"[/?#]", scheme):
        value = f"{scheme.replace(' ', '')}:{rest.lstrip(' ')}"
    value = value.replace(" ", "%20")
    if not value or "\\" in value or value.startswith("#"):
        return None
    if value.startswith("//"):
        value = f"https:{value}"
    elif (host := _BARE_HOST.match(value)) and _is_site(host):
        value = f"https://{value}"
    elif _BARE_MAIL.fullmatch(value):
        value = f"mailto:{value}"
    if found := _SCHEME.match(value):
        if found[0].lower() not in _SCHEMES or len(value) == found.end():
            return None
        value = found[0].lower() + value[found.end() :]
        return None if re.match(r"https?:(?!//[^/?#])", value) else value
    return value if value.startswith("/") else None


def _is_site(host: re.Match[str]) -> bool:
    """Is what looks like a host one, by how it begins, ends or goes on?"""
    ending, goes_on = host[1], bool(host[2]) or host[3] == "/"
    if FILES.fullmatch(ending):
        return False
    return goes_on or host[0].lower().startswith("www.") or bool(ENDINGS.fullmatch(ending)) or ending.startswith("xn--")


def _wrapped_in(href: str) -> str:
    """The address that a tracker's one only leads on to; empty for any other."""
    if not href.startswith(("http:", "https:")):
        return ""
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").rstrip(".")
        said = parse_qs(parts.query, max_num_fields=50)
    except ValueError:
        return ""
    for of_host, of_path, names in _WRAPPERS:
        if of_host.fullmatch(host) and of_path.fullmatch(parts.path):
            for name in names:
                if re.match(r"https?://", inner := said.get(name, [""])[0], re.IGNORECASE):
                    return _without_additions(inner)
    return ""


def _without_additions(address: str) -> str:
    before, _, fragment = address.partition("#")
    path, _, query = before.partition("?")
    kept = "&".join(part for part in query.split("&") if not part.startswith(_ADDED))
    return path + (f"?{kept}" if kept else "") + (f"#{fragment}" if fragment else "")


def _path_at_desk(href: str) -> str | None:
    """The path of an address of this desk, whatever it is called by; None for any other.

    Other sites have a path of that name too ("quản trị" is management): elsewhere only a story's page is known as ours.
    """
    try:
        parts = urlsplit(href)
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return None
    if parts.scheme not in ("", "http", "https"):
        return None
    written = re.sub("/+", "/", unquote(parts.path or "/"))
    path = re.sub("/+", "/", posixpath.normpath(written))
    if not _begins_at_desk(path):
        return DESK if _begins_at_desk(written) and not host else None  # "/quan-tri/..": an address of nobody's
    return path if not host or _STORY.match(path) or _is_ours(host) else None


def _begins_at_desk(path: str) -> bool:
    return path == DESK or path.startswith(f"{DESK}/")


def _is_ours(host: str) -> bool:
    """By its name, or by one that means something only here: without a dot, or a number."""
    if "." not in host or validate_host(host, [*settings.ALLOWED_HOSTS, urlsplit(settings.SITE_URL).hostname or ""]):
        return True
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
