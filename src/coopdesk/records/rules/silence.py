# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Partners gone quiet, agreements that are only a sign at the gate, and proposals to call one dormant.

Sources: sign at the gate: Report of the mayors' meeting 2001, §2 (results instead of a sign);
the months are project rules.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date

from coopdesk.frozen import dataclass
from coopdesk.records.rules.calendar import (
    LIVE,
    Index,
    beginning,
    created_on,
    day_in,
    has_passed,
    in_use,
    links,
    whole_months,
)
from coopdesk.records.values import Record

SILENT_MONTHS = 6
GATE_MONTHS = 12

Days = Mapping[str, date]


@dataclass(frozen=True, slots=True)
class SilentPartner:
    """An organisation in a live agreement with no note for six months: `since` its last note,
    or the beginning of its newest live agreement (None: unknown), `months` full months ago."""

    organisation: str
    agreements: tuple[str, ...]
    last_note: date | None
    since: date | None
    months: int


@dataclass(frozen=True, slots=True)
class SignAtTheGate:
    """An active agreement of which nothing came for twelve months: `since` the last activity,
    or its beginning (None: unknown), `months` full months ago."""

    agreement: str
    last_activity: date | None
    since: date | None
    months: int


def silent_partners(
    on: date,
    *,
    agreements: Iterable[Record],
    parties: Iterable[Record],
    notes: Iterable[Record],
    ours: Container[str],
) -> list[SilentPartner]:
    """The organisations, other than `ours`, in a live agreement with no note for six months;
    the longest silent first. A note about the agreement counts for all its parties; notes of
    days to come don't count yet."""
    return silent_since(on, agreements=agreements, parties=parties, last=_last(_note_days(notes), on),
                        ours=ours)  # fmt: skip


def silent_since(
    on: date, *, agreements: Iterable[Record], parties: Iterable[Record], last: Days, ours: Container[str]
) -> list[SilentPartner]:
    """As `silent_partners`, where `last` has the newest note of organisations and agreements by id."""
    live = {agreement.id: agreement for agreement in in_use(agreements) if agreement.one("stage") in LIVE}
    found = (
        _silence(organisation, [live[id_] for id_ in ids], last, on)
        for organisation, ids in _agreements_of(parties, live).items()
        if organisation not in ours
    )
    silent = [one for one in found if one]
    return sorted(silent, key=lambda one: (one.since or date.min, one.organisation))


def signs_at_the_gate(
    on: date,
    *,
    agreements: Iterable[Record],
    notes: Iterable[Record],
    exchanges: Iterable[Record],
    contributions: Iterable[Record],
    measurements: Iterable[Record],
    promises: Iterable[Record],
    indicators: Index,
) -> list[SignAtTheGate]:
    """The active agreements with no note, exchange, contribution, measurement or kept promise
    for twelve months, the oldest first; exchanges that were cancelled don't count.

    `indicators`, by id, tell which agreement a measurement belongs to.
    """
    held = list(in_use(exchanges))
    last = _last(
        [
            *_note_days(notes),
            *_days((one for one in held if one.one("state") != "cancelled"), "agreement", "ends", "starts"),
            *_contribution_days(contributions, {exchange.id: exchange for exchange in held}),
            *_measurement_days(measurements, indicators),
            *_days((one for one in promises if one.one("state") == "kept"), "agreement", "kept_on"),
        ],
        on,
    )
    return gates_since(on, agreements=agreements, last=last)


def gates_since(on: date, *, agreements: Iterable[Record], last: Days) -> list[SignAtTheGate]:
    """As `signs_at_the_gate`, where `last` has the newest activity of agreements by id."""
    found = (_gate(one, last.get(one.id), on) for one in in_use(agreements) if one.one("stage") == "active")
    gates = [one for one in found if one]
    return sorted(gates, key=lambda one: (one.since or date.min, one.agreement))


def dormant_proposals(
    gates: Iterable[SignAtTheGate],
    silent: Iterable[SilentPartner],
    parties: Iterable[Record],
    ours: Container[str],
) -> list[SignAtTheGate]:
    """The signs at the gate of which every other party has gone quiet too: the desk proposes
    to call them dormant, a person decides. Source: project rule."""
    quiet = {one.organisation for one in silent}
    others: dict[str, set[str]] = defaultdict(set)
    for party in in_use(parties):
        partners = {one for one in links(party, "organisation") if one not in ours}
        others[str(party.one("agreement"))] |= partners
    return [gate for gate in gates if others[gate.agreement] and others[gate.agreement] <= quiet]


def _agreements_of(parties: Iterable[Record], live: Index) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for party in in_use(parties):
        agreement, organisation = str(party.one("agreement")), party.one("organisation")
        if organisation is not None and agreement in live and agreement not in found[str(organisation)]:
            found[str(organisation)].append(agreement)
    return {organisation: ids for organisation, ids in found.items() if ids}


def _silence(organisation: str, agreements: list[Record], last: Days, on: date) -> SilentPartner | None:
    ids = tuple(sorted(agreement.id for agreement in agreements))
    noted = max((last[id_] for id_ in (organisation, *ids) if id_ in last), default=None)
    begun = max((day for agreement in agreements if (day := beginning(agreement))), default=None)
    since = noted or begun
    if since is not None and not has_passed(since, SILENT_MONTHS, on):
        return None
    return SilentPartner(organisation, ids, noted, since, whole_months(since, on) if since else 0)


def _gate(agreement: Record, last: date | None, on: date) -> SignAtTheGate | None:
    since = last or beginning(agreement)
    if since is not None and not has_passed(since, GATE_MONTHS, on):
        return None
    return SignAtTheGate(agreement.id, last, since, whole_months(since, on) if since else 0)


_Activity = tuple[str, date]


def _last(days: Iterable[_Activity], on: date) -> dict[str, date]:
    last: dict[str, date] = {}
    for id_, day in days:
        if day <= on:
            last[id_] = max(day, last.get(id_, day))
    return last


def _note_days(notes: Iterable[Record]) -> Iterator[_Activity]:
    for note in in_use(notes):
        day = day_in(note, "starts") or created_on(note)
        if day is not None:
            yield from ((id_, day) for id_ in links(note, "organisations") | links(note, "agreements"))


def _days(records: Iterable[Record], link: str, *keys: str) -> Iterator[_Activity]:
    for record in in_use(records):
        day = day_in(record, *keys)
        if day is not None:
            yield from ((id_, day) for id_ in links(record, link))


def _contribution_days(contributions: Iterable[Record], exchanges: Index) -> Iterator[_Activity]:
    for contribution in in_use(contributions):
        day = day_in(contribution, "day") or created_on(contribution)
        exchange = exchanges.get(str(contribution.one("exchange")))
        through = links(exchange, "agreement") if exchange else frozenset()
        if day is not None:
            yield from ((id_, day) for id_ in links(contribution, "agreement") | through)


def _measurement_days(measurements: Iterable[Record], indicators: Index) -> Iterator[_Activity]:
    for measurement in in_use(measurements):
        day = day_in(measurement, "day")
        indicator = indicators.get(str(measurement.one("indicator")))
        if day is not None and indicator is not None:
            yield from ((id_, day) for id_ in links(indicator, "agreement"))
