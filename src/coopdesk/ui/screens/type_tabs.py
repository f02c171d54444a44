# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The switch between the record types of one screen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton

from coopdesk.records.declaration import RecordType
from coopdesk.ui.chips import Flow
from coopdesk.ui.panel import Panel


class TypeTabs(Panel):
    """One button for each type; `chosen` carries the type that the officer wants to see."""

    chosen = Signal(object)

    def __init__(self, types: Sequence[RecordType]) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        line = Flow(4)
        self.setLayout(line)
        for kind in types:
            button = self.button(partial(str, kind.plural), "tab")
            button.setCheckable(True)
            button.clicked.connect(partial(self.chosen.emit, kind))
            self._group.addButton(button)
            self._buttons[kind.key] = button
            line.addWidget(button)

    def mark(self, kind: RecordType) -> None:
        """Show which type is listed."""
        self._buttons[kind.key].setChecked(True)
