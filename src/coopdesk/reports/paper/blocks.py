# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Short columns side by side as one strip, which is never cut."""

from collections.abc import Sequence

from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.sheet import Sheet


def columns_of(columns: Sequence[tuple[float, Sequence[Strip]]], *, above: float = 0.0) -> Strip:
    """One strip of columns, each the x it begins at and its strips; as high as the tallest."""
    height = max((height_of(strips) for _, strips in columns), default=0.0)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for left, strips in columns:
            stack(sheet, strips, x + left, y)

    return Strip(height, draw, above)


def stack(sheet: Sheet, strips: Sequence[Strip], x: float, y: float) -> None:
    """Draws strips one below the other; the space above the first is left out."""
    for at, strip in enumerate(strips):
        y += strip.above if at else 0.0
        strip.draw(sheet, x, y)
        y += strip.height


def height_of(strips: Sequence[Strip]) -> float:
    """How high strips stand one below the other, without the space above the first."""
    return sum(strip.height + (strip.above if at else 0.0) for at, strip in enumerate(strips))
