# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Promises: how each stands on a day, and what each side has kept, owes and has broken.

Source: Report of the mayors' meeting 2001, §7 and §15; what counts as late is a project rule.
"""

from collections.abc import Container, Iterable
from datetime import date
from enum import StrEnum

from coopdesk.frozen import dataclass
from coopdesk.records.rules.calendar import day_in, in_use
from coopdesk.records.rules.due import OPEN_PROMISE
from coopdesk.records.values import Record


class Standing(StrEnum):
    """How a promise stands; OWED is still to be kept, LATE is so past its day."""

    KEPT = "kept"
    OWED = "owed"
    LATE = "late"
    BROKEN = "broken"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Balance:
    """The promises of one side by how they stand; none that it was released from."""

    kept: tuple[Record, ...] = ()
    owed: tuple[Record, ...] = ()
    late: tuple[Record, ...] = ()
    broken: tuple[Record, ...] = ()

    @property
    def made(self) -> int:
        """How many promises count: all but those released."""
        return len(self.kept) + len(self.owed) + len(self.late) + len(self.broken)

    @property
    def open(self) -> tuple[Record, ...]:
        """What is still to be kept: the late ones first, then by their day, undated ones last."""
        return self.late + self.owed


@dataclass(frozen=True, slots=True)
class Balances:
    """Our side and the partners'."""

    we: Balance
    they: Balance


def standing(promise: Record, on: date) -> Standing:
    """How a promise stands on a day. One that is due on the day itself is not late yet; one
    without a day never is; one that was kept later was still owed."""
    state = promise.one("state")
    if state not in OPEN_PROMISE and not _kept_after(promise, on):
        return Standing(str(state))
    due = day_in(promise, "due_on")
    return Standing.LATE if due is not None and due < on else Standing.OWED


def balances(promises: Iterable[Record], ours: Container[str], on: date) -> Balances:
    """What each side has kept, owes and has broken on a day, each in the order of its days.

    A promise without a debtor stands on no side, and one that was released nowhere, as in
    `reciprocity`.
    """
    owed = [one for one in in_use(promises) if one.one("from") is not None]
    return Balances(
        we=_balance([one for one in owed if one.one("from") in ours], on),
        they=_balance([one for one in owed if one.one("from") not in ours], on),
    )


def in_year(promises: Iterable[Record], year: int) -> list[Record]:
    """The promises of a year: kept in it, due in it, or due before and still open at its end.

    One that is kept counts in the year it was kept in (in which it was due, where no day says
    it); one without any day in no year.
    """
    return [one for one in in_use(promises) if _concerns(one, year)]


def _concerns(promise: Record, year: int) -> bool:
    due, kept = day_in(promise, "due_on"), day_in(promise, "kept_on")
    if promise.one("state") == "kept":
        day = kept or due
        return day is not None and (day.year == year or (due is not None and due.year <= year < day.year))
    if promise.one("state") in OPEN_PROMISE:
        return due is not None and due.year <= year
    return due is not None and due.year == year


def _kept_after(promise: Record, on: date) -> bool:
    kept = day_in(promise, "kept_on")
    return promise.one("state") == "kept" and kept is not None and on < kept


def _balance(promises: list[Record], on: date) -> Balance:
    stands = [(one, standing(one, on)) for one in sorted(promises, key=lambda one: (_day(one), one.id))]

    def those(wanted: Standing) -> tuple[Record, ...]:
        return tuple(one for one, found in stands if found is wanted)

    return Balance(
        kept=those(Standing.KEPT),
        owed=those(Standing.OWED),
        late=those(Standing.LATE),
        broken=those(Standing.BROKEN),
    )


def _day(promise: Record) -> date:
    keys = ("kept_on", "due_on") if promise.one("state") == "kept" else ("due_on",)
    return day_in(promise, *keys) or date.max
