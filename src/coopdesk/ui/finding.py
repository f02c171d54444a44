# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finding while typing: a field, a question asked on the worker, and a list below the field."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coopdesk.desk.desk import Desk
from coopdesk.records.types import BY_KEY
from coopdesk.ui import icons
from coopdesk.ui.look import give, palette
from coopdesk.ui.work import Outcome, Success

ROW = 36
LEAST_WIDTH = 440
MOST_SHOWN = 10
MOST_FOUND = 12
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the list: what it stands for, its name, and a remark beside it."""

    key: str
    name: str
    remark: str = ""
    type: str = ""
    icon: str = ""


Ask = Callable[[str, Callable[[Outcome[list[Found]]], None]], None]


def found_records(desk: Desk, types: tuple[str, ...], text: str) -> list[Found]:
    """The records of these types (of any, where none is named) that a text finds; for the worker."""
    from coopdesk.desk import asking

    hits = [hit for key in types or ("",) for hit in asking.find(desk, text, of_type=key, limit=MOST_FOUND)]
    return [
        Found(hit.record.id, hit.title or hit.record.id, str(BY_KEY[hit.record.type].label), hit.record.type)
        for hit in hits[:MOST_FOUND]
    ]


class FoundModel(QAbstractListModel):
    """The lines of the list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: list[Found] = []

    def replace(self, found: list[Found]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many lines there are."""
        return 0 if parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name for sighted and other readers, the whole line for the painter."""
        if not index.isValid():
            return None
        line = self.found[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.name}, {line.remark}" if line.remark else line.name
        return line if role == Qt.ItemDataRole.UserRole else None


class FoundPainter(QStyledItemDelegate):
    """Draws a line: the name, and the remark at the right in a smaller, lighter hand."""

    def __init__(self, shown_in: QListView) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """One line of the list."""
        return QSize(200, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        colours = palette()
        line: Found = index.data(Qt.ItemDataRole.UserRole)
        chosen = index.row() == self._list.currentIndex().row()
        painter.save()
        if chosen:
            painter.fillRect(option.rect, QColor(colours.sel))
        area = option.rect.adjusted(12, 0, -12, 0)
        if line.icon:
            ink = colours.accent if chosen else colours.ink2
            icons.draw(painter, line.icon, QRect(area.left(), area.top() + (ROW - 16) // 2, 16, 16), ink)
            area.adjust(26, 0, 0, 0)
        small = option.font
        small.setPixelSize(12)
        remark = QFontMetrics(small).elidedText(line.remark, Qt.TextElideMode.ElideRight, area.width() // 2)
        taken = QFontMetrics(small).horizontalAdvance(remark)
        painter.setFont(small)
        painter.setPen(QColor(colours.ink2 if chosen else colours.ink3))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), remark)
        usual = option.font
        usual.setPixelSize(14)
        painter.setFont(usual)
        painter.setPen(QColor(colours.accent if chosen else colours.ink))
        area = area.adjusted(0, 0, -(taken + 12), 0)
        name = QFontMetrics(usual).elidedText(line.name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        painter.restore()


class Finder(QObject):
    """Puts a list of what is found below a field; `picked` tells which line was chosen."""

    picked = Signal(object)
    found = Signal(list)

    def __init__(self, line: QLineEdit, ask: Ask) -> None:
        super().__init__(line)
        self._line = line
        self._ask = ask
        self.answers_nothing = False
        """Whether there is something to show for an empty field too."""
        self.model = FoundModel(self)
        self._completer = QCompleter(self.model, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(MOST_SHOWN)
        self._completer.setWidget(line)
        self._list: QListView | None = None
        line.textEdited.connect(self._typed)
        self._completer.activated[QModelIndex].connect(self._activated)  # type: ignore[index]

    @property
    def best(self) -> Found | None:
        """The first line that is shown."""
        return self.model.found[0] if self.model.found else None

    def _typed(self, text: str) -> None:
        if text.strip() or self.answers_nothing:
            self.ask_now()
            return
        self._hide()
        self.model.replace([])

    def ask_now(self) -> None:
        """Ask for what stands in the field. Every keystroke does: of questions that wait on the
        worker only the newest is answered."""
        self._ask(self._line.text().strip(), self._answered)

    def _answered(self, outcome: Outcome[list[Found]]) -> None:
        lines = outcome.value if isinstance(outcome, Success) else []
        self.model.replace(lines)
        self.found.emit(lines)
        stale = not self._line.text().strip() and not self.answers_nothing
        if not lines or stale or not self._line.hasFocus():
            self._hide()
            return
        shown = self._popup()
        self._completer.complete(QRect(0, 0, max(self._line.width(), LEAST_WIDTH), self._line.height()))
        shown.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _popup(self) -> QListView:
        if self._list is None:
            self._list = QListView()
            give(self._list, "popup")
            self._completer.setPopup(self._list)
            self._list.setItemDelegate(FoundPainter(self._list))
            self._list.setAccessibleName(self._line.accessibleName())
        return self._list

    def _hide(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _activated(self, index: QModelIndex) -> None:
        found = index.data(Qt.ItemDataRole.UserRole)
        # While its list is open the completer keeps from the field that the keyboard leaves it: whoever
        # moved on from there left a second cursor blinking.
        self._hide()
        self.picked.emit(found)
