# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The newest receipt of each device, as it was signed; and the number of our own."""

from dataclasses import dataclass

from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows

_NUMBER = "receipt_number"


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """A receipt as it is kept: `at` is when it came, in milliseconds by our clock."""

    device: bytes
    at: int
    raw: bytes


def keep(connection: Connection, device: bytes, age: tuple[int, int], at: int, raw: bytes) -> bool:
    """Keep a receipt unless a newer one of its device is here; whether it was kept."""
    query = "SELECT incarnation, number FROM receipt WHERE device = ?"
    known = connection.execute(query, (device,)).fetchone()
    if known is not None and tuple(known) >= age:
        return False
    connection.execute(
        "INSERT OR REPLACE INTO receipt (device, incarnation, number, at, body, signature, passed)"
        " VALUES (?,?,?,?,?,x'',0)",
        (device, *age, at, raw),
    )
    return True


def kept(connection: Connection, since: int = 0) -> list[KeptReceipt]:
    """The newest receipt of each device that came after a moment, in milliseconds; those that were
    not passed on for longest come first."""
    query = "SELECT device, at, body FROM receipt WHERE at >= ? ORDER BY passed, device"
    return [KeptReceipt(*row) for row in all_rows(connection, query, since)]


def note_passed(connection: Connection, device: bytes, at: int) -> None:
    """Write down that the receipt of a device travels in a bundle."""
    connection.execute("UPDATE receipt SET passed = ? WHERE device = ?", (at, device))


def next_number(connection: Connection) -> int:
    """The number of our next receipt."""
    number = int(one(connection, "SELECT value FROM meta WHERE key = ?", _NUMBER) or 0) + 1
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (_NUMBER, str(number)))
    return number


def incarnation(connection: Connection) -> int:
    """Which incarnation of this device writes now."""
    return int(one(connection, "SELECT max(incarnation) FROM feed WHERE own = 1") or 1)
