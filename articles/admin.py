"""Where stories are filed, edited at the desk; what is published, read only: the door alone writes it."""

from collections.abc import Sequence
from typing import Any

from django import forms
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
from taggit.models import Tag as StockTag

from articles.models import Article, Author, Correction, Section, Tag, Topic
from asking.admin import AsksFirst
from locking.admin import ComparingAdmin
from organizations.admin.widgets import CarefulChoices
from search import index

LISTED = 1000  # the newest; older ones are found by words or number
NUMBER_DIGITS = 12

admin.site.unregister(StockTag)  # our tags are articles.Tag


class FoldedSearchMixin(AsksFirst, ComparingAdmin):
    """Names are found without accents, in lists and in autocompletion; nothing is deleted that stories stand on."""

    search_fields = ("name_folded",)
    search_help_text = gettext_lazy("Words of the name; accents not needed.")
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 100

    class Media:
        js = ("js/vietnamese-slug.js",)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet, bool]:
        return queryset.matching(search_term), False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Section)
class SectionAdmin(FoldedSearchMixin):
    asks_when_new = True
    list_display = ("__str__", "address", "position", "in_menu")
    list_select_related = ("parent",)
    list_filter = ("in_menu",)
    fields = ("name", "slug", "parent", "position", "in_menu", "is_beside_stories", "description", "colour")
    ordering = ("path",)

    @admin.display(description=gettext_lazy("address"), ordering="path")
    def address(self, section: Section) -> str:
        return section.path

    def get_readonly_fields(self, request: HttpRequest, obj: Section | None = None) -> tuple[str, ...]:
        """A section keeps its address: links to it and to its subsections stand all over the web."""
        return ("slug", "parent") if obj else ()

    def get_prepopulated_fields(self, request: HttpRequest, obj: Section | None = None) -> dict[str, Sequence[str]]:
        return {} if obj else {"slug": ("name",)}


class TopicForm(forms.ModelForm):
    def clean_shown_from(self) -> Any:
        """A topic whose stories readers have does not vanish again."""
        start, now = self.cleaned_data["shown_from"], timezone.now()
        topic = self.instance
        begun = topic.pk and topic.has_stories(at=now) and Topic.objects.begun(at=now).filter(pk=topic.pk).exists()
        if start and start > now and begun:
            raise forms.ValidationError(_("Readers have this topic and its stories already: it cannot start later."))
        return start


@admin.register(Topic)
class TopicAdmin(CarefulChoices, FoldedSearchMixin):
    form = TopicForm
    list_display = ("name", "shown_from", "shown_until", "position")
    fields = ("name", "slug", "description", "banner", "banner_alt", "shown_from", "shown_until", "position")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("banner",)


@admin.register(Tag)
class TagAdmin(FoldedSearchMixin):
    list_display = ("name", "slug")
    fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}
    show_full_result_count = False


@admin.register(Author)
class AuthorAdmin(CarefulChoices, FoldedSearchMixin):
    """Who signs stories. Which colleague writes under a name is known to those alone who link the two."""

    unseen = ("user",)
    list_display = ("name", "standing", "user")
    list_select_related = ("user",)
    list_filter = ("standing",)
    fields = ("name", "slug", "standing", "title_lines", "bio", "photo", "user")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("photo",)
    show_full_result_count = False

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [name for name in self.list_display if name != "user" or self._may_link(request)]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return [name for name in self.fields if name != "user" or self._may_link(request)]

    def _may_link(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.link_author")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "title_lines":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)


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
