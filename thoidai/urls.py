"""Addresses. The desk is mounted unless this process serves readers only (WING=magazine)."""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from readership.views import count_reading

urlpatterns: list[URLPattern | URLResolver] = []
if settings.WING != "magazine":
    urlpatterns += [path("quan-tri/", admin.site.urls)]
if settings.WING != "desk":
    urlpatterns += [
        path("dem-doc/", count_reading, name="count-reading"),
        path("", include("pages.urls")),
    ]
else:
    urlpatterns += [path("media/anh/", include("photos.urls"))]
