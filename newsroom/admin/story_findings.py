"""What stands in the way of a text that is being typed: told before it is saved, also of a story that is new."""

from copy import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from articles.content import BylineLine, Content
from articles.models import Article
from newsroom import checks, rights, writing
from newsroom.admin.story_form import TIMES, StoryForm
from newsroom.checks import Finding
from newsroom.editor.field import MAX_LENGTH
from newsroom.keys import is_number
from newsroom.models import Story

if TYPE_CHECKING:
    from newsroom.admin.story import StoryAdmin


def of_form(form: StoryForm, *, now: datetime) -> tuple[Finding, ...]:
    """Of what a form holds, however incomplete: as it was opened, or as it was typed."""
    story = copy(form.instance)
    article = Article.objects.live(at=now).filter(pk=story.pk).first() if story.pk else None
    live_at = max(filter(None, (story.go_live_at, story.embargo_until, now)))
    kept = article.expires_at if article else form.initial.get("expires_at")
    times = checks.Times(**{name: getattr(story, name) for name in TIMES}, kept_expiry=kept)
    return tuple(checks.findings(_content(form, story), at=live_at, times=times))


def _content(form: StoryForm, story: Story) -> Content:
    if form.is_bound:
        form.is_valid()  # what can be read of it stands on the instance afterwards
        lines = form.byline.lines() if form.byline.is_valid() else ()
        return writing.as_typed(story, byline=lines).content
    lines = tuple(
        BylineLine(author=line["author"], name="", role=line["role"], title_lines=line["title_lines"])
        for line in form.byline.initial or ()
    )
    return writing.as_typed(story, byline=lines).content


def findings(admin: "StoryAdmin", request: HttpRequest) -> HttpResponse:
    """POST the story's form, with its `number` once it has one: the box of findings as HTML. Nothing is saved."""
    user: Any = request.user
    if not admin.has_change_permission(request):
        raise PermissionDenied
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "POST"})
    number = request.GET.get("number", "")
    story = admin.get_queryset(request).filter(pk=int(number)).first() if is_number(number) else None
    if number and story is None:
        raise Http404
    if not (rights.may_change_text(user, story) if story else admin.has_add_permission(request)):
        raise PermissionDenied
    if len(request.POST.get("body", "")) > MAX_LENGTH:
        return HttpResponse(status=413)
    form = admin.get_form(request, story, change=story is not None)(request.POST, instance=story)
    form.is_valid()
    page = {"findings": of_form(form, now=timezone.now())}
    page["blocking"] = sum(finding.blocks for finding in page["findings"])  # type: ignore[assignment]
    return HttpResponse(render_to_string("admin/newsroom/story/findings.html", {"page": page}, request))
