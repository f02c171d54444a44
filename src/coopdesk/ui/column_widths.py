# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the columns of a list share its width: dates and choices as narrow as what stands in them,
the name of the record widest, texts cut short only where there is no room."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 84
LEAST_TEXT, LEAST_NAME = 150, 216
"""What stays readable of a text that is cut short, and of the name of the record, by which it is known."""
NAMES = 2
"""The share of the name of the record; other texts have one."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column asks for: the width of all that was seen in it, and how it gives way.

    `weight` is its share of what is left, 0 for a column that is never cut short; `given` the width
    that the officer gave it, 0 for none.
    """

    natural: int
    weight: int = 0
    given: int = 0

    @property
    def least(self) -> int:
        """The width below which it says nothing."""
        if self.given:
            return self.given
        if not self.weight:
            return max(LEAST, self.natural)
        return max(LEAST, min(self.natural, LEAST_NAME if self.weight >= NAMES else LEAST_TEXT))


def shared(columns: Sequence[Column], room: int) -> tuple[int, ...]:
    """The widths in pixels; together they fill the room where each can have its least."""
    widths = [column.given or max(LEAST, column.natural) for column in columns]
    giving = [at for at, column in enumerate(columns) if column.weight and not column.given]
    if not giving:
        return tuple(widths)
    free = room - sum(width for at, width in enumerate(widths) if at not in giving)
    level = _level([columns[at] for at in giving], free)
    for at in giving:
        column = columns[at]
        widths[at] = max(column.least, min(column.natural, int(level * column.weight)))
    widest = max(giving, key=lambda at: (columns[at].weight, columns[at].natural))
    widths[widest] = max(columns[widest].least, widths[widest] + room - sum(widths))
    return tuple(widths)


def _level(columns: Sequence[Column], room: int) -> float:
    """Up to which width, for each share, the texts can be shown: those that need less leave the rest."""
    left, weights = float(room), sum(column.weight for column in columns)
    for column in sorted(columns, key=lambda one: one.natural / one.weight):
        if column.natural / column.weight > left / weights:
            return max(0.0, left / weights)
        left, weights = left - column.natural, weights - column.weight
        if not weights:
            break
    return float(max(column.natural / column.weight for column in columns))


def fitting(columns: Sequence[Column], room: int) -> frozenset[int]:
    """The columns that can be read in the room: the name of the record, then the others from the left."""
    first = max(range(len(columns)), key=lambda at: (columns[at].weight, -at), default=0)
    kept, free = {first}, room - (columns[first].least if columns else 0)
    for at, column in enumerate(columns):
        if at != first:
            if column.least > free:
                break
            kept.add(at)
            free -= column.least
    return frozenset(kept)
