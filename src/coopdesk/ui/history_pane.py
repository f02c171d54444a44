# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The history of a record as a story: who, when, on which computer, what it was and what it became."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from coopdesk.desk.differences import Mark, Part, differences
from coopdesk.desk.record_story import PURPOSES, Chapter, Difference, story
from coopdesk.language import N_, NC_
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import Line, Prose
from coopdesk.ui import days, icons, look
from coopdesk.ui.deciding.marked_text import MarkedText
from coopdesk.ui.panel import Panel, plain_label, wrapped_label
from coopdesk.ui.work import Outcome, Success, Work

HISTORY = N_("History")
MADE = NC_("history", "made")
BINNED, PUT_BACK = N_("Moved to the bin"), N_("Put back from the bin")
EMPTY = NC_("history", "(empty)")
EARLIER = N_("Show earlier saves: {count}")
DISC, SHOWN = 28, 20
LONGEST = 600
"""Letters of a text in the story; the differences of longer ones are cut."""


def parts_of(found: Difference) -> tuple[Part, ...]:
    """Before and after as marked parts: texts word by word, other values one after the other."""
    if not found.before:
        return (Part(Mark.ADDED, _cut(found.after)),)
    if not found.after:
        return (Part(Mark.REMOVED, _cut(found.before)),)
    if isinstance(found.what.kind, Line | Prose) and not found.what.kind.many:
        return differences(_cut(found.before), _cut(found.after))
    return (
        Part(Mark.REMOVED, _cut(found.before)),
        Part(Mark.SAME, " → "),
        Part(Mark.ADDED, _cut(found.after)),
    )


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class Sign(QWidget):
    """The disc of a save on the thread of the story."""

    def __init__(self, name: str, goes_on: bool) -> None:
        super().__init__()
        self._name, self._goes_on = name, goes_on
        self.setFixedWidth(DISC)
        self.setMinimumSize(QSize(DISC, DISC))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the disc and the thread to the one below."""
        colours = look.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._goes_on:
            painter.fillRect(DISC // 2, DISC, 1, self.height() - DISC, QColor(colours.line))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.tint))
        painter.drawEllipse(0, 0, DISC, DISC)
        icons.draw(painter, self._name, self.rect().adjusted(6, 6, -6, 22 - self.height()), colours.accent)
        painter.end()


class HistoryPane(Panel):
    """The story of the open record, the newest save first."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._kind: RecordType | None = None
        self._id = ""
        self._chapters: Sequence[Chapter] = ()
        self._shown = SHOWN
        self.more = self.button(self._more_words, "quiet")
        self.more.clicked.connect(self._show_more)
        self._column = QVBoxLayout()
        self._column.setSpacing(0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 16, 24, 24)
        lines.setSpacing(12)
        lines.addWidget(self.label(HISTORY, "section"))
        lines.addLayout(self._column)
        lines.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)

    def show_record(self, kind: RecordType, record_id: str) -> None:
        """Ask for the story of a record."""
        if record_id != self._id:
            self._shown = SHOWN
            self._show(())
        self._kind, self._id = kind, record_id
        self._work.ask(partial(story, kind=kind, record_id=record_id), self._came, lane="history")

    def after_language_change(self) -> None:
        """The story in the other language."""
        if self._kind and self.isVisible():
            self.show_record(self._kind, self._id)

    @property
    def chapters(self) -> Sequence[Chapter]:
        """The saves as they came, the newest first."""
        return self._chapters

    def _came(self, outcome: Outcome[tuple[Chapter, ...]]) -> None:
        if isinstance(outcome, Success):
            self._show(outcome.value)

    def _show_more(self) -> None:
        self._shown = len(self._chapters)
        self._show(self._chapters)

    def _more_words(self) -> str:
        return EARLIER.format(count=max(0, len(self._chapters) - self._shown))

    def _show(self, chapters: Sequence[Chapter]) -> None:
        self._chapters = chapters
        while item := self._column.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        on = date.today()
        shown = chapters[: self._shown]
        for at, chapter in enumerate(shown):
            self._column.addWidget(_row(chapter, on, at + 1 < len(shown)))
        self.more.setVisible(len(chapters) > self._shown)
        self.wording.again()


def _row(chapter: Chapter, on: date, goes_on: bool) -> QWidget:
    made = QWidget()
    whole = QHBoxLayout(made)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(12)
    whole.addWidget(Sign(_icon(chapter), goes_on))
    lines = QVBoxLayout()
    lines.setContentsMargins(0, 4, 0, 20)
    lines.setSpacing(4)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(plain_label("name", chapter.officer))
    head.addStretch(1)
    head.addWidget(plain_label("meta", f"{days.day_and_month(chapter.at.date(), on)}, {chapter.at:%H:%M}"))
    lines.addLayout(head)
    lines.addWidget(wrapped_label("meta", _meta(chapter)))
    for found in chapter.differences:
        lines.addSpacing(4)
        lines.addWidget(wrapped_label("label-2", found.label))
        text = MarkedText(14, 21)
        parts = parts_of(found)
        text.show_parts(parts if any(part.text for part in parts) else (Part(Mark.SAME, str(EMPTY)),))
        lines.addWidget(text)
    whole.addLayout(lines, 1)
    return made


def _icon(chapter: Chapter) -> str:
    if chapter.removed is not None:
        return "trash" if chapter.removed else "arrow-back-up"
    if chapter.purpose in PURPOSES:
        return "arrow-back-up"
    return "plus" if chapter.is_first else "pencil"


def _meta(chapter: Chapter) -> str:
    said = [chapter.device]
    if chapter.is_first:
        said.append(str(MADE))
    if chapter.purpose in PURPOSES:
        said.append(str(PURPOSES[chapter.purpose]))
    if chapter.removed is not None:
        said.append(str(BINNED if chapter.removed else PUT_BACK))
    return " · ".join(part for part in said if part)
