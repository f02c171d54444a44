# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list at the left of the computers: those with access, those without, what is set aside."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk.desk.computer_words import (
    INTRODUCED,
    OUTSIDE_HERE,
    OWN,
    SECOND_STEWARD,
    SEEN,
    VERIFIED,
    WITHDRAWN,
)
from coopdesk.language import N_, NP_, labelled
from coopdesk.ui import icons
from coopdesk.ui.bundles.computer_words import in_short
from coopdesk.ui.bundles.office_verbs import Office
from coopdesk.ui.look import Palette
from coopdesk.ui.pane_row import WIDTH, PaneRow, PaneRows, pane_heading
from coopdesk.ui.panel import Panel, rule, wrapped_label

if TYPE_CHECKING:
    from coopdesk.desk.membership import Computer

TITLE = N_("Computers")
ADMIT = N_("Admit a computer")
WITH_ACCESS, WITHOUT = N_("With access"), N_("Without access")
SET_ASIDE = N_("Set aside")
CHANGES = NP_("{n} change", "{n} changes")
ASIDE, ADMISSION = "set aside", "admit"
"""The keys of the two rows that are no computers."""
SIGNS = {OWN: "device-desktop", VERIFIED: "shield-check", INTRODUCED: "device-desktop", SEEN: "eye",
         WITHDRAWN: "x"}  # fmt: skip


class OfficeRow(PaneRow):
    """One row with an icon."""

    def __init__(self, name: str, below: str, icon: str) -> None:
        super().__init__(name, below)
        self._icon = icon

    def draw_sign(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """The icon, green for a computer that was verified."""
        colour = colours.good if self._icon == "shield-check" else colours.ink3
        square = QRect(area.left() + 12, area.center().y() - 8, 16, 16)
        icons.draw(painter, self._icon, square, colours.accent if self.current else colour)


class OfficePane(Panel):
    """The list; `chosen` carries the id of a computer, ASIDE or ADMISSION."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("pane")
        self.setFixedWidth(WIDTH)
        self._rows = PaneRows()
        self._office: Office | None = None
        self.admit = self.button(ADMIT)
        self.admit.clicked.connect(partial(self.chosen.emit, ADMISSION))
        self._advice = wrapped_label("meta")
        self.wording.say(self._advice.setText, self._advice_words)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 12, 20, 8)
        head.addWidget(self.label(TITLE, "section"))
        foot = QVBoxLayout()
        foot.setContentsMargins(20, 12, 20, 20)
        foot.setSpacing(12)
        foot.addWidget(self._advice)
        foot.addWidget(self.admit)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 1, 0)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self._rows, 1)
        lines.addWidget(rule())
        lines.addLayout(foot)

    @property
    def rows(self) -> dict[str, PaneRow]:
        """The rows by the ids of their computers, or ASIDE."""
        return self._rows.rows

    def show_office(self, office: Office) -> None:
        """Show the computers as they are now."""
        self._office = office
        self._draw()

    def mark(self, key: str) -> None:
        """Show which one is in front."""
        self._rows.mark(key)

    def focus_current(self) -> None:
        """The keyboard goes to the row in front."""
        row = self.rows.get(self._rows.current)
        (row or self.admit).setFocus()

    def after_language_change(self) -> None:
        """Words anew."""
        self._draw()

    def _draw(self) -> None:
        if self._office is None:
            return
        had_focus = self._rows.has_focus
        self._rows.clear()
        self._group(str(WITH_ACCESS), [one for one in self._office.computers if one.role])
        self._group(str(WITHOUT), [one for one in self._office.computers if not one.role])
        if self._office.aside:
            self._rows.column.addSpacing(12)
            count = sum(one.changes for one in self._office.aside)
            self._add(ASIDE, OfficeRow(str(SET_ASIDE), CHANGES.count(count), "archive"))
        self._rows.column.addStretch(1)
        self.wording.again()
        self._advice.setVisible(bool(self._advice_words()))
        self.mark(self._rows.current)
        if had_focus:
            self.focus_current()

    def _advice_words(self) -> str:
        """What the officer should know of the office, one thing at most."""
        if self._office and not self._office.role:
            return str(OUTSIDE_HERE)
        return str(SECOND_STEWARD) if self._office and self._office.lacks_second else ""

    def _group(self, heading: str, found: "Sequence[Computer]") -> None:
        if found:
            self._rows.column.addWidget(pane_heading(heading))
        for one in found:
            name = one.name or labelled(N_("Id"), one.id[:8])
            self._add(one.id, OfficeRow(name, in_short(one), SIGNS[one.state]))

    def _add(self, key: str, row: OfficeRow) -> None:
        row.clicked.connect(partial(self.chosen.emit, key))
        self._rows.add(key, row)
