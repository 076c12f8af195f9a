"""From a file that somebody sent to a clean picture: decoded fully, upright, sRGB, bounded, without camera data."""

from dataclasses import dataclass
from datetime import date
from typing import IO

from photos import easel
from photos.refusals import busy, refusal

PATIENCE = 20.0  # seconds that somebody at the desk waits for a place


@dataclass(frozen=True, slots=True)
class Normalised:
    """The picture as it is kept. `extension` is "jpg" or "png"; the words are the file's own, or empty."""

    data: bytes
    extension: str
    width: int
    height: int
    caption: str
    credit: str
    agency: str
    taken_on: date | None


def normalise(file: IO[bytes], *, today: date, patience: float = PATIENCE) -> Normalised:
    """Make the kept original from an open file. Raises `PictureRefused`; `PictureNotNow` if it can be sent again."""
    try:
        with easel.place_at(easel.SENT, patience=patience) as place:
            [kept] = place.paint(file, {"keep": {"today": today.isoformat()}})
    except easel.Busy:
        raise busy() from None
    except easel.Failed as failure:
        raise refusal(str(failure)) from failure
    hints = kept.about["hints"]
    return Normalised(
        kept.data,
        kept.about["extension"],
        kept.about["width"],
        kept.about["height"],
        caption=hints["caption"],
        credit=hints["credit"],
        agency=hints["agency"],
        taken_on=date.fromisoformat(hints["taken_on"]) if hints["taken_on"] else None,
    )
