"""The desk: stories in the making, their versions, who did what."""

from .audit import AuditEntry
from .featured import ListDraft, ListLaunch
from .finding import DoorFinding
from .imports import ForeignNumber, ImportRecord
from .section_head import SectionHead
from .story import Status, Story, StoryContribution, StoryNote, StoryPick, TaggedStory
from .version import StoryVersion

__all__ = [
    "AuditEntry",
    "DoorFinding",
    "ForeignNumber",
    "ImportRecord",
    "ListDraft",
    "ListLaunch",
    "SectionHead",
    "Status",
    "Story",
    "StoryContribution",
    "StoryNote",
    "StoryPick",
    "StoryVersion",
    "TaggedStory",
]
