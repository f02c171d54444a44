# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen Notes: the list at the left, the note that is written beside it, or in the whole width."""

import time
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget

from coopdesk.desk import note_capture, paging
from coopdesk.desk.asking import open_record
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.drafts import Draft
from coopdesk.desk.entering import Entered, Refused
from coopdesk.desk.note_capture import Noted, Result
from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, Language, current, sentence
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY
from coopdesk.ui import verbs
from coopdesk.ui.notes.all_fields import AllFields
from coopdesk.ui.notes.keeper import Keeper, kept_words
from coopdesk.ui.notes.list_pane import ListPane
from coopdesk.ui.notes.page import MINUTES_KEYS, NotePage
from coopdesk.ui.notes.side import SideColumn
from coopdesk.ui.pane_list import WIDTH
from coopdesk.ui.panel import Panel
from coopdesk.ui.screens.screen import Screen
from coopdesk.ui.state import State
from coopdesk.ui.work import Failure, Outcome, Success, Work

NOTE = BY_KEY["note"]
AT_HOME = frozenset(("note", "attendance", "decision"))
LEAST_WITH_SIDE = 980
"""The least width of note and side column together."""
SHOWN = frozenset("note attendance decision follow-up person organisation place post".split())
UNDO, DISCARD = N_("Undo"), N_("Discard")
IN_THE_BIN = N_("Moved to the bin: {title}")
STILL_HERE = N_("This note is not saved yet.")
STILL_HERE_HOW = N_("Correct the marked fields, or discard what is typed.")
DRAFT_FOUND = N_("Your text that was not saved is back.")
DRAFT_FROM = N_("Typed on {day}, {time} UTC.")


class NotesScreen(Screen):
    """Notes and their quick capture."""

    def __init__(self, work: Work) -> None:
        super().__init__(work)
        self.pane = ListPane(work)
        self.page = NotePage(work)
        self.side = SideColumn(work)
        self.keeper = Keeper(work, self.page)
        self.all_fields = AllFields(work)
        self._blank = Panel("canvas")
        self._begun = self._drafts_asked = False
        self._folded = False
        self._right = QStackedWidget()
        for widget in (self._blank, self.page, self.all_fields):
            self._right.addWidget(widget)
        lines = QHBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self.pane)
        lines.addWidget(self._right, 1)
        lines.addWidget(self.side)
        self.side.hide()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tell_kept)
        self._connect()

    def _connect(self) -> None:
        self.pane.chosen.connect(self._choose)
        self.pane.entered.connect(self._enter_note)
        self.pane.new_wanted.connect(self._new_note)
        self.pane.shown.connect(self.first_shown)
        self.pane.model.failed.connect(self.failed)
        self.pane.model.settled.connect(self._mark_open)
        self.page.changed.connect(self._tell_side)
        self.page.back_wanted.connect(self.show_list)
        self.page.minutes_wanted.connect(self.show_minutes)
        self.page.fields_wanted.connect(self.show_fields)
        self.page.finished.connect(self._finished)
        keeper = self.keeper
        keeper.state_changed.connect(self._state_changed)
        keeper.opened.connect(self._opened)
        keeper.saved.connect(self._saved)
        keeper.refused.connect(self._refused)
        keeper.failed.connect(self.failed)
        keeper.gone.connect(self._gone)
        self.side.open_wanted.connect(self._open)
        fields = self.all_fields
        fields.state_changed.connect(self.state_changed)
        fields.failed.connect(self.failed)
        fields.report_wanted.connect(self.report_wanted)
        fields.removed.connect(self._removed)
        fields.back_wanted.connect(self._back)
        fields.stayed.connect(self._form_stayed)
        fields.draft_found.connect(self._form_draft_found)
        for keys, act in (("Esc", self._back), (MINUTES_KEYS, self._minutes_here)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # What the frame asks

    def begin(self) -> None:
        """Read the list; a note that is being written keeps the keyboard."""
        if not self._drafts_asked:  # before the list, which opens its first note
            self._drafts_asked = True
            self.work.ask(note_capture.waiting, self._waiting_came)
        if not self._begun:
            self._begun = True
            self.pane.load()
        if self._right.currentWidget() is self.page:
            self.page.focus_first()
        else:
            self.pane.focus_list()

    def _waiting_came(self, outcome: Outcome[str | None]) -> None:
        """A note was being written when the window closed or was ended: it is back."""
        if not isinstance(outcome, Success) or outcome.value is None or self.keeper.is_open:
            return
        self.pane.choose_nothing()
        self._fold(True)
        if outcome.value:
            self.keeper.open(outcome.value)
        else:
            self.keeper.begin({})

    def refresh(self) -> None:
        """Read list and note again."""
        if self._begun:
            self.pane.model.reload()
            self.keeper.reload()

    def follow(self, touched: Touched) -> None:
        """Read again what a save may have changed here."""
        if not self._begun:
            return
        self.pane.model.follow(touched)
        self.all_fields.follow(touched)
        if SHOWN & touched.ids.keys():
            self.keeper.reload()

    def show_record(self, kind: object, record_id: str) -> bool:
        """Show a note; a decision or an attendance within the note it belongs to."""
        if not isinstance(kind, RecordType) or kind.key not in AT_HOME:
            return False
        self._drafts_asked = True
        self.pane.choose_nothing()
        if kind is NOTE:
            self._leave_form(partial(self.keeper.open, record_id))
        else:
            self.work.ask(partial(_whole, kind=kind, part=record_id), self._whole_came, lane="whole note")
        return True

    def _whole_came(self, outcome: Outcome[str]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
        else:
            self._leave_form(partial(self.keeper.open, outcome.value))

    def begin_record(self, kind: object, values: Mapping[str, object]) -> bool:
        """Begin a note here."""
        if not isinstance(kind, RecordType) or kind is not NOTE:
            return False
        self.begin_new(
            {key: value for key, value in values.items() if isinstance(value, str | tuple | Mapping)}
        )
        return True

    def begin_new(self, given: Mapping[str, Entered] | None = None) -> None:
        """Begin a note: the cursor is in its title at once."""
        self._drafts_asked = True
        self.pane.choose_nothing()
        self._leave_form(partial(self._begin_new, given or {}))

    def _begin_new(self, given: Mapping[str, Entered]) -> None:
        self.keeper.leave(partial(self._blank_note, given))

    def _blank_note(self, given: Mapping[str, Entered]) -> None:
        self._fold(True)
        self.pane.mark(None)
        self.keeper.begin(given)

    def _new_note(self) -> None:
        self.begin_new()

    def has_changes(self) -> bool:
        """Whether something typed is not saved."""
        return self.keeper.has_changes() or self.all_fields.has_changes()

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is typed, then go on."""
        self._leave_form(partial(self.keeper.leave, then))

    def _leave_form(self, then: Callable[[], None]) -> None:
        if self._right.currentWidget() is self.all_fields:
            self.all_fields.leave(then)
        else:
            then()

    def keep(self) -> None:
        """Keep what is typed as a draft."""
        if self.keeper.has_changes():
            self.keeper.keep()
        self.all_fields.keep()

    def save(self) -> None:
        """Save what is typed."""
        self.leave(_nothing)

    def after_language_change(self) -> None:
        """The side column in the other language."""
        self._tell_kept()
        self.side.ask_again()

    # List and note

    def _choose(self, note: str) -> None:
        if note != self.page.shown.id or not self.keeper.is_open:
            self._leave_form(partial(self.keeper.open, note))

    def _enter_note(self) -> None:
        if self.keeper.is_open:
            self._fold(True)
            self.page.focus_first()

    def _opened(self, shown: Noted) -> None:
        self._right.setCurrentWidget(self.page)
        self._arrange_width()
        self._tell_side()
        if shown.draft and self.keeper.has_changes():
            self._tell_draft(shown.draft, self.keeper.discard)
        if not shown.id or self._folded:
            self.page.focus_first()
        self._mark_open()

    def _mark_open(self) -> None:
        note = self.page.shown.id
        if self.keeper.is_open and note:
            self.work.ask(partial(_number, note=note), self._number_came, lane="open note")

    def _number_came(self, outcome: Outcome[int | None]) -> None:
        if isinstance(outcome, Success):
            self.pane.mark(outcome.value)

    def show_list(self) -> None:
        """The list beside the note, with the keyboard."""
        self._fold(False)
        self.pane.focus_list()

    def _fold(self, folded: bool) -> None:
        self._folded = folded
        self.pane.setVisible(not folded)
        self._arrange_width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The side column stands where there is room for it."""
        super().resizeEvent(event)
        self._arrange_width()

    def _arrange_width(self) -> None:
        room = self.width() - (0 if self._folded else WIDTH)
        shows_note = self._right.currentWidget() is self.page
        self.side.setVisible(shows_note and room >= LEAST_WITH_SIDE)

    def _back(self) -> None:
        if self._right.currentWidget() is self.all_fields:
            self._leave_form(self._show_note_again)
        else:
            self.show_list()

    def _open(self, type_key: str, record_id: str) -> None:
        self.open_wanted.emit(BY_KEY[type_key], record_id)

    def _gone(self) -> None:
        self._right.setCurrentWidget(self._blank)
        self._fold(False)
        self.pane.focus_list()

    def _tell_side(self) -> None:
        partners = self.page.head.partner_ids()
        self.side.show_for(partners[0] if partners else "", self.page.shown.id, self.page.counts())

    # Saving

    def _state_changed(self, state: State) -> None:
        self.state_changed.emit(state)
        self._tell_kept()

    def _tell_kept(self) -> None:
        at = self.keeper.safe_at
        self.page.tell_kept("" if at is None else kept_words(time.monotonic() - at))
        if at is None:
            self._clock.stop()
        elif not self._clock.isActive():
            self._clock.start()

    def _saved(self, result: Result) -> None:
        if result.removed:
            lines = "; ".join(line.lstrip("!> ") for line in result.removed)
            undo = partial(self.work.do, verbs.undo, self._undone)
            self.told.emit(IN_THE_BIN.format(title=lines), "", (UNDO, undo))
        self._mark_open()

    def _undone(self, outcome: object) -> None:
        """What came back is shown by the notice of what was touched."""

    def _refused(self, why: object) -> None:
        self._right.setCurrentWidget(self.page)
        if isinstance(why, Refused):
            field, error = next(iter(why.errors.items()))
            self.page.head.tell_error(sentence(error), field)
            if field == "title":
                self.page.head.title.setFocus()
        elif isinstance(why, CoopdeskError):
            self.failed.emit(why)
        self.told.emit(str(STILL_HERE), str(STILL_HERE_HOW), (DISCARD, self.keeper.discard))
        self.stayed.emit()

    def _finished(self, state: str) -> None:
        self.keeper.save()

    # Minutes

    def _minutes_here(self) -> None:
        if self.keeper.is_open:
            self.show_minutes(current())

    def show_minutes(self, language: Language) -> None:
        """Show the minutes of the note in a language, once what is typed is saved."""
        self.leave(partial(self._show_minutes, language))

    def _show_minutes(self, language: Language) -> None:
        self.report_wanted.emit("minutes", self.page.shown.id, self.page.head.title.text(), language)

    # All fields

    def show_fields(self) -> None:
        """Open the form of all fields of the note, once what is typed is saved."""
        self.keeper.leave(self._show_fields)

    def _show_fields(self) -> None:
        self.all_fields.open(self.page.shown.id)
        self._right.setCurrentWidget(self.all_fields)
        self._arrange_width()

    def _show_note_again(self) -> None:
        self._right.setCurrentWidget(self.page)
        self._arrange_width()
        self.keeper.reload()
        self.page.focus_first()

    def _form_stayed(self) -> None:
        discard = (DISCARD, self.all_fields.form.discard_changes)
        self.told.emit(str(STILL_HERE), str(STILL_HERE_HOW), discard)
        self.stayed.emit()

    def _form_draft_found(self, draft: Draft) -> None:
        self.all_fields.form.use_draft()
        self._tell_draft(draft, self.all_fields.form.discard_changes)

    def _tell_draft(self, draft: Draft, discard: Callable[[], None]) -> None:
        words = DRAFT_FROM.format(day=draft.at[:10], time=draft.at[11:16])
        self.told.emit(str(DRAFT_FOUND), words, (DISCARD, discard))

    def _removed(self, title: str) -> None:
        self.keeper.is_open = False
        self._gone()
        undo = partial(self.work.do, verbs.undo, self._undone)
        self.told.emit(IN_THE_BIN.format(title=title), "", (UNDO, undo))


def _whole(desk: Desk, kind: RecordType, part: str) -> str:
    """The note that a decision or an attendance belongs to."""
    return str(open_record(desk, kind, part).one("note") or "")


def _number(desk: Desk, note: str) -> int | None:
    return paging.number_of(desk, note)


def _nothing() -> None:
    """Stay where one is."""
