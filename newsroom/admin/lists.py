"""The front page's desk: the lists, each list's arrangement, the preview on the real page, launch and undo."""

import json
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from js_asset import Media, Script

from articles.models import FeaturedList
from asking import Question, ask, wants_back
from asking.admin import AsksFirst
from locking import locked_row
from locking.admin import ComparingAdmin
from newsroom import consequences, curation, publishing
from newsroom.admin.list_form import PinFormSet, Pins, initial
from newsroom.editor import BODY_MEDIA
from newsroom.editor.field import configuration
from newsroom.models import ListDraft, ListLaunch
from organizations.admin.widgets import CarefulChoices
from pages.previews import list_preview
from vietnamese.fields import MomentField

LAUNCHES_SHOWN = 8
PAGE_MEDIA = Media(js=[Script("js/desk/pin-picture.js", type="module")])


@admin.register(FeaturedList)
class FeaturedListAdmin(AsksFirst, CarefulChoices, ComparingAdmin):
    """Lists are arranged on a page of their own; this form holds a list's size and fill-up rule."""

    list_display = ("arrange_link", "size", "fill", "launched_at", "state")
    list_display_links = None
    list_per_page = 100
    empty_value_display = "–"
    ordering = ("position", "pk")
    search_fields = ("name",)
    change_list_template = "admin/newsroom/lists/change_list.html"
    fields = ("name", "size", "fill", "fill_section", "fill_topic", "fill_kind", "position")
    autocomplete_fields = ("fill_section", "fill_topic")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        lists = super().get_queryset(request).select_related("fill_section__parent", "fill_topic")
        return curation.with_drafts(lists)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # the pages say which lists there are; `make_missing` makes them

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("list"), ordering="name")
    def arrange_link(self, row: FeaturedList) -> str:
        return format_html('<a href="{}">{}</a>', reverse("admin:newsroom_list_arrange", args=[row.pk]), row.name)

    @admin.display(description=gettext_lazy("draft"))
    def state(self, row: FeaturedList) -> str:
        if not curation.waits_in(row):
            return "–"
        launch_at = row.draft_launch_at  # type: ignore[attr-defined]  # `with_drafts`
        if launch_at:
            return _("launches at %(when)s") % {"when": _when(launch_at)}
        return _("not launched yet")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        missing = curation.missing_lists() if request.user.has_perm("newsroom.curate_lists") else []
        return super().changelist_view(request, {"missing": missing, "title": _("Front page")} | (extra_context or {}))

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view
        return [
            path("them-danh-sach/", view(self.make_missing), name="newsroom_list_make_missing"),
            path("<int:pk>/sap-xep/", view(self.arrange), name="newsroom_list_arrange"),
            path("<int:pk>/xem-truoc/", view(self.look), name="newsroom_list_look"),
            path("<int:pk>/trang-that/", view(never_cache(self.preview)), name="newsroom_list_preview"),
            *super().get_urls(),
        ]

    def make_missing(self, request: HttpRequest) -> HttpResponse:
        """Make the lists of places that have none yet."""
        if not request.user.has_perm("newsroom.curate_lists"):
            raise PermissionDenied
        if request.method == "POST":
            count = curation.make_missing_lists()
            messages.success(request, _("%(count)d lists were made.") % {"count": count})
        return HttpResponseRedirect(reverse("admin:articles_featuredlist_changelist"))

    def arrange(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Pins in order; saved as a draft, previewed, launched now or later, undone."""
        featured_list = self._list(request, pk)
        draft = curation.draft_of(featured_list)
        if request.method == "POST":
            with transaction.atomic():
                locked_row(featured_list)  # what a question says is still so when it is answered
                return self._arranged(request, featured_list)
        pins = Pins(initial=initial(draft.items), prefix="pin")
        return self._page(request, featured_list, pins=pins, draft=draft, revision=draft.revision)

    def _arranged(self, request: HttpRequest, featured_list: FeaturedList) -> HttpResponse:
        user: Any = request.user
        now = timezone.now()
        here = HttpResponseRedirect(reverse("admin:newsroom_list_arrange", args=[featured_list.pk]))
        if wants_back(request):
            pins = Pins(request.POST, prefix="pin")
            draft = curation.draft_of(featured_list)
            return self._page(request, featured_list, pins=pins, draft=draft, revision=_revision(request))
        try:
            if "_discard" in request.POST:
                self._ask_to_discard(request, featured_list)
                curation.discard(featured_list, base_revision=_revision(request), by=user, now=now)
                messages.success(request, _("The draft is gone; the list is as readers see it."))
                return here
            if "_undo" in request.POST:
                self._ask_to_undo(request, featured_list, now=now)
            if "pin-TOTAL_FORMS" not in request.POST and {"_undo", "_call_off"} & set(request.POST):
                self._without_pins(request, featured_list)  # nothing was arranged on the page
                return here
        except curation.NewerDraft as newer:
            return self._newer(request, featured_list, newer, pins=Pins(request.POST, prefix="pin"), now=now)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return here
        return self._saved(request, featured_list, here=here)

    def _ask_to_discard(self, request: HttpRequest, featured_list: FeaturedList) -> None:
        draft = curation.draft_of(featured_list)
        lines = [_("The arrangement that was saved, and what you arranged since, is gone.")]
        if draft.launch_at is not None:
            lines.append(_("The launch at %(when)s is called off.") % {"when": _when(draft.launch_at)})
        ask(request, Question(title=_("Throw the draft away?"), lines=tuple(lines), button=_("Throw the draft away")))

    def _ask_to_undo(self, request: HttpRequest, featured_list: FeaturedList, *, now: datetime) -> None:
        _refuse_who_may_not_launch(request)
        lines = consequences.of_launch(featured_list, items=publishing.before_last_launch(featured_list), at=now)
        lines += (_("What you have arranged stays, saved as a draft."),)
        if (launch_at := curation.draft_of(featured_list).launch_at) is not None:
            lines += (_("The launch that is set for %(when)s stays.") % {"when": _when(launch_at)},)
        title = _("Readers get the launch before: %(list)s") % {"list": featured_list}
        ask(request, Question(title=title, lines=lines, button=_("Take the last launch back")))

    def _saved(self, request: HttpRequest, featured_list: FeaturedList, *, here: HttpResponse) -> HttpResponse:
        user: Any = request.user
        now = timezone.now()
        standing = curation.draft_of(featured_list).items
        kept = {item["number"]: item.get("ends_at") for item in standing}
        pins = Pins(request.POST, prefix="pin", form_kwargs={"now": now, "kept": kept})
        launch_at, problem = _moment(request.POST.get("launch_at", ""), now=now)
        revision = _revision(request)
        if problem and "_schedule" in request.POST:
            messages.error(request, problem)
        elif pins.is_valid():
            self._ask_before_keeping(request, featured_list, items=pins.items, now=now)
            try:
                curation.keep(featured_list, items=pins.items, base_revision=revision, by=user, now=now)
            except curation.NewerDraft as newer:
                return self._newer(request, featured_list, newer, pins=pins, now=now)
            return self._after_saving(request, featured_list, launch_at=launch_at, here=here)
        draft = curation.draft_of(featured_list)
        return self._page(request, featured_list, pins=pins, draft=draft, revision=revision, status=422)

    def _newer(
        self,
        request: HttpRequest,
        featured_list: FeaturedList,
        newer: curation.NewerDraft,
        *,
        pins: PinFormSet,
        now: datetime,
    ) -> HttpResponse:
        """Both arrangements: the colleague's as it was saved, this one as it stood on the page."""
        messages.warning(request, newer.messages[0])
        theirs = curation.titles([item["number"] for item in newer.draft.items], at=now)
        return self._page(
            request,
            featured_list,
            pins=pins,
            draft=newer.draft,
            revision=newer.draft.revision,
            theirs=[theirs[item["number"]] for item in newer.draft.items if item["number"] in theirs],
            status=409,
        )

    def _after_saving(
        self, request: HttpRequest, featured_list: FeaturedList, *, launch_at: Any, here: HttpResponse
    ) -> HttpResponse:
        user: Any = request.user
        now = timezone.now()
        if "_preview" in request.POST:
            return HttpResponseRedirect(reverse("admin:newsroom_list_look", args=[featured_list.pk]))
        if {"_undo", "_call_off"} & set(request.POST):
            self._without_pins(request, featured_list)
        elif "_launch" in request.POST:
            curation.launch(featured_list, by=user, now=now)
            messages.success(request, _("Launched: readers see it now."))
        elif "_schedule" in request.POST:
            curation.launch(featured_list, by=user, now=now, at=launch_at)
            messages.success(request, _("Saved; it launches at %(when)s.") % {"when": _when(launch_at)})
        else:
            messages.success(request, _("Saved as a draft. Readers see no change until you launch it."))
        return here

    def _ask_before_keeping(
        self, request: HttpRequest, featured_list: FeaturedList, *, items: list[dict[str, Any]], now: datetime
    ) -> None:
        """Launching asks with what readers will see; saving asks where a launch was set."""
        if "_launch" in request.POST:
            _refuse_who_may_not_launch(request)
            lines = consequences.of_launch(featured_list, items=items, at=now)
            if (launch_at := curation.draft_of(featured_list).launch_at) is not None:
                lines += (_("The launch at %(when)s is called off.") % {"when": _when(launch_at)},)
            title = _("Readers get this at once: %(list)s") % {"list": featured_list}
            ask(request, Question(title=title, lines=lines, button=_("Launch")))
        elif "_schedule" not in request.POST and "_call_off" not in request.POST:
            user: Any = request.user
            cost = curation.cost_of_keeping(curation.draft_of(featured_list), items=items, by=user)
            if cost:
                title = _("A launch of this list is set")
                ask(request, Question(title=title, lines=(cost,), button=_("Save the draft")))

    def _without_pins(self, request: HttpRequest, featured_list: FeaturedList) -> None:
        """Take the last launch back, or call a launch off that was set."""
        user: Any = request.user
        if "_undo" in request.POST:
            publishing.undo_launch(featured_list, by=user, now=timezone.now())
            messages.success(
                request, _("Taken back: readers see the launch before; your arrangement is a saved draft.")
            )
        else:
            curation.call_off(featured_list, by=user)
            messages.success(request, _("The launch is called off; the draft stays."))

    def look(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The preview in a frame as wide as a phone, a tablet or the window."""
        featured_list = self._list(request, pk)
        context = self.admin_site.each_context(request) | {
            "title": _("Preview"),
            "list": featured_list,
            "opts": self.opts,
            "widths": (360, 768, 0),
        }
        return TemplateResponse(request, "admin/newsroom/lists/look.html", context)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The very page that readers would get if the draft were launched now."""
        featured_list = self._list(request, pk)
        items = curation.as_items(curation.draft_of(featured_list).items)
        response = list_preview(request, key=featured_list.key, items=items, at=timezone.now())
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    def _list(self, request: HttpRequest, pk: int) -> FeaturedList:
        if not request.user.has_perm("newsroom.curate_lists"):
            raise PermissionDenied
        found = FeaturedList.objects.with_items().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def _page(
        self,
        request: HttpRequest,
        featured_list: FeaturedList,
        *,
        pins: PinFormSet,
        draft: ListDraft,
        revision: int,
        theirs: Any = (),
        status: int = 200,
    ) -> HttpResponse:
        now = timezone.now()
        numbers = [_number(form["number"].value()) for form in pins.forms]
        stories = curation.titles([number for number in numbers if number], at=now)
        for form, number in zip(pins.forms, numbers, strict=True):
            form.story = stories.get(number)  # type: ignore[attr-defined]  # for the line's words
            form.is_live = form.story is not None and form.story.is_live(at=now)  # type: ignore[attr-defined]
        context = self.admin_site.each_context(request) | {
            "title": featured_list.name,
            "list": featured_list,
            "opts": self.opts,
            "media": BODY_MEDIA + PAGE_MEDIA,
            "picker": json.dumps(configuration(""), cls=DjangoJSONEncoder),
            "pins": pins,
            "draft": draft,
            "is_ahead": curation.is_ahead(draft),
            "revision": revision,
            "theirs": theirs,
            "filling": curation.filling(featured_list, items=draft.items, at=now),
            "launches": ListLaunch.objects.filter(featured_list=featured_list).select_related("launched_by")[
                :LAUNCHES_SHOWN
            ],
            "may_launch": request.user.has_perm("newsroom.launch_lists"),
            "may_change": self.has_change_permission(request, featured_list),
        }
        return TemplateResponse(request, "admin/newsroom/lists/arrange.html", context, status=status)


def _refuse_who_may_not_launch(request: HttpRequest) -> None:
    """Before anything is asked; the acts themselves refuse as well."""
    if not request.user.has_perm("newsroom.launch_lists"):
        raise PermissionDenied(_("Your role may not launch lists."))


def _moment(text: str, *, now: datetime) -> tuple[Any, str]:
    """A moment from the form, and what is wrong with it."""
    try:
        moment = MomentField(required=False).clean(text[:100].replace("\x00", ""))
    except ValidationError as wrong:
        return None, wrong.messages[0]
    if moment and moment <= now:
        return None, _("This time is past. To launch the list now, press “Launch”.")
    return moment, "" if moment else _("Say when the list is to be launched.")


def _when(at: Any) -> str:
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def _revision(request: HttpRequest) -> int:
    """Which draft the page showed; -1 for none that there can be."""
    base = request.POST.get("revision", "")
    return int(base) if base.isascii() and base.isdigit() and len(base) < 10 else -1


def _number(value: Any) -> int:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0
