# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The switch between the record types of one screen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton

from coopdesk.records.declaration import RecordType
from coopdesk.ui import look
from coopdesk.ui.chips import Flow
from coopdesk.ui.panel import Panel

APART, CLOSE = 4, 2


class TypeTabs(Panel):
    """One button for each type; `chosen` carries the type that the officer wants to see."""

    chosen = Signal(object)

    def __init__(self, types: Sequence[RecordType]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        self._flow = line = Flow(APART)
        self.setLayout(line)
        for kind in types:
            button = self.button(partial(str, kind.plural), "tab")
            button.setCheckable(True)
            button.clicked.connect(partial(self.chosen.emit, kind))
            self._group.addButton(button)
            self._buttons[kind.key] = button
            line.addWidget(button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the tabs do not fit on a line, they move closer."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def after_language_change(self) -> None:
        """Other words, other widths."""
        self._fit(self.width())

    def _fit(self, width: int) -> None:
        self._stand(close=False)
        if self._flow.length() > width:
            self._stand(close=True)

    def _stand(self, *, close: bool) -> None:
        self._flow.setSpacing(CLOSE if close else APART)
        for button in self._buttons.values():
            look.give_state(button, "close", close)

    def mark(self, kind: RecordType) -> None:
        """Show which type is listed."""
        self._buttons[kind.key].setChecked(True)
