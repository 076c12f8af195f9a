"""robots.txt, and the key that proves to search engines that our notices are ours."""

from django.conf import settings as project
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from pages.caching import public_file
from pages.meta import absolute
from pages.models import SiteSettings

PLAIN = "text/plain; charset=utf-8"
# Programs that collect texts to train language models, by the names under which they ask.
AI_CRAWLERS = (
    "AI2Bot",
    "Amazonbot",
    "anthropic-ai",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-ai",
    "Diffbot",
    "Google-Extended",
    "GPTBot",
    "meta-externalagent",
    "omgili",
    "PanguBot",
    "Timpibot",
)


@public_file
def robots(request: HttpRequest) -> HttpResponse:
    """Everything may be read and indexed; whether AI crawlers may come is the site's choice."""
    groups = [["User-agent: *", "Disallow:"]]
    if not SiteSettings.current().allow_ai_crawlers:
        groups.append([*(f"User-agent: {name}" for name in AI_CRAWLERS), "Disallow: /"])
    groups.append([f"Sitemap: {absolute(reverse(f'pages:{name}'))}" for name in ("sitemap", "news-sitemap")])
    text = "\n\n".join("\n".join(lines) for lines in groups)
    return HttpResponse(f"{text}\n", content_type=PLAIN)


@public_file
def indexnow_key(request: HttpRequest, key: str) -> HttpResponse:
    """The key file of IndexNow, when a key is set."""
    if not project.INDEXNOW_KEY or key != project.INDEXNOW_KEY:
        raise Http404
    return HttpResponse(key, content_type=PLAIN)
