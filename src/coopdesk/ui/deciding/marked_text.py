# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A text with its differences marked: added is underlined on green, removed is struck through on red."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from coopdesk.desk.differences import Mark, Part
from coopdesk.language import NC_
from coopdesk.ui import look
from coopdesk.ui.look import Palette

ADDED_SPOKEN = NC_("read aloud", "added: {text};")
REMOVED_SPOKEN = NC_("read aloud", "removed: {text};")
LINE_SEPARATOR = "\u2028"
SIZE, LINE = 16, 24
UNDERLINE, STRIKE = 2, 1.5
Span = tuple[int, int, Mark]


def spaced(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with a space where what was removed would touch what was added in its place."""
    found: list[Part] = []
    for part in parts:
        touches = (
            bool(found)
            and found[-1].mark is Mark.REMOVED
            and part.mark is Mark.ADDED
            and not found[-1].text[-1:].isspace()
            and not part.text[:1].isspace()
        )
        if touches:
            found.append(Part(Mark.SAME, " "))
        found.append(part)
    return tuple(found)


def spoken(parts: Iterable[Part]) -> str:
    """The parts as a screen reader says them."""
    words = {Mark.ADDED: ADDED_SPOKEN, Mark.REMOVED: REMOVED_SPOKEN}
    said = [
        words[part.mark].format(text=part.text.strip()) if part.mark in words else part.text for part in parts
    ]
    return " ".join(" ".join(said).split())


def spans(parts: Iterable[Part]) -> list[Span]:
    """Where the marked parts begin and end in the whole text."""
    found: list[Span] = []
    at = 0
    for part in parts:
        if part.mark is not Mark.SAME:
            found.append((at, at + len(part.text), part.mark))
        at += len(part.text)
    return found


def pieces(layout: QTextLayout, text: str, start: int, end: int) -> Iterable[QRectF]:
    """The boxes that a span of a text covers as it is laid out, one for each line."""
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        first = max(start, line.textStart())
        last = min(end, line.textStart() + line.textLength(), len(text))
        while last > first and text[last - 1].isspace():
            last -= 1
        if first < last:
            left, right = _x(line, first), _x(line, last)
            yield QRectF(min(left, right), line.y(), abs(right - left), line.height())


def _x(line: QTextLine, cursor: int) -> float:
    found: object = line.cursorToX(cursor)
    at = found[0] if isinstance(found, tuple) else found
    return at if isinstance(at, float) else 0.0


class MarkedText(QWidget):
    """Texts of any length, as high as their lines."""

    def __init__(self, size: int = SIZE, line: int = LINE) -> None:
        super().__init__()
        self._size, self._line = size, line
        self._spans: list[Span] = []
        self._layout = QTextLayout()
        self._width = -1
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show a text with its marks."""
        shown = spaced(parts)
        self._spans = spans(shown)
        self._layout.setText("".join(part.text for part in shown).replace("\n", LINE_SEPARATOR))
        self.setAccessibleName(spoken(parts))
        self._width = -1
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """Everything that is shown, removed words too."""
        return self._layout.text()

    def hasHeightForWidth(self) -> bool:
        """Narrower is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all lines."""
        return self._lay_out(width)

    def sizeHint(self) -> QSize:
        """As high as it is now."""
        return QSize(200, self._lay_out(max(self.width(), 200)))

    def _lay_out(self, width: int) -> int:
        if width == self._width:
            return max(1, self._layout.lineCount()) * self._line
        self._width = width
        font = QFont(self.font())
        font.setPixelSize(self._size)
        self._layout.setFont(font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.beginLayout()
        y = 0.0
        while (line := self._layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, y + (self._line - line.height()) / 2))
            y += self._line
        self._layout.endLayout()
        return max(1, self._layout.lineCount()) * self._line

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the tints, the text in its colours, and the lines."""
        self._lay_out(self.width())
        colours = look.palette()
        painter = QPainter(self)
        for start, end, mark in self._spans:
            tint = colours.good_tint if mark is Mark.ADDED else colours.alert_tint
            for box in pieces(self._layout, self._layout.text(), start, end):
                painter.fillRect(box.adjusted(0, 0, 0, 2), QColor(tint))
        painter.setPen(QColor(colours.ink))
        self._layout.draw(painter, QPointF(0, 0), [_coloured(span, colours) for span in self._spans])
        for start, end, mark in self._spans:
            for box in pieces(self._layout, self._layout.text(), start, end):
                draw_line(painter, box, mark, colours)
        painter.end()


def draw_line(painter: QPainter, box: QRectF, mark: Mark, colours: Palette) -> None:
    """The underline of what was added, the stroke through what was removed."""
    if mark is Mark.ADDED:
        painter.fillRect(QRectF(box.left(), box.bottom(), box.width(), UNDERLINE), QColor(colours.good))
    else:
        middle = box.center().y() + 1
        painter.fillRect(QRectF(box.left(), middle, box.width(), STRIKE), QColor(colours.alert))


def _coloured(span: Span, colours: Palette) -> QTextLayout.FormatRange:
    start, end, mark = span
    made = QTextLayout.FormatRange()
    made.start, made.length = start, end - start
    coloured = QTextCharFormat()
    coloured.setForeground(QColor(colours.good if mark is Mark.ADDED else colours.alert))
    if mark is Mark.ADDED:
        coloured.setFontWeight(QFont.Weight.Medium)
    made.format = coloured
    return made


class Legend(QWidget):
    """A word marked as differences are: what the marks mean."""

    def __init__(self, mark: Mark) -> None:
        super().__init__()
        self._mark = mark
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def say(self, words: str) -> None:
        """Show the word."""
        self._words = words
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(12)
        return font

    def sizeHint(self) -> QSize:
        """As wide as the word."""
        return QSize(QFontMetrics(self._font()).horizontalAdvance(self._words) + 4, 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the word on its tint, with its line."""
        colours = look.palette()
        added = self._mark is Mark.ADDED
        painter = QPainter(self)
        box = QRectF(self.rect()).adjusted(0, 0, 0, -UNDERLINE)
        painter.fillRect(box, QColor(colours.good_tint if added else colours.alert_tint))
        painter.setFont(self._font())
        painter.setPen(QColor(colours.good if added else colours.alert))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._words)
        draw_line(painter, box.adjusted(2, 0, -2, 0), self._mark, colours)
        painter.end()
