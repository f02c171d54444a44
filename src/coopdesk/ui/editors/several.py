# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Editors of several values: a set as chips with a place to add, a text in several languages."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coopdesk.desk.entering import Entered
from coopdesk.language import LANGUAGES, N_, current
from coopdesk.records.declaration import Field
from coopdesk.ui.chips import Flow
from coopdesk.ui.editors.editor import Editor
from coopdesk.ui.editors.texts import ProseEditor
from coopdesk.ui.look import give
from coopdesk.ui.panel import on_button, plain_label
from coopdesk.ui.work import Work

TAKE_OUT = N_("Take out: {name}")
BADGE = 32
Make = Callable[[Field, Work], Editor]


class SetEditor(Editor):
    """A set: each member a chip that takes itself out, and an editor that adds one."""

    def __init__(self, make: Make, what: Field, work: Work) -> None:
        super().__init__()
        self._members: dict[str, str] = {}
        self._label = ""
        self._adder = make(what, work)
        self._adder.picked.connect(self._add)
        self._adder.changed.connect(self.changed)
        self._chips = Flow(4)
        self._row = QWidget()
        self._row.setLayout(self._chips)
        self._row.hide()
        self.lines.addWidget(self._row)
        self.lines.addWidget(self._adder)

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show the members."""
        members = entered if isinstance(entered, tuple) else (str(entered),) if entered else ()
        self._members = {member: names.get(member, member) for member in members}
        self._adder.put("", {})
        self._draw()

    def entered(self) -> Entered:
        """The members, and what is typed but not added yet."""
        typed = str(self._adder.entered()).strip()
        return tuple(dict.fromkeys([*self._members, *([typed] if typed else [])]))

    def widgets(self) -> list[QWidget]:
        """The chips, then the place to add."""
        return [*self._buttons(), *self._adder.widgets()]

    def call(self, name: str) -> None:
        """The place to add has the name of the field; chips say what they take out."""
        self._label = name
        self._adder.call(name)

    def mark(self, wrong: bool) -> None:
        """Draw the place to add as refused."""
        self._adder.mark(wrong)

    def _add(self, member: str, name: str) -> None:
        self._members[member] = name
        self._adder.put("", {})
        self._draw()
        self.changed.emit()

    def _draw(self) -> None:
        for button in self._buttons():
            self._chips.removeWidget(button)
            button.deleteLater()
        for member, name in self._members.items():
            self._chips.addWidget(self._chip(member, name))
        self._row.setVisible(bool(self._members))
        before: QWidget | None = None
        for widget in self.widgets():
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget

    def _chip(self, member: str, name: str) -> QPushButton:
        chip = QPushButton(f"{on_button(_shortened(name))}  ×")
        give(chip, "chip")
        chip.setAutoDefault(False)
        chip.setProperty("member", member)
        chip.setAccessibleName(TAKE_OUT.format(name=name))
        chip.clicked.connect(self._chip_clicked)
        return chip

    def _chip_clicked(self) -> None:
        self._members.pop(str(self.sender().property("member")), None)
        self._draw()
        self.changed.emit()

    def _buttons(self) -> list[QPushButton]:
        return [
            widget
            for at in range(self._chips.count())
            if isinstance(widget := self._chips.itemAt(at).widget(), QPushButton)
        ]


def _shortened(name: str) -> str:
    return name if len(name) <= 48 else f"{name[:47]}…"


class LanguagesEditor(Editor):
    """A text in several languages: a line each, a badge before it, the current language first."""

    def __init__(self, make: Make, what: Field, work: Work) -> None:
        super().__init__()
        self._make = partial(make, what, work)
        self._editors: dict[str, Editor] = {}
        self._label = ""
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.lines.addLayout(self._lines)
        for language in dict.fromkeys((current(), *LANGUAGES)):
            self._add(language)

    def put(self, entered: Entered, names: Mapping[str, str]) -> None:
        """Show the texts, also in languages that are not offered."""
        texts: Mapping[str, str] = entered if isinstance(entered, Mapping) else {}
        for language in texts:
            if language not in self._editors:
                self._add(language)
        for language, editor in self._editors.items():
            editor.put(texts.get(language, ""), names)

    def entered(self) -> Entered:
        """The text of each language, "" where there is none."""
        return {language: str(editor.entered()) for language, editor in self._editors.items()}

    def widgets(self) -> list[QWidget]:
        """The lines."""
        return [widget for editor in self._editors.values() for widget in editor.widgets()]

    def call(self, name: str) -> None:
        """Each line is named by the field and its language."""
        self._label = name
        for language, editor in self._editors.items():
            editor.call(f"{name}, {language}")

    def lock(self, languages: frozenset[str]) -> None:
        """Texts in these languages have two versions: they change by deciding alone."""
        for language, editor in self._editors.items():
            editor.setEnabled(language not in languages)

    def _add(self, language: str) -> None:
        editor = self._make()
        if isinstance(editor, ProseEditor) and language != current():
            editor.least = 1
        editor.changed.connect(self.changed)
        editor.call(f"{self._label}, {language}")
        self._editors[language] = editor
        badge = plain_label("badge", language.upper())
        badge.setFixedWidth(BADGE)
        badge.setFixedHeight(32)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(badge, alignment=Qt.AlignmentFlag.AlignTop)
        row.addWidget(editor, 1)
        self._lines.addLayout(row)
