# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every editor of a field can do."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.desk.entering import Entered
from coopdesk.ui.look import mark_wrong


class Editor(QWidget):
    """One field of a form. `changed` follows each change by hand; `picked` a whole value and its
    name, chosen at once, such as a record from a list."""

    changed = Signal()
    picked = Signal(str, str)
    labels_itself = False
    narrow = False
    """Whether two of the kind stand side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(4)

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show a value; `names` gives the words for codes and ids in it."""
        raise NotImplementedError

    def entered(self) -> Entered:
        """What the editor holds."""
        raise NotImplementedError

    def widgets(self) -> list[QWidget]:
        """The widgets that take the keyboard, in their order."""
        raise NotImplementedError

    def call(self, name: str) -> None:
        """Give the widgets the accessible name of the field."""
        for widget in self.widgets():
            widget.setAccessibleName(name)

    def mark(self, wrong: bool) -> None:
        """Draw the editor as refused, or as usual."""
        for widget in self.widgets():
            mark_wrong(widget, wrong)

    def _changed(self) -> None:
        """For signals that carry what nobody asks for."""
        self.changed.emit()
