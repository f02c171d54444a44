# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A record as an earlier version of it showed, and what was saved beside that version since.

A sheet that was exported, edited elsewhere and comes back rests on the version it shows.
"""

from collections.abc import Iterable, Mapping

from coopdesk.errors import WorldError
from coopdesk.frozen import dataclass
from coopdesk.history.ancestry import Ancestry
from coopdesk.history.chain import split_heads
from coopdesk.history.leaf import Leaf
from coopdesk.history.settle import settle
from coopdesk.records.declaration import RecordType
from coopdesk.records.identity import not_found
from coopdesk.records.kinds import Scalar
from coopdesk.records.values import Touches, Value
from coopdesk.store import journal
from coopdesk.store.connection import one
from coopdesk.store.keeping import Store
from coopdesk.store.writing import known_values, rule_of

_NOT_YET = b"\xff" * 32


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a version of a record showed, and the leaves that whoever saw it had not seen."""

    kind: RecordType
    values: Mapping[str, Value]
    heads: tuple[bytes, ...]
    leaves: tuple[Leaf, ...]
    later: tuple[Leaf, ...]

    def was_set(self, key: str, slot: str | None, value: Scalar | None) -> bool:
        """Whether a save that this version does not know gave a field, or a language or member of
        it, this very value: then to save it again would say nothing new."""
        for leaf in self.later:
            if key not in leaf.touches:
                continue
            touch = leaf.touches[key]
            if isinstance(touch, dict) and slot is not None:
                if slot in touch and touch[slot] == value:
                    return True
            elif not isinstance(touch, dict) and slot is None and touch == value:
                return True
        return False

    def decisions(self, touches: Touches) -> int:
        """How many decisions would be open more than now if `touches` were saved upon this version."""
        rule = rule_of(self.kind)
        last = max(leaf.order[0] for leaf in self.leaves) + 1
        wanted = Leaf(_NOT_YET, self.heads, touches, (last, _NOT_YET, _NOT_YET))
        now = {(found.field, found.slot) for found in settle(self.leaves, rule).open}
        then = {(found.field, found.slot) for found in settle((*self.leaves, wanted), rule).open}
        return len(then - now)


def earlier(store: Store, kind: RecordType, record_id: str, version: str) -> Earlier:
    """A record as `version` showed it; raises WorldError where the record or version is not known."""
    n = one(store.connection, "SELECT n FROM record WHERE id = ? AND type = ?", record_id, kind.key)
    if n is None:
        raise not_found(kind.label, record_id)
    leaves = journal.leaves(store.connection, n)
    named = journal.heads_named(leaves, version)
    if named is None:
        raise WorldError(
            "unknown_version",
            "The version {version} of this record is not known here. Open it again.",
            version=version,
        )
    heads = split_heads(named)
    graph = Ancestry(leaves)
    seen = graph.seen_by(graph.position[head] for head in heads)
    known = tuple(leaf for place, leaf in enumerate(graph.leaves) if seen >> place & 1)
    later = tuple(leaf for place, leaf in enumerate(graph.leaves) if not seen >> place & 1)
    values = known_values(kind, settle(known, rule_of(kind)))
    return Earlier(kind, values, heads, graph.leaves, later)


@dataclass(frozen=True, slots=True)
class Known:
    """What a field, or a language of it, showed to somebody: its value (None: empty) and the leaf that
    last set it, None where nobody had yet."""

    value: Scalar | None
    leaf: bytes | None


def known_to_all(store: Store, kind: RecordType, record_id: str, versions: Iterable[bytes]) -> "Seen":
    """What whoever saved these leaves had all seen before; raises WorldError for an unknown record."""
    n = one(store.connection, "SELECT n FROM record WHERE id = ? AND type = ?", record_id, kind.key)
    if n is None:
        raise not_found(kind.label, record_id)
    graph = Ancestry(journal.leaves(store.connection, n))
    places = [graph.position[leaf] for leaf in versions]
    seen = graph.ancestors(places[0]) if places else 0
    for place in places[1:]:
        seen &= graph.ancestors(place)
    known = tuple(leaf for place, leaf in enumerate(graph.leaves) if seen >> place & 1)
    return Seen(known_values(kind, settle(known, rule_of(kind))), known)


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as somebody had seen it: its values and the leaves they come from, in their order."""

    values: Mapping[str, Value]
    leaves: tuple[Leaf, ...]

    def known(self, key: str, slot: str = "") -> Known:
        """What a field showed."""
        value = self.values.get(key)
        if slot:
            value = value.get(slot) if isinstance(value, Mapping) else None
        scalar = value if isinstance(value, str | int) else None
        setting = [leaf.hash for leaf in self.leaves if _sets(leaf, key, slot)]
        return Known(scalar, setting[-1] if setting else None)


def _sets(leaf: Leaf, key: str, slot: str) -> bool:
    touch = leaf.touches.get(key)
    return slot in touch if slot and isinstance(touch, dict) else key in leaf.touches
