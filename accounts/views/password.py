"""A new password by whoever knows the old one."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import views
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy

from accounts.forms import NewPasswordForm
from accounts.gate import WEAK
from accounts.views.desk import colleague_page


class Change(views.PasswordChangeView):
    """As the admin's own, but wrong old passwords count as at the sign-in."""

    form_class = NewPasswordForm
    success_url = reverse_lazy("admin:password_change_done")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"request": self.request}

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session.pop(WEAK, None)
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return admin.site.each_context(self.request) | super().get_context_data(**kwargs)


@colleague_page
def change(request: HttpRequest) -> HttpResponseBase:
    return Change.as_view()(request)
