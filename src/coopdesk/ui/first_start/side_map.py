# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map beside the three questions: the city that is meant, its country, and its neighbours."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent

from coopdesk.desk.cities import City, largest_cities
from coopdesk.language import N_, current, figures
from coopdesk.ui import look, painted
from coopdesk.ui.painted import META, NORMAL, Ink
from coopdesk.ui.panel import Panel
from coopdesk.ui.work import Outcome, Success, Work

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

PAUSE = 150
"""Milliseconds a size or a city must last until the map is drawn for it."""
HALF_WIDTH, HALF_HEIGHT = 19.0, 21.0
"""Degrees that are shown on each side of the city, at least in one direction."""
AT_FIRST = (-22.0, -36.0, 92.0, 60.0)
"""West, south, east and north of what is shown before any city: from Lomé to Kathmandu."""
NEIGHBOURS = 10
"""Cities around that are named, beside those that lie below the card."""
MAP_OF = N_("Map: {city}, {country}")
MAP_OF_WORLD = N_("Map of the world")
RING, CARD_WIDTH, CARD_HEIGHT = 13, 160, 62
CENTRE = Qt.AlignmentFlag.AlignCenter
CARD_DROP = 64
"""How far below the city its card stands."""
HIDDEN_ACROSS, HIDDEN_DOWN = CARD_WIDTH // 2 + 60, CARD_DROP + CARD_HEIGHT + 8
"""Where a neighbour's name would lie below the card."""


@dataclass(frozen=True, slots=True)
class CityMap:
    """A map of this size as SVG, and where the city stands on it."""

    svg: bytes
    size: tuple[int, int]
    x: float = 0.0
    y: float = 0.0


def mapped(city: City | None, size: tuple[int, int], is_dark: bool) -> CityMap:
    """The map around a city, or of the world; for the worker."""
    from coopdesk.reports.drawings import SCREEN_DARK, SCREEN_LIGHT, Frame, Spot, as_svg, draw_map, frame_of
    from coopdesk.reports.drawings.projection import fitted

    wanted = SCREEN_DARK if is_dark else SCREEN_LIGHT
    width, height = size
    if city is None:
        drawing = draw_map((), width=width, height=height, look=wanted, frame=Frame(*AT_FIRST))
        return CityMap(as_svg(drawing), size)
    corners = [
        (city.latitude + side * HALF_HEIGHT / 1.28, city.longitude + side * HALF_WIDTH / 1.28)
        for side in (-1, 1)
    ]
    frame = frame_of(corners)
    projection = fitted(frame, width, height)
    x, y = projection.x(city.longitude), projection.y(city.latitude)
    spots = [Spot(city.latitude, city.longitude, "", "ours", city.country)]
    for one in neighbours(city):
        if len(spots) > NEIGHBOURS:
            break
        across, down = projection.x(one.longitude) - x, projection.y(one.latitude) - y
        is_on = abs(across) < width / 2 and abs(down) < height / 2
        if is_on and not (abs(across) < HIDDEN_ACROSS and -RING < down < HIDDEN_DOWN):
            spots.append(Spot(one.latitude, one.longitude, one.name(current()), "other"))
    drawing = draw_map(spots, width=width, height=height, look=wanted, frame=frame)
    return CityMap(as_svg(drawing), size, x, y)


def neighbours(city: City) -> list[City]:
    """The largest cities of the countries around, the nearest first."""
    found = [one for one in largest_cities() if one.country != city.country]
    found.sort(key=partial(_far, city))
    return found


def _far(city: City, other: City) -> float:
    across = abs(other.longitude - city.longitude)
    return (other.latitude - city.latitude) ** 2 + min(across, 360 - across) ** 2


class SideMap(Panel):
    """The map, with a card that names the city."""

    def __init__(self, work: Work) -> None:
        super().__init__("side")
        self._work = work
        self._city: City | None = None
        self._map: CityMap | None = None
        self._shown: City | None = None
        self._renderer: QSvgRenderer | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.wording.say(self.setAccessibleName, self._words)

    @property
    def city(self) -> City | None:
        """The city that is shown, None for the world."""
        return self._city

    def show_city(self, city: City | None) -> None:
        """Show the surroundings of a city, the world for none."""
        if city != self._city:
            self._city = city
            self.wording.again()
            self._pause.start()

    def after_language_change(self) -> None:
        """Names of cities are in the language of now."""
        self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another size is another map."""
        super().resizeEvent(event)
        self._pause.start()

    def _words(self) -> str:
        if self._city is None:
            return str(MAP_OF_WORLD)
        return MAP_OF.format(city=self._city.name(current()), country=figures.country(self._city.country))

    def _ask(self) -> None:
        is_dark = look.palette() is look.DARK
        size = (self.width(), self.height())
        self._work.run(partial(mapped, self._city, size, is_dark), self._came, lane="first map")

    def _came(self, outcome: Outcome[CityMap]) -> None:
        if not isinstance(outcome, Success):
            return  # the questions can be answered without it
        from PySide6.QtSvg import QSvgRenderer

        self._map = outcome.value
        self._shown = self._city
        self._renderer = QSvgRenderer(QByteArray(self._map.svg))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map, a ring about the city, and its card."""
        if self._renderer is None or self._map is None:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._renderer.render(painter, QRectF(0, 0, *self._map.size))
        painter.setPen(QPen(QColor(look.palette().line), 1))
        painter.drawLine(0, 0, 0, self.height())
        if self._shown:
            self._draw_card(painter, self._shown, QPoint(round(self._map.x), round(self._map.y)))
        painter.end()

    def _draw_card(self, painter: QPainter, city: City, at: QPoint) -> None:
        colours = look.palette()
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawEllipse(at, RING, RING)
        painter.drawLine(at.x(), at.y() + RING + 1, at.x(), at.y() + CARD_DROP)
        serif = QFont("PT Serif")
        serif.setPixelSize(20)
        serif.setBold(True)
        name, country = city.name(current()), figures.country(city.country)
        small = Ink(META, NORMAL, colours.ink2)
        wide = max(QFontMetrics(serif).horizontalAdvance(name), painted.width_of(painter, country, small))
        width = min(max(wide + 32, CARD_WIDTH), self.width() - 16)
        left = min(max(at.x() - width // 2, 8), self.width() - width - 8)
        card = QRect(left, at.y() + CARD_DROP, width, CARD_HEIGHT)
        painted.box(painter, card, 8, colours.surface, colours.accent)
        painter.save()
        painter.setFont(serif)
        painter.setPen(QColor(colours.ink))
        painter.drawText(card.adjusted(8, 9, -8, -26), CENTRE, name)
        painter.restore()
        painted.write(painter, card.adjusted(8, 34, -8, -10), country, small, CENTRE)
