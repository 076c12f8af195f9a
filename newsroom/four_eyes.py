"""Four eyes: of writing, approving and publishing a text, one person never does all three.

Who wrote a text is kept with each version: whoever made it, and whoever stood behind a name that signed it when it was
saved. A pen name that is unlinked later, or a byline changed, takes nobody out of it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.content import Content
from articles.models import Author
from newsroom.models import AuditEntry, Status, Story, StoryVersion

if TYPE_CHECKING:
    from accounts.models import User

OVERRIDE = "newsroom.override_approval"


@dataclass(frozen=True, slots=True)
class Hands:
    """What one colleague has had to do with the text of a story as it stands."""

    owns: bool  # began the story, or signs it or has signed it, in whatever role
    changed: bool  # made the text since a colleague last did
    approved: bool

    @property
    def wrote(self) -> bool:
        return self.owns or self.changed

    @property
    def would_do_all(self) -> bool:
        """Would they, by publishing, have done all three?"""
        return self.wrote and self.approved


def hands_of(user: "User", story: Story) -> Hands:
    """Read from the versions, the byline and the audit; two of the three are queries of one table."""
    key = user.pk
    versions = list(_texts(story).values_list("origin", "writers", "signers"))
    signs = any(key in signers for _origin, _writers, signers in versions)
    return Hands(
        owns=story.created_by_id == key or signs or _signs_now(key, story),
        changed=_changed(key, ((origin, writers) for origin, writers, _signers in versions)),
        approved=key in _approvers(story),
    )


def _signs_now(key: int, story: Story) -> bool:
    """Under a name of theirs, or under one that was merged into it."""
    names = Q(author__user=key) | Q(author__merged_into__user=key)
    return story.contributions.filter(names).exists()


def text_before(user: "User", story: Story) -> StoryVersion | None:
    """The newest text that a colleague left, by which somebody sees what they have changed themselves."""
    for version in _texts(story).defer("content"):
        if user.pk not in version.writers and version.origin != StoryVersion.Origin.PHOTO:
            return StoryVersion.objects.get(pk=version.pk)
    return None


def credits_of(
    content: Content, *, by: "User | None", story: Story | None = None, also: Iterable[int] = ()
) -> dict[str, list[int]]:
    """The columns of a new version that say whose text it is: keys of colleagues.

    Text that comes back is still its writers': those of `also`, and of every version of the story with the same words.
    """
    writers = set(also) | ({by.pk} if by else set())
    if story is not None:
        again = story.versions.filter(content_hash=content.digest()).values_list("writers", flat=True)
        writers.update(*again)
    return {"writers": sorted(writers), "signers": signers_of([content]).get(content, [])}


def signers_of(contents: Iterable[Content]) -> dict[Content, list[int]]:
    """Which colleagues stand behind the bylines of texts now; one query for all of them."""
    texts = list(contents)
    names = {line.author for content in texts for line in content.byline}
    behind = Author.objects.filter(pk__in=names).annotate(behind=Coalesce("user", "merged_into__user"))
    linked = dict(behind.filter(behind__isnull=False).values_list("pk", "behind"))
    return {
        content: sorted({linked[line.author] for line in content.byline if line.author in linked}) for content in texts
    }


def refuse_own(user: "User", story: Story, *, reason: str, own_changes_read: bool) -> bool:
    """Before approving. Returns whether the approver changed a colleague's text; raises where they may not approve."""
    hands = hands_of(user, story)
    if hands.owns:
        if not user.has_perm(OVERRIDE):
            raise PermissionDenied(_("Nobody approves a story of their own. Ask a colleague."))
        if not reason:
            raise ValidationError(_("Approving your own story needs a reason."), code="reason_missing")
    elif hands.changed and not own_changes_read:
        raise ValidationError(
            _("You changed this text. Read your own changes first, then say that you approve them."),
            code="own_changes",
        )
    return hands.changed and not hands.owns


def refuse_all_three(user: "User", story: Story, *, reason: str) -> None:
    """Before publishing or scheduling: whoever wrote and approved the text leaves that to a colleague."""
    if not hands_of(user, story).would_do_all:
        return
    if not user.has_perm(OVERRIDE):
        raise PermissionDenied(_("You wrote and approved this text. Another colleague publishes it."))
    if not reason:
        raise ValidationError(
            _("You wrote and approved this text: publishing it yourself needs a reason."), code="reason_missing"
        )


def _texts(story: Story) -> QuerySet[StoryVersion]:
    """The texts that have stood as the story's, the newest first: not those that were only kept aside."""
    return story.versions.exclude(origin=StoryVersion.Origin.REFUSED).order_by("-revision", "-pk")


def _changed(key: int, versions: Iterable[tuple[str, list[int]]]) -> bool:
    """A corrected picture is nobody's reading of the text: what stood before it counts on."""
    for origin, writers in versions:
        if key in writers:
            return True
        if origin != StoryVersion.Origin.PHOTO:
            return False
    return False


def _approvers(story: Story) -> set[int]:
    """Of the text that is approved now: who took the step, and who has corrected a picture in it since."""
    if story.approved_version_id is None:
        return set()
    steps = AuditEntry.objects.of_story(story.pk).filter(act=Status.APPROVED.value)
    step = steps.exclude(from_status=Status.SCHEDULED.value).values_list("actor", "at").first()
    found = {step[0]} if step else set()
    corrected = story.versions.filter(origin=StoryVersion.Origin.PHOTO, approved_at__isnull=False)
    if step:
        corrected = corrected.filter(created_at__gte=step[1])
    found.update(corrected.values_list("approved_by", flat=True))
    return {key for key in found if key is not None}
