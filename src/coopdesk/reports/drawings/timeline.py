# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A thread of dots over time: what happened when, and from which side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.reports.drawings.look import PAPER, SIDES, Look, Side
from coopdesk.reports.drawings.plate import Plate

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_DOT = 3.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A day on which something happened, and whose act it was."""

    on: date
    side: Side


def timeline(
    moments: Sequence[Moment],
    first: date,
    last: date,
    width: float,
    look: Look = PAPER,
    *,
    names: tuple[str, str] = ("", ""),
) -> "Drawing":
    """Dots from the first to the last day, ours above the thread, theirs below it, so that sides
    are told apart in grey; years stand under the thread. `names` of the sides stand at the left."""
    step = _DOT * 2 + 2
    left = max(Plate(0, 0, look).width_of(name, bold=True, size=look.small) for name in names)
    left += 8 if left else 0
    plate = Plate(width, step * 4 + look.small * 1.4, look)
    thread = step * 2
    plate.box(left, thread - 0.5, width - left, 1, fill=look.line)
    days = max((last - first).days, 1)

    def x(on: date) -> float:
        return left + _DOT + (width - left - 2 * _DOT) * (on - first).days / days

    for side, name, y in zip(SIDES, names, (thread - step, thread + step), strict=True):
        plate.text(0, y + look.small * 0.35, name, bold=True, colour=look.text(side), size=look.small)
    for moment in sorted(moments, key=lambda moment: moment.on):
        if first <= moment.on <= last:
            y = thread + (-step if moment.side == "ours" else step)
            plate.disc(x(moment.on), y, _DOT, look.fill(moment.side), edge=look.surface)
    _draw_years(plate, first, last, x, thread)
    return plate.drawing()


def _draw_years(plate: Plate, first: date, last: date, x: Callable[[date], float], thread: float) -> None:
    """A mark at each first of January; a year that would touch the one before is left out."""
    look, free = plate.look, 0.0
    for year in range(first.year + 1, last.year + 1):
        at, wide = x(date(year, 1, 1)), plate.width_of(str(year), size=look.small)
        plate.box(at - 0.5, thread - 3, 1, 6, fill=look.ink3)
        if at - wide / 2 >= free and at + wide / 2 <= plate.width:
            plate.text(at, plate.height - look.small * 0.3, str(year), colour=look.ink3, size=look.small,
                       anchor="middle")  # fmt: skip
            free = at + wide / 2 + 6
