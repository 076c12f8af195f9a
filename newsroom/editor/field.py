"""The body's form field and widget: the browser edits, `articles.body` decides."""

import json
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from js_asset import ImportMap, Media, Script

from articles import body
from articles.body.vocabulary import LAYOUTS, MAX_IDS
from articles.models import Article
from newsroom.editor.words import WORDS
from photos.desk_views import as_data
from photos.models import Photo

MAX_LENGTH = 500_000  # characters; the longest stories seen have 60,000

MODULES = (
    *("blocks", "boxes", "current", "desk", "dialog", "dom", "embed", "figure-view", "figures", "keep", "link"),
    *("office", "paste", "picker", "related", "schema", "selected", "text-tools", "toolbar", "uploads"),
)
# The page that prints it gives it the answer's nonce, as newsroom/site.py does for every page of the desk.
BODY_MEDIA = Media(
    importmap=ImportMap(
        {"django-prose-editor/editor": "django_prose_editor/editor.js"}
        | {f"body-editor/{name}": f"js/editor/{name}.js" for name in MODULES}
    ),
    css={"all": ["css/editor.css", "css/editor-parts.css"]},
    js=[Script("js/editor/main.js", type="module")],
)


class BodyWidget(forms.Textarea):
    """A textarea that static/js/editor/main.js turns into the editor; without scripts it stays a textarea."""

    writer: int | None = None  # the colleague for whom the browser keeps unsaved text; for nobody it keeps none

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 24, "class": "body-source"} | (attrs or {}))

    @property
    def media(self) -> forms.Media:
        return BODY_MEDIA

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-body-editor"] = json.dumps(
            configuration(value or "") | {"writer": self.writer}, cls=DjangoJSONEncoder
        )
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        return False  # the browser cannot point at a textarea that is not to be seen


class BodyFormField(forms.CharField):
    """A body in canonical form, whatever was posted."""

    widget = BodyWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"strip": False} | kwargs)

    def to_python(self, value: Any) -> str:
        posted = super().to_python(value) or ""
        if len(posted) > MAX_LENGTH:
            raise ValidationError(_("The text is too long: split the story in two."), code="max_length")
        return body.clean(posted)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != body.clean(str(initial or "")[:MAX_LENGTH])


def configuration(html: str) -> dict[str, Any]:
    """What the editor needs to start on this text: words, addresses, and what the text points at."""
    points = body.references(body.clean(html[:MAX_LENGTH]))
    photos = Photo.objects.in_bulk(points.all_photos)
    return {
        "words": WORDS,
        "layouts": LAYOUTS,
        "most": MAX_IDS,
        "urls": {
            "photos": reverse("admin:photos_picker"),
            "upload": reverse("admin:photos_upload"),
            "stories": reverse("admin:newsroom_story_lookup"),
        },
        "pictures": {number: as_data(photo) for number, photo in photos.items()},
        "stories": _stories(points.stories),
    }


def _stories(numbers: tuple[int, ...]) -> dict[int, dict[str, Any]]:
    """Published stories by number, as the lookup gives them."""
    if not numbers:
        return {}
    articles = Article.objects.live(at=timezone.now()).with_card().numbered(numbers)
    return {
        article.pk: {
            "id": article.pk,
            "title": article.title,
            "section": article.section.name,
            "date": date_format(timezone.localtime(article.published_at), "SHORT_DATE_FORMAT"),
        }
        for article in articles
    }
