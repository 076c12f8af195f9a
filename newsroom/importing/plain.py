"""Plain text of an archive that came with HTML in it: tags go, entities are decoded once."""

import re
from html import unescape

import vietnamese

_CODE = re.compile(r"<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)|<!--.*?-->", re.IGNORECASE | re.DOTALL)
# Tags by their names: “<5 %” and “a < b” are words.
_BREAK = re.compile(r"</?(?:br|p|div|li|ul|ol|h[1-6]|tr|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:a|abbr|b|big|center|cite|del|em|font|i|img|ins|mark|nobr|o:p|q|s|script|small|span|strike|strong|style|sub|sup|"
    r"tbody|td|th|tt|u|wbr)\b[^<>]*>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def line(text: str) -> str:
    """One clean line: `Giao l&#432;u` is “Giao lưu”, `&amp;lt;` is “&lt;”, `<b>Giao</b> lưu` is “Giao lưu”."""
    return vietnamese.clean_line(_without_markup(text, break_as=" "))


def text(text: str) -> str:
    """Clean lines: a paragraph or a line break begins a new one."""
    return vietnamese.clean_text(_without_markup(text, break_as="\n")).strip()


def _without_markup(text: str, *, break_as: str) -> str:
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub(break_as, _CODE.sub(" ", text)))
    if "&" in text:
        text = _REFERENCE.sub(_decoded, text)
    return text


def _decoded(reference: re.Match[str]) -> str:
    letters = unescape(reference[0])
    return "" if letters == "\ufffd" else letters
