"""The gate of the desk: who must show a second factor gets no further than to where it is shown or enrolled."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import MiddlewareNotUsed, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import second_factor
from throttle.browsers import remember

DESK = "/quan-tri/"
# All that is open before the code has been given. The password is changed behind the gate.
OPEN = frozenset(
    {
        "/quan-tri/login/",
        "/quan-tri/logout/",
        "/quan-tri/xac-thuc/",
        "/quan-tri/bao-mat/bat/",
        "/quan-tri/quen-mat-khau/",
        "/quan-tri/quen-mat-khau/da-gui/",
    }
)
# Where a colleague gets who has to choose another password first.
CHOOSING = frozenset({"/quan-tri/password_change/", "/quan-tri/password_change/done/", "/quan-tri/jsi18n/"})
SIGNING_IN = frozenset({"/quan-tri/login/", "/quan-tri/xac-thuc/", "/quan-tri/bao-mat/bat/"})
WEAK = "accounts.weak_password"  # in the session: the password that it began with may not be chosen any more
RESET = "/quan-tri/dat-mat-khau/"  # and what follows: links from mails
LARGEST = 64 * 1024  # bytes that are read of whoever has not signed in


def second_factor_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Every address below /quan-tri/ is closed unless it stands in OPEN: new pages are closed by themselves.

    Readers' processes have no desk, and no right to read sessions: there it stands aside.
    """
    if settings.WING == "magazine":
        raise MiddlewareNotUsed

    def middleware(request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if not path.startswith(DESK) or path in OPEN or path.startswith(RESET):
            if _is_large(request):
                raise RequestDataTooBig(f"{request.META['CONTENT_LENGTH']} bytes for {path}")
            return _noted(request, get_response(request))
        user = request.user
        if not user.is_authenticated and _is_large(request):
            if "X-CSRFToken" not in request.headers:
                return redirect_to_login(request.get_full_path(), reverse("admin:login"))
            request.POST = QueryDict()  # a script of ours, whose view says in its way that nobody is signed in
        if user.is_authenticated and user.is_active and second_factor.is_asked_of(user):
            return _to_the_gate(request)
        if user.is_authenticated and path not in CHOOSING and request.session.get(WEAK):
            messages.warning(
                request, _("Choose a new password first: the present one is too short for your role, or easy to guess.")
            )
            return redirect("accounts:change")
        return get_response(request)

    return middleware


def _noted(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What a sign-in that has just succeeded leaves: the browser is known, and whether the password has to go."""
    user = getattr(request, "user", None)
    if request.method != "POST" or request.path_info not in SIGNING_IN or user is None or not user.is_authenticated:
        return response
    if getattr(request, "has_weak_password", False):
        request.session[WEAK] = True
    if not second_factor.is_asked_of(user):  # type: ignore[arg-type]
        remember(request, response, colleague=user.pk)
    return response


def _is_large(request: HttpRequest) -> bool:
    """Files are for colleagues: the check of a form's token would put a stranger's on the disk before it refuses."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    return length.isdecimal() and int(length) > LARGEST


def _to_the_gate(request: HttpRequest) -> HttpResponse:
    enrolled = second_factor.is_enrolled(request.user)  # type: ignore[arg-type]
    where = reverse("accounts:code" if enrolled else "accounts:enrol")
    wanted = request.get_full_path() if request.method == "GET" else ""
    return HttpResponseRedirect(f"{where}?{urlencode({'next': wanted})}" if wanted else where)
