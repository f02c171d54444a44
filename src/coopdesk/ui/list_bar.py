# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands above a list: its filters, its columns, copying and exporting what is seen, and changing one
field of all that is selected."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from coopdesk.desk import list_acts
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.entering import Entered
from coopdesk.language import N_, sentence
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Attachment, Prose
from coopdesk.ui.chips import Flow
from coopdesk.ui.documents import ask_where
from coopdesk.ui.editors import EDITORS, editor_of
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.editors.links import LinkEditor
from coopdesk.ui.look import give
from coopdesk.ui.panel import Panel, on_button, plain_label, wrapped_label
from coopdesk.ui.saved_filters import SavedFilters
from coopdesk.ui.table_model import TableModel, View
from coopdesk.ui.work import Done, Failure, Outcome, Work

ADD_FILTER = N_("Add a filter")
COLUMNS = N_("Columns")
COPY = N_("Copy as a table")
EXPORT = N_("Export")
CHANGE = N_("Change a field of all: {count}")
APPLY = N_("Show")
SAVE_ALL = N_("Save for all")
CANCEL = N_("Back")
TAKE_OUT = N_("Take out: {name}")
SHEETS = N_("Sheets (*.xlsx *.csv)")
ALL_FORMATS = N_("All formats (*.xlsx *.csv *.tsv *.jsonl *.vcf *.ics)")
COPIED = N_("Copied. Rows: {count}")
CHANGED = N_("Changed. Records: {count}")
WRITTEN = N_("Written: {file}. Records: {count}")


def change_all(
    desk: Desk, kind: RecordType, numbers: tuple[int, ...], key: str, entered: Entered
) -> Done[int]:
    """One field of many records, as one save."""
    changed = list_acts.change_all(desk, kind, numbers, key, entered)
    return Done(len(changed), Touched({kind.key: changed}))


class ListTools(Panel):
    """Acts on the list of a model; `view_wanted` carries the View to show from now on."""

    view_wanted = Signal(object)
    told = Signal(str, str, object)
    failed = Signal(object)

    def __init__(self, work: Work, model: TableModel, saved: SavedFilters) -> None:
        super().__init__()
        self.saved = saved
        saved.view_wanted.connect(self.view_wanted)
        self._work = work
        self._model = model
        self._numbers: tuple[int, ...] = ()
        self._field: Field | None = None
        self._wishes: tuple[str, ...] = ()
        self._file = ""
        self._is_change = False
        self.editor: Editor | None = None
        self.filter = self.button(ADD_FILTER, "quiet")
        self.columns = self.button(COLUMNS, "quiet")
        self.copy = self.button(COPY, "quiet")
        self.export = self.button(EXPORT, "quiet")
        self.change = self.button(self._change_words, "quiet")
        self.apply = self.button(self._apply_words, "primary")
        self.cancel = self.button(CANCEL, "quiet")
        self._refusal = wrapped_label("error")
        self._refusal.hide()
        self._label = plain_label("label")
        self._chips = Flow(4)
        self._chip_row = QWidget()
        self._chip_row.setLayout(self._chips)
        self._chip_row.hide()
        self._row = QWidget()
        self._row.hide()
        self._lay_out()
        self.filter.clicked.connect(self._choose_filter)
        self.columns.clicked.connect(self._choose_columns)
        self.copy.clicked.connect(self.copy_seen)
        self.export.clicked.connect(self._choose_file)
        self.change.clicked.connect(self._choose_change)
        self.apply.clicked.connect(self._apply)
        self.cancel.clicked.connect(self._close)
        self.change.hide()

    def _lay_out(self) -> None:
        tools = Flow(4)
        for button in (self.filter, self.saved.opener, self.columns, self.copy, self.export, self.change):
            tools.addWidget(button)
        self._room = QHBoxLayout(self._row)
        self._room.setContentsMargins(8, 0, 8, 0)
        self._room.setSpacing(8)
        self._room.addWidget(self._label)
        self._room.addWidget(self.apply)
        self._room.addWidget(self.cancel)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(16, 0, 16, 8)
        lines.setSpacing(8)
        lines.addLayout(tools)
        lines.addWidget(self._chip_row)
        lines.addWidget(self._row)
        lines.addWidget(self.saved)
        lines.addWidget(self._refusal)

    # What the list tells

    def shown(self) -> None:
        """The list shows another type or view."""
        self._close()
        self.saved.shown()
        self._work.ask(
            partial(list_acts.condition_words, kind=self._kind(), wishes=self._model.view.wishes),
            self._words_came,
            lane="list filters",
        )

    def select(self, numbers: Sequence[int]) -> None:
        """The records with these row numbers are selected."""
        self._numbers = tuple(numbers)
        self.change.setVisible(len(self._numbers) > 1)
        self.wording.again()

    def after_language_change(self) -> None:
        """Filters in the other language."""
        if self._model.kind:
            self.shown()

    def _kind(self) -> RecordType:
        if self._model.kind is None:
            raise RuntimeError("no type is listed yet")
        return self._model.kind

    def _change_words(self) -> str:
        return CHANGE.format(count=len(self._numbers))

    def _apply_words(self) -> str:
        return str(SAVE_ALL if self._is_change else APPLY)

    # Filters

    def _words_came(self, outcome: Outcome[tuple[str, ...]]) -> None:
        while self._chips.count():
            if widget := self._chips.takeAt(0).widget():
                widget.hide()
                widget.deleteLater()
        words = () if isinstance(outcome, Failure) else outcome.value
        for wish, said in zip(self._model.view.wishes, words, strict=False):
            chip = QPushButton(f"{on_button(said)}  ×")
            give(chip, "chip")
            chip.setAccessibleName(TAKE_OUT.format(name=said))
            chip.clicked.connect(partial(self._take_out, wish))
            self._chips.addWidget(chip)
            chip.show()
        self._chip_row.setVisible(bool(words))

    def _take_out(self, wish: str, *_: object) -> None:
        wishes = tuple(one for one in self._model.view.wishes if one != wish)
        self.view_wanted.emit(View(self._model.order, wishes, self._model.view.keys))

    def _choose_filter(self) -> None:
        fields = [what for what in self._kind().fields if not isinstance(what.kind, Prose | Attachment)]
        self._menu(self.filter, fields, partial(self.begin, change=False))

    def _choose_change(self) -> None:
        fields = [what for what in self._kind().fields if not isinstance(what.kind, Attachment)]
        self._menu(self.change, fields, partial(self.begin, change=True))

    def _menu(self, button: QPushButton, fields: Sequence[Field], act: Callable[[str], None]) -> None:
        menu = QMenu(self)
        for what in fields:
            action = QAction(on_button(str(what.label)), menu)
            action.triggered.connect(partial(_chosen, act, what.key))
            menu.addAction(action)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def begin(self, key: str, change: bool = False) -> None:
        """Ask for the value of a field: to show only the records that have it, or for all selected ones."""
        self._close()
        self._field, self._is_change = self._kind().field(key), change
        what = self._field
        self.editor = editor_of(what, self._work) if change else EDITORS[type(what.kind)](what, self._work)
        if isinstance(self.editor, LinkEditor):
            self.editor.may_make = change
        self.editor.call(str(what.label))
        self._label.setText(str(what.label))
        self._label.setBuddy(self.editor.widgets()[-1])
        self._room.insertWidget(1, self.editor, 1)
        self.wording.again()
        self._row.show()
        self.editor.widgets()[-1].setFocus()

    @property
    def is_asking(self) -> bool:
        """Whether a value is asked for, of a filter or for all that is selected."""
        return not self._row.isHidden() or not self.saved.isHidden()

    def stop_asking(self) -> None:
        """Leave the list as it is."""
        self._close()
        self.saved.hide()

    def _close(self) -> None:
        self._row.hide()
        self._refusal.hide()
        if self.editor:
            self._room.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None

    def _apply(self) -> None:
        if self.editor is None or self._field is None:
            return
        entered = self.editor.entered()
        if self._is_change:
            verb = partial(
                change_all, kind=self._kind(), numbers=self._numbers, key=self._field.key, entered=entered
            )
            self._work.do(verb, self._changed)
        else:
            wishes = (*self._model.view.wishes, f"{self._field.key}={entered}")
            question = partial(list_acts.numbers_of, kind=self._kind(), wishes=wishes[-1:], order="")
            self._wishes = tuple(dict.fromkeys(wishes))
            self._work.ask(question, self._filter_checked, lane="list filter")

    def _filter_checked(self, outcome: Outcome[list[int]]) -> None:
        if isinstance(outcome, Failure):
            self._refuse(sentence(outcome.error))
        else:
            self.view_wanted.emit(View(self._model.order, self._wishes, self._model.view.keys))

    def _changed(self, outcome: Outcome[Done[int]]) -> None:
        if isinstance(outcome, Failure):
            self._refuse(sentence(outcome.error))
            return
        self._close()
        self.told.emit(CHANGED.format(count=outcome.value.value), "", None)

    def _refuse(self, words: str) -> None:
        self._refusal.setText(words)
        self._refusal.show()

    # Columns

    def _choose_columns(self) -> None:
        menu = QMenu(self)
        seen = {what.key for what in self._model.columns}
        for what in self._kind().fields:
            action = QAction(on_button(str(what.label)), menu)
            action.setCheckable(True)
            action.setChecked(what.key in seen)
            action.triggered.connect(partial(self.show_column, what.key))
            menu.addAction(action)
        menu.popup(self.columns.mapToGlobal(self.columns.rect().bottomLeft()))

    def show_column(self, key: str, wanted: bool) -> None:
        """Show a column or not; the last one stays."""
        seen = {what.key for what in self._model.columns}
        seen = seen | {key} if wanted else seen - {key}
        keys = tuple(what.key for what in self._kind().fields if what.key in seen)
        if keys:
            self.view_wanted.emit(View(self._model.order, self._model.view.wishes, keys))

    # Giving out

    def copy_seen(self) -> None:
        """Copy the selected rows, or all where at most one is, as a table."""
        numbers = self._numbers if len(self._numbers) > 1 else self._model.numbers
        keys = tuple(what.key for what in self._model.columns)
        question = partial(list_acts.as_table, kind=self._kind(), numbers=numbers, keys=keys)
        self._work.ask(question, self._copied, lane="list copy")

    def _copied(self, outcome: Outcome[str]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
            return
        QGuiApplication.clipboard().setText(outcome.value)
        self.told.emit(COPIED.format(count=outcome.value.count("\n") - 1), "", None)

    def _choose_file(self) -> None:
        name = f"{self._kind().key}.xlsx"
        if path := ask_where(self, str(EXPORT), name, f"{SHEETS};;{ALL_FORMATS}"):
            self.export_seen(path)

    def export_seen(self, path: Path) -> None:
        """Write what the list shows to a file."""
        self._file = path.name
        view = self._model.view
        question = partial(
            list_acts.export_seen, kind=self._kind(), wishes=view.wishes, order=view.order, output=path
        )
        self._work.ask(question, self._exported)

    def _exported(self, outcome: Outcome[int]) -> None:
        if isinstance(outcome, Failure):
            self.failed.emit(outcome.error)
        else:
            self.told.emit(WRITTEN.format(file=self._file, count=outcome.value), "", None)


def _chosen(act: Callable[[str], None], key: str, *_: object) -> None:
    act(key)
