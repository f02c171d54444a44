# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Flat bars with their values beside them and no axes; also in groups, and mirrored in two sides.

Every bar is named in words and says its value, so that a copy in grey tells the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coopdesk.reports.drawings.look import PAPER, SIDES, Look, Side
from coopdesk.reports.drawings.plate import CAP, Anchor, Plate

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

Tone = Literal["full", "pale", "open"]
"""How a bar is filled: in the colour of its side, lighter, or outlined only."""

_GAP = 6.0
_LEAST_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its value, and the value as it is written ("11 800 000 F CFA")."""

    label: str
    value: float
    text: str
    tone: Tone = "full"


@dataclass(frozen=True, slots=True)
class Group:
    """Bars under one name, such as planned, pledged, received and spent of one source."""

    label: str
    bars: tuple[Bar, ...]
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a mirrored bar: its value and how it is filled."""

    value: float
    tone: Tone = "full"


@dataclass(frozen=True, slots=True)
class Mirrored:
    """One row with what we gave at the left and what came from them at the right of its label.

    The parts of a side stand outwards from the middle in their order (women, men, not
    stated); `ours_text`, `theirs_text` are the values of each side as they are written.
    """

    label: str
    ours: tuple[Part, ...]
    ours_text: str
    theirs: tuple[Part, ...]
    theirs_text: str

    def of(self, side: Side) -> tuple[tuple[Part, ...], str]:
        """The parts of a side and its text."""
        return (self.ours, self.ours_text) if side == "ours" else (self.theirs, self.theirs_text)


def bars(rows: Sequence[Bar], width: float, look: Look = PAPER, *, side: Side = "ours") -> "Drawing":
    """Rows of one bar each, names at the left, values beside the bars."""
    pitch = _pitch(look)
    plate = Plate(width, pitch * len(rows), look)
    _draw_bars(plate, 0, rows, side, _Columns(plate, rows))
    return plate.drawing()


def groups(of: Sequence[Group], width: float, look: Look = PAPER, *, side: Side = "ours") -> "Drawing":
    """Groups of bars on one scale, each under its name with `aside` at the right of it."""
    pitch, head = _pitch(look), round(look.size * 1.7)
    space = round(look.size * 0.8)
    height = sum(head + pitch * len(group.bars) for group in of) + space * max(len(of) - 1, 0)
    plate = Plate(width, height, look)
    columns = _Columns(plate, [bar for group in of for bar in group.bars])
    y = 0.0
    for group in of:
        aside = plate.width_of(group.aside, size=look.small)
        name = plate.fitting(group.label, width - aside - 2 * _GAP, bold=True)
        plate.text(0, y + look.size * 1.1, name, bold=True)
        plate.text(width, y + look.size * 1.1, group.aside, colour=look.ink3, size=look.small, anchor="end")
        _draw_bars(plate, y + head, group.bars, side, columns)
        y += head + pitch * len(group.bars) + space
    return plate.drawing()


def mirrored(
    rows: Sequence[Mirrored],
    width: float,
    look: Look = PAPER,
    *,
    names: tuple[str, str],
    unit: str = "",
    key: Sequence[tuple[Tone, str]] = (),
) -> "Drawing":
    """Rows mirrored about their labels: ours petrol to the left, theirs ochre to the right.

    `names` of the two sides stand above ("Donné", "Reçu"), `unit` below ("journées-personnes par
    an"), and `key` names the tones where sides have parts ("full", "femmes").
    """
    pitch, head = _pitch(look), float(round(look.size * 1.9))
    below = round(look.small * 2) if unit or key else 0.0
    plate = Plate(width, head + pitch * len(rows) + below, look)
    middle = _Middle(plate, rows, names)
    for side, name in zip(SIDES, names, strict=True):
        plate.text(middle.edge(side), look.size, name, bold=True, colour=look.text(side),
                   anchor=_outwards(side))  # fmt: skip
    for at, row in enumerate(rows):
        y = head + at * pitch
        plate.text(middle.x, _baseline(y, look), row.label, colour=look.ink2, anchor="middle")
        for side in SIDES:
            _draw_mirrored(plate, y, row, side, middle)
    if below:
        _draw_foot(plate, middle.x, unit, key)
    return plate.drawing()


class _Columns:
    """Where names end and how long a value is, the same for all bars of a drawing."""

    def __init__(self, plate: Plate, rows: Sequence[Bar]) -> None:
        names = max((plate.width_of(row.label) for row in rows), default=0)
        texts = max((plate.width_of(row.text, bold=True) for row in rows), default=0)
        spare = plate.width * (1 - _LEAST_SHARE) - texts - 2 * _GAP
        self.names = min(names, max(spare, 0))
        room = plate.width - self.names - texts - 3 * _GAP
        most = max((row.value for row in rows), default=0)
        self.scale = max(room, 0) / most if most > 0 else 0.0


class _Middle:
    """Where the column of labels stands, so that the longest bars of both sides just fit."""

    def __init__(self, plate: Plate, rows: Sequence[Mirrored], names: tuple[str, str]) -> None:
        self.half = max((plate.width_of(row.label) for row in rows), default=0) / 2 + _GAP
        texts = {
            side: max((plate.width_of(row.of(side)[1], bold=True) for row in rows), default=0) + _GAP
            for side in SIDES
        }
        most: dict[Side, float] = {
            side: max((_total(row.of(side)[0]) for row in rows), default=0) for side in SIDES
        }
        whole = most["ours"] + most["theirs"]
        room = plate.width - 2 * self.half - sum(texts.values())
        self.scale = max(room, 0) / (whole or 1)
        # A name that is longer than all bars of its side needs its own room.
        longest = plate.width_of(names[0], bold=True)
        self.x = max(most["ours"] * self.scale + texts["ours"], longest) + self.half
        over = self.x + self.half + max(most["theirs"] * self.scale + texts["theirs"],
                                        plate.width_of(names[1], bold=True)) - plate.width  # fmt: skip
        if over > 0 and whole:
            self.scale = max(self.scale - over / whole, 0)
            self.x = max(most["ours"] * self.scale + texts["ours"], longest) + self.half

    def edge(self, side: Side) -> float:
        """Where the bars of a side begin."""
        return self.x - self.half if side == "ours" else self.x + self.half


def _outwards(side: Side) -> Anchor:
    return "end" if side == "ours" else "start"


def _total(parts: Sequence[Part]) -> float:
    return sum(max(part.value, 0) for part in parts)


def _pitch(look: Look) -> float:
    return round(look.size * 1.9)


def _thickness(look: Look) -> float:
    return round(look.size * 1.1)


def _baseline(y: float, look: Look) -> float:
    return y + _pitch(look) / 2 + look.size * CAP


def _draw_bars(plate: Plate, y: float, rows: Sequence[Bar], side: Side, columns: _Columns) -> None:
    look = plate.look
    for row in rows:
        plate.text(0, _baseline(y, look), plate.fitting(row.label, columns.names))
        left, length = round(columns.names + 2 * _GAP), max(row.value, 0) * columns.scale
        _draw_bar(plate, left, y, length, side, row.tone)
        plate.text(left + length + (_GAP if length else 0), _baseline(y, look), row.text, bold=True)
        y += _pitch(look)


def _draw_bar(plate: Plate, x: float, y: float, length: float, side: Side, tone: Tone) -> None:
    look = plate.look
    if length <= 0:
        return
    fill = {"full": look.fill(side), "pale": look.pale(side), "open": look.surface}[tone]
    # The lighter tones keep an edge of the full colour: a copier would swallow them.
    edge = "" if tone == "full" else look.fill(side)
    high = _thickness(look)
    plate.box(x, y + (_pitch(look) - high) / 2, length, high, fill=fill, edge=edge, thick=0.75)


def _draw_mirrored(plate: Plate, y: float, row: Mirrored, side: Side, middle: _Middle) -> None:
    step = -1 if side == "ours" else 1
    parts, text = row.of(side)
    x = middle.edge(side)
    for part in parts:
        length = max(part.value, 0) * middle.scale
        _draw_bar(plate, min(x, x + step * length), y, length, side, part.tone)
        x += step * length
    gap = _GAP if _total(parts) else 0
    plate.text(x + step * gap, _baseline(y, plate.look), text, bold=True, anchor=_outwards(side))


def _draw_foot(plate: Plate, middle: float, unit: str, key: Sequence[tuple[Tone, str]]) -> None:
    """The unit and the key in one line about the middle, as far as there is room."""
    look = plate.look
    box, y = look.small * 0.8, plate.height - look.small * 0.35
    pieces = [*key, *([("", unit)] if unit else [])]
    widths = [plate.width_of(name, size=look.small) + (box * 2 + 6 if tone else 0) for tone, name in pieces]
    whole = sum(widths) + 2 * _GAP * (len(widths) - 1)
    x = min(max(middle - whole / 2, 0), max(plate.width - whole, 0))
    for (tone, name), width in zip(pieces, widths, strict=True):
        left = x
        for side in SIDES if tone else ():
            fill = {"full": look.fill(side), "pale": look.pale(side)}.get(tone, look.surface)
            plate.box(left, y - box * 0.9, box, box, fill=fill, edge=look.fill(side), thick=0.75)
            left += box + (0 if side == "ours" else 6)
        plate.text(left, y, name, colour=look.ink3, size=look.small)
        x += width + 2 * _GAP
