"""One story through the door: publish, schedule, replace, withdraw, file anew, correct.

`seen` is the story's `change_number` that stood on the screen of whoever asks: `newsroom.holding`.
"""

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

import vietnamese
from articles.models import Article, Correction
from locking import locked
from newsroom import audit, checks, four_eyes, rights
from newsroom.holding import compare, hold, touch, write
from newsroom.models import ImportRecord, Status, Story
from newsroom.workflow import move

from . import announce, due, magazine
from .address import approved_address, lead_on
from .magazine import Edition, Filing
from .reach import felt

if TYPE_CHECKING:
    from accounts.models import User

log = logging.getLogger(__name__)


@transaction.atomic
def publish(
    story: Story,
    *,
    by: "User | None",
    now: datetime,
    tell_readers: bool = True,
    reason: str = "",
    seen: int | None = None,
) -> Article | None:
    """Publish the approved version: now, or at `story.go_live_at` when that lies ahead.

    A first publication is written at once and read from its time on. A replacement of a live article that is
    scheduled waits for the worker (`publish_due`); None is returned then. `tell_readers` sets "updated" on a
    replacement. `reason`: why somebody publishes who wrote and approved the text (four_eyes). Raises ValidationError
    with every reason at once, or PermissionDenied.
    """
    row = hold(story, seen=seen)
    version = row.approved_version
    if version is None or row.current_version_id != version.pk or version.approved_at is None:
        raise ValidationError(_("The text has changed since it was approved. It needs approval again."))
    live = _article(row)
    later = row.go_live_at is not None and row.go_live_at > now
    go_live = row.go_live_at if later and row.go_live_at else now.replace(microsecond=0)
    if row.embargo_until and go_live < row.embargo_until:
        raise ValidationError(
            _("Embargo until %(until)s: it cannot go live before."),
            code="embargo",
            params={"until": announce.local(row.embargo_until)},
        )
    was_live = live is not None and live.published_at <= now
    kept = live.expires_at if live and was_live and live.withdrawn_at is None else None
    times = checks.Times.of(row, kept_expiry=kept)
    checks.refuse_unready(version.text, step=checks.Step.PUBLISH, at=go_live, times=times)
    if by is not None:
        four_eyes.refuse_all_three(by, row, reason=reason.strip())
    target = Status.SCHEDULED if later else Status.PUBLISHED
    row = move(story, to=target, by=by, reason=reason, now=now, door=True)
    if later and was_live:
        return None
    article = _write(row, live=live if was_live else None, go_live=go_live, now=now, tell_readers=tell_readers)
    story.slug, story.change_number = row.slug, row.change_number
    announce.published(article)
    return article


@transaction.atomic
def unschedule(story: Story, *, by: "User | None", now: datetime, seen: int | None = None) -> None:
    """Call a schedule off: a first publication is taken out again, a waiting replacement just stays approved."""
    row = hold(story, seen=seen)
    article = _article(row)
    move(story, to=Status.APPROVED, by=by, now=now, door=True)
    if article is not None and article.published_at > now:
        _take_out(story, article=article, now=now)


@transaction.atomic
def withdraw(story: Story, *, by: "User | None", reason: str, now: datetime, seen: int | None = None) -> None:
    """Take a story away from readers: its address answers 410 from now on. The desk keeps everything.

    One that is only scheduled is taken out again as if it had never been there: readers are told of nothing (404).
    """
    article = _article(hold(story, seen=seen))
    if article is None or article.withdrawn_at is not None:
        raise ValidationError(_("Readers do not have this story."), code="not_live")
    move(story, to=Status.WITHDRAWN, by=by, reason=reason, now=now, door=True)
    if article.published_at > now:
        _take_out(story, article=article, now=now)
        return
    with felt([story.pk], now=now, withdrawal=True):
        magazine.blank(article, now=now)
    announce.gone(story.pk)


@transaction.atomic
def reclassify(story: Story, *, by: "User", now: datetime, seen: int | None = None) -> bool:
    """Bring the magazine's filing (section, tags, topics, bodies, events, picks) to the story's.

    Returns whether anything had to change; nothing happens to a story that is not in the magazine.
    """
    row = hold(story, seen=seen)
    article = _article(row)
    if article is None or article.withdrawn_at is not None or filing_of_article(article) == filing_of(row):
        return False
    if not rights.may(by, "edit_story", row):
        raise PermissionDenied(_("Your role may not do this with this story."))
    filing = filing_of(row)
    with felt([article.pk], now=now):
        magazine.file(article, filing, now=now)
    audit.record("reclassify", by=by, now=now, story=row.pk, version_hash=article.version_hash)
    announce.published(article)
    return True


@transaction.atomic
def set_expiry(story: Story, *, by: "User", now: datetime) -> bool:
    """Bring the moment at which a story leaves the lists to the story's: for whoever may publish it.

    Returns whether anything had to change; nothing happens to a story that is not in the magazine.
    """
    row = hold(story)
    article = _article(row)
    if article is None or article.withdrawn_at is not None or article.expires_at == row.expires_at:
        return False
    if not rights.may(by, "publish_story", row):
        raise PermissionDenied(_("Your role may not do this with this story."))
    if row.expires_at and row.expires_at <= article.published_at:
        raise ValidationError(_("The story would expire before it was published."), code="expires")
    was, article.expires_at, article.changed_at = article.expires_at, row.expires_at, now
    with felt([article.pk], now=now):
        article.save(update_fields=["expires_at", "changed_at"])
    audit.record(
        "set_expiry",
        by=by,
        now=now,
        story=row.pk,
        version_hash=article.version_hash,
        detail={"from": was and was.isoformat(), "to": row.expires_at and row.expires_at.isoformat()},
    )
    return True


@transaction.atomic
def correct(story: Story, *, text: str, by: "User", now: datetime, seen: int | None = None) -> Correction:
    """Publish a correction note: it stands under the article and on the page of all corrections, for good.

    It is an update that readers, feeds and search engines are told of.
    """
    row = hold(story)
    if not rights.may(by, "correct_story", row):
        raise PermissionDenied(_("Your role may not do this with this story."))
    text = vietnamese.clean_text(text).strip()
    if not text:
        raise ValidationError(_("Say what was wrong, and what is right."), code="text_missing")
    article = _article(row)
    if article is None or not article.is_live(at=now):
        raise ValidationError(_("Readers do not have this story."), code="not_live")
    if published := article.corrections.filter(text=text).first():
        return published  # the button was pressed twice
    compare(row, seen=seen)
    touch(row)
    with felt([article.pk], now=now):
        note = Correction.objects.create(article=article, text=text, published_at=now)
        article.updated_at = article.changed_at = now
        article.save(update_fields=["updated_at", "changed_at"])
    audit.record("correct", by=by, now=now, story=row.pk, version_hash=article.version_hash, reason=text)
    announce.published(article)
    return note


def publish_due(*, now: datetime) -> list[int]:
    """Carry out the schedules that have come due, here and now. Returns the numbers; safe to repeat.

    One that cannot be carried out stays scheduled, is on record, and keeps no other back.
    """
    due_ones = Story.objects.in_status(Status.SCHEDULED).due(now=now).order_by("go_live_at", "pk")
    done = []
    for number in due_ones.values_list("pk", flat=True):
        try:
            if publish_scheduled(number, now=now):
                done.append(number)
        except Exception:
            log.exception("The schedule of story %s cannot be carried out.", number)
    return done


def publish_scheduled(number: int, *, now: datetime) -> bool:
    """The worker's: carry out one schedule that has come due; False when there is nothing to carry out (any more)."""
    with due.failure_on_record(now=now, story=number), transaction.atomic():
        story = locked(Story.objects.in_status(Status.SCHEDULED).due(now=now).filter(pk=number)).first()
        if story is None:
            return False
        article = _article(story)
        with ImportRecord.objects.unedited([number]):
            move(story, to=Status.PUBLISHED, by=None, now=now, door=True)
            version = story.approved_version
            if article is None or version is None or article.version_hash != version.content_hash:
                article = _write(story, live=article, go_live=now, now=now, tell_readers=True)
        announce.published(article)
    return True


def _article(story: Story) -> Article | None:
    """What the magazine has of a story that the caller holds, held as well."""
    return locked(Article.objects.filter(pk=story.pk)).first()


def filing_of(story: Story) -> Filing:
    return Filing(
        section=story.section_id,
        top_section=story.section.top.pk,
        tags=tuple(sorted(story.tags.values_list("pk", flat=True))),
        topics=tuple(sorted(story.topics.values_list("pk", flat=True))),
        organizations=tuple(sorted(story.organizations.values_list("pk", flat=True))),
        events=tuple(sorted(story.events.values_list("pk", flat=True))),
        picks=tuple(story.picks.order_by("place", "position", "pk").values_list("place", "number")),
    )


def filing_of_article(article: Article) -> Filing:
    return Filing(
        section=article.section_id,
        top_section=article.top_section_id,
        tags=tuple(sorted(article.tag_listings.values_list("tag_id", flat=True))),
        topics=tuple(sorted(article.topic_listings.values_list("topic_id", flat=True))),
        organizations=tuple(sorted(article.organization_listings.values_list("organization_id", flat=True))),
        events=tuple(sorted(article.event_listings.values_list("event_id", flat=True))),
        picks=tuple(article.picks.order_by("place", "position", "pk").values_list("place", "number")),
    )


def _take_out(story: Story, *, article: Article, now: datetime) -> None:
    """A story that was never live leaves the magazine; at the desk its address is again what was proposed."""
    with felt([article.pk], now=now):
        magazine.remove(article)
    row = hold(story)
    row.slug = story.slug = row.current_version.slug if row.current_version else ""
    write(row, "slug")
    story.change_number = row.change_number
    announce.gone(story.pk)


def _write(row: Story, *, live: Article | None, go_live: datetime, now: datetime, tell_readers: bool) -> Article:
    """Put the approved version into the magazine. `live` is the article that readers have, or had: it keeps its
    first publication and its address."""
    version = row.approved_version
    if version is None:
        raise ValidationError(_("There is no saved text."), code="no_version")
    updated_at = live.updated_at if live else None
    if live and tell_readers and live.version_hash != version.content_hash:
        updated_at = now
    edition = Edition(
        number=row.pk,
        content=version.text,
        version_hash=version.content_hash,
        filing=filing_of(row),
        slug=live.slug if live else approved_address(version),
        published_at=live.published_at if live else go_live,
        updated_at=updated_at,
        embargo_until=live.embargo_until if live else row.embargo_until,
        expires_at=row.expires_at,
    )
    with felt([row.pk], now=now):
        magazine.write([edition], now=now)
        if live is None:
            lead_on({row.pk: ImportRecord.objects.old_paths(row.pk)}, is_newest=False)
    if row.slug != edition.slug:
        row.slug = edition.slug
        write(row, "slug")
    return Article.objects.get(pk=row.pk)
