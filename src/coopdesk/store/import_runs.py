# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was imported when: a list for people, and the leaves of an import for taking it back.

The log itself names the import in the head of every save (`act`); the list only tells the file
and the numbers, and where in the log to look.
"""

import json
import time
from collections.abc import Mapping, Sequence

from coopdesk.frozen import dataclass
from coopdesk.history import chain
from coopdesk.history.leaf import Leaf
from coopdesk.records.types import BY_KEY
from coopdesk.store import journal, saves
from coopdesk.store.connection import one
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.keeping import Store
from coopdesk.store.reading import moment_of


@dataclass(frozen=True, slots=True)
class Run:
    """One import: its id, when (RFC 3339), the file's name, the numbers, whether it was taken back."""

    id: str
    at: str
    file: str
    summary: Mapping[str, object]
    reverted: bool


@dataclass(frozen=True, slots=True)
class ImportedLeaf:
    """What an import saved of one record: type, id, row number, identity of the leaf, whether it
    made the record."""

    type: str
    id: str
    n: int
    hash: bytes
    made: bool


def note_run(store: Store, run_id: str, file: str, summary: Mapping[str, object]) -> None:
    """Keep what an import did, inside the transaction of its saves: see `Store.save_many`."""
    row = (run_id, int(time.time() * 1000), file, json.dumps(summary, ensure_ascii=False), 0)
    store.connection.execute("INSERT OR REPLACE INTO import_run VALUES (?,?,?,?,?)", row)


def note_reverted(store: Store, run_id: str) -> None:
    """Keep that an import was taken back, inside the transaction of the saves that do so."""
    store.connection.execute("UPDATE import_run SET reverted = 1 WHERE id = ?", (run_id,))


def note_reversed(store: Store, act: str, *, undone: bool) -> None:
    """Keep what an undo or redo of a work means for the import it belongs to, inside the caller's
    transaction: of an import or of taking it back, done or brought back by redo."""
    words = act.split()
    if words:
        taken_back = undone != ("revert" in words)
        store.connection.execute(
            "UPDATE import_run SET reverted = ? WHERE id = ?", (int(taken_back), words[-1])
        )


def runs(store: Store) -> list[Run]:
    """The imports of this computer, newest first."""
    found = all_rows(
        store.connection, "SELECT id, at, file, summary, reverted FROM import_run ORDER BY at DESC, id"
    )
    return [
        Run(key, moment_of(at), file, json.loads(summary), bool(back))
        for key, at, file, summary, back in found
    ]


def last_row(store: Store) -> int:
    """The number of the last row of the log."""
    return int(one(store.connection, "SELECT max(l) FROM log") or 0)


def leaves_of(store: Store, run_id: str) -> list[ImportedLeaf]:
    """Every leaf that an import saved, in its order; searched in the whole log where the list of
    imports does not know it."""
    summary = one(store.connection, "SELECT summary FROM import_run WHERE id = ?", run_id)
    first, last = json.loads(summary).get("log", (0, 2**62)) if summary else (0, 2**62)
    heads = "SELECT l, head FROM log WHERE pos = 0 AND l BETWEEN ? AND ? ORDER BY l"
    found: list[ImportedLeaf] = []
    for row, head in all_rows(store.connection, heads, first, last):
        if run_id.encode() in head and chain.decode_head(head).act == run_id:
            found += _leaves(store, row)
    return found


def _leaves(store: Store, row: int) -> Sequence[ImportedLeaf]:
    feed, lamport = all_rows(store.connection, "SELECT feed, lamport FROM log WHERE l = ?", row)[0]
    return [
        ImportedLeaf(part.kind, part.record, part.n, part.hash, not part.parents)
        for parts in saves.saves_at(store.connection, feed, lamport)
        for part in parts
        if part.kind in BY_KEY and parts[0].row == row
    ]


def versions(store: Store, n: int) -> list[Leaf]:
    """All versions of the record in row `n`."""
    return journal.leaves(store.connection, n)
