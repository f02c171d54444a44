# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The line of hints at the foot of a note: which sign does what."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from coopdesk.language import N_, NC_
from coopdesk.ui.panel import Panel, plain_label

HINTS = (
    ("@", NC_("note hint", "person or city")),
    ("!", NC_("note hint", "decision")),
    (">", NC_("note hint", "follow-up")),
    ("Ctrl V", NC_("note hint", "file")),
    ("Ctrl S", NC_("note hint", "save")),
    ("Ctrl P", NC_("note hint", "minutes")),
)
SIGNS_TOLD = N_("Signs: {signs}")


KEPT_LONGEST = ("@", "!", ">", "Ctrl S", "Ctrl P", "Ctrl V")
"""In which order hints keep their place where there is no room for all."""
BETWEEN = 16


class Hints(Panel):
    """Keys and what they do, as many as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 12, 0, 0)
        line.setSpacing(BETWEEN)
        self._hints: dict[str, QWidget] = {}
        for key, words in HINTS:
            self._hints[key] = hint = QWidget()
            pair = QHBoxLayout(hint)
            pair.setContentsMargins(0, 0, 0, 0)
            pair.setSpacing(6)
            pair.addWidget(plain_label("key", key))
            pair.addWidget(self.label(words, "meta"))
            line.addWidget(hint)
        line.addStretch(1)
        self.name(self, self._spoken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other hints."""
        super().resizeEvent(event)
        self._fit()

    def after_language_change(self) -> None:
        """So have other words."""
        self._fit()

    def _fit(self) -> None:
        room = self.width() + BETWEEN
        for key in KEPT_LONGEST:
            room -= self._hints[key].sizeHint().width() + BETWEEN
            self._hints[key].setVisible(room >= 0)

    def _spoken(self) -> str:
        return SIGNS_TOLD.format(signs="; ".join(f"{key} {words}" for key, words in HINTS))
