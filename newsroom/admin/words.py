"""Small things that several pages of the desk print alike."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from newsroom.models import Status


def status_pill(status: str) -> SafeString:
    """Colour, icon and word of a status."""
    known = Status(status)
    return format_html(
        '<span class="pill pill--{0}"><svg class="pill-icon" aria-hidden="true"><use href="{1}#{0}"/></svg>{2}</span>',
        known.value,
        static("img/desk.svg"),
        known.label,
    )


def refusals(error: ValidationError | PermissionDenied) -> list[str]:
    """What to tell a colleague whose act was refused."""
    if isinstance(error, ValidationError):
        return error.messages
    return [str(error) or _("Your role may not do this with this story.")]
