# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editor of links, found by typing a name."""

from collections.abc import Callable, Mapping
from functools import partial

from coopdesk.desk.entering import Entered
from coopdesk.language import N_
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Link
from coopdesk.ui.editors.texts import TextEditor
from coopdesk.ui.finding import Finder, Found, found_records
from coopdesk.ui.work import Outcome, Work

TYPE_A_NAME = N_("Type a name")


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
