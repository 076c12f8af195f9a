"""README, CONTRIBUTING and docs/ name only what is there, in the words of the code and of the screen."""

import re
from functools import cache
from importlib import import_module
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.apps import apps
from django.core.management import call_command, get_commands
from django.utils import translation

from newsroom.roles import ROLES

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
HANDBOOK = sorted((ROOT / "docs/cam-nang").glob("*.md"))
PICTURES = ROOT / "docs/pictures"
ENDINGS = ["py", "md", "html", "css", "js", "svg", "po", "mo", "lock", "toml", "yml", "json", "webp", "txt"]
# What running makes, and what the records say is not there.
NOT_HERE = {"var/", ".env", "thoidai.dump", "pagecache/", "newsroom/publishing.py", "robots.txt", "FILE.jsonl"}
# Of the handbook's quoted words, those that somebody types.
TYPED = {"lhhn vinh phuc"}
PERMISSIONS = {
    "viết bài của mình, gửi duyệt": ("newsroom.add_story", "newsroom.submit_story"),
    "đọc bài của đồng nghiệp": ("newsroom.view_story",),
    "tạo thẻ mới": ("articles.add_tag",),
    "biên tập bài của đồng nghiệp": ("newsroom.edit_story",),
    "trả lại bài": ("newsroom.return_story",),
    "duyệt bài": ("newsroom.approve_story",),
    "tự duyệt bài của mình, tự đưa lên trang bài mình viết và duyệt, có lý do": ("newsroom.override_approval",),
    "đưa bài lên trang, hẹn giờ": ("newsroom.publish_story",),
    "đổi địa chỉ, giờ hết hạn của bài đang trên trang": ("newsroom.publish_story",),
    "đăng đính chính": ("newsroom.correct_story",),
    "gỡ bài": ("newsroom.withdraw_story",),
    "làm việc ở mọi chuyên mục": ("newsroom.work_in_all_sections",),
    "xếp trang chủ, lưu nháp": ("newsroom.curate_lists",),
    "đưa danh sách lên trang, hoàn tác": ("newsroom.launch_lists",),
    "tải ảnh vào kho": ("photos.add_photo",),
    "sửa thông tin mọi ảnh trong kho": ("photos.change_photo",),
    "sửa nguồn ảnh trên các trang đã đăng": ("newsroom.correct_photo",),
    "sửa hạn dùng, loại, điểm trọng tâm của ảnh đang trên trang, có lý do": ("photos.redraw_photo",),
    "gỡ ảnh khỏi mọi trang": ("photos.withdraw_photo",),
    "thêm, sửa sự kiện": ("organizations.add_event", "organizations.change_event"),
    "sửa, xác nhận tổ chức": ("organizations.change_organization",),
    "thêm, gộp tổ chức": ("organizations.add_organization",),
    "thêm, sửa tác giả": ("articles.add_author", "articles.change_author"),
    "xem và đặt đồng nghiệp nào viết dưới bút danh nào": ("articles.link_author",),
    "thêm, sửa chuyên đề": ("articles.add_topic", "articles.change_topic"),
    "gộp thẻ, chuyên đề, tác giả": ("articles.merge_tag", "articles.add_topic", "articles.link_author"),
    "thêm, sửa chuyên mục": ("articles.add_section", "articles.change_section"),
    "sửa thông tin trang và trang giới thiệu": ("pages.change_sitesettings", "pages.change_standingpage"),
    "xem nhật ký tòa soạn": ("newsroom.view_auditentry",),
    "thêm đồng nghiệp, đặt vai trò": ("accounts.add_user", "accounts.change_user"),
    "cho gửi lại việc gửi đi bị lỗi": ("outbox.change_message",),
}


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def spans(text: str) -> set[str]:
    """What stands between back-ticks, outside of fenced blocks."""
    return set(re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)))


@cache
def files() -> dict[str, list[str]]:
    """Every file of ours by its bare name."""
    found: dict[str, list[str]] = {}
    for top in ROOT.iterdir():
        if top.name in {"var", ".git"} or (top.name.startswith(".") and top.name != ".ci"):
            continue
        for path in [top, *(top.rglob("*") if top.is_dir() else ())]:
            if path.is_file():
                found.setdefault(path.name, []).append(str(path.relative_to(ROOT)))
    return found


@cache
def code() -> str:
    paths = [path for paths in files().values() for path in paths if path.endswith((".py", "Makefile"))]
    return "\n".join((ROOT / path).read_text(encoding="utf-8") for path in paths)


def is_there(path: str) -> bool:
    if re.search(r"[<*…{]", path) or path in NOT_HERE:
        return True
    return (ROOT / path).exists() if "/" in path else path in files()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_path_exists(page):
    endings = (*(f".{ending}" for ending in ENDINGS), "/")
    words = {span for span in spans(page.read_text()) if re.fullmatch(r"[\w./<>*-]+", span) and span.endswith(endings)}
    paths = {word for word in words if not re.match(r"/|\.\w+$", word)}
    assert {path for path in paths if not is_there(path)} == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())
    inner = [link for link in links if not re.match(r"https?:", link)]
    assert [link for link in inner if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_exists(page):
    text = page.read_text()
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), flags=re.M))
    assert set(re.findall(r"(?:`|^ {4}|^ {6})make ([a-z][a-z-]*)", text, flags=re.M)) <= targets
    assert set(re.findall(r"manage\.py (\w+)", text)) <= set(get_commands())


def resolves(dotted: str) -> bool:
    """A module, something in it, or a model by its label."""
    room, _, rest = dotted.partition(".")
    if rest.lower() in apps.get_app_config(room).models if apps.is_installed(room) else False:
        return True
    parts = dotted.split(".")
    for end in range(len(parts), 0, -1):
        try:
            found = import_module(".".join(parts[:end]))
        except ImportError:
            continue
        for part in parts[end:]:
            found = getattr(found, part, None)
        return found is not None
    return False


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_name_of_the_code_is_in_the_code(page):
    rooms = "|".join(sorted(path.parent.name for path in ROOT.glob("*/__init__.py")))
    named = spans(page.read_text())
    dotted = {span for span in named if re.fullmatch(rf"({rooms})(\.[A-Za-z_]\w*)+(?<!\.py)", span)}
    assert {span for span in dotted if not resolves(span)} == set()
    functions = {span[:-2] for span in named if re.fullmatch(r"_?[a-z]\w*\(\)", span)} - {"save", "update", "filter"}
    assert {one for one in functions if not re.search(rf"\b(def|class) {one}\b", code())} <= {"bulk_create"}


def test_constants_of_the_recipes_are_in_the_code():
    named = {span for span in spans((ROOT / "CONTRIBUTING.md").read_text()) if re.fullmatch(r"[A-Z][A-Z_]{2,}", span)}
    assert {one for one in named if not re.search(rf"^{one}\b", code(), flags=re.M)} == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_machine_and_no_index_is_named(page):
    found = re.findall(
        r"/(?:work|home|root|tmp|Users)/|file:/|pypi|pythonhosted|/simple\b|index-url=", page.read_text()
    )
    assert found == []


def test_the_readme_prints_the_demo_s_sign_ins(settings):
    settings.DEMO = True
    printed = StringIO()
    call_command("demo_accounts", stdout=printed)
    lines = [line.strip() for line in printed.getvalue().splitlines()]
    assert len(lines) > len(ROLES)
    assert [line for line in lines if line not in (ROOT / "README.md").read_text()] == []


def test_pictures_are_small_and_shown():
    pictures = {path.name: path.stat().st_size for path in PICTURES.iterdir()}
    assert {one for one, size in pictures.items() if size > 200_000} == set()
    text = (ROOT / "README.md").read_text()
    assert {one for one in pictures if f"docs/pictures/{one}" not in text} == set()


def test_records_are_numbered_dated_and_short():
    records = sorted((ROOT / "docs/adr").glob("*.md"))
    assert [int(path.name[:4]) for path in records] == list(range(1, len(records) + 1))
    for path in records:
        text = path.read_text()
        assert re.search(r"20\d\d-\d\d-\d\d", text), path.name
        assert [part for part in ("Context", "Decision", "Consequences") if f"## {part}" not in text] == [], path.name
        words = [line for line in text.splitlines() if not line.startswith("|")]  # tables beside
        assert len(words) <= 60, path.name  # what later records amended stands there too


# ── The handbook ──────────────────────────────────────────────────────────────────────────────────────
def plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip(" …:").casefold()


@cache
def on_screen() -> set[str]:
    """Every Vietnamese word group of the catalogues, and how a name in it may be filled in."""
    texts = set()
    for path in (ROOT / "locale/vi/LC_MESSAGES").glob("*.po"):
        for entry in polib.pofile(str(path)):
            texts |= {plain(text) for text in entry.msgstr_plural.values() or [entry.msgstr]}
    return texts


def is_on_screen(words: str) -> bool:
    if plain(words) in on_screen() | TYPED:
        return True
    patterns = (re.sub(r"%\\\(\w+\\\)[sd]", ".+", re.escape(text)) for text in on_screen() if "%(" in text)
    return any(re.fullmatch(pattern, plain(words)) for pattern in patterns if pattern != ".+")


@pytest.mark.parametrize("page", HANDBOOK, ids=name)
def test_quoted_words_are_those_of_the_screen(page):
    quoted = re.findall(r"“([^”]+)”", page.read_text())
    assert [words for words in quoted if not is_on_screen(words)] == []


def test_the_table_of_roles_is_that_of_the_code():
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in (ROOT / "docs/cam-nang/vai-tro.md").read_text().splitlines()
        if line.startswith("|") and "---" not in line
    ]
    with translation.override("vi"):
        assert rows[0][1:] == [str(label) for label, _ in ROLES.values()]
    may = {row[0]: [cell == "✓" for cell in row[1:]] for row in rows[1:]}
    assert may == {
        act: [set(needed) <= set(given) for _, given in ROLES.values()] for act, needed in PERMISSIONS.items()
    }
