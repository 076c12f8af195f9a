"""The story's form: everything a colleague may type on one page, checked before anything is saved."""

from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Section
from articles.models.article import RelatedPickBase
from newsroom import checks, holding, rights, writing
from newsroom.admin import filing
from newsroom.admin.byline import BylineFormSet, byline_of, byline_of_writer
from newsroom.admin.widgets import (
    GrowingTextarea,
    KeyField,
    KeysField,
    NumbersField,
    PhotoInput,
    TagsField,
    save_new,
)
from newsroom.editor import BodyFormField
from newsroom.models import Status, Story, StoryPick
from newsroom.public_addresses import PublicAddressField
from organizations.admin.widgets import CarefulSelectMultiple
from photos.models import Photo
from vietnamese.fields import DayAndHourField, LongTextField

if TYPE_CHECKING:
    from accounts.models import User

PICKS = {RelatedPickBase.Place.LEAD: "lead_picks", RelatedPickBase.Place.END: "end_picks"}
TIMES = ("go_live_at", "embargo_until", "expires_at")
SETS = ("topics", "organizations", "events", "tags")
COSTLY = (Status.APPROVED, Status.SCHEDULED, Status.PUBLISHED, Status.WITHDRAWN)  # another text leads out of these
LONG = ("lead", "photo_caption", "photo_alt")


def _many(name: str) -> KeysField:
    field: Any = Story._meta.get_field(name)
    return KeysField(
        field.remote_field.model._default_manager.all(),
        label=field.verbose_name,
        required=False,
        widget=CarefulSelectMultiple(field, site),
    )


class StoryForm(forms.ModelForm):
    """A story's text, byline and filing. `user` is whoever sits at the desk; the admin sets it on a subclass."""

    user: "User"

    base_revision = forms.IntegerField(label=_("version"), required=False, min_value=0, widget=forms.HiddenInput)
    seen = forms.IntegerField(label=_("version"), required=False, min_value=0, widget=forms.HiddenInput)
    base_filing = forms.CharField(
        label=_("filing"), required=False, max_length=filing.LONGEST, widget=forms.HiddenInput
    )
    section = KeyField(Section.objects.with_parent(), label=_("section"))
    topics = _many("topics")
    organizations = _many("organizations")
    events = _many("events")
    photo = KeyField(Photo.objects.all(), label=_("lead picture"), required=False, widget=PhotoInput)
    body = BodyFormField(label=_("body"), required=False)
    source_url = PublicAddressField(
        label=_("original address"), required=False, max_length=500, assume_scheme="https", widget=forms.URLInput
    )
    lead_picks = NumbersField(at_most=2, label=_("Under the lead"))
    end_picks = NumbersField(at_most=6, label=_("At the end"))
    note = forms.CharField(
        label=_("Note to colleagues"), required=False, max_length=2000, widget=GrowingTextarea(rows=2)
    )

    class Meta:
        model = Story
        fields = (
            "kind",
            "kicker",
            "title",
            "lead",
            "photo",
            "photo_caption",
            "photo_alt",
            "photo_credit",
            "video",
            "body",
            "source_outlet",
            "source_agency",
            "source_url",
            "section",
            "topics",
            "organizations",
            "events",
            "slug",
            "card_title",
            "seo_title",
            "social_title",
            *TIMES,
        )
        widgets = {
            "title": GrowingTextarea(ideal="40-100", one_line=True),
            "lead": GrowingTextarea(ideal="100-400", rows=3),
            "photo_caption": GrowingTextarea(rows=2),
            "photo_alt": GrowingTextarea(rows=2),
            "card_title": GrowingTextarea(ideal="0-90", one_line=True),
            "seo_title": GrowingTextarea(ideal="0-60", one_line=True),
            "social_title": GrowingTextarea(ideal="0-90", one_line=True),
        }
        field_classes = dict.fromkeys(TIMES, DayAndHourField) | dict.fromkeys(LONG, LongTextField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        story = self.instance
        self.fields["tags"] = TagsField(may_create=self.user.has_perm("articles.add_tag"))
        body: Any = self.fields["body"]
        body.widget.writer = self.user.pk
        section: Any = self.fields["section"]
        section.choices = section_choices()
        for name in TIMES:
            self.fields[name].widget = AdminSplitDateTime()
        kept = set(story.picks.values_list("number", flat=True)) if story.pk else set()
        for name in PICKS.values():
            self.fields[name].of(self.user, kept=kept)  # type: ignore[attr-defined]
        if story.pk:
            self.initial["base_revision"] = story.revision
            self.initial["seen"] = story.change_number
            self.initial["tags"] = list(story.tags.values_list("pk", flat=True))
            for place, name in PICKS.items():
                picks = story.picks.filter(place=place).order_by("position", "pk")
                self.initial[name] = list(picks.values_list("number", flat=True))
            self.initial["base_filing"] = filing.note_of({**self.initial, "status": story.status})
            lines = byline_of(story)
        else:
            lines = byline_of_writer(list(self.user.pen_names.kept()[:2]))
        self.has_times = story.status != Status.SCHEDULED
        for name in ("go_live_at", "embargo_until"):
            self.fields[name].disabled = not self.has_times
        self._leave_to_the_door()
        given: dict[str, Any] = {"data": self.data} if self.is_bound else {"initial": lines}
        self.byline: Any = BylineFormSet(**given, prefix="byline")

    def _leave_to_the_door(self) -> None:
        """What readers have of a story is changed by an act, or by whoever may publish; not by saving its form."""
        story, now = self.instance, timezone.now()
        out = Article.objects.filter(pk=story.pk, published_at__lte=now)
        article = out.only("published_at", "withdrawn_at").first()
        self.has_its_address = article is not None
        if not self.has_its_address and story.current_version is not None:
            self.initial["slug"] = story.current_version.slug  # of a scheduled one, the column is what it has become
        self.fields["slug"].disabled = self.has_its_address
        if article and article.is_live(at=now) and not rights.may(self.user, "publish_story", story):
            self.fields["expires_at"].disabled = True
            self.fields["expires_at"].help_text = _("Readers have this story: whoever may publish changes this.")

    @property
    def media(self) -> forms.Media:
        return super().media + self.byline.empty_form.media

    @property
    def has_a_time(self) -> bool:
        """Is there anything to see among the times?"""
        values = [self[name].value() for name in TIMES]
        filled = any(any(value) if isinstance(value, list) else value for value in values)
        return bool(filled or any(self[name].errors for name in TIMES))

    # ── Checking ──────────────────────────────────────────────────────────────────────────────────────
    def is_valid(self) -> bool:
        byline = self.byline.is_valid()
        return super().is_valid() and byline

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean_section(self) -> Section:
        section = self.cleaned_data["section"]
        story = self.instance
        was = self.initial.get("section")
        is_writer = not story.pk or (story.created_by_id == self.user.pk and story.status in rights.WRITER_EDITS)
        if section.pk != was and not is_writer and not rights.works_in(self.user, section):
            raise ValidationError(_("You do not head this section. Ask the managing editor to move the story."))
        return section

    def clean(self) -> dict[str, Any]:
        """Where a colleague has filed the story anew since this page was opened, only my own changes count."""
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("base_filing"):
            for name in filing.untouched(cleaned, note=cleaned["base_filing"]):
                cleaned[name] = self._as_it_stands(name)
        self._refuse_disorder(cleaned)
        return cleaned

    def _refuse_disorder(self, cleaned: dict[str, Any]) -> None:
        """An expiry that stood there already may lie in the past; a new one may not."""
        times = {name: cleaned.get(name) for name in TIMES}
        order = checks.Times(**times, kept_expiry=self.initial.get("expires_at"))
        for name, message in checks.disorders(order, at=timezone.now()):
            self.add_error(name, message)
        published_at = Article.objects.filter(pk=self.instance.pk).values_list("published_at", flat=True).first()
        if published_at and times["expires_at"] and times["expires_at"] <= published_at:
            self.add_error("expires_at", _("The story would expire before it was published."))

    def _as_it_stands(self, name: str) -> Any:
        match name:
            case "section":
                return Section.objects.get(pk=self.initial["section"])
            case "topics" | "organizations" | "events" | "tags":
                return list(getattr(self.instance, name).all())
        return self.initial[name]

    def clean_lead_picks(self) -> list[int]:
        return self._others(self.cleaned_data["lead_picks"])

    def clean_end_picks(self) -> list[int]:
        picks = self._others(self.cleaned_data["end_picks"])
        twice = set(picks) & set(self.cleaned_data.get("lead_picks") or ())
        if twice:
            raise ValidationError(_("Story %(number)d stands under the lead already."), params={"number": min(twice)})
        return picks

    def _others(self, numbers: list[int]) -> list[int]:
        if self.instance.pk in numbers:
            raise ValidationError(_("A story cannot be related to itself."))
        return numbers

    # ── Two at once ───────────────────────────────────────────────────────────────────────────────────
    def collisions(self, *, is_other_text: bool) -> list[filing.Collision]:
        """What a colleague and I have both changed since I opened the page, beside the text."""
        return [
            filing.Collision(
                label=str(self.fields[name].label or name) if name in self.fields else gettext("status"),
                theirs=self._in_words(name, self._stands[name]),
                mine=self._in_words(name, self._typed[name]),
            )
            for name in self._changed_by_both(is_other_text=is_other_text)
        ]

    def note_of_collisions(self) -> str:
        names = self._changed_by_both(is_other_text=True)
        return filing.note_over(names, note=self.cleaned_data.get("base_filing") or "", stands=self._stands)

    def _changed_by_both(self, *, is_other_text: bool) -> list[str]:
        """A text that is another costs an approval that I have not seen: then the status counts among the fields."""
        found = filing.changed_by_both(
            self._typed, note=self.cleaned_data.get("base_filing") or "", stands=self._stands
        )
        costs = is_other_text and self.instance.status in COSTLY
        return [name for name in found if name != "status" or costs]

    @property
    def _stands(self) -> dict[str, Any]:
        return {**self.initial, "status": self.instance.status}

    @property
    def _typed(self) -> dict[str, Any]:
        """As it was sent; the times too that are closed since a colleague has scheduled the story."""
        typed = self.cleaned_data | {"status": ""}
        for name in TIMES:
            field: Any = self.fields[name]
            if field.disabled:
                sent = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                if any(sent):
                    with suppress(ValidationError):
                        typed[name] = field.clean(sent)
        return typed

    def _in_words(self, name: str, value: Any) -> str:
        match name:
            case "status":
                return str(Status(value).label) if value else gettext("another text")
            case "section":
                return str(Section.objects.filter(pk=getattr(value, "pk", value)).first() or "")
            case "topics" | "organizations" | "events" | "tags":
                keys = [getattr(each, "pk", each) for each in value or ()]
                new = [f"{each} ({gettext('new')})" for each in value or () if isinstance(each, Model) and not each.pk]
                model: Any = Story._meta.get_field(name).related_model
                return ", ".join([*map(str, model._default_manager.filter(pk__in=[k for k in keys if k])), *new]) or "–"
        if isinstance(value, datetime):
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value or "–")

    # ── Saving: `newsroom.admin.saving` calls these, in this order ────────────────────────────────────
    def columns(self) -> dict[str, Any]:
        """The story's own columns as typed."""
        columns = {field.name for field in Story._meta.concrete_fields}
        return {name: getattr(self.instance, name) for name in self.cleaned_data if name in columns}

    def text(self) -> writing.Typed:
        """The text as it would be kept, whether or not it may be."""
        return writing.as_typed(self.instance, byline=self.byline.lines())

    def save_filing(self, story: Story) -> None:
        """Topics, bodies, events, tags and picks, as far as they are others than those that stand there."""
        sets: dict[str, list[Any]] = {name: list(self.cleaned_data[name]) for name in SETS}
        sets["tags"] = save_new(sets["tags"])
        others = False
        for name, chosen in sets.items():
            relation: Any = getattr(story, name)
            if {each.pk for each in chosen} != set(relation.values_list("pk", flat=True)):
                relation.set(chosen)
                others = True
        for place, name in PICKS.items():
            numbers = self.cleaned_data[name]
            picks = story.picks.filter(place=place).order_by("position", "pk")
            if list(picks.values_list("number", flat=True)) == numbers:
                continue
            others = True
            picks.delete()
            StoryPick.objects.bulk_create(
                StoryPick(story=story, place=place, number=number, position=position)
                for position, number in enumerate(numbers)
            )
        if others:
            holding.touch(story)

    def save_note(self, story: Story, *, now: datetime) -> None:
        if text := self.cleaned_data["note"].strip():
            writing.leave_note(story, text=text, by=self.user, now=now)


def section_choices() -> list[tuple[Any, Any]]:
    """Sections in the magazine's order, each followed by its subsections."""
    sections = list(Section.objects.with_parent())
    children: dict[int, list[Section]] = {}
    for section in sections:
        if section.parent_id:
            children.setdefault(section.parent_id, []).append(section)
    choices: list[tuple[Any, Any]] = [("", _("Choose a section"))]
    for section in sections:
        if section.parent_id is None:
            choices.append((section.pk, section.name))
            choices += [(child.pk, f"{section.name} › {child.name}") for child in children.get(section.pk, [])]
    return choices
