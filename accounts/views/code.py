"""The second step of signing in: the code."""

import django_otp
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_otp.models import Device

from accounts import history, second_factor
from accounts.forms import CodeForm
from accounts.second_factor import Verdict
from accounts.views.desk import colleague_page, go_on, me, page, wanted


@colleague_page
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that this session lacks; the app's, or one from paper."""
    user = me(request)
    if not second_factor.is_asked_of(user):
        return go_on(request)
    if not second_factor.is_enrolled(user):
        return redirect("accounts:enrol")
    form = CodeForm(request.POST or None)
    form.fields["code"].widget.attrs["autofocus"] = True  # nothing else is on the page; where one enrols there is
    wait = 0
    if form.is_valid():
        verdict = second_factor.verify(user, form.cleaned_data["code"])
        if verdict.device is not None:
            open_gate(request, verdict.device)
            if verdict.is_backup_code:
                history.note(user, _("Signed in with a backup code."))
                messages.warning(request, _used_up_one(second_factor.backup_codes_left(user)))
            return go_on(request)
        form.add_error("code", why_not(verdict))
        wait = verdict.wait
    context = {"form": form, "next": wanted(request)}
    answer = page(request, "code.html", context, is_open=False, status=429 if wait else 200)
    if wait:
        answer.headers["Retry-After"] = str(wait)
    return answer


def open_gate(request: HttpRequest, device: Device) -> None:
    """This session has shown the second factor; it goes on under a new key."""
    django_otp.login(request, device)
    request.session.cycle_key()


def why_not(verdict: Verdict) -> str:
    if verdict.wait:
        return ngettext(
            "Several wrong codes in a row: please wait %(seconds)d second, then take the app's newest code.",
            "Several wrong codes in a row: please wait %(seconds)d seconds, then take the app's newest code.",
            verdict.wait,
        ) % {"seconds": verdict.wait}
    return _(
        "This code is not right, or it has been used. The app shows a new one every 30 seconds. If none of them is "
        "taken, the clock of the phone is wrong: in its settings, let date and time be set automatically."
    )


def _used_up_one(left: int) -> str:
    if not left:
        return _("That was your last backup code. Make new ones now: “Sign-in security” in the menu at your name.")
    return ngettext(
        "You signed in with a backup code; it is void now. %(left)d is left.",
        "You signed in with a backup code; it is void now. %(left)d are left.",
        left,
    ) % {"left": left}
