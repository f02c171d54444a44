# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the window looks at again and again: saves of others, how much waits, how it was arranged."""

import json
from collections.abc import Mapping
from datetime import date

from coopdesk.desk.desk import Desk, Touched
from coopdesk.frozen import dataclass
from coopdesk.records.rules.due import OPEN_FOLLOW_UP, OPEN_PROMISE
from coopdesk.records.types import BY_KEY
from coopdesk.store import noticing

VIEW = "window"
MOST_SAVED = 500
"""More records than this are not named one by one: everything is read again."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How far a window has seen what is kept: others' writes, and the end of the log."""

    version: int
    end: int


@dataclass(frozen=True, slots=True)
class Noticed:
    """What was found at a look: how far is seen now, and what others saved (None: too much to
    name; empty: nothing)."""

    seen: Seen
    touched: Touched | None


def look(desk: Desk, before: Seen | None) -> Noticed:
    """What other programs saved on this desk since the look before; at the first look nothing."""
    connection = desk.store.connection
    version = noticing.foreign_version(connection)
    if before is not None and version == before.version:
        return Noticed(before, Touched({}))
    seen = Seen(version, noticing.log_end(connection))
    if before is None:
        return Noticed(seen, Touched({}))
    if seen.end == before.end:  # a draft, a setting, a backup
        return Noticed(seen, Touched({}))
    saved = noticing.saved_after(connection, before.end, MOST_SAVED + 1)
    if len(saved) > MOST_SAVED:
        return Noticed(seen, None)
    ids: dict[str, tuple[str, ...]] = {}
    for key, record_id in saved:
        if key in BY_KEY:
            ids[key] = (*ids.get(key, ()), record_id)
    return Noticed(seen, Touched(ids))


def to_decide(desk: Desk) -> int:
    """How many fields have two versions that can be decided now."""
    return noticing.decisions_waiting(desk.store.connection)


def waiting(desk: Desk, on: date) -> dict[str, int]:
    """How much waits on a day: "late" things to do, fields to "decide", open "follow-ups",
    "matches" that nobody has answered."""
    connection = desk.store.connection
    late = sum(
        noticing.in_states(connection, BY_KEY[key], states, "due_on", on.isoformat())
        for key, states in (("promise", OPEN_PROMISE), ("follow-up", OPEN_FOLLOW_UP))
    )
    return {
        "late": late,
        "decide": noticing.decisions_waiting(connection),
        "follow-ups": noticing.in_states(connection, BY_KEY["follow-up"], OPEN_FOLLOW_UP),
        "matches": noticing.in_states(connection, BY_KEY["match"], (None, "suggested")),
    }


def view(desk: Desk) -> dict[str, object]:
    """How the window was arranged when it was last closed; empty at first."""
    try:
        found = json.loads(desk.store.setting(VIEW) or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def keep_view(desk: Desk, arranged: Mapping[str, object]) -> None:
    """Remember how the window is arranged."""
    desk.store.put_setting(VIEW, json.dumps(arranged))
