# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles: 10,000 saves of 3 of 12 fields produced and applied, everything signed, encrypted and proven,
against the bare values compressed and plain UPDATEs on the same kind of database."""

import os
import random
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import cbor2
import zstandard

from coopdesk.history.chain import HASH_SIZE
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touches
from coopdesk.store import connection as connections
from coopdesk.store import orders, vault
from coopdesk.store.connection import Connection
from coopdesk.store.keeping import Store
from coopdesk.store.new_database import make_database
from coopdesk.store.schema import FRAME, column_of
from coopdesk.store.writing import Change
from coopdesk.sync import container_reading, outbox
from coopdesk.sync.bundle_keys import ForSpace, ReaderKeys, SenderKeys, SpaceKeys, new_identity
from coopdesk.sync.container_writing import write_bundle
from coopdesk.sync.inbox import Doorkeeper, Inbox
from coopdesk.sync.receipts import Receipt
from tests.bench import desks
from tests.bench.measure import Row, seconds

SAVES = 10_000
FIRST_MS = 1_790_000_000_000
SPACE = bytes(16)
KEYS = SpaceKeys(SPACE, new_identity())
PLACE = BY_KEY["place"]
Values = tuple[int, str, str]


def machine(profile: Path) -> Store:
    """An empty desk of the space."""
    profile.mkdir(parents=True)
    keys = vault.new_keys()
    vault.write(profile, keys, None)
    make_database(profile, keys, SPACE, profile.name)
    return Store.open(profile)


def written(store: Store, file: Path, known: list[Receipt], *, everything: bool = False) -> int:
    """Write a bundle for those who gave these receipts; its size."""
    sender = SenderKeys(store.keys.public, lambda message: vault.sign(store.keys, message))
    with store.alone():
        store.journal.refresh()
        store.journal.seal()
        load = outbox.load(store, known, everything=everything)
        parts = write_bundle(file, outbox.contents(store, load, now=1), ForSpace(KEYS), sender)
    return sum(part.size for part in parts)


def read(store: Store, file: Path) -> None:
    """Read a bundle, everything verified, in one transaction."""
    opened = container_reading.read_bundle(file, ReaderKeys(KEYS))
    with store.alone():
        Inbox(store, Doorkeeper()).take(
            container_reading.Contents((opened,)), file.name, opened.device, file.name, 1
        )


def exchanged(sender: Store, reader: Store, file: Path) -> None:
    """All that a machine lacks by its last receipt."""
    written(sender, file, [one for one in outbox.receipts_of(sender, 2) if one.device == reader.keys.public])
    read(reader, file)


def together(folder: Path, count: int) -> tuple[Store, Store, list[str]]:
    """Two machines that hold the same places, and the receipts to prove it."""
    one, other = machine(folder / "one"), machine(folder / "other")
    one.save([desks.place(number) for number in range(count)], "Awa")
    one.index_all()
    exchanged(one, other, folder / "first.coopx")
    other.index_all()
    exchanged(other, one, folder / "back.coopx")
    ids = [row[0] for row in connections.rows(one.connection, "SELECT id FROM place ORDER BY n")]
    return one, other, ids


def values(chance: random.Random, count: int) -> list[Values]:
    """New values for three fields."""
    return [
        (
            chance.randrange(10_000_000),
            f"Q{chance.randrange(10**8)}",
            f"https://{'-'.join(chance.choices(desks.WORDS, k=3))}.example.org",
        )
        for _ in range(count)
    ]


def saved(store: Store, ids: list[str], new: list[Values]) -> None:
    """Save each as a save of its own, in one transaction."""
    with store.alone():
        for record, (population, wikidata, page) in zip(ids, new, strict=True):
            touches: Touches = {"population": population, "wikidata_id": wikidata, "web_page": page}
            store.save([Change(PLACE, record, touches)], "Awa")


def bare_places(file: Path, store: Store) -> tuple[Connection, list[tuple[Any, ...]]]:
    """A database of the same kind and settings with the same rows of places, and these rows; no index."""
    database = connections.connect(file, bytes(32), may_create=True)
    connections.use_write_ahead(database)
    columns = ", ".join(map(column_of, PLACE.fields))
    database.execute(
        "CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT, head BLOB,"
        f" removed INTEGER, created INTEGER, changed INTEGER, open INTEGER, joined TEXT, {columns})"
    )
    names = ", ".join((*FRAME, *(f'"{what.key}"' for what in PLACE.fields)))
    kept = connections.rows(store.connection, f"SELECT {names} FROM place ORDER BY n")
    marks = ",".join("?" * len(kept[0]))
    database.executemany(f"INSERT INTO place ({names}) VALUES ({marks})", kept)
    return database, kept


def bare(folder: Path, store: Store, name: str, *, indexes: bool = False) -> Callable[[list[Values]], float]:
    """Plain UPDATEs in one transaction on such a database, with `indexes` with those of the desk; gives
    the seconds they take."""
    database, kept = bare_places(folder / name, store)
    if indexes:
        database.execute("CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT)")
        orders.keep(database, (PLACE,))

    def update(new: list[Values]) -> float:
        rows = [(*found, row[0]) for row, found in zip(kept, new, strict=True)]

        def work() -> None:
            with connections.transaction(database):
                database.executemany(
                    "UPDATE place SET population = ?, wikidata_id = ?, web_page = ? WHERE n = ?", rows
                )

        return seconds(work)

    return update


def bare_history(folder: Path, store: Store, name: str) -> Callable[[list[Values]], float]:
    """The same UPDATEs on such a database, with the version of each row, and with a row of the log, as long
    as those of the desk, for each: what keeping a history takes alone, without reading or proving any."""
    database, kept = bare_places(folder / name, store)
    for statement in ("DROP TABLE IF EXISTS log", _log_of(store), "CREATE INDEX log_rec ON log (rec)"):
        database.execute(statement)
    newest = "SELECT head, parents, body FROM log WHERE seen IS NOT NULL ORDER BY l DESC LIMIT 1"
    head, parents, body = connections.rows(store.connection, newest)[0]
    numbers = [row[0] for row in kept]

    def update(new: list[Values]) -> float:
        first = (connections.one(database, "SELECT max(l) FROM log") or 0) + 1
        versions = [bytearray(os.urandom(HASH_SIZE)) for _ in numbers]
        log = [
            (row, 1, n, 0, row, FIRST_MS, bytearray(head), bytearray(parents), bytearray(body), version, None)
            for row, (n, version) in enumerate(zip(numbers, versions, strict=True), first)
        ]
        changed = [
            (*found, version, row[0], row[2]) for row, found, version in zip(log, new, versions, strict=True)
        ]

        def work() -> None:
            with connections.transaction(database):
                database.executemany(f"INSERT INTO log VALUES ({','.join('?' * 11)})", log)
                database.executemany(
                    "UPDATE place SET population = ?, wikidata_id = ?, web_page = ?, head = ?, changed = ?"
                    " WHERE n = ?",
                    changed,
                )

        return seconds(work)

    return update


def _log_of(store: Store) -> str:
    return str(connections.one(store.connection, "SELECT sql FROM sqlite_master WHERE name = 'log'"))


def bundle(folder: Path, rounds: int = 5) -> Iterator[Row]:
    """Produce and apply a bundle of 10,000 saves; sizes."""
    one, other, ids = together(folder, SAVES)
    chance = random.Random(5)
    plain, with_indexes = bare(folder, one, "plain.db"), bare(folder, one, "indexes.db", indexes=True)
    produced, applied, updates, with_ours, with_log, ratios = [], [], [], [], [], []
    size = floor_size = 0
    history: Callable[[list[Values]], float] | None = None
    for number in range(rounds):
        new = values(chance, SAVES)
        saved(one, ids, new)
        history = history or bare_history(folder, one, "history.db")
        file = folder / f"{number}.coopx"
        known = outbox.receipts_of(one, 2)
        produced.append(seconds(partial(written, one, file, known)))
        updates.append(plain(new))
        with_ours.append(with_indexes(new))
        with_log.append(history(new))
        applied.append(seconds(partial(read, other, file)))
        size = file.stat().st_size
        columns = b"".join(cbor2.dumps(list(column)) for column in zip(*new, strict=True))
        floor_size = len(zstandard.compress(columns, 10))
        ratios.append(size / floor_size)
        exchanged(other, one, folder / f"back-{number}.coopx")
    floor = statistics.median(updates)
    name = "plain UPDATEs"
    yield Row(
        "bundle of 10,000 saves", size / 1e3, "kB", floor_size / 1e3, "zstd-10 of the bare values", 1.15
    )
    yield Row("produce it", statistics.median(produced) * 1e3, "ms", floor * 1e3, name, 2)
    took, ours = statistics.median(applied) * 1e3, statistics.median(with_ours) * 1e3
    yield Row("apply it", took, "ms", floor * 1e3, name, 2)
    yield Row(
        "keep its history, without reading it", statistics.median(with_log) * 1e3, "ms", floor * 1e3, name
    )
    yield Row("apply it, with our indexes", took, "ms", ours, f"{name} with the same indexes", 3)
    one.close()
    other.close()
    yield from conflicts(folder / "conflicts")


def conflicts(folder: Path, rounds: int = 3) -> Iterator[Row]:
    """Apply a bundle of which one save in ten meets another version."""
    folder.mkdir()
    one, other, ids = together(folder, SAVES)
    chance = random.Random(6)
    plain = bare(folder, one, "plain.db")
    applied, updates = [], []
    for number in range(rounds):
        new = values(chance, SAVES)
        saved(one, ids, new)
        saved(other, ids[number::10], values(chance, len(ids[number::10])))
        file = folder / f"{number}.coopx"
        written(one, file, outbox.receipts_of(one, 2))
        updates.append(plain(new))
        applied.append(seconds(partial(read, other, file)))
        exchanged(other, one, folder / f"back-{number}.coopx")
        # Decided, so that the next round again meets one save in ten and no other.
        saved(one, ids[number::10], values(chance, len(ids[number::10])))
        exchanged(one, other, folder / f"decided-{number}.coopx")
        exchanged(other, one, folder / f"known-{number}.coopx")
    floor = statistics.median(updates) * 1e3
    yield Row(
        "apply it, one save in ten in conflict",
        statistics.median(applied) * 1e3,
        "ms",
        floor,
        "plain UPDATEs",
        2.5,
    )
    one.close()
    other.close()
