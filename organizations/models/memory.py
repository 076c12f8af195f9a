"""What all rows of the union's memory have in common: readers' pages are made of them."""

from pagecache.rows import OnPages


class Memory(OnPages):
    """A fact that readers may meet: on a body's own page, in the directory, in calendars and lists."""

    class Meta:
        abstract = True

    def page_keys(self) -> set[str]:
        """The row's own, those of the body that it is about, and the whole memory's."""
        body = getattr(self, "organization_id", None)
        return super().page_keys() | {"memory"} | ({f"organization:{body}"} if body else set())
