from django.urls import URLPattern, URLResolver, include, path

from photos.views import old_address

app_name = "pages"
urlpatterns: list[URLPattern | URLResolver] = [
    path("media/anh/", include("photos.urls")),
    path("stores/news_dataimages/<path:rest>", old_address, name="old_photo"),
]
