# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Settling: from the versions of a record to what is shown. A pure function of their set.

| rule | what is shown |
| --- | --- |
| value | the version nobody replaced; several that differ: two versions, the last by order shown |
| set | a member is in when any version nobody replaced puts it in |
| prose | like value, but texts changed in different places are joined |
| removal | removed when whoever removed had seen every other version |

Nothing here depends on the order in which versions arrive, or on any clock.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from typing import NamedTuple

from coopdesk.blake2 import blake2b
from coopdesk.frozen import dataclass
from coopdesk.history import prose
from coopdesk.history.ancestry import Ancestry
from coopdesk.history.leaf import REMOVED, Leaf
from coopdesk.records.identity import to_text
from coopdesk.records.kinds import Rule, Scalar
from coopdesk.records.values import Touches, Value, apply

RuleOf = Callable[[str], Rule]
Slot = str | None


class Version(NamedTuple):
    """One of several values to choose from: the leaf that holds it, and the value (None: empty)."""

    leaf: bytes
    value: Scalar | None


class TwoVersions(NamedTuple):
    """A slot whose versions did not see each other: first the one shown."""

    id: str
    field: str
    slot: Slot
    versions: tuple[Version, ...]
    waiting: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a record shows: values, whether it is in the bin, and where a decision is open."""

    values: Mapping[str, Value]
    heads: tuple[bytes, ...]
    removed: bool = False
    open: tuple[TwoVersions, ...] = ()
    joined: frozenset[str] = field(default_factory=frozenset)


def settle(leaves: Iterable[Leaf], rule_of: RuleOf) -> Reading:
    """What the leaves of one record show; `rule_of` gives the rule of a field by its key."""
    return settle_whole(_shortened(list(leaves)), rule_of)


def settle_whole(leaves: Iterable[Leaf], rule_of: RuleOf) -> Reading:
    """The same, with every leaf looked at for itself."""
    graph = Ancestry(leaves)
    touching = _touching(graph)
    shown: Touches = {}
    open_ones: list[TwoVersions] = []
    joined: set[str] = set()
    for (key, slot), places in sorted(touching.items(), key=lambda item: (item[0][0], item[0][1] or "")):
        if key == REMOVED:
            continue
        if len(places) == 1:
            put(shown, key, slot, _alone(graph.leaves[places[0]], key, slot, rule_of))
            continue
        newest = graph.newest(places)
        value, other = _settled(graph, key, slot, places, newest, rule_of(key))
        if other == "joined":
            joined.add(key)
        elif isinstance(other, TwoVersions):
            open_ones.append(other)
        put(shown, key, slot, value)
    removed, unseen = _removed(graph, touching.get((REMOVED, None), []))
    return Reading(
        apply({}, shown),
        tuple(graph.heads()),
        removed,
        tuple(open_ones + unseen),
        frozenset(joined),
    )


def _shortened(leaves: list[Leaf]) -> list[Leaf]:
    """The leaves with those that all others saw, one upon the other, as one: most of a long history. What
    the record shows is the same, for none of them is the newest where another leaf touches a field."""
    leaves = sorted(leaves, key=lambda leaf: leaf.order)
    straight = _straight(leaves)
    position = {leaf.hash: place for place, leaf in enumerate(leaves)}
    for leaf in leaves[straight:]:
        known = [position[parent] for parent in leaf.parents if parent in position]
        if len(known) != len(leaf.parents) or not known:
            return leaves
        straight = min(straight, min(known) + 1)
    if straight < 2:
        return leaves
    touches: Touches = {}
    for leaf in leaves[:straight]:
        for key, touch in leaf.touches.items():
            before = touches.setdefault(key, touch)
            if isinstance(touch, dict) and isinstance(before, dict):
                touches[key] = {**before, **touch}
            elif isinstance(touch, dict) or isinstance(before, dict):
                return leaves  # nobody writes both a value and slots; whoever did is settled leaf by leaf
            else:
                touches[key] = touch
    last = leaves[straight - 1]
    return [Leaf(last.hash, (), touches, last.order), *leaves[straight:]]


def _straight(leaves: list[Leaf]) -> int:
    """How many leaves follow one upon the other from the first on, each counting, none about the bin."""
    parents: tuple[bytes, ...] = ()
    for place, leaf in enumerate(leaves):
        if leaf.parents != parents or not leaf.accepted or REMOVED in leaf.touches:
            return place
        parents = (leaf.hash,)
    return len(leaves)


def _alone(leaf: Leaf, key: str, slot: Slot, rule_of: RuleOf) -> Scalar | None:
    """What a slot shows that only one leaf touches."""
    value = _value(leaf, key, slot)
    return value is True if rule_of(key) is Rule.SET and slot is not None else value


def _touching(graph: Ancestry) -> dict[tuple[str, Slot], list[int]]:
    touching: dict[tuple[str, Slot], list[int]] = {}
    for place, leaf in enumerate(graph.leaves):
        if not leaf.accepted:
            continue
        for key, touch in leaf.touches.items():
            for slot in touch if isinstance(touch, dict) else (None,):
                touching.setdefault((key, slot), []).append(place)
    return touching


def _value(leaf: Leaf, key: str, slot: Slot) -> Scalar | None:
    touch = leaf.touches[key]
    found = touch[slot or ""] if isinstance(touch, dict) else touch
    return found  # booleans of sets are whole numbers here


def _settled(
    graph: Ancestry, key: str, slot: Slot, places: list[int], newest: list[int], rule: Rule
) -> tuple[Scalar | None, TwoVersions | str | None]:
    values = [_value(graph.leaves[place], key, slot) for place in newest]
    if rule is Rule.SET and slot is not None:
        return any(value is True for value in values), None
    if all(value == values[0] for value in values):
        return values[-1], None
    if rule is Rule.PROSE:
        text = _joined_text(graph, key, slot, places, newest)
        if text is not None:
            return text, "joined"
    return values[-1], _two_versions(graph, key, slot, newest)


def _joined_text(graph: Ancestry, key: str, slot: Slot, places: list[int], newest: list[int]) -> str | None:
    """The texts of all newest versions joined, where they share exactly one nearest earlier one."""
    shared = [place for place in places if all(graph.ancestors(leaf) >> place & 1 for leaf in newest)]
    nearest = graph.newest(shared)
    if len(nearest) != 1:
        return None
    earlier = _value(graph.leaves[nearest[0]], key, slot)
    texts = [_value(graph.leaves[place], key, slot) for place in newest]
    if not isinstance(earlier, str) or not all(isinstance(text, str) for text in texts):
        return None
    result: str | None = str(texts[0])
    for text in texts[1:]:
        result = prose.join(earlier, result, str(text)) if result is not None else None
    return result


def _two_versions(graph: Ancestry, key: str, slot: Slot, newest: list[int]) -> TwoVersions:
    leaves = [graph.leaves[place] for place in reversed(newest)]
    versions = tuple(Version(leaf.hash, _value(leaf, key, slot)) for leaf in leaves)
    waiting = any(parent in graph.missing for leaf in leaves for parent in leaf.parents)
    return TwoVersions(conflict_id(key, slot, (leaf.hash for leaf in leaves)), key, slot, versions, waiting)


def conflict_id(key: str, slot: Slot, candidates: Iterable[bytes]) -> str:
    """The name of a decision to take: the same on every machine that has the same versions."""
    text = f"{key}\0{slot or ''}\0".encode()
    return to_text(blake2b(text + b"".join(sorted(candidates)), digest_size=16).digest())


def put(shown: Touches, key: str, slot: Slot, value: Scalar | None) -> None:
    """Let a slot show a value; where a leaf wrote both a value and slots of a field, the value stands."""
    if slot is None:
        shown[key] = value
        return
    slots = shown.setdefault(key, {})
    if isinstance(slots, dict):
        slots[slot] = value


def _removed(graph: Ancestry, places: list[int]) -> tuple[bool, list[TwoVersions]]:
    """Whether the record is in the bin, and the decision to take where an edit was not seen."""
    newest = graph.newest(places)
    removals = [place for place in newest if _value(graph.leaves[place], REMOVED, None)]
    if not removals:
        return False, []
    seen = graph.seen_by(newest)
    knowing = sum(1 << place for place in removals)
    unseen = [
        place
        for place, leaf in enumerate(graph.leaves)
        if leaf.accepted and not seen >> place & 1 and not graph.ancestors(place) & knowing
    ]
    if not unseen and len(removals) == len(newest):
        return True, []
    later = [place for place in graph.newest(unseen) if place not in newest]
    candidates = sorted({*newest, *later})
    versions = tuple(
        Version(graph.leaves[place].hash, 1 if place in removals else 0) for place in reversed(candidates)
    )
    flag = TwoVersions(
        conflict_id(REMOVED, None, (version.leaf for version in versions)), REMOVED, None, versions
    )
    return False, [flag]
