# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The fields of a form: an editor each, in the declared groups, with its label and its refusal."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from coopdesk.desk.entering import Entered
from coopdesk.errors import CoopdeskError
from coopdesk.language import N_, sentence
from coopdesk.records.declaration import MAIN, Field, RecordType
from coopdesk.ui.editors import Editor, editor_of
from coopdesk.ui.editors.several import LanguagesEditor
from coopdesk.ui.panel import plain_label, wrapped_label
from coopdesk.ui.work import Work

if TYPE_CHECKING:
    from coopdesk.ui.deciding.acts import Opened
    from coopdesk.ui.deciding.versions import Versions

REQUIRED = N_("{label} (required)")
TWO_VERSIONS = N_("Two versions: choose one or write a third.")


class Fields(QWidget):
    """All editors of one record type, in the language that is current when it is made."""

    changed = Signal()
    decided = Signal()
    """Somebody decided between two versions here."""
    failed = Signal(object)

    def __init__(self, kind: RecordType, work: Work) -> None:
        super().__init__()
        self.kind = kind
        self._work = work
        self._versions: dict[str, list[Versions]] = {}
        self._places: dict[str, QVBoxLayout] = {}
        """Where the versions of a field stand: below its row, across the form."""
        self._top = QVBoxLayout()
        self._editors: dict[str, Editor] = {}
        self._remarks: dict[str, QLabel] = {}
        self._shown: dict[str, Entered] = {}
        lines = QVBoxLayout(self)
        lines.setContentsMargins(24, 8, 24, 24)
        lines.setSpacing(0)
        lines.addLayout(self._top)
        for key, title in ((MAIN, ""), *((group.key, str(group.label)) for group in kind.groups)):
            fields = [what for what in kind.fields if what.group == key]
            if fields:
                self._add_group(lines, title, fields, work)
        lines.addStretch(1)
        self._set_tab_order()

    def show_values(self, entered: Mapping[str, Entered], names: Mapping[str, str]) -> None:
        """Show values; from now on these count as unchanged."""
        for key, editor in self._editors.items():
            editor.put(entered.get(key, ""), names)
            self._shown[key] = editor.entered()
        self.clear_refusals()

    def follow(self, entered: Mapping[str, Entered], names: Mapping[str, str]) -> None:
        """Show newer values, but for the fields that were changed by hand since."""
        typed = self.changes()
        for key, editor in self._editors.items():
            if key not in typed:
                editor.put(entered.get(key, ""), names)
                self._shown[key] = editor.entered()

    def put_typed(self, typed: Mapping[str, Entered], names: Mapping[str, str]) -> None:
        """Put back what was typed before, as changed by hand."""
        for key, entered in typed.items():
            if key in self._editors:
                self._editors[key].put(entered, names)

    def changes(self) -> dict[str, Entered]:
        """What was changed by hand since it was shown."""
        return {
            key: editor.entered()
            for key, editor in self._editors.items()
            if editor.entered() != self._shown.get(key, "")
        }

    def accept(self, saved: Mapping[str, Entered]) -> None:
        """Count as unchanged what was saved just so."""
        self._shown.update(saved)

    def refuse(self, errors: Mapping[str, CoopdeskError]) -> None:
        """Say beside each field why it was refused, and go to the first one."""
        self.clear_refusals()
        for key, error in errors.items():
            self._remark(key, sentence(error), "error")
            if key in self._editors:
                self._editors[key].mark(True)
        first = next((key for key in self._editors if key in errors), "")
        if first:
            self._editors[first].widgets()[-1].setFocus()

    def clear_refusals(self) -> None:
        """Nothing is refused any more."""
        for key, remark in self._remarks.items():
            remark.hide()
            self._editors[key].mark(False)

    def show_decisions(self, found: "Sequence[Opened]") -> None:
        """Show at each field with two versions both of them instead of its editor."""
        self._drop_versions()
        for opened in found:
            one = opened.weighed.decision
            self._add_versions(one.field, opened)
            editor = self._editors.get(one.field)
            if editor is None:
                continue
            self._remark(one.field, str(TWO_VERSIONS), "meta")
            if isinstance(editor, LanguagesEditor):
                same = (other.weighed.decision for other in found)
                editor.lock(frozenset(other.slot for other in same if other.field == one.field))
            else:
                editor.hide()

    def _drop_versions(self) -> None:
        for key, pieces in self._versions.items():
            for piece in pieces:
                piece.hide()
                piece.deleteLater()
            if key in self._editors:
                editor = self._editors[key]
                editor.show()
                self._remarks[key].hide()
                if isinstance(editor, LanguagesEditor):
                    editor.lock(frozenset())
        self._versions = {}

    def _add_versions(self, key: str, opened: "Opened") -> None:
        from coopdesk.ui.deciding.versions import Versions

        piece = Versions(self._work, in_form=True)
        piece.show_decision(opened)
        piece.decided.connect(self.decided)
        piece.failed.connect(self.failed)
        self._versions.setdefault(key, []).append(piece)
        self._places.get(key, self._top).addWidget(piece)

    def versions(self, key: str) -> "list[Versions]":
        """What decides between the versions of a field; of a multilingual one, one for each language."""
        return self._versions.get(key, [])

    def keep_third_versions(self) -> None:
        """Keep as drafts what is typed for decisions."""
        for pieces in self._versions.values():
            for piece in pieces:
                piece.keep_typed()

    def editor(self, key: str) -> Editor:
        """The editor of a field."""
        return self._editors[key]

    def remark_of(self, key: str) -> str:
        """What stands below a field, "" for nothing."""
        remark = self._remarks[key]
        return "" if remark.isHidden() else remark.text()

    def focus_first(self) -> None:
        """Give the keyboard to the first field."""
        self._editors[self.kind.fields[0].key].widgets()[-1].setFocus()

    def _remark(self, key: str, text: str, role: str) -> None:
        remark = self._remarks.get(key)
        if remark is None:
            return
        remark.setProperty("role", role)
        remark.style().unpolish(remark)
        remark.style().polish(remark)
        remark.setText(text)
        remark.show()

    def _add_group(self, lines: QVBoxLayout, title: str, fields: list[Field], work: Work) -> None:
        if title:
            lines.addSpacing(24)
            lines.addWidget(plain_label("section", title))
        grid = QGridLayout()
        grid.setContentsMargins(0, 12, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        row, column = 0, 0
        for what in fields:
            cell, narrow = self._cell(what, work)
            if not narrow and column:
                row, column = row + 1, 0
            grid.addWidget(cell, 2 * row, column, 1, 1 if narrow else 2)
            self._places[what.key] = _below(grid, 2 * row + 1)
            row, column = (row, 1) if narrow and not column else (row + 1, 0)
        lines.addLayout(grid)

    def _cell(self, what: Field, work: Work) -> tuple[QWidget, bool]:
        """A label, its editor and room for a remark; and whether it takes half a line."""
        editor = editor_of(what, work)
        editor.changed.connect(self.changed)
        remark = wrapped_label("error")
        remark.hide()
        self._editors[what.key], self._remarks[what.key] = editor, remark
        words = str(what.label)
        editor.call(words)
        cell = QWidget()
        lines = QVBoxLayout(cell)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        if not editor.labels_itself:
            label = plain_label("label", REQUIRED.format(label=words) if what.required else words)
            label.setBuddy(editor.widgets()[-1])
            lines.addWidget(label)
        lines.addWidget(editor)
        lines.addWidget(remark)
        lines.addStretch(1)
        return cell, editor.narrow

    def _set_tab_order(self) -> None:
        order = [widget for editor in self._editors.values() for widget in editor.widgets()]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)


def _below(grid: QGridLayout, row: int) -> QVBoxLayout:
    """What stands below a row of cells; empty it takes no room."""
    item = grid.itemAtPosition(row, 0)
    found = item.layout() if item else None
    if isinstance(found, QVBoxLayout):
        return found
    made = QVBoxLayout()
    made.setSpacing(16)
    grid.addLayout(made, row, 0, 1, 2)
    return made
