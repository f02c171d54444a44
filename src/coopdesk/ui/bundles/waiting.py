# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits to be opened without being looked for: on sticks, and in the shared folder."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from coopdesk.language import N_, NP_, labelled, sentence
from coopdesk.ui import icons, look
from coopdesk.ui.bundles import verbs
from coopdesk.ui.bundles.verbs import Offers
from coopdesk.ui.panel import Panel, on_button, wrapped_label
from coopdesk.ui.work import Outcome, Success, Work

SHARED = N_("Shared folder")
READ_SHARED = N_("Open what is new")
NEW = NP_("{n} new bundle", "{n} new bundles")


class Waiting(Panel):
    """A button for each stick with bundles that were not read yet; the shared folder below."""

    files_wanted = Signal(object)
    """The files on a stick."""
    shared_wanted = Signal()

    def __init__(self, work: Work, sticks: Callable[[], Sequence[Path]]) -> None:
        super().__init__()
        self._work, self._sticks = work, sticks
        self._offers: Offers | None = None
        self.buttons: list[QPushButton] = []
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(8)
        self._title = self.label(SHARED, "section")
        self.told = wrapped_label("second")
        self.wording.say(self.told.setText, self._shared_words)
        self.read = self.button(READ_SHARED)
        self.read.clicked.connect(self.shared_wanted)
        self._lines.addWidget(self._title)
        self._lines.addWidget(self.told)
        self._lines.addWidget(self.read, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self._title, self.told, self.read):
            widget.hide()
        self.hide()

    def ask(self) -> None:
        """Ask what is there now."""
        question = partial(verbs.offers, sticks=tuple(self._sticks()))
        self._work.ask(question, self._came, lane="bundle offers")

    def _came(self, outcome: Outcome[Offers]) -> None:
        self._offers = outcome.value if isinstance(outcome, Success) else None
        self._draw()

    def after_language_change(self) -> None:
        """Numbers in the other language."""
        self._draw()

    def _draw(self) -> None:
        for one in self.buttons:
            self._lines.removeWidget(one)
            one.hide()
            one.deleteLater()
        self.buttons.clear()
        offers = self._offers
        for stick, files in offers.sticks if offers else ():
            self._add(stick, files)
        shares = bool(offers and (offers.shared or offers.refusal))
        new = bool(offers and offers.shared and offers.shared.files)
        self._title.setVisible(shares)
        self.told.setVisible(shares)
        self.read.setVisible(new)
        look.give(self.told, "error-line" if offers and offers.refusal else "second")
        self.told.style().polish(self.told)
        self.wording.again()
        self.setVisible(shares or bool(self.buttons))

    def _add(self, stick: Path, files: Sequence[Path]) -> None:
        words = labelled(stick.name or str(stick), NEW.count(len(files)))
        made = QPushButton(on_button(words))
        made.setAccessibleName(words)
        made.setAutoDefault(False)
        made.setIcon(icons.before_words("usb", look.palette().ink))
        made.setIconSize(icons.BEFORE_WORDS)
        made.clicked.connect(partial(self.files_wanted.emit, files))
        self._lines.insertWidget(len(self.buttons), made, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons.append(made)

    def _shared_words(self) -> str:
        if self._offers is None:
            return ""
        if self._offers.refusal:
            return sentence(self._offers.refusal)
        return "\n".join(self._offers.shared.lines()) if self._offers.shared else ""
