# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen of decisions: the list at the left, the versions of one field at the right."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.desk.desk import Touched
from coopdesk.desk.weighing import Pending
from coopdesk.language import N_
from coopdesk.records.types import BY_KEY
from coopdesk.ui.deciding import acts
from coopdesk.ui.deciding.acts import Choice, Opened
from coopdesk.ui.deciding.pane import DecisionPane
from coopdesk.ui.deciding.versions import Versions
from coopdesk.ui.panel import Panel, on_button, plain_label, wrapped_label
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.work import Failure, Outcome, Work

HEADING = N_("{field}: two versions")
UNSEEN = N_("Changed on two computers unseen by each other. Choose a version or write a third.")
DECIDED = N_("Decided: {title}")
STAYS = N_("The other version stays in the history of the record.")
OPEN_RECORD = N_("Open the record")
NOTHING = N_("Nothing to decide.")
NOTHING_HOW = N_("When two computers change the same field unseen by each other, both versions appear here.")


class DecidingScreen(Screen):
    """Decides one field after the other."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.pane = DecisionPane()
        self.versions = Versions(work)
        self._begun = False
        self._opened: Opened | None = None
        self._wanted = ""
        self._shown = ""
        self.record = self.button(self._record_words, "crumb")
        self._title = wrapped_label("title")
        self._faces = QStackedWidget()
        self._faces.addWidget(self._empty_face())
        self._faces.addWidget(Panel("page"))
        self._page = self._face()
        self._faces.addWidget(self._page)
        self._faces.setCurrentIndex(1)
        lines = QHBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.pane)
        lines.addWidget(self._faces, 1)
        self.pane.chosen.connect(self.open)
        self.versions.decided.connect(self._decided)
        self.versions.failed.connect(self._outdated)
        self.versions.later_wanted.connect(self._later)
        self.record.clicked.connect(self._open_record)

    def _face(self) -> Panel:
        whole = Panel("page")
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(24, 16, 24, 24)
        lines.setSpacing(4)
        crumb = QHBoxLayout()
        crumb.setContentsMargins(-4, 0, 0, 0)  # its words stand above the title, its frame does not
        crumb.addWidget(self.record, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addLayout(crumb)
        lines.addWidget(self._title)
        how = wrapped_label("second")
        self.wording.say(how.setText, UNSEEN)
        lines.addWidget(how)
        lines.addSpacing(12)
        lines.addWidget(self.versions)
        lines.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(page)
        around = QVBoxLayout(whole)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._scroll)
        return whole

    def _empty_face(self) -> QWidget:
        face = Panel("page")
        lines = QVBoxLayout(face)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(8)
        self._nothing = plain_label("section")
        self.wording.say(self._nothing.setText, NOTHING)
        how = wrapped_label("second")
        self.wording.say(how.setText, NOTHING_HOW)
        lines.addWidget(self._nothing)
        lines.addWidget(how)
        lines.addStretch(1)
        return face

    # What the frame asks

    def begin(self) -> None:
        """Read what stands to be decided; the keyboard goes to the one in front."""
        if not self._begun:
            self._begun = True
            self.refresh()
        self.pane.focus_current()

    def refresh(self) -> None:
        """Read the list again."""
        self.work.ask(acts.listed, self._listed, lane="decisions")

    def follow(self, touched: Touched) -> None:
        """Any save may settle or open a decision."""
        if self._begun and touched:
            self.refresh()

    def leave(self, then: Callable[[], None]) -> None:
        """What is typed stays as a draft."""
        self.versions.keep_typed()
        then()

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        self.versions.keep_typed()

    def after_language_change(self) -> None:
        """Labels and days in the other language."""
        if self._begun:
            self.versions.keep_typed()
            self._shown = ""
            self.refresh()

    # The list and the one in front

    def _listed(self, outcome: Outcome[tuple[Pending, ...]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        before = self.pane.order
        self.pane.show_decisions(outcome.value)
        if not outcome.value:
            self._faces.setCurrentIndex(0)
        self.first_shown.emit()
        left = [one.id for one in outcome.value]
        if not left:
            self._shown = self._wanted = ""
            return
        if self._wanted not in left:
            self._wanted = following(before, left, self._wanted)
        if self._wanted != self._shown:
            self.open(self._wanted)

    def open(self, decision: str) -> None:
        """Bring a decision to the front."""
        self.versions.keep_typed()
        self._wanted = decision
        self.pane.mark(decision)
        self.work.ask(partial(acts.opened, decision=decision), self._came, lane="decision")

    def _came(self, outcome: Outcome[Opened]) -> None:
        if isinstance(outcome, Failure):
            self.refresh()
            return
        self._opened = outcome.value
        weighed = outcome.value.weighed
        self._shown = weighed.decision.id
        self._title.setText(HEADING.format(field=weighed.label))
        self.wording.again()
        self.versions.show_decision(outcome.value)
        self._faces.setCurrentWidget(self._page)
        self._scroll.verticalScrollBar().setValue(0)
        if self.focusWidget() is None:
            self.pane.focus_current()

    def _record_words(self) -> str:
        return on_button(self._opened.weighed.decision.title) if self._opened else ""

    def _open_record(self) -> None:
        if self._opened and self._opened.weighed.decision.type in BY_KEY:
            one = self._opened.weighed.decision
            self.open_wanted.emit(BY_KEY[one.type], one.record)

    # Deciding

    def _decided(self, choice: Choice) -> None:
        if self._opened and self._opened.weighed.decision.id == choice.decision:
            weighed = self._opened.weighed
            self.pane.add_decided(weighed.label, weighed.decision.title)
            act = (OPEN_RECORD, partial(self._open, choice)) if choice.type in BY_KEY else None
            self.told.emit(DECIDED.format(title=weighed.label), str(STAYS), act)
        self.pane.focus_current()

    def _open(self, choice: Choice) -> None:
        self.open_wanted.emit(BY_KEY[choice.type], choice.record)

    def _outdated(self, error: object) -> None:
        self.failed.emit(error)
        self.refresh()

    def _later(self) -> None:
        order = self.pane.order
        if self._wanted in order:
            self.open(order[(order.index(self._wanted) + 1) % len(order)])


def following(before: list[str], left: list[str], gone: str) -> str:
    """The decision to show after one is gone: the next that is left in the order before, else the first."""
    after = before[before.index(gone) + 1 :] if gone in before else []
    return next((one for one in after if one in left), left[0])
