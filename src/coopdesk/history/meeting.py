# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two branches that meet: the commonest case of settling, read from what came after the parting.

Two officers went on from one version, each in a straight line, and that version saw all that is older.
Then only a field that both touched can have two versions; one that a single branch touched is as that
branch left it. `settle` says the same, from the whole history.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from coopdesk.history.leaf import REMOVED, Leaf
from coopdesk.history.settle import RuleOf, TwoVersions, Version, conflict_id
from coopdesk.records.kinds import Rule, Scalar


class Meeting(NamedTuple):
    """What a record that showed one branch shows once the other is there: the values of the fields that the
    other touched, and where a decision is open."""

    shown: Mapping[str, Scalar | None]
    open: tuple[TwoVersions, ...]


def meet(ours: Sequence[Leaf], theirs: Sequence[Leaf], rule_of: RuleOf) -> Meeting | None:
    """What `theirs` means for a record that shows `ours`: chains of leaves that count, oldest first, upon one
    leaf that saw all others of the record.

    None where more has to be known: about the bin, of texts that may be joined, of languages and sets.
    """
    here, there = _last_touching(ours), _last_touching(theirs)
    if REMOVED in here or REMOVED in there:
        return None
    shown: dict[str, Scalar | None] = {}
    open_ones: list[TwoVersions] = []
    for key in sorted(there):
        leaf, other = there[key], here.get(key)
        value = leaf.touches[key]
        if isinstance(value, dict):
            return None
        if other is not None:
            last, first = (leaf, other) if leaf.order > other.order else (other, leaf)
            earlier, value = first.touches[key], last.touches[key]
            if isinstance(earlier, dict) or isinstance(value, dict):
                return None  # nobody writes both a value and slots
            if earlier != value:
                if rule_of(key) is Rule.PROSE:
                    return None
                name = conflict_id(key, None, (last.hash, first.hash))
                versions = Version(last.hash, value), Version(first.hash, earlier)
                open_ones.append(TwoVersions(name, key, None, versions))
        shown[key] = value
    return Meeting(shown, tuple(open_ones))


def _last_touching(branch: Sequence[Leaf]) -> dict[str, Leaf]:
    return {key: leaf for leaf in branch for key in leaf.touches}
