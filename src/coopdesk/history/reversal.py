# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Undo and redo: which save comes next, and what takes it back.

Undo is a new save that puts earlier values back; redo is a save that takes an undo back. A
field that was changed since by another save is skipped and named, never overwritten.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

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
    """A save of this device: its first leaf, whether it undoes or redoes, and what it reverses."""

    first: bytes
    purpose: str = ""
    reverses: bytes = b""


def to_undo(steps: Iterable[Step]) -> bytes | None:
    """The save that undo takes back next; `steps` are the device's saves, oldest first."""
    done, _ = _stacks(steps)
    return done[-1] if done else None


def to_redo(steps: Iterable[Step]) -> bytes | None:
    """The undo that redo takes back next; None after a new save."""
    _, undone = _stacks(steps)
    return undone[-1] if undone else None


def _stacks(steps: Iterable[Step]) -> tuple[list[bytes], list[bytes]]:
    done: list[bytes] = []
    undone: list[bytes] = []
    for step in steps:
        if step.purpose == UNDO:
            if step.reverses in done:
                done.remove(step.reverses)
            undone.append(step.first)
        elif step.purpose == REDO:
            if step.reverses in undone:
                undone.remove(step.reverses)
            done.append(step.first)
        elif step.purpose != FOUNDING:
            done.append(step.first)
            undone.clear()
    return done, undone


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What takes one leaf back, and the fields that were changed since and are left alone."""

    touches: Touches
    skipped: tuple[str, ...]


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
    for key, touch in leaf.touches.items():
        if key == REMOVED:
            touches[key] = int(before.removed)
        elif _changed_since(graph, place, key, touch):
            skipped.append(key)
        else:
            touches[key] = _earlier(before.values.get(key), touch)
    return TakenBack(touches, tuple(skipped))


def _take_back_creation(graph: Ancestry, place: int) -> TakenBack:
    later = [other for other in range(len(graph.leaves)) if other != place]
    touched = {key for other in later for key in graph.leaves[other].touches if key != REMOVED}
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
