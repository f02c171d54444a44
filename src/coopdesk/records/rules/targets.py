# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Results against targets: where an indicator stands on a day.

Source: results instead of a sign at the gate: Report of the mayors' meeting 2001, §2; the
share of the way is a project rule.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from coopdesk.records.rules.calendar import day_in, in_use
from coopdesk.records.values import Record


@dataclass(frozen=True, slots=True)
class Way:
    """How far an indicator has come: its last measured `value` and its day (None: never measured),
    and the `percent` of the way from the baseline to the target (None where that cannot be told).

    Below 0 it has moved away from the target, above 100 past it.
    """

    indicator: str
    baseline: Decimal | None
    target: Decimal | None
    value: Decimal | None
    measured_on: date | None
    percent: Decimal | None


def way(indicator: Record, measurements: Iterable[Record], on: date) -> Way:
    """Where an indicator stands on a day, by the last measurement until then.

    Without a baseline the way begins at 0. Of two measurements of a day the one entered
    later counts, so they are handed in oldest first.
    """
    baseline, target = _number(indicator, "baseline"), _number(indicator, "target")
    value, measured_on = None, None
    own = (one for one in in_use(measurements) if one.one("indicator") == indicator.id)
    for one in own:
        day = day_in(one, "day")
        if day is not None and (measured_on or date.min) <= day <= on:
            value, measured_on = _number(one, "value"), day
    return Way(indicator.id, baseline, target, value, measured_on, _percent(baseline, target, value))


def _percent(baseline: Decimal | None, target: Decimal | None, value: Decimal | None) -> Decimal | None:
    begin = baseline or Decimal(0)
    if target is None or value is None or target == begin:
        return None
    return (100 * (value - begin) / (target - begin)).to_integral_value(ROUND_HALF_UP)


def _number(record: Record, key: str) -> Decimal | None:
    scalar = record.one(key)
    return None if scalar is None else Decimal(str(scalar))
