# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles: on the left what goes to the other computers, on the right what they bring."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout

from coopdesk.desk.desk import Touched
from coopdesk.ui.bundles.dropping import files_in
from coopdesk.ui.bundles.receiving import Receiving
from coopdesk.ui.bundles.sending import Sending
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.work import Work


class BundlesScreen(Screen):
    """The screen of the bundles."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.sending = Sending(work)
        self.receiving = Receiving(work, self.sending.stick)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.sending, 1)
        whole.addWidget(self.receiving, 1)
        self.sending.written.connect(self.counts_changed)
        self.receiving.opened.connect(self.counts_changed)
        self.receiving.command_wanted.connect(self.command_wanted)
        self.receiving.opened.connect(self.sending.begin)
        self.setAcceptDrops(True)

    def begin(self) -> None:
        """Ask who is there and what would go."""
        self.sending.begin()
        self.sending.everybody.setFocus()

    def follow(self, touched: Touched) -> None:
        """What was saved is to be sent."""
        self.sending.ask_inside()

    def refresh(self) -> None:
        """Ask again who is there and what would go."""
        self.sending.begin()

    def take_files(self, files: Sequence[Path]) -> None:
        """Look into files that were dropped on the window."""
        self.receiving.take_files(files)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Any file may be a bundle, whatever its name."""
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look into what is dropped."""
        self.take_files(files_in(event.mimeData()))
        event.acceptProposedAction()
