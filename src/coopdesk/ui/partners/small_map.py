# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small map of a partner's page: our city, theirs, and how far it is."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QTimer
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent

from coopdesk.desk.partner_page import PartnerPage
from coopdesk.language import N_
from coopdesk.language.figures import number
from coopdesk.ui import look, painted
from coopdesk.ui.drawn import Drawn
from coopdesk.ui.painted import META, NORMAL, Ink
from coopdesk.ui.panel import Panel
from coopdesk.ui.work import Work

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from coopdesk.reports.drawings import Look

HEIGHT = 190
PAUSE = 200
"""Milliseconds a width must last until the map is drawn for it."""
DISTANCE = N_("{n} km")
MAP = N_("Map: {ours}, {theirs}")


def drawing(
    wanted: "Look",
    ours: tuple[float, float],
    theirs: tuple[float, float],
    names: tuple[str, str],
    country: str,
    size: tuple[int, int],
) -> "Drawing":
    """Both cities and the way between them."""
    from coopdesk.reports.drawings import Flow, Spot, draw_map

    us = Spot(*ours, names[0], "ours")
    them = Spot(*theirs, names[1], "theirs", country)
    return draw_map((us, them), (Flow(us, them),), width=size[0], height=size[1], look=wanted)


class SmallMap(Panel):
    """The map; hidden where a position is not known."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._page: PartnerPage | None = None
        self._distance = ""
        self._drawn = Drawn(work, "partner map", self)
        self._drawn.came.connect(self.update)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._ask)
        self.setFixedHeight(HEIGHT)
        self.hide()

    def show_page(self, page: PartnerPage) -> None:
        """Show the map of a page, once it stands."""
        if self._page is None or (self._page.id, self._page.there) != (page.id, page.there):
            self._drawn.clear()
        self._page = page
        known = page.here is not None and page.there is not None and page.here != page.there
        self._distance = DISTANCE.format(n=number(page.distance or 0)) if known else ""
        self.setAccessibleName(f"{MAP.format(ours=page.our_name, theirs=page.name)}. {self._distance}")
        self.setVisible(known)
        if known:
            self._pause.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another map."""
        super().resizeEvent(event)
        if self._page and not self.isHidden():
            self._pause.start()

    def _ask(self) -> None:
        page = self._page
        if page and page.here and page.there:
            make = partial(
                drawing,
                ours=page.here,
                theirs=page.there,
                names=(page.our_name, page.name),
                country=page.country_code,
                size=(self.width(), self.height()),
            )
            self._drawn.ask(make)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The map in its frame, and the distance."""
        colours = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painted.box(painter, self.rect(), 8, colours.sunken)
        rounded = QPainterPath()
        rounded.addRoundedRect(QRectF(self.rect()), 8, 8)
        painter.setClipPath(rounded)
        self._drawn.draw(painter, self.rect())
        painter.setClipping(False)
        painted.box(painter, self.rect(), 8, "", colours.line)
        foot = QRect(11, self.height() - 26, self.width() - 22, 20)
        painted.write(painter, foot, self._distance, Ink(META, NORMAL, colours.ink2))
        painter.end()
