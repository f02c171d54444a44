# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawings of the reports on the screen: made on the worker, shown when they are there.

What they need is loaded with the first one, after everything else of a screen stands.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QObject, QRect, QRectF, QSizeF, Signal
from PySide6.QtGui import QPainter

from coopdesk.ui import look
from coopdesk.ui.work import Outcome, Success, Work

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer
    from reportlab.graphics.shapes import Drawing

    from coopdesk.desk.year_figures import Promised
    from coopdesk.reports.drawings import Look

    Make = Callable[[Look], Drawing]


class Drawn(QObject):
    """One drawing; `came` when there is a new one to show."""

    came = Signal()

    def __init__(self, work: Work, lane: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._lane = lane
        self._make: Make | None = None
        self._renderer: QSvgRenderer | None = None
        self._scheme: object = None

    def ask(self, make: "Make") -> None:
        """Have a drawing made in the colours of now; the one before stays until it is there."""
        self._make, self._scheme = make, look.palette()
        is_dark = look.palette() is look.DARK
        self._work.run(partial(_svg, make, is_dark), self._drawing_came, lane=f"drawn {self._lane}")

    def ask_again(self) -> None:
        """Have it made anew where the colours have changed since."""
        if self._make and self._scheme is not look.palette():
            self.ask(self._make)

    def clear(self) -> None:
        """Show nothing."""
        self._make = self._renderer = None

    @property
    def size(self) -> QSizeF:
        """The size of the drawing as it was made, empty while there is none."""
        return self._renderer.viewBoxF().size() if self._renderer else QSizeF()

    def draw(self, painter: QPainter, area: QRect, left: float | None = None) -> None:
        """Draw it at the left of an area in its middle height, smaller where it is too wide."""
        self.ask_again()
        if self._renderer is None or self.size.isEmpty():
            return
        size = self.size
        scale = min(1.0, area.width() / size.width(), area.height() / size.height())
        width, height = size.width() * scale, size.height() * scale
        x = area.left() if left is None else left
        top = area.top() + (area.height() - height) / 2
        self._renderer.render(painter, QRectF(round(x), round(top), width, height))

    def _drawing_came(self, outcome: Outcome[bytes]) -> None:
        if not isinstance(outcome, Success):
            return  # the words beside it say the same
        from PySide6.QtSvg import QSvgRenderer

        self._renderer = QSvgRenderer(QByteArray(outcome.value))
        self.came.emit()


def _svg(make: "Make", is_dark: bool) -> bytes:
    from coopdesk.reports.drawings import SCREEN_DARK, SCREEN_LIGHT, as_svg

    return as_svg(make(SCREEN_DARK if is_dark else SCREEN_LIGHT))


def promises_drawing(wanted: "Look", ours: "Promised", theirs: "Promised") -> "Drawing":
    """The promises of both sides as a reciprocity bar."""
    from coopdesk.reports.drawings import PromiseRow, Promises, reciprocity

    row = PromiseRow(
        Promises(ours.kept, ours.due, ours.broken), Promises(theirs.kept, theirs.due, theirs.broken)
    )
    return reciprocity([row], wanted)
