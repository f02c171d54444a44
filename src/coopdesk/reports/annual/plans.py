# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the records say of the year to come: exchanges, promises due, reviews, reports, ends."""

from collections.abc import Iterable, Iterator
from datetime import date

from coopdesk.language import N_, NC_, Message
from coopdesk.records.rules.calendar import FINISHED, day_in
from coopdesk.records.rules.due import OPEN_PROMISE, notice_by
from coopdesk.records.values import Record
from coopdesk.reports.annual.facts import PlanLine
from coopdesk.reports.relation import Relation
from coopdesk.reports.sources import named, shown

_OURS = N_("Our promise")
_THEIRS = N_("Partner’s promise")
_REVIEW = NC_("plan", "Review")
_REPORT = NC_("document", "Report")
_NOTICE = N_("Notice by")
_ENDS = N_("Agreement ends")
_OVER = frozenset({"cancelled", "done"})


def plan(relation: Relation, agreements: Iterable[Record], year: int) -> list[PlanLine]:
    """The lines of a year in the order of their days."""
    found = [
        *_exchanges(relation),
        *_promises(relation),
        *(line for one in agreements if one.one("stage") not in FINISHED for line in _of_agreement(one)),
    ]
    return sorted((line for line in found if line.day.year == year), key=lambda line: (line.day, line.what))


def _exchanges(relation: Relation) -> Iterator[PlanLine]:
    for one in relation.exchanges.values():
        day = day_in(one, "starts")
        if day and one.one("state") not in _OVER:
            yield PlanLine(day, shown(one, "kind"), one.text("title"))


def _promises(relation: Relation) -> Iterator[PlanLine]:
    for one in relation.promises:
        day = day_in(one, "due_on")
        if day and one.one("state") in OPEN_PROMISE:
            yield PlanLine(day, str(_OURS if one.one("from") in relation.ours else _THEIRS), one.text("what"))


def _of_agreement(agreement: Record) -> Iterator[PlanLine]:
    days: tuple[tuple[Message, date | None], ...] = (
        (_REVIEW, day_in(agreement, "review_on")),
        (_REPORT, day_in(agreement, "report_on")),
        (_NOTICE, notice_by(agreement)),
        (_ENDS, day_in(agreement, "ends_on")),
    )
    for label, day in days:
        if day:
            yield PlanLine(day, str(label), named(agreement))
