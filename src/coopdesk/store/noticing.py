# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What other windows and commands saved on this desk, and how much waits in some lists: small
questions that are asked often."""

from collections.abc import Iterable

from coopdesk.records.declaration import RecordType
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows


def foreign_version(connection: Connection) -> int:
    """A number that changes whenever another connection has written into the database."""
    return int(one(connection, "PRAGMA data_version"))


def log_end(connection: Connection) -> int:
    """The number of the last row of the log, 0 for none."""
    return int(one(connection, "SELECT max(l) FROM log") or 0)


def saved_after(connection: Connection, row: int, limit: int) -> list[tuple[str, str]]:
    """(type, id) of the records saved after a row of the log, at most so many."""
    query = "SELECT DISTINCT type, id FROM log JOIN record ON n = rec WHERE l > ? LIMIT ?"
    return [(key, found) for key, found in all_rows(connection, query, row, limit)]


def in_states(
    connection: Connection, kind: RecordType, states: Iterable[str | None], field: str = "", before: str = ""
) -> int:
    """How many records of a type outside the bin are in one of these states (None: in none), of
    those whose day in `field` is earlier than `before`."""
    named = [state for state in states if state is not None]
    marks = ",".join("?" * len(named))
    parts = ["removed = 0", f"(state IS NULL OR state IN ({marks}))"]
    values: list[object] = list(named)
    if field:
        parts.append(f'"{field}" < ?')
        values.append(before)
    query = f'SELECT count(*) FROM "{kind.table}" WHERE {" AND ".join(parts)}'
    return int(one(connection, query, *values))


def decisions_waiting(connection: Connection) -> int:
    """How many fields with two versions an officer has to decide."""
    return int(one(connection, "SELECT count(*) FROM open_decision WHERE waiting = 0"))


def open_decisions(connection: Connection) -> set[str]:
    """The ids of the open decisions that can be taken now."""
    return {row[0] for row in all_rows(connection, "SELECT id FROM open_decision WHERE waiting = 0")}
