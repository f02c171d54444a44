# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The left pane: find a note by typing, narrow the list by state, choose one."""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from coopdesk.language import N_, current
from coopdesk.records.types.notes import NOTE_STATES
from coopdesk.ui import icons, look, painted
from coopdesk.ui.cells import LOCALES
from coopdesk.ui.look import give
from coopdesk.ui.notes.list_model import NotesModel
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, SEMIBOLD, Ink
from coopdesk.ui.pane_list import PAUSE, WIDTH, FindLine, Index, PaneList, RowPainter
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.work import Work

FIND, NARROW = N_("Find a note"), N_("Narrow the list")
ALL = N_("All notes")
COUNT = N_("Notes: {number}")
NEW = N_("New note")
NONE_YET = N_("No note is kept here yet.")
NONE_HOW = N_("Meetings, visits and calls appear here, with what was decided and what follows.")
NOT_FOUND, NOT_FOUND_HOW = N_("No note fits."), N_("Type less, or show all notes.")
SHOW_ALL = N_("Show all")


class NotePainter(RowPainter):
    """Draws one note: title and day, partner and state."""

    def __init__(self, shown_in: PaneList, notes: NotesModel) -> None:
        super().__init__(shown_in)
        self._notes = notes

    def write(self, painter: QPainter, area: QRect, index: Index, chosen: bool) -> None:
        """Write the two lines of a note."""
        model, colours, row = self._notes, look.palette(), index.row()
        grey = Ink(META, NORMAL, colours.ink2 if chosen else colours.ink3)
        inside = area.adjusted(12, 0, -12, 0)
        first = QRect(inside.left(), area.top() + 10, inside.width(), 20)
        second = QRect(inside.left(), area.top() + 30, inside.width(), 16)
        taken = painted.write(painter, first, model.cell(row, "starts"), grey, RIGHT)
        name = Ink(BODY, SEMIBOLD if chosen else MEDIUM, colours.accent if chosen else colours.ink)
        painted.write(painter, first.adjusted(0, 0, -taken - 10, 0), model.cell(row, "title"), name)
        taken = painted.write(painter, second, model.cell(row, "state"), grey, RIGHT)
        about = model.cell(row, "organisations") or model.cell(row, "kind")
        painted.write(painter, second.adjusted(0, 0, -taken - 10, 0), about, grey)


class ListPane(Panel):
    """Search field, filter, and the list. `chosen` carries the id of a note."""

    chosen = Signal(str)
    entered = Signal()
    new_wanted = Signal()
    shown = Signal()
    """The first rows stand in the list, or there are none."""

    def __init__(self, work: Work) -> None:
        super().__init__("pane")
        self.setFixedWidth(WIDTH)
        self.model = NotesModel(work, self)
        self.typed = FindLine()
        give(self.typed, "find")
        self.wording.say(self.typed.setPlaceholderText, FIND)
        self.name(self.typed, FIND)
        self.filter = self._square("filter", NARROW)
        self.new = self._square("plus", NEW)
        self.list = PaneList(self.model)
        self.list.setItemDelegate(NotePainter(self.list, self.model))
        self.name(self.list, N_("Notes"))
        self._count = self.label(self._counted_words, "meta")
        self._state, self._silent, self._settled = "", False, False
        self._focus_wanted = False
        self._menu = self._make_menu()
        self._empty = self._make_empty()
        self._typing, self._walking = QTimer(self), QTimer(self)
        for timer, slot in ((self._typing, self._find_now), (self._walking, self._choose_now)):
            timer.setSingleShot(True)
            timer.setInterval(PAUSE)
            timer.timeout.connect(slot)
        self._lay_out()
        self._connect()

    def _square(self, icon: str, words: object) -> QPushButton:
        made = QPushButton()
        made.setAutoDefault(False)
        made.setProperty("icon-name", icon)
        give(made, "square")
        self.name(made, words)  # type: ignore[arg-type]
        self.wording.say(made.setToolTip, words)  # type: ignore[arg-type]
        return made

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for state, words in (("", ALL), *NOTE_STATES.items()):
            action = QAction(menu)
            action.setCheckable(True)
            action.setData(state)
            action.setChecked(not state)
            self.wording.say(action.setText, words)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._narrowed)
        return menu

    def _make_empty(self) -> Panel:
        made = Panel()
        self._nothing, self._nothing_how = wrapped_label("section"), wrapped_label("second")
        self.first = self.button(NEW)
        self.all = self.button(SHOW_ALL)
        lines = QVBoxLayout(made)
        lines.setContentsMargins(4, 12, 12, 0)
        lines.setSpacing(8)
        for widget in (self._nothing, self._nothing_how):
            lines.addWidget(widget)
        lines.addWidget(self.first, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        made.hide()
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.typed, 1)
        head.addWidget(self.filter)
        head.addWidget(self.new)
        counts = QHBoxLayout()
        counts.setContentsMargins(12, 0, 12, 0)
        counts.addWidget(self._count)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(8, 16, 9, 8)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addSpacing(16)
        lines.addLayout(counts)
        lines.addSpacing(8)
        lines.addWidget(self.list, 1)
        lines.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self.typed.textChanged.connect(self._typing.start)
        self.typed.list_wanted.connect(self.focus_list)
        self.filter.clicked.connect(self._show_menu)
        self.new.clicked.connect(self.new_wanted)
        self.first.clicked.connect(self.new_wanted)
        self.all.clicked.connect(self._show_all)
        self.list.entered.connect(self._entered)
        self.list.doubleClicked.connect(self._entered)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.model.counted.connect(self._counted)
        self.model.modelReset.connect(self._reset)

    def load(self) -> None:
        """Read the list."""
        self._settled = False
        self.model.find(self.typed.text(), self._state)

    def mark(self, number: int | None) -> None:
        """Mark the note with this row number as the open one, without opening it again."""
        row = self.model.row_of(number) if number is not None else None
        self._silent = True
        self.list.setCurrentIndex(self.model.index(row, 0) if row is not None else QModelIndex())
        self._silent = False

    def choose_nothing(self) -> None:
        """The screen opens a note itself: the row that was about to be chosen is not."""
        self._focus_wanted = False
        self._walking.stop()

    def current_id(self) -> str:
        """The note that is chosen, "" for none."""
        row = self.list.currentIndex().row()
        return self.model.id_at(row) if row >= 0 else ""

    def focus_list(self) -> None:
        """The keyboard goes to the list, to its first note where none is chosen, as soon as it is there."""
        self._focus_wanted = not self.model.rowCount()
        if self._focus_wanted:
            self.typed.setFocus()
            return
        self._choose_first()
        self.list.setFocus()

    def _choose_first(self) -> None:
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0, 0))

    def after_language_change(self) -> None:
        """Cells in the other language."""
        if self.model.kind:
            self.model.reload()

    def showEvent(self, event: object) -> None:
        """Icons in the colours of now."""
        self.in_new_colours()

    def in_new_colours(self) -> None:
        """Icons in the colours of now."""
        for button in (self.filter, self.new):
            button.setIcon(icons.icon(str(button.property("icon-name")), look.palette().ink))
            button.setIconSize(QSize(16, 16))

    def _counted_words(self) -> str:
        number = LOCALES[current()].toString(self.model.rowCount())
        return COUNT.format(number=number)

    def _reset(self) -> None:
        if self.model.rowCount():
            self._show_rows(True)

    def _counted(self, count: int) -> None:
        self._count.setText(self._counted_words())
        narrowed = self.model.is_narrowed
        self._nothing.setText(str(NOT_FOUND if narrowed else NONE_YET))
        self._nothing_how.setText(str(NOT_FOUND_HOW if narrowed else NONE_HOW))
        self.first.setVisible(not narrowed)
        self.all.setVisible(narrowed)
        self._show_rows(bool(count))

    def _show_rows(self, any_there: bool) -> None:
        self._empty.setVisible(not any_there)
        self.list.setVisible(any_there)
        if not self._settled:
            self._settled = True
            self.shown.emit()
        if any_there and self._focus_wanted and not self.typed.text():
            self._came_late()

    def _came_late(self) -> None:
        """The first note is chosen all the same; the keyboard follows where it has not gone elsewhere."""
        if self.typed.hasFocus():
            self.focus_list()
        self._focus_wanted = False
        self._choose_first()

    def _find_now(self) -> None:
        self.load()

    def _show_menu(self) -> None:
        self._menu.popup(self.filter.mapToGlobal(self.filter.rect().bottomLeft()))

    def _narrowed(self, action: QAction) -> None:
        self._state = str(action.data())
        self.filter.setProperty("on", bool(self._state))
        self.filter.style().unpolish(self.filter)
        self.filter.style().polish(self.filter)
        self.load()

    def _show_all(self) -> None:
        self.typed.clear()
        self._typing.stop()
        self._menu.actions()[0].setChecked(True)
        self._narrowed(self._menu.actions()[0])

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if not self._silent and current.isValid():
            self._walking.start()

    def _choose_now(self) -> None:
        if note := self.current_id():
            self.chosen.emit(note)

    def _entered(self, *_: object) -> None:
        self._walking.stop()
        self._choose_now()
        self.entered.emit()
