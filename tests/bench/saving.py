# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A committed edit, bulk import and rebuild, against plain statements on the same kind of database."""

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

from coopdesk.records.types import BY_KEY
from coopdesk.store import checking, rows, searching
from coopdesk.store import connection as connections
from coopdesk.store.keeping import Store
from coopdesk.store.schema import column_of
from coopdesk.store.writing import Change
from tests.bench import desks
from tests.bench.measure import Row, in_turn, seconds

EDITS = 300
PLACE = BY_KEY["place"]


def bare_database(file: Path) -> connections.Connection:
    """An encrypted database with the table of places and nothing else."""
    bare = connections.connect(file, bytes(32), may_create=True)
    connections.use_write_ahead(bare)
    columns = ", ".join(map(column_of, PLACE.fields))
    bare.execute(
        "CREATE TABLE place (n INTEGER PRIMARY KEY, id TEXT, head BLOB,"
        f" removed, created, changed, open, joined, {columns})"
    )
    return bare


def edit(folder: Path) -> Iterator[Row]:
    """One edit of one field, saved and on disk, against UPDATE … COMMIT with synchronous=FULL."""
    with desks.notes_store(folder / "edit", 2_000) as store:
        store.save([desks.place(number) for number in range(2_000)], "Awa")
        store.index_all()
        ids = [row[0] for row in connections.rows(store.connection, "SELECT id FROM place")]
        bare = bare_database(folder / "bare-edit.db")
        bare.executemany(
            "INSERT INTO place (n, id, population) VALUES (?,?,?)", [(n, i, 1) for n, i in enumerate(ids)]
        )
        numbers = itertools.count(1)
        chance = random.Random(3)

        def saved(field: str, value: object) -> None:
            store.save([Change(PLACE, chance.choice(ids), {field: value})], "Awa")  # type: ignore[dict-item]

        def updated() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute(
                "UPDATE place SET population = ? WHERE n = ?", (next(numbers), chance.randrange(len(ids)))
            )
            bare.execute("COMMIT")

        one, floor = in_turn(lambda: saved("population", next(numbers)), updated, EDITS, 20)
        yield Row(
            "saved edit, words for search unchanged",
            one * 1e6,
            "µs",
            floor * 1e6,
            "bare UPDATE, committed",
            1.5,
        )
        one, floor = in_turn(lambda: saved("time_zone", f"Zone/{next(numbers)}"), updated, EDITS, 20)
        yield Row("saved edit with search", one * 1e6, "µs", floor * 1e6, "bare UPDATE, committed", 4)
        bare.close()


def bulk(folder: Path, count: int) -> Iterator[Row]:
    """Many new records in one transaction, against executemany of the rows alone; search follows."""
    changes = [desks.place(number) for number in range(count)]
    store = Store.create(folder / "bulk", None, "bench")
    whole = seconds(lambda: store.save(changes, "Awa"))
    columns = rows.selection(PLACE)
    kept = connections.rows(store.connection, f"SELECT {columns} FROM place")
    bare = bare_database(folder / "bare-bulk.db")
    marks = ",".join("?" * len(kept[0]))

    def plain() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.executemany(f"INSERT INTO place ({columns}) VALUES ({marks})", kept)
        bare.execute("COMMIT")

    floor = seconds(plain)
    yield Row(f"bulk: log and rows of {count:,} records", whole, "s", floor, "executemany of the rows", 5)
    indexing = seconds(store.index_all)
    yield Row(f"search follows, {count:,} records", indexing, "s", floor, "executemany of the rows")
    rebuilding = seconds(lambda: checking.rebuild(store))
    yield Row(f"rebuild of {count:,} records with search", rebuilding, "s", whole + indexing, "their import")
    store.close()
    bare.close()


def typing(folder: Path, small: int, large: int) -> Iterator[Row]:
    """Search while typing: the question at every letter of a name, against the small desk."""
    from tests.bench.measure import p95

    times: dict[int, float] = {}
    for count in (small, large):
        with desks.notes_store(folder / f"notes{count}", count) as store:
            texts = [word[:end] for word in (*desks.CITIES, *desks.WORDS) for end in range(1, len(word) + 1)]
            for text in texts[:40]:
                searching.find(store.connection, text)
            durations = [
                seconds(lambda text=text: searching.find(store.connection, text))  # type: ignore[misc]
                for text in texts
            ]
            times[count] = p95(durations)
    yield Row(
        f"search while typing, {small:,} notes, p95", times[small] * 1e3, "ms", goal=8, goal_is_ratio=False
    )
    yield Row(
        f"search while typing, {large:,} notes, p95",
        times[large] * 1e3,
        "ms",
        times[small] * 1e3,
        f"{small:,} notes",
        8,
        goal_is_ratio=False,
    )
