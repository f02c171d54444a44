# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""One computer of the office: what is known of it, its eight words, its role, and withdrawing its access."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from coopdesk.desk.computer_words import OWN, ROLE_NAMES, STEWARD, VERIFIED
from coopdesk.language import N_, Message, sentence
from coopdesk.ui import look
from coopdesk.ui.bundles import office_verbs as verbs
from coopdesk.ui.bundles.access_card import AccessCard
from coopdesk.ui.bundles.computer_words import MEANING, facts_of, in_short
from coopdesk.ui.bundles.office_verbs import Office
from coopdesk.ui.eight_words import EightWords
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.screens.cards import Card, CardPage, Choices
from coopdesk.ui.work import Done, Failure, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.desk.membership import Computer

COMPARE = N_("Eight words")
HOW_THERE = N_(
    "On that computer: Bundles, Computers, this computer. Let its user read the words aloud, by telephone or"
    " face to face. If they are the same, it is the computer that it says it is."
)
HOW_HERE = N_("Read them aloud to whoever compares this computer on another one.")
SAME = N_("The words are the same")
VERIFIED_HERE = N_("Verified: the words were compared on this computer.")
ROLE = N_("Role")
ONLY_STEWARD = N_("Only a steward can change this. Stewards: {names}")
WITHDRAW_TITLE = N_("Withdraw access")
WITHDRAW_WHAT = N_(
    "For a computer that was lost, stolen or given away. What it saved up to now, as far as it is here,"
    " stays; what comes later is set aside. The office gets a new key, which your next bundles bring to the"
    " others. What already lies on that computer stays there. It can only come back with a new request."
)
WITHDRAW, WITHDRAW_NOW = N_("Withdraw access…"), N_("Withdraw access now")
KEEP = N_("Keep access")
WITHDRAWN_NOW = N_("Access withdrawn. Send the others a bundle, so that they know it too.")
ROLE_CHANGED = N_("Role changed. Send the others a bundle, so that they know it too.")


class ComputerFace(CardPage):
    """The page; `changed` when something was done that the list shows."""

    changed = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._office: Office | None = None
        self._shown: Computer | None = None
        self._told: Callable[[], str] = str
        self._head = _Head()
        self._head.name(self, self._name)
        self._head.lines.addWidget(self._head.label(self._name, "title"))
        self._below = wrapped_label("second")
        self._head.wording.say(self._below.setText, lambda: in_short(self._shown) if self._shown else "")
        self.facts = wrapped_label()
        self._head.wording.say(
            self.facts.setText, lambda: "\n".join(facts_of(self._shown)) if self._shown else ""
        )
        self.state = wrapped_label("good")
        self.state.hide()
        for widget in (self._below, self.facts, self.state):
            self._head.lines.addWidget(widget)
        self.add(self._head)
        self.access = AccessCard(work)
        self._words_card, self._role_card = self._make_words(), self._make_role()
        self._withdraw_card = self._make_withdraw()
        for card in (self._words_card, self._role_card, self._withdraw_card, self.access):
            self.add(card)
        self.end()

    def _name(self) -> str:
        return self._shown.name if self._shown else ""

    def _make_words(self) -> Card:
        card = Card(COMPARE)
        how = wrapped_label("second")
        card.wording.say(how.setText, lambda: str(HOW_HERE if self._is_own() else HOW_THERE))
        card.lines.addWidget(how)
        self.words = EightWords(self._work)
        card.lines.addWidget(self.words)
        self.verified = wrapped_label("good")
        card.wording.say(self.verified.setText, VERIFIED_HERE)
        card.lines.addWidget(self.verified)
        self.same = card.button(SAME)
        self.same.clicked.connect(self._note_same)
        card.add_buttons([self.same])
        return card

    def _make_role(self) -> Card:
        card = Card(ROLE)
        self.roles = Choices(card, tuple(ROLE_NAMES.items()))
        self.roles.group.buttonClicked.connect(self._role_chosen)
        card.lines.addWidget(self.roles)
        self.meaning = wrapped_label("second")
        card.wording.say(self.meaning.setText, self._meaning_words)
        card.lines.addWidget(self.meaning)
        return card

    def _make_withdraw(self) -> Card:
        card = Card(WITHDRAW_TITLE)
        what = wrapped_label("second")
        card.wording.say(what.setText, WITHDRAW_WHAT)
        card.lines.addWidget(what)
        self.withdraw = card.button(WITHDRAW, "dangerous")
        self.withdraw_now = card.button(WITHDRAW_NOW, "dangerous")
        self.keep = card.button(KEEP)
        self.withdraw.clicked.connect(partial(self._ask_once, True))
        self.keep.clicked.connect(partial(self._ask_once, False))
        self.withdraw_now.clicked.connect(self._withdraw)
        card.add_buttons([self.withdraw, self.withdraw_now, self.keep])
        return card

    # What is shown

    def show_computer(self, office: Office, found: "Computer") -> None:
        """Show a computer; what was told of another one goes."""
        if self._shown is None or found.id != self._shown.id:
            self.state.hide()
            self._ask_once(False, focus=False)
        self._office, self._shown = office, found
        has_access = bool(found.role)
        self.access.show_for(office, found)
        self._words_card.setVisible(has_access)
        self.words.show_words(found.words)
        self.verified.setVisible(found.state == VERIFIED)
        self.same.setVisible(found.state not in (VERIFIED, OWN))
        self._role_card.setVisible(has_access and found.state != OWN)
        self.roles.choose(found.role)
        self.roles.setVisible(self._is_steward())
        self._withdraw_card.setVisible(has_access and found.state != OWN and self._is_steward())
        for card in (self._head, self._words_card, self._role_card, self._withdraw_card):
            card.wording.again()

    def _is_own(self) -> bool:
        return self._shown is not None and self._shown.state == OWN

    def _is_steward(self) -> bool:
        return self._office is not None and self._office.role == STEWARD

    def _meaning_words(self) -> str:
        if self._shown is None or self._office is None:
            return ""
        told = [str(MEANING[self._shown.role])] if self._shown.role in MEANING else []
        if not self._is_steward():
            told.append(ONLY_STEWARD.format(names=", ".join(self._office.stewards)))
        return "\n".join(told)

    # What is done

    def _note_same(self) -> None:
        self._do(partial(verbs.note_verified, computer=self._id()), None)

    def _role_chosen(self) -> None:
        if self._shown and self.roles.chosen != self._shown.role:
            verb = partial(verbs.change_role, computer=self._id(), role=self.roles.chosen)
            self._do(verb, ROLE_CHANGED)

    def _ask_once(self, asked: bool, *, focus: bool = True) -> None:
        self.withdraw.setVisible(not asked)
        self.withdraw_now.setVisible(asked)
        self.keep.setVisible(asked)
        if focus:
            first: QPushButton = self.keep if asked else self.withdraw
            first.setFocus()

    def _withdraw(self) -> None:
        self._ask_once(False)
        self._do(partial(verbs.revoke, computer=self._id()), WITHDRAWN_NOW)

    def _id(self) -> str:
        return self._shown.id if self._shown else ""

    def _do(self, verb: "Callable[[Desk], Done[None]]", told: Message | None) -> None:
        self._told = partial(str, told) if told else str
        self.setEnabled(False)
        self._work.do(verb, self._done)

    def _done(self, outcome: Outcome[Done[None]]) -> None:
        self.setEnabled(True)
        failed = isinstance(outcome, Failure)
        words = sentence(outcome.error) if isinstance(outcome, Failure) else self._told()
        look.give(self.state, "error-line" if failed else "good")
        self.state.style().polish(self.state)
        self.state.setText(words)
        self.state.setVisible(bool(words))
        if failed and self._shown:
            self.roles.choose(self._shown.role)
        self.changed.emit()


class _Head(Panel):
    """What stands above the cards."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = QVBoxLayout(self)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(4)
