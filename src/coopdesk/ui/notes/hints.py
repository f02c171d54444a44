# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The line of hints at the foot of a note: which sign does what."""

from PySide6.QtWidgets import QHBoxLayout

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


class Hints(Panel):
    """Keys and what they do."""

    def __init__(self) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 12, 0, 0)
        line.setSpacing(6)
        for key, words in HINTS:
            line.addWidget(plain_label("key", key))
            line.addWidget(self.label(words, "meta"))
            line.addSpacing(10)
        line.addStretch(1)
        self.name(self, self._spoken)

    def _spoken(self) -> str:
        return SIGNS_TOLD.format(signs="; ".join(f"{key} {words}" for key, words in HINTS))
