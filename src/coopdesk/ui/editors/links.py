# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editor of links, found by typing a name."""

from collections.abc import Callable, Mapping
from functools import partial

from coopdesk.desk.desk import Desk
from coopdesk.desk.entering import Entered
from coopdesk.language import N_, sentence
from coopdesk.records.declaration import Field
from coopdesk.records.kinds import Link
from coopdesk.ui.editors import new_link
from coopdesk.ui.editors.texts import TextEditor
from coopdesk.ui.finding import Finder, Found, found_records
from coopdesk.ui.panel import wrapped_label
from coopdesk.ui.work import Done, Failure, Outcome, Work

TYPE_A_NAME = N_("Type a name")


def found_or_new(desk: Desk, types: tuple[str, ...], text: str) -> list[Found]:
    """The records of these types that a text finds, then the offer to create one of this name."""
    found = found_records(desk, types, text)
    return [*found, *new_link.offers(types, text, found)]


class LinkEditor(TextEditor):
    """Another record, by its name; what is typed without choosing is looked up when saved."""

    def __init__(self, what: Field, work: Work) -> None:
        super().__init__(what, work)
        self._work = work
        self._types = what.kind.to if isinstance(what.kind, Link) else ()
        self._id, self._name, self._name_to_make = "", "", ""
        self.line.setPlaceholderText(str(TYPE_A_NAME))
        self.may_make = True
        """Whether a name that is not there may become a record: not where one only looks for it."""
        self.finder = Finder(self.line, self._ask)
        self.finder.picked.connect(self._chosen)
        self.refusal = wrapped_label("error")
        self.refusal.hide()
        self.lines.addWidget(self.refusal)

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
        find = found_or_new if self.may_make else found_records
        self._work.ask(partial(find, types=self._types, text=text), receiver, lane="finding")

    def _chosen(self, found: Found) -> None:
        if found.key:
            self._link(found)
            return
        self._name_to_make = " ".join(self.line.text().split())
        self._work.do(new_link.making(found, self._name_to_make), self._made)

    def _made(self, outcome: Outcome[Done[str]]) -> None:
        """The new record is linked; where it was refused, what is typed stays and it is said why."""
        if isinstance(outcome, Failure):
            self.refusal.setText(sentence(outcome.error))
            self.refusal.show()
            return
        self._link(Found(outcome.value.value, self._name_to_make))

    def _link(self, found: Found) -> None:
        self.refusal.hide()
        self.put(found.key, {found.key: found.name})
        self.changed.emit()
        self.picked.emit(found.key, found.name)
