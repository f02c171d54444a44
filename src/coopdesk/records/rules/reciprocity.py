# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reciprocity: what each side promised and kept, and gave and received in person-days.

Source: Report of the mayors' meeting 2001, §7.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from decimal import Decimal

from coopdesk.records.rules.calendar import in_use
from coopdesk.records.rules.participation import Attended, Direction, person_days
from coopdesk.records.values import Record


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a relation: `kept` of `promised` promises (those released left out), and the
    person-days of knowledge it gave to the other side."""

    kept: int
    promised: int
    person_days_given: Decimal


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Our side and the partners'; what one side gave is what the other received."""

    we: Side
    they: Side


def reciprocity(promises: Iterable[Record], rows: Iterable[Attended], ours: Container[str]) -> Reciprocity:
    """Both sides' promises and person-days, of whatever promises and participations are given
    (one agreement's, one partner's, a year's). A promise without a debtor stands on no side."""
    owed = [one for one in in_use(promises) if one.one("from") is not None and one.one("state") != "released"]
    days = person_days(rows, "direction")
    return Reciprocity(
        we=_side([one for one in owed if one.one("from") in ours], days.get(Direction.GIVEN)),
        they=_side([one for one in owed if one.one("from") not in ours], days.get(Direction.RECEIVED)),
    )


def _side(promises: list[Record], given: Decimal | None) -> Side:
    done = sum(one.one("state") == "kept" for one in promises)
    return Side(kept=done, promised=len(promises), person_days_given=given or Decimal(0))
