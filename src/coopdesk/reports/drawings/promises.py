# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reciprocity bar: one square for each promise, mirrored from an axis.

Ours stand left, theirs right. Filled is kept, outlined is still due, a red outline with a
stroke is broken. Kept promises stand next to the axis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from coopdesk.reports.drawings.look import PAPER, SIDES, Look, Side
from coopdesk.reports.drawings.plate import CAP, Plate

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

MOST_SQUARES = 12
_AXIS = 1.0
_AXIS_OVER = 3.0
_FROM_AXIS = 3.0
_CORNER = 2.0


@dataclass(frozen=True, slots=True)
class Promises:
    """How many promises of one side were kept, are still due, were broken."""

    kept: int = 0
    due: int = 0
    broken: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.kept + self.due + self.broken


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """The promises of both sides, with a label such as the name of an agreement or partner."""

    ours: Promises
    theirs: Promises
    label: str = ""

    def of(self, side: Side) -> Promises:
        """The promises of one side."""
        return self.ours if side == "ours" else self.theirs


def reciprocity(
    rows: Sequence[PromiseRow],
    look: Look = PAPER,
    *,
    names: tuple[str, str] = ("", ""),
    label_width: float = 0.0,
) -> "Drawing":
    """Rows that share one axis, each with its label in `label_width` at the left; `names` of the
    two sides stand above. The drawing is as wide as it needs to be.

    Where one side of any row has more than 12 promises, every row is drawn as bars with figures
    (kept/all), so that rows can be compared.
    """
    counted = any(row.of(side).all > MOST_SQUARES for row in rows for side in SIDES)
    head = round(look.small * 1.75) if any(names) else 0
    pitch = look.square + (2 * _AXIS_OVER if len(rows) == 1 else round(look.size * 1.2))
    measure = Plate(0, 0, look)
    reach = {
        side: ceil(max(_reach(measure, rows, side, counted), _named(measure, name)))
        for side, name in zip(SIDES, names, strict=True)
    }
    axis = label_width + reach["ours"] + _FROM_AXIS
    plate = Plate(axis + _AXIS + _FROM_AXIS + reach["theirs"], head + len(rows) * pitch, look)
    for side, name in zip(SIDES, names, strict=True):
        _name(plate, axis, side, name)
    for at, row in enumerate(rows):
        y = head + at * pitch + (pitch - look.square) / 2
        label = plate.fitting(row.label, label_width - 8)
        plate.text(0, y + look.square / 2 + look.size * CAP, label)
        plate.box(axis, y - _AXIS_OVER, _AXIS, look.square + 2 * _AXIS_OVER, fill=look.ink)
        _draw_side(plate, axis - _FROM_AXIS, y, row.ours, "ours", -1, _scale(look, rows, counted))
        right = axis + _AXIS + _FROM_AXIS
        _draw_side(plate, right, y, row.theirs, "theirs", 1, _scale(look, rows, counted))
    return plate.drawing()


def squares(promises: Promises, side: Side, look: Look = PAPER) -> "Drawing":
    """The promises of one side alone, from the left, for a list that already names this side.
    Above 12 a bar with its figures."""
    rows = [PromiseRow(promises, Promises())] if side == "ours" else [PromiseRow(Promises(), promises)]
    counted = promises.all > MOST_SQUARES
    plate = Plate(_reach(Plate(0, 0, look), rows, side, counted), look.square, look)
    _draw_side(plate, 0, 0, promises, side, 1, _scale(look, rows, counted))
    return plate.drawing()


def _scale(look: Look, rows: Sequence[PromiseRow], counted: bool) -> float:
    """The length of one promise in a bar, 0 where squares are drawn."""
    if not counted:
        return 0.0
    return MOST_SQUARES * (look.square + look.gap) / max(row.of(side).all for row in rows for side in SIDES)


def _reach(plate: Plate, rows: Sequence[PromiseRow], side: Side, counted: bool) -> float:
    look, scale = plate.look, _scale(plate.look, rows, counted)
    if scale:
        return max(row.of(side).all * scale + 5 + _figure_width(plate, row.of(side)) for row in rows)
    most = max((row.of(side).all for row in rows), default=0)
    return max(most * (look.square + look.gap) - look.gap, 0)


def _named(plate: Plate, name: str) -> float:
    return plate.width_of(name, bold=True, size=plate.look.small)


def _name(plate: Plate, axis: float, side: Side, name: str) -> None:
    look = plate.look
    x = axis - _FROM_AXIS if side == "ours" else axis + _AXIS + _FROM_AXIS
    plate.text(x, look.small, name, colour=look.text(side), bold=True, size=look.small,
               anchor="end" if side == "ours" else "start")  # fmt: skip


def _draw_side(
    plate: Plate, x: float, y: float, promises: Promises, side: Side, step: int, scale: float
) -> None:
    if scale:
        _draw_bar(plate, x, y, promises, side, step, scale)
    else:
        _draw_squares(plate, x, y, promises, side, step)


def _draw_squares(plate: Plate, x: float, y: float, promises: Promises, side: Side, step: int) -> None:
    """Squares away from `x`, to the right for a step of 1, to the left for -1."""
    look = plate.look
    pitch = look.square + look.gap
    for at in range(promises.all):
        left = x + at * pitch if step > 0 else x - at * pitch - look.square
        if at < promises.kept:
            plate.box(left, y, look.square, look.square, fill=look.fill(side), radius=_CORNER)
        elif at < promises.kept + promises.due:
            _draw_open(plate, left, y, look.square, look.fill(side))
        else:
            _draw_open(plate, left, y, look.square, look.alert)
            _draw_stroke(plate, left, y, look.square)


def _draw_bar(
    plate: Plate, x: float, y: float, promises: Promises, side: Side, step: int, scale: float
) -> None:
    look = plate.look
    at = x
    for count, fill, edge in (
        (promises.kept, look.fill(side), ""), (promises.due, "", look.fill(side)),
        (promises.broken, "", look.alert),
    ):  # fmt: skip
        width = count * scale
        if not count:
            continue
        left = at if step > 0 else at - width
        if edge == look.alert:
            _draw_open(plate, left, y, width, edge)
            _draw_stroke(plate, left, y, width)
        elif edge:
            _draw_open(plate, left, y, width, edge)
        else:
            plate.box(left, y, width, look.square, fill=fill, radius=_CORNER)
        at += step * width
    plate.text(at + step * 5, y + look.square / 2 + look.small * CAP, _figure(promises), bold=True,
               size=look.small, anchor="start" if step > 0 else "end")  # fmt: skip


def _draw_open(plate: Plate, x: float, y: float, width: float, colour: str) -> None:
    plate.box(x, y, width, plate.look.square, fill=plate.look.surface, edge=colour, radius=_CORNER)


def _draw_stroke(plate: Plate, x: float, y: float, width: float) -> None:
    square = plate.look.square
    middle, half = x + width / 2, min(square, width) * 0.27
    plate.line(
        [(middle - half, y + square / 2 + half), (middle + half, y + square / 2 - half)], plate.look.alert
    )


def _figure(promises: Promises) -> str:
    return f"{promises.kept}/{promises.all}"


def _figure_width(plate: Plate, promises: Promises) -> float:
    return plate.width_of(_figure(promises), bold=True, size=plate.look.small)
