"""The desk's list with many stories, as multiples of a plain list of 60: CPU time, median of some requests.

    .venv/bin/python -m tests.bench.desk --count 150000

An SQLite file of its own below a temporary directory.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[2]
BATCH = 5000
ADDRESSES = (
    ("the list, page 1", ""),
    ("its page 40", "?p=40"),
    ("one status", "?status=submitted"),
    ("a search without accents", "?q=huu+nghi+bien+dao"),
    ("a search that finds nothing", "?q=khong+he+co+chu+nay"),
    ("a number", "?q=1000500"),
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=150_000)
    parser.add_argument("--times", type=int, default=9)
    options = parser.parse_args()
    if "BENCH_DIRECTORY" not in os.environ:
        with tempfile.TemporaryDirectory() as directory:
            env = os.environ | {"DEMO": "1", "VAR_DIR": directory, "BENCH_DIRECTORY": directory}
            env.pop("DATABASE_URL", None)
            env["DJANGO_SETTINGS_MODULE"] = "thoidai.settings"
            for command in (["migrate", "-v0"], ["sync_roles"], ["collectstatic", "--no-input", "-v0"]):
                subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=env, check=True)
            sys.exit(
                subprocess.run([sys.executable, "-m", "tests.bench.desk", *sys.argv[1:]], cwd=ROOT, env=env).returncode
            )
    import django

    django.setup()
    fill(options.count)
    measure(times=options.times)


def fill(count: int) -> None:
    """Stories of 50 colleagues over ten sections, in every status that needs no version."""
    from django.utils import timezone

    from newsroom.models import Story
    from tests.bench.archive import SYLLABLES
    from tests.factories import make_section, make_user
    from vietnamese import fold

    random, now = Random(1), timezone.now()
    users = [make_user(role="reporter") for _ in range(50)]
    sections = [make_section() for _ in range(10)]
    for start in range(0, count, BATCH):
        stories = []
        for number in range(start, min(start + BATCH, count)):
            title = " ".join(random.choice(SYLLABLES) for _ in range(10)).capitalize()
            at = now - timedelta(minutes=number)
            stories.append(
                Story(
                    title=title,
                    title_folded=fold(title),
                    lead=title * 3,
                    body=f"<p>{title * 40}</p>",
                    status=random.choice(("draft", "submitted", "returned", "in_edit")),
                    section=random.choice(sections),
                    created_by=random.choice(users),
                    created_at=at,
                    changed_at=at,
                )
            )
        Story.objects.bulk_create(stories)


def measure(*, times: int) -> None:
    from django.template import Context, Template
    from django.test import Client

    from newsroom.models import Story
    from tests.factories import make_user

    client = Client()
    client.force_login(make_user(role="reporter"))
    plain = Template(
        '<ol>{% for s in stories %}<li><a href="/{{ s.pk }}">{{ s.title }}</a> {{ s.lead }}</li>{% endfor %}</ol>'
    )

    def plain_list() -> None:
        plain.render(Context({"stories": Story.objects.defer("body").order_by("-changed_at", "-pk")[:60]}))

    unit = _median(plain_list, times=times)
    print(f"{Story.objects.count()} stories; the plain list of 60 takes {unit * 1000:.1f} ms of CPU")
    for label, query in ADDRESSES:
        seconds = _median(lambda query=query: _get(client, query), times=times)
        print(f"{label}: {seconds / unit:.1f} ×")


def _get(client, query: str) -> None:
    assert client.get(f"/quan-tri/newsroom/story/{query}").status_code == 200


def _median(run: Callable[[], None], *, times: int) -> float:
    run()
    spent = []
    for _ in range(times):
        before = time.process_time()
        run()
        spent.append(time.process_time() - before)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
