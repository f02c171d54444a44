# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What this computer saved: its last saves for undo and redo, its own references, its bin."""

import json
from collections.abc import Collection, Iterable
from datetime import date

from coopdesk.history.chain import SaveHead, decode_head
from coopdesk.history.leaf import Leaf
from coopdesk.history.reversal import Step
from coopdesk.records.rules.references import next_reference as following
from coopdesk.records.types.joined import SAME_AS
from coopdesk.store import journal, saves
from coopdesk.store.connection import one
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.keeping import Store

REMEMBERED = 500
_PASSED = "undo_passed"
_LAST_BEFORE = "SELECT l, feed, pos FROM log WHERE l < ? ORDER BY l DESC LIMIT 1"
_BEGINNING = "SELECT hash, head FROM log WHERE l = ? AND feed = ? AND pos = 0"


def steps(store: Store) -> list[Step]:
    """The last saves of this computer, oldest first, without those found impossible to reverse."""
    passed = _passed(store)
    found = _heads(store)
    return [
        Step(first, purpose=head.purpose, reverses=head.reverses, act=head.act)
        for _, first, head in reversed(found)
        if first.hex() not in passed and head.reverses.hex() not in passed
    ]


def _heads(store: Store) -> list[tuple[int, bytes, SaveHead]]:
    """(log row, first leaf, head) of the last saves of this computer, the newest first; from each to
    the one before by its number of leaves."""
    own = {feed for (feed,) in all_rows(store.connection, "SELECT f FROM feed WHERE own = 1")}
    arrived = _arrived(store)
    found: list[tuple[int, bytes, SaveHead]] = []
    at = store.connection.execute(_LAST_BEFORE, (2**62,)).fetchone()
    while at and len(found) < REMEMBERED:
        row, feed, pos = at
        if arrived and row <= arrived[-1][1]:
            # What came in with a bundle was saved elsewhere, even where it is of this computer's feed.
            first, last = arrived.pop()
            before = first + 1 if first < row <= last else row + 1
            at = store.connection.execute(_LAST_BEFORE, (before,)).fetchone()
            continue
        begun = store.connection.execute(_BEGINNING, (row - pos, feed)).fetchone()
        if begun and feed in own:
            found.append((row - pos, begun[0], decode_head(begun[1])))
        at = store.connection.execute(_LAST_BEFORE, (row - pos if begun else row,)).fetchone()
    return found


def _arrived(store: Store) -> list[tuple[int, int]]:
    """Between which log rows something came in with a bundle: after the first, up to the last."""
    query = "SELECT json_extract(before, '$.log'), last FROM arrival WHERE undone = 0 ORDER BY last"
    return [(first, last) for first, last in all_rows(store.connection, query) if first < last]


def reaches_back_to(store: Store, step: Step) -> bool:
    """Whether a step is the oldest that is remembered, and older ones may belong to it."""
    found = _heads(store)
    return len(found) == REMEMBERED and found[-1][1] == step.first


def leaves_of_saves(store: Store, saves: Iterable[bytes]) -> dict[bytes, list[tuple[str, str, int, bytes]]]:
    """(type, id, row number, identity) of each leaf of some of the last saves, by their first leaf."""
    wanted = set(saves)
    query = "SELECT type, id, n, hash FROM log JOIN record ON n = rec WHERE l BETWEEN ? AND ? ORDER BY l"
    return {
        first: [
            (kind, record_id, n, identity)
            for kind, record_id, n, identity in all_rows(store.connection, query, row, row + head.leaves - 1)
        ]
        for row, first, head in _heads(store)
        if first in wanted
    }


def leaves_standing(store: Store, n: int, target: bytes, undone: Collection[bytes]) -> list[Leaf]:
    """The versions of the record in row `n` that count when the leaf `target` is to be taken back:
    without those later ones that belong to saves that were taken back (`taken_back`)."""
    at = one(store.connection, "SELECT l FROM log WHERE rec = ? AND hash = ?", n, target)
    query = (
        "SELECT log.hash, head.hash FROM log JOIN log AS head ON head.l = log.l - log.pos"
        " AND head.feed = log.feed AND head.lamport = log.lamport"
        " WHERE log.rec = ? AND log.l > ?"
    )
    gone = {leaf for leaf, first in all_rows(store.connection, query, n, at) if first in undone}
    return [leaf for leaf in journal.leaves(store.connection, n) if leaf.hash not in gone]


def taken_back(store: Store) -> set[bytes]:
    """The last saves of this computer that were undone or redone again, and the saves that did it."""
    gone: set[bytes] = set()
    for _, first, head in _heads(store):
        if head.reverses and first not in gone:
            gone |= {first, head.reverses}
    return gone


def pass_over(store: Store, first: bytes) -> None:
    """Leave this save out of undo and redo: nothing of it could be reversed."""
    store.put_setting(_PASSED, json.dumps(sorted([*_passed(store), first.hex()])[-REMEMBERED:]))


def _passed(store: Store) -> list[str]:
    passed: list[str] = json.loads(store.setting(_PASSED) or "[]")
    return passed


def went_with(store: Store, part: str, whole: str) -> bool:
    """Whether a part's last change was saved together with its whole's last change."""
    return _last_save(store, part) == _last_save(store, whole)


def _last_save(store: Store, record_id: str) -> tuple[int, int] | None:
    newest = "SELECT max(l) FROM log WHERE rec IN (SELECT n FROM record WHERE id = ?)"
    found = all_rows(store.connection, f"SELECT feed, lamport FROM log WHERE l = ({newest})", record_id)
    return (found[0][0], found[0][1]) if found else None


def next_reference(store: Store, code: str, letter: str, besides: Iterable[str] = ()) -> str:
    """The next free reference for an agreement made on this computer this year; `besides` are given
    too, though not saved yet."""
    year = date.today().year
    query = "SELECT reference FROM agreement WHERE reference LIKE ?"
    existing = [row[0] for row in all_rows(store.connection, query, f"{code}-{letter}-{year}-%")]
    return following(code, letter, year, [*existing, *besides])


def joinings(store: Store, field: str, record_id: str) -> list[str]:
    """The records of joining, not undone, whose `field` ("kept" or "other") is this record."""
    query = f'SELECT id FROM "{SAME_AS.table}" WHERE removed = 0 AND "{field}" = ?'
    return [row[0] for row in all_rows(store.connection, query, record_id)]


def saved_with(store: Store, record_id: str) -> list[tuple[str, str, int, bytes]]:
    """(type, id, row number, identity) of the other leaves of the save that made a record."""
    made = "SELECT l FROM log JOIN record ON n = rec WHERE id = ? ORDER BY length(parents), lamport LIMIT 1"
    query = "SELECT type, id, n, hash FROM log JOIN record ON n = rec WHERE l = ? AND id <> ?"
    found: list[tuple[str, str, int, bytes]] = []
    for row in saves.rows_of_save(store.connection, one(store.connection, made, record_id)):
        found += store.connection.execute(query, (row, record_id)).fetchall()
    return found
