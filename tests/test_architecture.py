"""The rules of the house that a machine can check. Each failure names the file and says what to do."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from articles.models import StoryText

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 400  # lines

# From the top down; rooms of one line do not know each other.
LAYERS = [
    {"thoidai"},
    {"newsroom"},
    {"pages"},
    {"articles"},
    {"organizations"},
    {"photos"},
    {"accounts"},
    {"search", "readership"},
    {"addresses"},
    {"pagecache"},
    {"outbox", "throttle", "locking", "asking", "vietnamese"},
]
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}


def files(*patterns: str, under: str = "") -> Iterator[Path]:
    """Our own files: no state, no generated migrations, nothing that others wrote."""
    for top in sorted((ROOT / under).iterdir() if not under else [ROOT / under]):
        if top.name.startswith(".") or top == ROOT / "var" or not top.is_dir():
            continue
        for pattern in patterns:
            for path in sorted(top.rglob(pattern)):
                if not {"migrations", "vendor", "__pycache__"} & set(path.parts):
                    yield path


def rooms() -> Iterator[tuple[str, Path]]:
    for room in RANK:
        for path in files("*.py", under=room):
            yield room, path


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def imported(path: Path) -> Iterator[str]:
    """Dotted names of everything a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_files_are_small():
    long = {
        name(path): lines
        for path in files("*.py", "*.js", "*.css", "*.html")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert not long, "split these by concept"


def test_every_room_has_its_place():
    found = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert found == set(RANK)


def test_names_say_what_a_file_knows():
    empty_words = {"core", "utils", "util", "common", "helpers", "misc", "services", "managers", "signals", "lib"}
    assert [name(path) for path in files("*.py") if empty_words & {path.stem, path.parent.name}] == []


def test_imports_run_downwards_only():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_import_linter_knows_the_same_layers():
    contract = (ROOT / "pyproject.toml").read_text().split("layers = [")[1].split("]")[0]
    assert [set(re.split(r" [:|] ", line)) for line in re.findall(r'"(.+?)"', contract)] == LAYERS


def test_foreign_keys_run_downwards_only():
    upward = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model and model._meta.app_label in RANK
        if RANK.get(field.related_model._meta.app_label, 99) < RANK[model._meta.app_label]
    ]
    assert upward == []


def test_strings_do_not_reach_upwards_either():
    """Dotted paths (tasks, permissions, models) name a room as surely as an import does."""
    dotted = re.compile(rf"({'|'.join(RANK)})\.(?!com\.vn)[A-Za-z_][\w.]*")
    upward = [
        f"{name(path)}:{node.lineno} {node.value}"
        for room, path in rooms()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (match := dotted.fullmatch(node.value)) and RANK[match[1]] < RANK[room]
    ]
    assert upward == []


def test_nothing_happens_behind_the_back():
    """No signals, and no rules in save(): side effects stand where they are caused, or in the outbox."""
    banned = ("django.db.models.signals", "django.dispatch", "django.core.signals", "django.contrib.auth.signals")
    listening = [name(path) for _, path in rooms() if any(i.startswith(banned) for i in imported(path))]
    saving = [
        f"{name(path)}:{node.lineno}"
        for _, path in rooms()
        if "models" in path.parts or path.stem == "models"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete"}
    ]
    # taggit creates tags without asking for their folded name.
    assert listening + [place for place in saving if not place.startswith("articles/models/tag.py:")] == []


def test_no_code_runs_at_a_thread_s_end():
    """What finalizers do, the thread that holds an object does in its last breath (docs/adr/0019-threads-that-end.md).

    Libraries keep things in threads; `thoidai/threads.py` lets living threads close them.
    """
    banned = {"atexit", "weakref.finalize", "threading.local", "_thread._local", "asgiref.local.Local"}
    finalizers = [
        f"{name(path)}:{node.lineno} {node.name}"
        for _, path in rooms()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef) and node.name == "__del__"
    ]
    named = [
        f"{name(path)}: {found}"
        for _, path in rooms()
        for found in {*imported(path), *dotted(path)}
        if found in banned or found.startswith("atexit.")
    ]
    called_back = [
        f"{name(path)}:{call.lineno}"
        for _, path in rooms()
        for call in calls(path)
        if ast.unparse(call.func) in {"weakref.ref", "ref", "weakref.proxy"} and len(call.args) + len(call.keywords) > 1
    ]
    assert finalizers + named + called_back == []


def dotted(path: Path) -> Iterator[str]:
    """Names with dots as they are used: `threading.local`."""
    return (ast.unparse(node) for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute))


def test_indexes_of_words_are_read_upwards():
    """SQLite 3.40 loses rows of FTS5 that are read downwards from rowids of 2^56 on (docs/adr/0007)."""
    downwards = [
        f"{name(path)}:{node.lineno}"
        for _, path in rooms()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.search(r"rowid\s+DESC", node.value, re.I)
    ]
    # Stories' numbers end at 2^28 (search/places.py); tests/newsroom/test_desk_titles.py tries them.
    assert [place for place in downwards if not place.startswith("newsroom/titles.py:")] == []


def test_pictures_are_opened_by_the_painter_alone():
    """A bomb, or a decoder that crashes, ends a child process with limits (photos/easel.py), and never the server."""
    openers = [
        name(path)
        for _, path in rooms()
        if any(i.split(".")[0] == "PIL" for i in imported(path)) and "painter" not in path.parts
    ]
    assert openers == ["newsroom/demo/pictures.py"], "it draws the demo's pictures, and opens none"
    painter = [name(path) for path in files("*.py", under="photos") if "painter" in path.parts]
    knows = {i for path in painter for i in imported(ROOT / path) if i.split(".")[0] in {"django", *RANK}}
    assert not [i for i in knows if not i.startswith(("photos.bounds", "photos.painter", "vietnamese"))]


def test_what_follows_a_commit_refuses_nothing_any_more():
    """What raises after the commit answers 500 for what is done. Django names a robust hook that fails by its
    __qualname__, which a `partial` has not: that would raise.
    """
    hooks = [
        (name(path), call)
        for _, path in rooms()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr == "on_commit"
    ]
    assert hooks
    assert [
        f"{place}:{call.lineno}"
        for place, call in hooks
        if ("robust", "True") not in {(word.arg, ast.unparse(word.value)) for word in call.keywords}
        or isinstance(call.args[0], ast.Call)
    ] == []


# What asks other machines, and the files that may: each has a timeout of its own there, below the deadline of whatever
# is delivered with it (tests/outbox/test_kinds.py). Anybody else calls `outbox.calls.call`, or puts in a message.
OUTWARD = re.compile(
    r"(asyncio|boto3|botocore|django\.core\.(cache\.backends\.\w*redis\w*|mail)|ftplib|http\.client|httpx|imaplib|poplib|"
    r"psycopg|redis|requests|smtplib|socket|ssl|storages|telnetlib|urllib3|urllib\.request|xmlrpc\.client)(\.|$)"
)
MAY_ASK_OUTWARD = {
    "accounts/lockout_mail.py": {"django.core.mail.send_mail"},  # the same
    "accounts/password_reset.py": {"django.core.mail.send_mail"},  # outbox/smtp.py, and in the mails' lane
    "newsroom/importing/pictures.py": {"http.client.HTTPException", "urllib.request.HTTPRedirectHandler"},  # no calls
    "newsroom/telling.py": {"django.core.mail.send_mail"},
    "outbox/calls.py": {"http.client", "socket", "urllib.request"},
    "outbox/smtp.py": {"django.core.mail.backends.smtp", "smtplib"},  # EMAIL_TIMEOUT, ACCEPTING_SECONDS
    "pagecache/fronts.py": {"http.client.HTTPException"},  # no call
    "photos/objects.py": {"botocore", "storages"},  # PATIENCE
    "thoidai/starving.py": {"socket"},  # closes what others opened
    "thoidai/caches.py": {"django.core.cache.backends.redis", "redis"},  # CACHES
    "throttle/counters.py": {"redis"},  # REDIS_TIMEOUT
}


def test_outward_calls_stand_in_named_places():
    def may(path: Path, what: str) -> bool:
        return any(what == named or what.startswith(f"{named}.") for named in MAY_ASK_OUTWARD.get(name(path), ()))

    assert [
        f"{name(path)} imports {what}: use outbox.calls, or name the file and its timeout above"
        for _, path in rooms()
        for what in imported(path)
        if OUTWARD.match(what) and not may(path, what)
    ] == []


def test_every_kind_of_message_says_how_long_it_may_take_and_what_it_does():
    """`@handler(kind, lane=Lane.…, seconds=…, words=_("…"))`, `@every(seconds=…, name=…, words=_("…"))`."""
    needed = {"handler": {"seconds", "words"}, "every": {"words"}}
    assert [
        f"{name(path)}:{call.lineno} {ast.unparse(call)[:60]} needs {', '.join(sorted(missing))}"
        for _, path in rooms()
        if path.stem == "outbox_handlers"
        for call in calls(path)
        if (way := ast.unparse(call.func).rpartition(".")[2]) in needed
        if (missing := needed[way] - {keyword.arg for keyword in call.keywords})
    ] == []


def test_what_is_run_beside_us_has_an_end():
    """`subprocess` by any of its short ways must say how long it may take."""
    short_ways = {"run", "call", "check_call", "check_output"}
    assert [
        f"{name(path)}:{call.lineno} needs timeout="
        for _, path in rooms()
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in short_ways
        if isinstance(call.func.value, ast.Name) and call.func.value.id == "subprocess"
        if "timeout" not in {keyword.arg for keyword in call.keywords}
    ] == []


def test_slugs_are_vietnamese():
    """Django's slugify loses đ; vietnamese.slugify does not."""
    assert [name(p) for _, p in rooms() if "django.utils.text.slugify" in imported(p)] == []


def test_rows_are_locked_in_one_place():
    """`locking` refuses a lock with a join, takes rows in one order, and says which table comes first."""
    asked = [
        f"{name(path)}:{node.lineno}"
        for _, path in rooms()
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Attribute) and node.attr == "select_for_update")
        or (isinstance(node, ast.Constant) and isinstance(node.value, str) and "FOR UPDATE" in node.value.upper())
    ]
    assert [place for place in asked if not place.startswith("locking/")] == [], "use locking.locked or locked_row"


def test_the_door_makes_nothing_of_the_working_copy():
    """Readers get the text of an approved version; `Story` has columns of the same names, and they are a draft's."""
    text = {field.name for field in StoryText._meta.local_fields} | {"title_folded"}
    drafts = {"row", "story"}
    read = [
        f"{name(path)}:{node.lineno} {ast.unparse(node)}"
        for room, path in rooms()
        if room == "newsroom" and "publishing" in path.parts
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in text
        if isinstance(node.value, ast.Name) and node.value.id in drafts
    ]
    assert read == []


def test_views_speak_the_words_of_the_querysets():
    views = [path for _, path in rooms() if path.stem == "views" or "views" in path.parts]
    assert views
    raw = {"filter", "exclude", "annotate", "raw", "extra"}
    assert [
        f"{name(path)}:{call.lineno} .{call.func.attr}()"
        for path in views
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in raw
    ] == []


def test_querysets_are_told_the_time():
    clocks = {"now", "today", "localdate", "localtime"}
    assert [
        f"{name(path)}:{call.lineno}"
        for _, path in rooms()
        if "querysets" in path.stem or "querysets" in path.parts
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in clocks and not call.args
    ] == []


@pytest.mark.parametrize("path", list(files("*.html", under="templates/components")), ids=name)
def test_components_say_what_they_take(path):
    assert path.read_text(encoding="utf-8").startswith("{# Params: "), "begin with {# Params: … #}"


@pytest.mark.parametrize("path", list(files("*.html")), ids=name)
def test_components_see_only_what_they_are_given(path):
    text = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.S)
    includes = re.findall(r"\{% include [\"']components/[^%]*%\}", text)
    assert [include for include in includes if not include.endswith(" only %}")] == []


@pytest.mark.parametrize("path", list(files("*.html", under="templates")), ids=name)
def test_templates_hold_no_inline_code(path):
    """No page may run or style by what stands in itself; only an import map of the desk has a nonce."""
    text = path.read_text(encoding="utf-8")
    scripts = re.findall(r"<script\b[^>]*>", text)
    inline = [s for s in scripts if "src=" not in s and "nonce=" not in s and "json" not in s]
    drawn = re.sub(r"\{[%#{].*?[%#}]\}", "", text, flags=re.S)  # arguments of tags are no attributes
    assert inline + re.findall(r"\s(?:on[a-z]+|style)=[\"'][^\"']*[\"']|<style\b|javascript:", drawn) == []


@pytest.mark.parametrize("path", list(files("*.html", under="templates")), ids=name)
def test_templates_tell_machines_the_second(path):
    """Django's "c" writes microseconds: `{{ at|moment }}` (pages/templatetags/look.py) does not."""
    assert not re.search(r"""date:["']c["']""", path.read_text(encoding="utf-8"))
