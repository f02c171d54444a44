# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists for the window: all row numbers in their order, and the records of a page by them."""

from array import array
from collections.abc import Sequence

from coopdesk.desk.desk import Desk
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import Link
from coopdesk.records.values import Record
from coopdesk.store import paging
from coopdesk.store.reading import Condition, Page, count


def ids(desk: Desk, kind: RecordType, order: str = "", filters: tuple[Condition, ...] = ()) -> "array[int]":
    """The row numbers of every record not in the bin, in the order asked ("" for the type's own)."""
    return paging.numbers(desk.store.connection, kind, Page(filters, order))


def beginning(
    desk: Desk, kind: RecordType, limit: int, order: str = "", filters: tuple[Condition, ...] = ()
) -> "array[int]":
    """The row numbers of the first records of a list, there sooner than all of them."""
    return paging.numbers(desk.store.connection, kind, Page(filters, order, limit))


def how_many(desk: Desk, kind: RecordType) -> int:
    """How many records of a type there are outside the bin."""
    return count(desk.store.connection, kind)


def rows(desk: Desk, kind: RecordType, numbers: Sequence[int]) -> list[Record | None]:
    """The records of a page by their row numbers, None for one that is gone."""
    return paging.at(desk.store.connection, kind, numbers)


def number_of(desk: Desk, record_id: str) -> int | None:
    """The row number of a record."""
    return paging.number_of(desk.store.connection, record_id)


def sortable(kind: RecordType, key: str) -> bool:
    """Whether a list can be put in order by a field: not by links and sets, which hold no one text."""
    what = kind.field(key).kind
    return not what.many and not isinstance(what, Link)


def conditions_of(desk: Desk, kind: RecordType, wishes: tuple[str, ...]) -> tuple[Condition, ...]:
    """The conditions of a list; what reads them is loaded where there are some. Raises WorldError."""
    if not wishes:
        return ()
    from coopdesk.desk import asking

    return asking.conditions(desk, kind, wishes)
