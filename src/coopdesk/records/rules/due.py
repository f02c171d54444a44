# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What falls due: promises, follow-ups, reviews, notices, reports, calls that close, agreements that end.

Source: project rule; that promises are kept and reviewed is what the Report of the mayors'
meeting 2001 asks for in §7 and §15.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum

from coopdesk.frozen import dataclass
from coopdesk.records.rules.calendar import FINISHED, add_months, day_in, in_use
from coopdesk.records.values import Record

DAYS_AHEAD = 30
ENDING_MONTHS = 6
QUESTION_MONTHS = 6
REPETITION_MONTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
OPEN_PROMISE = frozenset({None, "promised", "under_way"})
OPEN_FOLLOW_UP = frozenset({None, "open"})
OPEN_CALL = frozenset({None, "watching", "preparing"})


class DueKind(StrEnum):
    """Why something stands among the things to do."""

    PROMISE = "promise"
    FOLLOW_UP = "follow_up"
    NOTICE = "notice"
    REVIEW = "review"
    REPORT = "report"
    OPPORTUNITY = "opportunity"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One thing due: the record by `type` and `id`, the day `on`, and the `days` left until
    then, negative when late."""

    kind: DueKind
    type: str
    id: str
    on: date
    days: int


def due(
    on: date,
    *,
    promises: Iterable[Record] = (),
    follow_ups: Iterable[Record] = (),
    agreements: Iterable[Record] = (),
    opportunities: Iterable[Record] = (),
    days_ahead: int = DAYS_AHEAD,
) -> list[DueItem]:
    """Whatever is late on a day or due within `days_ahead`, the most urgent first."""
    days = [
        *_open_days(DueKind.PROMISE, promises, "due_on", OPEN_PROMISE),
        *_open_days(DueKind.FOLLOW_UP, follow_ups, "due_on", OPEN_FOLLOW_UP),
        *(item for agreement in in_use(agreements) for item in _days_of_agreement(agreement, on)),
        *_open_days(DueKind.OPPORTUNITY, _still_open(opportunities, on), "closes", OPEN_CALL),
    ]
    return _sorted(on, (item for item in days if item[2] <= on + timedelta(days=days_ahead)))


def agreements_ending(agreements: Iterable[Record], on: date, months: int = ENDING_MONTHS) -> list[DueItem]:
    """Agreements whose term ends within so many months, the next first; those past it that
    nobody has closed or renewed stand at the top."""
    return _sorted(
        on,
        (
            (DueKind.ENDING, agreement, ends)
            for agreement in in_use(agreements)
            if agreement.one("stage") not in FINISHED
            and (ends := day_in(agreement, "ends_on")) is not None
            and ends <= add_months(on, months)
        ),
    )


def notice_by(agreement: Record) -> date | None:
    """The last day to give notice: the end minus the notice period, in months where no unit
    is given; None where the agreement does not say or ends without renewal."""
    ends, period = day_in(agreement, "ends_on"), agreement.one("notice_period")
    if ends is None or period is None or agreement.one("renewal") == "none":
        return None
    if agreement.one("notice_unit") == "days":
        return ends - timedelta(days=int(period))
    return add_months(ends, -int(period))


def next_repetition(follow_up: Record) -> date | None:
    """The day on which a follow-up that repeats falls due after this one; None for any other."""
    due_on, months = day_in(follow_up, "due_on"), REPETITION_MONTHS.get(str(follow_up.one("repeats")))
    return add_months(due_on, months) if due_on and months else None


def changed_question_on(exchange: Record) -> date | None:
    """The day to ask what an exchange has changed: six months after its end; None where it
    did not take place or has been answered already."""
    ended = day_in(exchange, "ends", "starts")
    if ended is None or exchange.one("state") != "done" or exchange.text("what_changed"):
        return None
    return add_months(ended, QUESTION_MONTHS)


_Day = tuple[DueKind, Record, date]


def _open_days(
    kind: DueKind, records: Iterable[Record], key: str, states: frozenset[str | None]
) -> Iterator[_Day]:
    for record in in_use(records):
        day = day_in(record, key)
        if day is not None and record.one("state") in states:
            yield kind, record, day


def _still_open(opportunities: Iterable[Record], on: date) -> Iterator[Record]:
    # A call that has closed is no longer anything to do.
    return (call for call in opportunities if (closes := day_in(call, "closes")) is not None and on <= closes)


def _days_of_agreement(agreement: Record, on: date) -> Iterator[_Day]:
    if agreement.one("stage") in FINISHED:
        return
    notice, ends = notice_by(agreement), day_in(agreement, "ends_on")
    # After the end there is nothing left to give notice of; until then a missed day stays in sight.
    if notice is not None and ends is not None and on <= ends:
        yield DueKind.NOTICE, agreement, notice
    for kind, key in ((DueKind.REVIEW, "review_on"), (DueKind.REPORT, "report_on")):
        day = day_in(agreement, key)
        if day is not None:
            yield kind, agreement, day


def _sorted(on: date, days: Iterable[_Day]) -> list[DueItem]:
    items = [DueItem(kind, record.type, record.id, day, (day - on).days) for kind, record, day in days]
    return sorted(items, key=lambda item: (item.on, list(DueKind).index(item.kind), item.id))
