"""The report: grouped, with every line, and with what would appear."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from articles.models import Article, Section, Tag
from newsroom.importing import run
from newsroom.importing.report import Report, kind_of
from newsroom.models import ForeignNumber, ImportRecord, Story
from outbox.models import Message
from tests.newsroom.importing.conftest import line

LINES = [
    line(120_001, title="Gặp mặt", tags=["mới"], section=["Hữu nghị"], slug="gap-mat"),
    line(120_002, published_at=None),
    line(120_003, title="", published_at="hôm qua"),
    line(120_004, status="draft", slug="nhap"),
    line(120_005, published_at="2030-01-01T00:00:00", slug="mai"),
    line(120_006, organizations=["Hội A", "Hội B"], slug="to-chuc"),
    line(120_007, organizations=["Hội A"], slug="to-chuc"),
    line(120_008, published_at=None),
    line(120_009, withdrawn_at="2024-01-01T00:00:00", slug="da-go"),
    line(99_999_999_999, slug="so-lon"),
]


@pytest.fixture
def bring(db, tmp_path, capsys):
    """Run the command over LINES; returns what it said on screen, and its report file."""
    file, report = tmp_path / "kho.jsonl", tmp_path / "bao-cao.txt"
    file.write_text("\n".join(json.dumps(each) for each in LINES))

    def run(*options: str) -> tuple[str, str]:
        call_command("import_articles", str(file), "--report", str(report), *options, verbosity=0)
        captured = capsys.readouterr()
        return captured.out + captured.err, report.read_text("utf-8")

    return run


def test_the_file_has_every_finding_with_its_lines(bring):
    screen, report = bring()
    lines = report.splitlines()
    assert "kho.jsonl" in lines[0]
    missing = next(at for at, each in enumerate(lines) if each.startswith("2 × ") and "published_at" in each)
    assert "2, 8" in lines[missing + 1]
    assert any("“Hội A”" in each and "6, 7" in each for each in lines)
    assert any("“Hội B”" in each and "6" in each for each in lines)
    for place in (
        "  1: /gap-mat-120001.html",
        "  4: /nhap-120004.html",
        "  5: /mai-120005.html",
        "  9: /da-go-120009.html",
    ):
        assert any(each.startswith(place) for each in lines), place
    assert any("/hữu" not in each and "/huu-nghi" in each for each in lines)
    assert "Hội A" not in screen.partition("2 ×")[0], "warnings are in the file, not on the screen"


def test_a_dry_run_shows_what_would_appear_and_keeps_nothing(bring):
    before = Message.objects.count()
    screen, report = bring("--dry-run")
    for model in (Article, Story, Section, Tag, ImportRecord, ForeignNumber):
        assert not model.objects.exists(), model
    assert Message.objects.count() == before
    assert "/gap-mat-120001.html" in report
    assert "/huu-nghi" in screen
    assert "/tag/moi/" in screen
    _screen, kept = bring()
    assert report.splitlines()[2:20] == kept.splitlines()[2:20], "what a run does is what its rehearsal says"


@pytest.mark.parametrize(
    "options", [("--sections", "/dev/null"), ("--sections", "nowhere.json"), ("--media", "nowhere")]
)
def test_a_wrong_option_ends_before_anything_comes_in(bring, options):
    with pytest.raises(CommandError):
        bring(*options)
    assert not Story.objects.exists()


def test_findings_of_one_kind_are_one_whatever_they_name():
    assert kind_of("organization “A” is not known.") == kind_of("organization “B c” is not known.")
    assert kind_of("title has 300 characters; 255 is the most.") == kind_of(
        "title has 1.256 characters; 255 is the most."
    )


def test_without_a_file_everything_is_said_as_it_comes():
    said: list[str] = []
    report = Report(say=said.append)
    report.warning(3, "odd")
    report.refused(4, "bad")
    assert len(said) == 2


def test_a_dry_run_takes_back_each_batch_and_tells_the_same(bring, monkeypatch):
    monkeypatch.setattr(run, "BATCH", 2)
    _screen, rehearsed = bring("--dry-run")
    assert not Story.objects.exists()
    _screen, kept = bring()
    first, second = ([each for each in report.splitlines()[2:] if "so-lon" not in each] for report in (rehearsed, kept))
    assert first == second, "but for the number of a large id, which the run itself gives"


def test_a_report_of_before_is_kept_beside(bring, tmp_path):
    bring("--dry-run")
    first = (tmp_path / "bao-cao.txt").read_text("utf-8")
    bring()
    assert (tmp_path / "bao-cao.txt.1").read_text("utf-8") == first


def test_what_was_found_stands_in_the_file_before_the_run_is_through(bring, tmp_path, monkeypatch):
    seen: list[str] = []

    def killed(self, batch):
        seen.append((tmp_path / "bao-cao.txt").read_text("utf-8"))
        raise KeyboardInterrupt

    monkeypatch.setattr(run.Import, "_take_batch", killed)
    with pytest.raises(KeyboardInterrupt):
        bring()
    assert "published_at" in seen[0]


def test_the_report_never_takes_the_place_of_what_is_read(bring, tmp_path):
    file = tmp_path / "kho.jsonl"
    before = file.read_bytes()
    with pytest.raises(CommandError):
        bring("--report", str(tmp_path / "." / "kho.jsonl"))
    assert file.read_bytes() == before


def test_a_database_out_of_reach_ends_the_run_and_blames_no_line(bring, monkeypatch):
    def gone(stories, **words):
        raise OperationalError("the connection is closed")

    monkeypatch.setattr(run, "publish_many", gone)
    with pytest.raises(CommandError, match="connection is closed"):
        bring()
    assert not Story.objects.exists()


def test_what_is_taken_from_readers_is_said(bring_in):
    bring_in(line(120_001), line(120_002), line(120_003), line(120_004))
    ahead = "2030-01-01T00:00:00"
    gone = line(120_003, withdrawn_at="2024-01-01T00:00:00")
    bring_in(line(120_001, status="draft"), line(120_002, published_at=ahead), gone, line(120_004, title="Khác"))
    taken = [said for said in bring_in.said if "bạn đọc" in said]
    for number, is_taken in ((120_001, True), (120_002, True), (120_003, True), (120_004, False)):
        assert any(str(number) in said for said in taken) is is_taken, number
