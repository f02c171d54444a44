# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts of an annual report, read from the records that concern an organisation in a year.

What is confidential or removed is not printed and not counted, wherever it is named.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from coopdesk.errors import WorldError
from coopdesk.language import Language, using
from coopdesk.records.rules.calendar import FINISHED, LIVE, day_in, links
from coopdesk.records.rules.means import transparency
from coopdesk.records.rules.participation import HELD, PartOfWomen, part_of_women
from coopdesk.records.rules.promises import Balances, balances, in_year
from coopdesk.records.types.choices import STAGES
from coopdesk.records.types.notes import NOTE_KINDS
from coopdesk.records.values import Record
from coopdesk.reports.annual import days, plans, words
from coopdesk.reports.annual.facts import AgreementLine, AnnualFacts, StageCount, VisitLine
from coopdesk.reports.annual.map import flows_of, spots_of
from coopdesk.reports.moments import year_span
from coopdesk.reports.parts.exchanges import exchange_lines
from coopdesk.reports.parts.promises import promise_lines, side_counts
from coopdesk.reports.parts.targets import target_lines
from coopdesk.reports.relation import Relation
from coopdesk.reports.sources import Reader, Sources, shown

VISITS = ("partner_visit", "field_visit", "mission")


def gather(
    reader: Reader, organisation: str, year: int, language: Language, *, printed_on: date | None = None
) -> AnnualFacts:
    """The facts of an organisation's report on a year in the words of `language`; `printed_on` is
    today by default. Raises WorldError for a year that has not begun, and where there is no such
    organisation or it is confidential."""
    on = printed_on or date.today()
    if year > on.year:
        raise WorldError(
            "future_year",
            "The year {year} has not begun yet. Name a year up to {present}.",
            year=year,
            present=on.year,
        )
    with using(language):
        sources = Sources(reader)
        sources.organisation(organisation)
        relation = Relation(sources, sources.family(organisation))
        return _Gatherer(relation, organisation, year, on).facts()


class _Gatherer:
    def __init__(self, relation: Relation, organisation: str, year: int, on: date) -> None:
        self._relation = relation
        self._sources = relation.sources
        self._organisation = organisation
        self._year = year
        self._on = on
        self._until = min(on, date(year, 12, 31))
        self._agreements = [one for one in relation.agreements.values() if self._is_of_year(one)]
        self._partners = self._partners_of(one for one in self._agreements if one.one("stage") in LIVE)
        notes = relation.notes_since(date(year, 1, 1))
        self._notes = [one for one in notes if (day := day_in(one, "starts")) and day <= self._until]

    def facts(self) -> AnnualFacts:
        relation, sources, year = self._relation, self._sources, self._year
        exchanges = [
            one for one in relation.exchanges.values()
            if (day := day_in(one, "starts", "ends")) and day.year == year
        ]  # fmt: skip
        rows = [row for row in relation.attended if row.year == str(year)]
        both = balances(in_year(relation.promises, year), relation.ours, self._until)
        means = transparency(relation.contributions, relation.under("budget-line"), sources.reader.currency())
        return AnnualFacts(
            office=sources.reader.office_name(),
            city=sources.city_name(self._organisation),
            year=year,
            until=self._until,
            partners=tuple(self._active_partners()),
            active=sum(one.one("stage") == "active" for one in self._agreements),
            stages=tuple(self._stages()),
            agreements=tuple(self._agreement_lines()),
            spots=spots_of(sources, self._organisation, self._partners),
            flows=flows_of(relation, self._organisation, self._partners, rows),
            exchanges=exchange_lines(sources, exchanges, rows),
            held=sum(one.one("state") in HELD for one in exchanges),
            days=days.days_of(rows),
            women=part_of_women(rows, "year").get(str(year), PartOfWomen(0, 0, 0)),
            years=tuple(days.last_years(relation.attended, year)),
            themes=tuple(days.by_theme(rows)),
            notes=tuple(self._notes_by_kind()),
            visits=tuple(self._visits()),
            means=tuple(row for row in means if row.year == year),
            undated=sum(one.one("day") is None for one in relation.contributions),
            targets=target_lines(sources, self._indicators(), self._until),
            results=tuple(self._results()),
            sides=side_counts(both),
            late=len(both.we.late) + len(both.they.late),
            promises=promise_lines(sources, _ordered(both), self._until),
            difficulties=tuple(words.difficulties(self._notes)),
            lessons=tuple(words.lessons(self._notes, exchanges)),
            plan=tuple(plans.plan(relation, self._agreements, year + 1)),
            budget=tuple(row for row in means if row.year == year + 1 and "planned" in row.sums),
            reference=f"{year}",
            printed_on=self._on,
        )

    # --- agreements -----------------------------------------------------------------------

    def _is_of_year(self, agreement: Record) -> bool:
        """Not those that began after the year, nor those that were over before it."""
        begins, ends = day_in(agreement, "in_force_from", "signed_on"), day_in(agreement, "ends_on")
        if begins and begins > date(self._year, 12, 31):
            return False
        return agreement.one("stage") not in FINISHED or (ends is not None and ends.year >= self._year)

    def _active_partners(self) -> list[str]:
        """The names of the partners in active agreements."""
        partners = self._partners_of(one for one in self._agreements if one.one("stage") == "active")
        return sorted(filter(None, map(self._sources.city_name, partners)))

    def _stages(self) -> Iterator[StageCount]:
        for code, label in STAGES.items():
            if count := sum(one.one("stage") == code for one in self._agreements):
                yield StageCount(str(label), count)

    def _agreement_lines(self) -> Iterator[AgreementLine]:
        for one in sorted(self._agreements, key=_by_stage):
            yield AgreementLine(
                one.text("title") or one.text("reference"),
                ", ".join(filter(None, map(self._sources.city_name, self._partners_of([one])))),
                shown(one, "stage"),
                year_span(day_in(one, "in_force_from", "signed_on"), day_in(one, "ends_on")),
            )

    def _partners_of(self, agreements: Iterable[Record]) -> list[str]:
        """The other parties to agreements, each once."""
        found: dict[str, None] = {}
        for agreement in agreements:
            for party in self._sources.linked("party", "agreement", agreement.id):
                organisation = str(party.one("organisation") or "")
                if organisation and organisation not in self._relation.ours:
                    found[organisation] = None
        return list(found)

    # --- notes ----------------------------------------------------------------------------

    def _notes_by_kind(self) -> Iterator[tuple[str, int]]:
        for code, label in NOTE_KINDS.items():
            if count := sum(one.one("kind") == code for one in self._notes):
                yield str(label), count

    def _visits(self) -> Iterator[VisitLine]:
        for one in reversed(self._notes):
            day = day_in(one, "starts")
            if one.one("kind") in VISITS and day:
                others = sorted(links(one, "organisations") - self._relation.ours)
                partners = ", ".join(filter(None, map(self._sources.city_name, others)))
                yield VisitLine(day, shown(one, "kind"), one.text("title"), partners)

    # --- results --------------------------------------------------------------------------

    def _indicators(self) -> list[Record]:
        of_year = {one.id for one in self._agreements}
        return [one for one in self._relation.under("indicator") if str(one.one("agreement")) in of_year]

    def _results(self) -> Iterator[tuple[str, date | None]]:
        for one in sorted(
            self._relation.under("result"), key=lambda one: (str(one.one("day") or ""), one.id)
        ):
            day = day_in(one, "day")
            if day and day.year == self._year:
                yield one.text("title"), day


_NEAREST_FIRST = "active signed approved negotiating announced contact dormant ended abandoned".split()


def _by_stage(agreement: Record) -> tuple[int, str]:
    """Those in use first, then by how near they are to it; the finished ones last."""
    stage = str(agreement.one("stage"))
    at = _NEAREST_FIRST.index(stage) if stage in _NEAREST_FIRST else len(_NEAREST_FIRST)
    return at, agreement.text("title")


def _ordered(both: Balances) -> list[Record]:
    """What is late and owed first, ours before theirs; then what was kept; then what was broken."""
    sides = (both.we, both.they)
    return [
        *(one for side in sides for one in side.open),
        *(one for side in sides for one in side.kept),
        *(one for side in sides for one in side.broken),
    ]
