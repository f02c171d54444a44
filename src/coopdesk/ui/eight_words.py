# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The eight words of a computer, large enough to be read aloud, and as a code that a telephone reads."""

from functools import partial

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from coopdesk.desk.matrix_code import Squares, squares
from coopdesk.language import N_
from coopdesk.ui.look import give
from coopdesk.ui.panel import Panel, plain_label, wrapped_label
from coopdesk.ui.work import Outcome, Success, Work

SCAN = N_("Or compare by telephone: its camera shows the same words.")
CODE = N_("The eight words as a code for a telephone")
IN_A_LINE, MARGIN, LARGEST = 2, 4, 224


class Code(QWidget):
    """The code: dark on white whatever the colours of the window, for cameras want it so."""

    def __init__(self) -> None:
        super().__init__()
        self.squares: Squares = ()
        self.setFixedSize(QSize(LARGEST, LARGEST))

    def show_squares(self, found: Squares) -> None:
        """Show another code, as large as whole pixels let it be."""
        self.squares = found
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw every square as the same number of pixels, with the margin that a reader needs."""
        if not self.squares:
            return
        count = len(self.squares) + 2 * MARGIN
        side = LARGEST // count
        start = (LARGEST - side * count) // 2 + side * MARGIN
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("white"))
        for y, row in enumerate(self.squares):
            for x, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRect(start + x * side, start + y * side, side, side), QColor("black"))
        painter.end()


class EightWords(Panel):
    """Eight words in lines of two, their order marked, with the code at the right."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.text = ""
        self._labels: list[QLabel] = []
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place in range(8):
            cell, label = _cell(str(place + 1))
            self._labels.append(label)
            grid.addWidget(cell, place // IN_A_LINE, place % IN_A_LINE)
        self.code = Code()
        self.name(self.code, CODE)
        hint = wrapped_label("meta")
        self.wording.say(hint.setText, SCAN)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(grid)
        left.addWidget(hint)
        left.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addLayout(left, 1)
        whole.addWidget(self.code, 0, Qt.AlignmentFlag.AlignTop)

    def show_words(self, words: str) -> None:
        """Show the words of a computer."""
        if words == self.text:
            return
        self.text = words
        for label, word in zip(self._labels, words.split(), strict=False):
            label.setText(word)
        self.code.show_squares(())
        # Of capitals a code is coarser, and so read from farther away.
        self._work.run(partial(squares, words.upper()), self._code_came, lane="eight words")

    def _code_came(self, outcome: Outcome[Squares]) -> None:
        if isinstance(outcome, Success):
            self.code.show_squares(outcome.value)


def _cell(number: str) -> tuple[QWidget, QLabel]:
    cell = QWidget()
    give(cell, "sunken")
    cell.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    cell.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    line = QHBoxLayout(cell)
    line.setContentsMargins(10, 6, 10, 6)
    line.setSpacing(8)
    line.addWidget(plain_label("meta", number))
    label = plain_label("section")
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    line.addWidget(label, 1)
    return cell, label
