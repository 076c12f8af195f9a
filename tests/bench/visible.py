"""From commit to readers' eyes: a story goes through the door, and its pages are asked until all of them show it.

    .venv/bin/python -m tests.bench.visible --database postgres://… [--base http://127.0.0.1:6081]

The pages are kept ready beforehand. The clock starts right after the publishing transaction has committed, in a
process that serves nobody; a worker runs beside, which tells the caches in front.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import django

from tests.bench.servers import ROOT, granian, prepared, read

GOAL = 1.0  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default=os.environ.get("BENCH_DATABASE_URL", ""))
    parser.add_argument("--base", default="", help="a front that runs already, before an application of its own")
    parser.add_argument("--place", type=Path, help="VAR_DIR of the application behind the front")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    if not options.database:
        sys.exit("Say --database.")
    with tempfile.TemporaryDirectory(prefix="bench-") as directory, ExitStack() as stack:
        place = options.place or Path(directory)
        environment = prepared(options.database, place=place, page_cache="pages")
        os.environ.update(environment)
        base = options.base
        if not base:
            server = granian("thoidai.wsgi:application", environment=environment, log=Path(directory) / "pages.log")
            base = stack.enter_context(server).base
            worker = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=os.environ)
            stack.callback(worker.terminate)
        os.environ["DJANGO_SETTINGS_MODULE"] = "thoidai.settings"
        django.setup()
        slowest = [_once(base) for _ in range(options.times)]
    print(f"the slowest page of each of {len(slowest)} stories: {', '.join(f'{each:.2f} s' for each in slowest)}")
    print("met" if max(slowest) < GOAL else "missed", f"(goal: below {GOAL:g} s)")


def _once(base: str) -> float:
    """Publish one story; seconds until the last of its pages shows it."""
    from django.utils import timezone

    from newsroom.publishing import publish

    story, editor, title = _approved()
    pages = [base + path for path in _pages(story)]
    for page in pages:
        read(page)
    publish(story, by=editor, now=timezone.now())
    began = time.monotonic()
    waiting = {*pages, f"{base}/{story.slug}-{story.pk}.html"}
    while waiting:
        for page in sorted(waiting):
            status, body = read(page)
            if status == 200 and title in body.decode():
                waiting.discard(page)
        if time.monotonic() - began > 60:
            raise RuntimeError(f"after a minute still without it: {waiting}")
    return time.monotonic() - began


def _approved():
    """A story of a section, an author, a tag, a topic and a body, approved and ready."""
    from django.contrib.auth.models import Group
    from django.utils import timezone

    from articles.models import Author, Section, Tag, Topic
    from newsroom.models import Status
    from newsroom.roles import sync_roles
    from newsroom.workflow import move
    from organizations.models import Organization
    from tests.factories import make_story, make_user

    if not Group.objects.exists():
        sync_roles()
    now = timezone.now()
    unique = f"{now:%H%M%S%f}"
    writer = make_user(role="reporter", username=f"bench-a-{unique}")
    editor = make_user(role="managing_editor", username=f"bench-b-{unique}")
    title = f"Chuyện vừa đến {unique}"
    section = Section.objects.filter(parent=None, in_menu=True).first()
    named = {"title": title, "slug": f"chuyen-vua-den-{unique}"}
    story = make_story(by=writer, now=now, section=section, authors=(Author.objects.first(),), **named)
    story.tags.add(Tag.objects.first())
    story.topics.add(Topic.objects.first())
    story.organizations.add(Organization.objects.public().first())
    move(story, to=Status.SUBMITTED, by=writer, now=now)
    move(story, to=Status.APPROVED, by=editor, now=now)
    return story, editor, title


def _pages(story) -> list[str]:
    author, tag = story.contributions.get().author, story.tags.get()
    shown = (story.section, author, tag, story.topics.get(), story.organizations.get())
    feeds = ("/rss/", f"/rss/chuyen-muc{story.section.get_absolute_url()}/", f"/rss/tag/{tag.slug}/")
    return ["/", *(row.get_absolute_url() for row in shown), *feeds]


if __name__ == "__main__":
    main()
