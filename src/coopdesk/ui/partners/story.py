# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The story with a partner on a thread: notes, exchanges, contributions, promises, agreements signed."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QRect, QRectF, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from coopdesk.desk.partner_story import StoryEntry
from coopdesk.language import N_, NP_, labelled
from coopdesk.language.figures import number
from coopdesk.records.types import BY_KEY
from coopdesk.records.types.choices import ORIGINS
from coopdesk.records.types.means import STEPS
from coopdesk.records.types.notes import NOTE_KINDS
from coopdesk.ui import days, icons, painted
from coopdesk.ui.line_button import LineButton
from coopdesk.ui.look import Palette
from coopdesk.ui.painted import BODY, MEDIUM, META, NORMAL, RIGHT, Ink
from coopdesk.ui.panel import Panel, wrapped_label
from coopdesk.ui.partners.words import in_line

ROW, DATES, DISC = 52, 72, 28
STORY = N_("Timeline")
SHOW_ALL = N_("Show all, {count}")
NOTHING = N_("Nothing has happened yet, as far as this desk knows.")
KEPT = N_("Kept: {what}")
SIGNED = N_("Signed: {title}")
MONEY = N_("{step}: {amount}")
DECISIONS = NP_("{n} decision", "{n} decisions")
FOLLOW_UPS = NP_("{n} follow-up", "{n} follow-ups")
PEOPLE = NP_("{n} person", "{n} people")
WOMEN = NP_("of whom {n} woman", "of whom {n} women")
PERSON_DAYS = NP_("{n} person-day", "{n} person-days")
PART_DAYS = N_("Person-days")
NOTE_ICONS = {"phone_call": "phone", "message": "mail", "field_visit": "map-pin"}
ICONS = {"exchange": "school", "contribution": "coins", "promise": "check", "agreement": "heart-handshake"}


def title(entry: StoryEntry) -> str:
    """What happened."""
    if entry.type == "promise":
        return KEPT.format(what=entry.title)
    if entry.type == "agreement":
        return SIGNED.format(title=entry.title)
    if entry.type == "contribution":
        step = str(STEPS[entry.kind]) if entry.kind in STEPS else str(BY_KEY["contribution"].label)
        return MONEY.format(step=step, amount=entry.money) if entry.money else step
    return entry.title


def meta(entry: StoryEntry) -> str:
    """What there is to say of it."""
    if entry.type == "note":
        return _of_note(entry)
    if entry.type == "exchange":
        return _of_exchange(entry)
    if entry.type == "contribution":
        origin = in_line(str(ORIGINS[entry.origin])) if entry.origin in ORIGINS else ""
        return ", ".join(part for part in (entry.names[0], origin, entry.title) if part)
    if entry.type == "promise":
        direction = " → ".join(part for part in entry.names if part)
        return " · ".join(part for part in (direction, entry.quantity) if part)
    return ""


def _of_note(entry: StoryEntry) -> str:
    counts = []
    if entry.decisions:
        counts.append(DECISIONS.count(entry.decisions))
    if entry.follow_ups:
        counts.append(FOLLOW_UPS.count(entry.follow_ups))
    kind = "" if counts or entry.kind not in NOTE_KINDS else str(NOTE_KINDS[entry.kind])
    return " · ".join(part for part in (", ".join(counts) or kind, entry.names[0]) if part)


def _of_exchange(entry: StoryEntry) -> str:
    people = []
    if entry.people:
        people.append(PEOPLE.count(entry.people))
    if entry.women:
        people.append(WOMEN.count(entry.women))
    told = ""
    if entry.days:
        is_whole = entry.days == entry.days.to_integral_value()
        told = PERSON_DAYS.count(int(entry.days)) if is_whole else labelled(PART_DAYS, number(entry.days))
    return " · ".join(part for part in (", ".join(people), told) if part)


def _day(entry: StoryEntry, on: date) -> str:
    """Its days; of another year the first one in figures, which is all there is room for."""
    if entry.first is None:
        return ""
    if entry.first.year != on.year:
        return days.numeric(entry.first)
    return days.span(entry.first, entry.last, on)


class StoryRow(LineButton):
    """One thing that happened."""

    inset = (DATES + 4, 0, 0, 2)

    def __init__(self, entry: StoryEntry, on: date, goes_on: bool) -> None:
        self._entry, self._goes_on = entry, goes_on
        self._day = _day(entry, on)
        self._title, self._meta = title(entry), meta(entry)
        super().__init__(ROW, ", ".join(part for part in (self._day, self._title, self._meta) if part))
        self.setToolTip(days.plain(entry.first) if entry.first else "")

    def draw(self, painter: QPainter, area: QRect, colours: Palette) -> None:
        """The day, the disc on its thread, title and meta."""
        entry = self._entry
        grey = Ink(META, NORMAL, colours.ink3)
        middle = area.top() + 18
        painted.write(
            painter,
            QRect(area.left(), middle - 10, DATES, 20),
            self._day,
            Ink(META, NORMAL, colours.ink2),
            RIGHT,
        )
        disc = QRect(area.left() + DATES + 12, middle - DISC // 2, DISC, DISC)
        if self._goes_on:
            painter.fillRect(QRect(disc.center().x(), disc.bottom() + 1, 1, ROW - DISC), QColor(colours.line))
        fill, ink, edge = colours.sunken, colours.ink2, colours.line
        if entry.side and entry.type != "note":
            ours = entry.side == "ours"
            fill, ink = (colours.tint, colours.accent) if ours else (colours.them_tint, colours.them_text)
            edge = fill
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(edge))
        painter.setBrush(QColor(fill))
        painter.drawEllipse(QRectF(disc).adjusted(0.5, 0.5, -0.5, -0.5))
        name = NOTE_ICONS.get(entry.kind, "notes") if entry.type == "note" else ICONS[entry.type]
        icons.draw(painter, name, disc.adjusted(6, 6, -6, -6), ink)
        left = disc.right() + 13
        line = QRect(left, middle - 14, area.right() - left - 6, 20)
        painted.write(painter, line, self._title, Ink(BODY, MEDIUM, colours.ink))
        painted.write(painter, line.translated(0, 18), self._meta, grey)


class Story(Panel):
    """The newest of the story, and a button for the rest."""

    open_wanted = Signal(str, str)
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._count, self._on = 0, date.today()
        self.rows: list[StoryRow] = []
        self.more = self.button(self._more_words, "quiet-small")
        self.more.clicked.connect(self.more_wanted)
        self._nothing = wrapped_label("meta")
        self.wording.say(self._nothing.setText, NOTHING)
        head = QHBoxLayout()
        head.addWidget(self.label(STORY, "section"))
        head.addStretch(1)
        head.addWidget(self.more)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addLayout(head)
        lines.addLayout(self._column)
        lines.addWidget(self._nothing)

    def show_story(self, entries: Sequence[StoryEntry], count: int, on: date) -> None:
        """Show these entries of so many."""
        had = next((at for at, row in enumerate(self.rows) if row.hasFocus()), -1)
        self._count, self._on = count, on
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for at, entry in enumerate(entries):
            row = StoryRow(entry, on, at + 1 < len(entries))
            row.clicked.connect(partial(self.open_wanted.emit, entry.type, entry.id))
            self.rows.append(row)
            self._column.addWidget(row)
        if 0 <= had < len(self.rows):
            self.rows[had].setFocus()
        self.more.setVisible(len(self.rows) < count)
        self._nothing.setVisible(not count)
        self.wording.again()

    def _more_words(self) -> str:
        return SHOW_ALL.format(count=self._count)
