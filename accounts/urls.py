"""The sign-in's addresses, below /quan-tri/. Those before the gate stand in `accounts.gate` as well."""

from django.urls import path

from accounts.views.code import code
from accounts.views.enrol import enrol
from accounts.views.forgotten import Reset, forgotten, reset_done, sent
from accounts.views.password import change
from accounts.views.security import security

app_name = "accounts"

urlpatterns = [
    path("xac-thuc/", code, name="code"),
    path("bao-mat/", security, name="security"),
    path("bao-mat/bat/", enrol, name="enrol"),
    path("password_change/", change, name="change"),  # in the stead of the admin's, which counts no wrong ones
    path("quen-mat-khau/", forgotten, name="forgotten"),
    path("quen-mat-khau/da-gui/", sent, name="forgotten-sent"),
    path("dat-mat-khau/xong/", reset_done, name="reset-done"),
    path("dat-mat-khau/<uidb64>/<token>/", Reset.as_view(), name="reset"),
]
