"""Who may do what with which story: the role's permission, within the colleague's sections."""

from typing import TYPE_CHECKING

from newsroom.models import Status, Story

if TYPE_CHECKING:
    from accounts.models import User
    from articles.models import Section

# While a story stands so, whoever wrote it may still change it.
WRITER_EDITS = frozenset({Status.DRAFT, Status.RETURNED})


def may(user: "User", permission: str, story: Story) -> bool:
    """May this colleague use a permission (a codename of newsroom) on this story?"""
    if not user.is_active or not user.has_perm(f"newsroom.{permission}"):
        return False
    if permission == "submit_story":
        return story.created_by_id == user.pk or may(user, "edit_story", story)
    return works_in(user, story.section)


def works_in(user: "User", section: "Section") -> bool:
    """Does this colleague work in all sections, or answer for this one or for the one it stands within?"""
    if user.has_perm("newsroom.work_in_all_sections"):
        return True
    return user.headed_sections.filter(section__in=[section.pk, section.parent_id or section.pk]).exists()


def may_see(user: "User", story: Story) -> bool:
    return user.has_perm("newsroom.view_story") or story.created_by_id == user.pk


def may_change_text(user: "User", story: Story) -> bool:
    """Writers until they submit; editors in their sections at any time (a live story's readers see no change)."""
    if story.created_by_id == user.pk and story.status in WRITER_EDITS:
        return user.has_perm("newsroom.add_story")
    if story.status == Status.SCHEDULED and not may(user, "publish_story", story):
        return False  # a changed text calls the schedule off, and only whoever may publish can do that
    return may(user, "edit_story", story)
