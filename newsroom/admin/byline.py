"""The byline on the story's page: who signs, in which role, under which titles, in which order."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from articles.content import BylineLine
from articles.models import Author
from articles.models.author import Role
from newsroom import freezing
from newsroom.admin.widgets import GrowingTextarea, KeyField
from newsroom.keys import is_number
from newsroom.models import Story, StoryContribution
from organizations.admin.widgets import CarefulSelect

LINES_AT_MOST = 30


class AuthorSelect(CarefulSelect):
    """The names of all chosen authors are looked up together, by the byline."""

    names: Mapping[str, str] = {}

    def optgroups(self, name: str, value: Any, attr: dict[str, Any] | None = None) -> Any:
        options = [self.create_option(name, "", "", selected=False, index=0)]
        options += [
            self.create_option(name, key, self.names[key], selected=True, index=1) for key in value if key in self.names
        ]
        return [(None, options, 0)]


class BylineForm(forms.Form):
    """One line of the byline."""

    author = KeyField(
        Author.objects.all(),
        label=_("author"),
        widget=AuthorSelect(StoryContribution._meta.get_field("author"), site),
    )
    role = forms.ChoiceField(label=_("role"), choices=Role, initial=Role.AUTHOR)
    title_lines = forms.CharField(
        label=_("title lines"),
        required=False,
        max_length=500,
        widget=GrowingTextarea(placeholder=_("Office, one a line")),
    )
    position = forms.IntegerField(required=False, min_value=0, max_value=999, widget=forms.HiddenInput)

    def line(self) -> BylineLine:
        author = self.cleaned_data["author"]
        return BylineLine(
            author=author.pk,
            name=author.name,
            role=self.cleaned_data["role"],
            title_lines=freezing.clean_title_lines(self.cleaned_data["title_lines"]),
        )


class BaseBylineFormSet(forms.BaseFormSet):
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["author"].widget.names = self._names

    @cached_property
    def _names(self) -> dict[str, str]:
        """Of every author who is chosen in the form as it came, by key."""
        if self.is_bound:
            chosen = [self.data.get(f"{self.prefix}-{index}-author", "") for index in range(LINES_AT_MOST)]
        else:
            chosen = [str(line["author"]) for line in self.initial or ()]
        keys = [int(key) for key in chosen if is_number(key)]
        return {str(key): name for key, name in Author.objects.filter(pk__in=keys).values_list("pk", "name")}

    def clean(self) -> None:
        if any(self.errors):
            return
        seen = set()
        for line in self.lines():
            if (line.author, line.role) in seen:
                raise ValidationError(
                    _("%(name)s stands twice in the same role."), params={"name": line.name}, code="twice"
                )
            seen.add((line.author, line.role))

    def lines(self) -> tuple[BylineLine, ...]:
        """The lines as they are to be printed, in order."""
        removed = self.deleted_forms
        kept = [form for form in self.forms if form.cleaned_data.get("author") and form not in removed]
        kept.sort(key=lambda form: _place(form.cleaned_data.get("position")))
        return tuple(form.line() for form in kept)


BylineFormSet = forms.formset_factory(
    BylineForm,
    formset=BaseBylineFormSet,
    extra=0,
    can_delete=True,
    max_num=LINES_AT_MOST,
    absolute_max=LINES_AT_MOST,
    validate_max=True,
)


def byline_of(story: Story) -> list[dict[str, Any]]:
    """The saved byline as initial data."""
    return [
        {"author": line.author_id, "role": line.role, "title_lines": line.title_lines, "position": position}
        for position, line in enumerate(story.contributions.all())
    ]


def byline_of_writer(pen_names: Sequence[Author]) -> list[dict[str, Any]]:
    """What a new story starts with: its writer's own pen name, where there is exactly one."""
    if len(pen_names) != 1:
        return []
    author = pen_names[0]
    return [{"author": author.pk, "role": Role.AUTHOR, "title_lines": author.title_lines, "position": 0}]


def _place(position: int | None) -> int:
    return LINES_AT_MOST if position is None else position
