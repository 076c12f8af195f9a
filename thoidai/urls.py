"""Addresses. The desk is mounted unless this process serves readers only (WING=magazine).

A process of the desk knows the readers' addresses too: its previews are the readers' pages, and it links to them.
"""

from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe
from django.views.generic import RedirectView

from pages.gallery import gallery, gallery_page
from pages.views.errors import no_file
from pages.views.reading import count_reading, old_beacon

handler400 = "pages.views.errors.bad_request"
handler403 = "pages.views.errors.forbidden"
handler404 = "pages.views.errors.not_found"
handler500 = "pages.views.errors.broken"

urlpatterns: list[URLPattern | URLResolver] = []
if settings.WING != "magazine":
    urlpatterns += [
        path("quan-tri/giao-dien/", gallery, name="gallery"),
        path("quan-tri/giao-dien/<slug:name>/<str:case>/", gallery_page, name="gallery-page"),
        path("quan-tri/", include("accounts.urls")),
        path("quan-tri/", admin.site.urls),
    ]
# Browsers that look after passwords ask the site; the page is the desk's, on whichever process it runs.
change_password = require_safe(RedirectView.as_view(url="/quan-tri/password_change/"))
urlpatterns += [
    path(".well-known/change-password", change_password, name="change-password"),
    path("-/reading", count_reading, name="count-reading"),
    path("-/<path:rest>", no_file),  # what is technical was answered before
    path("static/<path:rest>", no_file),  # and so were files
    path("dem-doc/", old_beacon, name="old-beacon"),
    path("", include("pages.urls")),
]
