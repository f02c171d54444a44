# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keeps the note that is written: a draft every second and a half, one save when it is left."""

import time
from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from coopdesk.desk import note_capture
from coopdesk.desk.desk import Desk
from coopdesk.desk.entering import Entered, Refused
from coopdesk.desk.note_capture import Captured, Noted, Result
from coopdesk.errors import CoopdeskError
from coopdesk.language import NC_, NP_
from coopdesk.ui import verbs
from coopdesk.ui.notes.page import NotePage
from coopdesk.ui.state import State
from coopdesk.ui.work import Done, Failure, Outcome, Work

BETWEEN_DRAFTS = 1200
AFTER_FAILURE = 6000
KEPT_NOW, KEPT_SECONDS = NC_("text", "Kept"), NP_("Kept {n} second ago", "Kept {n} seconds ago")
KEPT_MINUTES = NP_("Kept {n} minute ago", "Kept {n} minutes ago")


class Keeper(QObject):
    """Between a page and the desk."""

    state_changed = Signal(object)
    opened = Signal(object)
    """A note, or a new one, is shown; carries the Noted."""
    saved = Signal(object)
    """The Result of a save."""
    refused = Signal(object)
    """A Refused, or a CoopdeskError."""
    failed = Signal(object)
    gone = Signal()
    """The note is not there any more."""

    def __init__(self, work: Work, page: NotePage) -> None:
        super().__init__(page)
        self._work, self._page = work, page
        self._then: Callable[[], None] | None = None
        self._saving: Captured | None = None
        self._opening = False
        self.is_open = False
        self.state = State.SAVED
        self.safe_at: float | None = None
        """When what is typed was last kept (monotonic), None while it is not."""
        self.pause = QTimer(self)
        self.pause.setSingleShot(True)
        self.pause.setInterval(BETWEEN_DRAFTS)
        self.pause.timeout.connect(self.keep)
        page.changed.connect(self._typed)

    # Opening

    def open(self, note: str) -> None:
        """Show a note, once what is typed is saved."""
        self.leave(partial(self._ask, partial(note_capture.noted, note=note)))

    def begin(self, given: Mapping[str, Entered]) -> None:
        """Begin a note, once what is typed is saved."""
        self.leave(partial(self._ask, partial(note_capture.blank, given=given)))

    def _ask(self, question: Callable[[Desk], Noted]) -> None:
        self._opening = True
        self._work.ask(question, self._came, lane="note")

    def _came(self, outcome: Outcome[Noted]) -> None:
        self._opening = False
        if isinstance(outcome, Failure):
            self.is_open = False
            self.failed.emit(outcome.error)
            self.gone.emit()
            return
        self._put(outcome.value)
        self.opened.emit(outcome.value)

    def _put(self, shown: Noted) -> None:
        draft = shown.draft
        self._page.put(shown, note_capture.of_draft(draft) if draft else None)
        self.is_open = True
        self.safe_at = None
        self._enter(State.TYPED if draft and self._page.has_changes() else State.SAVED)

    def reload(self) -> None:
        """Show what was saved elsewhere, unless something is typed here."""
        note = self._page.shown.id
        if self.is_open and note and not self._opening and self.state is State.SAVED:
            self._work.ask(partial(note_capture.noted, note=note), self._newer_came, lane="note")

    def _newer_came(self, outcome: Outcome[Noted]) -> None:
        if self.state is not State.SAVED:
            return
        if isinstance(outcome, Failure):
            self.is_open = False
            self.gone.emit()
            return
        shown = outcome.value
        if shown.record and shown.record.removed:
            self.is_open = False
            self.gone.emit()
            return
        self._show_newer(shown)

    def _show_newer(self, shown: Noted) -> None:
        if self._page.has_changes():
            return
        cursor, top = self._page.text.place(), self._page.text.verticalScrollBar().value()
        self._page.put(shown)
        self._page.text.go_to(cursor)
        self._page.text.verticalScrollBar().setValue(top)

    # Typing

    def has_changes(self) -> bool:
        """Whether something is typed that is not saved."""
        return self.is_open and self._page.has_changes()

    def _typed(self) -> None:
        was_safe, self.safe_at = self.safe_at is not None, None
        if not self.pause.isActive() or self.pause.remainingTime() > BETWEEN_DRAFTS:
            self.pause.start(BETWEEN_DRAFTS)
        if self.state is not State.SAVING and (was_safe or self.state is not State.TYPED):
            self._enter(State.TYPED)

    def keep(self) -> None:
        """Keep what is typed now as a draft."""
        if not self.is_open or self.state is State.SAVING:
            return
        key = note_capture.draft_key(self._page.shown.id)
        changes = self.has_changes()
        typed = note_capture.as_draft(self._page.captured()) if changes else {}
        record = self._page.shown.record
        seen = record.version if record else ""
        self._work.do(partial(verbs.keep_draft, key=key, typed=typed, seen=seen), self._kept)
        if not changes and self.state is State.TYPED:
            self._enter(State.SAVED)

    def _kept(self, outcome: Outcome[Done[None]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            self.pause.start(AFTER_FAILURE)  # the disk may have room again, even if nothing more is typed
        elif not self.pause.isActive():
            self.safe_at = time.monotonic()
            self.state_changed.emit(self.state)

    def discard(self) -> None:
        """Give up what is typed, and its draft."""
        self._then = None
        self.pause.stop()
        shown = self._page.shown
        self._page.put(shown)
        self._work.do(partial(verbs.drop_draft, key=note_capture.draft_key(shown.id)), self._kept)
        self._enter(State.SAVED)

    # Saving

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is typed, then do something else; stay where it is refused."""
        if self.state is State.SAVING:
            self._then = then
        elif self.has_changes():
            self._then = then
            self.save()
        else:
            then()

    def save(self) -> None:
        """Save what is typed, if anything: one save."""
        if self.state is State.SAVING or not self.has_changes():
            return
        self.pause.stop()
        self._saving = self._page.captured()
        self._enter(State.SAVING)
        verb = partial(save, shown=self._page.shown, now=self._saving)
        self._work.do(verb, self._save_came)

    def _save_came(self, outcome: Outcome[Done[Result | Refused]]) -> None:
        then, self._then = self._then, None
        result = outcome.error if isinstance(outcome, Failure) else outcome.value.value
        if not isinstance(result, Result):
            self._stay(result)
            return
        more = self._page.captured() != self._saving
        self._page.adopt(result.now)
        self._enter(State.TYPED if more else State.SAVED)
        self.safe_at = time.monotonic()
        self.saved.emit(result)
        if more:
            self.pause.start(BETWEEN_DRAFTS)
        if then and not more:
            then()

    def _stay(self, why: CoopdeskError | Refused) -> None:
        self._enter(State.REFUSED)
        self.refused.emit(why)
        self.pause.start(BETWEEN_DRAFTS)

    def _enter(self, state: State) -> None:
        self.state = state
        self.state_changed.emit(state)


def save(desk: Desk, shown: Noted, now: Captured) -> Done[Result | Refused]:
    """One save of a note with all that belongs to it."""
    result = note_capture.save(desk, shown, now)
    if isinstance(result, Refused):
        return Done(result)
    return Done(result, verbs.touched_of(result.touched))


def kept_words(seconds: float) -> str:
    """How long ago what is typed was kept."""
    if seconds < 2:
        return str(KEPT_NOW)
    return KEPT_SECONDS.count(int(seconds)) if seconds < 60 else KEPT_MINUTES.count(int(seconds // 60))
