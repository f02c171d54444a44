# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which records concern an organisation, or what lies between two: agreements, exchanges,
promises, contributions and notes, as far as they may be printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from coopdesk.records.rules.calendar import links
from coopdesk.records.rules.participation import Attended, attended
from coopdesk.records.values import Record
from coopdesk.reports.sources import Sources


@dataclass(frozen=True)
class Relation:
    """What concerns the organisations `ours` and, where any are given, `theirs` as well."""

    sources: Sources
    ours: frozenset[str]
    theirs: frozenset[str] = frozenset()

    @cached_property
    def agreements(self) -> dict[str, Record]:
        """The agreements that we, and they, are parties to, by id."""
        found: dict[str, set[str]] = {}
        for party in self.sources.every("party"):
            found.setdefault(str(party.one("agreement")), set()).add(str(party.one("organisation")))
        known = self.sources.index("agreement")
        return {id: known[id] for id, parties in found.items() if id in known and self._joins(parties)}

    @cached_property
    def exchanges(self) -> dict[str, Record]:
        """The exchanges under these agreements, or between us and them, by id."""
        return {
            one.id: one
            for one in self.sources.every("exchange")
            if str(one.one("agreement")) in self.agreements
            or self._joins(links(one, "knowledge_from") | links(one, "knowledge_to"))
        }

    @cached_property
    def attended(self) -> list[Attended]:
        """Who took part in these exchanges."""
        return attended(
            [
                one
                for one in self.sources.every("participation")
                if str(one.one("exchange")) in self.exchanges
            ],
            exchanges=self.exchanges,
            # Only their sex is read: it counts for those as well whose names are not printed.
            persons={one.id: one for one in self.sources.reader.every("person")},
            ours=self.ours,
        )

    @cached_property
    def promises(self) -> list[Record]:
        """The promises under these agreements; with partners named, only theirs and ours."""
        sides = self.ours | self.theirs
        return [
            one
            for one in self.sources.every("promise")
            if str(one.one("agreement")) in self.agreements and (not self.theirs or one.one("from") in sides)
        ]

    @cached_property
    def contributions(self) -> list[Record]:
        """The movements of means for these agreements and exchanges, or between us and them."""
        return [
            one
            for one in self.sources.every("contribution")
            if str(one.one("agreement")) in self.agreements
            or str(one.one("exchange")) in self.exchanges
            or self._joins({str(one.one("from")), str(one.one("to"))})
        ]

    def under(self, type_key: str) -> list[Record]:
        """The records of a type that belong to these agreements."""
        return [one for one in self.sources.every(type_key) if str(one.one("agreement")) in self.agreements]

    def notes_since(self, day: date) -> list[Record]:
        """The notes since a day about these agreements or about us, the newest first; for the
        office's own organisation all that the office has taken."""
        found = self.sources.since("note", "starts", day)
        if self.sources.reader.our_organisation() in self.ours:
            return _newest_first(found)
        return _newest_first(
            one
            for one in found
            if self.ours & links(one, "organisations") or self.agreements.keys() & links(one, "agreements")
        )

    def notes_about_them(self) -> list[Record]:
        """All dated notes about them or about these agreements, the newest first."""
        found = [
            *(one for id in self.theirs for one in self.sources.linked("note", "organisations", id)),
            *(one for id in self.agreements for one in self.sources.linked("note", "agreements", id)),
        ]
        return _newest_first({one.id: one for one in found if one.one("starts")}.values())

    def _joins(self, organisations: set[str] | frozenset[str]) -> bool:
        """Whether we are among these organisations, and they too where any are meant."""
        return bool(self.ours & organisations) and (not self.theirs or bool(self.theirs & organisations))


def _newest_first(notes: Iterable[Record]) -> list[Record]:
    return sorted(notes, key=lambda one: (str(one.one("starts")), one.id), reverse=True)
