# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How others carry the same 10,000 changes of 3 of 12 fields: an SQLite session, two CRDT libraries, git.

None of them encrypts, signs or verifies what bundles do. Each save is a transaction of its own to the CRDT
libraries, which hold all fields in one map; to git all are one commit. Their packages are no part of the
development set-up: `pip install --group peers` brings them; those that are missing are named and left out.
"""

import json
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import cbor2
import zstandard

from tests.bench import bundles, desks
from tests.bench.bundles import SAVES, Values, values
from tests.bench.measure import Row, seconds

FIELDS = ("population", "wikidata_id", "web_page")


class Carried(NamedTuple):
    """What a peer needed: the bytes of its changes, seconds to produce and to apply them."""

    data: bytes
    produced: float
    applied: float


def peers(folder: Path) -> Iterator[Row]:
    """Size, time to produce and time to apply for each peer that is installed."""
    chance = random.Random(5)
    new = values(chance, SAVES)
    columns = b"".join(cbor2.dumps(list(column)) for column in zip(*new, strict=True))
    size = len(zstandard.compress(columns, 10))
    rows = [_row(number) for number in range(SAVES)]
    with bundles.machine(folder / "floor") as store:
        store.save([desks.place(number) for number in range(SAVES)], "Awa")
        update = bundles.bare(folder, store, "plain.db")
        floor = min(update(new) for _ in range(3))
    for name, (module, carry) in PEERS.items():
        place = folder / name.split()[0]
        place.mkdir()
        try:
            found = carry(import_module(module) if module else None, place, rows, new)
        except ImportError:
            print(
                f"{name}: not installed. Install it with: .venv/bin/python -m pip install --group peers",
                file=sys.stderr,
            )
            continue
        packed = min(len(found.data), len(zstandard.compress(found.data, 10)))
        yield Row(f"{name}: size", packed / 1e3, "kB", size / 1e3, "zstd-10 of the bare values")
        yield Row(f"{name}: produce", found.produced * 1e3, "ms", floor * 1e3, "plain UPDATEs")
        yield Row(f"{name}: apply", found.applied * 1e3, "ms", floor * 1e3, "plain UPDATEs")


def _row(number: int) -> dict[str, Any]:
    """A place with its twelve slots, flat."""
    touches = desks.place(number).touches
    return {"id": f"{number:026}"} | {
        key: json.dumps(touch, ensure_ascii=False) if isinstance(touch, dict) else touch
        for key, touch in touches.items()
    }


def _session(apsw: Any, folder: Path, rows: list[dict[str, Any]], new: list[Values]) -> Carried:
    names = list(rows[0])
    databases = []
    for name in ("one.db", "other.db"):
        database = apsw.Connection(str(folder / name))
        database.execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL")
        database.execute(f"CREATE TABLE place (n INTEGER PRIMARY KEY, {', '.join(names)})")
        marks = ",".join("?" * (len(names) + 1))
        with database:
            database.executemany(
                f"INSERT INTO place VALUES ({marks})",
                ((n, *row.values()) for n, row in enumerate(rows)),
            )
        databases.append(database)
    one, other = databases
    session = apsw.Session(one, "main")
    session.attach()
    statement = f"UPDATE place SET {', '.join(f'{key} = ?' for key in FIELDS)} WHERE n = ?"
    with one:
        one.executemany(statement, ((*found, n) for n, found in enumerate(new)))
    made: list[bytes] = []
    produced = seconds(lambda: made.append(session.patchset()))

    def apply() -> None:
        with other:
            apsw.Changeset.apply(made[0], other)

    applied = seconds(apply)
    expected = [n for (n,) in other.execute("SELECT population FROM place ORDER BY n")]
    assert expected == [found[0] for found in new]
    return Carried(made[0], produced, applied)


def _loro(loro: Any, folder: Path, rows: list[dict[str, Any]], new: list[Values]) -> Carried:
    one, other = loro.LoroDoc(), loro.LoroDoc()
    places = one.get_map("places")
    for n, row in enumerate(rows):
        for key, value in row.items():
            places.insert(f"{n}.{key}", value)
    one.commit()
    other.import_(one.export(loro.ExportMode.Snapshot()))
    known = one.oplog_vv
    for n, found in enumerate(new):
        for key, value in zip(FIELDS, found, strict=True):
            places.insert(f"{n}.{key}", value)
        one.commit()
    made: list[bytes] = []
    produced = seconds(lambda: made.append(one.export(loro.ExportMode.Updates(known))))
    applied = seconds(lambda: other.import_(made[0]))
    assert other.get_map("places").get_deep_value()["7.population"] == new[7][0]
    return Carried(made[0], produced, applied)


def _pycrdt(pycrdt: Any, folder: Path, rows: list[dict[str, Any]], new: list[Values]) -> Carried:
    one, other = pycrdt.Doc(), pycrdt.Doc()
    one["places"] = places = pycrdt.Map()
    with one.transaction():
        for n, row in enumerate(rows):
            for key, value in row.items():
                places[f"{n}.{key}"] = value
    other.apply_update(one.get_update())
    known = other.get_state()
    for n, found in enumerate(new):
        with one.transaction():
            for key, value in zip(FIELDS, found, strict=True):
                places[f"{n}.{key}"] = value
    made: list[bytes] = []
    produced = seconds(lambda: made.append(one.get_update(known)))
    applied = seconds(lambda: other.apply_update(made[0]))
    assert other.get("places", type=pycrdt.Map)["7.population"] == new[7][0]
    return Carried(made[0], produced, applied)


def _git(_: None, folder: Path, rows: list[dict[str, Any]], new: list[Values]) -> Carried:
    one, other, file = folder / "one", folder / "other", folder / "changes.bundle"

    def git(where: Path, *words: str) -> None:
        named = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0")
        subprocess.run(["git", *named, *words], cwd=where, check=True, capture_output=True)

    one.mkdir()
    git(one, "init", "-b", "main")
    for row in rows:
        (one / f"{row['id']}.json").write_text(json.dumps(row, indent=1), encoding="utf-8")
    git(one, "add", ".")
    git(one, "commit", "-m", "before")
    git(folder, "clone", str(one), str(other))
    git(one, "tag", "before")
    for row, found in zip(rows, new, strict=True):
        changed = row | dict(zip(FIELDS, found, strict=True))
        (one / f"{row['id']}.json").write_text(json.dumps(changed, indent=1), encoding="utf-8")
    git(one, "add", ".")
    git(one, "commit", "-m", "after")
    produced = seconds(lambda: git(one, "bundle", "create", str(file), "before..main"))
    applied = seconds(lambda: git(other, "pull", "--ff-only", str(file), "main"))
    return Carried(file.read_bytes(), produced, applied)


PEERS: dict[str, tuple[str, Callable[[Any, Path, list[dict[str, Any]], list[Values]], Carried]]] = {
    "SQLite session (apsw)": ("apsw", _session),
    "loro": ("loro", _loro),
    "pycrdt": ("pycrdt", _pycrdt),
    "git bundle, one JSON file per record": ("", _git),
}
