# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Strips of a page's height, laid one below the other over as many pages as they need.

Nothing is drawn here. A strip that is glued stays on the page of the next one; a strip of a
table carries the head that is repeated where the table goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from coopdesk.reports.paper.measures import FIRST, LAST, NEXT
from coopdesk.reports.paper.sheet import Sheet

Draw = Callable[[Sheet, float, float], None]
Spot = tuple[int, float]
"""A page, counted from 0, and a y on it: the later of two spots is the greater."""


@dataclass(slots=True)
class Strip:
    """The smallest thing that is never cut: a line of text, a line of a table, a row of photos.

    `above` is the space before it, which the top of a page swallows. All lengths in points.
    """

    height: float
    draw: Draw
    above: float = 0.0
    glued: bool = False
    head: "Strip | None" = None


@dataclass(slots=True)
class Laid:
    """A strip with its upper left corner on its page."""

    strip: Strip
    x: float
    y: float


@dataclass(slots=True)
class Pages:
    """What stands where; it grows as strips are laid."""

    laid: list[list[Laid]] = field(default_factory=lambda: [[]])
    first: float = FIRST
    bottom: float = LAST

    def lay(self, strips: Sequence[Strip], x: float, at: Spot) -> Spot:
        """Lays strips from a spot on; the spot below the last of them."""
        before: Strip | None = None
        for group in _groups(strips):
            if self._fits(group, at):
                at = self._put(group, x, at)
            elif self._fits(group, (at[0] + 1, NEXT)):
                at = self._put(self._with_head(group, before), x, (at[0] + 1, NEXT))
            else:
                at = self._break(group, x, at, before)
            before = group[-1]
        return at

    def take_back(self, page: int, x: float, count: int) -> list[Strip]:
        """Takes the last strips that begin at an x off a page again, with those that are glued to them and
        the head of their table; none where the page would be left empty."""
        column = [one.strip for one in self.laid[page] if one.x == x]
        first = len(column) - count
        while first > 0 and column[first - 1].glued:
            first -= 1
        if first <= 0:
            return []
        taken = column[first:]
        gone = {id(strip) for strip in taken}
        self.laid[page] = [one for one in self.laid[page] if id(one.strip) not in gone]
        head = taken[0].head
        return [head, *taken] if head else taken

    def room(self, at: Spot) -> float:
        """The height left below a spot."""
        return self.bottom - at[1]

    def _top(self, page: int) -> float:
        return NEXT if page else self.first

    def _fits(self, group: Sequence[Strip], at: Spot) -> bool:
        height = sum(strip.height + strip.above for strip in group)
        if at[1] <= self._top(at[0]):
            height -= group[0].above
        return at[1] + height <= self.bottom + 0.01

    def _put(self, group: Sequence[Strip], x: float, at: Spot) -> Spot:
        page, y = at
        while len(self.laid) <= page:
            self.laid.append([])
        for strip in group:
            y += strip.above if y > self._top(page) else 0.0
            self.laid[page].append(Laid(strip, x, y))
            y += strip.height
        return page, y

    def _with_head(self, group: Sequence[Strip], before: Strip | None) -> list[Strip]:
        head = group[0].head
        goes_on = head is not None and before is not None and (before.head is head or before is head)
        return [head, *group] if head is not None and goes_on else list(group)

    def _break(self, group: Sequence[Strip], x: float, at: Spot, before: Strip | None) -> Spot:
        """A group taller than a page breaks wherever the page ends."""
        for strip in group:
            if self._fits([strip], at):
                at = self._put([strip], x, at)
            else:
                at = self._put(self._with_head([strip], before), x, (at[0] + 1, NEXT))
            before = strip
        return at


def _groups(strips: Sequence[Strip]) -> Iterator[list[Strip]]:
    group: list[Strip] = []
    for strip in strips:
        group.append(strip)
        if not strip.glued:
            yield group
            group = []
    if group:
        yield group
