# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small figures of the year: four cells side by side, each opens the list behind it."""

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy

from coopdesk.frozen import dataclass
from coopdesk.language import N_, NC_, Message
from coopdesk.language.figures import money, number, percent
from coopdesk.ui import look, painted
from coopdesk.ui.drawn import Drawn, promises_drawing
from coopdesk.ui.painted import BODY, FIGURE, META, NORMAL, RIGHT, SECTION, SEMIBOLD, Ink
from coopdesk.ui.panel import Panel
from coopdesk.ui.work import Work

if TYPE_CHECKING:
    from coopdesk.desk.year_figures import Promised, YearFigures

HEIGHT = 88
PERSON_DAYS = N_("Person-days in {year}")
GIVEN = (NC_("one person-day", "given"), NC_("person-days", "given"))
RECEIVED = (NC_("one person-day", "received"), NC_("person-days", "received"))
"""For up to one, and for more: French has two forms where English has one."""
WOMEN = N_("Part of women")
OF_PARTICIPANTS = N_("of participants")
CONTRIBUTIONS = N_("Contributions received")
OF_PLEDGED = N_("{share} of pledges")
PROMISES = N_("Promises kept")
OF = N_("of {count}")
NOT_KNOWN = "–"
GAP = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows: its label, a word at the right, figures with their words, and the share
    done, the shares of both sides, or the promises of both sides below."""

    label: str
    parts: tuple[tuple[str, str], ...]
    aside: str = ""
    share: float | None = None
    sides: tuple[float, float] | None = None
    promises: "tuple[Promised, Promised] | None" = None

    def spoken(self) -> str:
        """All of it as one sentence for a screen reader."""
        figures = ", ".join(f"{figure} {word}".strip() for figure, word in self.parts)
        return ", ".join(part for part in (f"{self.label}: {figures}", self.aside) if part)


def cells(figures: "YearFigures") -> tuple[Shown, Shown, Shown, Shown]:
    """The four cells in the current language."""
    given, received = figures.given, figures.received
    total = given + received
    pledged = figures.pledged
    share = float(figures.money / pledged) if pledged > 0 else None
    return (
        Shown(
            PERSON_DAYS.format(year=figures.year),
            (
                (number(_whole(given)), _word(GIVEN, given)),
                (number(_whole(received)), _word(RECEIVED, received)),
            ),
            sides=(float(given / total), float(received / total)) if total else (0.0, 0.0),
        ),
        Shown(
            str(WOMEN),
            (
                (
                    NOT_KNOWN if figures.women is None else percent(Decimal(figures.women)),
                    str(OF_PARTICIPANTS),
                ),
            ),
            share=(figures.women or 0) / 100,
        ),
        Shown(
            str(CONTRIBUTIONS),
            ((money(figures.money, figures.currency) if figures.currency else number(figures.money), ""),),
            aside=OF_PLEDGED.format(share=percent(Decimal(round(share * 100)))) if share is not None else "",
            share=share or 0.0,
        ),
        Shown(
            str(PROMISES),
            ((number(figures.kept), OF.format(count=number(figures.promised))),),
            promises=(figures.ours, figures.theirs) if figures.promised else None,
        ),
    )


def _word(words: tuple[Message, Message], count: Decimal) -> str:
    """The word that stands beside a number."""
    return str(words[0] if count < 2 else words[1])


def _whole(value: Decimal) -> Decimal | int:
    return int(value) if value == value.to_integral_value() else value


class FigureCell(QAbstractButton):
    """One figure; a click or Enter opens the list behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._shown: Shown | None = None
        self.drawn: Drawn | None = None

    def show_figure(self, shown: Shown) -> None:
        """Show it."""
        self._shown = shown
        self.setAccessibleName(shown.spoken())
        self.setToolTip(shown.spoken())
        self.update()

    def sizeHint(self) -> QSize:
        """As high as the strip."""
        return QSize(200, HEIGHT)

    def event(self, event: QEvent) -> bool:
        """Follow the mouse with the fill."""
        if event.type() in (QEvent.Type.Enter, QEvent.Type.Leave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw label, figures and bar."""
        if self._shown is None:
            return
        colours, shown = look.palette(), self._shown
        painter = QPainter(self)
        inside = self.rect().adjusted(1, 1, -1, -1)
        if self.underMouse():
            painted.box(painter, inside, 7, colours.hover)
        area = self.rect().adjusted(16, 0, -16, 0)
        grey = Ink(META, NORMAL, colours.ink3)
        taken = painted.width_of(painter, shown.label, grey)
        painted.write(painter, QRect(area.left(), 12, area.width(), 18), shown.label, grey)
        if painted.width_of(painter, shown.aside, grey) + taken + 12 <= area.width():
            painted.write(painter, QRect(area.left(), 12, area.width(), 18), shown.aside, grey, RIGHT)
        self._draw_figures(painter, QRect(area.left(), 29, area.width(), 28), shown)
        bar = QRect(area.left(), 65, area.width(), 6)
        if shown.promises:
            if self.drawn:
                self.drawn.draw(painter, QRect(area.left(), 60, area.width(), 16))
        elif shown.sides:
            self._draw_sides(painter, bar, *shown.sides)
        else:
            self._draw_share(painter, bar, shown.share or 0.0)
        if self.hasFocus():
            painted.ring(painter, self.rect().adjusted(2, 2, -2, -2), colours)
        painter.end()

    def _draw_figures(self, painter: QPainter, area: QRect, shown: Shown) -> None:
        colours, x = look.palette(), area.left()
        wide, narrow = (FIGURE, BODY, 18), (SECTION, META, 10)
        for figure_size, word_size, gap in (wide, narrow):
            figure_ink = Ink(figure_size, SEMIBOLD, colours.ink)
            word_ink = Ink(word_size, NORMAL, colours.ink2)
            needed = sum(
                painted.width_of(painter, figure, figure_ink) + 5 + painted.width_of(painter, word, word_ink)
                for figure, word in shown.parts
            )
            if needed + gap * (len(shown.parts) - 1) <= area.width():
                break
        for figure, word in shown.parts:
            room = QRect(x, area.top(), max(0, area.right() - x), area.height())
            x += painted.write(painter, room, figure, figure_ink) + 5
            room = QRect(x, area.top() + 2, max(0, area.right() - x), area.height())
            x += painted.write(painter, room, word, word_ink) + gap

    def _draw_share(self, painter: QPainter, bar: QRect, share: float) -> None:
        colours = look.palette()
        painted.box(painter, bar, 3, colours.line)
        width = round(bar.width() * min(max(share, 0.0), 1.0))
        if width:
            painted.box(painter, QRect(bar.left(), bar.top(), max(width, 6), bar.height()), 3, colours.fill)

    def _draw_sides(self, painter: QPainter, bar: QRect, ours: float, theirs: float) -> None:
        colours = look.palette()
        if not ours + theirs:
            painted.box(painter, bar, 3, colours.line)
            return
        left = round((bar.width() - GAP) * ours)
        if left:
            painted.box(painter, QRect(bar.left(), bar.top(), left, bar.height()), 3, colours.fill)
        if theirs:
            right = QRect(bar.left() + left + (GAP if left else 0), bar.top(), 0, bar.height())
            right.setRight(bar.right())
            painted.box(painter, right, 3, colours.them)


class FigureStrip(Panel):
    """The four figures; `wanted` carries which one: 0 to 3."""

    wanted = Signal(int)

    def __init__(self, work: Work) -> None:
        super().__init__("card")
        self.setFixedHeight(HEIGHT)
        self.promises = Drawn(work, "today promises")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        self.cells: list[FigureCell] = []
        for at in range(4):
            cell = FigureCell()
            cell.clicked.connect(lambda *_, which=at: self.wanted.emit(which))
            cell.setAccessibleName(str((PERSON_DAYS.format(year=""), WOMEN, CONTRIBUTIONS, PROMISES)[at]))
            self.cells.append(cell)
            cell.drawn = self.promises
            line.addWidget(cell, 1)
        self.promises.came.connect(self.cells[-1].update)

    def show_figures(self, figures: "YearFigures", written: tuple[Shown, ...]) -> None:
        """Show the figures of a year as they are written."""
        for cell, shown in zip(self.cells, written, strict=True):
            cell.show_figure(shown)
        self.promises.ask(partial(promises_drawing, ours=figures.ours, theirs=figures.theirs))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairlines between the cells."""
        super().paintEvent(event)
        painter = QPainter(self)
        for cell in self.cells[1:]:
            painted.fill(painter, QRect(cell.x(), 1, 1, self.height() - 2), look.palette().line)
        painter.end()
