"""A forgotten password: a link by mail, and a new one. Neither a lock nor the second factor opens by it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts import password_reset
from accounts.forms import ForgottenForm
from accounts.views.desk import page


@require_http_methods(["GET", "POST"])
@never_cache
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for the mail. Whoever asks, and for whatever address, goes on to the same page."""
    form = ForgottenForm(request.POST or None)
    is_possible = password_reset.is_possible()
    if is_possible and form.is_valid():
        password_reset.ask_for(form.cleaned_data["email"], request=request)
        return redirect("accounts:forgotten-sent")
    return page(request, "forgotten.html", {"form": form, "is_possible": is_possible}, is_open=False)


@require_safe
@never_cache
def sent(request: HttpRequest) -> HttpResponse:
    return page(request, "forgotten_sent.html", {}, is_open=False)


class Reset(views.PasswordResetConfirmView):
    """Django's own: the link is good once, for PASSWORD_RESET_TIMEOUT, and until the next sign-in."""

    template_name = "accounts/reset.html"
    success_url = reverse_lazy("accounts:reset-done")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return admin.site.each_context(self.request) | {"has_permission": False} | super().get_context_data(**kwargs)


@require_safe
@never_cache
def reset_done(request: HttpRequest) -> HttpResponse:
    return page(request, "reset_done.html", {}, is_open=False)
