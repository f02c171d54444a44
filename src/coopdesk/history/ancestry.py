# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who saw what: the small history graph of one record."""

from collections.abc import Iterable, Sequence

from coopdesk.history.leaf import Leaf


class Ancestry:
    """The graph of a record's leaves. Sets of leaves are whole numbers, one bit a leaf."""

    def __init__(self, leaves: Iterable[Leaf]) -> None:
        by_hash = {leaf.hash: leaf for leaf in leaves}
        self.leaves: tuple[Leaf, ...] = tuple(sorted(by_hash.values(), key=lambda leaf: leaf.order))
        self.position = {leaf.hash: place for place, leaf in enumerate(self.leaves)}
        self.missing = {
            parent for leaf in self.leaves for parent in leaf.parents if parent not in self.position
        }
        self._ancestors = self._all_ancestors()

    def _all_ancestors(self) -> list[int]:
        known: dict[int, int] = {}
        for start in range(len(self.leaves)):
            pending = [start]
            while pending:
                place = pending[-1]
                parents = self._known_parents(place)
                open_ones = [parent for parent in parents if parent not in known and parent != place]
                if place in known or not open_ones:
                    known.setdefault(place, _union(known.get(p, 0) | 1 << p for p in parents))
                    pending.pop()
                elif len(pending) > len(self.leaves):
                    known[place] = 0  # a cycle can't be made honestly: hashes forbid it
                else:
                    pending.extend(open_ones)
        return [known[place] for place in range(len(self.leaves))]

    def _known_parents(self, place: int) -> list[int]:
        return [self.position[p] for p in self.leaves[place].parents if p in self.position]

    def ancestors(self, place: int) -> int:
        """The leaves that were seen, directly or not, when this one was saved."""
        return self._ancestors[place]

    def seen_by(self, places: Iterable[int]) -> int:
        """The leaves seen by any of these, and these themselves."""
        return _union(self._ancestors[place] | 1 << place for place in places)

    def newest(self, places: Sequence[int]) -> list[int]:
        """Those that none of the others saw."""
        seen = _union(self._ancestors[place] for place in places)
        return [place for place in places if not seen >> place & 1]

    def heads(self) -> list[bytes]:
        """The identities of the accepted leaves that no other accepted leaf saw."""
        counting = [place for place, leaf in enumerate(self.leaves) if leaf.accepted]
        return sorted(self.leaves[place].hash for place in self.newest(counting))


def _union(sets: Iterable[int]) -> int:
    total = 0
    for one in sets:
        total |= one
    return total
