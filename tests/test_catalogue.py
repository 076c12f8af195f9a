"""Every word on screen is in Vietnamese, and the committed catalogues are those of the code."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = sorted((ROOT / "locale/vi/LC_MESSAGES").glob("*.po"))
DOMAINS = {"django": [], "djangojs": ["--domain", "djangojs"]}
IGNORED = [word for name in ("var", "tests", "vendor") for word in ("--ignore", name)]


def keys(po: polib.POFile | polib.MOFile) -> set[tuple[str, str, str]]:
    return {(entry.msgctxt or "", entry.msgid, entry.msgid_plural or "") for entry in po if not entry.obsolete}


def words(po: polib.POFile | polib.MOFile) -> dict:
    return {(e.msgctxt or "", e.msgid): e.msgstr or dict(e.msgstr_plural) for e in po if not e.obsolete}


def test_there_is_a_catalogue():
    assert "django.po" in {path.name for path in CATALOGUES}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_nothing_is_untranslated_or_guessed(path):
    po = polib.pofile(str(path))
    assert [entry.msgid for entry in po.untranslated_entries() + po.fuzzy_entries()] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_placeholders_survive_translation(path):
    placeholder = re.compile(r"%(?:\(\w+\))?[sd]|\{\w+\}")
    assert [
        entry.msgid
        for entry in polib.pofile(str(path)).translated_entries()
        for text in entry.msgstr_plural.values() or [entry.msgstr]
        if set(placeholder.findall(text)) != set(placeholder.findall(entry.msgid_plural or entry.msgid))
    ] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.name)
def test_the_compiled_catalogue_is_the_written_one(path):
    """Compiled files are committed: a fresh machine has no gettext."""
    assert words(polib.mofile(str(path.with_suffix(".mo")))) == words(polib.pofile(str(path))), "run: make messages"


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("xgettext"), reason="no gettext here; bring it with: sudo apt-get install gettext")
def test_the_catalogues_hold_the_words_of_the_code(tmp_path):
    copy = tmp_path / "copy"
    left_out = shutil.ignore_patterns("var", ".*", "*.mo", "media", "__pycache__", "docs", "node_modules")
    shutil.copytree(ROOT, copy, ignore=left_out)
    for po in copy.glob("locale/vi/LC_MESSAGES/*.po"):
        po.unlink()
    for domain, options in DOMAINS.items():
        command = [sys.executable, "manage.py", "makemessages", "--locale", "vi", *options, *IGNORED]
        subprocess.run(command, cwd=copy, check=True, capture_output=True)
        fresh, committed = (base / f"locale/vi/LC_MESSAGES/{domain}.po" for base in (copy, ROOT))
        assert fresh.exists() == committed.exists()
        if fresh.exists():
            assert keys(polib.pofile(str(fresh))) == keys(polib.pofile(str(committed))), "run: make messages"
