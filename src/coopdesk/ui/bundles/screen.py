# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles: at first what goes to the other computers, on the left, and what they bring, on the right;
behind it the log and the computers of the office, each made when it is first looked at."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from coopdesk.desk.desk import Touched
from coopdesk.language import N_, NC_, Message
from coopdesk.ui.bundles import verbs
from coopdesk.ui.bundles.dropping import files_in, is_request
from coopdesk.ui.bundles.receiving import Receiving
from coopdesk.ui.bundles.sending import Sending
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.work import Outcome, Success, Work

if TYPE_CHECKING:
    from coopdesk.ui.bundles.log import LogPage
    from coopdesk.ui.bundles.office_page import OfficePage

EXCHANGE, LOG, OFFICE = "exchange", "log", "office"
TABS: tuple[tuple[str, Message], ...] = (
    (EXCHANGE, N_("Send and open")),
    (LOG, NC_("bundles", "Log")),
    (OFFICE, N_("Computers")),
)
TO_DECIDE = N_("Two versions, to decide: {n}")


class BundlesScreen(Screen):
    """The screen of the bundles."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.sending = Sending(work)
        self.receiving = Receiving(work, self.sending.sticks)
        self._open = 0
        self._log: LogPage | None = None
        self._office: OfficePage | None = None
        self.tabs: dict[str, QPushButton] = {}
        self.decide = self.button(lambda: TO_DECIDE.format(n=self._open), "quiet")
        self.decide.clicked.connect(partial(self.command_wanted.emit, "go decisions"))
        self.decide.hide()
        self._pages = QStackedWidget()
        self._exchange = QWidget()
        sides = QHBoxLayout(self._exchange)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(0)
        sides.addWidget(self.sending, 1)
        sides.addWidget(self.receiving, 1)
        self._pages.addWidget(self._exchange)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._bar())
        whole.addWidget(self._pages, 1)
        self.sending.written.connect(self.counts_changed)
        self.receiving.opened.connect(self._opened)
        self.receiving.command_wanted.connect(self.command_wanted)
        self.sending.where.drives_seen.connect(self.receiving.waiting.ask)
        self.setAcceptDrops(True)

    def _bar(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(20, 12, 24, 0)
        line.setSpacing(4)
        group = QButtonGroup(self)
        for key, words in TABS:
            made = self.button(words, "tab")
            made.setCheckable(True)
            made.clicked.connect(partial(self.show_tab, key))
            group.addButton(made)
            self.tabs[key] = made
            line.addWidget(made)
        self.tabs[EXCHANGE].setChecked(True)
        line.addStretch(1)
        line.addWidget(self.decide)
        return line

    # The pages

    @property
    def log(self) -> "LogPage":
        """The log of bundles."""
        if self._log is None:
            from coopdesk.ui.bundles.log import LogPage

            self._log = LogPage(self.work)
            self._log.taken_back.connect(self._opened)
            self._pages.addWidget(self._log)
        return self._log

    @property
    def office(self) -> "OfficePage":
        """The computers of the office."""
        if self._office is None:
            from coopdesk.ui.bundles.office_page import OfficePage

            self._office = OfficePage(self.work)
            self._office.changed.connect(self._opened)
            self._pages.addWidget(self._office)
        return self._office

    def show_tab(self, key: str) -> None:
        """Bring a page to the front."""
        self.tabs[key].setChecked(True)
        if key == LOG:
            self._pages.setCurrentWidget(self.log)
            self.log.begin()
        elif key == OFFICE:
            self._pages.setCurrentWidget(self.office)
            self.office.begin()
        else:
            self._pages.setCurrentWidget(self._exchange)
            self.sending.begin()
            self.receiving.waiting.ask()

    @property
    def tab(self) -> str:
        """The key of the page in front."""
        return next(key for key, made in self.tabs.items() if made.isChecked())

    # What the frame asks

    def begin(self) -> None:
        """Ask who is there and what would go."""
        self.show_tab(self.tab)
        self._count()
        if self.tab == EXCHANGE:
            self.sending.everybody.setFocus()

    def follow(self, touched: Touched) -> None:
        """What was saved is to be sent."""
        self.sending.ask_inside()
        self._count()

    def refresh(self) -> None:
        """Ask again who is there and what would go."""
        self.show_tab(self.tab)
        self._count()

    def _opened(self) -> None:
        """Something came in, was taken back, or counts now."""
        self.counts_changed.emit()
        self.sending.begin()
        self._count()

    def _count(self) -> None:
        self.work.ask(verbs.to_decide, self._counted, lane="bundle decisions")

    def _counted(self, outcome: Outcome[int]) -> None:
        self._open = outcome.value if isinstance(outcome, Success) else 0
        self.wording.again()
        self.decide.setVisible(bool(self._open))

    # Files from outside

    def take_files(self, files: Sequence[Path]) -> None:
        """Look into files that were dropped on the window: who asks to join, or what they bring."""
        requests = [file for file in files if is_request(file)]
        if requests:
            self.show_tab(OFFICE)
            self.office.take_request(requests[0])
        else:
            self.show_tab(EXCHANGE)
            self.receiving.take_files(files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Any file may be a bundle, whatever its name."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into what is dropped."""
        self.take_files(files_in(event.mimeData()))
        event.acceptProposedAction()
