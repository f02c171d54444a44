# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long lists in two steps: the row numbers of a list in its order, then the rows of one page.

At 200,000 rows the numbers are a hundredth of the whole; a page by its numbers takes less
than a millisecond, wherever in the list it lies.
"""

from array import array
from collections.abc import Sequence

from coopdesk.records.declaration import RecordType
from coopdesk.records.values import Record
from coopdesk.store import orders, reading, rows
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.reading import Page, where

MOST_AT_ONCE = 500
"""Rows of one question, below the number of values SQLite takes."""


def numbers(connection: Connection, kind: RecordType, wanted: Page) -> "array[int]":
    """The row numbers of a list in its order; `wanted` may limit them."""
    which, values = where(connection, kind, wanted)
    by = orders.order(kind, wanted.order)
    query = f'SELECT n FROM "{kind.table}" WHERE {which} ORDER BY {by} LIMIT ? OFFSET ?'
    limit = -1 if wanted.limit is None else wanted.limit
    found = connection.execute(query, (*values, limit, wanted.offset))
    return array("q", (row[0] for row in found))


def at(connection: Connection, kind: RecordType, wanted: Sequence[int]) -> list[Record | None]:
    """The records with these row numbers, in the order asked, without stamps; None where there is none."""
    found: dict[int, Record] = {}
    for start in range(0, len(wanted), MOST_AT_ONCE):
        part = wanted[start : start + MOST_AT_ONCE]
        marks = ",".join("?" * len(part))
        query = f'SELECT {rows.selection(kind)} FROM "{kind.table}" WHERE n IN ({marks})'
        for row in all_rows(connection, query, *part):
            found[row[0]] = rows.read(kind, row)
    return [found.get(number) for number in wanted]


def number_of(connection: Connection, record_id: str) -> int | None:
    """The row number of a record by its whole id."""
    key = reading.type_of(connection, record_id)
    found: int | None = one(connection, "SELECT n FROM record WHERE id = ? AND type = ?", record_id, key)
    return found
