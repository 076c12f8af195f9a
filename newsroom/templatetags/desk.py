"""What the desk's templates print: status pills and signs."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom.admin import words

register = template.Library()
register.simple_tag(words.status_pill)


@register.simple_tag
def sign(name: str) -> SafeString:
    """A sign of static/img/desk.svg; words beside it say the same."""
    return format_html('<svg class="sign" aria-hidden="true"><use href="{}#{}"/></svg>', static("img/desk.svg"), name)


@register.simple_tag
def status_sign(status: str) -> SafeString:
    """The sign of a status alone, beside words that name it."""
    return sign(str(status))
