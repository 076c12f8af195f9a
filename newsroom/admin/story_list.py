"""The list of stories: dense lines, quick filters, steps for many at once; never counts 150,000 rows."""

import logging
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import InvalidPage
from django.db import InterfaceError, OperationalError
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from asking import ask
from newsroom import step_questions, steps
from newsroom.admin.paging import COUNTED
from newsroom.admin.story_filters import KindFilter, OfFilter, SectionFilter, StatusFilter
from newsroom.admin.story_lines import lines_of
from newsroom.admin.words import refusals
from newsroom.keys import is_number, seen_in
from newsroom.models import Status, Story
from newsroom.querysets import StoryQuerySet
from newsroom.titles import FOUND, titled

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

log = logging.getLogger(__name__)

PER_PAGE = 50
AWAY = gettext_lazy("the database was too busy, or away.")


class StoryChangeList(ChangeList):
    """Reads the keys of COUNTED stories at most, then the stories of one page: the same work in a house of any size."""

    def get_results(self, request: HttpRequest) -> None:
        stories: Any = self.queryset
        self.counted = FOUND if self.query else COUNTED
        numbers = stories.numbers(at_most=self.counted + 1)
        self.result_count = len(numbers)
        self.full_result_count, self.show_full_result_count = None, False
        self.is_more_than_counted = self.result_count > self.counted
        self.paginator = self.model_admin.get_paginator(request, numbers[: self.counted], self.list_per_page)
        try:
            page = self.paginator.page(self.page_num)
        except InvalidPage as no_page:
            raise IncorrectLookupParameters from no_page
        self.result_list = self.root_queryset.with_line().in_this_order(page.object_list)  # type: ignore[attr-defined]
        sections = next((spec.sections for spec in self.filter_specs if isinstance(spec, SectionFilter)), {})
        self.lines = lines_of(self.result_list, sections=sections)
        self.can_show_all = self.result_count <= self.list_max_show_all
        self.multi_page = self.result_count > self.list_per_page
        self.show_admin_actions = True
        self.tabs = next((list(spec.choices(self)) for spec in self.filter_specs if isinstance(spec, StatusFilter)), [])
        self.menu_specs = [spec for spec in self.filter_specs if not isinstance(spec, StatusFilter)]


class StoryListMixin(admin.ModelAdmin):
    """The changelist half of StoryAdmin."""

    list_display_links = None
    list_filter = (StatusFilter, SectionFilter, KindFilter, OfFilter)
    search_fields = ("title_folded",)
    search_help_text = gettext_lazy("Words of the title, with or without accents, or a story's number.")
    sortable_by = ()
    list_select_related = ("section__parent",)
    ordering = ("-changed_at", "-pk")
    list_per_page = PER_PAGE
    list_max_show_all = PER_PAGE
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
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
        term = search_term.strip()
        if is_number(term):
            return queryset.filter(pk=int(term)), False
        return titled(queryset, term), False

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
        """Each story by itself: what is refused is named, the others go on. When the database is away, the rest is not
        tried, and every story that stays is named.
        """
        user: Any = request.user
        moved = 0
        if request.POST.get("select_across") == "1":
            messages.warning(request, _("Choose the stories of one page; nothing was moved."))
            return
        question = step_questions.of_many(stories, to=to, now=timezone.now())
        if question is not None:
            ask(request, question)
        is_away = False
        for story in stories:
            if is_away:
                messages.error(request, _stays(story, why=AWAY))
                continue
            try:
                seen = seen_in(request.POST, name=f"seen-{story.pk}")
                steps.take(story, to=to, by=user, now=timezone.now(), seen=seen)
            except (ValidationError, PermissionDenied) as refusal:
                messages.error(request, _stays(story, why=" ".join(refusals(refusal))))
            except (OperationalError, InterfaceError):
                log.exception("Story %s stays.", story.pk)
                messages.error(request, _stays(story, why=AWAY))
                is_away = True
            else:
                moved += 1
        if moved:
            messages.success(
                request,
                _("%(count)d stories are now “%(status)s” or scheduled.") % {"count": moved, "status": to.label}
                if to == Status.PUBLISHED
                else _("%(count)d stories are now “%(status)s”.") % {"count": moved, "status": to.label},
            )


def _stays(story: Story, *, why: "_StrOrPromise") -> str:
    return _("“%(title)s” stays: %(why)s") % {"title": story.title, "why": why}
