"""The door: the only writers of the magazine's tables. Every verb is audited.

`publish`, `unschedule`, `withdraw`, `reclassify`, `correct`, `launch`, `undo_launch`, `correct_photo`, `publish_due`
for people and the worker; `publish_many` for an archive.
"""

from . import bodies
from .archive import ArchiveStory, publish_many, standing_already
from .door import correct, filing_of, filing_of_article, publish, publish_due, reclassify, unschedule, withdraw
from .lists import before_last_launch, launch, undo_launch
from .photos import correct_photo

__all__ = [
    "ArchiveStory",
    "before_last_launch",
    "bodies",
    "correct",
    "correct_photo",
    "filing_of",
    "filing_of_article",
    "launch",
    "publish",
    "publish_due",
    "publish_many",
    "reclassify",
    "standing_already",
    "undo_launch",
    "unschedule",
    "withdraw",
]
