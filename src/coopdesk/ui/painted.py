# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What screens paint by hand in more than one place: a line of text, a chip, a focus ring."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from coopdesk.frozen import dataclass
from coopdesk.ui import icons
from coopdesk.ui.look import Palette

NORMAL, MEDIUM, SEMIBOLD = QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
BODY, META, FIGURE, SECTION = 14, 12, 20, 16
CHIP_HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Ink:
    """How a text is written: its size in pixels, its weight and its colour."""

    size: int
    weight: QFont.Weight
    colour: str

    def font(self, painter: QPainter) -> QFont:
        """The font of it."""
        font = QFont(painter.font())
        font.setPixelSize(self.size)
        font.setWeight(self.weight)
        return font


def width_of(painter: QPainter, text: str, ink: Ink) -> int:
    """How wide a text will be."""
    return QFontMetrics(ink.font(painter)).horizontalAdvance(text)


def write(painter: QPainter, area: QRect, text: str, ink: Ink, align: Qt.AlignmentFlag = LEFT) -> int:
    """Write one line into an area, cut with … where it is too long; how wide it came out."""
    font = ink.font(painter)
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, area.width()))
    painter.setFont(font)
    painter.setPen(QColor(ink.colour))
    painter.drawText(area, int(align) | int(Qt.TextFlag.TextSingleLine), shown)
    return metrics.horizontalAdvance(shown)


@dataclass(frozen=True, slots=True)
class Chip:
    """A chip: its words, the word after an arrow ("" for none), and its colours."""

    text: str
    to: str = ""
    ink: str = ""
    fill: str = ""
    edge: str = ""

    def ours(self, colours: Palette, on_tint: bool = False) -> "Chip":
        """In the colours of our side."""
        return Chip(self.text, self.to, colours.accent, colours.surface if on_tint else colours.tint)

    def theirs(self, colours: Palette) -> "Chip":
        """In the colours of the partner's side."""
        return Chip(self.text, self.to, colours.them_text, colours.them_tint)

    def neutral(self, colours: Palette) -> "Chip":
        """In no side's colours."""
        return Chip(self.text, self.to, colours.ink2, colours.sunken, colours.line)


def draw_chip(painter: QPainter, x: int, middle: int, room: int, chip: Chip) -> int:
    """Draw a chip, 24 high, its words cut where there is too little room; how wide it is."""
    ink = Ink(META, MEDIUM, chip.ink)
    arrow = 14 + 8 if chip.to else 0
    texts = [width_of(painter, chip.text, ink), width_of(painter, chip.to, ink) if chip.to else 0]
    texts = _fitted(texts, room - 18 - arrow)
    width = sum(texts) + arrow + 18
    area = QRect(x, middle - CHIP_HEIGHT // 2, min(width, room), CHIP_HEIGHT)
    box(painter, area, 4, chip.fill, chip.edge)
    write(painter, QRect(x + 9, area.top(), texts[0] + 1, CHIP_HEIGHT), chip.text, ink)
    if chip.to:
        left = x + 9 + texts[0] + 4
        icons.draw(painter, "arrow-right", QRect(left, middle - 7, 14, 14), chip.ink)
        write(painter, QRect(left + 18, area.top(), texts[1] + 1, CHIP_HEIGHT), chip.to, ink)
    return area.width()


def _fitted(wanted: list[int], room: int) -> list[int]:
    """The widths of two texts in a room: the longer one gives way first."""
    if sum(wanted) <= room:
        return wanted
    half = max(room // 2, 0)
    shorter = min(wanted)
    if shorter <= half:
        return [one if one == shorter else max(room - shorter, 0) for one in wanted]
    return [half, half]


def fill(painter: QPainter, area: QRect, colour: str) -> None:
    """Fill an area. QPainter.fillRect would load the names of all colour gradients first."""
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    painter.drawRect(area)
    painter.restore()


def box(painter: QPainter, area: QRect, radius: int, fill: str = "", edge: str = "") -> None:
    """A filled box with round corners; its edge is a hairline inside."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(edge), 1) if edge else Qt.PenStyle.NoPen)
    inside = QRectF(area)
    painter.drawRoundedRect(inside.adjusted(0.5, 0.5, -0.5, -0.5) if edge else inside, radius, radius)
    painter.restore()


def ring(painter: QPainter, area: QRect, colours: Palette, radius: int = 6) -> None:
    """The focus ring inside an area."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.accent), 2))
    painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), radius, radius)
    painter.restore()
