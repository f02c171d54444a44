# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Undo and redo: which save comes next, and what takes it back.

Undo is a new save that puts earlier values back; redo is a save that takes an undo back. A
field that was changed since by another save is skipped and named, never overwritten.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import takewhile

from coopdesk.frozen import dataclass
from coopdesk.history.ancestry import Ancestry
from coopdesk.history.leaf import REMOVED, Leaf
from coopdesk.history.settle import settle
from coopdesk.records.kinds import Rule
from coopdesk.records.values import Touch, Touches, Value

UNDO = "undo"
REDO = "redo"
FOUNDING = "founding"
"""The save that makes a desk: undoing it would leave an office without itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """A save of this device: its first leaf, whether it undoes or redoes, what it reverses, and the
    work it is part of: an import saves many times."""

    first: bytes
    purpose: str = ""
    reverses: bytes = b""
    act: str = ""


def to_undo(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The saves of one work that undo takes back next, the newest first; `steps` are the device's
    saves, oldest first."""
    done, _ = _stacks(steps)
    return _last_work(done)


def to_redo(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The saves of one undo that redo takes back next, the newest first; none after a new save."""
    _, undone = _stacks(steps)
    return _last_work(undone)


def reversing(act: str, purpose: str) -> str:
    """What a save is part of that undoes or redoes a save of this work."""
    return f"{purpose} {act.removeprefix(f'{UNDO} ').removeprefix(f'{REDO} ')}" if act else ""


def _last_work(steps: Sequence[Step]) -> tuple[Step, ...]:
    if not steps or not steps[-1].act:
        return tuple(steps[-1:])
    return tuple(takewhile(lambda step: step.act == steps[-1].act, reversed(steps)))


def _stacks(steps: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    done: list[Step] = []
    undone: list[Step] = []
    for step in steps:
        if step.purpose == UNDO:
            _take(done, step.reverses)
            undone.append(step)
        elif step.purpose == REDO:
            _take(undone, step.reverses)
            done.append(step)
        elif step.purpose != FOUNDING:
            done.append(step)
            undone.clear()
    return done, undone


def _take(steps: list[Step], first: bytes) -> None:
    for place in range(len(steps) - 1, -1, -1):
        if steps[place].first == first:
            del steps[place]
            return


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What takes one leaf back, the fields that were changed since and are left alone, and those that
    had two versions before: what was decided stays decided, or one of them would be lost from sight."""

    touches: Touches
    skipped: tuple[str, ...]
    decided: tuple[str, ...] = ()


def take_back(leaves: Iterable[Leaf], target: bytes, rule_of: Callable[[str], Rule]) -> TakenBack:
    """What a save must set to take back the leaf `target` of a record with these leaves."""
    graph = Ancestry(leaves)
    place = graph.position[target]
    leaf = graph.leaves[place]
    if not leaf.parents:
        return _take_back_creation(graph, place)
    seen = graph.ancestors(place)
    before = settle((graph.leaves[p] for p in range(len(graph.leaves)) if seen >> p & 1), rule_of)
    touches: Touches = {}
    skipped: list[str] = []
    two_versions = {found.field for found in before.open}
    for key, touch in leaf.touches.items():
        if key in two_versions:
            continue
        if key == REMOVED:
            touches[key] = int(before.removed)
        elif _changed_since(graph, place, key, touch):
            skipped.append(key)
        else:
            touches[key] = _earlier(before.values.get(key), touch)
    return TakenBack(touches, tuple(skipped), tuple(key for key in leaf.touches if key in two_versions))


def _take_back_creation(graph: Ancestry, place: int) -> TakenBack:
    later = [other for other in range(len(graph.leaves)) if other != place]
    made = graph.leaves[place].touches
    # A value saved again as it was came along with another: fields that are one value together.
    touched = {
        key
        for other in later
        for key, touch in graph.leaves[other].touches.items()
        if key != REMOVED and touch != made.get(key)
    }
    if touched:
        return TakenBack({}, tuple(sorted(touched)))
    return TakenBack({REMOVED: 1}, ())


def _changed_since(graph: Ancestry, place: int, key: str, touch: Touch) -> bool:
    slots = set(touch) if isinstance(touch, dict) else {None}
    for other, leaf in enumerate(graph.leaves):
        theirs = leaf.touches.get(key)
        if other == place or key not in leaf.touches or graph.ancestors(place) >> other & 1:
            continue
        if slots & (set(theirs) if isinstance(theirs, dict) else {None}):
            return True
    return False


def _earlier(value: Value | None, touch: Touch) -> Touch:
    if not isinstance(touch, dict):
        return value if isinstance(value, str | int) else None
    if any(isinstance(new, bool) for new in touch.values()):
        members = {str(member) for member in value} if isinstance(value, tuple) else set()
        return {slot: slot in members for slot in touch}
    texts = value if isinstance(value, dict) else {}
    return {slot: texts.get(slot) for slot in touch}
