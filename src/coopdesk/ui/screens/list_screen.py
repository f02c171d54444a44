# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A group of record types as list and form side by side, and what passes between the two."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter

from coopdesk.desk.desk import Touched
from coopdesk.desk.entering import Entered
from coopdesk.language import N_
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import BY_KEY
from coopdesk.ui.record_table import RecordTable
from coopdesk.ui.screens.screen import Place, Screen
from coopdesk.ui.screens.type_tabs import TypeTabs
from coopdesk.ui.work import Work

if TYPE_CHECKING:
    from coopdesk.desk.drafts import Draft
    from coopdesk.ui.record_form import RecordForm

FORM_WIDTH, LIST_WIDTH = 560, 598
IN_THE_BIN = N_("Moved to the bin: {title}")
STILL_HERE = N_("This record is not saved yet.")
STILL_HERE_HOW = N_("Correct the marked fields, or discard what is typed.")
DISCARD = N_("Discard")
DRAFT_FOUND = N_("Text that was not saved is still here.")
DRAFT_FROM = N_("Typed on {day}, {time} UTC.")
USE_DRAFT = N_("Use it")
UNDO = N_("Undo")


class ListScreen(Screen):
    """List and form of the record types of one place."""

    def __init__(self, work: Work, place: "Place") -> None:
        super().__init__(work)
        self._types = tuple(BY_KEY[key] for key in place.types)
        self._kind: RecordType = self._types[0]
        self._select = ""
        self._form: RecordForm | None = None
        several = len(self._types) > 1
        self.tabs = TypeTabs(self._types) if several else None
        self.table = RecordTable(work, place.label if several else None, self.tabs)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._panes = QSplitter(Qt.Orientation.Horizontal)
        self._panes.setHandleWidth(1)
        self._panes.setChildrenCollapsible(False)
        self._panes.addWidget(self.table)
        self._sizes = [LIST_WIDTH, FORM_WIDTH]
        self._panes.setStretchFactor(0, 1)
        self.table.setMinimumWidth(320)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._panes)

    def _connect(self) -> None:
        if self.tabs:
            self.tabs.chosen.connect(self.show_type)
        self.table.opened.connect(self._row_chosen)
        self.table.new_wanted.connect(self.new_record)
        self.table.removal_wanted.connect(self._remove)
        self.table.form_wanted.connect(self._focus_form)
        self.table.first_shown.connect(self.first_shown)
        self.table.first_shown.connect(self._prepare, Qt.ConnectionType.QueuedConnection)
        self.table.model.failed.connect(self.failed)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.close_record)

    @property
    def kind(self) -> RecordType:
        """The type that is listed."""
        return self._kind

    @property
    def form(self) -> "RecordForm":
        """The pane of the open record, made when it is first needed: the list comes before it."""
        if self._form is None:
            self._form = self._make_form()
        return self._form

    def _make_form(self) -> "RecordForm":
        from coopdesk.ui.record_form import RecordForm

        form = RecordForm(self.work)
        form.setMinimumWidth(400)
        form.hide()
        self._panes.addWidget(form)
        form.offer_closing()
        form.close_wanted.connect(self.close_record)
        form.shown.connect(self._show_pane)
        form.state_changed.connect(self.state_changed)
        form.created.connect(self.table.select)
        form.stayed.connect(self._stayed)
        form.draft_found.connect(self._draft_found)
        form.removed.connect(self._removed)
        form.report_wanted.connect(self.report_wanted)
        form.failed.connect(self.failed)
        return form

    def _prepare(self) -> None:
        """What the next click needs, once the first rows stand."""
        self.form.ensurePolished()
        if self.table.tools is None:
            tools = self.table.add_tools()
            tools.told.connect(self.told)
            tools.failed.connect(self.failed)
            tools.saved.kept.connect(self.arranged)

    # The pane of the open record is there while one is open

    def _show_pane(self, is_open: bool) -> None:
        if is_open is not self.form.isHidden():
            return
        if not is_open:
            self._hide_pane()
            return
        self.form.show()
        self._panes.setSizes(self._sizes)
        self.table.stand_beside(True)

    def _hide_pane(self) -> None:
        self._sizes = self._panes.sizes()
        holder = QApplication.focusWidget()
        had_keyboard = holder is not None and self.form.isAncestorOf(holder)
        self.form.hide()
        self.table.stand_beside(False)
        if had_keyboard:
            self.table.focus()

    def close_record(self) -> None:
        """Close the open record, once what is typed is saved; the list has the whole width again."""
        if self.table.tools and self.table.tools.is_asking:
            self.table.tools.stop_asking()
        elif self._form and not self._form.isHidden():
            self._form.leave(self._form.close_record)

    # What the frame asks

    def begin(self) -> None:
        """List the type, or give the keyboard back to what is listed."""
        if self.table.model.kind is None:
            self._list(self._kind)
        self.table.focus()

    def follow(self, touched: Touched) -> None:
        """Read again what was touched."""
        self.table.follow(touched)
        if self._form:
            self._form.follow(touched)

    def refresh(self) -> None:
        """Read again what another window or command may have saved."""
        self.table.model.reload()
        if self._form and self._form.kind and self._form.record_id:
            self._form.follow(Touched({self._form.kind.key: (self._form.record_id,)}))

    def show_record(self, kind: object, record_id: str) -> bool:
        """Show a record in its list and its form."""
        if not isinstance(kind, RecordType) or kind not in self._types:
            return False
        if kind is not self._kind or self.table.model.kind is None:
            self._select = record_id
            self.show_type(kind)
        else:
            self.table.select(record_id)
            self.form.open(kind, record_id)
        return True

    def begin_record(self, kind: object, values: Mapping[str, object]) -> bool:
        """Begin a record; values to begin with are typed into its form."""
        if not isinstance(kind, RecordType) or kind not in self._types:
            return False
        if kind is not self._kind:
            self.show_type(kind)
        given = {key: value for key, value in values.items() if isinstance(value, str | tuple | Mapping)}
        self.form.leave(partial(self._begin_record, given))
        return True

    def has_changes(self) -> bool:
        """Whether the form holds what is not saved."""
        return bool(self._form and self._form.has_changes())

    def leave(self, then: Callable[[], None]) -> None:
        """Save the form, then go on."""
        if self._form is None:
            then()
        else:
            self._form.leave(then)

    def keep(self) -> None:
        """Keep what the form holds as a draft, third versions too."""
        if self._form and self._form.has_changes():
            self._form.keep_draft()
        if self._form and self._form.fields:
            self._form.fields.keep_third_versions()

    def save(self) -> None:
        """Save the form."""
        self.form.save()

    def remembered(self) -> dict[str, object]:
        """The type, the splitter, and how each list is arranged."""
        return {
            "type": self._kind.key,
            "panes": self._sizes if self._form is None or self._form.isHidden() else self._panes.sizes(),
            "lists": self.table.arrangements,
        }

    def arrange(self, remembered: Mapping[str, object]) -> None:
        """As it was left."""
        panes, lists, key = (remembered.get(name) for name in ("panes", "lists", "type"))
        if isinstance(panes, list) and [type(size) for size in panes] == [int, int] and all(panes):
            self._sizes = panes
        if isinstance(lists, dict):
            self.table.arrangements.update(
                {key: kept for key, kept in lists.items() if isinstance(kept, dict)}
            )
        self._kind = next((kind for kind in self._types if kind.key == key), self._kind)

    # Between list and form

    def show_type(self, kind: RecordType) -> None:
        """List a type, once what is typed is saved."""
        if self._form is None:
            self._list(kind)
        else:
            self._form.leave(partial(self._list, kind))

    def _list(self, kind: RecordType) -> None:
        select, self._select = self._select, ""
        self._kind = kind
        if self.tabs:
            self.tabs.mark(kind)
        if self._form:
            self._form.close_record()
        self.table.show_type(kind, select)
        if select:
            self.form.open(kind, select)

    def new_record(self) -> None:
        """Begin a record of the type that is listed."""
        self.form.leave(self._begin_record)

    def _begin_record(self, values: Mapping[str, Entered] | None = None) -> None:
        self.table.unselect()
        self.form.begin(self._kind, values)

    def _row_chosen(self, record_id: str) -> None:
        self.form.open(self._kind, record_id)

    def _focus_form(self) -> None:
        self.form.focus_fields()

    def _remove(self) -> None:
        self.form.remove()

    def _stayed(self, record_id: str) -> None:
        """The form was not left: the list goes back to what it shows."""
        kind = self.form.kind
        if kind is None:
            return
        if self.tabs:
            self.tabs.mark(kind)
        if record_id and kind is self._kind:
            self.table.select(record_id)
        self.told.emit(str(STILL_HERE), str(STILL_HERE_HOW), (DISCARD, self.form.discard_changes))
        self.stayed.emit()

    def _draft_found(self, draft: "Draft") -> None:
        told = DRAFT_FROM.format(day=draft.at[:10], time=draft.at[11:16])
        acts = ((USE_DRAFT, self.form.use_draft), (DISCARD, self.form.discard_changes))
        self.told.emit(str(DRAFT_FOUND), told, acts)

    def _removed(self, title: str) -> None:
        from coopdesk.ui import verbs

        self.table.unselect()
        undo = partial(self.work.do, verbs.undo, self._undone)
        self.told.emit(IN_THE_BIN.format(title=title), "", (UNDO, undo))

    def _undone(self, outcome: object) -> None:
        """What came back is shown by the notice of what was touched."""
