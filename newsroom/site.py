"""The desk: Django's admin under the magazine's name, with its own first page, menu and refusals."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup, DisallowedModelAdminToField
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import FORMFIELD_FOR_DBFIELD_DEFAULTS
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from js_asset import Media

from accounts.forms import SignInForm
from articles import tag_names
from articles.models import Tag
from asking import Unanswered
from asking.pages import page as asking_page
from locking.drawing import PageLater
from newsroom.bounds import bounded
from newsroom.keys import is_number
from newsroom.navigation import menu
from newsroom.today import today
from vietnamese.fields import DayAndHourField, DayField, HourField, LongTextField

# Every date and hour that a form of the desk asks for is read as people write it.
FORMFIELD_FOR_DBFIELD_DEFAULTS[models.DateTimeField] |= {"form_class": DayAndHourField}
FORMFIELD_FOR_DBFIELD_DEFAULTS[models.TextField] |= {"form_class": LongTextField}
FORMFIELD_FOR_DBFIELD_DEFAULTS[models.DateField] |= {"form_class": DayField}
FORMFIELD_FOR_DBFIELD_DEFAULTS[models.TimeField] |= {"form_class": HourField}


def yes_or_no(value: bool | None) -> SafeString:
    """Django's sign in a column of yes and no; its own says “True” to whoever hears the page."""
    name = "unknown" if value is None else "yes" if value else "no"
    words = {"yes": gettext("Yes"), "no": gettext("No"), "unknown": gettext("Unknown")}[name]
    return format_html('<img src="{}" alt="{}">', static(f"admin/img/icon-{name}.svg"), words)


admin_list._boolean_icon = yes_or_no  # type: ignore[attr-defined]  # what all columns and read-only fields take


class Autocompletion(AutocompleteJsonView):
    """As Django's; an author brings along the offices proposed in a byline, a tag whether it is what was typed."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, Any]:
        found: dict[str, Any] = super().serialize_result(obj, to_field_name)
        if hasattr(obj, "title_lines"):
            found["title_lines"] = obj.title_lines
        if isinstance(obj, Tag):
            found["isSame"] = obj.name_key == tag_names.key(self.term)
        return found


class DeskSite(AdminSite):
    """Everything that colleagues open under /quan-tri/."""

    site_header = _("Thời Đại desk")
    site_title = _("Thời Đại desk")
    index_title = _("Today")
    enable_nav_sidebar = False
    login_form = SignInForm

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """As Django's, within the bounds of the desk (newsroom/bounds.py)."""
        super().register(model_or_iterable, bounded(admin_class or ModelAdmin), **options)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        return context | {"menu": menu(context["available_apps"], path=request.path, reports=self._reports(request))}

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """As Django's, with reports, and without `r/`: it led to the address of anything by its number."""
        from newsroom.admin import coverage  # which registers its neighbours with this site

        own: list[URLPattern | URLResolver] = [
            path("organizations/coverage/", self.admin_view(coverage.page), name="organizations_coverage"),
            path(
                "organizations/coverage/xlsx/",
                self.admin_view(coverage.workbook),
                name="organizations_coverage_workbook",
            ),
        ]
        return own + [each for each in super().get_urls() if getattr(each, "name", None) != "view_on_site"]

    @staticmethod
    def _reports(request: HttpRequest) -> list[tuple[str, str]]:
        from newsroom.admin.coverage import may_open

        return (
            [(gettext("Coverage of bodies"), reverse("admin:organizations_coverage"))] if may_open(request.user) else []
        )

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return Autocompletion.as_view(admin_site=self)(request)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """“Hôm nay”: what waits for this colleague."""
        page = today(request.user, now=timezone.now())  # type: ignore[arg-type]  # admin_view lets staff in only
        return super().index(request, {"today": page} | (extra_context or {}))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """As Django's; the demo says that it is one."""
        is_demo = settings.DEMO and settings.SECOND_FACTOR == "optional"
        return super().login(request, {"is_demo": is_demo} | (extra_context or {}))

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Any:
        """As Django's, but a refusal and an unknown address answer with a page of the desk."""

        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                _refuse_odd_choices(request)
                response = view(request, *args, **kwargs)
                if isinstance(response, PageLater):
                    response = response.drawn()
                if isinstance(response, SimpleTemplateResponse):
                    _trust_our_scripts(request, response)
                    response.render()  # here, so that what a template meets is answered here as well
                return response
            except OverflowError:
                why = gettext("One of the numbers sent is too large to be the number of anything here.")
                return self._refusal(request, title=gettext("Not a number of ours"), why=why, status=400)
            except Unanswered as unanswered:
                return asking_page(request, unanswered.question, context=self.each_context(request)).render()
            except PermissionDenied as refusal:
                why = str(refusal) or gettext("Your role does not open this page.")
                return self._refusal(request, title=gettext("Not open to you"), why=why, status=403)
            except (Http404, DisallowedModelAdminLookup, DisallowedModelAdminToField):
                why = gettext("It may have been moved, or the address is mistyped.")
                return self._refusal(request, title=gettext("There is nothing here"), why=why, status=404)

        return super().admin_view(answered, cacheable)

    def _refusal(self, request: HttpRequest, *, title: str, why: str, status: int) -> HttpResponse:
        context = self.each_context(request) | {"title": title, "why": why}
        return TemplateResponse(request, "admin/refusal.html", context, status=status)


def _trust_our_scripts(request: HttpRequest, response: SimpleTemplateResponse) -> None:
    """The import map of an editor stands in the page itself: the nonce tells the browser that it is ours."""
    context = response.context_data or {}
    if "media" in context:
        context["media"] = Media.from_media(context["media"], nonce=getattr(request, "csp_nonce", None))


def _refuse_odd_choices(request: HttpRequest) -> None:
    """Lines of a list are chosen by number, and Django would stumble over anything else.

    Only where lists are: elsewhere the request has not been read yet, and whoever takes files reads it in their way.
    """
    match = request.resolver_match
    if request.method != "POST" or match is None or not (match.url_name or "").endswith("_changelist"):
        return
    if not all(map(is_number, request.POST.getlist(ACTION_CHECKBOX_NAME))):
        raise Http404
