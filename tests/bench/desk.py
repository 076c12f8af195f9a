"""The desk's list, filters, search and choosers among many stories, as multiples of a plain list of 60.

    .venv/bin/python -m tests.bench.desk --count 200000
    DATABASE_URL=postgres://… .venv/bin/python -m tests.bench.desk --count 1000000 --directory /tmp/desk

CPU time of the process and of its PostgreSQL backend, median of some requests of an ordinary reporter. Without
--directory an SQLite file lies below a temporary directory; with it files and rows are kept and used again.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
LIST = "newsroom/story/"
QUERIES = {
    "one very common word": "nhân dân",
    "two common words": "việt nam hữu nghị",
    "four words without accents": "huu nghi bien dao",
    "words that meet rarely": "cong chieng mua roi nuoc bom min",
    "a name": "Đặng Oanh Quyên",
    "a common word": "nghĩ",
    "a word only begun": "nghệ sĩ tru",
    "what is in no title": "khong he co chu nay",
    "one letter": "t",
}
CHOSEN = {
    "a tag": ("story", "tags"),
    "an author": ("storycontribution", "author"),
    "a body": ("story", "organizations"),
    "an event": ("story", "events"),
    "a topic": ("story", "topics"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--directory", type=Path)
    options = parser.parse_args()
    if "BENCH_DIRECTORY" not in os.environ:
        with tempfile.TemporaryDirectory() as temporary:
            sys.exit(_in(options.directory or Path(temporary)))
    import django

    django.setup()
    from newsroom.models import Story
    from tests.bench import desk_stories

    if not Story.objects.exists():
        desk_stories.fill(options.count)
    measure(times=options.times)


def _in(directory: Path) -> int:
    """Runs this module again on a database of its own."""
    env = os.environ | {"DEMO": "1", "VAR_DIR": str(directory), "BENCH_DIRECTORY": str(directory)}
    env["DJANGO_SETTINGS_MODULE"] = "thoidai.settings"
    for command in (["migrate", "-v0"], ["sync_roles"], ["collectstatic", "--no-input", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
    return subprocess.run([sys.executable, "-m", "tests.bench.desk", *sys.argv[1:]], cwd=ROOT, env=env).returncode


def addresses() -> Iterator[tuple[str, str]]:
    """What is asked for, and where it stands below the desk's own address."""
    from articles.models import Section
    from newsroom.models import Story

    rare, common = Section.objects.order_by("-pk")[0].path, Section.objects.order_by("pk")[0].path
    lists: dict[str, dict[str, str]] = {
        "the list": {},
        "its page 40": {"p": "40"},
        "published": {"status": "published"},
        "published, page 40": {"status": "published", "p": "40"},
        "submitted": {"status": "submitted"},
        "a large section": {"section": common},
        "a small section": {"section": rare},
        "a small section, page 20": {"section": rare, "p": "20"},
        "videos": {"kind": "video"},
        "written by me": {"of": "mine"},
        "a small section's drafts": {"section": rare, "status": "draft"},
        "a small section's videos": {"section": rare, "kind": "video"},
        "withdrawn videos of a small section": {"section": rare, "kind": "video", "status": "withdrawn"},
        "my withdrawn videos": {"of": "mine", "kind": "video", "status": "withdrawn"},
    }
    for label, query in lists.items():
        yield label, f"{LIST}?{urlencode(query)}"
    for label, words in QUERIES.items():
        yield f"search: {label}", f"{LIST}?{urlencode({'q': words})}"
    for words in ("nhân dân", "Đặng Oanh Quyên"):
        yield f"search: {words}, submitted", f"{LIST}?{urlencode({'q': words, 'status': 'submitted'})}"
        yield f"search: {words}, small section", f"{LIST}?{urlencode({'q': words, 'section': rare})}"
    yield "search: a number", f"{LIST}?q={Story.objects.order_by('-pk').values_list('pk', flat=True)[1000]}"
    for label, (model, field) in CHOSEN.items():
        for term in ("", "t", "hữu nghị", "khong he co"):
            asked = {"app_label": "newsroom", "model_name": model, "field_name": field, "term": term}
            yield f"choosing {label}: “{term}”", f"autocomplete/?{urlencode(asked)}"
    for term in ("", "nhan dan", "khong he co"):
        yield f"choosing a picture: “{term}”", f"photos/photo/picker/?{urlencode({'q': term})}"
        yield f"choosing a story: “{term}”", f"{LIST}lookup/?{urlencode({'q': term})}"


def measure(*, times: int) -> None:
    from django.db import connection
    from django.template import Context, Template
    from django.test import Client

    from accounts.models import User
    from newsroom.models import Story
    from tests.factories import make_user

    reporter = User.objects.filter(username="bench").first() or make_user(role="reporter", username="bench")
    client = Client()
    client.force_login(reporter)
    plain = Template(
        '<ol>{% for s in stories %}<li><a href="/{{ s.pk }}">{{ s.title }}</a> {{ s.lead }}</li>{% endfor %}</ol>'
    )

    def plain_list() -> str:
        return plain.render(Context({"stories": Story.objects.defer("body").order_by("-changed_at", "-pk")[:60]}))

    size = len(plain_list().encode()) / 1000
    unit, _ratio = _measured(plain_list, plain_list, times=3 * times)
    print(f"{connection.vendor}; the plain list of 60 ({size:.0f} kB) takes {unit * 1000:.1f} ms of CPU")
    for label, path in addresses():
        _unit, ratio = _measured(plain_list, lambda path=path: _get(client, path), times=times)
        print(f"{ratio:6.1f} ×  {label}", flush=True)


def _get(client: Any, path: str) -> None:
    assert client.get(f"/quan-tri/{path}").status_code == 200


def _measured(plain: Callable[[], Any], run: Callable[[], Any], *, times: int) -> tuple[float, float]:
    """What the plain list takes, and how many times that the other does; in turns, since the machine is shared."""
    run()
    units, others = [], []
    for _ in range(times):
        for work, spent in ((plain, units), (run, others)):
            before = _cpu()
            work()
            spent.append(_cpu() - before)
    unit = statistics.median(units)
    return unit, statistics.median(others) / unit


def _cpu() -> float:
    """Seconds of this process and of the PostgreSQL backend that serves it, if it runs on this machine."""
    from django.db import connection

    spent = time.process_time()
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text()
        spent += int(schedule.split()[0]) / 1e9
    return spent


if __name__ == "__main__":
    main()
