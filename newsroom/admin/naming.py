"""The answer to the story's page while somebody writes: which bodies the text names as it stands there."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom import naming
from newsroom.editor.field import MAX_LENGTH
from newsroom.keys import is_number
from newsroom.models import Story
from organizations.matching import Suggestion

if TYPE_CHECKING:
    from newsroom.admin.story import StoryAdmin

LINE_AT_MOST = 10_000  # characters of a title or a lead, a dozen times what the form takes


def named_bodies(admin: "StoryAdmin", request: HttpRequest) -> JsonResponse:
    """POST `title`, `lead`, `body` and, once the story has one, its `number`. Nothing is saved or tagged."""
    if not may_be_told(admin, request):
        raise PermissionDenied
    if request.method != "POST":
        return JsonResponse({"error": _("Send the text.")}, status=405, headers={"Allow": "POST"})
    title, lead, body = (request.POST.get(name, "") for name in ("title", "lead", "body"))
    if len(body) > MAX_LENGTH or max(len(title), len(lead)) > LINE_AT_MOST:
        return JsonResponse({"error": _("The text is too long: split the story in two.")}, status=413)
    now, story = timezone.now(), _story(admin, request)
    article = Article.objects.live(at=now).filter(pk=story.pk).first() if story else None
    on = naming.day_of(story, live_since=article.published_at if article else None, now=now)
    found = naming.named(title=title, lead=lead, body=body, on=on)
    return JsonResponse({"bodies": [as_data(suggestion) for suggestion in found]})


def may_be_told(admin: "StoryAdmin", request: HttpRequest) -> bool:
    """Whoever writes stories and may choose among the bodies, as in the field beside."""
    user: Any = request.user
    return admin.has_change_permission(request) and user.has_perm("organizations.view_organization")


def as_data(suggestion: Suggestion) -> dict[str, Any]:
    return {
        "id": suggestion.organization,
        "name": suggestion.name,
        "written": suggestion.as_written,
        "times": suggestion.mentions,
        "is_public": suggestion.is_public,
    }


def _story(admin: "StoryAdmin", request: HttpRequest) -> Story | None:
    """The story that is being changed; None while it is new. One that the colleague may not see is not there."""
    number = request.POST.get("number", "")
    if not number:
        return None
    story = admin.get_queryset(request).filter(pk=int(number)).first() if is_number(number) else None
    if story is None:
        raise Http404
    return story
