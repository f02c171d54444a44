# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The left side: whose desk this is, the screens in the order of the work, and what waits in them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from coopdesk.desk.desk import Office, Whose
from coopdesk.language import N_
from coopdesk.ui import icons, look
from coopdesk.ui.panel import ElidedLabel, Panel
from coopdesk.ui.screens.directory import BELOW, PLACES, WITHIN, keys_of
from coopdesk.ui.screens.screen import Place

SCREENS = N_("Screens")
MORE_SCREENS = N_("Desk")
NOT_LOCKED = N_("Not locked")
NOT_LOCKED_HOW = N_("Anyone at this computer can read everything. Set a passphrase in the settings.")
PITCH, HEIGHT = 38, 36
Index = QModelIndex | QPersistentModelIndex


class NavigationModel(QAbstractListModel):
    """Some screens, and how much waits in each."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.places = tuple(places)
        self._counts: dict[str, int] = {}

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many screens there are."""
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The word of a screen; for other readers with its number."""
        if not index.isValid():
            return None
        place = self.places[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return str(place.label)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            count = self._counts.get(place.key)
            return f"{place.label}, {count}" if count else str(place.label)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{place.label} ({keys})" if (keys := _keys(place.key)) else str(place.label)
        return place if role == Qt.ItemDataRole.UserRole else None

    def count_of(self, key: str) -> int:
        """How much waits in a screen, as far as is known."""
        return self._counts.get(key, 0)

    def set_count(self, key: str, count: int) -> None:
        """Show a number."""
        rows = [row for row, place in enumerate(self.places) if place.key == key]
        self._counts[key] = count
        for row in rows:
            self.dataChanged.emit(self.index(row), self.index(row))

    def say_again(self) -> None:
        """The words in another language."""
        self.dataChanged.emit(self.index(0), self.index(len(self.places) - 1))


def _keys(key: str) -> str:
    """The keys that lead to a screen, "" for none; F1 leads to the page of the handbook that helps now."""
    return "F1" if key == "handbook" else next(iter(keys_of(key)), "")


class NavigationPainter(QStyledItemDelegate):
    """Draws a screen: its icon, its word, and its number at the right.

    What is chosen is asked of the list itself: the flags of QStyle take 8 ms to load.
    """

    def __init__(self, shown_in: "NavigationList") -> None:
        super().__init__(shown_in)
        self._list = shown_in
        self._hovered = -1
        shown_in.entered.connect(self._entered)
        shown_in.viewportEntered.connect(self._left)

    def _entered(self, index: QModelIndex) -> None:
        self._hovered = index.row()
        self._list.redraw()

    def _left(self) -> None:
        self._hovered = -1
        self._list.redraw()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """A row and the gap below it."""
        return QSize(look.NAVIGATION_WIDTH - 2 * look.UNIT, PITCH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        colours = look.palette()
        place: Place = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        count = model.count_of(place.key) if isinstance(model, NavigationModel) else 0
        chosen = index.row() == self._list.currentIndex().row()
        row: QRect = option.rect.adjusted(0, 0, 0, HEIGHT - PITCH)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or index.row() == self._hovered:
            painter.setBrush(QColor(colours.sel if chosen else colours.line))
            painter.drawRoundedRect(row, 6, 6)
        if chosen and self._list.hasFocus():
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRect(row.left(), row.top() + 8, 3, row.height() - 16), 1.5, 1.5)
        ink = QColor(colours.accent if chosen else colours.ink2)
        icons.draw(painter, place.icon, QRect(row.left() + 10, row.top() + 8, 20, 20), ink)
        area = row.adjusted(42, 0, -11, 0)
        font = QFont(option.font)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor(colours.accent if chosen else colours.ink2))
        number = str(count) if count else ""
        painter.drawText(area, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), number)
        taken = painter.fontMetrics().horizontalAdvance(number)
        font.setPixelSize(14)
        font.setWeight(QFont.Weight.DemiBold if chosen else QFont.Weight.Medium)
        painter.setFont(font)
        painter.setPen(ink)
        area = area.adjusted(0, 0, -(taken + 8 if number else 0), 0)
        word = painter.fontMetrics().elidedText(str(place.label), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), word)
        painter.restore()


class NavigationList(QListView):
    """A list of screens that is as high as its rows."""

    def __init__(self, places: Sequence[Place]) -> None:
        super().__init__()
        self.places = NavigationModel(places)
        self.setModel(self.places)
        self.setItemDelegate(NavigationPainter(self))
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        look.give(self, "navigation")

    def redraw(self) -> None:
        """Draw every row again; to ask for the viewport would load all widgets that Qt has, 8 ms."""
        for row in range(self.places.rowCount()):
            self.update(self.places.index(row))

    def sizeHint(self) -> QSize:
        """All rows."""
        return QSize(look.NAVIGATION_WIDTH - 2 * look.UNIT, PITCH * len(self.places.places))

    def minimumSizeHint(self) -> QSize:
        """On a low screen it scrolls."""
        return QSize(look.NAVIGATION_WIDTH - 2 * look.UNIT, PITCH)


class Mark(QWidget):
    """The sign of the desk: two halves of a disc, ours and theirs."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the halves with a gap between them."""
        colours = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, shift, start in ((colours.fill, -0.75, 90), (colours.them, 0.75, -90)):
            painter.setBrush(QColor(colour))
            disc = QRectF(QPointF(1 + shift, 1), QPointF(21 + shift, 21))
            painter.drawPie(disc, start * 16, 180 * 16)
        painter.end()


class Navigation(Panel):
    """The screens, some of them at the foot; `chosen` carries the key of the one that is wanted."""

    chosen = Signal(str)
    passphrase_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("nav")
        self.setFixedWidth(look.NAVIGATION_WIDTH)
        self.view = NavigationList([place for place in PLACES if place.key not in BELOW])
        self.below = NavigationList([place for place in PLACES if place.key in BELOW])
        self.name(self.view, SCREENS)
        self.name(self.below, MORE_SCREENS)
        self._city = ElidedLabel("name")
        self._office = ElidedLabel("meta")
        self.not_locked = self.button(NOT_LOCKED, "quiet-late")
        self.wording.say(self.not_locked.setToolTip, NOT_LOCKED_HOW)
        self.not_locked.hide()
        self._current = ""
        self._lay_out()
        for shown in (self.view, self.below):
            shown.selectionModel().currentChanged.connect(self._current_changed)
            shown.clicked.connect(self._chosen_again)
            shown.activated.connect(self._chosen_again)
        self.not_locked.clicked.connect(self._passphrase_wanted)

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._city)
        names.addWidget(self._office)
        head = QHBoxLayout()
        head.setContentsMargins(9, 2, 4, 0)
        head.setSpacing(13)
        head.addWidget(Mark())
        head.addLayout(names, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(8, 8, 9, 6)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addSpacing(22)
        whole.addWidget(self.view, 1)
        whole.addWidget(self.not_locked, alignment=Qt.AlignmentFlag.AlignLeft)
        whole.addSpacing(4)
        self.below.setFixedHeight(self.below.sizeHint().height())
        whole.addWidget(self.below)

    def greet(self, office: Office, locked: bool) -> None:
        """Say whose desk this is and whether it is locked."""
        self._city.setText(office.city)
        self._office.setText(office.name or office.officer)
        self.not_locked.setVisible(not locked)

    def tell_place(self, whose: Whose) -> None:
        """Say whose desk this is in the language of now, as soon as that is known."""
        self._city.setText(whose.city)
        self._office.setText(whose.words)
        self._office.setToolTip(whose.office)

    @property
    def office_words(self) -> str:
        """What stands below the name of the city."""
        return self._office.text()

    @property
    def current(self) -> str:
        """The key of the screen that is chosen."""
        return self._current

    def mark(self, key: str) -> None:
        """Show which screen is in front, without asking for it; of one that another opens, that one."""
        self._current = key
        key = WITHIN.get(key, key)
        for shown in (self.view, self.below):
            rows = [row for row, place in enumerate(shown.places.places) if place.key == key]
            shown.selectionModel().blockSignals(True)
            shown.setCurrentIndex(shown.places.index(rows[0]) if rows else QModelIndex())
            if not rows:
                shown.selectionModel().clear()
            shown.selectionModel().blockSignals(False)
            shown.redraw()

    def count_of(self, key: str) -> int:
        """How much waits in a screen, as far as is known."""
        return max(shown.places.count_of(key) for shown in (self.view, self.below))

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show how much waits in each screen."""
        for key, count in counts.items():
            self.view.places.set_count(key, count)

    def after_language_change(self) -> None:
        """The words in the other language."""
        self.view.places.say_again()
        self.below.places.say_again()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours: draw the icon anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.not_locked.setIcon(icons.icon("lock-open", look.palette().alert))

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(current.data(Qt.ItemDataRole.UserRole).key)

    def _chosen_again(self, index: QModelIndex) -> None:
        """Back to the screen that is marked because another one, which belongs to it, is in front."""
        key = index.data(Qt.ItemDataRole.UserRole).key
        if WITHIN.get(self._current) == key:
            self.chosen.emit(key)

    def _passphrase_wanted(self) -> None:
        self.passphrase_wanted.emit()
