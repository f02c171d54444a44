# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editors of text: a line for everything that is typed in one, prose, and yes or no."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPlainTextEdit, QWidget

from coopdesk.desk.entering import Entered
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import (
    Coordinates,
    Count,
    Day,
    Decimal,
    Kind,
    Moment,
    Money,
    Percentage,
    Phone,
)
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.work import Work

NARROW = (Day, Moment, Count, Decimal, Money, Percentage, Phone, Coordinates)
EXAMPLES: Mapping[type[Kind], str] = {
    Day: "24.11.2026",
    Moment: "24.11.2026 09:30",
    Coordinates: "6.13, 1.22",
    Percentage: "%",
}
FRAME = 22
LEAST_LINES, MOST_LINES = 3, 14


class TextEditor(Editor):
    """One line."""

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__()
        self.narrow = isinstance(what.kind, NARROW)
        self.line = QLineEdit()
        self.line.setPlaceholderText(EXAMPLES.get(type(what.kind), ""))
        self.line.textEdited.connect(self._changed)
        self.line.returnPressed.connect(self._returned)
        self.lines.addWidget(self.line)

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show a text."""
        if self.line.text() != entered:
            self.line.setText(str(entered))
            self.line.setCursorPosition(0)

    def entered(self) -> Entered:
        """The text as typed."""
        return self.line.text()

    def widgets(self) -> list[QWidget]:
        """The line."""
        return [self.line]

    def _returned(self) -> None:
        if self.line.text().strip():
            self.picked.emit(self.line.text().strip(), self.line.text().strip())


class Paragraphs(QPlainTextEdit):
    """Several paragraphs in plain text that know how many lines they fill."""

    resized = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width breaks the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()

    def lines(self, most: int) -> int:
        """The lines the text fills, counted no further than `most`."""
        height = self.fontMetrics().lineSpacing()
        block, found = self.document().firstBlock(), 0.0
        while block.isValid() and found < most:
            found += self.blockBoundingRect(block).height() / height
            block = block.next()
        return min(most, round(found))


class ProseEditor(Editor):
    """Several paragraphs; grows with its text, Tab goes on to the next field."""

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__()
        self.least = LEAST_LINES
        self.text = Paragraphs()
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(2)
        self.text.textChanged.connect(self._text_changed)
        self.text.resized.connect(self._fit)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines.addWidget(self.text)
        self._fit()

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show a text."""
        if self.text.toPlainText() != entered:
            self.text.blockSignals(True)
            self.text.setPlainText(str(entered))
            self.text.blockSignals(False)
        self._fit()

    def entered(self) -> Entered:
        """The text as typed."""
        return self.text.toPlainText()

    def widgets(self) -> list[QWidget]:
        """The text."""
        return [self.text]

    def _text_changed(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        wanted = max(self.least, self.text.lines(MOST_LINES))
        policy = Qt.ScrollBarPolicy
        self.text.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted == MOST_LINES else policy.ScrollBarAlwaysOff
        )
        self.text.setFixedHeight(wanted * self.text.fontMetrics().lineSpacing() + FRAME)


class FlagEditor(Editor):
    """Yes or nothing, with the field's label as its own."""

    labels_itself = True
    narrow = True

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__()
        self.box = QCheckBox(str(what.label))
        self.box.clicked.connect(self._changed)
        self.lines.addWidget(self.box)

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Tick or not."""
        self.box.setChecked(entered == "1")

    def entered(self) -> Entered:
        """ "1" when ticked, else nothing."""
        return "1" if self.box.isChecked() else ""

    def widgets(self) -> list[QWidget]:
        """The box."""
        return [self.box]
