"""Words in angle brackets, which look like tags: x<y và y>z, <a@b.vn>, <https://vufo.org.vn>, <Ảnh dưới>."""

import re
from collections import Counter
from collections.abc import Iterator

from articles.body.tokens import FOREIGN, Foreign, Token, tokens

_CDATA = "<![CDATA["
# The elements of HTML, old and new. What is no element was typed as words, unless it was written as a tag is.
_HTML = """
a abbr acronym address area article aside b base basefont bdi bdo bgsound big blink blockquote body br
button caption center cite code col colgroup command content data datalist dd del details dfn dialog
dir div dl dt element em embed fencedframe fieldset figcaption figure font footer form frame frameset
h1 h2 h3 h4 h5 h6 head header hgroup hr html i image img input ins isindex kbd keygen label layer
legend li link listing main mark marquee menu menuitem meta meter multicol nav nextid nobr ol optgroup
option output p param picture plaintext portal pre progress q rb rbc rp rt rtc ruby s samp search
section shadow slot small source spacer span strike strong sub summary sup table tbody td tfoot th
thead time tr track tt u ul var wbr
"""
_ELEMENTS = FOREIGN | frozenset(_HTML.split())
_OF_PROGRAMS = re.compile(r"[a-z][a-z0-9]{0,30}:[a-z][a-z0-9._-]{0,60}")  # Word's <o:p>, <st1:place>
_EMPTY = re.compile(r"<[a-zA-Z][a-zA-Z0-9_-]*\s*/>")
_QUOTED = re.compile(r"=\s{0,9}[\"']")
_END_TAG = re.compile(r"</([a-zA-Z][^\s<>/]{0,60})\s{0,9}>")
_FLAGS = frozenset(
    {
        *("allowfullscreen", "async", "autofocus", "autoplay", "border", "checked", "clear", "compact", "controls"),
        *("defer", "disabled", "download", "hidden", "inert", "ismap", "itemscope", "loop", "multiple", "muted"),
        *("nohref", "noshade", "novalidate", "nowrap", "open", "playsinline", "readonly", "required", "reversed"),
        *("selected", "title", "alt", "class", "style", "id", "href", "name", "rel", "target"),
    }
)


def tokens_of(html: str, removed: Counter[str]) -> Iterator[Token]:
    """The tokens of an archive's body, with all words that its readers may have seen."""
    for token in tokens(_without_cdata(html), removed, is_words=_Words(html)):
        if isinstance(token, Foreign) and token.name == "map":  # browsers show the words in it
            yield from tokens(token.inside, removed, is_words=_Words(token.inside))
        else:
            yield token


def _without_cdata(html: str) -> str:
    """What stands in <![CDATA[…]]> is the story's."""
    first, *others = html.split(_CDATA)
    return first + "".join(other.replace("]]>", "", 1) for other in others)


class _Words:
    """Of what looks like a tag: is it words?"""

    def __init__(self, html: str) -> None:
        self.html = html
        self.ended: frozenset[str] | None = None

    def __call__(self, name: str, attrs: dict[str, str], typed: str) -> bool:
        if not name:  # </Ông A>, <!Đọc thêm>
            return typed[2:3].isalpha() and not typed[2].isascii()
        if name not in _ELEMENTS and not _OF_PROGRAMS.fullmatch(name):
            return not (_EMPTY.fullmatch(typed) or _QUOTED.search(typed) or self._is_ended(name))
        if not attrs or any(attrs.values()):
            return False
        said = [attr for attr in attrs if attr not in _FLAGS and "-" not in attr and not attr.startswith("on")]
        # “a<b và b>c”, “a<p and p>c”: no attribute is spelt so, and these names are letters of formulas too.
        return any(attr.isalpha() and not attr.isascii() for attr in said) or (len(name) == 1 and bool(said))

    def _is_ended(self, name: str) -> bool:
        if self.ended is None:
            self.ended = frozenset(found[1].lower() for found in _END_TAG.finditer(self.html))
        return name in self.ended
