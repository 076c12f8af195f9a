"""The further pages and answers of a story: steps, notes, corrections, versions, comparing, preview, lookup."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article
from asking import Question, ask, wants_back
from asking.pages import page as asking_page
from asking.questions import reason_of
from newsroom import comparing, four_eyes, losses, publishing, rights, step_questions, steps, writing
from newsroom.admin.happenings import happenings
from newsroom.admin.story_form import StoryForm
from newsroom.admin.words import refusals
from newsroom.keys import is_number, seen_in
from newsroom.losses import Losses
from newsroom.models import Status, Story, StoryNote, StoryVersion
from newsroom.previewing import preview_response
from search import index

if TYPE_CHECKING:
    from newsroom.admin.story import StoryAdmin

FOUND_AT_MOST = 10
VERSIONS_AT_MOST = 200
WIDTHS = (360, 768, 0)  # of the preview's frame in pixels; 0 is the whole window


# ── After a save, and steps without one ───────────────────────────────────────────────────────────────
def after_saving(request: HttpRequest, story: Story, *, seen: int) -> HttpResponse:
    """Take the step whose button was pressed, then go where it leads. The save stands even if the step is refused."""
    to = request.POST.get("_step", "")
    page = reverse("admin:newsroom_story_change", args=[story.pk])
    if not to:
        messages.success(request, _("Saved as version %(number)d.") % {"number": story.revision})
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("admin:newsroom_story_look", args=[story.pk]))
        return HttpResponseRedirect(page)
    return _step(request, story, to=to, seen=seen) or HttpResponseRedirect(page)


def step(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    """A step by a colleague who does not change the text: for what they have read, not for what stands there since."""
    story = visible(admin, request, number)
    page = HttpResponseRedirect(reverse("admin:newsroom_story_change", args=[story.pk]))
    if request.method != "POST":
        return page
    is_read = "own_changes_read" in request.POST  # of the version on the page: a save cannot have been read yet
    to, seen = request.POST.get("_step", ""), seen_in(request.POST)
    return _step(request, story, to=to, seen=seen, own_changes_read=is_read) or page


def _step(
    request: HttpRequest, story: Story, *, to: str, seen: int, own_changes_read: bool = False
) -> HttpResponse | None:
    """Take the step, or answer with the question that comes first. What was saved before stands."""
    user: Any = request.user
    reason = reason_of(request, f"reason_{to}")
    is_seen = seen == story.change_number  # else it is refused, whatever the answer
    question = step_questions.of(story, to=to, by=user, now=timezone.now()) if is_seen else None
    if question is not None and not _is_answered(request, question):
        if question.reason_name and not reason:
            messages.error(request, _("Please give a reason; the writer will read it."))
        return asking_page(
            request,
            question,
            context=site.each_context(request),
            action=reverse("admin:newsroom_story_step", args=[story.pk]),
            fields=[("_step", to), ("seen", str(story.change_number))],
            back=reverse("admin:newsroom_story_change", args=[story.pk]),
        )
    now = timezone.now()
    try:
        reached = steps.take(
            story, to=to, by=user, reason=reason, now=now, seen=seen, own_changes_read=own_changes_read
        )
    except (ValidationError, PermissionDenied) as refusal:
        if getattr(refusal, "code", "") == "own_changes":
            return HttpResponseRedirect(reverse("admin:newsroom_story_own_changes", args=[story.pk]))
        level = messages.INFO if getattr(refusal, "code", "") == "taken_already" else messages.ERROR
        for text in refusals(refusal):
            messages.add_message(request, level, text)
        return None
    messages.success(request, _reached(story, reached))
    return None


def _is_answered(request: HttpRequest, question: Question) -> bool:
    """A reason alone is an answer where readers see no change; it was asked for in a dialog."""
    if question.lines:
        return question.is_answered(request)
    return bool(reason_of(request, question.reason_name))


def _reached(story: Story, status: Status) -> str:
    if status == Status.SCHEDULED and story.go_live_at:
        when = date_format(timezone.localtime(story.go_live_at), "DATETIME_FORMAT")
        return _("Scheduled: goes live at %(when)s.") % {"when": when}
    return _("Done. The story is now “%(status)s”.") % {"status": status.label}


def keep_typed(request: HttpRequest, story: Story, *, form: StoryForm) -> bool:
    """What somebody typed into a story that they may not change any more: nothing of it is lost. False if not kept."""
    user: Any = request.user
    version = story.current_version
    typed = form.text()
    status = story.get_status_display()
    if version is not None and writing.is_same_text(story, typed, version):
        messages.info(request, _("The story is “%(status)s” already.") % {"status": status})
        return True
    aside = writing.keep_aside(story, content=typed.content, slug=form.instance.slug, by=user, now=timezone.now())
    if aside is None:
        return False
    messages.warning(
        request,
        _("The story is “%(status)s” now, and you may not change it. What you typed is kept among its versions.")
        % {"status": status},
    )
    return True


# ── Notes and corrections ─────────────────────────────────────────────────────────────────────────────
def note(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    """A remark by a colleague who reads the story."""
    story = visible(admin, request, number)
    if request.method == "POST":
        text = request.POST.get("note", "").replace("\x00", "").strip()
        if not 0 < len(text) <= StoryNote._meta.get_field("text").max_length:  # type: ignore[operator]
            messages.error(request, _("A note has 1 to 2,000 characters."))
        else:
            user: Any = request.user
            is_other_story = seen_in(request.POST) != story.change_number
            if writing.leave_note(story, text=text, by=user, now=timezone.now()) and is_other_story:
                messages.warning(request, _("The story has changed since you opened it; your note stands beside it."))
            else:
                messages.success(request, _("Your note stands beside the story."))
    return HttpResponseRedirect(reverse("admin:newsroom_story_change", args=[story.pk]))


def correct(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    """Write the correction note that readers get under the article, for good."""
    story = visible(admin, request, number)
    user: Any = request.user
    if not rights.may(user, "correct_story", story):
        raise PermissionDenied
    text, errors = request.POST.get("text", "")[:4000].replace("\x00", ""), []
    if request.method == "POST" and wants_back(request):
        pass
    elif request.method == "POST":
        lines = (_("It stands under the article and on the page of corrections, for good:"), text.strip())
        if text.strip():
            ask(
                request,
                Question(
                    title=_("Readers see this correction at once"), lines=lines, button=_("Publish the correction")
                ),
            )
        try:
            publishing.correct(story, text=text, by=user, now=timezone.now(), seen=seen_in(request.POST))
        except ValidationError as refusal:
            errors = refusal.messages
        else:
            messages.success(request, _("The correction is published."))
            return HttpResponseRedirect(reverse("admin:newsroom_story_correct", args=[story.pk]))
    article = Article.objects.live(at=timezone.now()).filter(pk=story.pk).first()
    return _page(
        admin,
        request,
        "admin/newsroom/story/correct.html",
        status=422 if errors else 200,
        title=_("Correction"),
        story=story,
        article=article,
        corrections=article.corrections.order_by("-published_at", "-pk") if article else [],
        text=text,
        errors=errors,
    )


# ── Versions ──────────────────────────────────────────────────────────────────────────────────────────
def versions(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    story = visible(admin, request, number)
    kept = list(story.versions.select_related("created_by", "approved_by").defer("content")[:VERSIONS_AT_MOST])
    return _page(
        admin,
        request,
        "admin/newsroom/story/versions.html",
        title=_("Versions"),
        story=story,
        versions=kept,
        before=_before(kept) if kept else None,
        live_hash=_live_hash(story),
        may_restore=rights.may_change_text(request.user, story),  # type: ignore[arg-type]
    )


def compare(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    """Two versions by words, `old` and `new` being their keys; by default the newest and the one before."""
    story = visible(admin, request, number)
    kept = list(story.versions.select_related("created_by").defer("content")[:VERSIONS_AT_MOST])
    if not kept:
        return HttpResponseRedirect(reverse("admin:newsroom_story_versions", args=[story.pk]))
    new = _version(story, request.GET.get("new", "")) or story.versions.get(pk=kept[0].pk)
    old = _version(story, request.GET.get("old", "")) or story.versions.get(pk=_before(kept).pk)
    return _page(
        admin,
        request,
        "admin/newsroom/story/compare.html",
        title=_("Compare versions"),
        story=story,
        versions=kept,
        old=old,
        new=new,
        differences=[*comparing.differences(old.text, new.text), *comparing.addresses(old.slug, new.slug)],
    )


def restore(admin: "StoryAdmin", request: HttpRequest, number: int, version: int) -> HttpResponse:
    """Ask, then make an older text the working copy again."""
    story = visible(admin, request, number)
    user: Any = request.user
    older = _version(story, str(version))
    if older is None:
        raise Http404
    if not rights.may_change_text(user, story):
        raise PermissionDenied(_("You may not change this story now."))
    if request.method == "POST":
        try:
            writing.restore(
                story,
                version=older,
                by=user,
                now=timezone.now(),
                seen=seen_in(request.POST),
                before_loss=lambda lost: _ask_to_restore(request, lost),
            )
        except (ValidationError, PermissionDenied) as refusal:
            for text in refusals(refusal):
                messages.error(request, text)
        else:
            messages.success(request, _("Version %(number)d is the text again.") % {"number": older.revision})
        return HttpResponseRedirect(reverse("admin:newsroom_story_change", args=[story.pk]))
    current = story.current_version
    lost = losses.of_a_changed_text(story, by=user, now=timezone.now())
    return _page(
        admin,
        request,
        "admin/newsroom/story/restore.html",
        lost=lost.before,
        sure=_to_restore(lost).answer,
        title=_("Restore version %(number)d") % {"number": older.revision},
        story=story,
        version=older,
        differences=[
            *(comparing.differences(current.text, older.text) if current else []),
            *comparing.addresses(current.slug if current else "", older.slug),
        ],
    )


def _to_restore(lost: Losses) -> Question:
    return Question(title=_("Restoring this text costs:"), lines=lost.before, button=_("Restore this text"))


def _ask_to_restore(request: HttpRequest, lost: Losses) -> None:
    ask(request, _to_restore(lost))
    for line in lost.after:
        messages.warning(request, line)


def own_changes(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    """What somebody who is about to approve has changed themselves: read first, then confirmed."""
    story = visible(admin, request, number)
    user: Any = request.user
    if not rights.may(user, "approve_story", story):
        raise PermissionDenied
    before, current = four_eyes.text_before(user, story), story.current_version
    return _page(
        admin,
        request,
        "admin/newsroom/story/own_changes.html",
        title=_("Your own changes"),
        story=story,
        before=before,
        differences=comparing.differences(before.text, current.text) if before and current else [],
    )


def history(admin: "StoryAdmin", request: HttpRequest, story: Story) -> HttpResponse:
    return _page(
        admin,
        request,
        "admin/newsroom/story/history.html",
        title=_("History"),
        story=story,
        happenings=happenings(story),
    )


# ── Preview ───────────────────────────────────────────────────────────────────────────────────────────
def look(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    """The preview in a frame as wide as a phone, a tablet or the window."""
    story = visible(admin, request, number)
    version = _version(story, request.GET.get("version", ""))
    return _page(
        admin,
        request,
        "admin/newsroom/story/look.html",
        title=_("Preview"),
        story=story,
        version=version,
        widths=WIDTHS,
    )


def preview(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    """The very page that readers would get, from the working copy or from a version."""
    story = visible(admin, request, number)
    version = _version(story, request.GET.get("version", ""))
    response = preview_response(request, story, version=version, now=timezone.now())
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    return response


# ── Lookup ────────────────────────────────────────────────────────────────────────────────────────────
def lookup(admin: "StoryAdmin", request: HttpRequest) -> JsonResponse:
    """Stories that readers have, by words or number, for related boxes and lists: id, title, section, date."""
    if not admin.has_view_permission(request):
        raise PermissionDenied
    query, now = request.GET.get("q", "")[:200], timezone.now()
    articles = Article.objects.live(at=now).with_card()
    if is_number(query.strip()):
        found = list(articles.numbered([int(query)]))
    elif query.strip():
        hits = index.find(query, kind="article", at=now, per_page=FOUND_AT_MOST).hits
        by_number = {article.pk: article for article in articles.numbered([hit.number for hit in hits])}
        found = [by_number[hit.number] for hit in hits if hit.number in by_number]
    else:
        found = list(articles.newest_first()[:FOUND_AT_MOST])
    results = [
        {
            "id": article.pk,
            "title": article.title,
            "section": article.section.name,
            "date": date_format(timezone.localtime(article.published_at), "SHORT_DATE_FORMAT"),
        }
        for article in found
    ]
    return JsonResponse({"results": results})


# ── Shared ────────────────────────────────────────────────────────────────────────────────────────────
def visible(admin: "StoryAdmin", request: HttpRequest, number: int) -> Story:
    """The story, if this colleague may see it."""
    story = admin.get_object(request, str(number))
    if story is None:
        raise Http404
    return story


def _version(story: Story, key: str) -> StoryVersion | None:
    return story.versions.select_related("created_by").filter(pk=int(key)).first() if is_number(key) else None


def _before(kept: list[StoryVersion]) -> StoryVersion:
    """What the newest text is first compared with: the one before it, but for texts that were only kept aside."""
    written = [version for version in kept[1:] if version.origin != StoryVersion.Origin.REFUSED]
    return (written or kept)[0]


def _live_hash(story: Story) -> str:
    return Article.objects.filter(pk=story.pk).values_list("version_hash", flat=True).first() or ""


def _page(
    admin: "StoryAdmin", request: HttpRequest, template: str, *, status: int = 200, **context: Any
) -> TemplateResponse:
    shared = admin.admin_site.each_context(request) | {"opts": admin.opts, "media": admin.media}
    return TemplateResponse(request, template, shared | context, status=status)
