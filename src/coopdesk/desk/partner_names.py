# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How partners are called in short on screens: a city hall by its city, others by their acronym."""

from collections.abc import Iterable

from coopdesk.desk.desk import Desk, Whose
from coopdesk.desk.naming import title_of_record
from coopdesk.language import figures
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record, show
from coopdesk.store import extents, reading


class Names:
    """Names of records for one question to the desk: each record is read once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._records: dict[str, Record] = {}
        self._titles: dict[str, str] = {}
        self.ours = reading.standing(desk.store.connection, desk.office.organisation)

    def fetch(self, ids: Iterable[str]) -> None:
        """Read many records at once, those that will be asked for."""
        wanted = {one for one in ids if one} - self._records.keys()
        self._records.update(extents.by_ids(self._desk.store.connection, wanted))

    def record(self, record_id: object) -> Record | None:
        """The record of an id, without stamps; None where there is none."""
        key = str(record_id or "")
        if key and key not in self._records:
            self.fetch([key])
        return self._records.get(key)

    def title(self, record_id: object) -> str:
        """The name of a record, "" where there is none."""
        key = str(record_id or "")
        if key not in self._titles:
            found = self.record(key)
            known = found is not None and found.type in BY_KEY
            self._titles[key] = title_of_record(self._desk, found) if found and known else ""
        return self._titles[key]

    def partner(self, organisation: object) -> str:
        """The short name of an organisation: Andenne, not Ville d’Andenne; AIMF."""
        found = self.record(organisation)
        if found is None or found.type != "organisation":
            return self.title(organisation)
        return self.short(found)

    def short(self, organisation: Record) -> str:
        """The short name of an organisation that is at hand."""
        if organisation.one("kind") == "city_hall" and organisation.one("place"):
            return self.title(organisation.one("place")) or self.title(organisation.id)
        return organisation.text("acronym") or organisation.text("name")

    def country(self, organisation: Record) -> str:
        """The code of the country an organisation's place lies in, "" where unknown."""
        place = self.record(organisation.one("place"))
        return str(place.one("country") or "") if place else ""


LONGEST_OFFICE = 16
"""Letters of an office's name that stand beside its country in the narrow column of the screens."""


def whose(desk: Desk) -> Whose:
    """Whose desk this is, in the current language: the city by its own record, and the office by its name
    where that is short, else by its kind, such as a city hall, with the country."""
    names = Names(desk)
    hall, office = names.record(names.ours), desk.office
    kind = (
        show(BY_KEY["organisation"].field("kind"), hall.values["kind"]) if hall and hall.one("kind") else ""
    )
    called = office.name if len(office.name) <= LONGEST_OFFICE else kind
    words = " · ".join(filter(None, (called or kind or office.name, figures.country(office.country))))
    return Whose(names.partner(names.ours) or office.city, words, office.name)
