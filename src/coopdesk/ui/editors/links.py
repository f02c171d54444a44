# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editors of links, found by typing a name, and of attached files."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from coopdesk.desk.entering import Entered
from coopdesk.language import N_
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Link
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.editors.texts import TextEditor
from coopdesk.ui.finding import Finder, Found, found_records
from coopdesk.ui.look import give
from coopdesk.ui.panel import plain_label
from coopdesk.ui.work import Outcome, Work

TYPE_A_NAME = N_("Type a name")
CHOOSE_FILE = N_("Choose a file")
TAKE_OUT = N_("Take out")


class LinkEditor(TextEditor):
    """Another record, by its name; what is typed without choosing is looked up when saved."""

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__(what, work)
        self._work = work
        self._types = what.kind.to if isinstance(what.kind, Link) else ()
        self._id, self._name = "", ""
        self.line.setPlaceholderText(str(TYPE_A_NAME))
        self.finder = Finder(self.line, self._ask)
        self.finder.picked.connect(self._chosen)

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show the name of the record with this id."""
        self._id = str(entered)
        self._name = names.get(self._id, self._id)
        super().put(self._name, names)

    def entered(self) -> Entered:
        """The id of the chosen record, else what is typed."""
        text = self.line.text()
        return self._id if text == self._name else text

    def _ask(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        self._work.ask(partial(found_records, types=self._types, text=text), receiver, lane="finding")

    def _chosen(self, found: Found) -> None:
        self.put(found.key, {found.key: found.name})
        self.changed.emit()
        self.picked.emit(found.key, found.name)


class FileEditor(Editor):
    """One attached file: its name, and a button to choose another."""

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__()
        self._scalar = ""
        self._shown = plain_label()
        self._shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._choose = QPushButton(str(CHOOSE_FILE))
        self._choose.clicked.connect(self._choose_file)
        self._take_out = QPushButton(str(TAKE_OUT))
        self._take_out.clicked.connect(self._clear)
        for button in (self._choose, self._take_out):
            give(button, "quiet")
            button.setAutoDefault(False)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._shown, 1)
        line.addWidget(self._take_out)
        line.addWidget(self._choose)
        self.lines.addLayout(line)
        self.put("", {})

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show a file by its name."""
        self._scalar = str(entered)
        self._shown.setText(names.get(self._scalar, Path(self._scalar.removeprefix("@")).name))
        self._shown.setVisible(bool(self._scalar))
        self._take_out.setVisible(bool(self._scalar))

    def entered(self) -> Entered:
        """The file as it is kept, "@" and its path where it is still to be attached."""
        return self._scalar

    def widgets(self) -> list[QWidget]:
        """The buttons."""
        return [self._take_out, self._choose]

    def labels(self) -> list[QLabel]:
        """The name of the file."""
        return [self._shown]

    def call(self, name: str) -> None:
        """Each button says what it does to which field."""
        for button in (self._take_out, self._choose):
            button.setAccessibleName(f"{button.text()}: {name}")

    def mark(self, wrong: bool) -> None:
        """Buttons keep their look; the sentence below says what is wrong."""

    def _choose_file(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self, str(CHOOSE_FILE))
        if path:
            self.attach(Path(path))

    def attach(self, path: Path) -> None:
        """Hold a file that is to be attached."""
        self.put(f"@{path}", {})
        self.changed.emit()
        self.picked.emit(f"@{path}", path.name)

    def _clear(self) -> None:
        self.put("", {})
        self.changed.emit()
