"""The page on which whoever may publish gives a live story another address: asked twice, done once."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom import publishing, rights

if TYPE_CHECKING:
    from newsroom.admin.story import StoryAdmin


def address(admin: "StoryAdmin", request: HttpRequest, number: int) -> HttpResponse:
    """First the words, then both addresses to look at, then the act."""
    story = admin.get_object(request, str(number))
    if story is None:
        raise Http404
    user: Any = request.user
    if not rights.may(user, "publish_story", story):
        raise PermissionDenied
    now = timezone.now()
    article = Article.objects.live(at=now).filter(pk=story.pk).first()
    slug = request.POST.get("slug", "").replace("\x00", "").strip()[:400]
    instead_of = request.POST.get("instead_of", "")
    errors: list[str] = []
    wanted = ""
    if request.method == "POST":
        try:
            publishing.address.readdressable(slug, article=article, now=now, instead_of=instead_of)
            if "sure" in request.POST:
                moved = publishing.readdress(story, slug=slug, by=user, now=now, instead_of=instead_of)
                path = moved.get_absolute_url()
                messages.success(request, _("The story's address is %(path)s now.") % {"path": path})
                return HttpResponseRedirect(reverse("admin:newsroom_story_change", args=[story.pk]))
            wanted = Article(pk=story.pk, slug=slug).get_absolute_url()
        except ValidationError as refusal:
            errors = refusal.messages
    context = admin.admin_site.each_context(request) | {
        "opts": admin.opts,
        "media": admin.media,
        "title": _("Address"),
        "story": story,
        "article": article,
        "slug": slug or (article.slug if article else ""),
        "wanted": wanted,
        "errors": errors,
    }
    return TemplateResponse(request, "admin/newsroom/story/address.html", context, status=422 if errors else 200)
