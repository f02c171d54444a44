# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands beside the list of what is due, and what stands instead of it where nothing is: each
made when it first has something to say, after the first rows."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from coopdesk.desk.today_page import Decisions, Watched
from coopdesk.language import N_
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.today.cards import DecideCard, WatchCard

ENDING, SILENT = N_("Agreements ending"), N_("Gone quiet")
GATES, MANDATES = N_("Sign at the gate"), N_("Mandates ending")
CARDS = (("hourglass", ENDING), ("message-off", SILENT), ("road-sign", GATES), ("door-exit", MANDATES))
NOTHING_DUE = N_("Nothing is due.")
NOTHING_DUE_HOW = N_("Promises, follow-ups and the days of agreements appear here 30 days ahead.")
FIRST_STEP = N_("Write a first note")


class Beside(Panel):
    """The cards: what is to be decided, and what asks for a look."""

    decide_wanted = Signal()
    open_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.decide = DecideCard()
        self.decide.wanted.connect(self.decide_wanted)
        self.cards = [WatchCard(icon, words) for icon, words in CARDS]
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(12)
        lines.addWidget(self.decide)
        for card in self.cards:
            card.open_wanted.connect(self.open_wanted)
            lines.addWidget(card)
        lines.addStretch(1)

    @property
    def has_something(self) -> bool:
        """Whether any card stands here."""
        return any(not card.isHidden() for card in (self.decide, *self.cards))

    def show_decisions(self, decisions: Decisions) -> None:
        """Show how much is to be decided."""
        self.decide.show_decisions(decisions)

    def show_watched(self, found: Watched, on: date) -> None:
        """Show what ends, who is silent, what is only a sign, whose mandate ends."""
        parts = (found.ending, found.silent, found.gates, found.mandates)
        for card, lines, count in zip(self.cards, parts, found.counts, strict=True):
            card.show_lines(lines, count, on)


class NothingDue(Panel):
    """Says that nothing is due, and offers the first step where the desk is still empty."""

    def __init__(self) -> None:
        super().__init__()
        self.name(self, NOTHING_DUE)
        self.first_step = self.button(FIRST_STEP)
        text = wrapped_label("second")
        self.wording.say(text.setText, NOTHING_DUE_HOW)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 24, 24, 24)
        lines.setSpacing(8)
        lines.addWidget(self.label(NOTHING_DUE, "section"))
        lines.addWidget(text)
        lines.addSpacing(8)
        lines.addWidget(self.first_step, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
