# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeping what the office said about its computers, and letting it decide which leaves count.

The keys of the space lie in the encrypted database, so that a restored desk reads what it could
before; the key of this device never does.
"""

from collections.abc import Iterable

from coopdesk.frozen import dataclass
from coopdesk.history import chain
from coopdesk.records.types import STORED_BY_KEY
from coopdesk.records.types.joined import SAME_AS
from coopdesk.store import joins, writing
from coopdesk.store.accepting import STRANGE, Trust, reconsider
from coopdesk.store.connection import Connection, one
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.keeping import READING_ONLY, STANDING
from coopdesk.store.reading import moment_of

_ROOT = "founding"
_KEY = "space_key."
_KNOWS = "knows."
_VERIFIED = "verified."


@dataclass(frozen=True, slots=True)
class KeptStatement:
    """A statement as it is kept, its signature verified once."""

    signer: bytes
    kind: str
    content: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Heard:
    """A device of which saves are here: its name as the feed has it, when it last saved (RFC 3339),
    whether it is this one or was before a restore."""

    device: bytes
    name: str
    last: str
    own: bool


@dataclass(frozen=True, slots=True)
class SetAside:
    """A segment that is kept but does not count: its end, device, saves and leaves, the last moment."""

    end: bytes
    device: bytes
    saves: int
    leaves: int
    last: str


def space(connection: Connection) -> bytes:
    """The id of the space."""
    return bytes.fromhex(one(connection, "SELECT value FROM meta WHERE key = 'space'"))


def root(connection: Connection) -> bytes | None:
    """The founding statement that this desk trusts, None before there is one."""
    found: str | None = one(connection, "SELECT value FROM meta WHERE key = ?", _ROOT)
    return bytes.fromhex(found) if found else None


def set_root(connection: Connection, founding: bytes) -> None:
    """Trust this founding statement."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (_ROOT, founding.hex()))


def standing(connection: Connection) -> bytes | None:
    """The public key of the device whose place in the office was settled last on this desk."""
    found: str | None = one(connection, "SELECT value FROM meta WHERE key = ?", STANDING)
    return bytes.fromhex(found) if found else None


def note_standing(connection: Connection, device: bytes) -> None:
    """Write down that the place of this device is settled."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (STANDING, device.hex()))


def note_reading_only(connection: Connection, reading_only: bool) -> None:
    """Write down whether this computer may only read: then the store refuses to save."""
    if reading_only:
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?,'1')", (READING_ONLY,))
    else:
        connection.execute("DELETE FROM meta WHERE key = ?", (READING_ONLY,))


def kept(connection: Connection) -> list[KeptStatement]:
    """Every statement that is here."""
    query = "SELECT signer, kind, body, signature FROM statement ORDER BY hash"
    return [KeptStatement(*row) for row in all_rows(connection, query)]


def keep(connection: Connection, name: bytes, statement: KeptStatement) -> bool:
    """Keep a statement by its hash; whether it is new."""
    done = connection.execute(
        "INSERT OR IGNORE INTO statement VALUES (?,?,?,?,?)",
        (name, statement.signer, statement.kind, statement.content, statement.signature),
    )
    return bool(done.rowcount)


def space_keys(connection: Connection) -> dict[str, str]:
    """The identities of the space that are held here, by recipient."""
    query = "SELECT substr(key, ?), value FROM meta WHERE key GLOB ?"
    return dict(all_rows(connection, query, len(_KEY) + 1, f"{_KEY}*"))


def keep_space_keys(connection: Connection, identities: Iterable[tuple[str, str]]) -> None:
    """Hold these identities of the space."""
    connection.executemany(
        "INSERT OR IGNORE INTO meta VALUES (?,?)",
        [(f"{_KEY}{recipient}", identity) for recipient, identity in identities],
    )


def knowledge(connection: Connection) -> list[bytes]:
    """What each device last told of what it has heard, as it signed it."""
    found = all_rows(connection, "SELECT value FROM meta WHERE key GLOB ?", f"{_KNOWS}*")
    return [bytes.fromhex(value) for (value,) in found]


def keep_knowledge(connection: Connection, device: bytes, body: bytes) -> None:
    """Keep what a device told of what it has heard, instead of what it told before."""
    key = f"{_KNOWS}{device.hex()}"
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?,?)", (key, body.hex()))


def verified(connection: Connection) -> frozenset[str]:
    """The fingerprints, in hexadecimal, that somebody here compared."""
    query = "SELECT substr(key, ?) FROM meta WHERE key GLOB ?"
    return frozenset(row[0] for row in all_rows(connection, query, len(_VERIFIED) + 1, f"{_VERIFIED}*"))


def note_verified(connection: Connection, fingerprint: str) -> None:
    """Write down that somebody compared a fingerprint and found it the same."""
    connection.execute("INSERT OR IGNORE INTO meta VALUES (?,'1')", (f"{_VERIFIED}{fingerprint}",))


def own_name(connection: Connection) -> str:
    """The name of this computer."""
    query = "SELECT name FROM feed WHERE own = 1 ORDER BY incarnation DESC, f DESC LIMIT 1"
    return str(one(connection, query) or "")


def heard(connection: Connection) -> list[Heard]:
    """Every device of which a feed is here, in the order in which they were first met."""
    query = (
        "SELECT device, max(name), max(own), (SELECT max(wall) FROM log WHERE l IN"
        " (SELECT last FROM segment JOIN feed AS its ON its.f = segment.feed"
        " WHERE its.device = feed.device)) FROM feed GROUP BY device ORDER BY min(f)"
    )
    return [
        Heard(device, name or "", moment_of(last) if last else "", bool(own))
        for device, name, own, last in all_rows(connection, query)
    ]


def last_officers(connection: Connection) -> dict[bytes, str]:
    """Who saved last on each device, as far as it is here and sealed."""
    query = (
        "SELECT device, head FROM (SELECT device, max(s) AS newest FROM segment JOIN feed ON f = segment.feed"
        " GROUP BY device) JOIN segment ON s = newest"
        " JOIN log ON log.feed = segment.feed AND l BETWEEN first AND last WHERE head IS NOT NULL ORDER BY l"
    )
    return {device: chain.decode_head(head).author for device, head in all_rows(connection, query)}


def tips(connection: Connection, device: bytes) -> list[bytes]:
    """The ends of the last segments of each feed and branch of a device that are here."""
    query = (
        'SELECT "end" FROM segment JOIN feed ON f = segment.feed WHERE device = ?'
        " AND NOT EXISTS (SELECT 1 FROM segment AS later"
        ' WHERE later.feed = segment.feed AND later.start = segment."end")'
    )
    return sorted({row[0] for row in all_rows(connection, query, device)})


def set_aside(connection: Connection) -> list[SetAside]:
    """The segments with leaves that don't count because of who signed them, the oldest first."""
    query = (
        'SELECT "end", device, sum(pos = 0), count(*), max(wall) FROM unaccepted'
        " JOIN log USING (l) JOIN feed ON f = log.feed"
        " JOIN segment ON segment.feed = log.feed AND l BETWEEN first AND last"
        " WHERE why = ? GROUP BY s ORDER BY s"
    )
    return [
        SetAside(end, device, saves, leaves, moment_of(last))
        for end, device, saves, leaves, last in all_rows(connection, query, STRANGE)
    ]


def recount(connection: Connection, trust: Trust) -> dict[str, list[str]]:
    """Let the leaves count that ought to, and no others, inside the caller's transaction; ids of the
    records that changed, by type."""
    touched: dict[str, list[str]] = {}
    numbers = reconsider(connection, trust)
    for n in numbers:
        record, kind = all_rows(connection, "SELECT id, type FROM record WHERE n = ?", n)[0]
        if kind in STORED_BY_KEY:
            writing.resettle(connection, STORED_BY_KEY[kind], n, later=len(numbers) >= writing.BULK)
            touched.setdefault(kind, []).append(record)
    if SAME_AS.key in touched:
        joins.refresh(connection)
    return touched
