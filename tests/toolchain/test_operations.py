"""docs/operations.md is exact: its settings are those of the code, its commands those that run."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs/operations.md").read_text()


def test_the_table_of_settings_is_complete():
    code = (ROOT / "thoidai/settings.py").read_text()
    read = set(re.findall(r'(?:env\.\w+|flag)\(\s*"([A-Z0-9_]+)"', code))
    assert set(re.findall(r"^\| `([A-Z0-9_]+)` \|", TEXT, flags=re.M)) == read


def test_the_commands_are_those_of_the_compose_file():
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    assert services["magazine"]["command"] == services["desk"]["command"]
    assert f"`{' '.join(services['magazine']['command'])}`" in TEXT
    assert f"`{' '.join(services['worker']['command'])}`" in TEXT
    assert '", "'.join(services["magazine"]["command"]) in (ROOT / "Dockerfile").read_text()


def test_every_manage_command_it_names_exists():
    from django.core.management import get_commands

    assert set(re.findall(r"manage\.py (\w+)", TEXT)) <= set(get_commands())
