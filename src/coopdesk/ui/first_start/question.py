# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One question of the first start: its number and words, a field, and below it what is wrong with it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from coopdesk.language import Message
from coopdesk.ui import look
from coopdesk.ui.panel import Panel, plain_label, wrapped_label


class Line(Panel):
    """A large field with its error below it."""

    def __init__(self, name: Message) -> None:
        super().__init__()
        self.field = QLineEdit()
        look.give(self.field, "large")
        self.name(self.field, name)
        self.error = wrapped_label("error")
        self.error.hide()
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(4)
        self.lines.addWidget(self.field)
        self.lines.addWidget(self.error)
        self.field.textEdited.connect(self.praise)

    @property
    def text(self) -> str:
        """What is answered."""
        return self.field.text().strip()

    def refuse(self, told: str) -> None:
        """Say what is wrong, beside the field, and give it the keyboard."""
        look.mark_wrong(self.field, True)
        self.error.setText(told)
        self.error.show()
        self.field.setAccessibleDescription(told)
        self.field.setFocus()

    def praise(self) -> None:
        """Nothing is wrong any more."""
        look.mark_wrong(self.field, False)
        self.field.setAccessibleDescription("")
        self.error.hide()


def numbered(panel: Panel, number: str, words: Message) -> tuple[QHBoxLayout, QLabel]:
    """The number of a question in its disc, and its words."""
    disc = plain_label("number", number)
    disc.setFixedSize(20, 20)
    disc.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label = panel.label(words, "name")
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(disc)
    row.addWidget(label, 1)
    return row, label
