# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The log of bundles: what was written for whom and what was opened from whom, the newest first."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.language import N_, NC_, sentence
from coopdesk.ui import days, icons, look
from coopdesk.ui.bundles import verbs
from coopdesk.ui.keyboard import hand_on, hold
from coopdesk.ui.panel import ElidedLabel, Panel, plain_label, rule, wrapped_label
from coopdesk.ui.screens.cards import CardPage
from coopdesk.ui.sign import Sign
from coopdesk.ui.work import Done, Failure, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.bundle_log import Logged

TITLE = NC_("bundles", "Log")
EMPTY = N_("Nothing here yet")
EMPTY_HOW = N_("Every bundle that is written or opened here stands in this list.")
FOR = N_("For: {name}")
WHOLE_OFFICE = N_("the whole office")
FROM = N_("From: {name}")
STRANGER = N_("a computer not known here")
TAKEN_BACK = NC_("bundle", "taken back")
TAKE_BACK = N_("Undo opening the bundle")
DONE = N_("The bundle was taken back. The desk is as it was before.")
EARLIER = N_("Show earlier: {count}")
WIDTH, AT_ONCE = 760, 50


class Entries(Panel):
    """The entries below each other, by day; `undo_wanted` carries the id of a bundle."""

    undo_wanted = Signal(str)
    drawing = Signal()
    """What stands here goes now."""
    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entries: Sequence[Logged] | None = None
        self._shown = AT_ONCE
        self._goes_back = False
        self.undo: QPushButton | None = None
        """The button at the one entry that can be taken back."""
        self.earlier: QPushButton | None = None
        self.setMaximumWidth(WIDTH)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(0)

    def show_entries(self, entries: "Sequence[Logged]") -> None:
        """Show the log as it is now."""
        self._entries = entries
        self._draw()

    def after_language_change(self) -> None:
        """Days and words in the other language."""
        self._draw()

    def _draw(self) -> None:
        self.drawing.emit()
        while item := self._rows.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.undo = self.earlier = None
        if self._entries is not None and not self._entries:
            self._rows.addWidget(plain_label("section", str(EMPTY)))
            self._rows.addSpacing(4)
            self._rows.addWidget(wrapped_label("second", str(EMPTY_HOW)))
        today, before = date.today(), ""
        for entry in (self._entries or ())[: self._shown]:
            moment = datetime.fromisoformat(entry.at).astimezone()
            day = days.day_and_month(moment.date(), today)
            if day != before:
                self._rows.addWidget(plain_label("heading", day))
                before = day
            self._rows.addWidget(self._row(entry, f"{moment:%H:%M}"))
        left = len(self._entries or ()) - self._shown
        if left > 0:
            row = Panel()
            self.earlier = row.button(lambda: EARLIER.format(count=left), "quiet")
            self.earlier.clicked.connect(self._show_earlier)
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 8, 0, 0)
            line.addWidget(self.earlier)
            line.addStretch(1)
            self._rows.addWidget(row)
        for button in self.buttons():
            if place := button.parentWidget():
                place.show()  # Qt would do so later; only what is seen takes the keyboard
        self.drawn.emit()

    def _show_earlier(self) -> None:
        self._shown += AT_ONCE
        self._goes_back = True
        self._draw()
        self._goes_back = False

    def buttons(self) -> list[QPushButton]:
        """The buttons that are there, the one to go on with first."""
        found = [one for one in (self.undo, self.earlier) if one]
        return found[::-1] if self._goes_back else found

    def _row(self, entry: "Logged", clock: str) -> QWidget:
        row = Panel()
        line = QHBoxLayout()
        line.setContentsMargins(0, 10, 0, 10)
        line.setSpacing(12)
        line.addWidget(_sign(entry), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._told(row, entry, clock), 1)
        whole = QVBoxLayout(row)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(line)
        whole.addWidget(rule())
        return row

    def _told(self, row: Panel, entry: "Logged", clock: str) -> QVBoxLayout:
        """The words of an entry; its button belongs to the row, and goes with it."""
        head = QHBoxLayout()
        head.setSpacing(8)
        whom, file = ElidedLabel("name"), ElidedLabel("meta")
        whom.setText(_whom(entry))
        file.setText(entry.file)
        head.addWidget(whom, 1)
        if entry.what == "undone":
            head.addWidget(plain_label("badge", str(TAKEN_BACK)))
        head.addWidget(plain_label("meta", clock))
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addLayout(head)
        told.addWidget(wrapped_label("second", "\n".join(entry.words())))
        told.addWidget(file)
        if entry.can_undo:
            told.addSpacing(4)
            self.undo = row.button(TAKE_BACK)
            self.undo.clicked.connect(partial(self.undo_wanted.emit, entry.id))
            told.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        return told


class LogPage(CardPage):
    """The page; `taken_back` when a bundle was."""

    taken_back = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self.entries = Entries()
        self.entries.name(self, TITLE)
        self.entries.undo_wanted.connect(self.take_back)
        self.entries.drawing.connect(partial(hold, self, self.entries))
        self.entries.drawn.connect(self._hand_on)
        self.state = wrapped_label("good")
        self.state.hide()
        self.lines.addWidget(self.entries.label(TITLE, "title"))
        self.lines.addWidget(self.state)
        self.lines.addWidget(self.entries)
        self.end()

    def begin(self) -> None:
        """Read the log."""
        self.state.hide()
        self.ask()

    def ask(self) -> None:
        """Read it again."""
        self._work.ask(verbs.logged, self._came, lane="bundle log")

    def _came(self, outcome: "Outcome[tuple[Logged, ...]]") -> None:
        if isinstance(outcome, Failure):
            self._say(sentence(outcome.error), "error-line")
        else:
            self.entries.show_entries(outcome.value)

    def take_back(self, bundle: str) -> None:
        """Undo the opening of a bundle."""
        if self.entries.undo:
            hold(self, self.entries.undo)
            self.entries.undo.setEnabled(False)
        self._work.do(partial(verbs.take_back, bundle=bundle), self._taken_back)

    def _taken_back(self, outcome: Outcome[Done[None]]) -> None:
        if isinstance(outcome, Failure):
            self._say(sentence(outcome.error), "error-line")
        else:
            self._say(str(DONE), "good")
            self.taken_back.emit()
        self.ask()

    def _hand_on(self) -> None:
        """The keyboard goes on to the button that is left; where there is none, it moves the page."""
        hand_on(self, *self.entries.buttons())

    def _say(self, words: str, role: str) -> None:
        look.give(self.state, role)
        self.state.style().polish(self.state)
        self.state.setText(words)
        self.state.show()


def _sign(entry: "Logged") -> Sign:
    """An arrow out for what was written, in for what was opened."""
    if entry.what == "sent":
        return Sign("upload", icons.INLINE, lambda colours: colours.accent)
    return Sign("download", icons.INLINE, lambda colours: colours.good)


def _whom(entry: "Logged") -> str:
    if entry.what == "sent":
        return FOR.format(name=", ".join(entry.readers) or str(WHOLE_OFFICE))
    return FROM.format(name=entry.sender or str(STRANGER))
