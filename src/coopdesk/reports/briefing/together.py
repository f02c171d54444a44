# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What two partners have agreed and done together, told in lines and short sentences."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from coopdesk.language import N_, figures
from coopdesk.records.rules.calendar import FINISHED, beginning, day_in
from coopdesk.records.rules.countries import is_ldc, north_south
from coopdesk.records.rules.due import agreements_ending
from coopdesk.records.rules.means import received_of_pledged
from coopdesk.records.rules.participation import LEARNING, Direction, person_days
from coopdesk.records.rules.promises import Balances
from coopdesk.records.types.choices import DIRECTIONS
from coopdesk.records.values import Record
from coopdesk.reports.briefing.facts import AgreementLine, Point, YearLine
from coopdesk.reports.moments import year_span
from coopdesk.reports.relation import Relation
from coopdesk.reports.sources import in_a_row, named, shown

_SINCE = N_("Partners since {year}.")
_TRAINED = N_("People trained together: {n}, of whom women: {women}.")
_ENDS = N_("{title}: ends on {day}.")
_ENDED = N_("{title}: ended on {day}.")
_LATE_OURS = N_("Our promise, late since {day}: {what}.")
_LATE_THEIRS = N_("Their promise, late since {day}: {what}.")
_LAST = N_("Last contact: {day}.")
_NO_AGREEMENT = N_("There is no agreement between us yet.")
_PEOPLE = N_("People trained: {n}")
_WOMEN = N_("of whom women: {n}")
_RECEIVED = N_("Received: {amount}")
_OF_PLEDGED = N_("{percent} of what was pledged")
_MOST_RESULTS = 2
_YEARS = 5


class Together:
    """The agreements, exchanges, means and results between us and a partner, as of a day."""

    def __init__(self, relation: Relation, on: date) -> None:
        self._relation = relation
        self._on = on
        live = [one for one in relation.agreements.values() if one.one("stage") not in FINISHED]
        self._live = sorted(live, key=lambda one: (one.one("stage") != "active", -_ordinal(beginning(one))))

    def is_ldc(self, country: str) -> bool:
        """Whether a country is among the least developed now."""
        return is_ldc(country, self._on, self._relation.sources.reader.ldc_spells())

    def direction(self, ours: Record | None, theirs: Record | None) -> str:
        """North–South or another kind of cooperation, in words; "" where it cannot be told."""
        override = next((str(one.one("direction")) for one in self._live if one.one("direction")), "")
        countries = [
            [str(one.one("country"))] if one and one.one("country") else [] for one in (ours, theirs)
        ]
        spells = self._relation.sources.reader.ldc_spells()
        kind = north_south(countries[0], countries[1], self._on, spells, override)
        return str(DIRECTIONS[kind]) if kind else ""

    def agreement_lines(self) -> Iterator[AgreementLine]:
        """The agreements that are not finished, those in use first, then the newest."""
        for one in self._live:
            themes = in_a_row(one, "themes")
            about = themes if one.one("stage") == "active" and themes else shown(one, "stage")
            years = year_span(day_in(one, "in_force_from", "signed_on"), day_in(one, "ends_on"))
            yield AgreementLine(named(one), about, years)

    def years(self) -> Iterator[YearLine]:
        """Person-days given and received in the last years, from the first that has any."""
        rows = self._relation.attended
        given = person_days([row for row in rows if row.direction is Direction.GIVEN], "year")
        received = person_days([row for row in rows if row.direction is Direction.RECEIVED], "year")
        since = self._on.year - _YEARS + 1
        days = {**given, **received}.keys()
        known = [int(year) for year in days if year and (given.get(year) or received.get(year))]
        first = min((year for year in known if year >= since), default=self._on.year + 1)
        none = Decimal(0)
        for year in range(first, self._on.year + 1):
            yield YearLine(year, given.get(str(year), none), received.get(str(year), none))

    def sentences(self, both: Balances, last_contact: date | None) -> Iterator[str]:
        """The opening: since when, what was done, what ends, what is late, the last contact."""
        begun = [day for one in self._relation.agreements.values() if (day := beginning(one))]
        if not self._relation.agreements:
            yield str(_NO_AGREEMENT)
        elif begun:
            yield _SINCE.format(year=min(begun).year)
        people, women = self._trained()
        if people:
            yield _TRAINED.format(n=figures.number(people), women=figures.number(women))
        for item in agreements_ending(self._live, self._on)[:1]:
            title = named(self._relation.agreements[item.id])
            ends = _ENDS if item.days >= 0 else _ENDED
            yield ends.format(title=title, day=figures.day(item.on))
        for late, words in ((both.we.late, _LATE_OURS), (both.they.late, _LATE_THEIRS)):
            for one in late[:1]:
                yield words.format(what=_bare(one.text("what")), day=figures.day(_due(one)))
        if last_contact and not both.we.late + both.they.late:
            yield _LAST.format(day=figures.day(last_contact))

    def achieved(self) -> Iterator[Point]:
        """People trained, the last results, means received."""
        people, women = self._trained()
        if people:
            yield Point(_PEOPLE.format(n=figures.number(people)), _WOMEN.format(n=figures.number(women)))
        results = sorted(
            self._relation.under("result"), key=lambda one: (str(one.one("day") or ""), one.id), reverse=True
        )
        for one in results[:_MOST_RESULTS]:
            day = day_in(one, "day")
            yield Point(one.text("title"), str(day.year) if day else "")
        theirs = [one for one in self._relation.contributions if self._is_theirs(one)]
        currency = self._relation.sources.reader.currency()
        sums = received_of_pledged(theirs, currency)
        if sums:
            amounts = figures.listed([figures.money(amount, code) for code, (amount, _) in sums.items()])
            percent = next(iter(sums.values()))[1] if len(sums) == 1 else None
            rest = _OF_PLEDGED.format(percent=figures.percent(percent)) if percent is not None else ""
            yield Point(_RECEIVED.format(amount=amounts), rest)

    def _is_theirs(self, contribution: Record) -> bool:
        """Whether means came from them; what we gave back of those counts with them."""
        return contribution.one("from") not in self._relation.ours or (
            contribution.one("step") == "returned" and contribution.one("to") not in self._relation.ours
        )

    def _trained(self) -> tuple[int, int]:
        """How many took part in exchanges to learn, and how many of them were women."""
        rows = [row for row in self._relation.attended if row.role in LEARNING]
        return sum(row.persons for row in rows), sum(row.persons for row in rows if row.sex == "woman")


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else 0


def _due(promise: Record) -> date:
    return day_in(promise, "due_on") or date.max


def _bare(text: str) -> str:
    """A text without its full stop, for a sentence that brings its own."""
    return text.rstrip(". ")
