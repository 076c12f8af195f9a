"""Locks on rows: what a decision rests on is read after the lock, in a query of one table.

Whoever waits for a row gets it as it then is; what a join brought along would be as it was before the wait. So this
is the only place of the project that asks the database for a lock (tests/test_architecture.py).

Within one transaction locks are taken in this order, the rows of one table by their keys, so that nobody waits for
somebody who waits for them:

1. colleagues (`accounts.User`), then their devices
2. what stories are filed under and made of: sections, tags, topics, authors, bodies, events, pictures, settings
3. stories
4. articles
5. featured lists, then their drafts
6. since when readers know what stories stand under (`newsroom.publishing.out`): rows of 2. again, sections first, by
   the door alone; and the two rows that become one (`addresses.merging`). Whoever holds one of them for its form waits
   for no story
7. the clock of the pages
"""

from typing import TypeVar

from django.db import connection, connections, models, transaction

M = TypeVar("M", bound=models.Model)


def locked(rows: "models.QuerySet[M]") -> "models.QuerySet[M]":
    """These rows of one table, held until the transaction ends, in the order of their keys.

    Others may go on pointing to them (a foreign key is no change of the row). Raises ValueError for a query that
    joins, TransactionManagementError outside of a transaction.
    """
    return _of_one_table(rows).select_for_update(no_key=True)


def locked_to_delete(row: M) -> M:
    """The row as it stands now, which nobody else can begin to point to until the transaction ends.

    Raises DoesNotExist where it is gone, TransactionManagementError outside of a transaction.
    """
    return _of_one_table(row._meta.model._base_manager.filter(pk=row.pk)).select_for_update().get()  # type: ignore[return-value]


def _of_one_table(rows: "models.QuerySet[M]") -> "models.QuerySet[M]":
    query = rows.query
    joins = [
        alias for alias, table in query.alias_map.items() if table.join_type is not None and query.alias_refcount[alias]
    ]
    if joins or query.select_related:
        raise ValueError("Lock the rows of one table, and read what belongs to them afterwards.")
    if not connections[rows.db].in_atomic_block:
        raise transaction.TransactionManagementError("A lock lasts as long as its transaction: begin one first.")
    return rows.order_by("pk")


def locked_row(row: M) -> M:
    """The row as it stands now, held until the transaction ends. Raises DoesNotExist where it is gone."""
    return locked(row._meta.model._base_manager.filter(pk=row.pk)).get()  # type: ignore[return-value]


def look_at_references() -> None:
    """Whatever has been written points to rows that are there: looked at now, and not when the transaction ends.

    Whoever points to a row that a colleague is about to remove waits here for that, and gets the IntegrityError.
    SQLite has one writer at a time: what was read within its transaction is there.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()
