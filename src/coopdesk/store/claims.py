# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Of which type a record is: what somebody says whose word does not count gives way to one whose does.

An id is made once, by the computer that made the record, and its type with it: two types of one id mean
that somebody lied. A segment that gave way is not kept, nor passed on; it is no part of what is shown.
"""

from collections.abc import Iterable

from coopdesk.store.accepting import STRANGE
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows


def give_way(connection: Connection, records: Iterable[int]) -> set[int] | None:
    """Take out of the log the segments that speak of the records in these rows, where no leaf of these
    counts; the log rows that are gone, None (and nothing is changed) where one counts."""
    rows: set[int] = set()
    query = "SELECT l, why FROM log LEFT JOIN unaccepted USING (l) WHERE rec = ?"
    for n in records:
        found = all_rows(connection, query, n)
        if any(why != STRANGE for _, why in found):
            return None
        rows.update(row for row, _ in found)
    segments: dict[int, None] = {}
    for row in sorted(rows):
        _with_branches(connection, _segment_at(connection, row), segments)
    gone: set[int] = set()
    for number in segments:
        gone.update(_take_out(connection, number))
    return gone


def _segment_at(connection: Connection, row: int) -> int:
    return int(one(connection, "SELECT s FROM segment WHERE ? BETWEEN first AND last", row))


def _with_branches(connection: Connection, number: int, found: dict[int, None]) -> None:
    """A segment, and those that share its first leaves."""
    if number in found:
        return
    found[number] = None
    for (branch,) in all_rows(connection, "SELECT s FROM segment_base WHERE base = ?", number):
        _with_branches(connection, branch, found)


def _take_out(connection: Connection, number: int) -> range:
    first, last = all_rows(connection, "SELECT first, last FROM segment WHERE s = ?", number)[0]
    spoken_of = all_rows(connection, "SELECT DISTINCT rec FROM log WHERE l BETWEEN ? AND ?", first, last)
    connection.execute("DELETE FROM unaccepted WHERE l BETWEEN ? AND ?", (first, last))
    connection.execute("DELETE FROM log WHERE l BETWEEN ? AND ?", (first, last))
    connection.execute("DELETE FROM segment_base WHERE s = ?", (number,))
    connection.execute("DELETE FROM segment WHERE s = ?", (number,))
    unknown = "DELETE FROM record WHERE n = ? AND NOT EXISTS (SELECT 1 FROM log WHERE rec = n)"
    connection.executemany(unknown, spoken_of)
    return range(first, last + 1)
