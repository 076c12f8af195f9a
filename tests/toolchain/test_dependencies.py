import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = (ROOT / "pyproject.toml").read_text()
NAMES = ("requirements.lock", "requirements-s3.lock", "requirements-dev.lock")
LOCKS = {lock: (ROOT / lock).read_text() for lock in NAMES}
DECLARED = tomllib.loads(PYPROJECT)


def packages(lock: str) -> dict[str, str]:
    """Name and version of every locked package."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^ \\]+)", LOCKS[lock], flags=re.M))


def declared(requirements: list[str]) -> set[str]:
    return {re.match(r"[A-Za-z0-9-]+", requirement)[0].lower() for requirement in requirements}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_host(lock):
    entries = re.split(r"\n(?=[a-z])", LOCKS[lock])
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links| @ ", LOCKS[lock])


def test_the_locks_hold_what_is_declared_and_agree():
    run, s3, dev = (packages(lock) for lock in NAMES)
    assert declared(DECLARED["project"]["dependencies"]) <= set(run)
    assert declared(DECLARED["dependency-groups"]["dev"]) <= set(dev)
    assert declared(DECLARED["project"]["optional-dependencies"]["s3"]) <= set(s3)
    assert run.items() <= s3.items() <= dev.items()


def test_every_dependency_says_what_it_is_for():
    lines = re.findall(r'^    "[A-Za-z][^"]*".*$', PYPROJECT.split("[tool.")[0], flags=re.M)
    assert len(lines) > 20
    assert [line for line in lines if " # " not in line] == []


def test_the_framework_is_the_long_term_one():
    assert DECLARED["project"]["requires-python"] == ">=3.11"
    assert packages("requirements.lock")["django"].startswith("5.2.")
