"""The union's memory: countries, provinces, bodies and events, as they change over time."""

from organizations.models.clusters import ClusterMembership, ClusterOffice
from organizations.models.country import Country, CountryRelation
from organizations.models.dated import Precision
from organizations.models.events import Event
from organizations.models.lineage import Affiliation, Succession
from organizations.models.loaded import LoadedRecord
from organizations.models.names import Alias
from organizations.models.organization import Organization, OrganizationKind, OrganizationPeriod
from organizations.models.organizers import EventOrganizer
from organizations.models.province import Province, ProvincePeriod, ProvinceSuccession
from organizations.models.series import EventKind, EventSeries
from organizations.models.sourced import Confidence
from organizations.models.struck import StruckRow
from organizations.models.terms import OfficeHolder, Person, Term

__all__ = [
    "Affiliation",
    "Alias",
    "ClusterMembership",
    "ClusterOffice",
    "Confidence",
    "Country",
    "CountryRelation",
    "Event",
    "EventKind",
    "EventOrganizer",
    "EventSeries",
    "LoadedRecord",
    "OfficeHolder",
    "Organization",
    "OrganizationKind",
    "OrganizationPeriod",
    "Person",
    "Precision",
    "Province",
    "ProvincePeriod",
    "ProvinceSuccession",
    "StruckRow",
    "Succession",
    "Term",
]
