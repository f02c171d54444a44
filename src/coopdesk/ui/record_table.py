# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of one record type: heading, number of records, table, and what to do when it is empty."""

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coopdesk.desk.desk import Touched
from coopdesk.desk.paging import number_of, sortable
from coopdesk.language import N_, NP_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Choice, Country, Day, Kind, Line, Moment, Prose
from coopdesk.ui import look
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.table_model import TableModel
from coopdesk.ui.work import Outcome, Success, Work

RECORDS = NP_("{n} record", "{n} records")
EMPTY = N_("Nothing is kept here yet.")
FIRST_STEP = N_("A new record appears in this list as soon as it is saved.")
NEW = N_("New record")
WIDTHS: dict[type[Kind], int] = {Line: 210, Prose: 320, Choice: 138, Country: 150, Day: 124, Moment: 124}
USUAL_WIDTH = 180
PAUSE = 120
"""Milliseconds a row is the current one before its record is opened: arrow keys may run through."""


class TableView(QTableView):
    """A table of whole rows; says when rows were first painted, and when Enter asks for the form."""

    painted = Signal()
    entered = Signal()
    removal_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setItemDelegate(RowPainter(self))
        rows = self.verticalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(look.ROW_HEIGHT)
        titles = self.horizontalHeader()
        titles.setHighlightSections(False)
        titles.setStretchLastSection(True)
        titles.setFixedHeight(look.ROW_HEIGHT)
        titles.setSectionsClickable(True)
        titles.setSortIndicatorShown(False)
        titles.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and say so."""
        super().paintEvent(event)
        self.painted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on to the form, Delete moves the record to the bin."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        else:
            super().keyPressEvent(event)


class RowPainter(QStyledItemDelegate):
    """The first column names the record; the selected row has a bar at its left."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The first column in a medium weight."""
        super().initStyleOption(option, index)
        if index.column() == 0:
            option.font.setWeight(option.font.Weight.Medium)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell, and the bar of the selected row."""
        super().paint(painter, option, index)
        if index.column() == 0 and index.row() == self._table.currentIndex().row():
            area: QRect = option.rect
            painter.fillRect(QRect(area.left(), area.top(), 3, area.height()), QColor(look.palette().accent))


class RecordTable(Panel):
    """The list pane; `opened` names the record that the officer looks at."""

    opened = Signal(str)
    first_shown = Signal()
    new_wanted = Signal()
    removal_wanted = Signal()
    form_wanted = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__("canvas")
        self._work = work
        self.model = TableModel(work, self)
        self.view = TableView()
        self.view.setModel(self.model)
        self.name(self.view, self._heading)
        self._title = self.label(self._heading, "title")
        self._count = self.label(self._how_many, "meta")
        self._wanted_id = ""
        self._wanted_number: int | None = None
        self._shown_id = ""
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
        inset = QHBoxLayout()
        inset.setContentsMargins(12, 0, 0, 0)
        inset.addLayout(self._body)
        whole.addLayout(inset, 1)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(12, 12, 24, 24)
        lines.setSpacing(8)
        lines.addWidget(self.label(EMPTY, "section"))
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
        self.view.entered.connect(self.form_wanted)
        self.view.removal_wanted.connect(self.removal_wanted)
        self.view.doubleClicked.connect(self._double_clicked)
        self.view.selectionModel().currentRowChanged.connect(self._row_changed)
        self.view.horizontalHeader().sectionClicked.connect(self._sort_by)
        self._pause.timeout.connect(self._open_current)
        self._new.clicked.connect(self._new_clicked)

    def show_type(self, kind: RecordType, select: str = "") -> None:
        """List the records of a type, and select one by its id."""
        self._shown_id, self._wanted_id, self._wanted_number = "", "", None
        self.view.horizontalHeader().setSortIndicatorShown(False)
        self.model.show(kind)
        self.wording.again()
        self._set_widths()
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

    def follow(self, touched: Touched) -> None:
        """Read again what was touched."""
        self.model.follow(touched)

    def after_language_change(self) -> None:
        """Columns and cells in the other language."""
        self.model.reload()

    def focus(self) -> None:
        """Give the keyboard to the list."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _heading(self) -> str:
        return str(self.model.kind.plural) if self.model.kind else ""

    def _how_many(self) -> str:
        return RECORDS.count(self.model.rowCount())

    def _counted(self, count: int) -> None:
        self._count.setText(self._how_many())
        self._count.setVisible(count > 0)
        self._body.setCurrentIndex(0 if count else 1)
        if not count:
            self._say_shown()

    def _set_widths(self) -> None:
        titles = self.view.horizontalHeader()
        for section in range(self.model.columnCount()):
            what = self.model.field_at(section)
            titles.resizeSection(section, width_of(what) if what else USUAL_WIDTH)

    def _sort_by(self, section: int) -> None:
        what, kind = self.model.field_at(section), self.model.kind
        if what is None or kind is None or not sortable(kind, what.key):
            return
        now = self.model.order or kind.order
        order = f"-{what.key}" if now == what.key else what.key
        wanted = self._shown_id
        self.model.show(kind, order)
        descending = order.startswith("-")
        titles = self.view.horizontalHeader()
        titles.setSortIndicatorShown(True)
        titles.setSortIndicator(
            section, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        )
        if wanted:
            self.select(wanted)

    # Which row is the current one

    def _row_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self._wanted_number, self._wanted_id = None, ""
            self._pause.start()

    def _open_current(self) -> None:
        record_id = self.model.id_at(self.view.currentIndex().row())
        if record_id and record_id != self._shown_id and not self._wanted_id:
            self._shown_id = record_id
            self._wanted_id = ""
            self.opened.emit(record_id)

    def _cells_came(self) -> None:
        if self.view.currentIndex().isValid() and not self._pause.isActive():
            self._open_current()

    def _double_clicked(self) -> None:
        self._open_current()
        self.form_wanted.emit()

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


def width_of(what: Field) -> int:
    """The first width of a column."""
    return next((width for kind, width in WIDTHS.items() if isinstance(what.kind, kind)), USUAL_WIDTH)
