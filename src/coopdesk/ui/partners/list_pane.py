# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The left pane: find a partner by typing, narrow the list, choose one."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QVBoxLayout,
)

from coopdesk.desk.partner_list import Which
from coopdesk.language import N_, NP_, Message
from coopdesk.ui import icons, look, painted
from coopdesk.ui.look import give
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, SEMIBOLD, Ink
from coopdesk.ui.pane_list import PAUSE, ROW, WIDTH, FindLine, PaneList, RowPainter
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.partners.list_model import Index, PartnerModel, aside, meta
from coopdesk.ui.work import Work

FIND = N_("Find a partner")
NARROW = N_("Narrow the list")
PARTNERS = NP_("{n} partner", "{n} partners")
LAST_CONTACT = N_("last contact")
PARTNER_LIST = N_("Partners")
NOBODY = N_("No partner is kept here yet.")
NOBODY_HOW = N_("Cities and organisations you work with appear here, with their people and their story.")
NOT_FOUND = N_("No partner fits.")
NOT_FOUND_HOW = N_("Type less, or show all partners.")
NEW = N_("New partner")
SHOW_ALL = N_("Show all")
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


class ListPane(Panel):
    """Search field, filter, and the list. `chosen` carries the id of a partner."""

    chosen = Signal(str)
    entered = Signal()
    new_wanted = Signal()
    shown = Signal()
    """The names stand in the list, or there are none."""

    def __init__(self, work: Work) -> None:
        super().__init__("pane")
        self.setFixedWidth(WIDTH)
        self.model = PartnerModel(work)
        self.typed = FindLine()
        give(self.typed, "find")
        self.wording.say(self.typed.setPlaceholderText, FIND)
        self.name(self.typed, FIND)
        self.filter = QPushButton()
        self.filter.setAutoDefault(False)
        give(self.filter, "square")
        self.name(self.filter, NARROW)
        self.wording.say(self.filter.setToolTip, NARROW)
        self.list = PaneList(self.model)
        self.list.setItemDelegate(PartnerPainter(self.list, self.model))
        self.name(self.list, PARTNER_LIST)
        self._count = self.label(self._counted_words, "meta")
        self._which = Which.ALL
        self._wanted = ""
        self._focus_wanted = False
        self._menu = self._make_menu()
        self._empty = self._make_empty()
        self._typing, self._walking = self._timer(self._find_now), self._timer(self._choose_now)
        self._lay_out()
        self._connect()

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(PAUSE)
        made.timeout.connect(slot)
        return made

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for which, words in CHOICES:
            action = QAction(menu)
            action.setCheckable(True)
            action.setData(which)
            action.setChecked(which is self._which)
            self.wording.say(action.setText, words)
            group.addAction(action)
            menu.addAction(action)
        group.triggered.connect(self._narrowed)
        return menu

    def _make_empty(self) -> Panel:
        made = Panel()
        self._nothing, self._nothing_how = wrapped_label("section"), wrapped_label("second")
        self.new = self.button(NEW)
        self.all = self.button(SHOW_ALL)
        lines = QVBoxLayout(made)
        lines.setContentsMargins(4, 12, 12, 0)
        lines.setSpacing(8)
        for widget in (self._nothing, self._nothing_how):
            lines.addWidget(widget)
        lines.addWidget(self.new, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addWidget(self.all, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        made.hide()
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(8)
        head.addWidget(self.typed, 1)
        head.addWidget(self.filter)
        counts = QHBoxLayout()
        counts.setContentsMargins(12, 0, 12, 0)
        counts.addWidget(self._count)
        counts.addStretch(1)
        counts.addWidget(self.label(LAST_CONTACT, "meta"))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(8, 16, 9, 8)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addSpacing(16)
        lines.addLayout(counts)
        lines.addSpacing(8)
        lines.addWidget(self.list, 1)
        lines.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self.typed.textChanged.connect(self._typed)
        self.typed.list_wanted.connect(self.focus_list)
        self.filter.clicked.connect(self._show_menu)
        self.list.entered.connect(self._entered)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.model.counted.connect(self._counted)
        self.new.clicked.connect(self.new_wanted)
        self.all.clicked.connect(self._show_all)

    def load(self, organisation: str = "") -> None:
        """Read the list, then choose this partner, or keep the one that is chosen."""
        self._wanted = organisation or self._wanted or self.current_id()
        self.model.find(self.typed.text(), self._which)

    def choose(self, organisation: str) -> None:
        """Choose a partner; where the list does not have it, the list shows all."""
        at = self.model.place_of(organisation)
        if at >= 0:
            self.list.setCurrentIndex(self.model.index(at))
            return
        self._wanted = organisation
        if self.typed.text() or self._which is not Which.ALL:
            self._show_all()

    def current_id(self) -> str:
        """The partner that is chosen, "" for none."""
        found = self.model.partner(self.list.currentIndex())
        return found.id if found else ""

    def focus_list(self) -> None:
        """The keyboard goes to the list, to its first partner where none is chosen."""
        if not self.model.rowCount():
            self._focus_wanted = True
            self.typed.setFocus()
            return
        if not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index(0))
        self.list.setFocus()

    def after_language_change(self) -> None:
        """Names and countries in the other language."""
        self._dress_icons()
        if self.model.rowCount():
            self.load()

    def in_new_colours(self) -> None:
        """Icons in the colours of now."""
        self._dress_icons()

    def _dress_icons(self) -> None:
        self.filter.setIcon(icons.icon("filter", look.palette().ink))
        self.filter.setIconSize(QSize(16, 16))

    def showEvent(self, event: object) -> None:
        """Icons in the colours of now."""
        self._dress_icons()

    def _counted_words(self) -> str:
        return PARTNERS.count(self.model.rowCount())

    def _counted(self, count: int) -> None:
        self._count.setText(self._counted_words())
        narrowed = bool(self.typed.text().strip()) or self._which is not Which.ALL
        self._nothing.setText(str(NOT_FOUND if narrowed else NOBODY))
        self._nothing_how.setText(str(NOT_FOUND_HOW if narrowed else NOBODY_HOW))
        self.new.setVisible(not narrowed)
        self.all.setVisible(narrowed)
        self._empty.setVisible(not count)
        self.list.setVisible(bool(count))
        at = self.model.place_of(self._wanted) if self._wanted else -1
        self._wanted = ""
        if count:
            self.list.setCurrentIndex(self.model.index(max(at, 0)))
        if count and self._focus_wanted and not self.typed.text():
            self.list.setFocus()
        self._focus_wanted = False
        self.shown.emit()

    def _typed(self) -> None:
        self._typing.start()

    def _find_now(self) -> None:
        self.load()

    def _show_menu(self) -> None:
        self._menu.popup(self.filter.mapToGlobal(self.filter.rect().bottomLeft()))

    def _narrowed(self, action: QAction) -> None:
        self._which = Which(action.data())
        self.filter.setProperty("on", self._which is not Which.ALL)
        self.filter.style().unpolish(self.filter)
        self.filter.style().polish(self.filter)
        self.load()

    def _show_all(self) -> None:
        wanted = self._wanted
        self.typed.clear()
        self._typing.stop()
        self._menu.actions()[0].setChecked(True)
        self._narrowed(self._menu.actions()[0])
        self._wanted = wanted or self._wanted

    def _current_changed(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._walking.start()

    def _choose_now(self) -> None:
        if organisation := self.current_id():
            self.chosen.emit(organisation)

    def _entered(self) -> None:
        self._walking.stop()
        self._choose_now()
        self.entered.emit()
