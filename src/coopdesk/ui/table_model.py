# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list of records as Qt's views read it: row numbers of all, rows of the pages that are seen.

Nothing is read here: the worker is asked for the order of the list and for pages, and until
a page is there its rows show a placeholder. The first page comes first; the whole order
follows at once, and from then on the scrollbar is honest.
"""

from array import array
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from coopdesk.desk import paging
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.paging import conditions_of
from coopdesk.records.declaration import Field, RecordType
from coopdesk.ui import cells
from coopdesk.ui.cells import Row
from coopdesk.ui.work import Failure, Outcome, Success, Work

PAGE = 64
MOST_PAGES = 200
MOST_WAITING = 4
PLACEHOLDER = "…"
Index = QModelIndex | QPersistentModelIndex
DISPLAY = Qt.ItemDataRole.DisplayRole.value
ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
CELL = frozenset({DISPLAY, Qt.ItemDataRole.AccessibleTextRole.value})
RIGHT = int((Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter).value)


@dataclass(frozen=True, slots=True)
class Beginning:
    """The start of a list: the numbers and cells of its first page."""

    numbers: "array[int]"
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A page by its number, with the row numbers it was read for."""

    page: int
    numbers: "array[int]"
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What is seen of a list: its order, its conditions ("field=value") and its columns, () for the
    declared ones."""

    order: str = ""
    wishes: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


def beginning(desk: Desk, kind: RecordType, view: View) -> Beginning:
    """The start of a list, which is there long before all of its order."""
    numbers = paging.beginning(desk, kind, PAGE, view.order, conditions_of(desk, kind, view.wishes))
    return Beginning(numbers, cells.page(desk, kind, numbers, view.keys))


def whole_order(desk: Desk, kind: RecordType, view: View) -> "array[int]":
    """The row numbers of the whole list."""
    return paging.ids(desk, kind, view.order, conditions_of(desk, kind, view.wishes))


def one_page(desk: Desk, kind: RecordType, view: View, number: int, numbers: "array[int]") -> Answer:
    """One page of the list."""
    return Answer(number, numbers, cells.page(desk, kind, numbers, view.keys))


class TableModel(QAbstractTableModel):
    """The list of one record type."""

    settled = Signal()
    """The whole order is known: rows can be found by their number."""
    counted = Signal(int)
    failed = Signal(object)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._kind: RecordType | None = None
        self._columns: tuple[Field, ...] = ()
        self._placeholders: tuple[str, ...] = ()
        self._view = View()
        self._count = 0
        self._numbers: array[int] = array("q")
        self._pages: OrderedDict[int, tuple[Row, ...]] = OrderedDict()
        self._stale: set[int] = set()
        self._waiting: list[int] = []
        self._asked: int | None = None

    @property
    def kind(self) -> RecordType | None:
        """The type that is listed."""
        return self._kind

    @property
    def order(self) -> str:
        """The field the list is in order of, "-" before it for descending; "" for the type's own."""
        return self._view.order

    @property
    def view(self) -> View:
        """Order, conditions and columns."""
        return self._view

    @property
    def columns(self) -> tuple[Field, ...]:
        """The fields that are seen."""
        return self._columns

    def show(self, kind: RecordType, order: str = "", view: View | None = None) -> None:
        """List another type, in another order, or another view of it."""
        self.beginResetModel()
        seen = view or (self._view if kind is self._kind else View())
        self._kind, self._view = kind, View(order, seen.wishes, seen.keys)
        self._columns = cells.columns(kind, seen.keys)
        self._placeholders = (PLACEHOLDER, *("" for _ in self._columns[1:]))
        self._count, self._numbers = 0, array("q")
        self._forget_pages()
        self.endResetModel()
        self._work.ask(partial(beginning, kind=kind, view=self._view), self._begun, lane="list")
        self._ask_order()

    def follow(self, touched: Touched) -> None:
        """Read again what a save may have changed: names of other records stand in the cells too."""
        if self._kind is None or not touched:
            return
        if self._kind.key in touched.ids:
            self._ask_order()
        self._stale.update(self._pages)
        self._repaint(0, self._count - 1)

    def reload(self) -> None:
        """Read everything again, in the current language."""
        if self._kind is not None:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, max(0, len(self._columns) - 1))
            self.follow(Touched({self._kind.key: ("",)}))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many records the list has."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many fields are shown."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = DISPLAY) -> Any:
        """A cell; a placeholder while its page is on the way."""
        if role in CELL:
            return self.cells_at(index.row())[index.column()] if index.isValid() else None
        if role == ALIGNMENT and index.isValid() and self._columns[index.column()].kind.numeric:
            return RIGHT
        return None

    def cells_at(self, row: int) -> tuple[str, ...]:
        """The cells of a row; a placeholder while its page is on the way. A frame asks for each row."""
        rows = self._pages.get(row // PAGE)
        if rows is None or self._stale:
            rows = self._fresh(row)
        place = row % PAGE
        return rows[place].cells if rows and place < len(rows) else self._placeholders

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The labels of the fields."""
        if orientation != Qt.Orientation.Horizontal or section >= len(self._columns):
            return None
        what = self._columns[section]
        if role == DISPLAY:
            return str(what.label)
        if role == ALIGNMENT:
            side = Qt.AlignmentFlag.AlignRight if what.kind.numeric else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    @property
    def numbers(self) -> tuple[int, ...]:
        """The row numbers of all that is listed, as far as they are known."""
        return tuple(self._numbers)

    def field_at(self, section: int) -> Field | None:
        """The field of a column."""
        return self._columns[section] if 0 <= section < len(self._columns) else None

    def id_at(self, row: int) -> str:
        """The id of the record in a row, "" while its page is on the way."""
        found = self._row(row)
        return found.id if found else ""

    def number_at(self, row: int) -> int | None:
        """The row number, in the store, of a row of the list."""
        return self._numbers[row] if 0 <= row < len(self._numbers) else None

    def row_of(self, number: int) -> int | None:
        """Where in the list the record with this row number stands."""
        try:
            return self._numbers.index(number)
        except ValueError:
            return None

    def is_here(self, row: int) -> bool:
        """Whether the cells of a row are there, not only their placeholder."""
        return row // PAGE in self._pages

    def _row(self, row: int) -> Row | None:
        found = self._fresh(row)
        return found[row % PAGE] if found and row % PAGE < len(found) else None

    def _fresh(self, row: int) -> tuple[Row, ...] | None:
        """The page of a row as far as it is here; where it is missing or old it is asked for."""
        number = row // PAGE
        found = self._pages.get(number)
        if (found is None or number in self._stale) and row < len(self._numbers):
            self._want(number)
        return found

    # Pages: one is asked for at a time; of those that wait, the newest come first.

    def _want(self, number: int) -> None:
        if number == self._asked:
            return
        if number in self._waiting:
            self._waiting.remove(number)
        self._waiting = [*self._waiting, number][-MOST_WAITING:]
        self._ask_next()

    def _ask_next(self) -> None:
        if self._asked is not None or not self._waiting or self._kind is None:
            return
        self._asked = self._waiting.pop()
        start = self._asked * PAGE
        part = self._numbers[start : start + PAGE]
        self._work.ask(
            partial(one_page, kind=self._kind, view=self._view, number=self._asked, numbers=part),
            self._page_came,
            lane="page",
        )

    def _page_came(self, outcome: Outcome[Answer]) -> None:
        self._asked = None
        if isinstance(outcome, Failure):
            self._waiting.clear()
            self.failed.emit(outcome.error)
            return
        answer = outcome.value
        start = answer.page * PAGE
        if answer.numbers == self._numbers[start : start + PAGE]:  # else the list has changed meanwhile
            self._keep(answer.page, answer.rows)
        self._ask_next()

    def _keep(self, number: int, rows: tuple[Row, ...]) -> None:
        self._pages[number] = rows
        self._stale.discard(number)
        if len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        self._repaint(number * PAGE, number * PAGE + len(rows) - 1)

    def _repaint(self, first: int, last: int) -> None:
        last = min(last, self._count - 1)
        if last >= first and self._columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def _forget_pages(self) -> None:
        self._pages.clear()
        self._stale.clear()
        self._waiting.clear()
        self._asked = None

    # The order of the list

    def _ask_order(self) -> None:
        if self._kind is not None:
            self._work.ask(
                partial(whole_order, kind=self._kind, view=self._view), self._order_came, lane="order"
            )

    def _begun(self, outcome: Outcome[Beginning]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        if len(self._numbers):  # the whole came first
            return
        self.beginResetModel()
        self._count, self._numbers = len(outcome.value.numbers), outcome.value.numbers
        self._pages[0] = outcome.value.rows
        self.endResetModel()

    def _order_came(self, outcome: "Outcome[array[int]]") -> None:
        if not isinstance(outcome, Success):
            self.failed.emit(outcome.error)
            return
        known, numbers = self._numbers, outcome.value
        if numbers[: len(known)] == known:
            self._grow(numbers)
        else:
            self.beginResetModel()
            self._count, self._numbers = len(numbers), numbers
            self._forget_pages()
            self.endResetModel()
        self.counted.emit(self._count)
        self.settled.emit()

    def _grow(self, numbers: "array[int]") -> None:
        """The list goes on after what is known of it."""
        if len(numbers) == self._count:
            return
        if self._count % PAGE:  # the last page is to be filled up
            self._stale.add(self._count // PAGE)
        self.beginInsertRows(QModelIndex(), self._count, len(numbers) - 1)
        self._count, self._numbers = len(numbers), numbers
        self.endInsertRows()
