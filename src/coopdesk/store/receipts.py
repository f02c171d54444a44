# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The newest receipt of each incarnation of each device, as it was signed; and the number of our own.

Two doubles of a computer sign with one key, and each lacks what only the other has: so the receipt of
one never takes the place of the other's.
"""

from dataclasses import dataclass

from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows

_NUMBER = "receipt_number"


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt as it is kept: `at` is when it came, in milliseconds by our clock."""

    device: bytes
    incarnation: int
    at: int
    raw: bytes


def keep(connection: Connection, device: bytes, age: tuple[int, int], at: int, raw: bytes) -> bool:
    """Keep a receipt unless a newer one of its incarnation is here; whether it was kept."""
    incarnation, number = age
    query = "SELECT number FROM receipt WHERE device = ? AND incarnation = ?"
    known = one(connection, query, device, incarnation)
    if known is not None and known >= number:
        return False
    connection.execute(
        "INSERT OR REPLACE INTO receipt (device, incarnation, number, at, body) VALUES (?,?,?,?,?)",
        (device, incarnation, number, at, raw),
    )
    return True


def kept(connection: Connection, since: int = 0) -> list[KeptReceipt]:
    """The newest receipts that came after a moment, in milliseconds, those of this computer itself left
    out, but not those of a double; those that were not passed on for longest come first."""
    query = (
        "SELECT device, incarnation, at, body FROM receipt WHERE at >= ? AND NOT EXISTS (SELECT 1 FROM feed"
        " WHERE own = 1 AND feed.device = receipt.device AND feed.incarnation = receipt.incarnation)"
        " ORDER BY passed, device, incarnation"
    )
    return [KeptReceipt(*row) for row in all_rows(connection, query, since)]


def note_passed(connection: Connection, receipt: KeptReceipt, at: int) -> None:
    """Write down that a receipt travels in a bundle."""
    connection.execute(
        "UPDATE receipt SET passed = ? WHERE device = ? AND incarnation = ?",
        (at, receipt.device, receipt.incarnation),
    )


def came(connection: Connection) -> dict[bytes, int]:
    """When the last receipt of each device came, in milliseconds by our clock."""
    return dict(all_rows(connection, "SELECT device, max(at) FROM receipt GROUP BY device"))


def next_number(connection: Connection) -> int:
    """The number of our next receipt."""
    number = int(one(connection, "SELECT value FROM meta WHERE key = ?", _NUMBER) or 0) + 1
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (_NUMBER, str(number)))
    return number


def incarnation(connection: Connection) -> int:
    """Which incarnation of this device writes now."""
    return int(one(connection, "SELECT max(incarnation) FROM feed WHERE own = 1") or 1)
