# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What reports read: the desk through a protocol, and of it only what may leave the office."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from coopdesk.errors import WorldError
from coopdesk.language import figures
from coopdesk.records.kinds import Scalar
from coopdesk.records.rules.confidential import may_leave
from coopdesk.records.rules.countries import LdcSpell
from coopdesk.records.rules.people import present_posts
from coopdesk.records.types import record_type
from coopdesk.records.values import Record, show


class Reader(Protocol):
    """What reports about more than one record ask of the desk."""

    def record(self, type_key: str, id: str) -> Record | None:
        """The record with this id, None where there is none."""
        ...

    def every(self, type_key: str) -> list[Record]:
        """All records of a type that are not removed."""
        ...

    def since(self, type_key: str, field: str, day: date) -> list[Record]:
        """The records of a type whose day or moment in a field is this one or later."""
        ...

    def linked(self, type_key: str, field: str, id: str) -> list[Record]:
        """The records of a type whose link, or set of links, holds this id; none that is removed;
        the oldest first."""
        ...

    def office_name(self) -> str:
        """The office as it calls itself."""
        ...

    def our_organisation(self) -> str:
        """The id of the organisation that the office belongs to, "" where none is set."""
        ...

    def currency(self) -> str:
        """The code of the currency that the office keeps its accounts in, "" where none is set."""
        ...

    def ldc_spells(self) -> tuple[LdcSpell, ...]:
        """The dated list of least developed countries."""
        ...

    def title(self, type_key: str, id: str) -> str:
        """The name of a record in the current language, "" where it has none."""
        ...


class Sources:
    """The records that may be printed; each type is read once. `reader` stays at hand for what
    concerns the office itself."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self._every: dict[str, list[Record]] = {}
        self._found: dict[tuple[str, str], Record | None] = {}

    def record(self, type_key: str, id: Scalar | None) -> Record | None:
        """A record that may be printed, else None."""
        found = self._find(type_key, str(id)) if id else None
        return found if found and may_leave(found, self._find) else None

    def organisation(self, id: str) -> Record:
        """The organisation a report is about; raises WorldError where there is none, or where it is
        confidential."""
        found = self.reader.record("organisation", id)
        if found is None or found.removed:
            raise WorldError(
                "no_organisation", "There is no organisation {id}. See the list of organisations.", id=id
            )
        if found.one("confidential"):
            raise WorldError(
                "confidential_organisation",
                "The organisation {name} is confidential and is not printed. Take the mark off first.",
                name=self.reader.title("organisation", id),
            )
        return found

    def every(self, type_key: str) -> list[Record]:
        """All records of a type that may be printed."""
        if type_key not in self._every:
            read = self.reader.every(type_key)
            self._found |= {(type_key, one.id): one for one in read}
            self._every[type_key] = self._printable(read)
        return self._every[type_key]

    def since(self, type_key: str, field: str, day: date) -> list[Record]:
        """Those of a type whose day in a field is this one or later, and that may be printed."""
        return self._printable(self.reader.since(type_key, field, day))

    def linked(self, type_key: str, field: str, id: str) -> list[Record]:
        """Those of a type that link to a record and may be printed, the oldest first."""
        return self._printable(self.reader.linked(type_key, field, id))

    def index(self, type_key: str) -> dict[str, Record]:
        """All records of a type that may be printed, by id."""
        return {one.id: one for one in self.every(type_key)}

    def name(self, type_key: str, id: Scalar | None) -> str:
        """The name of a record in the current language; "" where it may not be printed."""
        return self.reader.title(type_key, str(id)) if self.record(type_key, id) else ""

    def names(self, type_key: str, ids: Iterable[Scalar]) -> str:
        """The names of records, listed as the language does."""
        return figures.listed([name for id in ids if (name := self.name(type_key, id))])

    def family(self, organisation: str) -> frozenset[str]:
        """An organisation and all that stand below it, confidential ones too: their promises and
        days count on its side; empty where the id is ""."""
        if not organisation:
            return frozenset()
        below: dict[str, list[str]] = {}
        for one in self.reader.every("organisation"):
            below.setdefault(str(one.one("parent_organisation") or ""), []).append(one.id)
        found, todo = {organisation}, [organisation]
        while todo:
            new = [id for id in below.get(todo.pop(), []) if id not in found]
            found.update(new)
            todo += new
        return frozenset(found)

    def post(self, person: Scalar | None, at: Iterable[str], on: date) -> Record | None:
        """The post of a person on a day: in one of the organisations `at` before others, then the
        newest; None where none is known."""
        held = present_posts(self.linked("post", "person", str(person)), on) if person else []
        near = frozenset(at)
        return next((one for one in held if one.one("organisation") in near), held[0] if held else None)

    def city_name(self, organisation: str) -> str:
        """What people call a partner: a city hall by its city, any other by its own name."""
        record = self.record("organisation", organisation)
        if record is None:
            return ""
        city = self.name("place", record.one("place")) if record.one("kind") == "city_hall" else ""
        return city or self.name("organisation", organisation)

    def _find(self, type_key: str, id: str) -> Record | None:
        key = (type_key, id)
        if key not in self._found:
            self._found[key] = self.reader.record(type_key, id)
        return self._found[key]

    def _printable(self, records: Iterable[Record]) -> list[Record]:
        return [one for one in records if may_leave(one, self._find)]


def shown(record: Record, key: str) -> str:
    """A field as people read it in the current language, "" where it is empty; no links."""
    value = record.values.get(key)
    return "" if value is None else show(record_type(record.type).by_key[key], value)


def named(agreement: Record) -> str:
    """What an agreement is called on paper: its title, else its reference."""
    return agreement.text("title") or agreement.text("reference")


def in_a_row(record: Record, key: str) -> str:
    """The choices of a set in one line and small letters: eau, inspection sanitaire."""
    what = record_type(record.type).by_key[key].kind
    return ", ".join(text[:1].lower() + text[1:] for text in map(what.show, record.many(key)))
