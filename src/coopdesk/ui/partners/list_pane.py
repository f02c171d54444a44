# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The left pane: find a partner by typing, narrow the list, choose one."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from coopdesk.desk.partner_list import Which
from coopdesk.language import N_, NP_, Message
from coopdesk.ui import icons, look, painted
from coopdesk.ui.find_pane import FindPane, Words
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, SEMIBOLD, Ink
from coopdesk.ui.pane_list import ROW, PaneList, RowPainter
from coopdesk.ui.partners.list_model import Index, PartnerModel, aside, meta
from coopdesk.ui.work import Work

PARTNERS = NP_("{n} partner", "{n} partners")
LAST_CONTACT = N_("last contact")
WORDS = Words(
    find=N_("Find a partner"),
    listed=N_("Partners"),
    new=N_("New partner"),
    nothing=N_("No partner is kept here yet."),
    nothing_how=N_("Cities and organisations you work with appear here, with their people and their story."),
    not_found=N_("No partner fits."),
    not_found_how=N_("Type less, or show all partners."),
)
CHOICES: tuple[tuple[Which, Message], ...] = (
    (Which.ALL, N_("All partners")),
    (Which.CITIES, N_("Cities")),
    (Which.LIVE, N_("With a live agreement")),
    (Which.QUIET, N_("Gone quiet")),
)
SIGNS = {"silent": "message-off", "gate": "road-sign"}


class PartnerPainter(RowPainter):
    """Draws one partner: name, country and agreements, last contact."""

    def __init__(self, shown_in: PaneList, partners: PartnerModel) -> None:
        super().__init__(shown_in)
        self._partners = partners

    def write(self, painter: QPainter, area: QRect, index: Index, chosen: bool) -> None:
        """Write the two lines of a partner."""
        model, colours = self._partners, look.palette()
        partner, row = model.partner(index), model.row(index)
        if partner is None:
            return
        told = aside(row, model.on) if row else ""
        grey = Ink(META, NORMAL, colours.ink2 if chosen else colours.ink3)
        right = QRect(area.left() + 12, area.top(), area.width() - 24, ROW)
        taken = painted.write(painter, right, told, grey, RIGHT)
        if row and row.sign and told:
            taken += 22
            square = QRect(right.right() - taken, area.center().y() - 8, 16, 16)
            icons.draw(painter, SIGNS[row.sign], square, grey.colour)
        name = Ink(BODY, SEMIBOLD if chosen else MEDIUM, colours.accent if chosen else colours.ink)
        room = right.width() - taken - 10
        painted.write(painter, QRect(right.left(), area.top() + 10, room, 20), partner.name, name)
        if row:
            painted.write(painter, QRect(right.left(), area.top() + 30, room, 16), meta(row), grey)


class ListPane(FindPane):
    """The partners. `chosen` carries the id of one."""

    def __init__(self, work: Work) -> None:
        self.model = PartnerModel(work)
        super().__init__(self.model, WORDS, CHOICES)
        self.list.setItemDelegate(PartnerPainter(self.list, self.model))
        self._wanted = ""
        self.lay_out((), (self.label(LAST_CONTACT, "meta"),))
        self.model.counted.connect(self._counted)

    def load(self, organisation: str = "") -> None:
        """Read the list, then choose this partner, or keep the one that is chosen."""
        self._wanted = organisation or self._wanted or self.current_id()
        self.model.find(self.typed.text(), Which(self.choice))

    def choose(self, organisation: str) -> None:
        """Choose a partner; where the list does not have it, the list shows all."""
        at = self.model.place_of(organisation)
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at))
            return
        self._wanted = organisation
        if self._is_narrowed():
            self.show_all()

    def current_id(self) -> str:
        """The partner that is chosen, "" for none."""
        found = self.model.partner(self.list.currentIndex())
        return found.id if found else ""

    def after_language_change(self) -> None:
        """Names and countries in the other language."""
        if self.model.rowCount():
            self.load()

    def counted_words(self) -> str:
        """How many partners there are."""
        return PARTNERS.count(self.model.rowCount())

    def show_all(self) -> None:
        """Take back what was typed and chosen; who was to be chosen still is."""
        wanted = self._wanted
        super().show_all()
        self._wanted = wanted or self._wanted

    def _is_narrowed(self) -> bool:
        return bool(self.typed.text().strip()) or Which(self.choice) is not Which.ALL

    def _counted(self, count: int) -> None:
        self.show_count(count, narrowed=self._is_narrowed())
        at = self.model.place_of(self._wanted) if self._wanted else -1
        self._wanted = ""
        if count:
            self.list.setCurrentIndex(self.model.index(max(at, 0)))
        if count and self._focus_wanted and not self.typed.text():
            self.list.setFocus()
        self._focus_wanted = False
        self.shown.emit()
