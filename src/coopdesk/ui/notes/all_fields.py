# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""All fields of a note as a form, for those that quick capture does not show."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk.desk.desk import Touched
from coopdesk.language import N_
from coopdesk.records.types import BY_KEY
from coopdesk.ui.panel import Panel
from coopdesk.ui.work import Work

if TYPE_CHECKING:
    from coopdesk.ui.record_form import RecordForm

BACK = N_("Back to the note")


class AllFields(Panel):
    """The form, made when it is first needed, and the way back."""

    state_changed = Signal(object)
    failed = Signal(object)
    report_wanted = Signal(str, str, str, str)
    removed = Signal(str)
    """The note went to the bin; carries its title."""
    back_wanted = Signal()
    stayed = Signal()
    """What is typed is refused; the form stays."""
    draft_found = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__("page")
        self._work = work
        self._form: RecordForm | None = None
        self.back = self.button(BACK, "quiet")
        self.back.clicked.connect(self.back_wanted)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 0)
        head.addWidget(self.back)
        head.addStretch(1)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self._lines.addLayout(head)

    @property
    def form(self) -> "RecordForm":
        """The form."""
        if self._form is None:
            from coopdesk.ui.record_form import RecordForm

            self._form = RecordForm(self._work)
            self._form.state_changed.connect(self.state_changed)
            self._form.failed.connect(self.failed)
            self._form.report_wanted.connect(self.report_wanted)
            self._form.removed.connect(self.removed)
            self._form.stayed.connect(self.stayed)
            self._form.draft_found.connect(self.draft_found)
            self._lines.addWidget(self._form, 1)
        return self._form

    def open(self, note: str) -> None:
        """Show all fields of a note."""
        self.form.open(BY_KEY["note"], note)
        self.back.setFocus()

    def follow(self, touched: Touched) -> None:
        """Read again what was saved elsewhere."""
        if self._form:
            self._form.follow(touched)

    def has_changes(self) -> bool:
        """Whether something typed is not saved."""
        return bool(self._form and self._form.has_changes())

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is typed, then go on."""
        self.form.leave(then)

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self._form and self._form.has_changes():
            self._form.keep_draft()
