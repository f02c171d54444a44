# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the desk adds to a save by itself: the follow-ups that a change calls for.

An exchange that has taken place is asked six months later what it changed; a follow-up that
repeats comes again when it is done. Both stand in the same save, so that undo takes them back.
"""

from dataclasses import replace
from datetime import date

from coopdesk.desk.desk import Desk
from coopdesk.language import N_
from coopdesk.records.identity import new_id
from coopdesk.records.rules.due import changed_question_on, next_repetition
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record, Touches, apply
from coopdesk.store.writing import Change

FOLLOW_UP = BY_KEY["follow-up"]
CARRIED_OVER = ("what", "who", "priority", "comes_from", "repeats")
QUESTION = N_("What changed six months later: {title}")


def consequences(desk: Desk, change: Change) -> list[Change]:
    """The changes that are saved together with this one."""
    state = change.touches.get("state")
    if change.type.key == "exchange" and state == "done":
        return _question(desk, _after(desk, change))
    if change.type.key == "follow-up" and state == "done" and not change.new:
        return _repetition(_after(desk, change))
    return []


def _after(desk: Desk, change: Change) -> Record:
    before = desk.record(change.type.key, change.id)
    empty = before or Record(change.id, change.type.key, "", {})
    return replace(empty, values=apply(empty.values, change.touches))


def _question(desk: Desk, exchange: Record) -> list[Change]:
    on = changed_question_on(exchange)
    if on is None or desk.linked("follow-up", "comes_from", exchange.id):
        return []
    return [
        _follow_up({"what": QUESTION.format(title=exchange.text("title")), "comes_from": exchange.id}, on)
    ]


def _repetition(done: Record) -> list[Change]:
    on = next_repetition(done)
    if on is None:
        return []
    return [_follow_up({key: done.one(key) for key in CARRIED_OVER if key in done.values}, on)]


def _follow_up(touches: Touches, on: date) -> Change:
    return Change(FOLLOW_UP, new_id(), {**touches, "due_on": on.isoformat(), "state": "open"}, new=True)
