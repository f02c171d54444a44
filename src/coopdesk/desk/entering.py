# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""From what a form holds to one save: only what the officer changed, refusals field by field.

Sets and languages are compared with what was *displayed*, so that a colleague's addition,
made meanwhile, is not taken away by a form that never showed it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.edits import Edit, read_assignment
from coopdesk.desk.edits import touches as touches_of_edits
from coopdesk.errors import CoopdeskError, FieldError, WorldError
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Attachment
from coopdesk.records.values import Slots, Touch, Touches, Value
from coopdesk.store.writing import Saved

Entered = str | tuple[str, ...] | Mapping[str, str]
"""What an editor holds: a text, the members of a set, or a text per language. A code, an id and
a kept file stand as their scalar; a file still to be attached as "@" and its path."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form wants to save: `entered` holds the changed fields, `before` and `seen` the
    values and the version it displayed; a new record has no `id`."""

    kind: RecordType
    entered: Mapping[str, Entered]
    id: str | None = None
    before: Mapping[str, Value] = field(default_factory=dict)
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nothing was saved, by field."""

    errors: Mapping[str, CoopdeskError]


def enter(desk: Desk, entry: Entry) -> Saved | Refused | None:
    """Save what a form holds: all or nothing; None when nothing is changed by it.

    Raises WorldError for what no single field is the cause of.
    """
    touches, errors = read(desk, entry)
    if errors:
        return Refused(errors)
    if not touches:
        return None
    try:
        return saving.save(desk, entry.kind, entry.id, touches, seen=entry.seen)
    except FieldError as error:
        return Refused({error.field: error})


def read(desk: Desk, entry: Entry) -> tuple[Touches, dict[str, CoopdeskError]]:
    """What the entry touches, and the refusals by field."""
    touches: Touches = {}
    errors: dict[str, CoopdeskError] = {}
    for key, entered in entry.entered.items():
        what = entry.kind.field(key)
        try:
            touch = _touch(desk, entry, what, entered)
        except WorldError as error:
            errors[key] = error
            continue
        if touch != {}:
            touches[key] = touch
    return touches, errors


def _touch(desk: Desk, entry: Entry, what: Field, entered: Entered) -> Touch:
    before = entry.before.get(what.key)
    found, _ = touches_of_edits(desk, _edits(entry.kind, what, before, entered))
    touch = found.get(what.key, {})
    if isinstance(before, tuple) and isinstance(entered, tuple):
        gone: Slots = {str(member): False for member in before if str(member) not in entered}
        return {**gone, **touch} if isinstance(touch, dict) else gone
    return touch


def _edits(kind: RecordType, what: Field, before: Value | None, entered: Entered) -> Iterable[Edit]:
    if isinstance(entered, str):
        yield _edit(kind, what, "", "set", entered)
    elif isinstance(entered, tuple):
        kept = {str(member) for member in before} if isinstance(before, tuple) else set()
        yield from (_edit(kind, what, "", "add", text) for text in entered if text not in kept)
    else:
        shown = before if isinstance(before, Mapping) else {}
        for language, text in entered.items():
            if text != shown.get(language, ""):
                yield _edit(kind, what, language, "set", text)


def _edit(kind: RecordType, what: Field, language: str, action: str, text: str) -> Edit:
    if isinstance(what.kind, Attachment) and text.startswith("@"):
        return read_assignment(kind, f"{what.key}{'+' if action == 'add' else ''}={text}")
    return Edit(what, language, action, text)
