"""Form fields of the story's page: tags that can be made while typing, story numbers, a picture of the library."""

import json
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles import tag_names
from articles.models import Tag
from asking import Instead, Question
from newsroom.keys import is_number
from newsroom.known import known_titles
from newsroom.models import Story
from photos.models import Photo

if TYPE_CHECKING:
    from accounts.models import User

NEW = "+"  # before the words of a tag that does not exist yet
TAGS_AT_MOST = 40


class KeyField(forms.ModelChoiceField):
    def clean(self, value: Any) -> Any:
        if value and not is_number(str(value)):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})
        return super().clean(value)


class KeysField(forms.ModelMultipleChoiceField):
    def clean(self, value: Any) -> Any:
        for part in value or []:
            if not is_number(str(part)):
                raise ValidationError(
                    self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": part}
                )
        return super().clean(value)


class TagsWidget(AutocompleteSelectMultiple):
    """Select2 over the tags; what is typed and not found becomes a tag (static/js/desk/tags.js)."""

    def __init__(self) -> None:
        super().__init__(Story._meta.get_field("tags"), site)

    def get_url(self) -> str:
        return reverse(self.url_name % self.admin_site.name)

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        attrs["class"] = attrs["class"].replace("admin-autocomplete", "desk-tags")
        return attrs

    def optgroups(self, name: str, value: Any, attr: dict[str, Any] | None = None) -> Any:
        """The chosen tags only, those still to be made among them."""
        keys = [int(part) for part in value if is_number(str(part))]
        names = {str(tag.pk): tag.name for tag in Tag.objects.filter(pk__in=keys)}
        names |= {str(part): str(part)[1:] for part in value if str(part).startswith(NEW)}
        options = [
            self.create_option(name, key, label, selected=True, index=index)
            for index, (key, label) in enumerate(names.items())
        ]
        return [(None, options, 0)]


class TagsField(forms.Field):
    """Posted: keys of tags, and "+words" for tags to be made. Cleaned: a list of tags, the new ones unsaved."""

    widget = TagsWidget

    def __init__(self, *, may_create: bool, **kwargs: Any) -> None:
        self.may_create = may_create
        super().__init__(required=False, label=_("tags"), **kwargs)

    def prepare_value(self, value: Any) -> list[str]:
        return [str(getattr(tag, "pk", tag)) for tag in value or []]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(data or [])

    def clean(self, value: Any) -> list[Tag]:
        parts = list(dict.fromkeys(value or []))
        if len(parts) > TAGS_AT_MOST:
            raise ValidationError(_("At most %(count)d tags."), params={"count": TAGS_AT_MOST})
        found = Tag.objects.in_bulk([int(part) for part in parts if is_number(part)])
        tags: dict[str, Tag] = {}
        for part in parts:
            tag = self._made(part) if part.startswith(NEW) else found.get(int(part)) if is_number(part) else None
            if tag is None:
                raise ValidationError(_("One of the tags does not exist any more. Choose again."))
            tags.setdefault(tag_names.key(tag.name), tag)
        return list(tags.values())

    def _made(self, part: str) -> Tag:
        """The tag of that name however it is written, or a new one."""
        name = tag_names.clean(part[len(NEW) :])
        if not 0 < len(name) <= tag_names.LONGEST:
            raise ValidationError(_("A tag has 1 to 100 characters."))
        if tag := Tag.objects.same_as(name).first():
            return tag
        if not self.may_create:
            raise ValidationError(self._refusal(name), code="no_such_tag")
        return Tag(name=name)

    @staticmethod
    def _refusal(name: str) -> str:
        said = gettext("There is no tag “%(name)s”. Your role chooses among those there are.") % {"name": name}
        close = Tag.objects.close_to(name).first()
        return f"{said} {gettext('Did you mean “%(tag)s”?') % {'tag': close}}" if close else said


def did_you_mean(sent: Iterable[str]) -> Question | None:
    """Before tags are made of which there are some that differ in accents alone, or that were merged into another."""
    names = {part: tag_names.clean(part[len(NEW) :]) for part in sent if part.startswith(NEW)}
    close = {
        part: tag
        for part, name in names.items()
        if not Tag.objects.same_as(name).exists() and (tag := Tag.objects.close_to(name).first())
    }
    if not close:
        return None
    line = gettext("You typed “%(typed)s”. Did you mean “%(tag)s”? If not, it is a tag of its own, with a page.")
    label = gettext("Take what is there: %(tags)s")
    return Question(
        title=gettext("There is such a tag already"),
        lines=tuple(line % {"typed": names[part], "tag": tag} for part, tag in close.items()),
        button=gettext("No, make a new tag"),
        instead=Instead(
            label=label % {"tags": ", ".join(dict.fromkeys(map(str, close.values())))},
            replaced=tuple(("tags", part, str(tag.pk)) for part, tag in close.items()),
        ),
    )


def save_new(tags: list[Tag]) -> list[Tag]:
    """Save the tags that are new; somebody may have made the same one, or taken its address, a moment ago."""
    return [tag if tag.pk else _saved(tag.name) for tag in tags]


def _saved(name: str, *, tries: int = 3) -> Tag:
    try:
        with transaction.atomic():
            tag = Tag(name=name)
            tag.save()
            return tag
    except IntegrityError:
        if same := Tag.objects.same_as(name).first():
            return same
        if tries == 1:
            raise
    return _saved(name, tries=tries - 1)


class NumbersWidget(forms.TextInput):
    """Story numbers with commas between; static/js/desk/numbers.js makes a search box and an ordered list of it.

    Titles are told of what `user` knows; until somebody is named, of nothing.
    """

    user: "User | None" = None

    def __init__(self, *, at_most: int) -> None:
        super().__init__({"class": "desk-numbers", "data-at-most": at_most, "autocomplete": "off"})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        numbers = [int(part) for part in str(value or "").split(",") if is_number(part.strip())]
        titles = known_titles(numbers[:50], to=self.user, at=timezone.now()) if self.user else {}
        context["widget"]["attrs"] |= {
            "data-url": reverse("admin:newsroom_story_lookup"),
            "data-titles": json.dumps(titles, ensure_ascii=False),
        }
        return context


class NumbersField(forms.CharField):
    """Cleaned: numbers of stories that the colleague knows, or that stand there already; each once, in order."""

    user: "User | None" = None
    kept: Collection[int] = ()

    def __init__(self, *, at_most: int, **kwargs: Any) -> None:
        self.at_most = at_most
        super().__init__(required=False, max_length=400, widget=NumbersWidget(at_most=at_most), **kwargs)

    def of(self, user: "User", *, kept: Collection[int]) -> None:
        """Say who chooses, and which stories a colleague has chosen before: those stay, by number alone."""
        self.user, self.kept = user, kept
        self.widget.user = user  # type: ignore[attr-defined]

    def prepare_value(self, value: Any) -> str:
        return value if isinstance(value, str) else ", ".join(map(str, value or ()))

    def clean(self, value: Any) -> list[int]:  # type: ignore[override]
        parts = [part.strip() for part in super().clean(value).split(",") if part.strip()]
        wrong = [part for part in parts if not is_number(part)]
        if wrong:
            raise ValidationError(_("“%(part)s” is not a story number."), params={"part": wrong[0]})
        numbers = list(dict.fromkeys(map(int, parts)))
        if len(numbers) > self.at_most:
            raise ValidationError(_("At most %(count)d stories here."), params={"count": self.at_most})
        known = known_titles(numbers, to=self.user, at=timezone.now()) if self.user else {}
        for number in numbers:
            if number not in known and number not in self.kept:
                raise ValidationError(_("There is no story with the number %(number)d."), params={"number": number})
        return numbers


class PhotoInput(forms.TextInput):
    """The number of a library picture; static/js/desk/lead-picture.js shows it and opens the picker."""

    template_name = "admin/newsroom/story/photo_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        key = int(value) if is_number(str(value or "")) else None
        context["photo"] = Photo.objects.filter(pk=key).first() if key else None
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        """With the site's own templates, not those of form widgets."""
        return render_to_string(template_name, context)


class GrowingTextarea(forms.Textarea):
    """A text box as high as its text; `ideal` ("100-400") adds a count of characters."""

    def __init__(self, *, ideal: str = "", one_line: bool = False, rows: int = 1, **attrs: Any) -> None:
        kept = {"class": "desk-grow", "rows": rows} | attrs
        if ideal:
            kept["data-ideal"] = ideal
        if one_line:
            kept["data-one-line"] = ""
        super().__init__(kept)
