# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The desk on the screen: record types, list and form side by side, and what passes between them."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from coopdesk.desk.desk import Touched
from coopdesk.errors import CoopdeskError
from coopdesk.language import LANGUAGES, N_, sentence, set_current
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY
from coopdesk.ui.banner import Banner
from coopdesk.ui.finding import Found
from coopdesk.ui.navigation import Navigation
from coopdesk.ui.panel import Panel
from coopdesk.ui.record_table import RecordTable
from coopdesk.ui.state import State
from coopdesk.ui.top_bar import TopBar
from coopdesk.ui.work import Done, Failure, OpenedDesk, Outcome, Work

if TYPE_CHECKING:
    from coopdesk.desk.drafts import Draft
    from coopdesk.ui.record_form import RecordForm

FIRST_TYPE = "note"
FORM_WIDTH, LIST_WIDTH = 520, 638

UNDO = N_("Undo")
NOTHING_TO_UNDO = N_("There is nothing left to undo.")
NOTHING_TO_REDO = N_("There is nothing to redo.")
IN_THE_BIN = N_("Moved to the bin: {title}")
WRITTEN = N_("Written: {file}")
NOT_DONE = N_("This could not be done.")
STILL_HERE = N_("This record is not saved yet.")
STILL_HERE_HOW = N_("Correct the marked fields, or discard what is typed.")
DISCARD = N_("Discard")
DRAFT_FOUND = N_("Text that was not saved is still here.")
DRAFT_FROM = N_("Typed on {day}, {time} UTC.")
USE_DRAFT = N_("Use it")


class Workplace(Panel):
    """What the window shows while a desk is open."""

    left = Signal()

    def __init__(self, work: Work) -> None:
        super().__init__("canvas")
        self._work = work
        self.navigation = Navigation(work)
        self.top = TopBar(work)
        self.banner = Banner()
        self.table = RecordTable(work)
        self._form: RecordForm | None = None
        self._kind: RecordType = BY_KEY[FIRST_TYPE]
        self._select = ""
        self._lay_out()
        self._connect()
        self._add_shortcuts()

    def _lay_out(self) -> None:
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(self.table)
        self._panes.addWidget(Panel("page"))
        self._panes.setSizes([LIST_WIDTH, FORM_WIDTH])
        self._panes.setStretchFactor(0, 1)
        self.table.setMinimumWidth(320)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self.banner)
        right.addWidget(self._panes, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.navigation)
        whole.addLayout(right, 1)
        order = (self.top.search, self.navigation.view, self.table.view)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _connect(self) -> None:
        self._work.touched.connect(self._follow)
        self.navigation.chosen.connect(self._type_chosen)
        self.table.opened.connect(self._row_chosen)
        self.table.new_wanted.connect(self.new_record)
        self.table.removal_wanted.connect(self._remove)
        self.table.form_wanted.connect(self._focus_form)
        self.table.first_shown.connect(self._after_first_rows, Qt.ConnectionType.QueuedConnection)
        self.table.model.failed.connect(self._tell_failure)
        self.top.found.connect(self._found)
        self.top.new_wanted.connect(self.new_record)
        self.top.undo_wanted.connect(self.undo)
        self.top.redo_wanted.connect(self.redo)
        self.top.language_wanted.connect(self.speak)
        self.top.search_left.connect(self.table.focus)

    def _add_shortcuts(self) -> None:
        shortcuts: tuple[tuple[str, Callable[[], None]], ...] = (
            ("Ctrl+K", self.top.focus_search),
            ("Ctrl+N", self.new_record),
            ("Ctrl+S", self._save),
            ("Ctrl+Z", self.undo),
            ("Ctrl+Shift+Z", self.redo),
            ("F5", self.refresh),
        )
        for keys, slot in shortcuts:
            QShortcut(QKeySequence(keys), self).activated.connect(slot)

    @property
    def form(self) -> "RecordForm":
        """The pane of the open record, made when it is first needed: the list comes before it."""
        if self._form is None:
            self._form = self._make_form()
        return self._form

    def _make_form(self) -> "RecordForm":
        from coopdesk.ui.record_form import RecordForm

        form = RecordForm(self._work)
        form.setMinimumWidth(400)
        sizes = self._panes.sizes()
        if empty := self._panes.replaceWidget(1, form):
            empty.deleteLater()
        self._panes.setSizes(sizes)
        form.state_changed.connect(self.top.show_state)
        form.saved.connect(self.banner.hide)
        form.created.connect(self.table.select)
        form.stayed.connect(self._stayed)
        form.draft_found.connect(self._draft_found)
        form.removed.connect(self._removed)
        form.written.connect(self._written)
        form.failed.connect(self._tell_failure)
        return form

    def _after_first_rows(self) -> None:
        self.form.show()
        self.navigation.count_all()

    def begin(self, opened: OpenedDesk) -> None:
        """Show the desk that was just opened."""
        self.navigation.greet(opened.office, opened.locked)
        self.top.show_language()
        self.navigation.choose(self._kind)
        self.table.focus()

    # Between the panes

    def _type_chosen(self, kind: RecordType) -> None:
        if self._form is None:
            self._show_type(kind)
        else:
            self._form.leave(partial(self._show_type, kind))

    def _show_type(self, kind: RecordType) -> None:
        select, self._select = self._select, ""
        self._kind = kind
        if self._form:
            self._form.close_record()
        self.table.show_type(kind, select)
        if select:
            self.form.open(kind, select)

    def _row_chosen(self, record_id: str) -> None:
        self.banner.hide()
        self.form.open(self._kind, record_id)

    def _found(self, found: Found) -> None:
        self.go_to(BY_KEY[found.type], found.key)

    def go_to(self, kind: RecordType, record_id: str) -> None:
        """Show a record in its list and its form."""
        if kind is self._kind:
            self.table.select(record_id)
            self.form.open(kind, record_id)
            return
        self._select = record_id
        self.navigation.choose(kind)

    def new_record(self) -> None:
        """Begin a record of the type that is listed."""
        self.banner.hide()
        self.form.leave(self._begin_record)

    def _begin_record(self) -> None:
        self.table.unselect()
        self.form.begin(self._kind)

    def _focus_form(self) -> None:
        if self.form.fields and self.form.fields.isVisible():
            self.form.fields.focus_first()

    def _stayed(self, record_id: str) -> None:
        """The form was not left: list and navigation go back to what it shows."""
        kind = self.form.kind
        if kind is None:
            return
        if (
            kind is not self._kind
            or self.navigation.view.currentIndex().data(Qt.ItemDataRole.UserRole) is not kind
        ):
            self.navigation.view.selectionModel().blockSignals(True)
            self.navigation.choose(kind)
            self.navigation.view.selectionModel().blockSignals(False)
        if record_id:
            self.table.select(record_id)
        if self.banner.isHidden():
            self.banner.tell(str(STILL_HERE), str(STILL_HERE_HOW), (DISCARD, self.form.discard_changes))

    # Verbs

    def _save(self) -> None:
        self.form.save()

    def _remove(self) -> None:
        self.form.remove()

    def undo(self) -> None:
        """Take back the last save."""
        from coopdesk.ui import verbs

        self.form.leave(partial(self._work.do, verbs.undo, self._undone))

    def redo(self) -> None:
        """Bring back what the last undo took."""
        from coopdesk.ui import verbs

        self.form.leave(partial(self._work.do, verbs.redo, self._redone))

    def _undone(self, outcome: Outcome[Done[int]]) -> None:
        self._tell_if_nothing(outcome, str(NOTHING_TO_UNDO))

    def _redone(self, outcome: Outcome[Done[int]]) -> None:
        self._tell_if_nothing(outcome, str(NOTHING_TO_REDO))

    def _tell_if_nothing(self, outcome: Outcome[Done[int]], nothing: str) -> None:
        self.banner.hide()
        if isinstance(outcome, Failure):
            self._tell_failure(outcome.error)
        elif not outcome.value.value:
            self.banner.tell(nothing)

    def refresh(self) -> None:
        """Read again what another window or command may have saved."""
        self.table.model.reload()
        self.navigation.count_all()
        if self._form and self._form.kind and self._form.record_id:
            self._form.follow(Touched({self._form.kind.key: (self._form.record_id,)}))

    def speak(self, language: str) -> None:
        """Show everything in another language, at once, and from the next start on."""
        chosen = next(known for known in LANGUAGES if known == language)
        set_current(chosen)
        self.in_other_language()
        from coopdesk.ui import verbs

        self._work.do(partial(verbs.remember_language, language=chosen), self._remembered)

    def in_other_language(self) -> None:
        """Say everything in the language that is current now."""
        QCoreApplication.sendEvent(self.window(), QEvent(QEvent.Type.LanguageChange))
        self.top.show_language()

    def _remembered(self, outcome: Outcome[Done[None]]) -> None:
        if isinstance(outcome, Failure):
            self._tell_failure(outcome.error)

    def leave(self) -> bool:
        """Whether the window may close now; else what is typed is saved and `left` follows."""
        if self._form is None or not self._form.has_changes():
            return True
        if self._form.state is State.REFUSED:
            self._form.keep_draft()
            return True
        self._form.leave(self.left.emit)
        return False

    # What the window hears

    def _follow(self, touched: Touched) -> None:
        self.table.follow(touched)
        self.navigation.follow(touched)
        if self._form:
            self._form.follow(touched)

    def _draft_found(self, draft: "Draft") -> None:
        told = DRAFT_FROM.format(day=draft.at[:10], time=draft.at[11:16])
        self.banner.tell(
            str(DRAFT_FOUND), told, (USE_DRAFT, self.form.use_draft), (DISCARD, self.form.discard_changes)
        )

    def _removed(self, title: str) -> None:
        self.table.unselect()
        self.banner.tell(IN_THE_BIN.format(title=title), "", (UNDO, self.undo))

    def _written(self, file: str) -> None:
        self.banner.tell(WRITTEN.format(file=file))

    def _tell_failure(self, error: CoopdeskError) -> None:
        self.banner.tell(str(NOT_DONE), sentence(error))
