"""“Sign-in security”: what a colleague knows and decides about their own second factor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice

from accounts import history, second_factor
from accounts.forms import PasswordForm
from accounts.views.code import open_gate
from accounts.views.desk import colleague_page, me, page


@colleague_page
def security(request: HttpRequest) -> HttpResponse:
    """Is there a telephone, how many backup codes are left, when was one used. POST makes new codes or switches off."""
    user = me(request)
    app = second_factor.app_of(user)
    form = PasswordForm(request, request.POST or None)
    act = request.POST.get("act", "")
    if app and act in {"codes", "off"} and form.is_valid():
        return _new_codes(request) if act == "codes" else _off(request)
    context = {
        "form": form,
        "app": app,
        "paper": second_factor.paper_of(user),
        "left": second_factor.backup_codes_left(user),
        "most": second_factor.BACKUP_CODES,
        "few": second_factor.FEW,
        "is_required": second_factor.is_required_of(user),
    }
    return page(request, "security.html", context, is_open=True)


def _new_codes(request: HttpRequest) -> HttpResponse:
    was_by_paper = isinstance(request.user.otp_device, StaticDevice)  # type: ignore[union-attr]  # by OTPMiddleware
    codes = second_factor.make_backup_codes(me(request))
    if was_by_paper and (paper := second_factor.paper_of(me(request))):
        open_gate(request, paper)  # the sheet that opened this session is void, its owner is not shut out
    history.note(me(request), _("Made new backup codes."))
    return page(request, "backup_codes.html", {"codes": codes, "is_new": False}, is_open=True)


def _off(request: HttpRequest) -> HttpResponse:
    if second_factor.is_required_of(me(request)):
        messages.error(request, _("Your role needs the second factor; it cannot be switched off."))
    else:
        second_factor.remove(me(request))
        history.note(me(request), _("Switched the second factor off."))
        messages.success(request, _("The second factor is off. The former backup codes are void."))
    return redirect("accounts:security")
