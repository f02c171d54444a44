# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The open record: its name, its fields, and one save for each leaving of the form.

The form remembers what it displayed and sends only what was changed by hand, with the version
it showed. What is typed is kept as a draft every second and a half until it is saved.
"""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.entering import Entered, Entry, Refused
from coopdesk.desk.reporting import REPORTS
from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, NC_, Language, current
from coopdesk.records.declaration import RecordType
from coopdesk.ui import displaying, verbs
from coopdesk.ui.chips import Flow
from coopdesk.ui.close_button import CloseButton
from coopdesk.ui.displaying import Displayed, draft_key, head_words
from coopdesk.ui.fields import Fields
from coopdesk.ui.history_face import HistoryFace
from coopdesk.ui.panel import Panel, column, plain_label, rule, wrapped_label
from coopdesk.ui.state import State
from coopdesk.ui.work import Done, Failure, Outcome, Work

SAVE = N_("Save")
REMOVE = N_("Move to the bin")
REPORTS_OF = {"note": "minutes", "agreement": "agreement", "organisation": "briefing"}
"""The report about one record of a type."""
FORM = NC_("screen", "Form")
BETWEEN_DRAFTS, AFTER_FAILURE = 1500, 6000


class RecordForm(Panel):
    """The pane of the open record."""

    state_changed = Signal(object)
    saved = Signal(str)
    created = Signal(str)
    """A new record was saved and stays open."""
    stayed = Signal(str)
    """The form could not be left: its text is refused. Carries the id, "" of a new record."""
    draft_found = Signal(object)
    removed = Signal(str)
    report_wanted = Signal(str, str, str, str)
    """The name of a report, id and title of what it is about, its language."""
    failed = Signal(object)
    shown = Signal(bool)
    """Whether a record, or the form of a new one, is open from now on."""
    close_wanted = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__("page")
        self._work = work
        self._displayed: Displayed | None = None
        self._fields: Fields | None = None
        self._made_in: Language | None = None
        self._then: Callable[[], None] | None = None
        self._saving: dict[str, Entered] = {}
        self._seen: str | None = None
        self._opening = self._focus_wanted = False
        self.state = State.SAVED
        self.draft_pause = QTimer(self)
        self.draft_pause.setSingleShot(True)
        self.draft_pause.timeout.connect(self.keep_draft)
        self._title = plain_label("panel-title")
        self._title.setWordWrap(True)
        self._meta = wrapped_label("meta")
        self._save = self.button(SAVE, "primary")
        self._report = self.button(self._report_words)
        self._remove = self.button(REMOVE, "dangerous")
        self.history = HistoryFace(self, work)
        self._lay_out()
        acts = ((self._save, self.save), (self._remove, self.remove), (self._report, self._ask_report))
        for button, act in acts:
            button.clicked.connect(act)
        QApplication.instance().focusChanged.connect(self._focus_moved)  # type: ignore[union-attr]
        self._show_head()

    def _lay_out(self) -> None:
        buttons = Flow(8)
        for button in (self._save, self._report, self.history.button, self._remove):
            buttons.addWidget(button)
        self._first_line = QHBoxLayout()
        self._first_line.addWidget(self._title, 1)
        head = QVBoxLayout()
        head.setContentsMargins(24, 20, 24, 16)
        head.setSpacing(4)
        head.addLayout(self._first_line)
        head.addWidget(self._meta)
        head.addSpacing(8)
        head.addLayout(buttons)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name(self._scroll, FORM)
        lines = column(self)
        lines.addLayout(head)
        lines.addWidget(rule())
        for part in (self._scroll, self.history):
            lines.addWidget(part, 1)
        lines.addStretch(0)  # without a form the head stays at the top

    def offer_closing(self) -> None:
        """Stand beside a list, with a button that leaves it alone again."""
        close = CloseButton(self)
        close.clicked.connect(self.close_wanted)
        self._first_line.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    @property
    def kind(self) -> RecordType | None:
        """The type of the open record."""
        return self._displayed.kind if self._displayed else None

    @property
    def record_id(self) -> str | None:
        """The id of the open record, None for a new one and when none is open."""
        return self._displayed.record.id if self._displayed and self._displayed.record else None

    @property
    def fields(self) -> Fields | None:
        """The editors."""
        return self._fields

    # Opening and leaving

    def open(self, kind: RecordType, record_id: str) -> None:
        """Open a record, once what is typed now is saved."""
        self.leave(partial(self._ask, partial(displaying.displayed, kind=kind, record_id=record_id)))

    def begin(self, kind: RecordType, given: Mapping[str, Entered] | None = None) -> None:
        """Open a form for a new record, with values to begin with, once what is typed now is saved."""
        self.leave(partial(self._ask, partial(displaying.blank, kind=kind, given=given)))

    def close_record(self) -> None:
        """Show that nothing is open."""
        self._displayed = None
        self._show_head()
        self._enter(State.SAVED)
        self.shown.emit(False)

    def focus_fields(self) -> None:
        """The keyboard goes to the first field, once the record that was asked for is there."""
        self._focus_wanted = self._opening
        if not self._opening and self._fields and self._fields.isVisible():
            self._fields.focus_first()

    def leave(self, then: Callable[[], None]) -> None:
        """Save what is typed, then do something else; stay where it is refused."""
        if not self.has_changes():
            then()
            return
        self._then = then
        self.save()

    def has_changes(self) -> bool:
        """Whether something is typed that is not saved."""
        return bool(self._displayed and self._fields and self._fields.changes())

    def _ask(self, question: Callable[[Desk], Displayed]) -> None:
        self._opening = True
        self._work.ask(question, self._came, lane="form")

    def _came(self, outcome: Outcome[Displayed]) -> None:
        self._opening = False
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        self.shown.emit(True)
        self._displayed = outcome.value
        self._seen = outcome.value.record.version if outcome.value.record else None
        self._make_fields(outcome.value.kind).show_values(outcome.value.entered, outcome.value.names)
        self._require_fields().show_decisions(outcome.value.decisions)
        self._scroll.verticalScrollBar().setValue(0)
        self._show_head()
        self._enter(State.SAVED)
        if outcome.value.record is None:
            self._require_fields().put_typed(outcome.value.given, outcome.value.names)
        if outcome.value.record is None or self._focus_wanted:
            self._require_fields().focus_first()
        self._focus_wanted = False
        if outcome.value.draft:
            self.draft_found.emit(outcome.value.draft)

    def _make_fields(self, kind: RecordType) -> Fields:
        if self._fields and self._fields.kind is kind and self._made_in == current():
            self._fields.show()
            return self._fields
        self._fields = Fields(kind, self._work)
        self._fields.changed.connect(self._typed)
        self._fields.decided.connect(self._decided)
        self._fields.failed.connect(self.failed)
        self._made_in = current()
        self._scroll.setWidget(self._fields)
        return self._fields

    def _require_fields(self) -> Fields:
        if self._fields is None:
            raise RuntimeError("the form has no fields yet")
        return self._fields

    def _show_head(self) -> None:
        shown = self._displayed
        self._scroll.setVisible(shown is not None)
        for button in (self._save, self._remove):
            button.setVisible(shown is not None)
        self._remove.setVisible(self.record_id is not None)
        self.history.tell(shown.kind if shown else None, self.record_id, self._scroll)
        self._report.setVisible(bool(self.record_id and self._report_name()))
        for say in (self._report.setText, self._report.setAccessibleName):
            say(self._report_words())
        if shown is None:
            return
        title, told = head_words(shown)
        self._title.setText(title)
        self._meta.setText(told)
        self._meta.setVisible(bool(told))

    # Typing and drafts

    def _typed(self) -> None:
        if not self.draft_pause.isActive() or self.draft_pause.remainingTime() > BETWEEN_DRAFTS:
            self.draft_pause.start(BETWEEN_DRAFTS)
        if self.state is not State.SAVING:
            self._enter(State.TYPED if self.has_changes() else State.SAVED)

    def keep_draft(self) -> None:
        """Keep what is typed now, in case it does not come to a save."""
        if not self._displayed or not self._fields or self.state is State.SAVING:
            return
        key, typed = draft_key(self._displayed.kind, self.record_id), self._fields.changes()
        self._work.do(
            partial(verbs.keep_draft, key=key, typed=typed, seen=self._seen or ""), self._draft_kept
        )

    def _draft_kept(self, outcome: Outcome[Done[None]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            self.draft_pause.start(AFTER_FAILURE)  # a full disk may have room again

    def use_draft(self) -> None:
        """Put the kept text back into the form, as typed upon the version it was typed upon."""
        if self._displayed and self._displayed.draft and self._fields:
            self._fields.put_typed(self._displayed.draft.values, self._displayed.names)
            self._seen = self._displayed.draft.seen or self._seen
            self._typed()

    def discard_changes(self) -> None:
        """Give up what is typed, and its draft."""
        if not self._displayed or not self._fields:
            return
        self._then = None
        self._fields.show_values(self._displayed.entered, self._displayed.names)
        self.draft_pause.stop()
        verb = partial(verbs.drop_draft, key=draft_key(self._displayed.kind, self.record_id))
        self._work.do(verb, self._draft_kept)
        self._enter(State.SAVED)

    # Saving

    def save(self) -> None:
        """Save what was changed by hand, if anything."""
        if self.state is State.SAVING or not self._displayed or not self._fields or not self.has_changes():
            return
        self.draft_pause.stop()
        self._saving = self._fields.changes()
        record = self._displayed.record
        entry = Entry(
            self._displayed.kind,
            self._saving,
            id=record.id if record else None,
            before=record.values if record else {},
            seen=self._seen,
        )
        self._enter(State.SAVING)
        self._work.do(partial(verbs.save, entry=entry), self._save_came)

    def _save_came(self, outcome: Outcome[Done[str | Refused]]) -> None:
        then, self._then = self._then, None
        result = outcome.error if isinstance(outcome, Failure) else outcome.value.value
        if not isinstance(result, str):
            self._stay(result)
            return
        self._require_fields().accept(self._saving)
        self._require_fields().clear_refusals()
        more = self.has_changes()
        self._enter(State.TYPED if more else State.SAVED)
        self.saved.emit(result)
        if more:
            self.draft_pause.start(BETWEEN_DRAFTS)
        if then and not more:
            then()
        elif self._displayed:
            if self.record_id is None:
                self.created.emit(result)
            self._reload(self._displayed.kind, result)

    def _stay(self, why: CoopdeskError | Refused) -> None:
        self._enter(State.REFUSED)
        if isinstance(why, Refused):
            self._require_fields().refuse(why.errors)
        else:
            self.failed.emit(why)
        self.stayed.emit(self.record_id or "")
        self.draft_pause.start(BETWEEN_DRAFTS)

    def _reload(self, kind: RecordType, record_id: str) -> None:
        ask = partial(displaying.displayed, kind=kind, record_id=record_id)
        self._work.ask(ask, self._newer_came, "form")

    def _newer_came(self, outcome: Outcome[Displayed]) -> None:
        """A newer version of the open record: what is under someone's fingers stays."""
        if isinstance(outcome, Failure):
            self.close_record()
            return
        typed = self._fields.changes() if self._fields else {}
        self._displayed = outcome.value
        fields = self._make_fields(outcome.value.kind)
        if fields.changes() == typed:
            fields.follow(outcome.value.entered, outcome.value.names)
        else:  # made anew, in another language
            fields.show_values(outcome.value.entered, outcome.value.names)
            fields.put_typed(typed, outcome.value.names)
        self._seen = outcome.value.record.version if outcome.value.record else None
        fields.show_decisions(outcome.value.decisions)
        self._show_head()

    def _decided(self) -> None:
        """The version that was chosen takes the place of both; what is typed elsewhere stays."""
        if self._displayed and self.record_id:
            self._reload(self._displayed.kind, self.record_id)

    def follow(self, touched: Touched) -> None:
        """Show what another form or command saved, unless something is typed here."""
        if not self._displayed or self._opening or self.has_changes() or self.state is State.SAVING:
            return
        if self.record_id in touched.ids.get(self._displayed.kind.key, ()):
            self._reload(self._displayed.kind, self.record_id or "")

    def after_language_change(self) -> None:
        """The form in the other language, with what is typed."""
        self._show_head()
        if not self._displayed:
            return
        if self.record_id:
            self._reload(self._displayed.kind, self.record_id)
        elif self._fields:
            typed = self._fields.changes()
            self._make_fields(self._displayed.kind).show_values({}, {})
            self._fields.put_typed(typed, self._displayed.names)

    # Other verbs

    def remove(self) -> None:
        """Move the open record to the bin."""
        if not self._displayed or not self.record_id:
            return
        self.draft_pause.stop()
        gone = partial(verbs.remove, kind=self._displayed.kind, record_id=self.record_id)
        self._work.do(gone, self._remove_came)

    def _remove_came(self, outcome: Outcome[Done[str]]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        self.close_record()
        self.removed.emit(outcome.value.value)

    def _report_name(self) -> str:
        return REPORTS_OF.get(self._displayed.kind.key, "") if self._displayed else ""

    def _report_words(self) -> str:
        return str(REPORTS[name].label) if (name := self._report_name()) else ""

    def _ask_report(self) -> None:
        self.leave(self._show_report)

    def _show_report(self) -> None:
        """The report about this record as it is saved now, to be read before it is printed."""
        title = self._displayed.title if self._displayed else ""
        self.report_wanted.emit(self._report_name(), self.record_id or "", title, current())

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Leaving the form for another part of the window saves it."""
        if old is None or new is None or new.window() is not self.window():
            return
        if self.isAncestorOf(old) and not self.isAncestorOf(new):
            self.save()

    def _enter(self, state: State) -> None:
        self.state = state
        self.state_changed.emit(state)
