# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cities found while typing: the list below the field, each city with its country on two lines."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QListView, QStyledItemDelegate, QStyleOptionViewItem

from coopdesk.desk.cities import City, find_cities
from coopdesk.language import N_, NC_, current, figures
from coopdesk.ui import icons, look, painted
from coopdesk.ui.finding import Finder, Found
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, Ink
from coopdesk.ui.work import Outcome, Work

NOT_LISTED = N_("It is not in the list: add it")
INHABITANTS = N_("{country} · population: {number}")
ALSO_WRITTEN = N_("{country} · also written {name}")
ENTER = NC_("key", "Enter")
ROW, LAST_ROW = 44, 42
MOST = 4
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class FoundCity(Found):
    """A line of the list; without a city it is the offer to add one."""

    city: City | None = None
    typed: str = ""


def cities(text: str) -> list[Found]:
    """The cities a text finds, with their country, in the current language; then the offer to add one."""
    found = [
        FoundCity(city.country, city.name(current()), _remark(city, text), city=city, typed=text)
        for city in find_cities(text, MOST)
    ]
    return [*found, FoundCity("", str(NOT_LISTED), typed=text)]


def _remark(city: City, text: str) -> str:
    country, typed = figures.country(city.country), text.casefold()
    if not city.name(current()).casefold().startswith(typed):
        for name in (*city.names.values(), *city.other):
            if name.casefold().startswith(typed):
                return ALSO_WRITTEN.format(country=country, name=name)
    return INHABITANTS.format(country=country, number=figures.number(city.population))


class CityFinder(Finder):
    """Finds cities below a field."""

    def __init__(self, line: QLineEdit, work: Work) -> None:
        self._work = work
        super().__init__(line, self._ask_cities)

    def _ask_cities(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        self._work.run(partial(cities, text), receiver, lane="finding")

    @property
    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    def _popup(self) -> QListView:
        shown = super()._popup()
        if not isinstance(shown.itemDelegate(), CityPainter):
            shown.setItemDelegate(CityPainter(shown))
            shown.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return shown


class CityPainter(QStyledItemDelegate):
    """Draws a line: a pin, the name with what is typed underlined, country and remark below."""

    def __init__(self, shown_in: QListView) -> None:
        super().__init__(shown_in)
        self._list = shown_in

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines, or one for the offer."""
        line = index.data(Qt.ItemDataRole.UserRole)
        return QSize(200, ROW if line is None or line.key else LAST_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line."""
        line: FoundCity = index.data(Qt.ItemDataRole.UserRole)
        colours = look.palette()
        chosen = index.row() == self._list.currentIndex().row()
        painter.save()
        area = option.rect.adjusted(4, 0, -4, 0)
        if chosen:
            painted.box(painter, area, 6, colours.sel)
        ink = colours.accent if chosen or not line.key else colours.ink
        left = area.left() + 40
        if line.key:
            pin = QRect(area.left() + 11, area.top() + 14, 16, 16)
            icons.draw(painter, "map-pin", pin, colours.accent if chosen else colours.ink2)
            self._write_name(painter, QRect(left, area.top() + 4, area.width() - 120, 20), line, ink)
            remark = Ink(META, NORMAL, colours.ink2 if chosen else colours.ink3)
            painted.write(painter, QRect(left, area.top() + 23, area.width() - 48, 16), line.remark, remark)
        else:
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(area.left(), area.top(), area.right(), area.top())
            painted.write(painter, area.adjusted(40, 0, -8, 0), line.name, Ink(BODY, MEDIUM, ink))
        if chosen:
            self._write_key(painter, area)
        painter.restore()

    def _write_name(self, painter: QPainter, area: QRect, line: FoundCity, colour: str) -> None:
        ink = Ink(BODY, MEDIUM, colour)
        painted.write(painter, area, line.name, ink)
        if line.name.casefold().startswith(line.typed.casefold()):
            begun = QFontMetrics(ink.font(painter)).horizontalAdvance(line.name[: len(line.typed)])
            painter.fillRect(QRect(area.left(), area.bottom() - 1, begun, 2), QColor(look.palette().accent))

    def _write_key(self, painter: QPainter, area: QRect) -> None:
        """The key that takes the line."""
        colours = look.palette()
        ink = Ink(META, MEDIUM, colours.ink2)
        width = painted.width_of(painter, str(ENTER), ink) + 12
        key = QRect(area.right() - 10 - width, area.center().y() - 9, width, 18)
        painted.box(painter, key, 4, colours.sunken, colours.line)
        painted.write(painter, key.adjusted(6, 0, 0, 0), str(ENTER), ink)
