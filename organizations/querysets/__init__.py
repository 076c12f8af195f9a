"""Questions put to the union's memory, in its users' words."""

from organizations.querysets.bodies import (
    ClusterMembershipQuerySet,
    ClusterOfficeQuerySet,
    OfficeQuerySet,
    OrganizationQuerySet,
    PersonQuerySet,
    SuccessionQuerySet,
    TermQuerySet,
)
from organizations.querysets.events import EventQuerySet, EventSeriesQuerySet
from organizations.querysets.named import Confirmable, Named
from organizations.querysets.places import (
    CountryQuerySet,
    CountryRelationQuerySet,
    ProvincePeriodQuerySet,
    ProvinceQuerySet,
)

__all__ = [
    "ClusterMembershipQuerySet",
    "ClusterOfficeQuerySet",
    "Confirmable",
    "CountryQuerySet",
    "CountryRelationQuerySet",
    "EventQuerySet",
    "EventSeriesQuerySet",
    "Named",
    "OfficeQuerySet",
    "OrganizationQuerySet",
    "PersonQuerySet",
    "ProvincePeriodQuerySet",
    "ProvinceQuerySet",
    "SuccessionQuerySet",
    "TermQuerySet",
]
