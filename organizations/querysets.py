"""Questions put to the union's memory, in its users' words."""

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.utils import timezone

from vietnamese import fold

MAX_QUERY_WORDS = 12  # more words than any name has


def local_day(at: datetime) -> date:
    """The day in Hanoi at a moment."""
    return timezone.localtime(at).date() if timezone.is_aware(at) else at.date()


def _query_words(query: str) -> list[str]:
    return fold(query).split()[:MAX_QUERY_WORDS]


class Named(models.QuerySet):
    """Rows with a name: found without accents, listed in the Vietnamese alphabet."""

    #: further columns of related rows in which a word may stand, besides the row's own search_text
    searched_relations: tuple[str, ...] = ()

    def matching(self, query: str) -> "Named":
        """Those in which every word of the query begins a word. Accents, case and dashes do not matter."""
        found = self
        for word in _query_words(query):
            stands = Q(search_text__contains=f" {word}")
            for relation in self.searched_relations:
                related = self.model._meta.get_field(relation)
                stands |= Exists(
                    related.related_model._default_manager.filter(
                        **{related.field.name: OuterRef("pk")}, search_text__contains=f" {word}"
                    )
                )
            found = found.filter(stands)
        return found

    def in_alphabetical_order(self) -> "Named":
        """By the Vietnamese alphabet: Đ after D, accents as letters order them."""
        return self.order_by("sort_key", "pk")


class Confirmable(models.QuerySet):
    """Rows that readers see only once they are confirmed."""

    def public(self) -> "Confirmable":
        """Those that readers may see."""
        return self.filter(is_confirmed=True)

    def to_confirm(self) -> "Confirmable":
        """Those that wait for an editor."""
        return self.filter(is_confirmed=False)


class CountryQuerySet(Named):
    """Countries."""


class CountryRelationQuerySet(Confirmable):
    """Bonds between Vietnam and other countries."""

    def with_country(self) -> "CountryRelationQuerySet":
        return self.select_related("country")

    def older_than(self, year: int) -> "CountryRelationQuerySet":
        """Those that have an anniversary in that year."""
        return self.filter(established_on__year__lt=year)


class ProvinceQuerySet(Named):
    """Provincial units, those of today and those that have merged."""

    searched_relations = ("periods",)

    def existing(self, *, on: date) -> "ProvinceQuerySet":
        """Those that had begun and had not ended on that day."""
        begun = self.model._meta.get_field("periods").related_model._default_manager.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), province=OuterRef("pk")
        )
        has_periods = self.model._meta.get_field("periods").related_model._default_manager.filter(
            province=OuterRef("pk")
        )
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on)).filter(Exists(begun) | ~Exists(has_periods))

    def with_code(self, code: str, *, on: date) -> "ProvinceQuerySet":
        """The unit that had the statistics code on that day."""
        return self.filter(
            Q(periods__starts_on__isnull=True) | Q(periods__starts_on__lte=on),
            Q(periods__ends_on__isnull=True) | Q(periods__ends_on__gte=on),
            periods__code=code,
        )

    def with_history(self) -> "ProvinceQuerySet":
        """With names, kinds and codes through time, predecessors and successors."""
        return self.prefetch_related("periods", "successions__successor", "origins__predecessor")


class ProvincePeriodQuerySet(models.QuerySet):
    """Names, kinds and codes of provinces through time."""

    def held(self, *, on: date) -> "ProvincePeriodQuerySet":
        """Those in force on that day."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )


class OrganizationQuerySet(Named, Confirmable):
    """Bodies."""

    searched_relations = ("aliases", "periods")

    def of_kind(self, kind: str) -> "OrganizationQuerySet":
        return self.filter(kind=kind)

    def existing(self, *, on: date) -> "OrganizationQuerySet":
        """Those founded and not ended by that day; a confirmed succession (but a split) ends its predecessor."""
        return self.filter(
            Q(founded_on__isnull=True) | Q(founded_on__lte=on),
            Q(dissolved_on__isnull=True) | Q(dissolved_on__gt=on),
        ).exclude(Exists(self._endings(on=on)))

    def ended(self, *, on: date) -> "OrganizationQuerySet":
        """Those that had ended by that day."""
        return self.filter(Q(dissolved_on__lte=on) | Q(Exists(self._endings(on=on))))

    def _endings(self, *, on: date) -> models.QuerySet:
        succession = self.model._meta.get_field("successions").related_model
        return succession._default_manager.public().ending().filter(predecessor=OuterRef("pk"), happened_on__lte=on)

    def of_province(self, province: models.Model) -> "OrganizationQuerySet":
        """Those that work, or once worked, in the province."""
        return self.filter(
            Q(province=province) | Exists(self._periods().filter(organization=OuterRef("pk"), province=province))
        )

    def of_country(self, country: models.Model) -> "OrganizationQuerySet":
        return self.filter(country=country)

    def below(self, parent: models.Model) -> "OrganizationQuerySet":
        """Those that belong to the body, first of all or among others."""
        return self.filter(Q(parent=parent) | Q(affiliations__parent=parent)).distinct()

    def _periods(self) -> models.QuerySet:
        return self.model._meta.get_field("periods").related_model._default_manager.all()

    def at_address(self, slug: str) -> "OrganizationQuerySet":
        """The body whose page stands, or once stood, at this address."""
        return self.filter(Q(slug=slug) | Q(former_addresses__slug=slug)).distinct()

    def with_place(self) -> "OrganizationQuerySet":
        """With parent, province, country and logo."""
        return self.select_related("parent", "province", "country", "logo")

    def with_history(self) -> "OrganizationQuerySet":
        """With everything that names_on() and the like read."""
        return self.prefetch_related("periods__province", "aliases")


class SuccessionQuerySet(Confirmable):
    """Which body followed which."""

    def ending(self) -> "SuccessionQuerySet":
        """Those that end the predecessor: all but splits."""
        return self.exclude(kind="split")

    def with_bodies(self) -> "SuccessionQuerySet":
        return self.select_related("predecessor", "successor")


class TermQuerySet(Confirmable):
    """Terms of bodies."""

    def newest_first(self) -> "TermQuerySet":
        return self.order_by("-from_year", "-pk")


class PersonQuerySet(Named):
    """People who hold offices."""


class OfficeQuerySet(Confirmable):
    """Offices held."""

    def held(self, *, on: date) -> "OfficeQuerySet":
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )

    def former(self, *, on: date) -> "OfficeQuerySet":
        return self.filter(ends_on__lt=on)

    def with_person(self) -> "OfficeQuerySet":
        return self.select_related("person__photo", "term")

    def in_protocol_order(self) -> "OfficeQuerySet":
        """By rank, then the newest first."""
        return self.order_by("rank", F("starts_on").desc(nulls_last=True), "pk")


class ClusterMembershipQuerySet(Confirmable):
    """Unions in clusters."""

    def held(self, *, on: date) -> "ClusterMembershipQuerySet":
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )

    def in_year(self, year: int) -> "ClusterMembershipQuerySet":
        """Those that held on some day of the year."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=date(year, 12, 31)),
            Q(ends_on__isnull=True) | Q(ends_on__gte=date(year, 1, 1)),
        )

    def with_bodies(self) -> "ClusterMembershipQuerySet":
        return self.select_related("cluster", "member")


class ClusterOfficeQuerySet(Confirmable):
    """Heads and deputies of clusters."""

    def newest_first(self) -> "ClusterOfficeQuerySet":
        return self.order_by("-year", "-office", "pk")

    def with_bodies(self) -> "ClusterOfficeQuerySet":
        return self.select_related("cluster", "holder")


class EventSeriesQuerySet(Named):
    """Events that come again."""


class EventQuerySet(Named, Confirmable):
    """Events."""

    def upcoming(self, *, at: datetime) -> "EventQuerySet":
        """Those still to come or going on, the next first."""
        return self.filter(self._not_over(at)).order_by("starts_on", F("starts_time").asc(nulls_first=True), "pk")

    def past(self, *, at: datetime) -> "EventQuerySet":
        """Those that are over, the newest first."""
        return self.exclude(self._not_over(at)).order_by("-starts_on", F("starts_time").desc(nulls_last=True), "-pk")

    @staticmethod
    def _not_over(at: datetime) -> Q:
        today, hour = local_day(at), timezone.localtime(at).time()
        return Q(ends_on__gt=today) | Q(ends_on=today, ends_time__isnull=True) | Q(ends_on=today, ends_time__gte=hour)

    def between(self, first: date, last: date) -> "EventQuerySet":
        """Those that share a day with the span, in order of time."""
        return self.filter(starts_on__lte=last, ends_on__gte=first).order_by(
            "starts_on", F("starts_time").asc(nulls_first=True), "pk"
        )

    def in_month(self, year: int, month: int) -> "EventQuerySet":
        """Those that share a day with the month."""
        first = date(year, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return self.between(first, last)

    def of_body(self, organization: models.Model) -> "EventQuerySet":
        """Those in which the body has a part."""
        return self.filter(pk__in=organization.event_roles.values("event"))  # type: ignore[attr-defined]

    def whole(self) -> "EventQuerySet":
        """Without the parts of other events."""
        return self.filter(part_of__isnull=True)

    def with_place(self) -> "EventQuerySet":
        """With province (as it was named then), country, series and photo."""
        return self.select_related("country", "series", "photo", "term").prefetch_related("province__periods")

    def with_organizers(self) -> "EventQuerySet":
        organizer = self.model._meta.get_field("organizers").related_model
        return self.prefetch_related(
            Prefetch(
                "organizers",
                organizer._default_manager.select_related("organization").prefetch_related("organization__periods"),
            )
        )
