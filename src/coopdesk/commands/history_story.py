# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The history of a record as a story: who, when, from which computer, before and after."""

from typing import TYPE_CHECKING, Any

from coopdesk.commands.session import Session
from coopdesk.language import N_, NC_, labelled

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.desk.record_story import FieldChange
    from coopdesk.records.declaration import RecordType

LONGEST = 300
REMOVED = "~removed"


def tell(session: Session, desk: "Desk", kind: "RecordType", record_id: str) -> None:
    """Print every version of a record, oldest first."""
    from coopdesk.desk.record_story import versions

    stories = []
    for entry, changes in versions(desk, kind, record_id):
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


def moment(desk: "Desk", at: str) -> str:
    """A moment in UTC as the office's clock shows it, in words."""
    from coopdesk.desk.office_clock import at_office
    from coopdesk.language.figures import moment as in_words

    return in_words(at_office(desk, at))


def _change_json(change: "FieldChange") -> dict[str, Any]:
    from coopdesk.records.values import to_json

    before, after = (
        None if value is None else to_json(change.what, value) for value in (change.before, change.after)
    )
    return {"field": change.what.key, "before": before, "after": after}


def _put(session: Session, desk: "Desk", entry: Any, changes: "list[FieldChange]") -> None:
    from coopdesk.desk.record_story import PURPOSES, differences

    head = [moment(desk, entry.stamp.at), entry.stamp.officer, entry.device]
    head += [str(PURPOSES[entry.purpose])] if entry.purpose in PURPOSES else []
    session.put(" · ".join(head))
    if REMOVED in entry.touches:
        session.put(f"  {N_('Moved to the bin') if entry.touches[REMOVED] else N_('Put back from the bin')}")
    for change in changes:
        for found in differences(desk, change):
            session.put("  " + labelled(found.label, f"{_told(found.before)} → {_told(found.after)}"))


def _told(text: str) -> str:
    flat = " ".join(text.split())
    if not flat:
        return str(NC_("history", "(empty)"))
    return flat if len(flat) <= LONGEST else flat[:LONGEST] + "…"
