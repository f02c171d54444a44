# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The history in a form: a button that turns the form round, and the story, loaded when it is first
wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from coopdesk.language import N_
from coopdesk.records.declaration import RecordType
from coopdesk.ui.panel import Panel
from coopdesk.ui.work import Work

if TYPE_CHECKING:
    from coopdesk.ui.history_pane import HistoryPane

HISTORY = N_("History")


class HistoryFace(QWidget):
    """Stands where the fields stand while the button is down."""

    def __init__(self, panel: Panel, work: Work) -> None:
        super().__init__()
        self._work = work
        self._pane: HistoryPane | None = None
        self._kind: RecordType | None = None
        self._id: str | None = None
        self._fields: QWidget | None = None
        self.button = panel.button(HISTORY, "option")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._turn)
        self.hide()

    @property
    def pane(self) -> "HistoryPane | None":
        """The story, None before it was first wanted."""
        return self._pane

    def tell(self, kind: RecordType | None, record_id: str | None, fields: QWidget) -> None:
        """The form shows this record: another one is shown by its fields, the same one as it was."""
        is_same = record_id is not None and record_id == self._id
        self._kind, self._id, self._fields = kind, record_id, fields
        self.button.setVisible(record_id is not None)
        if not is_same:
            self.button.setChecked(False)
        self._turn()

    def _turn(self) -> None:
        wanted = self.button.isChecked() and self._kind is not None and self._id is not None
        if self._fields and self._kind:
            self._fields.setVisible(not wanted)
        self.setVisible(wanted)
        if wanted and self._kind and self._id:
            self._made().show_record(self._kind, self._id)

    def _made(self) -> "HistoryPane":
        if self._pane is None:
            from coopdesk.ui.history_pane import HistoryPane

            self._pane = HistoryPane(self._work)
            scroll = QScrollArea()
            scroll.setWidgetResizable(True)
            scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            scroll.setAccessibleName(str(HISTORY))
            scroll.setWidget(self._pane)
            lines = QVBoxLayout(self)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.addWidget(scroll)
        return self._pane
