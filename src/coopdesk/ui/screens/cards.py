# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page of titled cards that scrolls, and the pieces that stand in them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coopdesk.ui.chips import Flow
from coopdesk.ui.panel import Panel, Words

WIDTH = 640


class CardPage(QScrollArea):
    """Cards below each other, at most as wide as one reads."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QWidget()
        self.lines = QVBoxLayout(page)
        self.lines.setContentsMargins(24, 20, 24, 24)
        self.lines.setSpacing(12)
        self.setWidget(page)

    def add(self, card: QWidget) -> None:
        """Add a card at the end."""
        card.setMaximumWidth(WIDTH)
        self.lines.addWidget(card)

    def end(self) -> None:
        """The cards stay at the top."""
        self.lines.addStretch(1)


class Card(Panel):
    """A card with a title; `lines` holds what stands in it."""

    def __init__(self, title: Words) -> None:
        super().__init__("card")
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(16, 12, 16, 16)
        self.lines.setSpacing(8)
        self.lines.addWidget(self.label(title, "section"))

    def add_line(self, words: Words, *, secret: bool = False) -> QLineEdit:
        """A labelled field of one line."""
        made = QLineEdit()
        if secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        self.add_labelled(words, made)
        return made

    def add_labelled(self, words: Words, widget: QWidget) -> None:
        """A widget with its label above it."""
        label = self.label(words, "label")
        label.setBuddy(widget)
        self.name(widget, words)
        cell = QVBoxLayout()
        cell.setSpacing(4)
        cell.addWidget(label)
        cell.addWidget(widget)
        self.lines.addLayout(cell)

    def add_buttons(self, buttons: Sequence[QPushButton]) -> None:
        """Buttons side by side."""
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in buttons:
            line.addWidget(button)
        line.addStretch(1)
        self.lines.addLayout(line)


class Choices(QWidget):
    """A few buttons of which one is chosen, each with its key."""

    def __init__(self, panel: Panel, choices: Sequence[tuple[str, Words]]) -> None:
        super().__init__()
        self.group = QButtonGroup(self)
        self._by_key: dict[str, QPushButton] = {}
        line = Flow(8)
        self.setLayout(line)
        for key, words in choices:
            button = panel.button(words, "option")
            button.setCheckable(True)
            button.setProperty("key", key)
            self.group.addButton(button)
            self._by_key[key] = button
            line.addWidget(button)

    def choose(self, key: str) -> None:
        """Mark one as chosen."""
        if key in self._by_key:
            self._by_key[key].setChecked(True)

    @property
    def chosen(self) -> str:
        """The key of the one that is chosen, "" for none."""
        button = self.group.checkedButton()
        return str(button.property("key")) if button else ""
