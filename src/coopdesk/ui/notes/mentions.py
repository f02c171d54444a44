# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of names below the cursor while one is typed behind an @."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from coopdesk.desk import new_partner, note_people
from coopdesk.desk.note_people import Known
from coopdesk.language import N_, NC_
from coopdesk.ui import icons, look, painted
from coopdesk.ui.look import give
from coopdesk.ui.notes import marks
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, SEMIBOLD, Ink

WIDTH, ROW, LAST, MOST, FEW = 420, 44, 38, 6, 2
ADD = N_("Add “{name}” as a name")
ADD_PARTNER = N_("New partner: {name} ({country})")
ADD_PERSON = N_("New person: {name}")
TO_MAKE = (new_partner.TO_MAKE, note_people.TO_MAKE)
"""Types of what is offered and not there yet."""
ENTER = NC_("key", "Enter")
NAMES = N_("People and partners found")
ICONS = {"organisation": "building", "place": "map-pin"}
Index = QModelIndex | QPersistentModelIndex


class MentionModel(QAbstractListModel):
    """Those found, and at the end what is typed as a name of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Known] = []
        self.typed = ""
        self.to_make: list[Known] = []

    def replace(self, found: Sequence[Known], typed: str) -> None:
        """Show others."""
        self.beginResetModel()
        known = [one for one in found if one.type not in TO_MAKE]
        self.found, self.typed = known[:MOST], typed
        self.to_make = [one for one in found if one.type in TO_MAKE]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Those found, the typed name, and the partners and the person that can be made of it."""
        return 0 if parent.isValid() else len(self.found) + bool(self.typed) + len(self.to_make)

    def at(self, row: int) -> Known | None:
        """The one in a row, None in that of the typed name."""
        rows = [*self.found, *([None] if self.typed else []), *self.to_make]
        return rows[row] if 0 <= row < len(rows) else None

    def offer(self, row: int) -> str:
        """What a row offers to add: the typed name, a partner or a person; "" for one found."""
        one = self.at(row)
        if one is None:
            return ADD.format(name=self.typed)
        if one.type == note_people.TO_MAKE:
            return ADD_PERSON.format(name=one.name)
        return ADD_PARTNER.format(name=one.name, country=one.remark) if one.type in TO_MAKE else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name and remark as a screen reader says them."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        one = self.at(index.row())
        offer = self.offer(index.row())
        if one is None or offer:
            return offer
        return f"{one.name}, {one.remark}" if one.remark else one.name


class MentionPainter(QStyledItemDelegate):
    """Draws a person with initials, name and post; a partner with its sign."""

    def __init__(self, shown_in: "Mentions") -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row that offers to add is lower."""
        return QSize(WIDTH - 12, LAST if self._list.names.offer(index.row()) else ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        colours, area = look.palette(), option.rect
        chosen = index.row() == self._list.currentIndex().row()
        painter.save()
        if chosen:
            painted.box(painter, area, 6, colours.sel)
        one, words = self._list.names.at(index.row()), self._list.names.offer(index.row())
        if one and not words:
            self._person(painter, area, one, chosen)
        else:
            painter.setPen(QColor(colours.line))
            if index.row() and not chosen:
                painter.drawLine(area.left(), area.top(), area.right(), area.top())
            icons.draw(painter, "plus", QRect(area.left() + 8, area.center().y() - 7, 16, 16), colours.accent)
            painted.write(painter, area.adjusted(34, 0, -8, 0), words, Ink(BODY, MEDIUM, colours.accent))
        painter.restore()

    def _person(self, painter: QPainter, area: QRect, one: Known, chosen: bool) -> None:
        colours = look.palette()
        circle = QRect(area.left() + 8, area.center().y() - 15, 32, 32)
        ink, fill = marks.ink_of(one.side, colours), marks.fill_of(one.side, colours)
        painted.box(painter, circle, 16, fill, colours.line)
        if one.type == "person":
            centre = Qt.AlignmentFlag.AlignCenter
            painted.write(painter, circle, initials(one.name), Ink(META, SEMIBOLD, ink), centre)
        else:
            icons.draw(painter, ICONS[one.type], circle.adjusted(8, 8, -8, -8), ink)
        right = area.right() - 8
        if chosen:
            right = self._key(painter, area) - 8
        left = circle.right() + 11
        name = QRect(left, area.top() + 4, right - left, 18)
        painted.write(painter, name, one.name, Ink(BODY, MEDIUM, colours.ink))
        painted.write(painter, name.translated(0, 18), one.remark, Ink(META, NORMAL, colours.ink3))

    def _key(self, painter: QPainter, area: QRect) -> int:
        colours = look.palette()
        ink = Ink(META, MEDIUM, colours.ink2)
        width = painted.width_of(painter, str(ENTER), ink) + 12
        key = QRect(area.right() - width - 7, area.center().y() - 9, width, 20)
        painted.box(painter, key, 4, colours.sunken, colours.line2)
        painted.write(painter, key, str(ENTER), ink, Qt.AlignmentFlag.AlignCenter)
        return key.left()


class Mentions(QListView):
    """The list. The keyboard stays in the text, which hands its keys over while the list is open."""

    picked = Signal(object)
    """A Known, or the typed name as str."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.names = MentionModel()
        give(self, "mentions")
        self.setModel(self.names)
        self.setItemDelegate(MentionPainter(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setViewportMargins(5, 5, 5, 5)
        self.viewport().setAutoFillBackground(False)
        self.setAccessibleName(str(NAMES))
        self.clicked.connect(self._clicked)
        self.hide()

    def show_found(self, found: Sequence[Known], typed: str, cursor: QRect, room: QRect) -> None:
        """Show those found below the cursor, or above it where there is no room below."""
        below = cursor.bottom() + 6
        fitting = (room.bottom() - below - LAST - 12) // ROW
        is_below = fitting >= min(FEW, len(found))
        self.names.replace(_fitting(found, min(MOST, fitting) if is_below else MOST), typed)
        if not self.names.rowCount():
            self.hide()
            return
        self.setAccessibleName(str(NAMES))
        shown = self.names
        height = len(shown.found) * ROW + (shown.rowCount() - len(shown.found)) * LAST + 12
        left = max(room.left(), min(cursor.left() - 10, room.right() - WIDTH))
        top = below if is_below else max(room.top(), cursor.top() - height - 6)
        self.setGeometry(left, top, WIDTH, height)
        self.setCurrentIndex(self.names.index(0))
        self.show()
        self.raise_()

    def take_key(self, event: QKeyEvent) -> bool:
        """Whether a key was one for the list."""
        if self.isHidden():
            return False
        key, row = event.key(), self.currentIndex().row()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self.setCurrentIndex(self.names.index((row + step) % self.names.rowCount()))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._pick(row)
        elif key == Qt.Key.Key_Escape:
            self.hide()
        else:
            return False
        return True

    def _clicked(self, index: QModelIndex) -> None:
        self._pick(index.row())

    def _pick(self, row: int) -> None:
        typed = self.names.typed
        self.hide()
        self.picked.emit(self.names.at(row) or typed)

    def paintEvent(self, event: object) -> None:
        """The ground with its edge, then the rows."""
        colours = look.palette()
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.line)))
        painter.end()
        super().paintEvent(event)  # type: ignore[arg-type]


def _fitting(found: Sequence[Known], most: int) -> list[Known]:
    known = [one for one in found if one.type not in TO_MAKE]
    return [*known[:most], *(one for one in found if one.type in TO_MAKE)]


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = [word for word in name.split() if word[:1].isalpha()]
    return "".join(word[0].upper() for word in (words[:1] + words[-1:] if len(words) > 1 else words))
