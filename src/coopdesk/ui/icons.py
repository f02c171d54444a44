# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The icons: strokes on a grid of 24 by 24, drawn with a pen in any size and colour.

QtSvg would take longer to load than all icons of a screen to draw.
"""

from functools import cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QApplication

from coopdesk import paths

GRID = 24
NAVIGATION, INLINE, CHIP = 20, 16, 14
"""Sizes in pixels: of the navigation, in lines and on buttons, in chips."""
BEFORE_WORDS = QSize(INLINE + 4, INLINE)
THIN, USUAL = 1.75, 2.0
"""Widths of the stroke on the grid: of navigation icons, and of all smaller ones."""


def draw(painter: QPainter, name: str, area: QRect | QRectF, colour: str | QColor) -> None:
    """Draw an icon into a square of the area, in its middle."""
    size = min(area.width(), area.height())
    x = area.x() + (area.width() - size) / 2
    y = area.y() + (area.height() - size) / 2
    pen = QPen(QColor(colour), THIN if size >= NAVIGATION else USUAL)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x, y)
    painter.scale(size / GRID, size / GRID)
    painter.strokePath(path(name), pen)
    painter.restore()


def pixmap(name: str, size: int, colour: str | QColor, gap: int = 0) -> QPixmap:
    """An icon as a picture, sharp on the finest screen there is; `gap` is room at its right."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    made = QPixmap(QSize(size + gap, size) * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return made


def icon(name: str, colour: str | QColor, size: int = INLINE, gap: int = 0) -> QIcon:
    """An icon for a button, in the colour of its words; `gap` is room between the two."""
    made = QIcon()
    picture = pixmap(name, size, colour, gap)
    for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled, QIcon.Mode.Active, QIcon.Mode.Selected):
        made.addPixmap(picture, mode)
    return made


def before_words(name: str, colour: str | QColor) -> QIcon:
    """An icon for a button with words, with the room that belongs between the two."""
    square = pixmap(name, INLINE, colour)
    wider = QPixmap(BEFORE_WORDS * square.devicePixelRatio())
    wider.setDevicePixelRatio(square.devicePixelRatio())
    wider.fill(Qt.GlobalColor.transparent)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, square)
    painter.end()
    return QIcon(wider)


@cache
def path(name: str) -> QPainterPath:
    """The strokes of an icon; KeyError where there is none of this name."""
    made = QPainterPath()
    steps = iter(_lines()[name].split())
    for letter in steps:
        numbers = [float(next(steps)) for _ in range(6 if letter == "C" else 2)]
        points = [QPointF(numbers[at], numbers[at + 1]) for at in range(0, len(numbers), 2)]
        if letter == "M":
            made.moveTo(points[0])
        elif letter == "L":
            made.lineTo(points[0])
        else:
            made.cubicTo(points[0], points[1], points[2])
    return made


@cache
def _lines() -> dict[str, str]:
    text = paths.resource("icons/outline.txt").read_text(encoding="ascii")
    return dict(line.split("\t", 1) for line in text.splitlines())
