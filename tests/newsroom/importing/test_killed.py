"""An import that is killed and started again ends like one that nobody disturbed."""

from pathlib import Path

import pytest

from tests.bench.archive import write_archive
from tests.bench.import_archive import Run, disturbed, undisturbed


@pytest.mark.slow
def test_killed_at_random_points_it_ends_the_same(tmp_path: Path):
    archive, media = write_archive(tmp_path, count=450, words=120, pictures=12)
    whole = Run(tmp_path / "whole", archive=archive, media=media)
    seconds, _memory, report = undisturbed(whole)
    assert "450" in report
    killed = Run(tmp_path / "killed", archive=archive, media=media)
    disturbed(killed, kills=3, whole=seconds, seed=7)
    assert killed.digest() == whole.digest()
    assert len(whole.digest()) == 64
