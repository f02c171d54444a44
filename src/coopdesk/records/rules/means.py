# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Means: planned, pledged, received and spent by source and year, and how a reported amount is corrected.

Source: Report of the mayors' meeting 2001, §4 (transparent budgets), §10 and §16. Totals are
sums of entries; a total is never stored.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from coopdesk.frozen import dataclass
from coopdesk.records.rules.calendar import Index, day_in, in_use
from coopdesk.records.values import Record, Touches

STEPS = ("planned", "pledged", "committed", "received", "paid_out", "spent", "returned")
_CARRIED_OVER = tuple("agreement exchange from to origin form step purpose rate rate_date".split())
_FREE_AFTER_REPORT = frozenset({"evidence", "labels", "confidential"})


@dataclass(frozen=True, slots=True)
class MeansRow:
    """Sums of one source, year and currency by step; `documented` is the part of what was
    spent that a document or a reference stands for. `source` is "" and `year` None where unknown."""

    source: str
    year: int | None
    currency: str
    sums: dict[str, Decimal] = field(default_factory=dict)
    documented: Decimal = Decimal(0)

    def of(self, step: str) -> Decimal:
        """The sum of a step: one of STEPS."""
        return self.sums.get(step, Decimal(0))

    @property
    def unaccounted(self) -> Decimal:
        """What was received and neither given back nor spent against a document."""
        return self.of("received") - self.of("returned") - self.documented


def transparency(
    contributions: Iterable[Record], budget_lines: Iterable[Record], currency: str
) -> list[MeansRow]:
    """Planned, pledged, received, spent by source, year and currency, in that order.

    Amounts in another currency are converted to the office's `currency` by the rate noted with
    them; those without a rate, and plans, stand in a row of their own currency.
    """
    sums: dict[_RowKey, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in in_use(budget_lines):
        planned, year = _money(line, "planned_amount"), line.one("year")
        if planned is not None:
            key = (str(line.one("source") or ""), None if year is None else int(year), planned[1])
            sums[key]["planned"] += planned[0]
    entries = {entry.id: entry for entry in in_use(contributions)}
    for entry in entries.values():
        paid = in_currency(entry, currency)
        if paid is None:
            continue
        day, step = day_in(entry, "day"), str(entry.one("step"))
        row = sums[(str(entry.one("origin") or ""), day.year if day else None, paid[1])]
        row[step] += paid[0]
        if step == "spent" and _is_documented(entry, entries):
            row["documented"] += paid[0]
    return [_row(key, sums[key]) for key in sorted(sums, key=lambda key: (key[0], key[1] or 0, key[2]))]


def by_source(rows: Iterable[MeansRow]) -> list[MeansRow]:
    """Rows of several years as one for each source and currency; `year` is None."""
    sums: dict[_RowKey, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in rows:
        for step, amount in [*row.sums.items(), ("documented", row.documented)]:
            sums[(row.source, None, row.currency)][step] += amount
    return [_row(key, sums[key]) for key in sorted(sums, key=lambda key: (key[0], key[2]))]


def received_of_pledged(
    contributions: Iterable[Record], currency: str
) -> dict[str, tuple[Decimal, Decimal | None]]:
    """What was received by currency, less what was given back, and how many whole per cent that is
    of what was pledged or committed (None where nothing was); only currencies in which anything
    was received."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in transparency(contributions, (), currency):
        for step, amount in row.sums.items():
            sums[row.currency][step] += amount
    return {
        code: (received, _percent(received, max(of["pledged"], of["committed"])))
        for code, of in sums.items()
        if (received := of["received"] - of["returned"])
    }


def in_currency(contribution: Record, currency: str) -> tuple[Decimal, str] | None:
    """The amount and currency of a contribution, in `currency` where it is that one or a rate
    stands with it, else in its own; None without an amount."""
    paid, rate = _money(contribution, "amount"), contribution.one("rate")
    if paid is None or paid[1] == currency or rate is None:
        return paid
    return paid[0] * Decimal(str(rate)), currency


def is_reported(contribution: Record) -> bool:
    """Whether a contribution stands in a report: from then on it is corrected by a reversing
    entry only."""
    return contribution.one("reported_on") is not None


def closed_fields(contribution: Record, keys: Iterable[str]) -> list[str]:
    """Which of the fields `keys` may not change any more; none before it has been reported."""
    return [key for key in keys if key not in _FREE_AFTER_REPORT] if is_reported(contribution) else []


def reversing_entry(contribution: Record, on: date) -> Touches:
    """The fields of a new contribution that takes a reported one back: the same with the
    opposite amount, dated `on`."""
    amount, currency = str(contribution.one("amount")).split(" ")
    carried: Touches = {
        key: contribution.one(key) for key in _CARRIED_OVER if contribution.one(key) is not None
    }
    return {
        **carried,
        "amount": f"{-Decimal(amount):f} {currency}",
        "day": on.isoformat(),
        "corrects": contribution.id,
    }


def paid_by(record_id: str, contributions: Iterable[Record]) -> list[str]:
    """The ids of contributions that paid for an agreement or exchange: while there are any,
    it is not removed."""
    paid = (one for one in in_use(contributions) if record_id in (one.one("agreement"), one.one("exchange")))
    return sorted(one.id for one in paid)


def _percent(part: Decimal, whole: Decimal) -> Decimal | None:
    return (100 * part / whole).to_integral_value(ROUND_HALF_UP) if whole > 0 else None


_RowKey = tuple[str, int | None, str]


def _row(key: _RowKey, sums: dict[str, Decimal]) -> MeansRow:
    by_step = {step: sums[step] for step in STEPS if step in sums}
    return MeansRow(*key, sums=by_step, documented=sums.get("documented", Decimal(0)))


def _money(record: Record, key: str) -> tuple[Decimal, str] | None:
    scalar = record.one(key)
    if scalar is None:
        return None
    amount, currency = str(scalar).split(" ")
    return Decimal(amount), currency


def _is_documented(entry: Record, entries: Index) -> bool:
    # A correction takes back as much of what was documented as it takes back of the whole.
    original = entries.get(str(entry.one("corrects")), entry)
    return bool(original.many("evidence")) or original.one("reference") is not None
