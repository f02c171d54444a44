# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The history of a record as a story: who, when, from which computer, before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coopdesk.commands.session import Session
from coopdesk.language import N_, NC_, labelled

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.records.declaration import Field, RecordType
    from coopdesk.records.values import Touches, Value

PURPOSES = {
    "undo": NC_("history", "undone"),
    "redo": NC_("history", "redone"),
}
LONGEST = 300


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after one save, None where it was or became empty."""

    what: "Field"
    before: "Value | None"
    after: "Value | None"


def tell(session: Session, desk: "Desk", kind: "RecordType", record_id: str) -> None:
    """Print every version of a record, oldest first."""
    from coopdesk.desk import asking

    values: dict[str, Value] = {}
    stories = []
    for entry in asking.history(desk, kind, record_id):
        changes, values = _changes(kind, values, entry.touches)
        if not session.json:
            _put(session, desk, entry, changes)
            continue
        stories.append(
            {
                "officer": entry.stamp.officer,
                "at": entry.stamp.at,
                "device": entry.device,
                "version": entry.version,
                "purpose": entry.purpose,
                "removed": bool(entry.touches[REMOVED]) if REMOVED in entry.touches else None,
                "changes": [_change_json(change) for change in changes],
            }
        )
    if session.json:
        session.put_json(stories)


REMOVED = "~removed"


def moment(desk: "Desk", at: str) -> str:
    """A moment in UTC as the office's clock shows it, in words."""
    from zoneinfo import ZoneInfo

    from coopdesk.language.figures import moment as in_words

    return in_words(datetime.fromisoformat(at).astimezone(ZoneInfo(desk.office.zone)))


def _changes(
    kind: "RecordType", before: "Mapping[str, Value]", touches: "Touches"
) -> "tuple[list[FieldChange], dict[str, Value]]":
    from coopdesk.records.values import apply

    known = {key: touch for key, touch in touches.items() if key in kind.by_key}
    after = apply(before, known)
    changes = [
        FieldChange(what, before.get(what.key), after.get(what.key))
        for what in kind.fields
        if what.key in known and before.get(what.key) != after.get(what.key)
    ]
    return changes, after


def _change_json(change: FieldChange) -> dict[str, Any]:
    from coopdesk.records.values import to_json

    before, after = (
        None if value is None else to_json(change.what, value) for value in (change.before, change.after)
    )
    return {"field": change.what.key, "before": before, "after": after}


def _put(session: Session, desk: "Desk", entry: Any, changes: list[FieldChange]) -> None:
    head = [moment(desk, entry.stamp.at), entry.stamp.officer, entry.device]
    head += [str(PURPOSES[entry.purpose])] if entry.purpose in PURPOSES else []
    session.put(" · ".join(head))
    if REMOVED in entry.touches:
        session.put(f"  {N_('Moved to the bin') if entry.touches[REMOVED] else N_('Put back from the bin')}")
    for change in changes:
        for place, before, after in _differences(desk, change):
            session.put("  " + labelled(f"{change.what.label}{place}", f"{_told(before)} → {_told(after)}"))


def _differences(desk: "Desk", change: FieldChange) -> Iterator[tuple[str, str, str]]:
    """Where a field changed (" (fr)" for a language), with the texts before and after."""
    from coopdesk.desk.asking import shown

    before, after = change.before, change.after
    if isinstance(before, Mapping) or isinstance(after, Mapping):
        old = before if isinstance(before, Mapping) else {}
        new = after if isinstance(after, Mapping) else {}
        for language in sorted({*old, *new}):
            if old.get(language) != new.get(language):
                yield f" ({language})", old.get(language, ""), new.get(language, "")
        return
    texts = ["" if value is None else shown(desk, change.what, value) for value in (before, after)]
    yield "", texts[0], texts[1]


def _told(text: str) -> str:
    flat = " ".join(text.split())
    if not flat:
        return str(NC_("history", "(empty)"))
    return flat if len(flat) <= LONGEST else flat[:LONGEST] + "…"
