# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fields with two versions: what stands to be decided, and what was said where and by whom."""

import json
from collections.abc import Iterable, Iterator, Sequence
from json.encoder import encode_basestring_ascii
from typing import TYPE_CHECKING

from coopdesk.frozen import dataclass
from coopdesk.history.leaf import REMOVED
from coopdesk.records.kinds import Scalar
from coopdesk.records.values import Stamp, Touches
from coopdesk.store import reading
from coopdesk.store.connection import Connection
from coopdesk.store.connection import rows as all_rows

if TYPE_CHECKING:
    from coopdesk.history.settle import TwoVersions

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """One version of a slot: the leaf it stands in, its value (None: empty), who saved it, when and
    on which computer, and whether that is this one."""

    leaf: bytes
    value: str | int | None
    officer: str
    at: str
    device: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class KeptDecision:
    """An open decision as the store keeps it; the version shown now stands first."""

    id: str
    type: str
    record: str
    field: str
    slot: str
    waiting: bool
    versions: tuple[KeptVersion, ...]

    @property
    def is_about_removal(self) -> bool:
        """Whether it is to be decided between the bin and a later change."""
        return self.field == REMOVED


def kept(n: int, found: Iterable["TwoVersions"]) -> Iterator[tuple[object, ...]]:
    """The decisions that are open in a record as rows of their table."""
    for one in found:
        # As `json.dumps` writes it, which takes several times as long for so little.
        told = ", ".join([f'["{leaf.hex()}", {_json(value)}]' for leaf, value in one.versions])
        yield one.id, n, one.field, one.slot, f"[{told}]", int(one.waiting)


def _json(value: Scalar | None) -> str:
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    return str(value) if type(value) is int else json.dumps(value)


def put(connection: Connection, made: Iterable[tuple[object, ...]]) -> None:
    """Write such rows."""
    connection.executemany("INSERT OR REPLACE INTO open_decision VALUES (?,?,?,?,?,?)", made)


def taken(connection: Connection, decided: Sequence[tuple[int, Touches]]) -> dict[int, int]:
    """Close the decisions of records about what these touches set in view of all versions; how many each
    record has left, where there are some."""
    slots = [
        (n, key, slot)
        for n, touches in decided
        for key, touch in touches.items()
        for slot in (touch if isinstance(touch, dict) else (None,))
    ]
    connection.executemany("DELETE FROM open_decision WHERE rec = ? AND field = ? AND slot IS ?", slots)
    left: dict[int, int] = {}
    for start in range(0, len(decided), _AT_ONCE):
        part = [n for n, _ in decided[start : start + _AT_ONCE]]
        marks = ",".join("?" * len(part))
        query = f"SELECT rec, count(*) FROM open_decision WHERE rec IN ({marks}) GROUP BY rec"
        left.update(all_rows(connection, query, *part))
    return left


def open_decisions(connection: Connection, decision: str | None = None) -> list[KeptDecision]:
    """All open decisions, or the one with this id; by record. Those of a record that was joined to
    another rest until it is separated."""
    where = "AND open_decision.id = ?" if decision is not None else ""
    query = (
        "SELECT open_decision.id, type, record.id, field, coalesce(slot, ''), waiting, versions, rec"
        " FROM open_decision JOIN record ON n = rec"
        f" WHERE record.id NOT IN (SELECT other FROM joined_record) {where} ORDER BY rec, field, slot"
    )
    found = []
    for key, kind, record_id, field, slot, waiting, versions, n in all_rows(
        connection, query, *([] if decision is None else [decision])
    ):
        told = tuple(
            _version(connection, n, bytes.fromhex(leaf), value) for leaf, value in json.loads(versions)
        )
        found.append(KeptDecision(key, kind, record_id, field, slot, bool(waiting), told))
    return found


def _version(connection: Connection, n: int, leaf: bytes, value: str | int | None) -> KeptVersion:
    query = "SELECT l, name, own FROM log JOIN feed ON f = feed WHERE rec = ? AND hash = ?"
    row, device, own = connection.execute(query, (n, leaf)).fetchone()
    stamp = reading.stamp(connection, row)
    return KeptVersion(leaf, value, stamp.officer, stamp.at, device, bool(own))


def stamp_of(connection: Connection, record: str, leaf: bytes) -> Stamp:
    """Who saved a leaf of a record, and when."""
    query = "SELECT l FROM log WHERE rec IN (SELECT n FROM record WHERE id = ?) AND hash = ?"
    return reading.stamp(connection, connection.execute(query, (record, leaf)).fetchone()[0])


def candidates(connection: Connection) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """(record, field, slot, candidate versions) of every open decision, sorted: see `desk.state`."""
    query = "SELECT record.id, field, coalesce(slot, ''), versions FROM open_decision JOIN record ON n = rec"
    found = [
        (record_id, field, slot, tuple(sorted(leaf for leaf, _ in json.loads(versions))))
        for record_id, field, slot, versions in all_rows(connection, query)
    ]
    return sorted(found)


def heads(connection: Connection, tables: list[str]) -> list[tuple[str, bytes]]:
    """(record id, heads) of every record of these tables, sorted by id."""
    union = " UNION ALL ".join(f'SELECT id, head FROM "{table}"' for table in tables)
    return [
        (record_id, head)
        for record_id, head in all_rows(connection, f"SELECT id, head FROM ({union}) ORDER BY id")
    ]
