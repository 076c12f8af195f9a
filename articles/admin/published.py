"""What is published, to look at: the door alone writes it."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Correction
from search import index

LISTED = 1000  # the newest; older ones are found by words or number
NUMBER_DIGITS = 12


class ReadOnlyMixin(admin.ModelAdmin):
    """What the door has written, to look at."""

    actions = None
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class StateFilter(admin.SimpleListFilter):
    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("live", _("Live")), ("ahead", _("Scheduled")), ("withdrawn", _("Withdrawn"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        now = timezone.now()
        match self.value():
            case "live":
                return queryset.live(at=now)
            case "ahead":
                return queryset.filter(withdrawn_at=None, published_at__gt=now)
            case "withdrawn":
                return queryset.filter(withdrawn_at__isnull=False)
        return queryset


@admin.register(Article)
class ArticleAdmin(ReadOnlyMixin):
    """The published article beside its story."""

    view_on_site = False  # `page_line` leads there once readers have it
    list_display = ("title_line", "section_line", "state", "published_line")
    list_display_links = None
    list_filter = (StateFilter,)
    list_select_related = ("section__parent",)
    search_fields = ("title",)
    search_help_text = gettext_lazy("Words of a live story, with or without accents, or its number.")
    ordering = ("-published_at", "-pk")
    list_per_page = list_max_show_all = 50
    fields = (
        "story_line",
        "page_line",
        "state",
        "title",
        "lead",
        "section_line",
        "published_line",
        "updated_line",
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """A list shows the newest; one article is found whatever its age."""
        articles = super().get_queryset(request).defer("body")
        match = request.resolver_match
        if match and match.url_name == "articles_article_changelist" and not request.GET.get("q"):
            newest = Article.objects.newest_first().values("pk")[:LISTED]
            return articles.filter(pk__in=newest)
        return articles

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet, bool]:
        term = search_term.strip()
        if not term:
            return queryset, False
        if term.isascii() and term.isdigit() and len(term) <= NUMBER_DIGITS:
            return queryset.filter(pk=int(term)), False
        hits = index.find(term, kind="article", at=timezone.now(), per_page=100).hits
        return queryset.filter(pk__in=[hit.number for hit in hits]), False

    @admin.display(description=gettext_lazy("title"))
    def title_line(self, article: Article) -> str:
        url = reverse("admin:articles_article_change", args=[article.pk])
        return format_html('<a class="line-title" href="{}">{}</a>', url, article.title or f"({article.pk})")

    @admin.display(description=gettext_lazy("section"))
    def section_line(self, article: Article) -> str:
        return str(article.section)

    @admin.display(description=gettext_lazy("published"))
    def published_line(self, article: Article) -> str:
        return date_format(timezone.localtime(article.published_at), "DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("updated"))
    def updated_line(self, article: Article) -> str:
        if article.updated_at is None:
            return "–"
        return date_format(timezone.localtime(article.updated_at), "DATETIME_FORMAT")

    @admin.display(description=gettext_lazy("state"))
    def state(self, article: Article) -> str:
        if article.withdrawn_at:
            return _("Withdrawn")
        return _("Live") if article.is_live(at=timezone.now()) else _("Scheduled")

    @admin.display(description=gettext_lazy("story"))
    def story_line(self, article: Article) -> str:
        url = reverse("admin:newsroom_story_change", args=[article.pk])
        return format_html('<a href="{}">{}</a>', url, _("Story %(number)d at the desk") % {"number": article.pk})

    @admin.display(description=gettext_lazy("page"))
    def page_line(self, article: Article) -> str:
        if not article.is_live(at=timezone.now()):
            return "–"
        url = article.get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, url)


@admin.register(Correction)
class CorrectionAdmin(ReadOnlyMixin):
    """Corrections are published from the story's page and stay for good."""

    list_display = ("published_at", "article_line", "text_line")
    list_display_links = None
    list_select_related = ("article",)
    fields = ("article_line", "published_at", "text")
    ordering = ("-published_at", "-pk")

    @admin.display(description=gettext_lazy("article"))
    def article_line(self, correction: Correction) -> str:
        url = reverse("admin:newsroom_story_change", args=[correction.article_id])
        return format_html('<a href="{}">{}</a>', url, correction.article.title or correction.article_id)

    @admin.display(description=gettext_lazy("text"))
    def text_line(self, correction: Correction) -> str:
        return Truncator(correction.text).chars(160)
