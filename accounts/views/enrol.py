"""Enrolling a telephone: the QR code, the first code, and ten codes for paper."""

from base64 import b32encode
from binascii import unhexlify
from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts import history, second_factor
from accounts.forms import CodeForm, ReplaceForm
from accounts.views.code import open_gate
from accounts.views.desk import colleague_page, me, page, wanted

KEY = "second_factor_key"  # in the session, until it is confirmed: another session's key is another


@colleague_page
def enrol(request: HttpRequest) -> HttpResponse:
    """Open to whoever has no telephone enrolled yet, and to replace one when its code has been given."""
    user = me(request)
    is_replacing = second_factor.is_enrolled(user)
    if is_replacing and second_factor.is_asked_of(user):
        return redirect("accounts:code")
    form = ReplaceForm(request, request.POST or None) if is_replacing else CodeForm(request.POST or None)
    key = request.session.setdefault(KEY, second_factor.new_key())
    if form.is_valid():
        if second_factor.enrol(user, key=key, code=form.cleaned_data["code"]):
            return _enrolled(request)
        form.add_error("code", _why_not())
    context = _shown(request, key=key) | {"form": form, "is_replacing": is_replacing, "next": wanted(request)}
    return page(request, "enrol.html", context, is_open=not second_factor.is_asked_of(user))


def _enrolled(request: HttpRequest) -> HttpResponse:
    """The codes stand in this answer and nowhere else."""
    user = me(request)
    del request.session[KEY]
    codes = second_factor.make_backup_codes(user)
    device = second_factor.app_of(user)
    assert device is not None  # noqa: S101  # nosec B101  # enrolled a moment ago
    open_gate(request, device)
    history.note(user, _("Enrolled a phone."))
    return page(request, "backup_codes.html", {"codes": codes, "next": wanted(request), "is_new": True}, is_open=True)


def _why_not() -> str:
    return _(
        "This is not the code of this key. Take the one that the app shows now. If that is not taken either, the clock "
        "of the phone is wrong: in its settings, let date and time be set automatically."
    )


def _shown(request: HttpRequest, *, key: str) -> dict[str, Any]:
    """The key as a picture, as letters in fours, and as a link for the telephone that shows this very page."""
    letters = b32encode(unhexlify(key)).decode()
    address = second_factor.address_of_key(me(request), key)
    return {
        "qr": _drawn(address),
        "letters": " ".join(letters[at : at + 4] for at in range(0, len(letters), 4)),
        "address": address,
        "is_required": second_factor.is_required_of(me(request)),
    }


def _drawn(address: str) -> SafeString:
    """Black on white in any theme, as cameras want it; no inline style."""
    svg = segno.make(address, error="m", micro=False).svg_inline(border=3, light="#fff", omitsize=True, svgclass="qr")
    return mark_safe(svg)  # nosec B308 B703  # drawn by segno from the key and the sign-in name; no text of either is in it
