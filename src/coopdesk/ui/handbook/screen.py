# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook in the window. F1 opens the page of the screen in front, Esc leads back to it."""

from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk.desk import handbook
from coopdesk.desk.desk import Desk
from coopdesk.desk.handbook import Page
from coopdesk.language import N_, Language, current
from coopdesk.ui.handbook.page_list import PageModel, TitlePainter
from coopdesk.ui.handbook.page_view import PageView
from coopdesk.ui.pane_list import WIDTH, FindLine, PaneList
from coopdesk.ui.panel import Panel
from coopdesk.ui.screens.directory import BY_KEY
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.stage import LISTS
from coopdesk.ui.work import Failure, Outcome, Work

FIND = N_("Find in the handbook")
PAGES, PAGE = N_("Pages of the handbook"), N_("Page of the handbook")
NOT_FOUND = N_("No page holds these words.")
BACK_TO = N_("Back to: {screen}")


class HandbookScreen(Screen):
    """The screen of the handbook."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._pages: tuple[Page, ...] = ()
        self._key = handbook.FIRST
        self._before: list[str] = []
        self._screen = ""
        self.model = PageModel()
        self.list = PaneList(self.model)
        self.list.setItemDelegate(TitlePainter(self.list))
        self.finding = FindLine()
        self.page = PageView()
        self.back = self.button(self._back_words, "crumb")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.finding.setProperty("role", "find")
        self.wording.say(self.finding.setPlaceholderText, FIND)
        self.name(self.finding, FIND)
        self.name(self.list, PAGES)
        self.name(self.page, PAGE)
        self.nothing = self.label(NOT_FOUND, "meta-2")
        self.nothing.hide()
        pane = Panel("pane")
        pane.setFixedWidth(WIDTH)
        left = QVBoxLayout(pane)
        left.setContentsMargins(12, 12, 12, 12)
        left.setSpacing(8)
        for widget in (self.finding, self.nothing):
            left.addWidget(widget)
        left.addWidget(self.list, 1)
        right = QVBoxLayout()
        right.setContentsMargins(32, 16, 0, 0)
        right.setSpacing(8)
        right.addWidget(self.back, alignment=Qt.AlignmentFlag.AlignLeft)
        right.addWidget(self.page, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(pane)
        whole.addLayout(right, 1)

    def _connect(self) -> None:
        self.finding.textChanged.connect(self._filter)
        self.finding.list_wanted.connect(self.list.setFocus)
        self.list.entered.connect(self.page.setFocus)
        self.list.selectionModel().currentChanged.connect(self._row_chosen)
        self.page.page_wanted.connect(self._follow_link)
        self.back.clicked.connect(self.go_back)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.go_back)

    # What the frame asks

    def begin(self) -> None:
        """Read the pages when they are first shown, or were in another language."""
        self._show_back()
        self.list.setFocus()
        if not self._pages:
            self._load()
        elif self.page.in_other_colours:
            self._show()

    def show_page(self, key: str, screen: str) -> None:
        """Show a page; `screen` is the key of the screen that Esc leads back to, "" for this one."""
        if screen:
            self._screen, self._before = screen, []
        elif key != self._key:
            self._before.append(self._key)
        self.finding.clear()
        self._open(key)
        self.page.setFocus()

    def after_language_change(self) -> None:
        """The pages in the other language, those that are read already."""
        if self._pages:
            self._load()

    def changeEvent(self, event: QEvent) -> None:
        """Other colours: write the page anew, a hidden one when it comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.isVisible():
            self._show()

    def _load(self) -> None:
        self.work.ask(partial(_pages_in, current()), self._pages_came, lane="handbook")

    def _pages_came(self, outcome: Outcome[tuple[Page, ...]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        self._pages = outcome.value
        self._filter(self.finding.text())
        self._show()
        self.first_shown.emit()

    # Between the pages

    @property
    def key(self) -> str:
        """The page that is shown."""
        return self._key

    def go_back(self) -> None:
        """What Esc means: the search is emptied, else back to the page before, else to the screen."""
        if self.finding.text():
            self.finding.clear()
        elif self._before:
            self._open(self._before.pop())
        elif self._screen:
            screen, self._screen = self._screen, ""
            self.screen_wanted.emit(screen)

    def _follow_link(self, key: str) -> None:
        self._before.append(self._key)
        self._open(key)

    def _row_chosen(self, now: QModelIndex) -> None:
        if now.isValid() and self.model.pages[now.row()].key != self._key:
            self._open(self.model.pages[now.row()].key)

    def _open(self, key: str) -> None:
        self._key = key
        self._mark()
        self._show_back()
        self._show()

    def _show(self) -> None:
        found = next((page for page in self._pages if page.key == self._key), None)
        if found:
            self.page.show_text(found.text)

    def _mark(self) -> None:
        row = self.model.row_of(self._key)
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())

    def _filter(self, typed: str) -> None:
        found = handbook.matching(self._pages, typed)
        self.model.show(found)
        self.nothing.setVisible(bool(self._pages) and not found)
        if found and self.model.row_of(self._key) < 0:
            self._key = found[0].key
            self._show()
        self._mark()

    def _show_back(self) -> None:
        self.back.setVisible(bool(self._before or self._screen))
        self.wording.again()

    def _back_words(self) -> str:
        if self._before:
            return BACK_TO.format(screen=handbook.TITLES[self._before[-1]])
        return BACK_TO.format(screen=BY_KEY[self._screen.removeprefix(LISTS)].label) if self._screen else ""


def _pages_in(language: Language, desk: Desk) -> tuple[Page, ...]:
    return handbook.pages(language)
