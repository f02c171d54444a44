# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The people of a partner: who holds a post now, and who held one before."""

from datetime import date
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.desk.partner_page import PartnerPage, PersonLine
from coopdesk.language import N_
from coopdesk.records.rules.people import MANDATE_DAYS
from coopdesk.ui import days, painted
from coopdesk.ui.line_button import LineButton
from coopdesk.ui.look import Palette
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, SEMIBOLD, Ink
from coopdesk.ui.panel import Panel, wrapped_label

ROW, FORMER_ROW, DISC = 44, 24, 32
FEW, FEW_FORMER = 6, 4
VERIFIED = N_("verified {day}")
SINCE_YEAR = N_("since {year}")
UNTIL = N_("until {day}")
BEFORE = N_("Before")
NOBODY = N_("Nobody is named yet.")
MORE = N_("{count} more")


def name(person: PersonLine) -> str:
    """Given name, family name."""
    return f"{person.given} {person.family}".strip()


def initials(person: PersonLine) -> str:
    """The first letters of both names."""
    return "".join(part[:1].upper() for part in (person.given, person.family) if part)


def remark(person: PersonLine, on: date) -> str:
    """What matters most of the post: a mandate that ends soon, a day of checking, or since when."""
    if person.mandate_ends and 0 <= (person.mandate_ends - on).days <= MANDATE_DAYS:
        return UNTIL.format(day=days.day_in_figures(person.mandate_ends, on))
    if person.verified and (on - person.verified).days < 365:
        return VERIFIED.format(day=days.day_in_figures(person.verified, on))
    return SINCE_YEAR.format(year=person.since.year) if person.since else ""


def years(person: PersonLine) -> str:
    """2012–2024."""
    first, last = (str(day.year) if day else "" for day in (person.since, person.until))
    return f"{first}–{last}" if first or last else ""


class PersonRow(LineButton):
    """Somebody in a post now."""

    inset = (-4, 0, -4, 0)

    def __init__(self, person: PersonLine, on: date) -> None:
        self._person, self._remark = person, remark(person, on)
        super().__init__(
            ROW, ", ".join(part for part in (name(person), person.function, self._remark) if part)
        )

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """Initials, name, function, and the remark at the right."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.them_tint))
        disc = QRect(area.left(), area.center().y() - DISC // 2 + 1, DISC, DISC)
        painter.drawEllipse(QRectF(disc))
        letters = Ink(META, SEMIBOLD, colours.them_text)
        painted.write(painter, disc, initials(self._person), letters, Qt.AlignmentFlag.AlignCenter)
        line = QRect(area.left() + DISC + 12, area.top() + 4, area.width() - DISC - 12, 20)
        grey = Ink(META, NORMAL, colours.ink3)
        taken = painted.write(painter, line, self._remark, grey, RIGHT)
        room = line.adjusted(0, 0, -taken - 8, 0)
        painted.write(painter, room, name(self._person), Ink(BODY, MEDIUM, colours.ink))
        painted.write(painter, line.translated(0, 18), self._person.function, grey)


class FormerRow(LineButton):
    """Somebody who held a post."""

    inset = (-4, 0, -4, 0)

    def __init__(self, person: PersonLine) -> None:
        self._person = person
        self._told = ", ".join(part for part in (person.function, years(person)) if part)
        super().__init__(FORMER_ROW, ", ".join(part for part in (name(person), self._told) if part))

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """Name, and the function with its years at the right."""
        ink = Ink(BODY, NORMAL, colours.ink2)
        width = painted.write(painter, area, name(self._person), ink)
        rest = area.adjusted(width + 12, 0, 0, 0)
        painted.write(painter, rest, self._told, Ink(META, NORMAL, colours.ink3), RIGHT)


class People(Panel):
    """Who is there now, and before; `open_wanted` carries the id of a person."""

    open_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._page: PartnerPage | None = None
        self._whole = False
        self._made: list[QWidget] = []
        self.rows: list[LineButton] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)

    def show_page(self, page: PartnerPage) -> None:
        """Show the people of a page."""
        self._whole = self._whole and self._page is not None and self._page.id == page.id
        self._page = page
        self._arrange()

    def _arrange(self) -> None:
        page = self._page
        if page is None:
            return
        for widget in self._made:
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made, self.rows = [], []
        few, few_former = (None, None) if self._whole else (FEW, FEW_FORMER)
        for person in page.people[:few]:
            self._add(PersonRow(person, page.on), person.id)
        if not page.people:
            self._put(wrapped_label("meta", str(NOBODY)))
        if page.former:
            before = wrapped_label("heading", str(BEFORE))
            before.setIndent(0)
            self._put(before)
        for person in page.former[:few_former]:
            self._add(FormerRow(person), person.id)
        hidden = max(len(page.people) - FEW, 0) + max(len(page.former) - FEW_FORMER, 0)
        if hidden and not self._whole:
            more = self.button(lambda: MORE.format(count=hidden), "quiet")
            more.clicked.connect(self._show_whole)
            self._put(more)

    def _show_whole(self) -> None:
        self._whole = True
        self._arrange()

    def _add(self, row: LineButton, person: str) -> None:
        row.clicked.connect(partial(self.open_wanted.emit, person))
        self.rows.append(row)
        self._put(row)

    def _put(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._lines.addWidget(widget)
