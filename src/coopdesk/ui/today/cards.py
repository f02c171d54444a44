# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The cards beside what is due: decisions, agreements that end, silent partners, signs, mandates."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout

from coopdesk.desk.today_page import Decisions, Line
from coopdesk.language import N_, NC_, Message
from coopdesk.ui import days, icons, look, painted
from coopdesk.ui.line_button import LineButton
from coopdesk.ui.look import Palette, give
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, SEMIBOLD, Ink
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.sign import Sign

HEAD, LINE = 33, 32
SHOWN = 3
TEXT = 38
TWO_VERSIONS = N_("Two versions: choose one or write a third.")
TO_DECIDE = N_("To decide")
DECIDE = NC_("button", "Decide")
LAST_NOTE = N_("last note on {day}")
NO_NOTE = N_("no note yet")
MORE = N_("{count} more")


class CardLine(LineButton):
    """One line of a card: a name, a word on it, and a day or a number of months."""

    inset = (8, 0, 4, 0)

    def __init__(self, name: str, detail: str, aside: str) -> None:
        super().__init__(LINE, ", ".join(part for part in (name, detail, aside) if part))
        self._name, self._detail, self._aside = name, detail, aside

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """Draw the line."""
        inside = area.adjusted(TEXT, 0, -12, 0)
        taken = painted.write(painter, inside, self._aside, Ink(BODY, NORMAL, colours.ink2), RIGHT)
        room = inside.width() - taken - 12
        ink = Ink(BODY, MEDIUM, colours.ink)
        width = painted.write(painter, QRect(inside.left(), 0, room, LINE), self._name, ink)
        rest = QRect(inside.left() + width + 7, 1, max(0, room - width - 7), LINE)
        if rest.width() > 24:
            painted.write(painter, rest, self._detail, Ink(META, NORMAL, colours.ink3))


class WatchCard(Panel):
    """A card with an icon, a title, how many there are, and the first lines of them."""

    open_wanted = Signal(object)

    def __init__(self, icon: str, title: Message) -> None:
        super().__init__("card")
        self._icon, self._title = icon, title
        self._count = 0
        self._all: tuple[Line, ...] = ()
        self._on = date.today()
        self._whole = False
        self.lines: list[QAbstractButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, HEAD, 0, 8)
        self._column.setSpacing(0)
        self.hide()

    def show_lines(self, lines: Sequence[Line], count: int, on: date) -> None:
        """Show the lines; without any there is no card."""
        self._all, self._count, self._on = tuple(lines), count, on
        self._arrange()

    def after_language_change(self) -> None:
        """The same lines with days in other words."""
        self._arrange()

    def _arrange(self) -> None:
        had_focus = next((at for at, one in enumerate(self.lines) if one.hasFocus()), -1)
        for line in self.lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self.lines = []
        wanted = self._all if self._whole or len(self._all) <= SHOWN + 1 else self._all[:SHOWN]
        for one in wanted:
            made = CardLine(one.name, self._detail(one), self._aside(one))
            made.clicked.connect(lambda *_, line=one: self.open_wanted.emit(line))
            self._add(made)
        if len(wanted) < self._count and not self._whole:
            more = CardLine("", "", MORE.format(count=self._count - len(wanted)))
            more.clicked.connect(self._show_whole)
            self._add(more)
        if 0 <= had_focus < len(self.lines):
            self.lines[had_focus].setFocus()
        self.setVisible(bool(self._all))
        self.update()

    def _add(self, line: QAbstractButton) -> None:
        self.lines.append(line)
        self._column.addWidget(line)

    def _show_whole(self) -> None:
        self._whole = True
        self._arrange()

    def _detail(self, line: Line) -> str:
        if line.type == "organisation":
            return LAST_NOTE.format(day=days.short(line.on, self._on)) if line.on else str(NO_NOTE)
        return line.detail

    def _aside(self, line: Line) -> str:
        if line.months is not None:
            return days.months(line.months)
        return days.short(line.on, self._on) if line.on else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the head of the card."""
        super().paintEvent(event)
        colours = look.palette()
        painter = QPainter(self)
        icons.draw(painter, self._icon, QRect(13, 13, 17, 17), colours.ink3)
        head = QRect(TEXT, 10, self.width() - TEXT - 12, 22)
        painted.write(painter, head, str(self._title), Ink(BODY, SEMIBOLD, colours.ink))
        painted.write(painter, head, str(self._count), Ink(META, NORMAL, colours.ink3), RIGHT)
        painter.end()


class DecideCard(Panel):
    """What has two versions waits here, with the one button of this screen."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__("banner-card")
        self._decisions = Decisions()
        self.icon = Sign("package", icons.INLINE, lambda colours: colours.accent)
        self.title = self.label(self._words, "name")
        self.count = self.label(self._number, "count")
        self.text = wrapped_label("meta-2")
        self.wording.say(self.text.setText, self._sentence)
        self.decide = self.button(DECIDE, "primary")
        self.decide.clicked.connect(self.wanted)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.icon)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.count)
        below = QHBoxLayout()
        below.setContentsMargins(24, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(self.text, 1)
        below.addWidget(self.decide, 0, Qt.AlignmentFlag.AlignBottom)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(14, 10, 13, 12)
        lines.setSpacing(4)
        lines.addLayout(head)
        lines.addLayout(below)
        give(self, "banner-card")
        self.hide()

    def show_decisions(self, decisions: Decisions) -> None:
        """Show how much is to be decided; nothing hides the card."""
        self._decisions = decisions
        self.wording.again()
        self.setVisible(bool(decisions.count))

    def _words(self) -> str:
        return str(TO_DECIDE)

    def _number(self) -> str:
        return str(self._decisions.count)

    def _sentence(self) -> str:
        named = f"{self._decisions.title}. " if self._decisions.title else ""
        return f"{named}{TWO_VERSIONS}"
