"""What a line says that narrows publication: understood, or the line is refused. Unknown is not harmless."""

import re
from datetime import datetime
from typing import Any

from django.utils import timezone

import vietnamese

from . import times

PUBLISHED = "published"
STATUSES = (PUBLISHED, "draft", "private")  # what is not published stays at the desk


def _words(text: str) -> str:
    """A pattern of the words of a list (parted by commas), also where they stand together: trang_thai, trangthai."""
    return "|".join(word.strip().replace(" ", " ?") for word in text.split(","))


def _alone(text: str) -> str:
    """A pattern of words that mean another thing in company (từ khóa, display_name): the whole name, but for a flag."""
    before, after = "is ?|has ?|da ?|bi ?|co |ngay |thoi gian |bai |tin ", " ?flag| yn| at| on| date| time| bai| tin"
    return rf"^(?:{before})?(?:{_words(text)})(?:{after}| bai viet)?$"


# The vocabulary of publication, folded: a field is unknown in how it is named, its value says whether it is open.
_OPEN_NAMES = (
    "access, active, activated, approv, audience, availab, enabled, listed, online, permission, public, publish, "
    "releas, review, status, visib, workflow, cong khai, duyet, hien thi, kich hoat, trang thai, xuat ban, ngay dang"
)
_OPENS = re.compile(
    rf"{_words(_OPEN_NAMES)}|\b(?:is ?)?(?:live|state|valid)\b"
    rf"|{_alone('show, shown, display, displayed, enable, dang')}"
)
_NARROWS = re.compile(
    _words(
        "archived, blacklist, confidential, cancel, deactivat, delet, disable, draft, embargo, excluded, expir, "
        "hidden, hide, internal, locked, login, member, offline, on hold, paid, paywall, pending, premium, "
        "private, protect, quarantin, reject, removed, restrict, retract, revoke, spam, staging, subscri, suppress, "
        "suspend, takedown, trash, withdraw, withheld, publish down, publish end, publish off, "
        "an bai, ban nhap, bao mat, cho duyet, da xoa, do mat, go bai, go bo, ha bai, het han, noi bo, rieng tu, "
        "thu hoi, toi mat, tuyet mat"
    )
    + r"|\b(?:until|banned|blocked|ends? (?:date|time|at|on)|date end|(?:valid|available|visible) (?:to|till))\b"
    + rf"|\b(?:(?:khong|chua|not|non|no) ?|un|in|de)(?:{_words(_OPEN_NAMES)})"
    + f"|{_alone('an, block, del, go, hold, huy, khoa, mat, nhap, xoa')}"
)
_LOCKS = re.compile(_words("password, passwd, pwd, secret, mat khau"))
_LEVELS = re.compile("privacy|moderat")  # of these a word may say that it is open
_STARTS = re.compile(
    r"schedul|hen gio|len lich|not ?before|publish ?(?:up|start)|\b(?:starts?|begins?) (?:date|time|at|on)\b"
    r"|\bdate start\b|(?:availab|visib|publi|valid|active|show|display)\w* from\b|\brelease date\b"
)
_HARMLESS = re.compile(  # words in which one of the vocabulary hides, and who did it, which is no yes and no no
    r"preview|interactive|remember|accessib\w*|accessor\w*|trinh duyet|publishers?|reviewers?|approvers?|moderators?"
    r"|publications?(?! (?:date|time|at|on|up|start|from|state|status))"
)
_OF_SOMETHING_ELSE = re.compile(
    r"comment|trackback|binh luan|event|su kien|\bping|^(?:nam|nha|nguoi|noi) | (?:by|count|url|year)$"
    r"|^(?:public|publish|live|member|subscri\w*) id$"
)
_OF_PEOPLE = re.compile(r"member|subscri")  # a number of them narrows nothing

_YES = frozenset({"1", "true", "yes", "on", "y", "t", "co"})
_NO = frozenset(
    {
        *("0", "false", "no", "off", "n", "f", "null", "none", "nil", "n a", "never", "nothing"),
        *("khong", "khong co", "khong bao gio", "chua", "thuong", "binh thuong"),
    }
)
_OPEN_WORDS = frozenset(
    {
        *("active", "all", "anyone", "approved", "available", "enabled", "everybody", "everyone", "free", "live"),
        *("online", "open", "public", "publish", "published", "released", "show", "shown", "visible"),
        *(
            "cong khai",
            "da cong khai",
            "da dang",
            "da dang bai",
            "da dang tai",
            "da duyet",
            "da hien thi",
            "da kich hoat",
        ),
        *("da phat hanh", "da xuat ban", "dang", "dang hien thi", "dang hoat dong", "hien", "hien thi", "hoat dong"),
        *("kich hoat", "moi nguoi", "tat ca", "xuat ban"),
    }
)
_NEVER = re.compile(r"0000 00 00[0 ]*|0001 01 01\b.*|9999 12 31\b.*")  # the empty dates of databases
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def is_narrowing(name: str, value: Any) -> bool:
    """Whether an unknown field may say that not everybody may read the story now, or always.

    `password: "x"`, `deleted_at: "2020-01-01"` and `published: false` do; `private: false`, `visibility: "public"`,
    `password: ""`, `trạng_thái: "Đã đăng"` and `comment_status: "closed"` do not.
    """
    words = _HARMLESS.sub(" ", vietnamese.fold(_CAMEL.sub(" ", name))).strip()
    said = _said(value)
    if not said or _OF_SOMETHING_ELSE.search(words):
        return False
    if _LOCKS.search(words):
        return isinstance(value, str) or said not in _NO
    is_never = said in _NO or _NEVER.fullmatch(said) is not None
    if _STARTS.search(words):
        return not is_never and not _is_past(value)
    if _LEVELS.search(words):
        return not is_never and said not in _OPEN_WORDS
    if _NARROWS.search(words):
        return not is_never and not (_OF_PEOPLE.search(words) and said.isdecimal() and said != "1")
    return _OPENS.search(words) is not None and said not in _YES | _OPEN_WORDS and not _is_past(value)


def _said(value: Any) -> str:
    """The value folded; a number keeps its sign."""
    if value in (None, "", [], {}):
        return ""
    text = str(int(value) if isinstance(value, float) and value.is_integer() else value).strip()
    return text if re.fullmatch(r"[-+]?[0-9]+", text) else vietnamese.fold(text)


def _is_past(value: Any) -> bool:
    at: datetime | None = times.read(value) or times.read(f"{value} 00:00")  # a day alone begins at midnight
    return at is not None and at <= timezone.now()
