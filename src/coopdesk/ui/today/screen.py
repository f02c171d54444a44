# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen Today: the day, the figures of the year, what is due, and what asks for a look."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property, partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coopdesk.desk.desk import Touched
from coopdesk.desk.today_page import Decisions, DueRow, Line, ToDo, Watched, to_do, watched
from coopdesk.language import N_, NC_
from coopdesk.records.types import BY_KEY
from coopdesk.ui import days, verbs
from coopdesk.ui.look import give
from coopdesk.ui.panel import Panel, plain_label
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.today.due_list import DueList
from coopdesk.ui.today.due_model import DueModel, Foot, title
from coopdesk.ui.today.figures import FigureStrip, Shown
from coopdesk.ui.work import Done, Failure, Outcome, Success, Work

if TYPE_CHECKING:
    from coopdesk.desk.desk import Desk
    from coopdesk.desk.year_figures import YearFigures
    from coopdesk.ui.today.beside import Beside, NothingDue

TO_KEEP = NC_("what is due", "To do")
WHOLE_OFFICE = N_("Whole office")
FOR_ME = N_("For me")
DUE_LIST = N_("What is due, the most urgent first")
SPACE, ENTER = NC_("key", "Space"), NC_("key", "Enter")
DONE_HINT, PUT_OFF_HINT, OPEN_HINT = (
    NC_("key hint", "done"),
    NC_("key hint", "postpone"),
    NC_("key hint", "open"),
)
DONE = N_("Done: {title}")
PUT_OFF = N_("Postponed to {day}: {title}")
UNDO = N_("Undo")
OPEN_IT = N_("This is decided in the record itself.")
TITLE = 32
LISTS = ("exchange", "participation", "contribution", "promise")
"""The types whose lists stand behind the four figures."""
WIDEST_SIDE, NARROWEST_SIDE = 382, 272


class TodayScreen(Screen):
    """What the day asks for. Everything by keyboard: arrows, Enter opens, Space is done, R puts off."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self._on = date.today()
        self._begun = self._rows_shown = self._is_empty = self._is_watched = False
        self._ahead: ToDo | None = None
        self.model = DueModel()
        self.title = self.label(self._day_words, "title")
        self.title.setFixedHeight(TITLE)
        self.whole, self.mine = self._make_segments()
        self.strip = FigureStrip(work)
        self.list = DueList(self.model)
        self.name(self.list, DUE_LIST)
        self._decisions = Decisions()
        self._hints: list[QLabel] = []
        self._lay_out()
        self._connect()
        # Past midnight the day is another one.
        self._clock = QTimer(self)
        self._clock.setInterval(60_000)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()

    # What stands where

    def _make_segments(self) -> tuple[QPushButton, QPushButton]:
        whole, mine = self.button(WHOLE_OFFICE, "segment-first"), self.button(FOR_ME, "segment-last")
        self._segments = QButtonGroup(self)
        for button in (whole, mine):
            button.setCheckable(True)
            self._segments.addButton(button)
        whole.setChecked(True)
        return whole, mine

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.whole)
        head.addWidget(self.mine)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        columns.addLayout(self._due_column(), 1)
        columns.addWidget(self._side_column())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 22, 24, 23)
        lines.setSpacing(0)
        lines.addLayout(head)
        lines.addSpacing(18)
        lines.addWidget(self.strip)
        lines.addSpacing(20)
        lines.addLayout(columns, 1)

    def _due_column(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(self.label(TO_KEEP, "section"))
        head.addWidget(self._hint_row(), 1)
        card = Panel("card")
        self._faces = QStackedWidget()
        framed = QVBoxLayout(card)
        framed.setContentsMargins(1, 1, 1, 1)
        framed.addWidget(self._faces)
        self._faces.addWidget(self.list)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(card, 1)
        return column

    def _hint_row(self) -> QWidget:
        """What the keys do, in whatever room the heading leaves."""
        row = QWidget()
        row.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout(row)
        line.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addStretch(1)
        for key, words in ((SPACE, DONE_HINT), ("R", PUT_OFF_HINT), (ENTER, OPEN_HINT)):
            cap = plain_label("key", key) if isinstance(key, str) else self.label(key, "key")
            said = self.label(words, "meta")
            self._hints += [cap, said]
            for widget in (cap, said):
                line.addWidget(widget)
            if words is not OPEN_HINT:
                line.addSpacing(8)
        return row

    @cached_property
    def nothing_due(self) -> "NothingDue":
        """What stands instead of the list when nothing is due."""
        from coopdesk.ui.today.beside import NothingDue

        made = NothingDue()
        made.first_step.clicked.connect(self._begin_note)
        self._faces.addWidget(made)
        QWidget.setTabOrder(self.list, made.first_step)
        return made

    @cached_property
    def beside(self) -> "Beside":
        """The cards beside the list."""
        from coopdesk.ui.today.beside import Beside

        made = Beside()
        made.decide_wanted.connect(self._decide)
        made.open_wanted.connect(self._open_line)
        made.show_decisions(self._decisions)
        self._side.setWidget(made)
        made.show()
        QWidget.setTabOrder(self.list, made.decide.decide)
        return made

    def _side_column(self) -> QScrollArea:
        self._side = QScrollArea()
        self._side.setWidgetResizable(True)
        self._side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setFixedWidth(WIDEST_SIDE)
        give(self._side, "bare")
        return self._side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards give way before the list does."""
        super().resizeEvent(event)
        share = round((self.width() - 72) * WIDEST_SIDE / (WIDEST_SIDE + 704))
        self._side.setFixedWidth(min(WIDEST_SIDE, max(NARROWEST_SIDE, share)))
        self._show_hints()

    def _show_hints(self) -> None:
        """What the keys do is said where there is room, and a row for them to act on."""
        for hint in self._hints:
            hint.setVisible(self.width() > 960 and self.model.rowCount() > 0)

    def _connect(self) -> None:
        self.list.done_wanted.connect(self._do)
        self.list.put_off_wanted.connect(self._put_off)
        self.list.open_wanted.connect(self._open_row)
        self.list.more_wanted.connect(self._show_more)
        self.list.painted_first.connect(self.first_shown)
        self.first_shown.connect(self._first_rows_shown, Qt.ConnectionType.QueuedConnection)
        self.mine.toggled.connect(self._show_mine)
        self.strip.wanted.connect(self._open_list)
        order = [self.whole, self.mine, *self.strip.cells, self.list]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    # What the frame asks

    def begin(self) -> None:
        """Ask for what is due, then for the rest; the keyboard goes to the list."""
        # First: where nothing is due, the keyboard moves on to what stands there instead.
        self.list.setFocus()
        if not self._begun:
            self._begun = True
            if self._ahead and self._ahead.on == self._on:
                self._to_do_came(Success(self._ahead))
            else:
                self.refresh()
            self._ahead = None

    def take_ahead(self, answer: object) -> None:
        """Before `begin`: what is due, asked while the window was being made."""
        self._ahead = answer if isinstance(answer, ToDo) else None

    def refresh(self) -> None:
        """Ask for everything again: what is due first, so that its rows stand first."""
        self._on = date.today()
        self.wording.again()
        self.work.ask(partial(to_do, on=self._on), self._to_do_came, lane="today to do")
        if self._rows_shown:
            self._ask_rest()

    def _first_rows_shown(self) -> None:
        """Only now is there time for the rest: its libraries would keep the first rows waiting."""
        if not self._rows_shown:
            self._rows_shown = True
            self._ask_rest()

    def _ask_rest(self) -> None:
        self.work.ask(partial(watched, on=self._on), self._watched_came, lane="today watched")
        self.work.ask(partial(_figures, on=self._on), self._figures_came, lane="today figures")

    def follow(self, touched: Touched) -> None:
        """Any save may change what is due, ends or counts."""
        if self._begun and touched:
            self.refresh()

    def after_language_change(self) -> None:
        """Words at once; names of records follow from the desk."""
        self.model.say_again()
        if self._begun:
            self.refresh()

    def remembered(self) -> dict[str, object]:
        """Whether the officer looks at the own things alone."""
        return {"mine": self.mine.isChecked()}

    def arrange(self, remembered: Mapping[str, object]) -> None:
        """As it was left."""
        if remembered.get("mine") is True:
            self.mine.setChecked(True)

    def _day_words(self) -> str:
        return days.long(self._on)

    def _look_at_clock(self) -> None:
        if self._begun and date.today() != self._on:
            self.refresh()

    # What comes back

    def _to_do_came(self, outcome: Outcome[ToDo]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        self._decisions = outcome.value.decisions
        if self._decisions.count or "beside" in vars(self):  # else it is made after the first rows
            self.beside.show_decisions(self._decisions)
            self._show_side()
        self._is_empty = outcome.value.is_empty
        self._keep_place(partial(self.model.show, outcome.value))
        if not self.model.rowCount():
            self.first_shown.emit()

    def _keep_place(self, change: Callable[[], None]) -> None:
        """Change the rows; the current record stays, else the row at its place."""
        before, at = self.list.current(), self.list.currentIndex().row()
        change()
        if self.model.rowCount():
            self._faces.setCurrentWidget(self.list)
        else:
            self.nothing_due.first_step.setVisible(self._is_empty)
            self._faces.setCurrentWidget(self.nothing_due)
        self._show_hints()
        row = self.model.row_of((before.type, before.id)) if isinstance(before, DueRow) else -1
        if row < 0:
            row = self.model.near(at)
        self.list.choose(row)

    def _watched_came(self, outcome: Outcome[Watched]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        self.beside.show_watched(outcome.value, self._on)
        self._is_watched = True
        self._show_side()

    def _show_side(self) -> None:
        """The list has the whole width where nothing stands beside it; until that is known its room is
        kept, so that nothing moves at a start."""
        self._side.setHidden(self._is_watched and not self.beside.has_something)

    def _figures_came(self, outcome: Outcome[tuple["YearFigures", tuple[Shown, ...]]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
        else:
            self.strip.show_figures(*outcome.value)

    # What the officer does

    def _show_mine(self, mine: bool) -> None:
        self._keep_place(partial(self.model.show_mine, mine))

    def _do(self, row: DueRow) -> None:
        if not self.model.can_be_done(row):
            self.told.emit(title(row), str(OPEN_IT), None)
            self._open_row(row)
            return
        from coopdesk.ui.today import acts

        self.model.mark_done(row)
        self.work.do(partial(acts.done, row=row, on=self._on), self._done_came)

    def _put_off(self, row: DueRow) -> None:
        if not self.model.can_be_done(row):
            self._do(row)
            return
        from coopdesk.ui.today import acts

        self.work.do(partial(acts.put_off, row=row, on=self._on), self._put_off_came)

    def _done_came(self, outcome: Outcome[Done[DueRow]]) -> None:
        if isinstance(outcome, Failure):
            self.model.unmark()
            self.failed.emit(outcome.error)
            return
        self.told.emit(DONE.format(title=title(outcome.value.value)), "", (UNDO, self._undo))

    def _put_off_came(self, outcome: Outcome[Done[tuple[DueRow, date]]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        row, day = outcome.value.value
        words = PUT_OFF.format(day=days.plain(day), title=title(row))
        self.told.emit(words, "", (UNDO, self._undo))

    def _undo(self) -> None:
        self.work.do(verbs.undo, self._undone)
        self.list.setFocus()

    def _undone(self, outcome: Outcome[Done[int]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)

    def _open_row(self, row: DueRow) -> None:
        self.open_wanted.emit(BY_KEY[row.type], row.id)

    def _open_line(self, line: Line) -> None:
        self.open_wanted.emit(BY_KEY[line.type], line.id)

    def _show_more(self, foot: Foot) -> None:
        if foot.opens_list:
            self.command_wanted.emit("list follow-up")
        else:
            at = self.list.currentIndex().row()
            self.model.show_everything()
            self.list.choose(self.model.near(at + 1))

    def _open_list(self, which: int) -> None:
        self.command_wanted.emit(f"list {LISTS[which]}")

    def _decide(self) -> None:
        if self._decisions.count:
            self.command_wanted.emit("go decisions")

    def _begin_note(self) -> None:
        self.new_wanted.emit(BY_KEY["note"], {})


def _figures(desk: "Desk", on: date) -> tuple["YearFigures", tuple[Shown, ...]]:
    """What the figures need loads on the worker, once the first rows stand."""
    from coopdesk.ui.today import acts

    return acts.figures(desk, on)
