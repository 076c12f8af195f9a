"""Addresses. The desk is mounted unless this process serves readers only (WING=magazine)."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = []
if settings.WING != "magazine":
    urlpatterns += [path("quan-tri/", admin.site.urls)]
if settings.WING != "desk":
    urlpatterns += [path("", include("pages.urls"))]
