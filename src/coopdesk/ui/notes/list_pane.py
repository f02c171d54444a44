# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The left pane: find a note by typing, narrow the list by state, choose one."""

from PySide6.QtCore import QModelIndex, QRect
from PySide6.QtGui import QPainter

from coopdesk.language import N_, current
from coopdesk.records.types.notes import NOTE_STATES
from coopdesk.ui import look, painted
from coopdesk.ui.cells import LOCALES
from coopdesk.ui.find_pane import FindPane, Words
from coopdesk.ui.notes.list_model import NotesModel
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, SEMIBOLD, Ink
from coopdesk.ui.pane_list import Index, PaneList, RowPainter
from coopdesk.ui.work import Work

COUNT = N_("Notes: {number}")
NEW = N_("New note")
WORDS = Words(
    find=N_("Find a note"),
    listed=N_("Notes"),
    new=NEW,
    nothing=N_("No note is kept here yet."),
    nothing_how=N_("Meetings, visits and calls appear here, with what was decided and what follows."),
    not_found=N_("No note fits."),
    not_found_how=N_("Type less, or show all notes."),
)
STATES = (("", N_("All notes")), *NOTE_STATES.items())


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


class ListPane(FindPane):
    """The notes. `chosen` carries the id of one."""

    def __init__(self, work: Work) -> None:
        self.model = NotesModel(work)
        super().__init__(self.model, WORDS, STATES)
        self.list.setItemDelegate(NotePainter(self.list, self.model))
        self.new = self.square("plus", NEW)
        self._silent, self._settled = False, False
        self.lay_out((self.new,), ())
        self.new.clicked.connect(self.new_wanted)
        self.list.doubleClicked.connect(self._entered)
        self.model.counted.connect(self._counted)
        self.model.modelReset.connect(self._reset)

    def load(self) -> None:
        """Read the list."""
        self._settled = False
        self.model.find(self.typed.text(), self.choice)

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

    def after_language_change(self) -> None:
        """Cells in the other language."""
        if self.model.kind:
            self.model.reload()

    def counted_words(self) -> str:
        """How many notes there are."""
        number = LOCALES[current()].toString(self.model.rowCount())
        return COUNT.format(number=number)

    def walked(self, current: QModelIndex, previous: QModelIndex) -> None:
        """The list stands on another note, by the officer's hand."""
        if not self._silent and current.isValid():
            super().walked(current, previous)

    def _reset(self) -> None:
        if self.model.rowCount():
            self.show_rows(True)

    def _counted(self, count: int) -> None:
        self.show_count(count, narrowed=self.model.is_narrowed)

    def show_rows(self, any_there: bool) -> None:
        """The list, or what stands in place of an empty one; the keyboard follows where it was wanted."""
        super().show_rows(any_there)
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
        self.choose_first()
