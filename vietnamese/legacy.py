"""Text from before Unicode: TCVN3 (ABC) and VNI, whose bytes were read as if they were Western letters.

Both drew Vietnamese letters in the places of others: TCVN3 one letter a place ("ViÖt Nam"), VNI the marks as letters
of their own ("Vieät Nam"). The tables follow TCVN 5712:1993 (VN3) and the VNI-Windows layout.
"""

import re
from collections.abc import Callable, Mapping

_TCVN3_LOWER = (
    "¸á µà ¶ả ·ã ¹ạ ¨ă ¾ắ »ằ ¼ẳ ½ẵ Æặ ©â Êấ Çầ Èẩ Éẫ Ëậ ®đ Ðé Ìè Îẻ Ïẽ Ñẹ ªê Õế Òề Óể Ôễ Öệ Ýí ×ì Øỉ Üĩ Þị "
    "ãó ßò áỏ âõ äọ «ô èố åồ æổ çỗ éộ ¬ơ íớ êờ ëở ìỡ îợ óú ïù ñủ òũ ôụ \u00adư øứ õừ öử ÷ữ ùự ýý úỳ ûỷ üỹ þỵ"
)
_TCVN3_UPPER = "¡Ă ¢Â £Ê ¤Ô ¥Ơ ¦Ư §Đ"  # the others are the small ones in a font of capitals
TCVN3: Mapping[str, str] = {pair[0]: pair[1:] for pair in f"{_TCVN3_LOWER} {_TCVN3_UPPER}".split()}

# VNI: the marks of a vowel stand as a letter behind it.
_VNI_MARKS = {
    "a": "ùá øà ûả õã ïạ êă éắ èằ úẳ üẵ ëặ ââ áấ àầ åẩ ãẫ äậ",
    "e": "ùé øè ûẻ õẽ ïẹ âê áế àề åể ãễ äệ",
    "o": "ùó øò ûỏ õõ ïọ âô áố àồ åổ ãỗ äộ",
    "ô": "ùớ øờ ûở õỡ ïợ",
    "u": "ùú øù ûủ õũ ïụ",
    "ö": "ùứ øừ ûử õữ ïự",
    "y": "ùý øỳ ûỷ õỹ",
}
_VNI_ALONE = "ôơ öư ñđ íí ìì æỉ óĩ òị îỵ"


def _vni() -> dict[str, str]:
    table = {pair[0]: pair[1] for pair in _VNI_ALONE.split()}
    table |= {base + pair[0]: pair[1] for base, pairs in _VNI_MARKS.items() for pair in pairs.split()}
    capital = {key[0].upper() + rest: letter.upper() for key, letter in table.items() for rest in _both_cases(key[1:])}
    return table | capital


def _both_cases(mark: str) -> set[str]:
    return {mark, mark.upper()}


VNI: Mapping[str, str] = _vni()
_VNI_LETTERS = re.compile("|".join(sorted(map(re.escape, VNI), key=len, reverse=True)))
_TCVN3_PLACES = re.compile(f"[{''.join(map(re.escape, TCVN3))}]")
_WORD = re.compile(rf"[A-Za-z{''.join(map(re.escape, TCVN3))}]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SEGMENT = re.compile(r"[^<>\n]+")
_TONED = "[áàãéèíìóòõúùýĩũ\u1ea0-\u1ef9]"
# What begins a sentence: the text itself, a full stop before, a paragraph's tag, a quotation after a colon.
_BEGINNING = re.compile(
    r"(?:^|\n|[.!?…][\"”’)]?\s|:\s?[\"“]|<(?:p|h[1-6]|li|div|td|th|figcaption|br)\b[^<>]*>)\s*"
    f"({_TONED})"
)
# A word that may be of a name, and lost its capital; within a sentence between two: “của Báo ảnh Việt Nam”.
_TONED_WORD = re.compile(rf"(?<![^\W\d_])(?!(?:ở|ấy|ít|ắt)\b){_TONED}[^\W\d_]*")
_BETWEEN_CAPITALS = re.compile(rf"(?<=\w )([^\W\d_]+) ({_TONED_WORD.pattern})(?= ([^\W\d_]))")
_SURNAME = re.compile(
    "(?:nguyễn|trần|lê|phạm|hoàng|huỳnh|phan|vũ|võ|đặng|bùi|đỗ|hồ|ngô|dương|lý|đào|đinh|trịnh|mai|tô|hà|lưu|lương|tạ|"
    r"thái|kiều|quách|tống|trương)\b",
    re.IGNORECASE,
)
_NAMES = {
    name.lower(): name
    for name in ("châu Á", "Nam Á", "Đông Á", "Bắc Á", "Trung Á", "Tây Á", "Á - Âu", "Á – Âu", "Ấn Độ", "Ả Rập")
}
_NAME = re.compile(r"\b(?:" + "|".join(_NAMES) + r")\b", re.IGNORECASE)


def from_vni(text: str) -> str:
    """VNI as Unicode."""
    return _VNI_LETTERS.sub(lambda match: VNI[match[0]], text)


def from_tcvn3(text: str) -> str:
    """TCVN3 as Unicode.

    It has no place for most capitals with a tone: they were small letters in a font of capitals. A word that is
    otherwise of capitals becomes one, and so does the first letter of a sentence, of a few names of countries and of
    a word between two that have one ("của Báo Ảnh Việt Nam").
    """
    plain = _SEGMENT.sub(_tcvn3_segment, text)
    if plain == text:
        return text
    return _NAME.sub(_named, _BETWEEN_CAPITALS.sub(_between_capitals, _BEGINNING.sub(_with_capital, plain)))


def with_capitals_of_a_name(text: str) -> str:
    """A name ("Đỗ ánh", "Báo ảnh Việt Nam") with the capitals that TCVN3 did not have.

    Only where every word that could keep its capital did; "Phóng viên ảnh" is none.
    """
    kept = [word for word in _LETTERS.findall(text) if not _TONED_WORD.match(word)]
    if not kept or not all(word[0].isupper() for word in kept):
        return text
    return _TONED_WORD.sub(lambda match: match[0][0].upper() + match[0][1:], text)


def with_capitals_of_a_person(text: str) -> str:
    """What may be a name or a thing: "Hồ ẩn" begins with a surname; "Dự án", "Hình ảnh Việt Nam" do not."""
    return with_capitals_of_a_name(text) if _SURNAME.match(text) else text


def _tcvn3_segment(match: re.Match[str]) -> str:
    segment = match[0]
    is_of_capitals = not re.search("[a-z]", segment) and re.search("[A-Z]{2}", segment) is not None
    return _WORD.sub(lambda match: _tcvn3_word(match[0], is_of_capitals=is_of_capitals), segment)


def _tcvn3_word(word: str, *, is_of_capitals: bool) -> str:
    letters = _TCVN3_PLACES.sub(lambda match: TCVN3[match[0]], word)
    ascii_letters = re.sub("[^A-Za-z]", "", word)
    if is_of_capitals or (len(ascii_letters) > 1 and ascii_letters.isupper()):
        return letters.upper()
    return letters


def _with_capital(match: re.Match[str]) -> str:
    return match[0][:-1] + match[1].upper()


def _between_capitals(match: re.Match[str]) -> str:
    before, word, after = match.groups()
    is_of_name = before[0].isupper() and after.isupper()
    return f"{before} {word[0].upper()}{word[1:]}" if is_of_name else match[0]


def _named(match: re.Match[str]) -> str:
    """A name of the list, unless it stood there in capitals."""
    return match[0] if match[0].isupper() else _NAMES[match[0].lower()]


DECODERS: Mapping[str, Callable[[str], str]] = {"TCVN3": from_tcvn3, "VNI": from_vni}
_PLACES = {"TCVN3": _TCVN3_PLACES, "VNI": _VNI_LETTERS}


def covers(encoding: str, word: str) -> bool:
    """Whether all letters of a word beyond ASCII are letters of the encoding, and there is one."""
    return not word.isascii() and _PLACES[encoding].sub("", word).isascii()
