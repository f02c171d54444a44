# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The pages of a report below each other, as they will lie on paper.

Only pages that are seen, and those next to them, are kept as pictures. They are drawn one after the
other; one that cannot be drawn says so, and is tried again when one comes back to it.
"""

from bisect import bisect_right
from functools import partial
from itertools import accumulate

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from coopdesk.language import N_
from coopdesk.ui import look, painted
from coopdesk.ui.reports.paper import PagePicture, Paper, pictured
from coopdesk.ui.work import Outcome, Success, Work

PAGES = N_("Page {n} of {m}")
NOT_SHOWN = N_("This page could not be shown. It is tried again when you come back to it.")
MARGIN, GAP = 24, 16
TRUE_SIZE = 96 / 72
"""Pixels to the point where a page on the screen is as large as on paper."""
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
"""Magnifications one steps through."""
LINE = 48


class PageView(QAbstractScrollArea):
    """Shows a report; as wide as there is room until another size is chosen."""

    moved = Signal()
    """Another page is in front, or the pages have another size."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self._work = work
        self._paper: Paper | None = None
        self._chosen: float | None = None
        self._pictures: dict[int, PagePicture] = {}
        self._asked: tuple[int, int] | None = None
        """The page that is being drawn, counted from 0, and its width."""
        self._failed: dict[int, int] = {}
        """Pages that could not be drawn since they came into sight, and the width they were to have."""
        self._stale: set[int] = set()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().setSingleStep(LINE)
        self.horizontalScrollBar().setSingleStep(LINE)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    def show_paper(self, paper: Paper) -> None:
        """Show a report; one that replaces another stays where one reads."""
        same_form = self._paper is not None and self._paper.sizes == paper.sizes
        self._paper = paper
        self._asked = None
        self._failed.clear()
        if not same_form:
            self._pictures.clear()
            self.verticalScrollBar().setValue(0)
        self._stale = set(self._pictures)
        self._arrange()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._paper.sizes) if self._paper else 0

    @property
    def page(self) -> int:
        """The page in front, counted from 1; 0 without any."""
        if not self.page_count:
            return 0
        reached = self.verticalScrollBar().value() + self.viewport().height() // 3
        return min(max(bisect_right(self._tops(), reached), 1), self.page_count)

    @property
    def magnification(self) -> float:
        """How large pages are, of their size on paper."""
        return self._scale() / TRUE_SIZE

    @property
    def fits_width(self) -> bool:
        """Whether pages are as wide as there is room."""
        return self._chosen is None

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._choose(None)

    def magnify(self, by: int) -> None:
        """Go a step larger (1) or smaller (-1)."""
        now = self.magnification
        larger = [step for step in STEPS if step > now + 0.01]
        smaller = [step for step in STEPS if step < now - 0.01]
        if by > 0 and larger:
            self._choose(larger[0])
        elif by < 0 and smaller:
            self._choose(smaller[-1])

    def turn_to(self, page: int) -> None:
        """Bring a page, counted from 1, to the front."""
        if 1 <= page <= self.page_count:
            self.verticalScrollBar().setValue(self._tops()[page - 1] - GAP)

    def _choose(self, magnification: float | None) -> None:
        page = self.page
        self._chosen = magnification
        self._arrange()
        self.turn_to(page)

    # Where pages lie

    def _scale(self) -> float:
        if self._chosen is not None:
            return self._chosen * TRUE_SIZE
        widest = max((width for width, _ in self._paper.sizes), default=1.0) if self._paper else 1.0
        return max(self.viewport().width() - 2 * MARGIN, 100) / widest

    def _heights(self) -> list[int]:
        return [round(height * self._scale()) for _, height in (self._paper.sizes if self._paper else ())]

    def _tops(self) -> list[int]:
        return list(accumulate((height + GAP for height in self._heights()), initial=MARGIN))[:-1]

    def _place(self, number: int) -> QRect:
        """Where a page, counted from 0, lies on the viewport."""
        assert self._paper
        width = round(self._paper.sizes[number][0] * self._scale())
        free = max(self.viewport().width() - width, 2 * MARGIN)
        left = free // 2 - self.horizontalScrollBar().value()
        top = self._tops()[number] - self.verticalScrollBar().value()
        return QRect(left, top, width, self._heights()[number])

    def _seen(self) -> list[int]:
        """The pages that are on the viewport, counted from 0."""
        shown = self.viewport().rect()
        return [number for number in range(self.page_count) if self._place(number).intersects(shown)]

    def _arrange(self) -> None:
        room = self.viewport().size()
        high = sum(self._heights()) + GAP * max(self.page_count - 1, 0) + 2 * MARGIN
        wide = (
            max((round(width * self._scale()) for width, _ in self._paper.sizes), default=0) + 2 * MARGIN
            if self._paper
            else 0
        )
        self.verticalScrollBar().setRange(0, max(high - room.height(), 0))
        self.verticalScrollBar().setPageStep(room.height())
        self.horizontalScrollBar().setRange(0, max(wide - room.width(), 0))
        self.horizontalScrollBar().setPageStep(room.width())
        self._fetch()
        self.viewport().update()
        self.moved.emit()

    # Pictures

    def _fetch(self) -> None:
        """Have the next page drawn that is seen and not there yet, and forget those far off."""
        seen = self._seen()
        if not seen or self._paper is None:
            return
        near = range(seen[0] - 1, seen[-1] + 2)
        self._pictures = {number: kept for number, kept in self._pictures.items() if number in near}
        self._failed = {number: width for number, width in self._failed.items() if number in seen}
        wanted = next((number for number in seen if self._is_wanted(number)), None)
        if wanted is not None and self._asked is None:
            self._asked = wanted, self._width(wanted)
            draw = partial(pictured, self._paper.data, *self._asked)
            self._work.run(draw, self._page_came, lane="page")

    def _is_wanted(self, number: int) -> bool:
        known, width = self._pictures.get(number), self._width(number)
        is_there = known is not None and known.width == width and number not in self._stale
        return not is_there and self._failed.get(number) != width

    def _width(self, number: int) -> int:
        """How many pixels of the screen a page is wide."""
        return round(self._place(number).width() * self.devicePixelRatioF())

    def _page_came(self, outcome: Outcome[PagePicture]) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            return
        number, width = asked
        self._stale.discard(number)
        if isinstance(outcome, Success):
            self._pictures[number] = outcome.value
        else:
            self._pictures.pop(number, None)  # of the report before, where there is one
            self._failed[number] = width
        self.viewport().update()
        if number + 1 == self.page:
            self._tell()
        self._fetch()

    def _tell(self) -> None:
        """Let a screen reader say the page in front and its words."""
        number = self.page - 1
        shown = self._pictures.get(number)
        words = str(NOT_SHOWN) if number in self._failed else ""
        self.setAccessibleDescription(shown.words if shown else words)

    def _scrolled(self) -> None:
        self._fetch()
        self._tell()
        self.moved.emit()

    # What Qt calls

    def paintEvent(self, event: QPaintEvent) -> None:
        """White sheets with a hairline, and what is known of them."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self._seen():
            place = self._place(number)
            painter.fillRect(place, Qt.GlobalColor.white)
            if number in self._pictures:
                painter.drawImage(place, self._pictures[number].image)
            elif number in self._failed:
                self._say_not_shown(painter, place)
            painter.setPen(QPen(QColor(look.palette().line), 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        if self.hasFocus():
            painted.ring(painter, self.viewport().rect(), look.palette())
        painter.end()

    def _say_not_shown(self, painter: QPainter, page: QRect) -> None:
        painter.setPen(QColor(look.LIGHT.ink2))  # paper is white, whatever the window wears
        painter.setFont(self.font())
        words = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
        painter.drawText(page.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN), words, str(NOT_SHOWN))

    def showEvent(self, event: QShowEvent) -> None:
        """One comes back to the report: what could not be drawn is tried again."""
        super().showEvent(event)
        self._failed.clear()
        self._fetch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another room, other places."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the first and last page; the rest scrolls."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.text() in ("+", "-"):
            self.magnify(1 if event.text() == "+" else -1)
        elif event.text() == "0":
            self.fit_width()
        else:
            super().keyPressEvent(event)
