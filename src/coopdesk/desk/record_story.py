# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The history of a record as a story: who, when, on which computer, before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from coopdesk.desk import asking
from coopdesk.desk.desk import Desk
from coopdesk.desk.office_clock import at_office
from coopdesk.history.leaf import REMOVED
from coopdesk.language import NC_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.values import Touches, Value, apply
from coopdesk.store.reading import HistoryEntry

PURPOSES = {
    "undo": NC_("history", "undone"),
    "redo": NC_("history", "redone"),
}


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after one save, None where it was or became empty."""

    what: Field
    before: Value | None
    after: Value | None


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a field changed (`language` of several, else ""), with the texts before and after."""

    what: Field
    language: str
    before: str
    after: str

    @property
    def label(self) -> str:
        """The name of the field, with the language: Objectives (fr)."""
        return f"{self.what.label} ({self.language})" if self.language else str(self.what.label)


@dataclass(frozen=True, slots=True)
class Chapter:
    """One save: who, where, when; `purpose` is "undo", "redo" or "", `removed` whether the save moved the
    record to the bin (True) or put it back (False), None where it did neither."""

    officer: str
    device: str
    at: datetime
    purpose: str
    removed: bool | None
    differences: tuple[Difference, ...]
    is_first: bool


def story(desk: Desk, kind: RecordType, record_id: str) -> tuple[Chapter, ...]:
    """The saves of a record, the newest first; raises WorldError where it is not known."""
    chapters = []
    for at, (entry, changes) in enumerate(versions(desk, kind, record_id)):
        found = tuple(found for change in changes for found in differences(desk, change))
        stamp = entry.stamp
        removed = bool(entry.touches[REMOVED]) if REMOVED in entry.touches else None
        when = at_office(desk, stamp.at)
        chapters.append(Chapter(stamp.officer, entry.device, when, entry.purpose, removed, found, at == 0))
    return tuple(reversed(chapters))


def versions(
    desk: Desk, kind: RecordType, record_id: str
) -> Iterator[tuple[HistoryEntry, list[FieldChange]]]:
    """Each version of a record with the fields it changed, oldest first."""
    values: dict[str, Value] = {}
    for entry in asking.history(desk, kind, record_id):
        changes, values = _changes(kind, values, entry.touches)
        yield entry, changes


def _changes(
    kind: RecordType, before: Mapping[str, Value], touches: Touches
) -> tuple[list[FieldChange], dict[str, Value]]:
    known = {key: touch for key, touch in touches.items() if key in kind.by_key}
    after = apply(before, known)
    changes = [
        FieldChange(what, before.get(what.key), after.get(what.key))
        for what in kind.fields
        if what.key in known and before.get(what.key) != after.get(what.key)
    ]
    return changes, after


def differences(desk: Desk, change: FieldChange) -> Iterator[Difference]:
    """What a change says in words: one for each language of several."""
    before, after = change.before, change.after
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        old = before if isinstance(before, Mapping) else {}
        new = after if isinstance(after, Mapping) else {}
        for language in sorted({*old, *new}):
            if old.get(language) != new.get(language):
                yield Difference(change.what, language, old.get(language, ""), new.get(language, ""))
        return
    texts = ["" if value is None else asking.shown(desk, change.what, value) for value in (before, after)]
    yield Difference(change.what, "", texts[0], texts[1])
