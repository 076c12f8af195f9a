"""Questions about bodies: which there were, what became of them, who led them."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from addresses.rows import AddressedQuerySet
from organizations.querysets.named import Confirmable, Named, held_between, held_on

if TYPE_CHECKING:
    from organizations.models import Country, Organization, Province


class OrganizationQuerySet(AddressedQuerySet, Named, Confirmable):  # type: ignore[override]
    """Bodies."""

    searched_relations = ("aliases", "periods")

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind)

    def existing(self, *, on: date) -> Self:
        """Those founded and not ended by that day; a confirmed succession (but a split) ends its predecessor."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=on),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on),
        ).exclude(Exists(self._endings(on=on)))

    def ended(self, *, on: date) -> Self:
        """Those that had ended by that day."""
        return self.filter(Q(dissolved_on__lte=on) | Q(Exists(self._endings(on=on))))

    @staticmethod
    def _endings(*, on: date) -> models.QuerySet:
        from organizations.models import Succession

        return Succession.objects.public().ending().filter(predecessor=OuterRef("pk"), happened_on__lte=on)

    def of_province(self, province: "Province") -> Self:
        """Those that work, or once worked, in the province."""
        from organizations.models import OrganizationPeriod

        once = OrganizationPeriod.objects.filter(organization=OuterRef("pk"), province=province, is_confirmed=True)
        return self.filter(Q(province=province) | Exists(once))

    def of_country(self, country: "Country") -> Self:
        return self.filter(country=country)

    def below(self, parent: "Organization") -> Self:
        """Those that belong to the body, first of all or among others."""
        from organizations.models import Affiliation

        others = Affiliation.objects.filter(parent=parent, is_confirmed=True).values("organization")
        return self.filter(Q(parent=parent) | Q(pk__in=others))

    def in_cluster(self, cluster: "Organization", *, first: date, last: date) -> Self:
        """Those that were members of the cluster on some day from one to another, confirmed or not."""
        from organizations.models import ClusterMembership

        then = ClusterMembership.objects.filter(held_between(first, last), cluster=cluster)
        return self.filter(pk__in=then.values("member"))

    def with_place(self) -> Self:
        """With parent, province, country and logo."""
        return self.select_related("parent", "province", "country", "logo")

    def with_history(self) -> Self:
        """With what the body was called and where it worked through time."""
        return self.prefetch_related("periods__province", "aliases")


class SuccessionQuerySet(Confirmable):
    """Which body followed which."""

    def ending(self) -> Self:
        """Those that end the predecessor: all but splits."""
        return self.exclude(kind="split")

    def of_body(self, organization: "Organization") -> Self:
        """Those in which the body came before or after."""
        return self.filter(Q(predecessor=organization) | Q(successor=organization))

    def with_bodies(self) -> Self:
        return self.select_related("predecessor", "successor")


class TermQuerySet(Confirmable):
    """Terms of bodies."""

    def of_body(self, body: "Organization") -> Self:
        return self.filter(organization=body)

    def newest_first(self) -> Self:
        return self.order_by("-from_year", "-pk")


class PersonQuerySet(Named):
    """People who hold offices."""


class OfficeQuerySet(Confirmable):
    """Offices held."""

    def held(self, *, on: date) -> Self:
        return self.filter(held_on(on))

    def former(self, *, on: date) -> Self:
        return self.filter(ends_on__lt=on)

    def of_body(self, organization: "Organization") -> Self:
        return self.filter(organization=organization)

    def with_person(self) -> Self:
        return self.select_related("person__photo", "term")

    def in_protocol_order(self) -> Self:
        """By rank, then the newest first."""
        return self.order_by("rank", F("starts_on").desc(nulls_last=True), "pk")


class ClusterMembershipQuerySet(Confirmable):
    """Unions in clusters."""

    def held(self, *, on: date) -> Self:
        return self.filter(held_on(on))

    def in_year(self, year: int) -> Self:
        """Those that held on some day of the year."""
        return self.filter(held_between(date(year, 1, 1), date(year, 12, 31)))

    def of_member(self, union: "Organization") -> Self:
        return self.filter(member=union)

    def of_cluster(self, cluster: "Organization") -> Self:
        return self.filter(cluster=cluster)

    def with_bodies(self) -> Self:
        return self.select_related("cluster", "member__logo")


class ClusterOfficeQuerySet(Confirmable):
    """Heads and deputies of clusters."""

    def concerning(self, body: "Organization") -> Self:
        """Offices of a cluster, or held by a union."""
        return self.filter(Q(cluster=body) | Q(holder=body))

    def newest_first(self) -> Self:
        return self.order_by("-year", "-office", "pk")

    def with_bodies(self) -> Self:
        return self.select_related("cluster", "holder")
