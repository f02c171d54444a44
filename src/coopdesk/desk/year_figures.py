# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small figures of a year on the screen Today: knowledge, women, contributions, promises.

Source of what counts: records.rules.participation, means and promises.
"""

from datetime import date
from decimal import Decimal

from coopdesk.desk import quiet
from coopdesk.desk.desk import Desk
from coopdesk.frozen import dataclass
from coopdesk.records.rules.means import in_currency
from coopdesk.records.rules.participation import Direction, attended, part_of_women, person_days
from coopdesk.records.rules.promises import balances, in_year
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import extents, watching


@dataclass(frozen=True, slots=True)
class Promised:
    """The promises of one side: kept, still owed (late ones too), broken."""

    kept: int = 0
    due: int = 0
    broken: int = 0

    @property
    def all(self) -> int:
        """How many there are."""
        return self.kept + self.due + self.broken


@dataclass(frozen=True, slots=True)
class YearFigures:
    """Person-days given and received, the part of women in per cent (None: no sex is known), what
    was received and pledged in the office's currency, and the promises of both sides."""

    year: int
    given: Decimal
    received: Decimal
    women: int | None
    currency: str
    money: Decimal
    pledged: Decimal
    ours: Promised
    theirs: Promised

    @property
    def kept(self) -> int:
        """Promises kept by both sides."""
        return self.ours.kept + self.theirs.kept

    @property
    def promised(self) -> int:
        """Promises of both sides."""
        return self.ours.all + self.theirs.all


def year_figures(desk: Desk, on: date) -> YearFigures:
    """The figures of the year a day lies in, of the whole year."""
    first, last = date(on.year, 1, 1).isoformat(), date(on.year, 12, 31).isoformat()
    days, women = _learning(desk, first, last)
    money, pledged = _means(desk, first, last)
    ours, theirs = _promises(desk, on)
    return YearFigures(
        year=on.year,
        given=days.get(Direction.GIVEN, Decimal(0)),
        received=days.get(Direction.RECEIVED, Decimal(0)),
        women=women,
        currency=desk.office.currency,
        money=money,
        pledged=pledged,
        ours=ours,
        theirs=theirs,
    )


def _learning(desk: Desk, first: str, last: str) -> tuple[dict[str, Decimal], int | None]:
    connection = desk.store.connection
    held = {one.id: one for one in watching.in_window(connection, BY_KEY["exchange"], "starts", first, last)}
    present = watching.linked_from(connection, BY_KEY["participation"], "exchange", held)
    people = extents.by_ids(connection, (str(one.one("person")) for one in present if one.one("person")))
    rows = attended(present, exchanges=held, persons=people, ours=quiet.ours(desk))
    parts = part_of_women(rows, "year")
    percent = next((part.percent for part in parts.values()), None)
    return person_days(rows, "direction"), None if percent is None else int(percent)


def _means(desk: Desk, first: str, last: str) -> tuple[Decimal, Decimal]:
    """Received and pledged, in the office's currency; what has no rate to it is left out."""
    entries = watching.in_window(
        desk.store.connection,
        BY_KEY["contribution"],
        "day",
        first,
        last,
        states=(),
    )
    sums = {"received": Decimal(0), "pledged": Decimal(0)}
    for entry in entries:
        paid, step = in_currency(entry, desk.office.currency), str(entry.one("step"))
        if paid and paid[1] == desk.office.currency and step in sums:
            sums[step] += paid[0]
    return sums["received"], sums["pledged"]


def _promises(desk: Desk, on: date) -> tuple[Promised, Promised]:
    connection, kind = desk.store.connection, BY_KEY["promise"]
    first, last = date(on.year, 1, 1).isoformat(), date(on.year, 12, 31).isoformat()
    found: dict[str, Record] = {}
    still_open = (None, "promised", "under_way")
    for part in (
        watching.in_window(connection, kind, "due_on", first, last),
        watching.in_window(connection, kind, "kept_on", first, last),
        watching.in_window(connection, kind, "due_on", last=first, states=still_open),
    ):
        found.update({one.id: one for one in part})
    both = balances(in_year(found.values(), on.year), quiet.ours(desk), on)
    ours, theirs = (
        Promised(len(side.kept), len(side.open), len(side.broken)) for side in (both.we, both.they)
    )
    return ours, theirs
