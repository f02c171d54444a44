# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts of a briefing, read from the records about a partner.

What is confidential or removed is not printed, wherever it is named.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from coopdesk.errors import WorldError
from coopdesk.language import N_, NC_, Language, figures, using
from coopdesk.records.kinds import day_of
from coopdesk.records.rules.calendar import day_in
from coopdesk.records.rules.distances import kilometres
from coopdesk.records.rules.people import is_unverified
from coopdesk.records.rules.promises import Balance, balances
from coopdesk.records.values import Record
from coopdesk.reports.briefing.facts import (
    BriefingFacts,
    ContactLine,
    DebtLine,
    Position,
    SideFacts,
)
from coopdesk.reports.briefing.people import people_of
from coopdesk.reports.briefing.together import Together
from coopdesk.reports.briefing.topics import to_raise
from coopdesk.reports.moments import is_to_come, written_out
from coopdesk.reports.relation import Relation
from coopdesk.reports.sources import Reader, Sources, shown

_COUNTRY = N_("Country")
_INHABITANTS = N_("Inhabitants")
_LANGUAGES = N_("Languages")
_RELATION = NC_("of partners", "Relation")
_DISTANCE = N_("Distance")
_VERIFIED = N_("Verified on")
_LDC = N_("LDC")
_NOT_VERIFIED = N_("Not verified")
_SHORT_ID = 8
_ONE_LINE = 90


def gather(
    reader: Reader,
    organisation: str,
    language: Language,
    *,
    printed_on: date | None = None,
    now: datetime | None = None,
) -> BriefingFacts:
    """The facts of a briefing on a partner, in the words of `language`; `printed_on` is today by
    default, and `now`, which tells what of that day is still to come, this moment. Raises WorldError
    where there is no such organisation, where it is confidential, and where it is our own."""
    with using(language):
        sources = Sources(reader)
        partner = sources.organisation(organisation)
        ours = sources.family(reader.our_organisation())
        if organisation in ours:
            raise WorldError(
                "own_briefing",
                "A briefing is about a partner; {name} is our own organisation. Name another one.",
                name=sources.name("organisation", organisation),
            )
        relation = Relation(sources, ours, sources.family(organisation))
        return _Gatherer(
            sources, partner, relation, printed_on or date.today(), now or datetime.now(UTC)
        ).facts()


class _Gatherer:
    def __init__(
        self, sources: Sources, partner: Record, relation: Relation, on: date, now: datetime
    ) -> None:
        self._sources = sources
        self._partner = partner
        self._relation = relation
        self._on = on
        self._now = now
        self._place = sources.record("place", partner.one("place"))
        self._our_place = self._place_of(sources.reader.our_organisation())
        self._notes = relation.notes_about_them()
        self._together = Together(relation, on)

    def facts(self) -> BriefingFacts:
        sources, on = self._sources, self._on
        name = sources.city_name(self._partner.id)
        both = balances(self._relation.promises, self._relation.ours, on)
        next_meeting = self._next_meeting()
        people = people_of(sources, self._relation.theirs, next_meeting, on)
        needs, offers = self._listings()
        return BriefingFacts(
            office=sources.reader.office_name(),
            title=name,
            subtitle=self._subtitle(name, next_meeting),
            opening=tuple(self._together.sentences(both, self._last_contact())),
            presentation=self._partner.text("presentation")
            or (self._place.text("presentation") if self._place else ""),
            people=people.lines,
            agreements=tuple(self._together.agreement_lines()),
            years=tuple(self._together.years()),
            achieved=tuple(self._together.achieved()),
            we=_side(sources.city_name(sources.reader.our_organisation()), both.we),
            they=_side(name, both.they),
            lines=tuple(self._lines()),
            ours_at=_position(sources, self._our_place),
            theirs_at=_position(sources, self._place),
            contacts=tuple(self._contacts()),
            needs=tuple(one.text("title") for one in needs),
            offers=tuple(one.text("title") for one in offers),
            to_raise=tuple(
                to_raise(
                    self._relation, both, on, people.ending, needs, self._last_contact(), self._is_stale()
                )
            ),
            reference=self._partner.id[:_SHORT_ID],
            printed_on=on,
        )

    def _place_of(self, organisation: str) -> Record | None:
        ours = self._sources.record("organisation", organisation)
        return self._sources.record("place", ours.one("place")) if ours else None

    # --- meetings -------------------------------------------------------------------------

    def _next_meeting(self) -> Record | None:
        """The next note that is still to come."""
        coming = [one for one in self._notes if is_to_come(one, self._on, self._now)]
        return coming[-1] if coming else None

    def _subtitle(self, name: str, meeting: Record | None) -> str:
        if meeting:
            starts, ends = str(meeting.one("starts")), str(meeting.one("ends") or "")
            where = meeting.text("venue") or self._sources.name("place", meeting.one("place"))
            title, when = meeting.text("title"), written_out(starts, ends)
            full = ", ".join(filter(None, [title, when, where]))
            return full if len(full) <= _ONE_LINE else ", ".join(filter(None, [title, when]))
        own = self._sources.name("organisation", self._partner.id)
        city = self._sources.name("place", self._partner.one("place"))
        found = [
            own if own != name else shown(self._partner, "kind"),
            city if city not in (name, own) else "",
        ]
        return " · ".join(filter(None, found))

    def _last_contact(self) -> date | None:
        return max((one.day for one in self._contacts()), default=None)

    def _contacts(self) -> list[ContactLine]:
        notes = (
            ContactLine(day, one.text("title"))
            for one in self._notes
            if (day := day_in(one, "starts")) and not is_to_come(one, self._on, self._now)
        )
        exchanges = (
            ContactLine(day, one.text("title"))
            for one in self._relation.exchanges.values()
            if one.one("state") == "done" and (day := day_in(one, "ends", "starts")) and day <= self._on
        )
        return sorted([*notes, *exchanges], key=lambda line: line.day, reverse=True)

    # --- short facts ----------------------------------------------------------------------

    def _lines(self) -> Iterator[tuple[str, str]]:
        place = self._place
        if place:
            yield from self._lines_of(place)
        elif self._partner.many("working_languages"):
            yield str(_LANGUAGES), shown(self._partner, "working_languages")
        if direction := self._together.direction(self._our_place, place):
            yield str(_RELATION), direction
        positions = [str(one.one("coordinates") or "") for one in (self._our_place, place) if one]
        if len(positions) == 2 and all(positions):
            yield str(_DISTANCE), _in_kilometres(kilometres(*positions))
        verified = self._partner.one("verified_on")
        yield (
            str(_VERIFIED),
            figures.day(day_of(verified), short=True) if verified else str(_NOT_VERIFIED),
        )

    def _lines_of(self, place: Record) -> Iterator[tuple[str, str]]:
        if country := place.one("country"):
            mark = f" ({_LDC})" if self._together.is_ldc(str(country)) else ""
            yield str(_COUNTRY), shown(place, "country") + mark
        if place.one("population") is not None:
            yield str(_INHABITANTS), shown(place, "population")
        languages = shown(place, "languages") or shown(self._partner, "working_languages")
        if languages:
            yield str(_LANGUAGES), languages

    def _is_stale(self) -> bool:
        return is_unverified(self._partner, self._on)

    # --- needs and offers -----------------------------------------------------------------

    def _listings(self) -> tuple[list[Record], list[Record]]:
        """Their open needs and offers."""
        open_ones = [
            one
            for id in self._relation.theirs
            for one in self._sources.linked("listing", "organisation", id)
            if one.one("state") in (None, "open", "in_discussion") and _runs(one, self._on)
        ]
        return (
            [one for one in open_ones if one.one("kind") == "need"],
            [one for one in open_ones if one.one("kind") == "offer"],
        )


def _in_kilometres(distance: int) -> str:
    from babel.units import format_unit

    shown = format_unit(distance, "length-kilometer", length="short", locale=figures.here())
    return shown.replace(" ", figures.NO_BREAK)


def _runs(listing: Record, on: date) -> bool:
    until = day_in(listing, "until")
    return until is None or on <= until


def _side(name: str, balance: Balance) -> SideFacts:
    owed = tuple(
        DebtLine(one.text("what"), day_in(one, "due_on"), late=one in balance.late) for one in balance.open
    )
    return SideFacts(name, balance.made, len(balance.kept), len(balance.broken), owed)


def _position(sources: Sources, place: Record | None) -> Position | None:
    if place is None or not place.one("coordinates"):
        return None
    latitude, longitude = str(place.one("coordinates")).split(",")
    name = sources.name("place", place.id)
    return Position(name, float(latitude), float(longitude), str(place.one("country") or ""))
