# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What came from computers without access: kept, but not counted until a steward lets it count."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from coopdesk.desk.computer_words import REASONS, STEWARD
from coopdesk.language import N_, NP_, labelled, sentence
from coopdesk.ui import look
from coopdesk.ui.bundles import office_verbs as verbs
from coopdesk.ui.bundles.computer_words import day_of
from coopdesk.ui.bundles.office_verbs import Office
from coopdesk.ui.panel import Panel, plain_label, wrapped_label
from coopdesk.ui.screens.cards import WIDTH, Card, CardPage
from coopdesk.ui.work import Done, Failure, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.membership import Aside

TITLE = N_("Set aside")
HOW = N_(
    "These changes came from computers whose word does not count here. They are kept and passed on, but shown"
    " nowhere. Admitting a computer lets all of its changes count; a steward can also accept single ones."
)
ONLY_STEWARD = N_("Only a steward can accept them. Stewards: {names}")
STRANGER = N_("a computer not known here")
CHANGES = NP_("{n} change", "{n} changes")
ACCEPT = N_("Accept these changes")
ACCEPTED = N_("Accepted. They count from now on.")
NOTHING = N_("Nothing is set aside.")


class AsideFace(CardPage):
    """The page; `changed` when something was accepted."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._office: Office | None = None
        self.buttons: list[QPushButton] = []
        self._list = _List()
        self._list.name(self, TITLE)
        self.lines.addWidget(self._list.label(TITLE, "title"))
        self._how = wrapped_label("second")
        self._how.setMaximumWidth(WIDTH)
        self._list.wording.say(self._how.setText, self._how_words)
        self.state = wrapped_label("good")
        self.state.hide()
        self.lines.addWidget(self._how)
        self.lines.addWidget(self.state)
        self.lines.addWidget(self._list)
        self._list.said_again.connect(self._draw)
        self.end()

    def show_office(self, office: Office) -> None:
        """Show what is set aside now."""
        self._office = office
        self._list.wording.again()
        self._draw()

    def _how_words(self) -> str:
        if self._office is None or self._office.role == STEWARD:
            return str(HOW)
        return "\n".join([str(HOW), ONLY_STEWARD.format(names=", ".join(self._office.stewards))])

    def _draw(self) -> None:
        while item := self._list.lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons.clear()
        found = self._office.aside if self._office else ()
        for one in found:
            self._list.lines.addWidget(self._card(one))
        if not found:
            self._list.lines.addWidget(plain_label("second", str(NOTHING)))

    def _card(self, one: "Aside") -> Card:
        name = one.name or str(STRANGER)
        card = Card(lambda: labelled(name, CHANGES.count(one.changes)))
        card.setMaximumWidth(WIDTH)
        why = wrapped_label("second")
        card.wording.say(
            why.setText,
            lambda: " · ".join([str(REASONS[one.why]), labelled(N_("Last change"), day_of(one.last))]),
        )
        card.lines.addWidget(why)
        if self._office and self._office.role == STEWARD:
            accept = card.button(ACCEPT)
            accept.clicked.connect(partial(self.accept, one.hash))
            self.buttons.append(accept)
            card.add_buttons([accept])
        return card

    def accept(self, found: str) -> None:
        """Let changes count."""
        for one in self.buttons:
            one.setEnabled(False)
        self._work.do(partial(verbs.accept, found=found), self._accepted)

    def _accepted(self, outcome: Outcome[Done[None]]) -> None:
        failed = isinstance(outcome, Failure)
        look.give(self.state, "error-line" if failed else "good")
        self.state.style().polish(self.state)
        self.state.setText(sentence(outcome.error) if isinstance(outcome, Failure) else str(ACCEPTED))
        self.state.show()
        self.changed.emit()


class _List(Panel):
    """The cards below each other."""

    said_again = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(12)

    def after_language_change(self) -> None:
        """Days in the other language."""
        self.said_again.emit()
