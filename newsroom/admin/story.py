"""“Bài viết”: the list of stories and the page where one is written."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.forms import Media, Script
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from articles import body
from asking import ask, wants_back
from asking.admin import Unsaved
from locking import locked_row
from locking.drawing import DrawingAdmin
from newsroom import rights
from newsroom.admin import naming, readdressing, story_findings, story_page, story_views
from newsroom.admin.saving import StaleSave, save_story
from newsroom.admin.story_form import StoryForm
from newsroom.admin.story_list import StoryListMixin
from newsroom.admin.tickets import Opened, Ticket
from newsroom.editor.field import MAX_LENGTH
from newsroom.keys import seen_in
from newsroom.models import Story
from newsroom.querysets import StoryQuerySet

MOST_ADDRESSES, LONGEST_ADDRESS = 5, 80  # of those that a message names, and characters of one
# What the story's page uses beside the body's editor.
PAGE_MEDIA = Media(
    js=[
        "admin/js/vendor/jquery/jquery.min.js",
        "admin/js/jquery.init.js",
        "admin/js/core.js",
        *(
            f"js/desk/{part}.js"
            for part in ("rows", "byline", "numbers", "times", "story", "findings", "suggestions", "tags")
        ),
        Script("js/desk/lead-picture.js", type="module"),  # type: ignore[list-item]
    ]
)


@admin.register(Story)
class StoryAdmin(StoryListMixin, DrawingAdmin):
    """Stories are written, moved along and never deleted; every rule lies in newsroom, not here."""

    form = StoryForm
    change_form_template = "admin/newsroom/story/change_form.html"

    # ── Who may ───────────────────────────────────────────────────────────────────────────────────────
    def get_queryset(self, request: HttpRequest) -> StoryQuerySet:
        return Story.objects.visible_to(request.user)  # type: ignore[arg-type]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        user: Any = request.user
        if obj is not None:
            return rights.may_see(user, obj)
        return user.has_perm("newsroom.view_story") or user.has_perm("newsroom.add_story")

    def has_change_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        user: Any = request.user
        if obj is not None:
            return rights.may_change_text(user, obj)
        return user.has_perm("newsroom.add_story") or user.has_perm("newsroom.edit_story")

    def has_delete_permission(self, request: HttpRequest, obj: Story | None = None) -> bool:
        return False

    # ── The page ──────────────────────────────────────────────────────────────────────────────────────
    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> type[StoryForm]:
        kept = (Unsaved, StoryForm) if wants_back(request) else (StoryForm,)
        return type("ColleaguesStoryForm", kept, {"user": request.user})

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return list(StoryForm.Meta.fields)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        if request.method != "POST":
            return self._page_or_save(request, object_id, form_url, extra_context)
        try:
            return self._saved(request, object_id, form_url, extra_context)
        except IntegrityError:  # what was chosen has gone a moment ago: now the form sees it, and says so
            return self._saved(request, object_id, form_url, extra_context)

    def _saved(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> Any:
        if not object_id:
            return self._new_story(request, form_url, extra_context)
        with transaction.atomic():  # everything that a save rests on is read while the story is held
            if story := self.get_object(request, object_id):
                locked_row(story)
            return self._page_or_save(request, object_id, form_url, extra_context)

    def _new_story(self, request: HttpRequest, form_url: str, extra_context: dict[str, Any] | None) -> Any:
        """One story a ticket, also where the button is pressed twice at the same moment."""
        ticket = Ticket(request.POST.get("ticket", ""))
        if ticket.number is None:
            try:
                return self._page_or_save(request, None, form_url, extra_context)
            except IntegrityError:
                if ticket.number is None:
                    raise
        messages.info(request, _("This story was saved a moment ago. Here it is."))
        return HttpResponseRedirect(reverse("admin:newsroom_story_change", args=[ticket.number]))

    def _page_or_save(
        self, request: HttpRequest, object_id: str | None, form_url: str, extra_context: dict[str, Any] | None
    ) -> Any:
        story = self.get_object(request, object_id) if object_id else None
        if request.method == "POST" and story is not None and not rights.may_change_text(request.user, story):  # type: ignore[arg-type]
            if not self.has_view_permission(request, story):
                raise PermissionDenied
            return self._kept_aside(request, story)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleSave as stale:
            return self._stale(request, stale)

    def draw_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Story | None = None,
    ) -> HttpResponse:
        form: StoryForm = context["adminform"].form
        user: Any = request.user
        now = timezone.now()
        context["page"] = (
            story_page.written(obj, by=user, now=now) if obj else story_page.unwritten(Ticket.issue(), by=user, now=now)
        )
        if form.is_bound or obj is None:
            findings = story_findings.of_form(form, now=now)
            context["page"] = replace(context["page"], findings=findings)
        context["media"] = self.media + PAGE_MEDIA + form.media
        context["title"] = obj.title if obj else _("New story")
        context["subtitle"] = None
        response: Any = super().draw_change_form(request, context, add, change, form_url, obj)
        if form.is_bound:
            response.status_code = 422
        return response

    # ── Saving ────────────────────────────────────────────────────────────────────────────────────────
    def save_model(self, request: HttpRequest, obj: Story, form: Any, change: bool) -> None:
        """Nothing yet: the text, its byline and its filing are saved together in `save_related`."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        user: Any = request.user
        ticket = Ticket(request.POST.get("ticket", ""))
        saved = save_story(form, by=user, now=timezone.now(), ticket=ticket, ask=partial(ask, request))
        form.instance.pk = saved.story.pk  # the admin goes on with this instance
        if saved.is_merged:
            said = _("A colleague has changed this story while you wrote. Both of your changes are saved.")
            messages.info(request, said)
        # What a button that was pressed with the save may rest on: my own save, or what I had before me.
        form.instance.change_number = seen_in(request.POST) if saved.is_moved else saved.story.change_number
        for line in saved.lost:
            messages.warning(request, line)
        if refused := body.refused_addresses(request.POST.get("body", "")[:MAX_LENGTH]):
            messages.warning(request, _without_links(refused))

    def log_addition(self, *args: Any) -> None:  # type: ignore[override]
        """The newsroom's own audit has it."""

    def log_change(self, *args: Any) -> None:  # type: ignore[override]
        """The newsroom's own audit has it."""

    def construct_change_message(self, *args: Any) -> list[Any]:
        return []

    def response_add(self, request: HttpRequest, obj: Story, post_url_continue: str | None = None) -> HttpResponse:
        return story_views.after_saving(request, Story.objects.get(pk=obj.pk), seen=obj.change_number)

    def response_change(self, request: HttpRequest, obj: Story) -> HttpResponse:
        return story_views.after_saving(request, Story.objects.get(pk=obj.pk), seen=obj.change_number)

    def _stale(self, request: HttpRequest, stale: StaleSave) -> HttpResponse:
        """Somebody saved first: both texts side by side, mine kept aside as well."""
        context = self.admin_site.each_context(request) | story_page.stale(stale, request=request, now=timezone.now())
        context |= {"opts": self.opts, "media": self.media}
        return TemplateResponse(request, "admin/newsroom/story/stale.html", context, status=409)

    def _kept_aside(self, request: HttpRequest, story: Story) -> HttpResponse:
        """The story was moved on while its writer was typing, or a button was pressed twice.

        Only who might change it when the page was opened keeps a text beside it; everybody gets back what was typed.
        """
        form = self.get_form(request, story, change=True)(request.POST, request.FILES, instance=story)
        user: Any = request.user
        had_it = story.created_by_id == user.pk or Opened.is_proven(
            story, by=user, proof=request.POST.get("opened", "")
        )
        if form.is_valid() and had_it and story_views.keep_typed(request, Story.objects.get(pk=story.pk), form=form):
            return HttpResponseRedirect(reverse("admin:newsroom_story_change", args=[story.pk]))
        context = self.admin_site.each_context(request) | {
            "title": _("Your text was not saved"),
            "story": story,
            "typed": [(form[name].label, form.data.get(name, "")) for name in ("title", "lead", "body")],
            "opts": self.opts,
            "media": self.media,
        }
        return TemplateResponse(request, "admin/newsroom/story/unsaved.html", context, status=409)

    # ── Addresses ─────────────────────────────────────────────────────────────────────────────────────
    def get_urls(self) -> list[URLPattern]:
        def own(view: Any) -> Any:
            def bound(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
                return view(self, request, *args, **kwargs)

            return self.admin_site.admin_view(bound)

        story = "<int:number>"
        own_urls = [
            path("lookup/", own(story_views.lookup), name="newsroom_story_lookup"),
            path("findings/", own(story_findings.findings), name="newsroom_story_findings"),
            path("named-bodies/", own(naming.named_bodies), name="newsroom_story_named_bodies"),
            path(f"{story}/step/", own(story_views.step), name="newsroom_story_step"),
            path(f"{story}/note/", own(story_views.note), name="newsroom_story_note"),
            path(f"{story}/correct/", own(story_views.correct), name="newsroom_story_correct"),
            path(f"{story}/address/", own(readdressing.address), name="newsroom_story_address"),
            path(f"{story}/versions/", own(story_views.versions), name="newsroom_story_versions"),
            path(f"{story}/compare/", own(story_views.compare), name="newsroom_story_compare"),
            path(f"{story}/restore/<int:version>/", own(story_views.restore), name="newsroom_story_restore"),
            path(f"{story}/own-changes/", own(story_views.own_changes), name="newsroom_story_own_changes"),
            path(f"{story}/look/", own(story_views.look), name="newsroom_story_look"),
            path(f"{story}/preview/", own(story_views.preview), name="newsroom_story_preview"),
        ]
        return own_urls + super().get_urls()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """What happened to the story, from the audit."""
        story = self.get_object(request, object_id)
        if story is None:
            raise Http404
        return story_views.history(self, request, story)


def _without_links(refused: list[str]) -> str:
    """What saving took out of the text, in words: the first few addresses, and no more of one than tells it."""
    named = [Truncator(address).chars(LONGEST_ADDRESS) for address in refused[:MOST_ADDRESSES]]
    more = ["…"] if len(refused) > MOST_ADDRESSES else []
    said = _(
        "Readers cannot follow these addresses. Their links were taken out of the text, the words stay: %(addresses)s"
    )
    return said % {"addresses": ", ".join(named + more)}
