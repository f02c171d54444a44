# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of notes, newest first: all of them by page, those of one state, or those a search finds."""

from functools import partial
from typing import Any

from coopdesk.desk import note_list
from coopdesk.desk.note_list import NEWEST, NOTE
from coopdesk.ui.table_model import Index, TableModel
from coopdesk.ui.work import Outcome


class NotesModel(TableModel):
    """Rows of notes. `data` of a row is its title; `cell` gives the rest."""

    text = ""
    state = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether only some of the notes are listed."""
        return bool(self.text.strip() or self.state)

    def find(self, text: str, state: str) -> None:
        """List the notes that hold every word, in one state ("" for any)."""
        self.text, self.state = text, state
        self.show(NOTE, NEWEST)

    def cell(self, row: int, key: str) -> str:
        """What a row says of a field, "" while it is on the way."""
        if row < 0 or row >= self.rowCount():
            return ""
        column = next(at for at, what in enumerate(self._columns) if what.key == key)
        found = self.data(self.index(row, column))
        return found if isinstance(found, str) else ""

    def columnCount(self, parent: Index | None = None) -> int:
        """The cells of a row; the list shows them as one."""
        return super().columnCount(parent) if parent is not None else super().columnCount()

    def _begun(self, outcome: Outcome[Any]) -> None:
        if not self.is_narrowed:
            super()._begun(outcome)

    def _ask_order(self) -> None:
        if not self.is_narrowed:
            super()._ask_order()
            return
        self._work.ask(
            partial(note_list.numbers, text=self.text, state=self.state), self._order_came, lane="order"
        )
