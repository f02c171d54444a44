# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of a partner: head, agreements and story at the left, people, listings and map at the right."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coopdesk.desk.partner_page import PartnerPage
from coopdesk.desk.partner_story import StoryEntry
from coopdesk.language import N_, Message
from coopdesk.ui.look import give
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.partners.agreements import Agreements
from coopdesk.ui.partners.head import Head
from coopdesk.ui.partners.listings import Listings
from coopdesk.ui.partners.people import People
from coopdesk.ui.partners.small_map import SmallMap
from coopdesk.ui.partners.story import Story
from coopdesk.ui.work import Work

NARROW = 680
"""Below this width the right column stands under the left one."""
SIDE, GAP = 298, 28
AGREEMENTS = N_("Agreements")
NO_AGREEMENT = N_("No agreement yet.")
PEOPLE = N_("People")
NEEDS_AND_OFFERS = N_("Needs and offers")
PAGE = N_("Page of the partner")


class Page(Panel):
    """One partner, scrolled as a whole."""

    open_wanted = Signal(str, str)
    """The key of a type and an id."""

    def __init__(self, work: Work) -> None:
        super().__init__("canvas")
        self.head = Head()
        self.agreements = Agreements(work)
        self.story = Story()
        self.people = People()
        self.listings = Listings()
        self.map = SmallMap(work)
        self.no_agreement = wrapped_label("meta")
        self.wording.say(self.no_agreement.setText, NO_AGREEMENT)
        self._lay_out()
        self.agreements.open_wanted.connect(partial(self.open_wanted.emit, "agreement"))
        self.story.open_wanted.connect(self.open_wanted)
        self.people.open_wanted.connect(partial(self.open_wanted.emit, "person"))
        self.listings.open_wanted.connect(partial(self.open_wanted.emit, "listing"))

    def _lay_out(self) -> None:
        left = self._column(AGREEMENTS, self.agreements, self.no_agreement)
        left.addSpacing(20)
        left.addWidget(self.story)
        left.addStretch(1)
        self._side = QWidget()
        right = self._column(PEOPLE, self.people)
        right.addSpacing(16)
        right.addWidget(self.label(NEEDS_AND_OFFERS, "section"))
        right.addSpacing(8)
        right.addWidget(self.listings)
        right.addSpacing(12)
        right.addWidget(self.map)
        right.addStretch(1)
        self._side.setLayout(right)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(GAP)
        self._columns.addLayout(left, 1)
        self._columns.addWidget(self._side)
        inside = QWidget()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(24, 20, 24, 16)
        lines.setSpacing(20)
        lines.addWidget(self.head)
        lines.addLayout(self._columns, 1)
        self.whole = QScrollArea()
        self.whole.setWidgetResizable(True)
        self.whole.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.whole.setWidget(inside)
        self.name(self.whole, PAGE)
        give(self.whole, "bare")
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self.whole)

    def _column(self, heading: Message, *widgets: QWidget) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label(heading, "section"))
        column.addSpacing(8)
        for widget in widgets:
            column.addWidget(widget)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two columns where there is room, else one."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(below if is_narrow else beside)
        if is_narrow:
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(16_777_215)
        else:
            share = round((self.width() - 48 - GAP) * SIDE / 778)
            self._side.setFixedWidth(min(max(share, 232), SIDE + 60))

    def show_page(self, page: PartnerPage, story: tuple[StoryEntry, ...]) -> None:
        """Show a partner with this much of its story."""
        self.head.show_page(page)
        self.agreements.show_page(page)
        self.no_agreement.setVisible(not page.agreements)
        self.story.show_story(story, page.story_count, page.on)
        self.people.show_page(page)
        self.listings.show_page(page)
        self.map.show_page(page)

    def to_top(self) -> None:
        """Begin at the head again."""
        self.whole.verticalScrollBar().setValue(0)

    def focus_first(self) -> None:
        """The keyboard goes to the first thing to do."""
        self.head.note.setFocus()
