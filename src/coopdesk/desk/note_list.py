# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of notes beside a note: newest first, narrowed by words and state."""

from array import array

from coopdesk.desk import asking, paging
from coopdesk.desk.desk import Desk
from coopdesk.records.types import BY_KEY
from coopdesk.store.reading import Condition

NOTE = BY_KEY["note"]
NEWEST = "-starts"
MOST_FOUND = 500


def numbers(desk: Desk, text: str, state: str) -> "array[int]":
    """The row numbers of the notes that hold every typed word, in one state ("" for any): the best
    matches first where words are typed, else the newest."""
    conditions = (Condition(NOTE.field("state"), state),) if state else ()
    if not text.strip():
        return paging.ids(desk, NOTE, NEWEST, conditions)
    hits = asking.find(desk, text, of_type=NOTE.key, limit=MOST_FOUND)
    kept = [hit.record for hit in hits if not state or hit.record.one("state") == state]
    found = (paging.number_of(desk, record.id) for record in kept)
    return array("q", [number for number in found if number is not None])
