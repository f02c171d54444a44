# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was measured over time against the target: a line of dots, small enough for a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from coopdesk.reports.drawings.look import PAPER, Look
from coopdesk.reports.drawings.plate import CAP, Plate

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_DOT = 2.2
_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One value and its day; `text` is the value as it is written ("2 900"), `day` the day."""

    on: date
    value: float
    text: str
    day: str


@dataclass(frozen=True, slots=True)
class Target:
    """What was to be reached, as a value and in words ("cible : 3 000")."""

    value: float
    text: str


def measured(
    values: Sequence[Measured],
    target: Target | None,
    width: float,
    look: Look = PAPER,
    *,
    height: float = 0.0,
) -> "Drawing":
    """The values in the order of their days, the last one in figures, the target as a dashed
    line. `height` is that of the curve; days of the first and the last value stand below."""
    known = sorted(values, key=lambda value: value.on)
    curve = height or look.size * 4
    plate = Plate(width, curve + look.small * 1.6, look)
    if not known:
        return plate.drawing()
    last = known[-1]
    words = [plate.width_of(last.text, bold=True)]
    if target:
        words.append(plate.width_of(target.text, size=look.small))
    field = _Field(known, target, width - max(words) - _GAP - _DOT, curve, look)
    if target:
        level = field.y(target.value)
        plate.line([(0, level), (field.right, level)], look.ink3, 0.75, dash=(2, 2))
    plate.line([field.point(value) for value in known], look.ours, 1.5)
    for value in known:
        plate.disc(*field.point(value), _DOT + (0.8 if value is last else 0), look.ours)
    _draw_words(plate, field, last, target)
    _draw_days(plate, field, known)
    return plate.drawing()


class _Field:
    """Where a day and a value stand; the field starts at 0, or below it where values do."""

    def __init__(
        self, known: Sequence[Measured], target: Target | None, right: float, height: float, look: Look
    ) -> None:
        every = [0.0, *(value.value for value in known), *([target.value] if target else [])]
        self.lowest, self.highest = min(every), max(every)
        self.right = max(right, _DOT * 4)
        self._margin = look.size / 2
        self._height = height - 2 * self._margin
        self._first = known[0].on
        self._days = max((known[-1].on - self._first).days, 1)
        self._alone = len({value.on for value in known}) == 1

    def y(self, value: float) -> float:
        span = (self.highest - self.lowest) or 1.0
        return self._margin + self._height * (1 - (value - self.lowest) / span)

    def point(self, value: Measured) -> tuple[float, float]:
        left, right = _DOT + 1, self.right - _DOT - 1
        share = 1.0 if self._alone else (value.on - self._first).days / self._days
        return left + (right - left) * share, self.y(value.value)


def _draw_words(plate: Plate, field: _Field, last: Measured, target: Target | None) -> None:
    look = plate.look
    x, y = field.right + _GAP, field.point(last)[1]
    level = field.y(target.value) if target else y
    # Two words at one height give way to each other, each in its own direction.
    missing = look.size * 1.25 - abs(level - y)
    if target and missing > 0:
        shift = missing / 2 if level <= y else -missing / 2
        y, level = y + shift, level - shift
        under = max(look.size / 2 - min(y, level), 0)
        y, level = y + under, level + under
    plate.text(x, y + look.size * CAP, last.text, bold=True, colour=look.ours_text)
    if target:
        plate.text(x, level + look.small * CAP, target.text, colour=look.ink3, size=look.small)


def _draw_days(plate: Plate, field: _Field, known: Sequence[Measured]) -> None:
    look = plate.look
    y = plate.height - look.small * 0.3
    first, last = known[0], known[-1]
    if first is not last:
        plate.text(0, y, first.day, colour=look.ink3, size=look.small)
    plate.text(field.right, y, last.day, colour=look.ink3, size=look.small, anchor="end")
