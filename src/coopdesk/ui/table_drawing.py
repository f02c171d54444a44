# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the rows of a table are drawn.

Qt would ask the model seven times a cell, measure, cut and shape its text and look its style up in
the style sheet, in each frame anew. Here a row's texts are taken at once, and a text that was cut and
shaped stays so: a frame takes a fraction of the time, and no pixel of it is another.
"""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QStaticText, QTextOption
from PySide6.QtWidgets import QTableView

from coopdesk.ui import look
from coopdesk.ui.table_model import TableModel

INSET = 12
"""Between the edge of a cell and its text."""
BAR = 3
"""How wide the bar is at the left of the current row."""
LINE = 1
"""How high the line below a row is."""
MOST_TEXTS = 2_000
"""How many texts are kept: several screens full."""
WORDS, NUMBER = QTextOption(Qt.AlignmentFlag.AlignLeft), QTextOption(Qt.AlignmentFlag.AlignRight)
for _alignment in (WORDS, NUMBER):
    _alignment.setWrapMode(QTextOption.WrapMode.NoWrap)

Rows = list[tuple[int, int]]
"""Rows of the list by their number, and where each begins in the view."""


class Column(NamedTuple):
    """A column that is drawn: its number and where it stands."""

    number: int
    left: int
    width: int

    @property
    def right(self) -> int:
        """Where the next one begins."""
        return self.left + self.width


class TableDrawing:
    """Draws the rows of one table."""

    def __init__(self, view: QTableView, model: TableModel) -> None:
        self._view = view
        self._model = model
        self._texts: dict[tuple[int, int, str], QStaticText] = {}
        self._wear(view.font())

    def draw(self, painter: QPainter, area: QRect, pointed_at: int) -> None:
        """Draw what stands in an area of the table; the mouse is over the row `pointed_at`, -1: none."""
        if self._font != self._view.font():
            self._wear(self._view.font())
        first, last = self._rows(area)
        columns = tuple(self._columns(area))
        if first < 0 or not columns:
            return
        top, height = self._view.rowViewportPosition(first), self._view.rowHeight(first)
        tops = range(top, top + (last - first + 1) * height, height)
        rows = list(zip(range(first, last + 1), tops, strict=True))
        left = min(column.left for column in columns)
        width = max(column.right for column in columns) - left
        self._draw_grounds(painter, rows, QRect(left, 0, width, height), pointed_at)
        painter.setPen(QColor(look.palette().ink))
        above = (height - LINE) // 2 - self._text_height // 2  # each rounded, as Qt centres
        for column in columns:
            self._draw_column(painter, column, rows, above)

    def _wear(self, font: QFont) -> None:
        """Write in a font; the first column, which names the record, in a medium weight of it."""
        self._font, self._name_font = font, QFont(font)
        self._name_font.setWeight(QFont.Weight.Medium)
        self._text_height = round(QFontMetricsF(font).height())
        self._texts.clear()

    def _rows(self, area: QRect) -> tuple[int, int]:
        """The first and the last row in an area; -1 as the first where there is none."""
        last = self._view.rowAt(area.bottom())
        return self._view.rowAt(area.top()), last if last >= 0 else self._model.rowCount() - 1

    def _columns(self, area: QRect) -> Iterator[Column]:
        """The columns in an area."""
        for number in range(self._model.columnCount()):
            width = self._view.columnWidth(number)  # 0: it is hidden
            column = Column(number, self._view.columnViewportPosition(number), width)
            if width and column.left <= area.right() and column.right > area.left():
                yield column

    def _draw_grounds(self, painter: QPainter, rows: Rows, row_area: QRect, pointed_at: int) -> None:
        """What stands behind the texts: the colour of rows that are selected or under the mouse, lines."""
        colours = look.palette()
        line, selected, hover = (QColor(one) for one in (colours.line, colours.sel, colours.hover))
        selection = self._view.selectionModel()
        current = self._view.currentIndex().row()
        for row, top in rows:
            area = row_area.translated(0, top)
            if selection.isSelected(self._model.index(row, 0)):
                painter.fillRect(area, selected)
            elif row == pointed_at:
                painter.fillRect(area, hover)
            painter.fillRect(area.left(), area.bottom(), area.width(), LINE, line)
            if row == current:
                painter.fillRect(
                    self._view.columnViewportPosition(0), top, BAR, area.height(), QColor(colours.accent)
                )

    def _draw_column(self, painter: QPainter, column: Column, rows: Rows, above: int) -> None:
        painter.setFont(self._name_font if column.number == 0 else self._font)
        for row, top in rows:
            text = self._model.cells_at(row)[column.number]
            if text:
                known = self._texts.get((column.number, column.width, text))
                painter.drawStaticText(column.left + INSET, top + above, known or self._shaped(column, text))

    def _shaped(self, column: Column, text: str) -> QStaticText:
        """A text cut to the width of its column and shaped, kept for the next frame."""
        if len(self._texts) >= MOST_TEXTS:
            self._texts.clear()
        room = column.width - 2 * INSET
        font = self._name_font if column.number == 0 else self._font
        what = self._model.field_at(column.number)
        shaped = QStaticText(QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room))
        shaped.setTextFormat(Qt.TextFormat.PlainText)
        shaped.setTextOption(NUMBER if what and what.kind.numeric else WORDS)
        shaped.setTextWidth(room)
        self._texts[column.number, column.width, text] = shaped
        return shaped
