"""What stories are filed under and signed by: sections, topics, tags and authors."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from taggit.models import Tag as StockTag

from accounts.models import User
from addresses.admin import AddressedAdmin
from addresses.merge_admin import MergingAdmin
from articles import merging, tag_names
from articles.models import Author, Section, Tag, TaggedArticle, Topic, TopicArticle
from asking import Instead, Question, ask
from asking.admin import AsksFirst
from locking.admin import ComparingAdmin
from organizations.admin.widgets import CarefulChoices, CarefulSelect

admin.site.unregister(StockTag)  # our tags are articles.Tag


class FoldedSearchMixin(AddressedAdmin, AsksFirst, ComparingAdmin):
    """Names are found without accents, in lists and in autocompletion; nothing is deleted that stories stand on."""

    search_fields = ("name_folded",)
    search_help_text = gettext_lazy("Words of the name; accents not needed.")
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 100

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


class TopicForm(forms.ModelForm):
    def clean_shown_from(self) -> Any:
        """A topic whose stories readers have does not vanish again."""
        start, now = self.cleaned_data["shown_from"], timezone.now()
        topic = self.instance
        begun = topic.pk and topic.has_stories(at=now) and Topic.objects.begun(at=now).filter(pk=topic.pk).exists()
        if start and start > now and begun:
            raise forms.ValidationError(_("Readers have this topic and its stories already: it cannot start later."))
        return start


class TwiceMixin(MergingAdmin):
    """Rows that stories stand under, and that may have been made twice."""

    merged_by: Any  # of articles.merging
    points: tuple[Any, str]  # a column that points to such rows: by it one is chosen

    def duplicate_widget(self) -> forms.Widget:
        model, column = self.points
        return CarefulSelect(model._meta.get_field(column), self.admin_site)

    def merge(self, request: HttpRequest, *, keep: Any, duplicate: Any) -> Any:
        merged_by = type(self).merged_by
        return merged_by(keep=keep, duplicate=duplicate, by=cast(User, request.user), now=timezone.now())

    def merging_intro(self, keep: Any) -> str:
        words = _("“%(name)s” stays, with its page and its address. The stories of the duplicate come to it.")
        return words % {"name": keep}

    def merging_help(self) -> str:
        return _("It disappears; its stories come here, and its address redirects here.")

    def merging_lines(self, duplicate: Any, *, into: Any) -> Iterable[str]:
        names = {"duplicate": duplicate, "kept": into}
        yield _("The page of “%(duplicate)s” is gone for readers; its address leads to “%(kept)s”.") % names
        yield _("Its stories, those that are only at the desk as well, stand under “%(kept)s” at once.") % names


@admin.register(Topic)
class TopicAdmin(CarefulChoices, TwiceMixin, FoldedSearchMixin):
    form = TopicForm
    list_display = ("name", "shown_from", "shown_until", "position")
    fields = ("name", "slug", "description", "banner", "banner_alt", "shown_from", "shown_until", "position")
    autocomplete_fields = ("banner",)
    merged_by, points = staticmethod(merging.merge_topics), (TopicArticle, "topic")

    def may_merge(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.add_topic") and self.has_change_permission(request)

    def merging_lines(self, duplicate: Topic, *, into: Topic) -> Iterable[str]:
        yield from super().merging_lines(duplicate, into=into)
        yield _("Lists that fill up with “%(duplicate)s” fill up with “%(kept)s”.") % {
            "duplicate": duplicate,
            "kept": into,
        }


@admin.register(Tag)
class TagAdmin(TwiceMixin, FoldedSearchMixin):
    list_display = ("name", "slug")
    fields = ("name", "slug")
    show_full_result_count = False
    merged_by, points = staticmethod(merging.merge_tags), (TaggedArticle, "tag")

    def may_merge(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.merge_tag") and self.has_change_permission(request)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet, bool]:
        """While one is typed, the tag that is meant comes first, however it is spelled."""
        found: Any
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        is_choosing = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return (found.closest_first(search_term) if is_choosing else found), may_repeat

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        name, before = form.instance.name, str(form.initial.get("name", ""))
        if tag_names.key(name) != tag_names.key(before):
            close = Tag.objects.close_to(name).exclude(pk=form.instance.pk).first()
            if close is not None:
                ask(request, _did_you_mean(name, close))
        super().save_related(request, form, formsets, change)


def _did_you_mean(name: str, close: Tag) -> Question:
    return Question(
        title=_("Did you mean “%(tag)s”?") % {"tag": close},
        lines=(_("“%(name)s” would be another tag, with stories and a page of its own.") % {"name": name},),
        button=_("No, “%(name)s” is another tag") % {"name": name},
        instead=Instead(
            label=_("Open the tag “%(tag)s”") % {"tag": close},
            url=reverse("admin:articles_tag_change", args=[close.pk]),
        ),
    )


class MergedFilter(admin.SimpleListFilter):
    title = gettext_lazy("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("Merged into another one"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet:
        return queryset.merged() if self.value() == "yes" else queryset.kept()


@admin.register(Author)
class AuthorAdmin(CarefulChoices, TwiceMixin, FoldedSearchMixin):
    """Who signs stories. Which colleague writes under a name is known to those alone who link the two."""

    unseen = ("user",)
    list_display = ("name", "standing", "user")
    list_select_related = ("user",)
    list_filter = ("standing", MergedFilter)
    fields = ("name", "slug", "standing", "title_lines", "bio", "photo", "user")
    autocomplete_fields = ("photo",)
    show_full_result_count = False
    merged_by, points = staticmethod(merging.merge_authors), (Author, "merged_into")

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [name for name in self.list_display if name != "user" or self._may_link(request)]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        fields = [name for name in self.fields if name != "user" or self._may_link(request)]
        return ["merged_line", *fields] if obj and obj.merged_into_id else fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("merged_line",) if obj and obj.merged_into_id else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was merged stays as it was: bylines were printed with it."""
        is_merged = obj is not None and obj.merged_into_id is not None
        return super().has_change_permission(request, obj) and not is_merged

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[QuerySet, bool]:
        """Nobody signs a new story under a name that was merged."""
        found: Any
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        is_choosing = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        return (found.kept() if is_choosing else found), may_repeat

    @admin.display(description=gettext_lazy("merged into"))
    def merged_line(self, author: Author) -> str:
        url = reverse("admin:articles_author_change", args=[author.merged_into_id])
        return format_html('<a href="{}">{}</a>', url, author.merged_into)

    def _may_link(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.link_author")

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "title_lines":
            kwargs["widget"] = forms.Textarea(attrs={"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    # ── merging ──
    def may_merge(self, request: HttpRequest) -> bool:
        """The colleague behind the one becomes the one behind the other."""
        return self._may_link(request) and self.has_change_permission(request)

    def merging_help(self) -> str:
        return _("Its page redirects here. Bylines stay as they are printed, and nobody can choose it any more.")

    def merging_lines(self, duplicate: Author, *, into: Author) -> Iterable[str]:
        names = {"duplicate": duplicate, "kept": into}
        yield _("The page of “%(duplicate)s” is gone for readers; its address leads to “%(kept)s”.") % names
        yield _("The page of “%(kept)s” lists the stories of both. Their bylines stay as they are printed.") % names
        yield _("Whoever writes a story finds “%(kept)s” alone.") % names
        if duplicate.user_id and not into.user_id:
            yield _("%(colleague)s writes under “%(kept)s” then.") % {"colleague": duplicate.user, **names}
