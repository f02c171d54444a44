# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bar at the top: search, a new record, undo and redo, the state of saving, the language."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from coopdesk.language import LANGUAGES, N_, Language, current
from coopdesk.ui.boxes import QuietBox
from coopdesk.ui.finding import Finder, Found, found_records
from coopdesk.ui.look import TOP_BAR_HEIGHT
from coopdesk.ui.panel import Panel
from coopdesk.ui.state import State
from coopdesk.ui.work import Outcome, Work

SEARCH = N_("Search everything")
SEARCH_HINT = N_("Search (Ctrl+K)")
NEW = N_("New record")
UNDO = N_("Undo")
REDO = N_("Redo")
LANGUAGE = N_("Language of the screen")
STATES = {
    State.SAVED: N_("All saved."),
    State.TYPED: N_("Not saved yet"),
    State.SAVING: N_("Saving…"),
    State.REFUSED: N_("Not saved: see the marked fields"),
}
LOOKS = {State.SAVED: "good", State.TYPED: "meta", State.SAVING: "meta", State.REFUSED: "error"}
OWN_NAMES: dict[Language, str] = {"en": "English", "fr": "Français", "ru": "Русский"}


class SearchLine(QLineEdit):
    """The search field; Esc empties it and gives the keyboard back."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class TopBar(Panel):
    """The bar over list and form."""

    found = Signal(object)
    new_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    language_wanted = Signal(str)
    search_left = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__("bar")
        self._work = work
        self.setFixedHeight(TOP_BAR_HEIGHT)
        self.search = SearchLine()
        self.search.setClearButtonEnabled(False)
        self.wording.say(self.search.setPlaceholderText, SEARCH_HINT)
        self.name(self.search, SEARCH)
        self.finder = Finder(self.search, self._ask)
        self.new = self.button(NEW, "primary")
        self.undo = self.button(UNDO, "quiet")
        self.redo = self.button(REDO, "quiet")
        self._state = State.SAVED
        self.state = self.label(self._state_words)
        self.languages = QuietBox()
        self.name(self.languages, LANGUAGE)
        for language in LANGUAGES:
            self.languages.addItem(OWN_NAMES[language], language)
        self._lay_out()
        self._connect()
        self.show_state(State.SAVED)

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(200)
        self.search.setMaximumWidth(320)
        self.languages.setFixedWidth(112)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(8)
        parts: tuple[QWidget, ...] = (self.search, self.new, self.undo, self.redo)
        for part in parts:
            line.addWidget(part, 1 if part is self.search else 0)
        line.addStretch(1)
        line.addWidget(self.state)
        line.addSpacing(8)
        line.addWidget(self.languages)

    def _connect(self) -> None:
        self.finder.picked.connect(self._found)
        self.search.left.connect(self.search_left)
        self.new.clicked.connect(self._new_clicked)
        self.undo.clicked.connect(self._undo_clicked)
        self.redo.clicked.connect(self._redo_clicked)
        self.languages.activated.connect(self._language_chosen)

    def show_state(self, state: State) -> None:
        """Say whether all is saved."""
        self._state = state
        self.state.setText(self._state_words())
        self.state.setProperty("role", LOOKS[state])
        self.state.style().unpolish(self.state)
        self.state.style().polish(self.state)

    def show_language(self) -> None:
        """Show which language is current."""
        self.languages.setCurrentIndex(LANGUAGES.index(current()))

    def focus_search(self) -> None:
        """Give the keyboard to the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _state_words(self) -> str:
        words = str(STATES[self._state])
        return f"✓ {words.rstrip('.')}" if self._state is State.SAVED else words

    def _ask(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        self._work.ask(partial(found_records, types=(), text=text), receiver, lane="finding")

    def _found(self, found: Found) -> None:
        self.search.clear()
        self.found.emit(found)

    def _new_clicked(self) -> None:
        self.new_wanted.emit()

    def _undo_clicked(self) -> None:
        self.undo_wanted.emit()

    def _redo_clicked(self) -> None:
        self.redo_wanted.emit()

    def _language_chosen(self) -> None:
        self.language_wanted.emit(str(self.languages.currentData()))
