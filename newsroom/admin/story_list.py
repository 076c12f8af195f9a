"""The list of stories: dense lines, quick filters, steps for many at once; never counts 150,000 rows."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Section
from articles.models.text import Kind
from newsroom import steps
from newsroom.admin.words import refusals, status_pill
from newsroom.models import Status, Story
from newsroom.querysets import StoryQuerySet

COUNTED = 2000  # lines; further back one searches or filters
PER_PAGE = 50


class BoundedPaginator(Paginator):
    """Counts no further than COUNTED lines, so that a page costs the same in a large house."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        return rows[: COUNTED + 1].count()

    @cached_property
    def num_pages(self) -> int:
        return max(1, -(-min(self.count, COUNTED) // self.per_page))


class StatusFilter(admin.SimpleListFilter):
    title = gettext_lazy("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Status.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.in_status(self.value()) if self.value() in Status.values else queryset


class SectionFilter(admin.SimpleListFilter):
    """By the section's address; a section brings its subsections."""

    title = gettext_lazy("section")
    parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        sections = list(Section.objects.with_parent())
        ordered = []
        for top in (section for section in sections if section.parent_id is None):
            ordered.append((top.path, top.name))
            ordered += [(child.path, f"– {child.name}") for child in sections if child.parent_id == top.pk]
        return ordered

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        section = Section.objects.at_path(str(self.value())).first() if self.value() else None
        return queryset.in_section(section) if section else queryset


class KindFilter(admin.SimpleListFilter):
    title = gettext_lazy("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Kind.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.filter(kind=self.value()) if self.value() in Kind.values else queryset


class OfFilter(admin.SimpleListFilter):
    """Whose stories: written by me, edited by me, of the sections I head."""

    title = gettext_lazy("whose")
    parameter_name = "of"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        choices: list[tuple[str, Any]] = [("mine", _("Written by me"))]
        if request.user.has_perm("newsroom.edit_story"):  # type: ignore[union-attr]
            choices.append(("editing", _("Edited by me")))
            choices.append(("sections", _("Of my sections")))
        return choices

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        match self.value():
            case "mine":
                return queryset.written_by(request.user)
            case "editing":
                return queryset.filter(editor=request.user)
            case "sections":
                return queryset.in_sections_of(request.user)
        return queryset


class StoryChangeList(ChangeList):
    """Says "2,000+" instead of counting on; offers the statuses as tabs."""

    def get_queryset(self, *args: Any, **kwargs: Any) -> QuerySet:
        stories: Any = super().get_queryset(*args, **kwargs)
        return stories.with_line()

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.is_more_than_counted = self.result_count > COUNTED
        self.tabs = next((list(spec.choices(self)) for spec in self.filter_specs if isinstance(spec, StatusFilter)), [])
        self.menu_specs = [spec for spec in self.filter_specs if not isinstance(spec, StatusFilter)]


class StoryListMixin(admin.ModelAdmin):
    """The changelist half of StoryAdmin."""

    list_display = ("headline", "status_line", "section_line", "writer_line", "changed_line")
    list_display_links = None
    list_filter = (StatusFilter, SectionFilter, KindFilter, OfFilter)
    search_fields = ("title_folded",)
    search_help_text = gettext_lazy("Words of the title, with or without accents, or a story's number.")
    sortable_by = ()
    ordering = ("-changed_at", "-pk")
    list_per_page = PER_PAGE
    list_max_show_all = PER_PAGE
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    actions = ("submit_stories", "take_into_edit", "publish_stories")
    change_list_template = "admin/newsroom/story/change_list.html"

    @property
    def media(self) -> Media:
        """Not the admin's scripts for slugs and pop-ups, which no page of a story uses."""
        scripts = [f"admin/js/{name}.js" for name in ("vendor/jquery/jquery.min", "jquery.init", "core", "actions")]
        return Media(css={"all": ["css/desk-story.css"]}, js=scripts)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return StoryChangeList

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = capfirst(str(self.opts.verbose_name_plural))
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet, bool]:
        return queryset.matching(search_term), False

    # ── A line ────────────────────────────────────────────────────────────────────────────────────────
    @admin.display(description=gettext_lazy("Story"))
    def headline(self, story: Story) -> SafeString:
        kicker = format_html('<span class="line-kicker">{}</span> ', story.kicker) if story.kicker else ""
        kind = "" if story.kind == Kind.ARTICLE else story.get_kind_display()
        return format_html(
            '{}<a class="line-title" href="{}">{}</a> <span class="line-number">{}{}</span>',
            kicker,
            reverse("admin:newsroom_story_change", args=[story.pk]),
            story.title,
            story.pk,
            f" · {kind}" if kind else "",
        )

    @admin.display(description=gettext_lazy("Status"))
    def status_line(self, story: Story) -> SafeString:
        late = story.status == Status.SCHEDULED and story.go_live_at is not None
        when = format_html('<span class="line-when">{}</span>', _when(story.go_live_at)) if late else ""
        return format_html("{}{}", status_pill(story.status), when)

    @admin.display(description=gettext_lazy("Section"))
    def section_line(self, story: Story) -> SafeString:
        """The section's own name; the whole path on hovering."""
        return format_html('<span title="{}">{}</span>', story.section, story.section.name)

    @admin.display(description=gettext_lazy("Written by"), empty_value="")
    def writer_line(self, story: Story) -> str:
        return str(story.created_by or _("Imported"))

    @admin.display(description=gettext_lazy("Changed"))
    def changed_line(self, story: Story) -> str:
        return _when(story.changed_at)

    # ── Many at once ──────────────────────────────────────────────────────────────────────────────────
    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        wanted = {
            "submit_stories": "newsroom.submit_story",
            "take_into_edit": "newsroom.edit_story",
            "publish_stories": "newsroom.publish_story",
        }
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        user: Any = request.user
        return {name: action for name, action in actions.items() if user.has_perm(wanted[name])}

    @admin.action(description=gettext_lazy("Submit"))
    def submit_stories(self, request: HttpRequest, queryset: StoryQuerySet) -> None:
        self._move_all(request, queryset, to=Status.SUBMITTED)

    @admin.action(description=gettext_lazy("Take into edit"))
    def take_into_edit(self, request: HttpRequest, queryset: StoryQuerySet) -> None:
        self._move_all(request, queryset, to=Status.IN_EDIT)

    @admin.action(description=gettext_lazy("Publish, or schedule where a time is set"))
    def publish_stories(self, request: HttpRequest, queryset: StoryQuerySet) -> None:
        self._move_all(request, queryset.exclude(status=Status.SCHEDULED), to=Status.PUBLISHED)

    def _move_all(self, request: HttpRequest, stories: Iterable[Story], *, to: Status) -> None:
        """Each story by itself: what is refused is named, the others go on."""
        user: Any = request.user
        moved = 0
        if request.POST.get("select_across") == "1":
            messages.warning(request, _("Choose the stories of one page; nothing was moved."))
            return
        for story in stories:
            try:
                steps.take(story, to=to, by=user, now=timezone.now())
            except (ValidationError, PermissionDenied) as refusal:
                why = " ".join(refusals(refusal))
                messages.error(request, _("“%(title)s” stays: %(why)s") % {"title": story.title, "why": why})
            else:
                moved += 1
        if moved:
            messages.success(
                request,
                _("%(count)d stories are now “%(status)s” or scheduled.") % {"count": moved, "status": to.label}
                if to == Status.PUBLISHED
                else _("%(count)d stories are now “%(status)s”.") % {"count": moved, "status": to.label},
            )


def _when(at: Any) -> str:
    """Short: the hour today, the day this year."""
    local, today = timezone.localtime(at), timezone.localtime()
    if local.date() == today.date():
        return local.strftime("%H:%M")
    return local.strftime("%d/%m %H:%M" if local.year == today.year else "%d/%m/%Y")
