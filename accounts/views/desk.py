"""Pages of the sign-in in the desk's skin."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User

View = Callable[..., HttpResponseBase]


def colleague_page(view: View) -> View:
    """For whoever has given name and password, the code as well or not yet: the view says what that opens."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not admin.site.has_permission(request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request, *args, **kwargs)

    guarded = sensitive_post_parameters("code", "password")(never_cache(answer))
    return require_http_methods(["GET", "POST"])(guarded)


def me(request: HttpRequest) -> User:
    """The colleague of a `colleague_page`."""
    return request.user  # type: ignore[return-value]


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, is_open: bool, status: int = 200
) -> HttpResponse:
    """A page of the desk; before the gate is open there is no menu of places that would be closed."""
    around = admin.site.each_context(request) | ({} if is_open else {"has_permission": False})
    return TemplateResponse(request, f"accounts/{template}", around | context, status=status)


def wanted(request: HttpRequest) -> str:
    """Where the colleague was going, if that is a page of ours; else the first page."""
    target = request.POST.get("next", request.GET.get("next", ""))
    if url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return target
    return reverse("admin:index")


def go_on(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(wanted(request))
