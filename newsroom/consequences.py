"""What an act changes for readers, in sentences: each button that reaches the magazine asks with these first."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, FeaturedList, Section, Tag, Topic
from newsroom import curation
from newsroom.models import Status, Story
from newsroom.photo_uses import PublishedUses
from newsroom.publishing.magazine import Filing
from organizations.models import Event, Organization

NAMED = 12  # rows that a sentence names at the most


def of_step(story: Story, *, to: str, now: datetime) -> tuple[str, ...]:
    """Of a step that the door takes; no sentence where readers see no change."""
    article = Article.objects.filter(pk=story.pk, withdrawn_at=None).first()
    is_live = article is not None and article.published_at <= now
    ahead = story.go_live_at if story.go_live_at and story.go_live_at > now else None
    match (story.status, to):
        case (Status.APPROVED, Status.PUBLISHED | Status.SCHEDULED) if ahead:
            what = {"title": story.title, "when": _when(ahead)}
            if is_live:
                return (_("From %(when)s on readers get this text in place of the one they have: “%(title)s”.") % what,)
            return (_("Readers get “%(title)s” from %(when)s on, not before.") % what,)
        case (Status.APPROVED | Status.SCHEDULED, Status.PUBLISHED):
            return tuple(_now(story, is_live=is_live))
        case (Status.SCHEDULED, Status.APPROVED):
            what = {"title": story.title, "when": _when(story.go_live_at)}
            if is_live:
                return (_("The text set for %(when)s does not go live; readers keep the one they have.") % what,)
            return (_("“%(title)s” does not go live at %(when)s. Its approval stays.") % what,)
        case (_from, Status.WITHDRAWN):
            return (
                _("“%(title)s” leaves every page, list and feed at once.") % {"title": story.title},
                _("Whoever opens its address reads that it was withdrawn. The desk keeps everything."),
            )
    return ()


def _now(story: Story, *, is_live: bool) -> Iterable[str]:
    if is_live:
        yield _("Readers get this text at once, in place of the one they have: “%(title)s”.") % {"title": story.title}
    else:
        yield _("Readers get it at once: “%(title)s”, in %(section)s.") % {
            "title": story.title,
            "section": story.section,
        }
    if story.go_live_at:
        yield _("The time in the form, %(when)s, does not count: it goes live now.") % {"when": _when(story.go_live_at)}


def of_filing(before: Filing, after: Filing) -> tuple[str, ...]:
    """Of filing a live story anew."""
    found = []
    if before.section != after.section:
        old, new = (Section.objects.with_parent().get(pk=key) for key in (before.section, after.section))
        found.append(_("Section: %(old)s → %(new)s") % {"old": old, "new": new})
    for name, model in (("tags", Tag), ("topics", Topic), ("organizations", Organization), ("events", Event)):
        label = str(model._meta.verbose_name_plural).capitalize()
        found += _moved(label, model, set(getattr(before, name)), set(getattr(after, name)))
    if before.picks != after.picks:
        found.append(_("Related stories: chosen anew"))
    return tuple(found)


def of_expiry(before: datetime | None, after: datetime | None) -> tuple[str, ...]:
    """Of another moment at which a live story leaves the lists."""
    if before == after:
        return ()
    return (_("Leaves the lists: %(old)s → %(new)s") % {"old": _when(before), "new": _when(after)},)


def _moved(label: str, model: type[Model], before: set[int], after: set[int]) -> Iterable[str]:
    for keys, pattern in (
        (after - before, _("%(label)s: also in %(names)s")),
        (before - after, _("%(label)s: no longer in %(names)s")),
    ):
        if keys:
            manager: Any = model._default_manager
            names = [str(row) for row in manager.filter(pk__in=keys)[:NAMED]]
            yield pattern % {"label": label, "names": ", ".join(names) + (" …" if len(keys) > NAMED else "")}


def of_correction(published: PublishedUses, *, credit: str, alt: str) -> tuple[str, ...]:
    """Of new words beside a picture on all pages that print it; no sentence where all print these words already."""
    uses = published.uses
    if published.total == len(uses) and all((use.credits, use.alts) == ((credit,), (alt,)) for use in uses):
        return ()
    credits = dict.fromkeys(each for use in uses for each in use.credits)
    alts = dict.fromkeys(each for use in uses for each in use.alts)
    lines = [
        ngettext("%(count)d page changes.", "%(count)d pages change.", published.total) % {"count": published.total}
    ]
    if set(credits) != {credit}:
        lines.append(_("Credit: %(new)s (now: %(old)s)") % {"new": credit, "old": _listed(credits)})
    if set(alts) != {alt}:
        lines.append(_("Description for the blind: %(new)s (now: %(old)s)") % {"new": alt, "old": _listed(alts)})
    return tuple(lines)


def of_launch(featured_list: FeaturedList, *, items: Sequence[Any], at: datetime) -> tuple[str, ...]:
    """Of launching a list: what comes, what goes, and the order, as against what readers see."""
    shown = list(featured_list.items.order_by("position").values_list("number", flat=True))
    wanted = [item["number"] for item in items]
    stories = curation.titles([*shown, *wanted], at=at)
    names = {number: stories[number].title if number in stories else str(number) for number in {*shown, *wanted}}
    found = [_("Comes: %(title)s") % {"title": names[number]} for number in wanted if number not in shown]
    found += [_("Goes: %(title)s") % {"title": names[number]} for number in shown if number not in wanted]
    stays = [number for number in wanted if number in shown]
    if stays != [number for number in shown if number in wanted]:
        found.append(_("New order: %(titles)s") % {"titles": " · ".join(names[number] for number in wanted)})
    if not found:
        found.append(_("The same stories in the same order; titles, pictures and times of their own as arranged."))
    if not wanted:
        found.append(_("Nothing is pinned: the list fills itself up."))
    return tuple(found)


def _listed(words: Iterable[str]) -> str:
    return " · ".join(each or "–" for each in list(words)[:NAMED])


def _when(at: datetime | None) -> str:
    return date_format(localtime(at), "DATETIME_FORMAT") if at else "–"
