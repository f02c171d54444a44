# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns of a table in the width that it has: measured by what stands in them, those that the
officer drew keep their width; beside an open record only those that can be read are shown."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableView

from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Choice, Line, Link, Prose
from coopdesk.ui.column_widths import NAMES, Column, fitting, shared
from coopdesk.ui.table_model import TableModel
from coopdesk.ui.table_view import TableView

AROUND = 26
"""What stands around the text of a cell."""
MOST_MEASURED = 64
LONGEST_CHOICE = 210
TEXTS = Line | Prose | Link
WIDTHS, WIDTHS_BESIDE = "widths", "widths beside"
"""Under which the widths drawn by hand are remembered: of the whole list, and beside a record."""


class ColumnLayout(QObject):
    """Gives the columns of a view their widths."""

    def __init__(self, view: TableView, model: TableModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self._arrangement: dict[str, object] = {}
        self._measured: dict[str, int] | None = None
        self._is_narrow = self._is_sharing = False
        view.resized.connect(self.share)
        view.horizontalHeader().sectionResized.connect(self._drawn)
        model.modelReset.connect(self._rows_came)
        model.dataChanged.connect(self._rows_came)

    def begin(self, arrangement: dict[str, object]) -> None:
        """Another list, or other columns of it; what the officer draws is kept in `arrangement`."""
        self._arrangement = arrangement
        self.measure_again()

    def measure_again(self) -> None:
        """What stands in the columns is another, as soon as it comes."""
        self._measured = None
        self.share()

    def narrow(self, is_narrow: bool) -> None:
        """A record is open beside the list, or none."""
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.share()

    def _rows_came(self) -> None:
        if self._measured is None and self._model.is_here(0):
            self._measured = self._measure()
            self.share()

    def _measure(self) -> dict[str, int]:
        """The width of each column, by the key of its field, that shows all of its first rows."""
        title, cell = QFontMetrics(self._view.horizontalHeader().font()), self._view.font()
        metrics, named = QFontMetrics(cell), QFontMetrics(_medium(cell))
        rows = range(min(self._model.rowCount(), MOST_MEASURED))
        found = {}
        for section, what in enumerate(self._model.columns):
            measure = (metrics if section else named).horizontalAdvance
            texts = {str(self._model.index(row, section).data() or "") for row in rows}
            widest = max((measure(text) for text in texts), default=0)
            found[what.key] = max(widest, title.horizontalAdvance(str(what.label))) + AROUND
        return found

    def _columns(self, room: int) -> list[Column]:
        kept = self._arrangement.get(WIDTHS_BESIDE if self._is_narrow else WIDTHS)
        given = kept if isinstance(kept, dict) else {}
        kind = self._model.kind
        titles = kind.title if kind else ()
        # The model may have other columns already, whose rows are on the way.
        measured = self._measured or {}
        naturals = [measured.get(what.key) or _unseen(what) for what in self._model.columns]
        is_enough = sum(naturals) <= room
        found = []
        for natural, what in zip(naturals, self._model.columns, strict=True):
            width = given.get(what.key, 0)
            cut = isinstance(what.kind, Choice) and not is_enough
            found.append(
                Column(
                    min(natural, LONGEST_CHOICE) if cut else natural,
                    _weight(what, titles),
                    width if isinstance(width, int) else 0,
                )
            )
        return found

    def share(self) -> None:
        """Give each column its width."""
        room = self._view.viewport().width()
        columns = self._columns(room)
        if not columns or self._is_sharing:
            return
        shown = fitting(columns, room) if self._is_narrow else frozenset(range(len(columns)))
        widths = iter(shared([column for at, column in enumerate(columns) if at in shown], room))
        self._is_sharing = True
        for section in range(len(columns)):
            self._view.setColumnHidden(section, section not in shown)
            if section in shown:
                self._view.setColumnWidth(section, next(widths))
        self._is_sharing = False

    def _drawn(self, section: int, before: int, width: int) -> None:
        """A column was drawn wider or narrower by hand; the last one fills what is left."""
        what = self._model.field_at(section)
        if self._is_sharing or not what or not width or section == last_shown(self._view):
            return
        widths = self._arrangement.setdefault(WIDTHS_BESIDE if self._is_narrow else WIDTHS, {})
        if isinstance(widths, dict):
            widths[what.key] = width


def last_shown(view: QTableView) -> int:
    """The last column that is not hidden."""
    titles = view.horizontalHeader()
    return max((at for at in range(titles.count()) if not titles.isSectionHidden(at)), default=-1)


def _weight(what: Field, titles: tuple[str, ...]) -> int:
    """The name of the record gets twice the room of other texts; all else is as narrow as its content."""
    if not isinstance(what.kind, TEXTS):
        return 0
    return NAMES if what.key in titles[:1] else 1


def _unseen(what: Field) -> int:
    """A width until rows are there."""
    return 210 if isinstance(what.kind, TEXTS) else 130


def _medium(font: QFont) -> QFont:
    found = QFont(font)
    found.setWeight(QFont.Weight.Medium)
    return found
