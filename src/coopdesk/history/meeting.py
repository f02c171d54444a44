# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two branches that meet: the commonest case of settling, read from what came after the parting.

Two officers went on from one version, each in a straight line, and that version saw all that is older.
Then only what both touched can have two versions; what a single branch touched is as that branch left it.
`settle` says the same, from the whole history.
"""

from collections.abc import Sequence
from typing import NamedTuple

from coopdesk.history.leaf import REMOVED, Leaf
from coopdesk.history.settle import RuleOf, Slot, TwoVersions, Version, conflict_id, put
from coopdesk.records.kinds import Rule, Scalar
from coopdesk.records.values import Touches

_Said = tuple[Leaf, Scalar | None]
"""A leaf, and what it says of a slot."""


class Meeting(NamedTuple):
    """What a record that showed one branch shows once the other is there: what becomes of the fields that the
    other touched, and where a decision is open."""

    shown: Touches
    open: tuple[TwoVersions, ...]


def meet(ours: Sequence[Leaf], theirs: Sequence[Leaf], rule_of: RuleOf) -> Meeting | None:
    """What `theirs` means for a record that shows `ours`: chains of leaves that count, oldest first, upon one
    leaf that saw all others of the record. A field holds either a value or slots in all of them.

    None where more has to be known: about the bin, and of texts that may be joined.
    """
    here, there = _last_said(ours), _last_said(theirs)
    if (REMOVED, None) in here or (REMOVED, None) in there:
        return None
    shown: Touches = {}
    open_ones: list[TwoVersions] = []
    for place in sorted(there, key=_in_order):
        key, slot = place
        said = there[place]
        value, met = said[1], here.get(place)
        if slot is not None and rule_of(key) is Rule.SET:
            value = value is True or (met is not None and met[1] is True)
        elif met is not None and met[1] != value:
            if rule_of(key) is Rule.PROSE:
                return None
            open_ones.append(_two_versions(key, slot, met, said))
            value = open_ones[-1].versions[0].value
        put(shown, key, slot, value)
    return Meeting(shown, tuple(open_ones))


def _last_said(branch: Sequence[Leaf]) -> dict[tuple[str, Slot], _Said]:
    """What a branch says last of each slot that it touches."""
    found: dict[tuple[str, Slot], _Said] = {}
    for leaf in branch:
        for key, touch in leaf.touches.items():
            if isinstance(touch, dict):
                for slot, value in touch.items():
                    found[key, slot] = leaf, value
            else:
                found[key, None] = leaf, touch
    return found


def _in_order(place: tuple[str, Slot]) -> tuple[str, str]:
    return place[0], place[1] or ""


def _two_versions(key: str, slot: Slot, one: _Said, other: _Said) -> TwoVersions:
    (last, value), (first, earlier) = (one, other) if one[0].order > other[0].order else (other, one)
    versions = Version(last.hash, value), Version(first.hash, earlier)
    return TwoVersions(conflict_id(key, slot, (last.hash, first.hash)), key, slot, versions)
