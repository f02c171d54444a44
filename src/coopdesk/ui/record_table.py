# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of one record type: heading, number of records, table, and what to do when it is empty."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from coopdesk.desk.desk import Touched
from coopdesk.desk.paging import number_of, sortable
from coopdesk.language import N_, NP_
from coopdesk.records.declaration import RecordType
from coopdesk.ui.cells import counted
from coopdesk.ui.column_layout import ColumnLayout
from coopdesk.ui.panel import Panel, Words, wrapped_label
from coopdesk.ui.table_model import TableModel, View
from coopdesk.ui.table_view import TableView
from coopdesk.ui.work import Outcome, Success, Work

if TYPE_CHECKING:
    from coopdesk.ui.list_bar import ListTools

RECORDS = NP_("{n} record", "{n} records")
EMPTY = N_("Nothing is kept here yet.")
NONE_LEFT = N_("No record here has these values.")
FIRST_STEP = N_("A new record appears in this list as soon as it is saved.")
NEW = N_("New record")
TOOLS = 40
"""The height that is kept for the tools, which come after the first rows."""
PAUSE = 120
"""Milliseconds a row is the current one before its record is opened: arrow keys may run through."""


class RecordTable(Panel):
    """The list pane; `opened` names the record that the officer looks at."""

    opened = Signal(str)
    first_shown = Signal()
    new_wanted = Signal()
    removal_wanted = Signal()
    form_wanted = Signal()

    def __init__(self, work: Work, title: Words | None = None, tabs: QWidget | None = None) -> None:
        """`title` stands above the list, without one the name of its type; `tabs` switch the type."""
        super().__init__("canvas")
        self._work = work
        self._tabs = tabs
        self.arrangements: dict[str, dict[str, object]] = {}
        """How each list is arranged, by its type: "widths" of the columns by their field, "order"."""
        self.tools: ListTools | None = None
        self.model = TableModel(work, self)
        self.view = TableView(self.model)
        self.columns = ColumnLayout(self.view, self.model)
        self.name(self.view, self._heading)
        self._title = self.label(title or self._heading, "title")
        self._count = self.label(self._how_many, "meta")
        self._wanted_id = ""
        self._wanted_number: int | None = None
        self._shown_id = ""
        self.is_beside = False
        """A record is open beside the list: it follows the current row."""
        self._open_wanted = False
        """A row was clicked whose page is still on the way."""
        self.shown_once = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(24, 20, 24, 12)
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._count, alignment=Qt.AlignmentFlag.AlignBottom)
        self._body = QStackedLayout()
        self._body.addWidget(self.view)
        self._body.addWidget(self._empty_page())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        if self._tabs:
            row = QHBoxLayout()
            row.setContentsMargins(16, 0, 16, 12)
            row.addWidget(self._tabs)
            whole.addLayout(row)
        self._tool_room = QVBoxLayout()
        self._tool_room.addStrut(TOOLS)
        whole.addLayout(self._tool_room)
        inset = QHBoxLayout()
        inset.setContentsMargins(12, 0, 0, 0)
        inset.addLayout(self._body)
        whole.addLayout(inset, 1)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(12, 12, 24, 24)
        lines.setSpacing(8)
        lines.addWidget(self.label(self._empty_words, "section"))
        hint = wrapped_label("")
        self.wording.say(hint.setText, FIRST_STEP)
        lines.addWidget(hint)
        self._new = self.button(NEW)
        lines.addSpacing(8)
        lines.addWidget(self._new, alignment=Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        return page

    def _connect(self) -> None:
        self.model.counted.connect(self._counted)
        self.model.settled.connect(self._find_wanted)
        self.model.dataChanged.connect(self._cells_came)
        self.model.modelReset.connect(self._was_reset)
        self.view.painted.connect(self._was_painted)
        self.view.entered.connect(self._entered)
        self.view.clicked.connect(self._clicked)
        self.view.removal_wanted.connect(self.removal_wanted)
        self.view.clicked_twice.connect(self._entered)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self._pause.timeout.connect(self._open_current)
        self._new.clicked.connect(self._new_clicked)

    def show_type(self, kind: RecordType, select: str = "") -> None:
        """List the records of a type, and select one by its id."""
        self._shown_id, self._wanted_id, self._wanted_number = "", "", None
        order = str(self._arrangement(kind).get("order", ""))
        key = order.removeprefix("-")
        if key and (key not in kind.by_key or not sortable(kind, key)):
            order = ""
        self._show(kind, order)
        if select:
            self.select(select)

    def select(self, record_id: str) -> None:
        """Make the record the current row, as soon as it is known where it stands."""
        self._wanted_id, self._shown_id = record_id, record_id
        self._ask_number()

    def unselect(self) -> None:
        """No row is current: the form holds a new record."""
        self._shown_id, self._wanted_id, self._wanted_number = "", "", None
        self._pause.stop()
        self.view.selectionModel().clear()

    def add_tools(self) -> "ListTools":
        """The tools above the list; they load editors, so the first rows come before them."""
        if self.tools is None:
            from coopdesk.ui.list_bar import ListTools
            from coopdesk.ui.saved_filters import SavedFilters

            saved = SavedFilters(self.model, self._arrangement_now)
            self.tools = ListTools(self._work, self.model, saved)
            self.tools.view_wanted.connect(self._show_view)
            self.view.selectionModel().selectionChanged.connect(self._selection_changed)
            self._tool_room.addWidget(self.tools)
            self.tools.shown()
        return self.tools

    def _selection_changed(self) -> None:
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        found = (self.model.number_at(row) for row in rows)
        if self.tools:
            self.tools.select([number for number in found if number is not None])

    def _show_view(self, view: View) -> None:
        kind = self.model.kind
        if kind is None:
            return
        kept = self._arrangement(kind)
        kept["filters"], kept["columns"], kept["order"] = list(view.wishes), list(view.keys), view.order
        self._show(kind, view.order)
        if self._shown_id:
            self.select(self._shown_id)

    def _show(self, kind: RecordType, order: str) -> None:
        """Show the list as it is arranged."""
        kept = self._arrangement(kind)
        wishes, keys = (_texts(kept.get(name)) for name in ("filters", "columns"))
        self.model.show(kind, order, View(order, wishes, keys))
        self._show_order()
        self.wording.again()
        self.columns.begin(kept)
        if self.tools:
            self.tools.shown()

    def follow(self, touched: Touched) -> None:
        """Read again what was touched."""
        self.model.follow(touched)

    def after_language_change(self) -> None:
        """Columns and cells in the other language."""
        self.columns.measure_again()
        self.model.reload()

    def focus(self) -> None:
        """Give the keyboard to the list."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _heading(self) -> str:
        return str(self.model.kind.plural) if self.model.kind else ""

    def _how_many(self) -> str:
        return counted(RECORDS, self.model.rowCount())

    def _empty_words(self) -> str:
        return str(NONE_LEFT if self.model.view.wishes else EMPTY)

    def _counted(self, count: int) -> None:
        self._count.setText(self._how_many())
        self._count.setVisible(count > 0)
        self._body.setCurrentIndex(0 if count else 1)
        if not count:
            self._say_shown()

    def _arrangement(self, kind: RecordType) -> dict[str, object]:
        return self.arrangements.setdefault(kind.key, {})

    def _arrangement_now(self) -> dict[str, object]:
        return self._arrangement(self.model.kind) if self.model.kind else {}

    def _show_order(self) -> None:
        """The arrow in the title of the column that the list is in order of by choice."""
        titles, order = self.view.horizontalHeader(), self.model.order
        titles.setSortIndicatorShown(bool(order))
        for section in range(self.model.columnCount()):
            what = self.model.field_at(section)
            if what and order and what.key == order.removeprefix("-"):
                down = order.startswith("-")
                titles.setSortIndicator(
                    section, Qt.SortOrder.DescendingOrder if down else Qt.SortOrder.AscendingOrder
                )

    def _sort_by(self, section: int) -> None:
        what, kind = self.model.field_at(section), self.model.kind
        if what is None or kind is None or not sortable(kind, what.key):
            return
        now = self.model.order or kind.order
        order = f"-{what.key}" if now == what.key else what.key
        wanted = self._shown_id
        self.model.show(kind, order)
        self._arrangement(kind)["order"] = order
        self._show_order()
        if wanted:
            self.select(wanted)

    # Which row is the current one

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self._wanted_number, self._wanted_id = None, ""
            if self.is_beside:
                self._pause.start()

    def stand_beside(self, is_beside: bool) -> None:
        """A record is open beside the list, which keeps the columns that stay readable; or none is."""
        self.is_beside = is_beside
        self.columns.narrow(is_beside)
        if not is_beside:
            self._shown_id = ""
            self._pause.stop()

    def _clicked(self) -> None:
        """A row is opened by a click; one of several that are selected is not."""
        if len(self.view.selectionModel().selectedRows()) == 1:
            self._open_now()

    def _entered(self) -> None:
        self._open_now()
        self.form_wanted.emit()

    def _open_now(self) -> None:
        self._pause.stop()
        self._open_wanted = not self.model.id_at(self.view.currentIndex().row())
        self._open_current()

    def _open_current(self) -> None:
        record_id = self.model.id_at(self.view.currentIndex().row())
        if record_id and record_id != self._shown_id and not self._wanted_id:
            self._shown_id = record_id
            self._wanted_id, self._open_wanted = "", False
            self.opened.emit(record_id)

    def _cells_came(self) -> None:
        is_wanted = self.is_beside or self._open_wanted
        if is_wanted and self.view.currentIndex().isValid() and not self._pause.isActive():
            self._open_current()

    def _new_clicked(self) -> None:
        self.new_wanted.emit()

    def _was_reset(self) -> None:
        """A reset forgets the current row: find it again."""
        if self._shown_id and not self._wanted_id:
            self._wanted_id = self._shown_id
            self._ask_number()

    def _ask_number(self) -> None:
        self._work.ask(partial(number_of, record_id=self._wanted_id), self._number_came, lane="select")

    def _number_came(self, outcome: Outcome[int | None]) -> None:
        self._wanted_number = outcome.value if isinstance(outcome, Success) else None
        self._find_wanted()

    def _find_wanted(self) -> None:
        if self._wanted_number is None:
            return
        row = self.model.row_of(self._wanted_number)
        if row is None:
            return
        self._wanted_number, self._wanted_id = None, ""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.model.index(row, 0)
        self.view.selectionModel().setCurrentIndex(index, flags)
        self._pause.stop()
        self.view.scrollTo(index)

    def _was_painted(self) -> None:
        if self.model.rowCount() and self.model.is_here(0):
            self._say_shown()

    def _say_shown(self) -> None:
        """Once, when the first rows, or that there are none, stand on the screen."""
        if not self.shown_once:
            self.shown_once = True
            self.first_shown.emit()


def _texts(kept: object) -> tuple[str, ...]:
    return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()
