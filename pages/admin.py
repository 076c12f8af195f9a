"""The desk's forms for the site's settings and its standing pages."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import body
from asking.admin import AsksFirst
from locking.admin import ComparingAdmin
from pages.models import FollowLink, SiteSettings, StandingPage
from pages.models.settings import ONLY


class FollowLinkForm(ModelForm):
    def clean_url(self) -> str:
        url = self.cleaned_data["url"]
        if not url.startswith(("https://", "/")) or url.startswith("//"):
            return str(url)  # the row itself refuses it, and says what it takes
        href = body.canonical_href(url)
        if href is None:
            raise ValidationError(_("Readers cannot follow this address: it leads to the desk, or nowhere."))
        return href


class FollowLinkInline(admin.TabularInline):
    model = FollowLink
    form = FollowLinkForm
    extra = 0


@admin.register(SiteSettings)
class SiteSettingsAdmin(AsksFirst, ComparingAdmin):
    """One row: the list leads straight to its form."""

    asks_when_new = True

    inlines = [FollowLinkInline]
    fieldsets = [
        (None, {"fields": ["name", "tagline", "description", "notice"]}),
        (
            _("Imprint"),
            {
                "fields": [
                    "product_name",
                    "press_agency",
                    "governing_body",
                    ("licence_number", "licence_on", "licence_issuer"),
                    "editor_in_chief",
                    "address",
                    ("phone", "email"),
                ],
                "description": _("What the press law asks for. It stands at the foot of every page."),
            },
        ),
        (_("Crawlers"), {"fields": ["allow_ai_crawlers"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not SiteSettings.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: SiteSettings | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if self.has_view_or_change_permission(request) and SiteSettings.objects.exists():
            return HttpResponseRedirect(reverse("admin:pages_sitesettings_change", args=[ONLY]))
        return super().changelist_view(request, extra_context)


LONGEST_PAGE = 200_000  # characters of a standing page's HTML


@admin.register(StandingPage)
class StandingPageAdmin(AsksFirst, ComparingAdmin):
    """The law and readers' links ask for them: they are rewritten, not deleted."""

    asks_when_new = True
    list_display = ["title", "slug", "changed_at"]
    fields = ["slug", "title", "text", "position"]

    def has_delete_permission(self, request: HttpRequest, obj: StandingPage | None = None) -> bool:
        return False

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "text":
            kwargs["max_length"] = LONGEST_PAGE
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[StandingPage]:
        return super().get_queryset(request).order_by("position", "pk")

    def save_model(self, request: HttpRequest, obj: StandingPage, form: ModelForm, change: bool) -> None:
        obj.changed_at = timezone.now()
        super().save_model(request, obj, form, change)
