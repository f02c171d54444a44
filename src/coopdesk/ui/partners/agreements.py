# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The agreements with a partner: dates, stage, promises of both sides, and what is next."""

from functools import partial

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk.desk.partner_page import AgreementCard, PartnerPage
from coopdesk.desk.today import DUE_LABELS
from coopdesk.desk.year_figures import Promised
from coopdesk.language import N_, Message
from coopdesk.records.rules.due import DueKind
from coopdesk.records.types.choices import STAGES
from coopdesk.ui import days, icons, look, painted
from coopdesk.ui.drawn import Drawn, promises_drawing
from coopdesk.ui.line_button import LineButton
from coopdesk.ui.look import Palette
from coopdesk.ui.painted import BODY, META, NORMAL, RIGHT, SEMIBOLD, Chip, Ink
from coopdesk.ui.panel import Panel
from coopdesk.ui.work import Work

HEIGHT, WITHOUT_NEXT = 101, 78
PAD = 16
BESIDE_AXIS = 4
"""Pixels of the drawing that stand at the right of our promises up to the axis and after it."""
FEW = 3
MORE = N_("{count} more")
UP_TO = N_("until {day}")
FROM_ON = N_("since {day}")
OURS_KEPT = N_("{name} {kept} of {all}")
THEIRS_KEPT = N_("{kept} of {all} {name}")
NEXT = N_("{what} – {when}")
OWN_DAYS = {
    DueKind.NOTICE: N_("Decide on renewal by {day}"),
    DueKind.REVIEW: N_("Review on {day}"),
    DueKind.REPORT: N_("Report due on {day}"),
}
"""The days of the agreement itself."""
SETTLED = frozenset({"active", "signed", "approved"})


def dates(card: AgreementCard) -> str:
    """Its reference and its days."""
    if card.begins and card.ends:
        span = f"{days.numeric(card.begins)} – {days.numeric(card.ends)}"
    elif card.ends:
        span = UP_TO.format(day=days.numeric(card.ends))
    else:
        span = FROM_ON.format(day=days.numeric(card.begins)) if card.begins else ""
    return " · ".join(part for part in (card.reference, span) if part)


def kept_words(words: Message, name: str, side: Promised) -> str:
    """How many promises a side has kept; the name alone where it made none."""
    return words.format(name=name, kept=side.kept, all=side.all) if side.all else name


def next_words(card: AgreementCard) -> str:
    """What is next in it, and how far that is."""
    if card.next is None:
        return ""
    words = OWN_DAYS.get(card.next.kind)
    if words and card.next.days >= 0:
        return words.format(day=days.day_and_month(card.next.on, card.next.on))
    what = str(DUE_LABELS[card.next.kind]) if words else card.next_title
    return NEXT.format(what=what, when=days.distance(card.next.days))


class AgreementBlock(LineButton):
    """One agreement."""

    inset = (4, 4, 4, 4)

    def __init__(self, card: AgreementCard, page: PartnerPage, work: Work, lane: str) -> None:
        self._card = card
        self._next = next_words(card)
        self._ours = kept_words(OURS_KEPT, page.our_name, card.ours)
        self._theirs = kept_words(THEIRS_KEPT, page.name, card.theirs)
        self._stage = str(STAGES[card.stage]) if card.stage in STAGES else ""
        self._has_promises = bool(card.ours.all + card.theirs.all)
        spoken = (
            card.title,
            self._stage,
            dates(card),
            *((self._ours, self._theirs) if self._has_promises else ()),
        )
        height = HEIGHT if self._next else WITHOUT_NEXT
        if not self._has_promises:
            height -= 22
        super().__init__(height, ", ".join(part for part in (*spoken, self._next) if part))
        self.bar = Drawn(work, f"{lane} both", self)
        self.ours = Drawn(work, f"{lane} ours", self)
        if self._has_promises:
            self.bar.came.connect(self.update)
            self.ours.came.connect(self.update)
            self.bar.ask(partial(promises_drawing, ours=card.ours, theirs=card.theirs))
            # Drawn alone, our side says where the axis of both stands.
            self.ours.ask(partial(promises_drawing, ours=card.ours, theirs=Promised()))

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """Draw the four lines."""
        inside = area.adjusted(PAD, 0, -PAD, 0)
        chip_room = 0
        if self._stage:
            chip_room = self._draw_stage(painter, inside, colours) + 12
        name = Ink(BODY, SEMIBOLD, colours.ink)
        title = QRect(inside.left(), 10, inside.width() - chip_room, 20)
        painted.write(painter, title, self._card.title, name)
        grey = Ink(META, NORMAL, colours.ink3)
        painted.write(painter, QRect(inside.left(), 30, inside.width(), 16), dates(self._card), grey)
        if self._has_promises:
            self._draw_promises(painter, QRect(inside.left(), 50, inside.width(), 20), colours)
        if self._next:
            self._draw_next(painter, QRect(inside.left(), area.height() - 29, inside.width(), 20), colours)

    def _draw_stage(self, painter: QPainter, inside: QRect, colours: Palette) -> int:
        chip = Chip(self._stage).neutral(colours)
        if self._card.stage in SETTLED:
            chip = Chip(self._stage, "", colours.good, colours.good_tint)
        ink = Ink(META, painted.MEDIUM, chip.ink)
        width = painted.width_of(painter, self._stage, ink) + 18
        return painted.draw_chip(painter, inside.right() - width + 1, 22, width, chip)

    def _draw_promises(self, painter: QPainter, line: QRect, colours: Palette) -> None:
        ink = Ink(META, NORMAL, colours.ink2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = line.center().y() + 1
        for colour, x in ((colours.fill, line.left()), (colours.them, line.right() - 7)):
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QRectF(x, middle - 4, 8, 8))
        room = line.adjusted(14, 0, -14, 0)
        left = painted.write(painter, QRect(room.left(), room.top(), room.width() // 3, 20), self._ours, ink)
        third = QRect(room.right() - room.width() // 3, room.top(), room.width() // 3, 20)
        right = painted.write(painter, third, self._theirs, ink, RIGHT)
        size = self.bar.size
        axis = self.ours.size.width() - BESIDE_AXIS
        free = QRect(room.left() + left + 8, line.top() + 2, room.width() - left - right - 16, 16)
        if size.isEmpty() or free.width() < size.width():
            if free.width() > 60:
                self.bar.draw(painter, free)
            return
        start = min(max(line.center().x() - axis, free.left()), free.right() - size.width())
        self.bar.draw(painter, free, start)

    def _draw_next(self, painter: QPainter, line: QRect, colours: Palette) -> None:
        late = self._card.next is not None and self._card.next.days < 0
        ink = Ink(META, NORMAL, colours.alert if late else colours.ink2)
        icons.draw(painter, "clock", QRect(line.left(), line.center().y() - 7, 16, 16), colours.ink2)
        painted.write(painter, line.adjusted(22, 0, 0, 0), self._next, ink)


class Agreements(Panel):
    """All agreements in one card; `open_wanted` carries the id of one."""

    open_wanted = Signal(str)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__("card")
        self._work = work
        self.blocks: list[AgreementBlock] = []
        self._page: PartnerPage | None = None
        self._whole = False
        self.more = self.button(self._more_words, "quiet")
        self.more.clicked.connect(self._show_whole)
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(1, 1, 1, 1)
        self._lines.setSpacing(1)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(1)
        self._lines.addLayout(self._blocks)
        foot = QHBoxLayout()
        foot.setContentsMargins(PAD - 9, 0, 0, 0)
        foot.addWidget(self.more)
        foot.addStretch(1)
        self._lines.addLayout(foot)

    def show_page(self, page: PartnerPage) -> None:
        """Show the agreements of a page, the first ones of many."""
        self._whole = self._whole and self._page is not None and self._page.id == page.id
        self._page = page
        self._arrange(page)

    def _show_whole(self) -> None:
        self._whole = True
        if self._page:
            self._arrange(self._page)

    def _more_words(self) -> str:
        return MORE.format(count=max(len(self._page.agreements) - FEW, 0) if self._page else 0)

    def _arrange(self, page: PartnerPage) -> None:
        for block in self.blocks:
            self._blocks.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.blocks = []
        for at, card in enumerate(page.agreements if self._whole else page.agreements[:FEW]):
            block = AgreementBlock(card, page, self._work, f"agreement {at}")
            block.clicked.connect(partial(self.open_wanted.emit, card.id))
            self.blocks.append(block)
            self._blocks.addWidget(block)
        self.wording.again()
        self.more.setVisible(len(self.blocks) < len(page.agreements))
        self.setVisible(bool(self.blocks))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The hairlines between the agreements."""
        super().paintEvent(event)
        painter = QPainter(self)
        for block in self.blocks[1:]:
            painter.fillRect(QRect(1, block.y() - 1, self.width() - 2, 1), QColor(look.palette().line))
        painter.end()
