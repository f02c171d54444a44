# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who has gone quiet, and which agreements are only a sign at the gate: asked of the store by day, so
that old notes are not read."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from coopdesk.desk.desk import Desk
from coopdesk.records.rules.calendar import LIVE, add_months, links
from coopdesk.records.rules.silence import (
    GATE_MONTHS,
    SILENT_MONTHS,
    SignAtTheGate,
    SilentPartner,
    gates_since,
    silent_since,
)
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import reading, watching
from coopdesk.store.watching import Source

NOTES_OF_ORGANISATIONS = Source(BY_KEY["note"], "organisations", ("starts",), saved=True)
NOTES_OF_AGREEMENTS = Source(BY_KEY["note"], "agreements", ("starts",), saved=True)
ACTIVITY = (
    NOTES_OF_AGREEMENTS,
    Source(BY_KEY["exchange"], "agreement", ("ends", "starts"), never="cancelled"),
    Source(BY_KEY["contribution"], "agreement", ("day",), saved=True),
    Source(BY_KEY["promise"], "agreement", ("kept_on",), only="kept"),
)
"""What shows that an agreement lives, by its own link to it."""
THROUGH = (
    ("exchange", Source(BY_KEY["contribution"], "exchange", ("day",), saved=True)),
    ("indicator", Source(BY_KEY["measurement"], "indicator", ("day",))),
)
"""What shows it by a link to something that belongs to the agreement."""


def live_agreements(desk: Desk) -> list[Record]:
    """The agreements of a live stage, with their stamps where no day of their own says when they began."""
    found = watching.of_states(desk.store.connection, BY_KEY["agreement"], "stage", sorted(LIVE))
    return [_stamped(desk, one) for one in found]


def _stamped(desk: Desk, agreement: Record) -> Record:
    if agreement.one("in_force_from") or agreement.one("signed_on"):
        return agreement
    whole = desk.record("agreement", agreement.id)
    return replace(agreement, created=whole.created) if whole else agreement


def ours(desk: Desk) -> frozenset[str]:
    """The id of our own organisation, as it stands after any joining."""
    return frozenset({reading.standing(desk.store.connection, desk.office.organisation)})


def silent(desk: Desk, on: date, agreements: Iterable[Record] | None = None) -> list[SilentPartner]:
    """The partners gone quiet on a day; `agreements` are the live ones where they are at hand."""
    live = live_agreements(desk) if agreements is None else list(agreements)
    connection = desk.store.connection
    parties = watching.columns(connection, BY_KEY["party"], "agreement", "organisation")
    wanted = {one.id for one in live}
    parties = [one for one in parties if one.one("agreement") in wanted]
    last = _heard(desk, (NOTES_OF_ORGANISATIONS, NOTES_OF_AGREEMENTS), add_months(on, -SILENT_MONTHS), on)
    quiet = {str(one.one("organisation")) for one in parties} - last.keys()
    _add(last, watching.last_days(connection, NOTES_OF_ORGANISATIONS, quiet, on.isoformat()))
    still = {str(one.one("agreement")) for one in parties if one.one("organisation") in quiet} - last.keys()
    _add(last, watching.last_days(connection, NOTES_OF_AGREEMENTS, still, on.isoformat()))
    return silent_since(on, agreements=live, parties=parties, last=last, ours=ours(desk))


def gates(desk: Desk, on: date, agreements: Iterable[Record] | None = None) -> list[SignAtTheGate]:
    """The active agreements of which nothing came for twelve months."""
    live = live_agreements(desk) if agreements is None else agreements
    active = [one for one in live if one.one("stage") == "active"]
    last = _heard(desk, ACTIVITY, add_months(on, -GATE_MONTHS), on)
    quiet = {one.id for one in active} - last.keys()
    for source in ACTIVITY:
        _add(last, watching.last_days(desk.store.connection, source, quiet, on.isoformat()))
    for through, source in THROUGH:
        _add(last, _through(desk, through, source, quiet, on))
    return gates_since(on, agreements=active, last=last)


def _heard(desk: Desk, sources: Iterable[Source], since: date, on: date) -> dict[str, date]:
    last: dict[str, date] = {}
    for source in sources:
        first = since + timedelta(days=1)
        found = watching.heard_of(desk.store.connection, source, first.isoformat(), on.isoformat())
        # A day that only a moment of saving gives is not found here; `last_days` finds it.
        _add(last, {key: day for key, day in found.items() if day <= on.isoformat()})
    return last


def _through(desk: Desk, through: str, source: Source, agreements: set[str], on: date) -> dict[str, str]:
    connection = desk.store.connection
    between = watching.linked_from(connection, BY_KEY[through], "agreement", agreements)
    belongs = {one.id: sorted(links(one, "agreement")) for one in between}
    found: dict[str, str] = {}
    for key, day in watching.last_days(connection, source, belongs, on.isoformat()).items():
        for agreement in belongs.get(key, ()):
            found[agreement] = max(day, found.get(agreement, day))
    return found


def _add(last: dict[str, date], found: Mapping[str, str]) -> None:
    for key, text in found.items():
        day = date.fromisoformat(text)
        last[key] = max(day, last.get(key, day))
