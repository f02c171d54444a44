# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The computers of the office: the list at the left, the one in front at the right."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.language import sentence
from coopdesk.ui.bundles import office_verbs as verbs
from coopdesk.ui.bundles.admission import AdmissionFace
from coopdesk.ui.bundles.aside_face import AsideFace
from coopdesk.ui.bundles.computer_face import ComputerFace
from coopdesk.ui.bundles.office_pane import ADMISSION, ASIDE, OfficePane
from coopdesk.ui.bundles.office_verbs import Office
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.work import Failure, Outcome, Work


class OfficePage(QWidget):
    """The page; `changed` when who belongs to the office, or what counts, has changed."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._office: Office | None = None
        self._key = ""
        self._wants_keyboard = False
        self.pane = OfficePane()
        self.computer, self.aside, self.admission = ComputerFace(work), AsideFace(work), AdmissionFace(work)
        self.refusal = wrapped_label("error-line")
        self.refusal.setContentsMargins(24, 12, 24, 0)
        self.refusal.hide()
        self._faces = QStackedWidget()
        for face in (QWidget(), self.computer, self.aside, self.admission):
            self._faces.addWidget(face)
        right = QVBoxLayout()
        right.addWidget(self.refusal)
        right.addWidget(self._faces, 1)
        lines = QHBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.pane)
        lines.addLayout(right, 1)
        self.pane.chosen.connect(self.open)
        for signal in (self.computer.changed, self.aside.changed, self.admission.admitted):
            signal.connect(self.ask)
            signal.connect(self.changed)

    def begin(self) -> None:
        """Read who belongs to the office; the keyboard goes to the list."""
        self._wants_keyboard = True
        self.ask()

    def ask(self) -> None:
        """Read it again."""
        self._work.ask(verbs.office, self._came, lane="office computers")

    def take_request(self, file: Path) -> None:
        """Look who asks to join in a file."""
        self.open(ADMISSION)
        self.admission.take_request(file)

    def open(self, key: str) -> None:
        """Bring a computer, what is set aside, or the admission to the front."""
        if key == ADMISSION and self._key != ADMISSION:
            self.admission.begin()
        self._key = key
        self._show()
        if key == ADMISSION:
            self.admission.focus_first()

    def _came(self, outcome: Outcome[Office]) -> None:
        self.refusal.setVisible(isinstance(outcome, Failure))
        if isinstance(outcome, Failure):
            self.refusal.setText(sentence(outcome.error))
            return
        self._office = outcome.value
        self.pane.show_office(outcome.value)
        self._show()
        if self._wants_keyboard and self._key != ADMISSION:
            self.pane.focus_current()
        self._wants_keyboard = False

    def _show(self) -> None:
        office = self._office
        if self._key == ADMISSION:
            self.pane.mark("")
            self._faces.setCurrentWidget(self.admission)
            return
        if office is None:
            return
        found = {one.id: one for one in office.computers}
        if self._key not in found and (self._key != ASIDE or not office.aside):
            self._key = next(iter(found), "")
        self.pane.mark(self._key)
        if self._key == ASIDE:
            self.aside.show_office(office)
            self._faces.setCurrentWidget(self.aside)
        elif self._key in found:
            self.computer.show_computer(office, found[self._key])
            self._faces.setCurrentWidget(self.computer)
