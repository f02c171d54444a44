# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of what is to be decided, by the computer it came from, and what was decided just now."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk.desk.weighing import Pending
from coopdesk.language import N_, NC_
from coopdesk.ui import days, icons
from coopdesk.ui.look import Palette
from coopdesk.ui.pane_row import WIDTH, PaneRow, PaneRows, pane_heading
from coopdesk.ui.panel import Panel, plain_label, rule, wrapped_label
from coopdesk.ui.sign import Sign

TITLE = NC_("screen", "Decisions")
LEFT_TO_DECIDE = N_("left: {count}")
FROM = N_("From: {device}")
HERE = N_("On this computer")
WAITING = N_("Waiting for earlier changes")
DECIDED_NOW = N_("Decided now")
BOTH_STAY = N_("Both versions stay in the history. The decision can be changed.")
MORE = N_("{count} more")
RADIO = 14
MOST = 100
"""Rows that are made at once; what is decided makes room for the rest."""


class DecisionRow(PaneRow):
    """One decision: its field, its record, and whether it is the one in front or decided."""

    def __init__(self, label: str, title: str, *, decided: bool = False) -> None:
        super().__init__(label, title)
        self._decided = decided

    def draw_sign(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """A tick for what is decided, else whether it is the one in front."""
        tick = QRectF(area.left() + 14, area.center().y() - RADIO / 2, RADIO, RADIO)
        if self._decided:
            icons.draw(painter, "circle-check", tick.adjusted(-1, -1, 1, 1), colours.good)
        else:
            self._draw_radio(painter, tick, colours)

    def _draw_radio(self, painter: QPainter, tick: QRectF, colours: Palette) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.current:
            painter.setPen(QPen(QColor(colours.accent), 4))
            painter.drawEllipse(tick.adjusted(2, 2, -2, -2))
        else:
            painter.setPen(QPen(QColor(colours.line2), 1))
            painter.drawEllipse(tick.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.restore()


class DecisionPane(Panel):
    """The list at the left; `chosen` carries the id of a decision."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("pane")
        self.setFixedWidth(WIDTH)
        self._rows = PaneRows()
        self._pending: tuple[Pending, ...] = ()
        self._done: list[tuple[str, str]] = []
        self._count = plain_label("meta")
        self._shield = Sign("shield-check", 16, lambda colours: colours.good)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 22, 20, 8)
        head.addWidget(self.label(TITLE, "section"))
        head.addStretch(1)
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 20)
        foot.setSpacing(10)
        foot.addWidget(self._shield, 0, Qt.AlignmentFlag.AlignTop)
        kept = wrapped_label("meta")
        self.wording.say(kept.setText, BOTH_STAY)
        foot.addWidget(kept, 1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 1, 0)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addWidget(self._rows, 1)
        lines.addWidget(rule())
        lines.addLayout(foot)

    @property
    def rows(self) -> dict[str, PaneRow]:
        """The rows by the ids of their decisions."""
        return self._rows.rows

    @property
    def order(self) -> list[str]:
        """The ids in the order of the list."""
        return [one.id for one in self._pending]

    def show_decisions(self, found: Sequence[Pending]) -> None:
        """Show what is left."""
        self._pending = tuple(found)
        self._draw()

    def add_decided(self, label: str, title: str) -> None:
        """What was decided in this sitting stands below."""
        self._done.insert(0, (label, title))

    def mark(self, decision: str) -> None:
        """Show which one is in front."""
        self._rows.mark(decision)

    def focus_current(self) -> None:
        """The keyboard goes to the decision in front."""
        row = self.rows.get(self._rows.current)
        if row:
            row.setFocus()

    def after_language_change(self) -> None:
        """Days and words anew."""
        self._draw()

    def _draw(self) -> None:
        had_focus = self._rows.has_focus
        self._rows.clear()
        self._count.setText(LEFT_TO_DECIDE.format(count=len(self._pending)))
        self._count.setVisible(bool(self._pending))
        group: tuple[bool, str] | None = None
        for one in self._pending[:MOST]:
            if group != (one.waiting, one.device):
                group = (one.waiting, one.device)
                self._add_heading(one)
            row = DecisionRow(one.label, one.title)
            row.clicked.connect(partial(self.chosen.emit, one.id))
            self._rows.add(one.id, row)
        if len(self._pending) > MOST:
            self._rows.column.addWidget(pane_heading(MORE.format(count=len(self._pending) - MOST)))
        self._draw_decided()
        self._rows.column.addStretch(1)
        self.mark(self._rows.current)
        if had_focus:
            self.focus_current()

    def _draw_decided(self) -> None:
        if not self._done:
            return
        self._rows.column.addWidget(pane_heading(str(DECIDED_NOW)))
        for label, title in self._done[:MOST]:
            row = DecisionRow(label, title, decided=True)
            row.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.setEnabled(False)
            self._rows.column.addWidget(row)

    def _add_heading(self, one: Pending) -> None:
        words = str(WAITING) if one.waiting else FROM.format(device=one.device) if one.device else str(HERE)
        self._rows.column.addWidget(pane_heading(words, days.short(one.at.date(), date.today())))
