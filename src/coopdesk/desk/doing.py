# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one key does to something due: it is done, or its day is put off."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from coopdesk.desk.desk import Desk
from coopdesk.records.identity import not_found
from coopdesk.records.rules.calendar import day_in
from coopdesk.records.rules.due import DueKind
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Touches

if TYPE_CHECKING:
    from coopdesk.store.writing import Saved

DAY_FIELDS = {
    DueKind.PROMISE: "due_on",
    DueKind.FOLLOW_UP: "due_on",
    DueKind.REVIEW: "review_on",
    DueKind.REPORT: "report_on",
}
"""The field that holds the day. A notice period and a call's end are not ours to move."""
WEEK = 7


def is_doable(kind: DueKind) -> bool:
    """Whether something of this kind can be done, or put off, by one key."""
    return kind in DAY_FIELDS


def done(desk: Desk, kind: DueKind, type_key: str, record_id: str, on: date) -> "Saved | None":
    """Mark something due as done on a day: a promise is kept, a follow-up done; the day of an
    agreement's review or report is taken away, for the next one is still to be set."""
    from coopdesk.desk import saving

    return saving.save(desk, BY_KEY[type_key], record_id, _done(kind, on))


def _done(kind: DueKind, on: date) -> Touches:
    if kind is DueKind.PROMISE:
        return {"state": "kept", "kept_on": on.isoformat()}
    if kind is DueKind.FOLLOW_UP:
        return {"state": "done"}
    return {DAY_FIELDS[kind]: None}


def put_off(desk: Desk, kind: DueKind, type_key: str, record_id: str, on: date) -> date:
    """Put something off by a week: from its day, from `on` where it is late; gives the new day.

    Raises WorldError where the record is gone.
    """
    from coopdesk.desk import saving

    record = desk.record(type_key, record_id)
    if record is None:
        raise not_found(BY_KEY[type_key].label, record_id)
    day = max(day_in(record, DAY_FIELDS[kind]) or on, on) + timedelta(days=WEEK)
    saving.save(desk, BY_KEY[type_key], record_id, {DAY_FIELDS[kind]: day.isoformat()})
    return day
