"""Addresses of renditions, below MEDIA_URL: `photos.renditions` writes them, this pattern reads them."""

from django.urls import re_path

from photos import views

urlpatterns = [
    re_path(
        r"^(?P<shard>[0-9a-f]{2})/(?P<content_hash>[0-9a-f]{64})-(?P<variant>[0-9a-z-]{1,20})\.webp$",
        views.rendition,
        name="rendition",
    ),
]
