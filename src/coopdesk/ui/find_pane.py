# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The left pane of a screen: find by typing, narrow the list by one choice, walk it, choose from it."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from coopdesk.language import N_, Message
from coopdesk.ui import icons, look
from coopdesk.ui.look import give
from coopdesk.ui.pane_list import PAUSE, WIDTH, FindLine, PaneList
from coopdesk.ui.panel import Panel, wrapped_label

NARROW, SHOW_ALL = N_("Narrow the list"), N_("Show all")


class Words(NamedTuple):
    """What a pane says: over its field, of its list, of a new record, and in place of an empty list, as
    long as nothing is kept and where nothing fits, each with what to do."""

    find: Message
    listed: Message
    new: Message
    nothing: Message
    nothing_how: Message
    not_found: Message
    not_found_how: Message


class FindPane(Panel):
    """Search field, filter, count and list. A screen's own pane says how its model is asked (`load`), what
    stands in a row (`current_id`), and what the count says."""

    chosen = Signal(str)
    """The id of what the list stands on."""
    entered = Signal()
    new_wanted = Signal()
    shown = Signal()
    """The first rows stand in the list, or there are none."""

    def __init__(
        self, model: QAbstractItemModel, words: Words, choices: Sequence[tuple[str, Message]]
    ) -> None:
        super().__init__("pane")
        self.setFixedWidth(WIDTH)
        self._words = words
        model.setParent(self)
        self.typed = FindLine()
        give(self.typed, "find")
        self.wording.say(self.typed.setPlaceholderText, words.find)
        self.name(self.typed, words.find)
        self._icons: list[tuple[QPushButton, str]] = []
        self.filter = self.square("filter", NARROW)
        self.list = PaneList(model)
        self.name(self.list, words.listed)
        self._count = self.label(self.counted_words, "meta")
        self._everything = self.choice = choices[0][0]
        self._focus_wanted = False
        self._menu = self._make_menu(choices)
        self.begin, self.all = self.button(words.new), self.button(SHOW_ALL)
        self._nothing, self._nothing_how = wrapped_label("section"), wrapped_label("second")
        self._empty = self._make_empty()
        self._typing, self._walking = QTimer(self), QTimer(self)
        for timer, slot in ((self._typing, self._find_now), (self._walking, self._choose_now)):
            timer.setSingleShot(True)
            timer.setInterval(PAUSE)
            timer.timeout.connect(slot)
        self._connect()

    def load(self) -> None:
        """Read the list anew."""
        raise NotImplementedError

    def current_id(self) -> str:
        """The id of what is chosen, "" for none."""
        raise NotImplementedError

    def counted_words(self) -> str:
        """How many there are."""
        raise NotImplementedError

    def square(self, icon: str, words: Message) -> QPushButton:
        """A small button with a sign."""
        made = QPushButton()
        made.setAutoDefault(False)
        give(made, "square")
        self.name(made, words)
        self.wording.say(made.setToolTip, words)
        self._icons.append((made, icon))
        return made

    def lay_out(self, beside_field: Sequence[QWidget], beside_count: Sequence[QWidget]) -> None:
        """Put it together, with what else stands beside the field and beside the count."""
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.typed, 1)
        for widget in (self.filter, *beside_field):
            head.addWidget(widget)
        counts = QHBoxLayout()
        counts.setContentsMargins(12, 0, 12, 0)
        counts.addWidget(self._count)
        counts.addStretch(1)
        for widget in beside_count:
            counts.addWidget(widget)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(8, 16, 9, 8)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addSpacing(16)
        lines.addLayout(counts)
        lines.addSpacing(8)
        lines.addWidget(self.list, 1)
        lines.addWidget(self._empty, 1)

    def show_count(self, count: int, *, narrowed: bool) -> None:
        """Say how many there are; where none, what to do instead of an empty list."""
        self._count.setText(self.counted_words())
        words = self._words
        self._nothing.setText(str(words.not_found if narrowed else words.nothing))
        self._nothing_how.setText(str(words.not_found_how if narrowed else words.nothing_how))
        self.begin.setVisible(not narrowed)
        self.all.setVisible(narrowed)
        self.show_rows(bool(count))

    def show_rows(self, any_there: bool) -> None:
        """The list, or what stands in place of an empty one."""
        self._empty.setVisible(not any_there)
        self.list.setVisible(any_there)

    def show_all(self) -> None:
        """Take back what was typed and chosen."""
        self.typed.clear()
        self._typing.stop()
        self._menu.actions()[0].setChecked(True)
        self._narrowed(self._menu.actions()[0])

    def showEvent(self, event: object) -> None:
        """Icons in the colours of now."""
        self.in_new_colours()

    def in_new_colours(self) -> None:
        """Icons in the colours of now."""
        for button, icon in self._icons:
            button.setIcon(icons.icon(icon, look.palette().ink))
            button.setIconSize(QSize(16, 16))

    def _make_menu(self, choices: Sequence[tuple[str, Message]]) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for choice, words in choices:
            action = QAction(menu)
            action.setCheckable(True)
            action.setData(choice)
            action.setChecked(choice == self._everything)
            self.wording.say(action.setText, words)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._narrowed)
        return menu

    def _make_empty(self) -> Panel:
        made = Panel()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(4, 12, 12, 0)
        lines.setSpacing(8)
        for widget in (self._nothing, self._nothing_how):
            lines.addWidget(widget)
        for button in (self.begin, self.all):
            lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        made.hide()
        return made

    def _connect(self) -> None:
        self.typed.textChanged.connect(self._typing.start)
        self.typed.list_wanted.connect(self.focus_list)
        self.filter.clicked.connect(self._show_menu)
        self.begin.clicked.connect(self.new_wanted)
        self.all.clicked.connect(self.show_all)
        self.list.entered.connect(self._entered)
        self.list.selectionModel().currentChanged.connect(self.walked)

    def walked(self, current: QModelIndex, previous: QModelIndex) -> None:
        """The list stands on another row: it is chosen when it stays there."""
        self._walking.start()

    def focus_list(self) -> None:
        """The keyboard goes to the list, to its first row where none is chosen, as soon as it is there."""
        self._focus_wanted = not self.list.model().rowCount()
        if self._focus_wanted:
            self.typed.setFocus()
            return
        self.choose_first()
        self.list.setFocus()

    def choose_first(self) -> None:
        """Stand on the first row where the list stands on none."""
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _find_now(self) -> None:
        self.load()

    def _show_menu(self) -> None:
        self._menu.popup(self.filter.mapToGlobal(self.filter.rect().bottomLeft()))

    def _narrowed(self, action: QAction) -> None:
        self.choice = str(action.data())
        self.filter.setProperty("on", self.choice != self._everything)
        self.filter.style().unpolish(self.filter)
        self.filter.style().polish(self.filter)
        self.load()

    def _choose_now(self) -> None:
        if found := self.current_id():
            self.chosen.emit(found)

    def _entered(self, *_: object) -> None:
        self._walking.stop()
        self._choose_now()
        self.entered.emit()
