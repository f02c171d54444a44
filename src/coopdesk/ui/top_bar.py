# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The bar at the top: one field for records and commands, a new record, undo and redo, the state
of saving, the language, the lock."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from coopdesk.language import LANGUAGES, N_, NP_, Language, Message, current
from coopdesk.ui import icons, look
from coopdesk.ui.panel import Panel, plain_label
from coopdesk.ui.state import State
from coopdesk.ui.work import Outcome, Success, Work

SEARCH = N_("Search everything, or give a command")
SEARCH_HINT = N_("Search or give a command")
NEW = N_("New record")
UNDO = N_("Undo")
REDO = N_("Redo")
LANGUAGE = N_("Language of the screen")
LOCK = N_("Lock the desk")
UNSENT = NP_("{n} change not yet sent", "{n} changes not yet sent")
STATES = {
    State.SAVED: N_("All saved"),
    State.TYPED: N_("Not saved yet"),
    State.SAVING: N_("Saving…"),
    State.REFUSED: N_("Not saved: see the marked fields"),
}
OWN_NAMES: dict[Language, str] = {"en": "English", "fr": "Français", "ru": "Русский"}
KEYS = "Ctrl K"

if TYPE_CHECKING:
    from coopdesk.ui.finding import Finder, Found


class SearchLine(QLineEdit):
    """The search field; Esc empties it and gives the keyboard back."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        look.give(self, "search")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the magnifier into the field."""
        super().paintEvent(event)
        painter = QPainter(self)
        icons.draw(painter, "search", QRect(11, (self.height() - 16) // 2, 16, 16), look.palette().ink3)
        painter.end()


class StateLine(Panel):
    """Whether all is saved: an icon and words."""

    def __init__(self) -> None:
        super().__init__()
        self._state = State.SAVED
        self._icon = plain_label()
        self._icon.setFixedWidth(icons.INLINE)
        self.words = self.label(self._spoken, "second")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self._icon)
        line.addWidget(self.words)

    def show_state(self, state: State) -> None:
        """Say where what is typed stands."""
        self._state = state
        self.words.setText(self._spoken())
        role = "error-line" if state is State.REFUSED else "second"
        if self.words.property("role") != role:
            look.give(self.words, role)
            self.words.style().unpolish(self.words)
            self.words.style().polish(self.words)
        self.draw()

    def draw(self) -> None:
        """The icon in the colours that are worn now."""
        colours = look.palette()
        name, ink = {
            State.SAVED: ("check", colours.good),
            State.REFUSED: ("alert-triangle", colours.alert),
        }.get(self._state, ("pencil", colours.ink3))
        self._icon.setPixmap(icons.pixmap(name, icons.INLINE, ink))

    def _spoken(self) -> str:
        return str(STATES[self._state])


class TopBar(Panel):
    """The bar over every screen."""

    found = Signal(object)
    new_wanted = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()
    language_wanted = Signal(str)
    lock_wanted = Signal()
    search_left = Signal()
    bundles_wanted = Signal()

    def __init__(self, work: Work, commands: "Callable[[str], list[Found]]") -> None:
        """`commands` finds the commands that a text names."""
        super().__init__("bar")
        self._work = work
        self._commands = commands
        self.setFixedHeight(look.TOP_BAR_HEIGHT)
        self.search = SearchLine()
        self.wording.say(self.search.setPlaceholderText, SEARCH_HINT)
        self.name(self.search, SEARCH)
        self._keys = plain_label("key", KEYS)
        self._keys.setFixedHeight(20)
        self._finder: Finder | None = None
        self.new = self.button(NEW, "primary")
        self.undo = self._icon_button(UNDO, "Ctrl+Z")
        self.redo = self._icon_button(REDO, "Ctrl+Shift+Z")
        self.state = StateLine()
        self._unsent = 0
        self.unsent = self.button(self._unsent_words, "quiet-plain")
        self.unsent.hide()
        self.language = self.button(self._language_code, "quiet-plain")
        self.name(self.language, LANGUAGE)
        self.wording.say(self.language.setToolTip, LANGUAGE)
        self.language.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the chevron after the word
        self.lock = self._icon_button(LOCK, "Ctrl+L")
        self._typed = ""
        self._drawn_in: look.Palette | None = None
        self._lay_out()
        self._connect()
        self._draw_icons()
        self.show_state(State.SAVED)

    def _icon_button(self, words: Message, keys: str) -> QPushButton:
        made = QPushButton()
        made.setAutoDefault(False)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        look.give(made, "icon")
        self.name(made, words)
        self.wording.say(made.setToolTip, lambda: f"{words} ({keys})")
        return made

    def _lay_out(self) -> None:
        self.search.setMinimumWidth(180)
        self.search.setMaximumWidth(320)
        inside = QHBoxLayout(self.search)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.addStretch(1)
        inside.addWidget(self._keys)
        upright = QFrame()
        look.give(upright, "upright")
        upright.setFixedHeight(24)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 0, 24, 0)
        line.setSpacing(8)
        parts: tuple[QWidget, ...] = (self.search, self.new, self.undo, self.redo)
        for part in parts:
            line.addWidget(part, 4 if part is self.search else 0)
        line.addStretch(1)
        line.addWidget(self.unsent)
        for part in (self.state, upright, self.language, self.lock):
            line.addSpacing(8 if part is not self.lock else 0)
            line.addWidget(part)

    def _connect(self) -> None:
        self.search.textEdited.connect(self._first_typed)
        self.search.left.connect(self.search_left)
        self.search.textChanged.connect(self._text_changed)
        self.new.clicked.connect(self._new_clicked)
        self.unsent.clicked.connect(self._unsent_clicked)
        self.undo.clicked.connect(self._undo_clicked)
        self.redo.clicked.connect(self._redo_clicked)
        self.language.clicked.connect(self._open_languages)
        self.lock.clicked.connect(self._lock_clicked)

    @property
    def finder(self) -> "Finder":
        """The list below the field, made when it is first needed."""
        if self._finder is None:
            from coopdesk.ui.finding import Finder

            self.search.textEdited.disconnect(self._first_typed)
            self._finder = Finder(self.search, self._ask)
            self._finder.answers_nothing = True
            self._finder.picked.connect(self._found)
        return self._finder

    def get_ready(self) -> None:
        """Load what the search needs, before the first letter is typed."""
        from coopdesk.ui.command_list import load_search

        self._work.run(load_search, self._got_ready)
        self.finder.setParent(self.search)

    def _got_ready(self, outcome: "Outcome[None]") -> None:
        """Whether it loaded or not: the first question would load it too."""

    def _first_typed(self) -> None:
        self.finder.ask_now()

    def show_state(self, state: State) -> None:
        """Say whether all is saved."""
        self.state.show_state(state)

    def show_unsent(self, count: int) -> None:
        """Say how many changes are in no bundle yet; nothing where there are none."""
        self._unsent = count
        self.unsent.setText(self._unsent_words())
        self.unsent.setAccessibleName(self._unsent_words())
        self.unsent.setVisible(bool(count))

    def show_language(self) -> None:
        """Show which language is current."""
        self.language.setText(self._language_code())

    def focus_search(self) -> None:
        """Give the keyboard to the search, with all commands below it."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
        self.finder.ask_now()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours: draw the icons anew."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_drawn_in"):
            self._draw_icons()

    def _draw_icons(self) -> None:
        colours = look.palette()
        if colours is self._drawn_in:  # the style arrives several times, with the same colours
            return
        self._drawn_in = colours
        self.new.setIcon(icons.icon("plus", colours.on_fill, gap=4))
        self.new.setIconSize(QSize(icons.INLINE + 4, icons.INLINE))
        self.undo.setIcon(icons.icon("arrow-back-up", colours.ink2))
        self.redo.setIcon(icons.icon("arrow-forward-up", colours.ink2))
        self.lock.setIcon(icons.icon("lock", colours.ink2))
        self.language.setIcon(icons.icon("chevron-down", colours.ink2))
        self.state.draw()

    def _language_code(self) -> str:
        return current().upper()

    def _ask(self, text: str, receiver: "Callable[[Outcome[list[Found]]], None]") -> None:
        self._typed = text
        if not text:
            receiver(Success(self._commands("")))
            return
        from coopdesk.ui.command_list import with_commands

        question = partial(with_commands, self._commands(text), text)
        self._work.ask(question, receiver, lane="finding")

    def _text_changed(self, text: str) -> None:
        self._keys.setVisible(not text)

    def _found(self, found: "Found") -> None:
        self.search.clear()
        self.found.emit(found)

    def _open_languages(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(str(LANGUAGE))
        for language in LANGUAGES:
            action = menu.addAction(OWN_NAMES[language])
            action.setCheckable(True)
            action.setChecked(language == current())
            action.triggered.connect(partial(self.language_wanted.emit, language))
        menu.popup(self.language.mapToGlobal(self.language.rect().bottomLeft()))

    def _new_clicked(self) -> None:
        self.new_wanted.emit()

    def _unsent_words(self) -> str:
        return UNSENT.count(self._unsent)

    def _unsent_clicked(self) -> None:
        self.bundles_wanted.emit()

    def _undo_clicked(self) -> None:
        self.undo_wanted.emit()

    def _redo_clicked(self) -> None:
        self.redo_wanted.emit()

    def _lock_clicked(self) -> None:
        self.lock_wanted.emit()
