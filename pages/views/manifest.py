"""What a telephone is told that keeps the magazine on its first screen: name, sign and colours."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static

from pages.caching import public_file
from pages.models import SiteSettings

PAPER = "#fdfbf7"  # --paper in static/css/tokens.css
ICONS = (
    ("icon-192.png", "192x192", "any"),
    ("icon-512.png", "512x512", "any"),
    ("icon-maskable.png", "512x512", "maskable"),
)


@public_file
def manifest(request: HttpRequest) -> JsonResponse:
    """The web application manifest. The pages stay pages of a browser, with its way back."""
    site = SiteSettings.current()
    told = {
        "id": "/",
        "name": f"{site.name} - {site.tagline}" if site.tagline else site.name,
        "short_name": site.name,
        "description": site.description or site.tagline,
        "lang": "vi",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(f"img/{name}"), "sizes": sizes, "type": "image/png", "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }
    return JsonResponse(told, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})
