"""What the story's page shows beside the form: status, steps, findings, notes, history."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.models import Article
from asking import Question
from newsroom import checks, comparing, losses, naming, rights, step_questions, steps, writing
from newsroom.admin.saving import StaleSave
from newsroom.admin.tickets import Opened, Ticket
from newsroom.checks import Finding
from newsroom.models import AuditEntry, Status, Story, StoryNote, StoryVersion
from newsroom.steps import Offer
from organizations.matching import Suggestion

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True, slots=True)
class StoryPage:
    """One story as its page shows it; without a story, a new one is being written."""

    story: Story | None = None
    ticket: str = ""
    opened: str = ""  # the proof that this colleague might change the text
    may_change: bool = True
    why_not: str = ""
    offers: tuple[Offer, ...] = ()
    for_others: tuple[str, ...] = ()  # which steps a colleague takes instead, and why
    findings: tuple[Finding, ...] = ()
    notes: tuple[StoryNote, ...] = ()
    returned_because: str = ""
    live_url: str = ""
    live_since: datetime | None = None
    is_behind: bool = False  # readers have another text than the desk
    may_correct: bool = False
    may_readdress: bool = False
    named: tuple[Suggestion, ...] = ()  # bodies that the saved text names and the story is not tagged with
    may_tag: bool = False
    may_lose: tuple[str, ...] = ()  # what a changed text would cost
    way_back: StoryVersion | None = None  # the text that was approved, where another one stands there now
    is_back: bool = False  # the text is, to the letter, the one that was approved
    questions: Mapping[str, Question] = field(default_factory=dict)  # by the step they are asked before
    saved_revisions: int = field(default=0)

    @property
    def next_offer(self) -> Offer | None:
        return next((offer for offer in self.offers if offer.is_next), None)

    @property
    def other_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if not offer.is_next]

    @property
    def blocking(self) -> int:
        return sum(finding.blocks for finding in self.findings)


def unwritten(ticket: Ticket, *, by: "User", now: datetime) -> StoryPage:
    """The page of a story that has not been saved yet."""
    offer = Offer(to=Status.SUBMITTED, label=_("Submit"), is_next=True)
    return StoryPage(ticket=str(ticket.code), offers=(offer,), may_tag=_may_tag(by))


def written(story: Story, *, by: "User", now: datetime) -> StoryPage:
    """The page of a story as it stands, for one colleague."""
    saved = Story.objects.select_related("current_version", "created_by", "editor", "changed_by").get(pk=story.pk)
    article = Article.objects.live(at=now).filter(pk=story.pk).first()
    version = saved.current_version
    may_change = rights.may_change_text(by, saved)
    may_tag = may_change and _may_tag(by)
    on = naming.day_of(saved, live_since=article.published_at if article else None, now=now)
    offers = tuple(steps.offers(saved, by=by, now=now))
    way_back = losses.approved_before(saved)
    reasons = AuditEntry.objects.last_reasons([saved.pk], act=Status.RETURNED.value)
    return StoryPage(
        story=saved,
        opened=Opened.proof(saved, by=by) if may_change else "",
        may_change=may_change,
        why_not="" if may_change else why_not(saved, by=by),
        offers=offers,
        for_others=tuple(steps.for_others(saved, by=by, now=now)),
        findings=tuple(
            checks.findings(
                writing.content_of(saved),
                at=max(saved.go_live_at or now, now),
                times=checks.Times.of(saved, kept_expiry=article.expires_at if article else None),
            )
        ),
        notes=tuple(saved.notes.select_related("by")),
        returned_because=reasons.get(saved.pk, "") if saved.status == Status.RETURNED else "",
        live_url=article.get_absolute_url() if article else "",
        live_since=article.published_at if article else None,
        is_behind=bool(article and version and article.version_hash != version.content_hash),
        may_readdress=bool(article) and rights.may(by, "publish_story", saved),
        may_correct=bool(article) and rights.may(by, "correct_story", saved),
        named=tuple(naming.named_in_story(saved, on=on)) if may_tag else (),
        may_tag=may_tag,
        may_lose=losses.of_a_changed_text(saved, by=by, now=now).before if may_change else (),
        way_back=way_back,
        is_back=bool(way_back and version and way_back.content_hash == version.content_hash),
        questions=_questions(saved, offers, now=now),
    )


def _questions(story: Story, offers: Iterable[Offer], *, now: datetime) -> dict[str, Question]:
    """Of the steps whose dialog asks for a reason: it also says what changes for readers."""
    found = {offer.to: step_questions.of_offer(story, offer, now=now) for offer in offers if offer.reason_label}
    return {to: question for to, question in found.items() if question is not None and question.lines}


def _may_tag(by: "User") -> bool:
    return by.has_perm("organizations.view_organization")


def why_not(story: Story, *, by: "User") -> str:
    """One sentence: why this colleague reads the text and does not change it."""
    is_own = story.created_by_id == by.pk
    if is_own and story.status == Status.SUBMITTED:
        return _("The story is with the editors. Take it back to change the text.")
    if is_own and not by.has_perm("newsroom.edit_story"):
        return _("The story is “%(status)s”: only editors change its text now.") % {
            "status": story.get_status_display()
        }
    if story.status == Status.SCHEDULED and by.has_perm("newsroom.edit_story"):
        return _("The story is scheduled. Whoever may publish must unschedule it before its text changes.")
    if by.has_perm("newsroom.edit_story"):
        return _("The story stands in a section that you do not head.")
    return _("This is a colleague's story: you read it, and may leave a note.")


def stale(refusal: StaleSave, *, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Both texts of a save that was refused. Mine is kept aside, and can be saved over theirs in one press."""
    user: Any = request.user
    newer, typed = refusal.newer, refusal.typed
    story = Story.objects.select_related("changed_by").get(pk=refusal.story.pk)
    is_other = typed.digest() != newer.content_hash or refusal.slug != newer.slug
    aside = writing.keep_aside(story, content=typed, slug=refusal.slug, by=user, now=now) if is_other else None
    base = {"base_revision": newer.revision, "base_filing": refusal.base_filing, "seen": story.change_number}
    again = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if name not in {"csrfmiddlewaretoken", *base} and not name.startswith("_")
    ]
    return {
        "title": _("A colleague saved first"),
        "story": story,
        "aside": aside,
        "newer": newer,
        "collisions": refusal.collisions,
        "differences": cache(lambda: _differences(refusal)),  # when the page is drawn: it takes its time
        "again": [*again, *base.items()],
        "save_url": reverse("admin:newsroom_story_change", args=[story.pk]),
    }


def _differences(refusal: StaleSave) -> list[comparing.Difference]:
    newer = refusal.newer
    parts = (*comparing.differences(newer.text, refusal.typed), *comparing.addresses(newer.slug, refusal.slug))
    return [part for part in parts if part.is_change]
