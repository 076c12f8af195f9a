"""Rows that readers find by a slug: how one gets it, and how the one before is remembered."""

from typing import Any, ClassVar, Self

from django.db import models, transaction

import vietnamese
from addresses.models import FormerAddress, MergedName
from locking import locked
from pagecache import made_of
from pagecache.rows import OnPages, OnPagesQuerySet

SUFFIX = 6  # characters kept free for -2, -3 …


class HasSlug(models.Model):
    """A row with a slug, which is made of its name. The page's address has it in it."""

    nameless: ClassVar[str] = "trang"  # for a name without any letter of the alphabet
    slug: Any

    class Meta:
        abstract = True

    def made_slug(self) -> str:
        """What it wants; with -2, -3 … where another row has that, or had it and still is found there."""
        wanted = slug = self.wanted_slug
        taken, number = self.taken_slugs(wanted), 1
        while slug in taken:
            number += 1
            slug = f"{wanted}-{number}"
        return slug

    @property
    def wanted_slug(self) -> str:
        """The words of its name, whoever else has them."""
        longest: int = self._meta.get_field("slug").max_length  # type: ignore[assignment, union-attr]
        return vietnamese.slugify(str(getattr(self, "name", "")), max_length=longest - SUFFIX) or self.nameless

    def taken_slugs(self, beginning: str) -> set[str]:
        """The slugs that begin so and cannot be this row's; none where others may have the same."""
        return set()


class AddressedQuerySet(OnPagesQuerySet):
    """Rows that are found by a slug of their own."""

    def at_slug(self, slug: str) -> Self:
        """The one whose page stands at an address."""
        return self.filter(slug=slug)

    def once_at(self, slug: str) -> Self:
        """The one whose page stood there before. Whatever happens to rows of the kind may change the answer."""
        made_of(str(self.model._meta.model_name))
        return self.filter(pk__in=FormerAddress.objects.of(self.model).filter(slug=slug).values("number"))

    def once_called(self, name: str) -> Self:
        """The one into which a row of that name was merged."""
        merged = MergedName.objects.of(self.model).filter(key=name_key(name))
        return self.filter(pk__in=merged.values("number"))

    def update(self, **values: Any) -> int:
        if "slug" in values:
            raise ValueError("An address is changed by save(), which remembers the one before.")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]


class Addressed(HasSlug, OnPages):
    """A row with a page (or a filter) at a slug that no other row of its kind has.

    Whatever changes the slug leaves the old one leading here, and one that led elsewhere is this row's from then on.
    As touching is for `OnPages`, this is no rule of the domain in `save()`: it is how an address is written at all.
    """

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        if written is not None and "slug" not in written:
            super().save(*args, **kwargs)
            return
        with transaction.atomic(using=kwargs.get("using")):
            was = None if self._state.adding else self._slug_held()
            super().save(*args, **kwargs)
            if was != self.slug:
                FormerAddress.objects.of(type(self)).filter(slug=self.slug).delete()
            if was and was != self.slug:
                remember(was, leads_to=self)

    def _slug_held(self) -> str | None:
        """As it stands in the database, the row held: what was read before may be older."""
        rows: Any = type(self)._base_manager
        slug: str | None = locked(rows.filter(pk=self.pk)).values_list("slug", flat=True).first()
        return slug

    def taken_slugs(self, beginning: str) -> set[str]:
        rows: Any = type(self)._base_manager
        others = rows.exclude(pk=self.pk).filter(slug__startswith=beginning)
        former = FormerAddress.objects.of_others(self).filter(slug__startswith=beginning)
        return {*others.values_list("slug", flat=True), *former.values_list("slug", flat=True)}


def name_key(name: str) -> str:
    """What all spellings of a name have in common: letter case and the place of a tone do not matter, accents do."""
    return vietnamese.accented(name)[:255]


def remember(slug: str, *, leads_to: models.Model) -> None:
    """From now on the address leads to this row."""
    kind, number = leads_to._meta.label_lower, leads_to.pk
    FormerAddress.objects.update_or_create(kind=kind, slug=slug, defaults={"number": number})


def hand_over(*, of: Addressed, to: Addressed) -> None:
    """Where a row is found, and was found, leads to another one, and its names mean that: the two have become one."""
    FormerAddress.objects.of_row(of).update(number=to.pk)
    remember(of.slug, leads_to=to)
    MergedName.objects.of_row(of).update(number=to.pk)
    kind, key = of._meta.label_lower, name_key(str(of))
    MergedName.objects.update_or_create(kind=kind, key=key, defaults={"number": to.pk})
