# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a partner needs and offers, with what of ours was matched with it."""

from functools import partial

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coopdesk.desk.partner_page import ListingLine, PartnerPage
from coopdesk.language import N_
from coopdesk.ui import painted
from coopdesk.ui.line_button import LineButton
from coopdesk.ui.look import Palette
from coopdesk.ui.painted import MEDIUM, META, NORMAL, Chip, Ink
from coopdesk.ui.panel import Panel, wrapped_label

ROW, CHIP = 32, 92
MOST = 6
NOTHING = N_("No needs or offers yet.")
WORDS = {
    (True, "need"): N_("We need"),
    (True, "offer"): N_("We offer"),
    (False, "need"): N_("They need"),
    (False, "offer"): N_("They offer"),
}


class ListingRow(LineButton):
    """A need or an offer; the chip says whose it is."""

    inset = (-4, 0, -4, 0)

    def __init__(self, line: ListingLine) -> None:
        self._line = line
        words = WORDS.get((line.is_ours, line.kind))
        self._word = str(words) if words else ""
        super().__init__(ROW, ", ".join(part for part in (self._word, line.title) if part))
        self.setToolTip(line.title)

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """The chip and the title."""
        chip = Chip(self._word)
        chip = chip.ours(colours) if self._line.is_ours else chip.theirs(colours)
        ink = Ink(META, MEDIUM, chip.ink)
        needed = painted.width_of(painter, self._word, ink) + 18
        width = max(CHIP, needed)
        middle = area.center().y() + 1
        painted.box(painter, QRect(area.left(), middle - 12, width, 24), 4, chip.fill)
        left = area.left() + (width - needed) // 2
        painted.draw_chip(painter, left, middle, needed, chip)
        rest = area.adjusted(width + 8, 0, 0, 0)
        painted.write(painter, rest, self._line.title, Ink(META, NORMAL, colours.ink2))


class Listings(Panel):
    """Needs and offers; `open_wanted` carries the id of one."""

    open_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._made: list[QWidget] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)

    def show_page(self, page: PartnerPage) -> None:
        """Show those of a page."""
        for widget in self._made:
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._made = []
        for line in page.listings[:MOST]:
            row = ListingRow(line)
            row.clicked.connect(partial(self.open_wanted.emit, line.id))
            self._put(row)
        if not page.listings:
            self._put(wrapped_label("meta", str(NOTHING)))

    def _put(self, widget: QWidget) -> None:
        self._made.append(widget)
        self._lines.addWidget(widget)
