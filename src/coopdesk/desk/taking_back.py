# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Taking an import back by new saves: earlier values return, records it made go to the bin.

What was changed since is left alone and named, and so is a record that something else now
rests on, with all that it needs itself.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass

from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.history.reversal import take_back
from coopdesk.records.types import BY_KEY, parts_of
from coopdesk.store import import_runs, reading, writing
from coopdesk.store.import_runs import ImportedLeaf, Run
from coopdesk.store.writing import Change

CHANGES_IN_A_SAVE = 500
MOST_NAMED = 5
LINKED = "~linked"
"""Stands for the field in `skipped` where a record stays because something rests on it."""


@dataclass(frozen=True, slots=True)
class ImportReverted:
    """What was taken back: how many records went to the bin, how many got earlier values back, and
    (type, id, field) of what was left because it was changed or linked to since."""

    id: str
    removed: int
    restored: int
    skipped: tuple[tuple[str, str, str], ...]


def imports(desk: Desk) -> list[Run]:
    """The imports of this computer, newest first."""
    return import_runs.runs(desk.store)


def revert(desk: Desk, run_id: str) -> ImportReverted:
    """Take a whole import back, all or nothing; again it changes nothing. Raises WorldError where
    there is no such import."""
    run_id = _whole(desk, run_id)
    if any(run.id == run_id and run.reverted for run in imports(desk)):
        return ImportReverted(run_id, 0, 0, ())
    leaves = import_runs.leaves_of(desk.store, run_id)
    if not leaves:
        raise WorldError(
            "no_import",
            "There is no import with the id {id}. The last ones: {imports}.",
            id=run_id,
            imports=", ".join(f"{run.id} {run.file}" for run in imports(desk)[:MOST_NAMED]) or "–",
        )
    changes, skipped = _changes(desk, leaves)
    made = {leaf.id for leaf in leaves if leaf.made}
    saves = [
        changes[start : start + CHANGES_IN_A_SAVE] for start in range(0, len(changes), CHANGES_IN_A_SAVE)
    ]
    saved = desk.store.save_many(
        saves,
        desk.office.officer,
        act=f"revert {run_id}",
        also=lambda: import_runs.note_reverted(desk.store, run_id),
    )
    removed = sum(one.id in made for one in saved)
    with suppress(WorldError):  # what is saved is saved; the search follows with the next save
        desk.store.index_all()
    return ImportReverted(run_id, removed, len(saved) - removed, tuple(skipped))


def _whole(desk: Desk, text: str) -> str:
    """The id that the beginning of one means, where just one import begins so."""
    found = [run.id for run in imports(desk) if run.id.startswith(text.strip().lower())]
    return found[0] if len(found) == 1 and len(text.strip()) >= 6 else text.strip().lower()


def _changes(desk: Desk, leaves: Iterable[ImportedLeaf]) -> tuple[list[Change], list[tuple[str, str, str]]]:
    changes: dict[str, Change] = {}
    skipped: list[tuple[str, str, str]] = []
    made: dict[str, ImportedLeaf] = {}
    for leaf in leaves:
        kind = BY_KEY[leaf.type]
        back = take_back(import_runs.versions(desk.store, leaf.n), leaf.hash, writing.rule_of(kind))
        skipped += [(leaf.type, leaf.id, field) for field in back.skipped]
        if back.touches:
            changes[leaf.id] = Change(kind, leaf.id, back.touches)
            if leaf.made:
                made[leaf.id] = leaf
    for record_id in _rested_upon(desk, made):
        del changes[record_id]
        skipped.append((made[record_id].type, record_id, LINKED))
    return list(changes.values()), skipped


def _rested_upon(desk: Desk, made: Mapping[str, ImportedLeaf]) -> list[str]:
    """Those of the records an import made that must stay: a record outside it links to them, or
    one of them that stays does, or they are parts of one that stays."""
    linking = {record_id: _linking(desk, record_id) for record_id in made}
    links_of: dict[str, set[str]] = {}
    for target, found in linking.items():
        for _, _, other in found:
            links_of.setdefault(other, set()).add(target)
    stay = [one for one in made if any(other not in made for _, _, other in linking[one])]
    staying = set(stay)
    while stay:
        kept = stay.pop()
        parts = {(part.key, part.whole) for part in parts_of(made[kept].type)}
        needed = {other for key, field, other in linking[kept] if (key, field) in parts}
        needed = (needed & made.keys()) | links_of.get(kept, set())
        stay += needed - staying
        staying |= needed
    return [one for one in made if one in staying]


def _linking(desk: Desk, record_id: str) -> list[tuple[str, str, str]]:
    """The records outside the bin that link to this one: type, field, id."""
    found = []
    for key, field, other in reading.linking(desk.store.connection, record_id):
        record = desk.record(key, other) if key in BY_KEY else None
        if record is not None and not record.removed:
            found.append((key, field, other))
    return found
