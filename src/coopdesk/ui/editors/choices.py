# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editors of what is chosen: declared codes from a box, countries and languages by typing their name."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtWidgets import QWidget

from coopdesk.desk.entering import Entered
from coopdesk.language import figures
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Choice, Country
from coopdesk.ui.boxes import QuietBox
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.editors.texts import TextEditor
from coopdesk.ui.finding import Finder, Found
from coopdesk.ui.work import Outcome, Work

MOST_NAMES = 12
HALF = 190
"""The pixels that the words of a box have where two editors stand side by side."""


class ChoiceEditor(Editor):
    """One of the declared codes, by its label."""

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__()
        self.box = QuietBox()
        self.box.addItem("", "")
        codes = what.kind.codes if isinstance(what.kind, Choice) else {}
        for code, label in codes.items():
            self.box.addItem(str(label), code)
        self.box.activated.connect(self._activated)
        self.lines.addWidget(self.box)
        self.narrow = self._widest() <= HALF

    def _widest(self) -> int:
        """The pixels that the longest label needs."""
        self.box.ensurePolished()
        measure = self.box.fontMetrics().horizontalAdvance
        return max(measure(self.box.itemText(at)) for at in range(self.box.count()))

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show a choice; a code that a newer coopdesk declared is added as it is."""
        code = str(entered)
        if self.box.findData(code) < 0:
            self.box.addItem(names.get(code, code), code)
        self.box.setCurrentIndex(self.box.findData(code))

    def entered(self) -> Entered:
        """The code, "" for none."""
        return str(self.box.currentData() or "")

    def widgets(self) -> list[QWidget]:
        """The box."""
        return [self.box]

    def _activated(self) -> None:
        self.changed.emit()
        if self.box.currentData():
            self.picked.emit(str(self.box.currentData()), self.box.currentText())


def names_beginning(
    known: Callable[[], Mapping[str, str]], name: Callable[[str], str], text: str
) -> list[Found]:
    """Countries or languages one of whose names, in any of the languages, begins with the text."""
    typed = text.casefold()
    codes = dict.fromkeys(code for spelling, code in known().items() if spelling.startswith(typed))
    found = [Found(code, name(code), code) for code in codes]
    found.sort(key=lambda one: (not one.name.casefold().startswith(typed), len(one.key), one.name))
    return found[:MOST_NAMES]


class NameEditor(TextEditor):
    """A country or language by its name in any of the languages, with a list while typing."""

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__(what, work)
        self.narrow = True
        self._work = work
        self._of_country = isinstance(what.kind, Country)
        self.finder = Finder(self.line, self._ask)
        self.finder.picked.connect(self._chosen)

    def _ask(self, text: str, receiver: Callable[[Outcome[list[Found]]], None]) -> None:
        known = figures.country_codes if self._of_country else figures.language_codes
        name = figures.country if self._of_country else figures.language_name
        self._work.run(partial(names_beginning, known, name, text), receiver, lane="finding")

    def _chosen(self, found: Found) -> None:
        self.line.setText(found.name)
        self.changed.emit()
        self.picked.emit(found.key, found.name)
