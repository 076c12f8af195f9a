"""Several imports at once do not wait for each other's rows."""

import json
import threading

import pytest
from django.db import connection

from articles.models import Article, Tag
from newsroom.importing import run
from newsroom.importing.pictures import Media
from newsroom.importing.report import Report
from newsroom.publishing import archive
from tests.newsroom.importing.conftest import line

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("postgresql")]
SHARED = {"tags": ["chung"], "topics": ["Chung"], "contributors": [{"name": "Thu Hà"}], "section": ["Mới", "Con"]}


class Paused:
    """An import in a thread of its own that stops at a place until it may go on."""

    def __init__(self, bring: object, *, module: object, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_there, self.may_go_on, self.report = threading.Event(), threading.Event(), None
        real = getattr(module, name)

        def pausing(*args, **words):
            made = real(*args, **words)
            if threading.current_thread() is self.thread:
                self.is_there.set()
                assert self.may_go_on.wait(60)
            return made

        monkeypatch.setattr(module, name, pausing)
        self.thread = threading.Thread(target=self._run, args=[bring])
        self.thread.start()
        assert self.is_there.wait(60)

    def _run(self, bring) -> None:
        try:
            self.report = bring()
        finally:
            connection.close()

    def go_on(self) -> Report:
        self.may_go_on.set()
        self.thread.join(60)
        assert self.report is not None
        return self.report


@pytest.mark.parametrize(
    ("module", "name"),
    [(run.stories, "make"), (archive.magazine, "write")],
    ids=["while pictures are read", "while stories are written"],
)
def test_another_import_goes_through_meanwhile(tmp_path, now, monkeypatch, module, name):
    def bring(number: int) -> Report:
        path = tmp_path / f"{number}.jsonl"
        path.write_text("\n".join(json.dumps(line(number + each, **SHARED)) for each in range(3)))
        report = Report(say=print)
        run.Import(path, media=Media(None), report=report, now=now, progress=lambda at, of: None).run()
        return report

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '20s'")
    first = Paused(lambda: bring(120_000), module=module, name=name, monkeypatch=monkeypatch)
    assert bring(130_000).counts["created"] == 3
    assert Article.objects.count() == 3
    assert first.go_on().counts["created"] == 3
    assert Tag.objects.get().name == "chung"
    assert Article.objects.count() == 6
