"""The door: the only writers of the magazine's tables. Every verb is audited.

`publish`, `unschedule`, `withdraw`, `reclassify`, `readdress`, `set_expiry`, `correct`, `launch`, `undo_launch`,
`correct_photo`, `publish_due` for people and the worker; `publish_many` for an archive.
"""

from . import address, merging
from .address import fixed_addresses, readdress
from .archive import ArchiveStory, publish_many, standing_already
from .door import (
    correct,
    filing_of,
    filing_of_article,
    publish,
    publish_due,
    reclassify,
    set_expiry,
    unschedule,
    withdraw,
)
from .lists import before_last_launch, launch, undo_launch
from .photos import correct_photo

__all__ = [
    "ArchiveStory",
    "address",
    "before_last_launch",
    "correct",
    "correct_photo",
    "filing_of",
    "filing_of_article",
    "fixed_addresses",
    "launch",
    "merging",
    "publish",
    "publish_due",
    "publish_many",
    "readdress",
    "reclassify",
    "set_expiry",
    "standing_already",
    "undo_launch",
    "unschedule",
    "withdraw",
]
