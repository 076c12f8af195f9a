"""Loops and impossible dates in the descent of bodies, refused with a clear message."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from organizations.models import Organization, Succession

MAX_STEPS = 50  # deeper than any tree of bodies; a chain this long is itself a loop


def ancestors(organization_id: int) -> set[int]:
    """Every body above a body, by its first and its further parents; one query a level."""
    from organizations.models import Affiliation, Organization

    above: set[int] = set()
    level = {organization_id}
    for _step in range(MAX_STEPS):
        parents = set(
            Organization.objects.filter(pk__in=level, parent__isnull=False).values_list("parent_id", flat=True)
        ) | set(Affiliation.objects.filter(organization__in=level).values_list("parent_id", flat=True))
        level = {parent for parent in parents if parent} - above
        if not level:
            break
        above |= level
    return above


def refuse_parent_loop(organization: "Organization", *, parent_id: int, field: str) -> None:
    """Refuse a parent that stands below the body, at whatever distance."""
    if organization.pk is None:
        return
    if parent_id == organization.pk:
        raise ValidationError({field: _("A body cannot be its own parent.")})
    if organization.pk in ancestors(parent_id):
        raise ValidationError({field: _("This parent stands below the body itself: that would be a loop.")})


def refuse_succession_loop(succession: "Succession") -> None:
    """Refuse a successor from which the predecessor itself descends."""
    from organizations.models import Succession

    level = {succession.predecessor_id}
    seen: set[int] = set()
    for _step in range(MAX_STEPS):
        earlier = set(
            Succession.objects.filter(successor__in=level)
            .exclude(pk=succession.pk)
            .values_list("predecessor_id", flat=True)
        )
        level = earlier - seen
        if succession.successor_id in level:
            raise ValidationError(_("The successor is already a predecessor of this body: that would be a loop."))
        if not level:
            return
        seen |= level


def refuse_wrong_succession_dates(organization: "Organization") -> None:
    """Refuse dates of a body that its successions, entered before, contradict."""
    from organizations.models import Succession

    dissolved_on = organization.dissolved_on
    if dissolved_on:
        taken_over = Succession.objects.ending().filter(predecessor=organization, happened_on__lt=dissolved_on)
        if taken_over.exists():
            raise ValidationError({"dissolved_on": _("A successor took over before this day.")})
        if Succession.objects.filter(successor=organization, happened_on__gt=dissolved_on).exists():
            raise ValidationError({"dissolved_on": _("The body took over from another one after this day.")})
    if (
        organization.founded_on
        and Succession.objects.filter(Q(predecessor=organization), happened_on__lt=organization.founded_on).exists()
    ):
        raise ValidationError({"founded_on": _("A successor took over before this day.")})
