# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""An open desk as reports read it."""

from datetime import date

from coopdesk.desk.desk import Desk
from coopdesk.desk.today import ldc_list
from coopdesk.language import current
from coopdesk.records.rules.countries import LdcSpell
from coopdesk.records.rules.people import readable_name
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import reading
from coopdesk.store.reading import Condition, Page


class DeskReader:
    """Answers what reports ask (coopdesk.reports.sources.Reader)."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._connection = desk.store.connection

    def record(self, type_key: str, id: str) -> Record | None:
        """The record with this id, None where there is none."""
        return self._desk.record(type_key, id)

    def every(self, type_key: str) -> list[Record]:
        """All records of a type that are not in the bin."""
        return reading.page(self._connection, BY_KEY[type_key], Page())

    def since(self, type_key: str, field: str, day: date) -> list[Record]:
        """The records of a type whose day or moment in a field is this one or later."""
        kind = BY_KEY[type_key]
        dated = Condition(kind.field(field), day.isoformat(), least=True)
        return reading.page(self._connection, kind, Page((dated,)))

    def linked(self, type_key: str, field: str, id: str) -> list[Record]:
        """The records of a type that link to this one, oldest first."""
        return self._desk.linked(type_key, field, id)

    def attached(self, hash: str) -> bytes:
        """The content of an attached file; raises WorldError where it is not on this machine."""
        return self._desk.attached(hash)

    def office_name(self) -> str:
        """How the office signs a page."""
        return self._desk.office_name()

    def our_organisation(self) -> str:
        """The organisation the office belongs to, or the one it was joined to; "" where none is set."""
        own = self._desk.our_organisation()
        return reading.standing(self._connection, own) if own else ""

    def currency(self) -> str:
        """The currency of the office's accounts."""
        return self._desk.office.currency

    def ldc_spells(self) -> tuple[LdcSpell, ...]:
        """The list of least developed countries as the office keeps it."""
        return ldc_list(self._desk)

    def title(self, type_key: str, id: str) -> str:
        """The name of a record in the current language, of a person in its script where it is known."""
        name = self._desk.title(type_key, id)
        person = self._desk.record(type_key, id) if type_key == "person" else None
        return readable_name(name, person.text("name_other_script"), current()) if person else name
