"""How a colleague gets in, for who manages accounts: letting in after wrong passwords, a lost phone, everywhere out."""

from collections.abc import Callable

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_http_methods

from accounts import lockout, second_factor, sessions
from accounts.models import User

Act = Callable[[User], str | None]


def summary(user: User) -> SafeString:
    """One line for the colleague's form, and the way to the page."""
    words = [_("phone enrolled") if second_factor.is_enrolled(user) else _("no phone enrolled")]
    now, name = timezone.now(), user.get_username()
    if lockout.locks_of(name, now=now) or lockout.is_guessed(name, now=now):
        words.append(_("locked after wrong passwords"))
    url = reverse("admin:accounts_user_access", args=[user.pk])
    return format_html('{} <a class="button-second" href="{}">{}</a>', " · ".join(words), url, _("Open"))


def access_page(model_admin: admin.ModelAdmin) -> Callable[[HttpRequest, str], HttpResponse]:
    """The page about one colleague's sign-in. Every act is kept in the colleague's history."""

    @require_http_methods(["GET", "POST"])
    def page(request: HttpRequest, object_id: str) -> HttpResponse:
        if not model_admin.has_change_permission(request):
            raise PermissionDenied  # before anybody is looked up: the answer says nothing of who is there
        user = model_admin.get_object(request, object_id)
        if user is None:
            raise Http404
        if not model_admin.has_change_permission(request, user):
            raise PermissionDenied
        if request.method == "POST":
            return _act(request, model_admin, user)
        context = admin.site.each_context(request) | {
            "title": _("Sign-in of %(name)s") % {"name": user},
            "opts": model_admin.opts,
            "original": user,
            "locks": lockout.locks_of(user.get_username(), now=timezone.now()),
            "is_guessed": lockout.is_guessed(user.get_username(), now=timezone.now()),
            "app": second_factor.app_of(user),
            "left": second_factor.backup_codes_left(user),
            "is_required": second_factor.is_required_of(user),
        }
        return TemplateResponse(request, "admin/accounts/user/access.html", context)

    return page


def _act(request: HttpRequest, model_admin: admin.ModelAdmin, user: User) -> HttpResponse:
    act = ACTS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    noted, done = act
    if said := done(user):
        model_admin.log_change(request, user, _(noted))
        messages.success(request, said)
    else:
        messages.info(request, _("There was nothing to do."))
    return redirect("admin:accounts_user_access", user.pk)


def _unlock(user: User) -> str | None:
    return _("%(name)s may try again at once.") % {"name": user} if lockout.unlock(user.get_username()) else None


def _forget(user: User) -> str | None:
    """A lost phone may be signed in still: it is signed out with the rest."""
    if not second_factor.remove(user):
        return None
    sessions.end_all(user, now=timezone.now())
    return _("The phone and the backup codes of %(name)s are forgotten; they enrol anew at the next sign-in.") % {
        "name": user
    }


def _sign_out(user: User) -> str | None:
    ended = sessions.end_all(user, now=timezone.now())
    if not ended:
        return None
    return ngettext("%(ended)d session was ended.", "%(ended)d sessions were ended.", ended) % {"ended": ended}


# What the form posts → what the history says, and the deed: what it says to the colleague who did it, None if nothing.
ACTS: dict[str, tuple[str, Act]] = {
    "unlock": (gettext_noop("Let in after wrong passwords."), _unlock),
    "forget": (gettext_noop("Removed the second factor and ended all sessions."), _forget),
    "sign-out": (gettext_noop("Ended all sessions."), _sign_out),
}
