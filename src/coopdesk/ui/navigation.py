# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The left side: whose desk this is, the record types with how many of each, and whether it is locked."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from coopdesk.desk.desk import Desk, Office, Touched
from coopdesk.desk.paging import how_many
from coopdesk.language import N_
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import TYPES, parts_of
from coopdesk.ui import look
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.work import Outcome, Success, Work

TYPE_LIST = N_("Record types")
NOT_LOCKED = N_("Not locked: set a passphrase.")
NOT_LOCKED_HOW = N_(
    "Anyone at this computer can read the desk. In a terminal: coopdesk lock --change-passphrase"
)
HEIGHT, PART_HEIGHT = 34, 28
INDENT = 16
Index = QModelIndex | QPersistentModelIndex


def in_order(types: Iterable[RecordType] = TYPES) -> tuple[RecordType, ...]:
    """The types as they are listed: each whole followed by its parts."""
    found: dict[str, RecordType] = {}
    for kind in types:
        if not kind.whole:
            found[kind.key] = kind
            found.update({part.key: part for part in parts_of(kind.key) if part.key not in found})
    found.update({kind.key: kind for kind in types if kind.key not in found})
    return tuple(found.values())


class NavigationModel(QAbstractListModel):
    """The record types and their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.types = in_order()
        self._counts: dict[str, int] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many types there are."""
        return 0 if parent.isValid() else len(self.types)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The plural of a type; for other readers with its number."""
        if not index.isValid():
            return None
        kind = self.types[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(kind.plural)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kind.plural}, {self._counts.get(kind.key, 0)}"
        return kind if role == Qt.ItemDataRole.UserRole else None

    def count_of(self, kind: RecordType) -> int:
        """How many records of a type there are, as far as is known."""
        return self._counts.get(kind.key, 0)

    def set_count(self, key: str, count: int) -> None:
        """Show a number."""
        self._counts[key] = count
        row = [kind.key for kind in self.types].index(key)
        self.dataChanged.emit(self.index(row), self.index(row))

    def say_again(self) -> None:
        """The words in another language."""
        self.dataChanged.emit(self.index(0), self.index(len(self.types) - 1))


class NavigationPainter(QStyledItemDelegate):
    """Draws a type: its word, parts set in, and its number at the right.

    What is chosen is asked of the list itself: the flags of QStyle take 8 ms to load.
    """

    def __init__(self, shown_in: QListView) -> None:
        super().__init__(shown_in)
        self._list = shown_in
        self._hovered = -1
        shown_in.entered.connect(self._entered)
        shown_in.viewportEntered.connect(self._left)

    def _entered(self, index: QModelIndex) -> None:
        self._hovered = index.row()
        self._list.viewport().update()

    def _left(self) -> None:
        self._hovered = -1
        self._list.viewport().update()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row; parts of another type are lower."""
        kind: RecordType = index.data(Qt.ItemDataRole.UserRole)
        return QSize(look.NAVIGATION_WIDTH - 2 * look.UNIT, PART_HEIGHT if kind.whole else HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        colours = look.palette()
        kind: RecordType = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        count = model.count_of(kind) if isinstance(model, NavigationModel) else 0
        chosen = index.row() == self._list.currentIndex().row()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or index.row() == self._hovered:
            painter.setBrush(QColor(colours.sel if chosen else colours.line))
            painter.drawRoundedRect(option.rect, 6, 6)
        area: QRect = option.rect.adjusted(12 + (INDENT if kind.whole else 0), 0, -12, 0)
        font = QFont(option.font)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(colours.ink2 if chosen else colours.ink3))
        number = str(count) if count else ""
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number)
        taken = painter.fontMetrics().horizontalAdvance(number)
        font.setPixelSize(13 if kind.whole else 14)
        font.setWeight(
            QFont.Weight.DemiBold if chosen else QFont.Weight.Normal if kind.whole else QFont.Weight.Medium
        )
        painter.setFont(font)
        painter.setPen(QColor(colours.accent if chosen else colours.ink2 if kind.whole else colours.ink))
        area = area.adjusted(0, 0, -(taken + 8), 0)
        word = painter.fontMetrics().elidedText(str(kind.plural), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), word)
        painter.restore()


def counted(desk: Desk, kind: RecordType) -> tuple[str, int]:
    """How many records of a type there are."""
    return kind.key, how_many(desk, kind)


class Navigation(Panel):
    """The list of record types; `chosen` carries the type."""

    chosen = Signal(object)

    def __init__(self, work: Work) -> None:
        super().__init__("nav")
        self._work = work
        self.setFixedWidth(look.NAVIGATION_WIDTH)
        self.model = NavigationModel()
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(NavigationPainter(self.view))
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        look.give(self.view, "navigation")
        self.name(self.view, TYPE_LIST)
        self._city = wrapped_label("name")
        self._office = wrapped_label("meta")
        self.not_locked = wrapped_label("chip-late")
        self.wording.say(self.not_locked.setText, NOT_LOCKED)
        self.wording.say(self.not_locked.setToolTip, NOT_LOCKED_HOW)
        self._lay_out()
        self.view.selectionModel().currentChanged.connect(self._current_changed)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(12, 0, 12, 8)
        head.setSpacing(0)
        head.addWidget(self._city)
        head.addWidget(self._office)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 8, 4, 4)
        foot.addWidget(self.not_locked)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(8, 10, 9, 8)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self.view, 1)
        lines.addLayout(foot)

    def greet(self, office: Office, locked: bool) -> None:
        """Say whose desk this is and whether it is locked."""
        self._city.setText(office.city)
        self._office.setText(office.name or office.officer)
        self.not_locked.setVisible(not locked)

    def choose(self, kind: RecordType) -> None:
        """Make a type the current one."""
        self.view.setCurrentIndex(self.model.index(self.model.types.index(kind)))

    def count_all(self) -> None:
        """Ask for every number, one question each, so that other work may come between."""
        for kind in self.model.types:
            self._work.ask(partial(counted, kind=kind), self._count_came, lane=f"count {kind.key}")

    def follow(self, touched: Touched) -> None:
        """Count again what was touched."""
        for kind in self.model.types:
            if kind.key in touched.ids:
                self._work.ask(partial(counted, kind=kind), self._count_came, lane=f"count {kind.key}")

    def after_language_change(self) -> None:
        """The types in the other language."""
        self.model.say_again()

    def _count_came(self, outcome: Outcome[tuple[str, int]]) -> None:
        if isinstance(outcome, Success):
            self.model.set_count(*outcome.value)

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(Qt.ItemDataRole.UserRole))
