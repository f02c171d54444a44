# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits to be opened without being looked for: on sticks, and in the shared folder."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout

from coopdesk.language import N_, NP_, labelled, sentence
from coopdesk.ui import icons, look
from coopdesk.ui.bundles import verbs
from coopdesk.ui.bundles.shared import Looking
from coopdesk.ui.bundles.verbs import OnStick
from coopdesk.ui.panel import Panel, on_button, wrapped_label
from coopdesk.ui.work import Failure, Outcome, Success, Work

if TYPE_CHECKING:
    from coopdesk.desk.sharing import Lying

SHARED = N_("Shared folder")
READ_SHARED = N_("Look inside")
NEW = NP_("{n} new bundle", "{n} new bundles")


class Waiting(Panel):
    """A button for each stick with bundles that were not read yet; the shared folder below."""

    files_wanted = Signal(object)
    """The files on a stick."""
    shared_wanted = Signal()

    def __init__(self, work: Work, sticks: Callable[[], Sequence[Path]]) -> None:
        super().__init__()
        self._work, self._sticks = work, sticks
        self._on_sticks: tuple[OnStick, ...] = ()
        self._shared: Outcome[Lying | None] | None = None
        self._looking = Looking(work)
        self._looking.came.connect(self._shared_came)
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
        self._looking.begin()
        question = partial(verbs.new_on, sticks=tuple(self._sticks()))
        self._work.ask(question, self._came, lane="bundle offers")

    def _came(self, outcome: Outcome[tuple[OnStick, ...]]) -> None:
        self._on_sticks = outcome.value if isinstance(outcome, Success) else ()
        self._draw()

    def _shared_came(self, outcome: "Outcome[Lying | None]") -> None:
        self._shared = outcome
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
        for stick, files in self._on_sticks:
            self._add(stick, files)
        refused = isinstance(self._shared, Failure)
        lying = self._shared.value if isinstance(self._shared, Success) else None
        shares = refused or lying is not None
        self._title.setVisible(shares)
        self.told.setVisible(shares)
        self.read.setVisible(bool(lying and lying.files))
        look.give(self.told, "error-line" if refused else "second")
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
        if isinstance(self._shared, Failure):
            return sentence(self._shared.error)
        lying = self._shared.value if self._shared else None
        return "\n".join(lying.lines()) if lying else ""
