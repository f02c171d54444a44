# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Filters of a list that are kept under a name, with its order and its columns."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton

from coopdesk.language import N_
from coopdesk.ui.panel import Panel, Words, on_button
from coopdesk.ui.table_model import TableModel, View

SAVED = N_("Saved filters")
SAVE_THESE = N_("Save these filters")
NAME = N_("Name of the filters")
KEEP = N_("Save filters")
CANCEL = N_("Back")
FORGET = N_("Forget: {name}")
Kept = dict[str, object]


class SavedFilters(Panel):
    """The row that asks for a name; its `opener` stands among the tools of the list."""

    view_wanted = Signal(object)
    kept = Signal()
    """What is kept under a name has changed."""

    def __init__(self, model: TableModel, arrangement: Callable[[], Kept]) -> None:
        """`arrangement` gives what is remembered of the list that is shown."""
        super().__init__()
        self._model = model
        self._arrangement = arrangement
        self.menu: QMenu | None = None
        self.opener = self._made(SAVED, self.open_menu)
        self.name_line = QLineEdit()
        self.name(self.name_line, NAME)
        label = self.label(NAME, "label")
        label.setBuddy(self.name_line)
        self.keep = self._made(KEEP, self.save, "primary")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 8, 0)
        line.setSpacing(8)
        line.addWidget(label)
        line.addWidget(self.name_line, 1)
        line.addWidget(self.keep)
        line.addWidget(self._made(CANCEL, self.hide))
        self.name_line.returnPressed.connect(self.save)
        self.hide()

    def _made(self, words: Words, act: Callable[[], object], role: str = "quiet") -> QPushButton:
        made = self.button(words, role)
        made.clicked.connect(partial(_act, act))
        return made

    def shown(self) -> None:
        """The list shows another view: the button is there where there is something to save or to show."""
        self.hide()
        self.opener.setVisible(bool(self._model.view.wishes or self._named()))

    def _named(self) -> dict[str, Kept]:
        kept = self._arrangement().get("named")
        found = kept if isinstance(kept, dict) else {}
        return {name: one for name, one in found.items() if isinstance(one, dict)}

    def open_menu(self) -> QMenu:
        """Offer what is kept under a name, to keep what is seen, and to forget."""
        self.menu = menu = QMenu(self)
        for name in self._named():
            self._offer(menu, on_button(name), partial(self.show_named, name))
        if self._model.view.wishes:
            self._offer(menu, str(SAVE_THESE), self.ask_name)
        menu.addSeparator()
        for name in self._named():
            self._offer(menu, on_button(FORGET.format(name=name)), partial(self.forget, name))
        menu.popup(self.opener.mapToGlobal(self.opener.rect().bottomLeft()))
        return menu

    def _offer(self, menu: QMenu, words: str, act: Callable[[], object]) -> None:
        action = QAction(words, menu)
        action.triggered.connect(partial(_act, act))
        menu.addAction(action)

    def ask_name(self) -> None:
        """Ask under which name."""
        self.name_line.clear()
        self.show()
        self.name_line.setFocus()

    def save(self) -> None:
        """Keep the view under the name that is typed; the same name again replaces it."""
        name, view = " ".join(self.name_line.text().split()), self._model.view
        if not name:
            self.name_line.setFocus()
            return
        one: Kept = {"filters": list(view.wishes), "columns": list(view.keys), "order": view.order}
        self._arrangement()["named"] = {**self._named(), name: one}
        self.shown()
        self.kept.emit()

    def show_named(self, name: str) -> None:
        """Show the list as it was kept under a name."""
        one = self._named()[name]
        wishes, keys = (_texts(one.get(part)) for part in ("filters", "columns"))
        self.view_wanted.emit(View(str(one.get("order", "")), wishes, keys))

    def forget(self, name: str) -> None:
        """Keep it no longer; the list stays as it is."""
        self._arrangement()["named"] = {key: one for key, one in self._named().items() if key != name}
        self.shown()
        self.kept.emit()


def _texts(kept: object) -> tuple[str, ...]:
    return tuple(one for one in kept if isinstance(one, str)) if isinstance(kept, list) else ()


def _act(act: Callable[[], object], *_: object) -> None:
    act()
