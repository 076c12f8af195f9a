"""A media directory and a way to run the importer over lines written in a test."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from newsroom.importing.pictures import Media
from newsroom.importing.report import Report
from newsroom.importing.run import Import
from newsroom.importing.sections import SectionMap
from tests.factories import draw_picture


@pytest.fixture
def media(tmp_path: Path) -> Path:
    """A directory with one picture and three things that are none."""
    root = tmp_path / "archive"
    (root / "anh").mkdir(parents=True)
    (root / "anh" / "hoi-nghi.png").write_bytes(draw_picture())
    (root / "anh" / "hong.jpg").write_bytes(b"not a picture")
    (root / "anh" / "cut.png").write_bytes(draw_picture()[:2000])
    (tmp_path / "secret.png").write_bytes(draw_picture())
    return root


@pytest.fixture
def bring_in(db, tmp_path: Path, media: Path, now) -> Callable[..., Report]:
    """Import lines (dicts or raw bytes); returns the report, whose `said` are its sentences."""

    def run(*lines: dict | bytes, sections: SectionMap | None = None) -> Report:
        path = tmp_path / "archive.jsonl"
        path.write_bytes(b"\n".join(x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines))
        said: list[str] = []
        report = Report(say=said.append)
        Import(path, media=Media(media), report=report, now=now, progress=lambda at, of: None, sections=sections).run()
        run.said = said
        return report

    return run


def line(number: int = 120_001, **fields) -> dict:
    """A small complete line."""
    return {
        "legacy_id": number,
        "title": f"Gặp mặt hữu nghị lần thứ {number}",
        "section": ["Hữu nghị", "Bốn phương kết bạn"],
        "published_at": "2023-01-23T07:12:00+07:00",
        "body": "<p>Sáng nay, hai bên gặp nhau.</p>",
    } | fields
