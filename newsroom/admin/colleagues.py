"""Colleagues and what they answer for: one role each, no lists of permissions."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    SetUnusablePasswordMixin,
    UserChangeForm,
)
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.forms import bounded
from accounts.models import User
from locking.admin import ComparingAdmin
from newsroom.admin.colleague_access import access_page
from newsroom.admin.colleague_access import summary as access_summary
from newsroom.models import SectionHead
from newsroom.roles import ROLES
from organizations.admin.widgets import CarefulChoices

admin.site.unregister(Group)  # the roles are newsroom.roles, kept in the code
admin.site.unregister([StaticDevice, TOTPDevice])  # their secrets are nobody's to read: see colleague_access


def role_choices() -> list[tuple[str, Any]]:
    return [("", gettext_lazy("Choose a role")), *((name, label) for name, (label, _permissions) in ROLES.items())]


class RoleMixin(forms.Form):
    """One role, which is one group; whoever has one may sign in at the desk."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        help_text=gettext_lazy("Section heads also need their sections."),
        choices=role_choices,
    )

    def save_role(self, user: User) -> None:
        user.groups.set(Group.objects.filter(name=self.cleaned_data["role"]))


class PasswordLink(ReadOnlyPasswordHashWidget):
    """Nothing of the stored password, only the way to a new one."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        return format_html('<a class="button-second" href="../password/">{}</a>', _("Set a new password"))


class ColleagueForm(RoleMixin, UserChangeForm):
    password = ReadOnlyPasswordHashField(label=gettext_lazy("Password"), widget=PasswordLink)

    class Meta:
        model = User
        fields = ("username", "password", "name", "email", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            names = set(self.instance.groups.values_list("name", flat=True))
            self.initial["role"] = next((name for name in ROLES if name in names), "")

    def _get_validation_exclusions(self) -> set[str]:
        """What names may be made of is asked of new ones: a colleague keeps the one they have."""
        return super()._get_validation_exclusions() | ({"username"} - set(self.changed_data))  # type: ignore[misc]


class NewColleagueForm(RoleMixin, AdminUserCreationForm):
    def validate_password_for_user(self, user: User, **kwargs: Any) -> None:
        """How long the password must be hangs on the role, which is chosen beside it."""
        _label, user.permissions_to_be = ROLES.get(self.cleaned_data.get("role", ""), ("", None))  # type: ignore[attr-defined]
        super().validate_password_for_user(user, **kwargs)

    class Meta:
        model = User
        fields = ("username", "name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            bounded(self.fields[name])


class AnothersPasswordForm(AdminPasswordChangeForm):
    """Django's own, with a warning that is in our words; the script beside it shows it where it holds."""

    usable_password_help_text = format_lazy(  # type: ignore[assignment]  # said when it is shown
        '{}<ul id="id_unusable_warning" class="messagelist"><li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        gettext_lazy("If disabled, the current password for this user will be lost."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("password1", "password2"):
            bounded(self.fields[name])


class RoleFilter(admin.SimpleListFilter):
    title = gettext_lazy("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return role_choices()[1:]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.filter(groups__name=self.value()) if self.value() in ROLES else queryset


class SectionHeadInline(admin.TabularInline):
    model = SectionHead
    fields = ("section",)
    extra = 0
    verbose_name_plural = gettext_lazy("Heads these sections")


@admin.register(User)
class ColleagueAdmin(ComparingAdmin, UserAdmin):
    """Colleagues are never deleted, their acts stay in the audit: who leaves is switched off."""

    form = ColleagueForm
    add_form = NewColleagueForm
    change_password_form = AnothersPasswordForm
    inlines = (SectionHeadInline,)
    list_display = ("name", "username", "role", "email", "is_active", "last_login")
    list_filter = (RoleFilter, "is_active")
    search_fields = ("name", "username", "email")
    ordering = ("name", "pk")
    filter_horizontal = ()
    actions = None
    fieldsets = ((None, {"fields": ("name", "username", "email", "role", "is_active", "password", "access")}),)
    readonly_fields = ("access",)
    add_fieldsets = (
        (None, {"fields": ("name", "username", "email", "role", "usable_password", "password1", "password2")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(access_page(self))
        return [path("<path:object_id>/access/", page, name="accounts_user_access"), *super().get_urls()]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return self.inlines if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:  # type: ignore[union-attr]
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = True
        if change and obj.pk == request.user.pk and not obj.is_active:
            obj.is_active = True
            messages.warning(request, _("You cannot switch your own account off."))
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if "role" in form.cleaned_data:
            form.save_role(form.instance)

    @admin.display(description=gettext_lazy("Sign-in"))
    def access(self, user: User) -> str:
        return access_summary(user)

    @admin.display(description=gettext_lazy("role"))
    def role(self, user: User) -> str:
        names = {group.name for group in user.groups.all()}
        if user.is_superuser:
            return _("Everything")
        return ", ".join(str(label) for name, (label, _permissions) in ROLES.items() if name in names)


@admin.register(SectionHead)
class SectionHeadAdmin(CarefulChoices, ComparingAdmin):
    list_display = ("section", "user")
    list_display_links = ("section",)
    list_select_related = ("user", "section__parent")
    autocomplete_fields = ("user",)
    ordering = ("section__position", "user__name", "pk")
    search_fields = ("user__name", "section__name")
    show_facets = admin.ShowFacets.NEVER
