# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What this computer saved: its last saves for undo and redo, its own references, its bin."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import cbor2

from coopdesk.history.leaf import Leaf
from coopdesk.history.reversal import Step
from coopdesk.records.rules.references import next_reference as following
from coopdesk.records.types.joined import SAME_AS
from coopdesk.store import journal
from coopdesk.store.connection import one
from coopdesk.store.connection import rows as all_rows
from coopdesk.store.keeping import Store

REMEMBERED = 500
_PASSED = "undo_passed"


def steps(store: Store) -> list[Step]:
    """The last saves of this computer, oldest first, without those found impossible to reverse."""
    passed = _passed(store)
    found = _heads(store)
    return [
        Step(first, purpose=facts[6], reverses=facts[7])
        for _, first, facts in reversed(found)
        if first.hex() not in passed and facts[7].hex() not in passed
    ]


def _heads(store: Store) -> list[tuple[int, bytes, list[Any]]]:
    query = (
        "SELECT l, hash, head FROM log WHERE pos = 0 AND feed IN (SELECT f FROM feed WHERE own = 1)"
        " ORDER BY l DESC LIMIT ?"
    )
    return [
        (row, first, cbor2.loads(head)) for row, first, head in all_rows(store.connection, query, REMEMBERED)
    ]


def leaves_of_save(store: Store, first: bytes) -> list[tuple[str, str, int, bytes]]:
    """(type, id, row number, identity) of each leaf of one of the last saves, by its first leaf."""
    for row, identity, facts in _heads(store):
        if identity == first:
            query = (
                "SELECT type, id, n, hash FROM log JOIN record ON n = rec WHERE l BETWEEN ? AND ? ORDER BY l"
            )
            return [
                (kind, record_id, n, found)
                for kind, record_id, n, found in all_rows(
                    store.connection, query, row, row + int(facts[4]) - 1
                )
            ]
    return []


def leaves_standing(store: Store, n: int, target: bytes) -> list[Leaf]:
    """The versions of the record in row `n` that count when the leaf `target` is to be taken back:
    without those saved later on this computer that were taken back themselves, and what did so."""
    undone = _taken_back(store)
    at = one(store.connection, "SELECT l FROM log WHERE rec = ? AND hash = ?", n, target)
    query = (
        "SELECT log.hash, head.hash FROM log JOIN log AS head ON head.l = log.l - log.pos"
        " WHERE log.rec = ? AND log.l > ?"
    )
    gone = {leaf for leaf, first in all_rows(store.connection, query, n, at) if first in undone}
    return [leaf for leaf in journal.leaves(store.connection, n) if leaf.hash not in gone]


def _taken_back(store: Store) -> set[bytes]:
    """The last saves of this computer that were undone or redone again, with the save that did it."""
    gone: set[bytes] = set()
    for _, first, facts in _heads(store):
        if facts[7] and first not in gone:
            gone |= {first, facts[7]}
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


def _last_save(store: Store, record_id: str) -> int | None:
    newest = "SELECT max(l) FROM log WHERE rec = (SELECT n FROM record WHERE id = ?)"
    found: int | None = one(store.connection, f"SELECT l - pos FROM log WHERE l = ({newest})", record_id)
    return found


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
    first = "SELECT min(l) FROM log WHERE rec = (SELECT n FROM record WHERE id = ?)"
    row = one(store.connection, f"SELECT l - pos FROM log WHERE l = ({first})", record_id)
    count = cbor2.loads(one(store.connection, "SELECT head FROM log WHERE l = ?", row))[4]
    query = "SELECT type, id, n, hash FROM log JOIN record ON n = rec WHERE l BETWEEN ? AND ? AND id <> ?"
    found = all_rows(store.connection, query, row, row + count - 1, record_id)
    return [(kind, other, n, identity) for kind, other, n, identity in found]
