"""Whatever a line holds, reading it gives a line or a refusal with a reason; nothing else."""

import json

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from newsroom.importing import run
from newsroom.importing.lines import FIELDS, Line, Refused, read
from newsroom.importing.pictures import Media
from newsroom.importing.report import Report
from tests.newsroom.importing.conftest import line

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=True)
    | st.text(max_size=60)
    | st.sampled_from(["2023-01-01", "2023-02-30T10:00", "0001-01-01T00:00:00+14:00", "\ud800", "\x00", "[Video]"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "role", "titles", "url", "file"]), inner)
    ),
    max_leaves=6,
)
GOOD = {"legacy_id": 1, "title": "Tít", "section": ["Hữu nghị"], "published_at": "2023-01-01T07:00:00"}


def outcome(raw: bytes) -> Line | Refused:
    try:
        return read(raw)
    except Refused as refused:
        return refused


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(sorted(FIELDS)), VALUES), st.booleans())
def test_any_fields(fields, is_complete):
    data = (GOOD if is_complete else {}) | fields
    result = outcome(json.dumps(data).encode())
    if isinstance(result, Refused):
        assert str(result)
    else:
        assert 0 < len(result.title) <= 255
        assert "\x00" not in repr(result.lead + result.kicker + result.title)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes(raw):
    assert isinstance(outcome(raw), Refused)


@pytest.mark.parametrize("where", ["newsroom.importing.run.stories.make", "newsroom.importing.run.read"])
def test_a_line_that_nobody_thought_of_is_reported_and_the_others_come_in(bring_in, monkeypatch, where):
    name = where.rpartition(".")[2]
    real = getattr(run.stories if name == "make" else run, name)

    def stumble(what, **how):
        number = what.legacy_id if name == "make" else json.loads(what)["legacy_id"]
        return 1 // 0 if number == 120_002 else real(what, **how)

    monkeypatch.setattr(where, stumble)
    bring_in(line(120_001), line(120_002), line(120_003))
    assert set(Article.objects.values_list("pk", flat=True)) == {120_001, 120_003}
    assert any("2" in said and "ZeroDivisionError" in said for said in bring_in.said)


@pytest.mark.parametrize("kept", [False, True])
def test_what_a_finding_quotes_cannot_end_the_run(db, tmp_path, kept):
    file = tmp_path / "bao-cao.txt"
    report = Report(say=lambda text: text.encode(), file=file if kept else None)
    path = tmp_path / "kho.jsonl"
    odd = [line(1, kind="\ud800"), line(2, status="\x1b[2J\x00"), line(3, **{"\ud83dprivate": "có \udc00"}), line(4)]
    path.write_text("\n".join(json.dumps(each) for each in odd))
    run.Import(path, media=Media(None), report=report, now=timezone.now(), progress=lambda at, of: None).run()
    assert (report.counts["refused"], report.counts["created"]) == (3, 1)
    report.write()
    assert not kept or "\x1b" not in file.read_text("utf-8")
