# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows in the left pane of a screen that are buttons of their own: a sign, a name and a line below it."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coopdesk.ui import painted
from coopdesk.ui.line_button import LineButton
from coopdesk.ui.look import Palette, give
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, SEMIBOLD, Ink
from coopdesk.ui.panel import ElidedLabel, plain_label

WIDTH, ROW, BAR = 304, 56, 3


class PaneRow(LineButton):
    """One row; `current` says that it is the one in front. The arrows go on and choose."""

    def __init__(self, name: str, below: str) -> None:
        super().__init__(ROW, ", ".join(part for part in (name, below) if part))
        self._name, self._below = name, below
        self.current = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go on and choose."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            found = self.window().focusWidget()
            if isinstance(found, PaneRow) and found is not self:
                found.click()

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """The sign, the name and the line below it."""
        if self.current:
            painted.box(painter, area, 6, colours.sel)
            bar = QRect(area.left(), area.top() + 2, BAR, area.height() - 4)
            painter.fillRect(bar, QColor(colours.accent))
        self.draw_sign(painter, area, colours)
        inside = QRect(area.left() + 40, area.top() + 9, area.width() - 40 - 12, 20)
        ink = Ink(BODY, SEMIBOLD, colours.accent) if self.current else Ink(BODY, MEDIUM, colours.ink)
        painted.write(painter, inside, self._name, ink)
        meta = Ink(META, NORMAL, colours.ink2 if self.current else colours.ink3)
        painted.write(painter, inside.translated(0, 18), self._below, meta)

    def draw_sign(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """Paint what stands at the left of the row; each row its own."""
        raise NotImplementedError(type(self).__name__)


class PaneRows(QScrollArea):
    """Groups of rows, one below the other, that are drawn anew as a whole; `rows` by their keys."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, PaneRow] = {}
        self.current = ""
        self.column = QVBoxLayout()
        self.column.setContentsMargins(8, 0, 8, 8)
        self.column.setSpacing(0)
        inside = QWidget()
        inside.setLayout(self.column)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        give(self, "bare")
        self.setWidget(inside)

    @property
    def has_focus(self) -> bool:
        """Whether the keyboard is in one of the rows."""
        return any(row.hasFocus() for row in self.rows.values())

    def clear(self) -> None:
        """Take all rows and headings away."""
        while item := self.column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.rows = {}

    def add(self, key: str, row: PaneRow) -> None:
        """One row more, at the end."""
        self.rows[key] = row
        self.column.addWidget(row)

    def mark(self, key: str) -> None:
        """Show which one is in front."""
        self.current = key
        for name, row in self.rows.items():
            row.current = name == key
            row.update()


def pane_heading(words: str, aside: str = "") -> QWidget:
    """What stands above a group of rows; `aside` at its right."""
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(12, 12, 12, 6)
    name = ElidedLabel("heading-2")
    name.setText(words)
    line.addWidget(name, 1)
    line.addWidget(plain_label("meta", aside))
    return made
