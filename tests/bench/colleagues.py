"""Colleagues who all save at once: every save must be answered, none with 503, and none be lost.

    python -m tests.bench.colleagues                       # SQLite; --database postgres://…

Each writes a story of their own as a browser does: opens it, changes a sentence, presses “Lưu” on the whole form, and
opens it again. Between two saves they think for a moment; with `--think 0` they never do. The worker runs beside them.
"""

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlencode, urlsplit

import html5lib

from tests.bench.servers import ROOT, granian, prepared

SIGN_IN = """
import json
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.utils import timezone
from accounts.models import User
from accounts.session_store import SessionStore
from articles.models import Section
from newsroom import writing
section, paragraph = Section.objects.order_by("pk").first(), "<p>Đoàn đã thăm và tặng quà các gia đình. </p>"
signed_in = []
for number in range({count}):
    user = User.objects.create_user("dong-nghiep-%d" % number, is_staff=True, name="Đồng nghiệp %d" % number)
    user.groups.add(Group.objects.get(name="reporter"))
    story = writing.new_story(
        by=user, now=timezone.now(), section=section, title="Bài thứ %d" % number, body=paragraph * 40
    )
    writing.keep_version(story, by=user, now=timezone.now())
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    signed_in.append([session.session_key, story.pk])
print(json.dumps(signed_in))
"""


@dataclass(slots=True)
class Colleague:
    """One browser at the desk. `saved` counts the answers that said so; `refused` those that were something else."""

    base: str
    session: str
    story: int
    seed: int
    saved: int = 0
    revision: str = ""
    seconds: list[float] = field(default_factory=list)
    refused: Counter[int] = field(default_factory=Counter)

    @property
    def address(self) -> str:
        return f"/quan-tri/newsroom/story/{self.story}/change/"

    def work(self, *, saves: int, think: float) -> None:
        chance = Random(self.seed)
        for number in range(saves):
            if think:
                time.sleep(chance.uniform(0, 2 * think))
            status, page = self._ask("GET")
            if status != 200:
                self.refused[status] += 1
                continue
            form = fields_of(page)
            form = [(name, value) for name, value in form if name != "lead"]
            form.append(("lead", f"Câu thứ {number} của người thứ {self.seed}, viết lúc {time.time()}."))
            began = time.monotonic()
            status, _page = self._ask("POST", form)
            self.seconds.append(time.monotonic() - began)
            if status == 302:
                self.saved += 1
            else:
                self.refused[status] += 1

    def _ask(self, method: str, form: list[tuple[str, str]] | None = None) -> tuple[int, str]:
        at = urlsplit(self.base)
        connection = http.client.HTTPConnection(at.hostname or "", at.port, timeout=120)
        token = "t" * 32
        headers = {
            "Cookie": f"sessionid={self.session}; csrftoken={token}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.base,
            "User-Agent": "Mozilla/5.0",
        }
        body = None
        if form is not None:
            form = [(name, value) for name, value in form if name != "csrfmiddlewaretoken"]
            body = urlencode([*form, ("csrfmiddlewaretoken", token)])
        try:
            connection.request(method, self.address, body=body, headers=headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()


def fields_of(page: str) -> list[tuple[str, str]]:
    """The story's form as a browser would send it."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    form = next(each for each in tree.iter("form") if each.get("id") == "story_form")
    sent = []
    for each in form.iter():
        name = each.get("name") or ""
        if not name or each.get("disabled") is not None:
            continue
        if each.tag == "textarea":
            sent.append((name, "".join(each.itertext())))
        elif each.tag == "select":
            sent += [(name, o.get("value") or "") for o in each.iter("option") if o.get("selected") is not None]
        elif each.tag == "input" and each.get("type") not in {"submit", "button", "file"}:
            if each.get("type") in {"checkbox", "radio"} and each.get("checked") is None:
                continue
            sent.append((name, each.get("value") or ""))
    return sent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="", help="SQLite in a directory that goes away, when empty")
    parser.add_argument("--colleagues", type=int, default=20)
    parser.add_argument("--saves", type=int, default=15)
    parser.add_argument("--think", type=float, default=1.0, help="seconds, on average")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-", dir="/tmp") as directory:
        place = Path(directory)
        environment = prepared(options.database, place=place, page_cache="pages") | {"SECOND_FACTOR": "optional"}
        told = os.environ | environment
        for step in (["sync_roles"], ["seed_demo"]):
            subprocess.run(
                [sys.executable, "manage.py", *step], cwd=ROOT, env=told, check=True, stdout=subprocess.DEVNULL
            )
        script = SIGN_IN.format(count=options.colleagues)
        command = [sys.executable, "manage.py", "shell", "--no-imports", "-c", script]
        signed_in = json.loads(subprocess.run(command, cwd=ROOT, env=told, check=True, capture_output=True).stdout)
        worker = subprocess.Popen([sys.executable, "manage.py", "run_worker"], cwd=ROOT, env=told)
        try:
            with granian("thoidai.wsgi:application", environment=environment, log=place / "desk.log") as server:
                crowd = [
                    Colleague(server.base, session, story, number) for number, (session, story) in enumerate(signed_in)
                ]
                threads = [
                    threading.Thread(target=each.work, kwargs={"saves": options.saves, "think": options.think})
                    for each in crowd
                ]
                began = time.monotonic()
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                took = time.monotonic() - began
        finally:
            worker.terminate()
            worker.wait()
        print((place / "desk.log").read_text()[-3000:])
    refused = sum((each.refused for each in crowd), Counter())
    saved = sum(each.saved for each in crowd)
    seconds = sorted(each for colleague in crowd for each in colleague.seconds)
    print(f"{len(crowd)} colleagues, {saved} saves in {took:.0f} s; other answers: {dict(refused)}")
    median, most = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
    print(f"a save took {median:.2f} s (median), {most:.2f} s (95 %), {seconds[-1]:.2f} s at most")


if __name__ == "__main__":
    main()
