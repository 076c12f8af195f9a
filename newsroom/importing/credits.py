"""Credits at the end of a caption, in all the forms that newsrooms write: (Ảnh: Thu Hà), - Ảnh: X/TTXVN."""

import re
from dataclasses import dataclass

import vietnamese

LONGEST = 190  # characters of a credit
MOST = 3  # credits of one picture: “Ảnh: Thu Hà. Nguồn: TTXVN”
_PICTURE = r"(?:ảnh|hình(?:\s+ảnh)?)"
_LABEL = re.compile(
    rf"(?<!\w)(?:(?P<kept>{_PICTURE}\s+minh\s+(?:họa|hoạ))|(?P<archive>{_PICTURE}\s+tư\s+liệu)"
    r"|(?P<drawn>đồ\s+(?:họa|hoạ)|minh\s+(?:họa|hoạ)|tranh|infographics?|graphics?)"
    rf"|(?P<photo>(?:nguồn|nguồn\s*/)\s*{_PICTURE}|{_PICTURE}\s*/?\s*nguồn|{_PICTURE}"
    r"|(?:photos?|pictures?|images?|foto)(?:\s+(?:by|credits?|courtesy(?:\s+of)?))?)"
    r"|(?:theo\s+)?nguồn(?:\s+tin)?|sources?|credits?)(?!\w)",
    re.IGNORECASE,
)
_COLON = re.compile(r"\s*[:：]\s*")
_DASH = re.compile(r"\s*[-–—/]\s*")
_GIVEN = re.compile(r"\s+(?:do|của|bởi|từ)\s+(?=.{1,150}$)", re.IGNORECASE | re.DOTALL)
_GIVERS = re.compile(r"(?:cung\s+cấp|chụp|thực\s+hiện|gửi|sưu\s+tầm)$", re.IGNORECASE)
_OPENING, _CLOSING = "([{（［", ")]}）］"
_BETWEEN = " \n-–—|/,;*•"  # what may stand between a caption and its credit
_ENDS_SENTENCE = '\n.!?…;,|-–—/”"»)]*•'
_BEGINS_ANEW = re.compile(r"\w{4,}[.!?…]\s|[:：!?\n]")  # no credit goes on after a sentence
_WORD = re.compile(r"[^\W_][\w.'’]*")
_SMALL_WORDS = frozenset(
    {"va", "and", "of", "the", "by", "de", "la", "von", "tinh", "thanh", "pho", "huyen", "xa", "phuong", "tai", "o"}
)
# What is no name and yet says where a picture is from.
_NO_NAMES = frozenset(
    {
        *("tu lieu", "tl", "nvcc", "nv cung cap", "nhan vat", "gia dinh", "don vi", "co so", "tac gia", "tg"),
        *("internet", "mang", "facebook", "fb", "st", "suu tam", "tong hop", "chup man hinh", "anh chup man hinh"),
        *("cat tu clip", "cut tu clip", "cat tu video", "ctv", "btc", "bbt", "kt", "pv", "ban to chuc"),
    }
)
# With these begin the names of offices, papers and societies, which are written small after the first word.
_OFFICES = frozenset(
    {
        *("ban", "bao", "benh", "binh", "bo", "chi", "cong", "cty", "cuc", "dai", "doan", "doi", "don", "hiep", "hoc"),
        *("hoi", "khoa", "lanh", "lien", "mat", "nha", "phong", "quan", "quy", "so", "su", "tap", "thanh", "thong"),
        *("tinh", "to", "tong", "trung", "truong", "ubnd", "uy", "van", "vien"),
    }
)


# Whom a picture shows, rather than who made it: “Ảnh: Chủ tịch Hồ Chí Minh và Fidel Castro”.
_OF_RANK = re.compile(
    r"(?:^|(?<!\w)(?:và|cùng|với)\s+)(?:(?:nguyên|cố|quyền|phó|đồng\s+chí|các)\s+){0,4}"
    r"(?:ông|bà(?!\s+rịa)|đồng\s+chí|bác\s+hồ|chủ\s+(?:tịch|nhiệm)|(?:tổng\s+)?bí\s+thư|(?:tổng\s+)?giám\s+đốc"
    r"|đại\s+sứ(?!\s+quán)|(?:bộ|thứ|thủ)\s+trưởng|thủ\s+tướng|tổng\s+thống|tổng\s+lãnh\s+sự(?!\s+quán)|quốc\s+vương"
    r"|(?:trưởng|phó)\s+(?:đoàn|ban)|(?:đại|thượng|trung|thiếu)\s+tướng|đại\s+biểu|lãnh\s+đạo|president|ambassador"
    r"|(?:prime\s+)?minister)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a picture, and how much of the caption before it is the caption."""

    who: str
    ends: int  # the caption is text[:ends] and `rest`
    rest: str = ""
    is_of_picture: bool = True  # “Nguồn: X” alone may be the source of what is said


def read_credit(text: str) -> Credit | None:
    """The credit at the end of a caption. Its lines are parted by newlines, each of them clean."""
    ends, rest, names, of_picture = len(text), "", list[str](), False
    while len(names) < MOST and (found := _last(text[:ends])):
        names.append(found.who)
        ends, of_picture = found.ends, of_picture or found.is_of_picture
        rest = rest or found.rest
        if found.rest:
            break
    if not names:
        return None
    return Credit("; ".join(reversed(names)), ends, rest, of_picture)


def caption_and_credit(caption: str) -> tuple[str, str]:
    """A caption in words, and its credit."""
    text = "\n".join(filter(None, map(vietnamese.clean_line, caption.splitlines())))
    credit = read_credit(text)
    said = text if credit is None else text[: credit.ends] + credit.rest
    return vietnamese.clean_line(said), credit.who if credit else ""


def _last(text: str) -> Credit | None:
    tail = max(0, len(text) - LONGEST - 70)
    for label in reversed(list(_LABEL.finditer(text, tail))[-4:]):
        if found := _credit(text, label):
            return found
    return None


def _credit(text: str, label: re.Match[str]) -> Credit | None:
    before, after = text[: label.start()].rstrip(" "), text[label.end() :]
    is_opened = before[-1:] in _OPENING and bool(before)
    who = after.rstrip(" .…\n*")
    if who[-1:] in _CLOSING and who and who.count("(") < who.count(")") + who.count("]") + who.count("）"):
        who, is_closed = who[:-1].rstrip(" .…"), True
    else:
        is_closed = False
    is_enclosed = is_opened and is_closed
    begins = before[:-1].rstrip(" ") if is_opened else before
    stands_alone = not begins or begins[-1] in _ENDS_SENTENCE
    who, is_sure = _named(who, is_enclosed=is_enclosed)
    if _OF_RANK.search(who) and not _GIVERS.search(who):
        return None
    is_sure = is_sure or label[0].lower().endswith((" by", " of"))
    if not who:
        if label["archive"] and not after.strip(" .…\n*" + _CLOSING) and (is_enclosed or stands_alone):
            return _found(text, begins, label, who=label[0])
        return None
    begins_large = label[0][0].isupper()
    if is_enclosed:
        is_right = is_sure or _is_name(who, of_large_words=True)
    elif stands_alone and begins:
        is_right = _may_be_name(who, on_its_line=begins[-1] == "\n") if is_sure else _is_name(who, of_large_words=True)
    else:
        is_right = (is_opened or not begins or begins_large) and is_sure and _is_name(who)
    return _found(text, begins, label, who=who) if is_right else None


def _named(who: str, *, is_enclosed: bool) -> tuple[str, bool]:
    """What a label is followed by, and whether it was followed by a colon or something as clear."""
    if colon := _COLON.match(who):
        who, is_sure = who[colon.end() :], True
    elif (given := _GIVEN.match(who)) and (_GIVERS.search(who) or is_enclosed):
        who, is_sure = who[given.end() :], bool(_GIVERS.search(who))
    elif dash := _DASH.match(who):
        who, is_sure = who[dash.end() :], is_enclosed
    else:
        is_sure = False
    who = who.strip(" -–—,;")
    if not who or len(who) > LONGEST or _BEGINS_ANEW.search(who) or not any(map(str.isalnum, who)):
        return "", False
    return who, is_sure


def _found(text: str, begins: str, label: re.Match[str], *, who: str) -> Credit:
    rest = ""
    if label["kept"]:  # “Ảnh minh họa” is said of the picture, whoever made it
        ends = label.end()
        rest = next((_CLOSING[_OPENING.index(c)] for c in text[label.start() - 1 : label.start()] if c in _OPENING), "")
        return Credit(who, ends, rest)
    if label["archive"] and who != label[0]:
        who = f"{who} (tư liệu)"
    elif label["drawn"]:
        who = f"{label[0]}: {who}"
    ends = len(begins.rstrip(_BETWEEN))
    if (empty := _EMPTY_LABEL.search(text, max(0, ends - 40), ends)) is not None:
        ends = len(text[: empty.start()].rstrip(_BETWEEN))  # “(Ảnh: Nguồn: TTXVN)”
    is_of_picture = bool(label["photo"] or label["archive"] or label["drawn"])
    return Credit(vietnamese.clean_line(who), ends, rest, is_of_picture or empty is not None)


_EMPTY_LABEL = re.compile(rf"[(\[]?\s*{_PICTURE}\s*[:：]$", re.IGNORECASE)


def _may_be_name(who: str, *, on_its_line: bool) -> bool:
    words = _WORD.findall(who)
    return 0 < len(words) <= 16 and (not words[0][0].islower() or (on_its_line and len(words) < 5) or _is_name(who))


def _is_name(who: str, *, of_large_words: bool = False) -> bool:
    """Names of people, papers and offices, not a description: most words begin large, or all of them."""
    words = _WORD.findall(who)
    if not 0 < len(words) <= 16:
        return False
    folded = vietnamese.fold(who)
    if folded in _NO_NAMES or folded.endswith("cung cap") or folded.startswith(("anh chup", "chup man hinh")):
        return True
    if words[0][0].islower():
        return "." in who or "@" in who  # thoidai.com.vn
    large = [word for word in words if not word[0].islower()]
    small = [word for word in words if word[0].islower() and vietnamese.fold(word) not in _SMALL_WORDS]
    mostly_large = len(large) >= 2 * len(small) and not of_large_words
    return not small or mostly_large or vietnamese.fold(words[0]) in _OFFICES
