# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Promises in a table: who owes what to whom, until when, and how it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from coopdesk.language import N_, NC_, Message, figures
from coopdesk.records.rules.calendar import day_in
from coopdesk.records.rules.promises import Balance, Balances, Standing, standing
from coopdesk.records.types.agreements import PROMISE_STATES
from coopdesk.records.values import Record
from coopdesk.reports.drawings import PromiseRow, Promises, reciprocity
from coopdesk.reports.paper.figures import figure
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.measures import ALERT, FULL, GREEN, MM, STRONG, TABLE_2
from coopdesk.reports.paper.tables import Column, head_row, kept_together, row
from coopdesk.reports.paper.tags import Node
from coopdesk.reports.sources import Sources

_WHAT = N_("Promise")
_FROM = N_("From")
_TO = N_("To")
_DUE = NC_("on paper", "Due date")
_STATE = N_("State")
_LATE = N_("late")
_KEPT_ON = N_("kept on {day}")
_OUR_SIDE = N_("Our side")
_PARTNERS = N_("Partners’ side")
_COUNTED = N_("{name}: kept {kept}, due {due}, broken {broken}")


@dataclass(frozen=True, slots=True)
class PromiseLine:
    """One promise: what, who owes it to whom, until when, how it stands, the day it was kept."""

    what: str
    debtor: str
    creditor: str
    due: date | None
    standing: Standing
    state: str
    kept_on: date | None = None


@dataclass(frozen=True, slots=True)
class SideCount:
    """The promises of one side: kept, still due, broken."""

    name: str
    kept: int
    due: int
    broken: int


def side_counts(both: Balances) -> tuple[SideCount, SideCount]:
    """Our side's promises and the partners', counted."""
    return _count(str(_OUR_SIDE), both.we), _count(str(_PARTNERS), both.they)


def _count(name: str, side: Balance) -> SideCount:
    return SideCount(name, len(side.kept), len(side.open), len(side.broken))


def promise_figure(sides: tuple[SideCount, SideCount], section: Node) -> Strip:
    """The reciprocity bar of both sides, with its figures in words for those who listen; it stays
    with what follows."""
    ours, theirs = (Promises(one.kept, one.due, one.broken) for one in sides)
    words = [_COUNTED.format(name=one.name, kept=one.kept, due=one.due, broken=one.broken) for one in sides]
    drawing = reciprocity([PromiseRow(ours, theirs)], names=(sides[0].name, sides[1].name))
    return figure(drawing, ". ".join(words), section, below=2 * MM, glued=True)


def promise_line(sources: Sources, promise: Record, on: date) -> PromiseLine:
    """A promise as it stands on a day."""
    return PromiseLine(
        what=promise.text("what"),
        debtor=sources.city_name(str(promise.one("from") or "")),
        creditor=sources.city_name(str(promise.one("to") or "")),
        due=day_in(promise, "due_on"),
        standing=standing(promise, on),
        state=str(PROMISE_STATES.get(str(promise.one("state") or "promised"), "")),
        kept_on=day_in(promise, "kept_on") if promise.one("state") == "kept" else None,
    )


def promise_lines(sources: Sources, promises: Iterable[Record], on: date) -> tuple[PromiseLine, ...]:
    """Promises as they stand on a day, in their order."""
    return tuple(promise_line(sources, one, on) for one in promises)


def promise_table(lines: Sequence[PromiseLine], section: Node) -> list[Strip]:
    """The table as wide as the page; the late ones in red and in words."""
    table = section.add("Table")
    columns, heads = _columns(any(one.creditor for one in lines))
    head = head_row(columns, list(map(str, heads)), table)
    head.glued = True
    found = [head]
    for one in lines:
        due = figures.day(one.due, short=True) if one.due else ""
        names = [one.debtor, one.creditor][: len(columns) - 3]
        colour = {Standing.LATE: ALERT, Standing.BROKEN: ALERT, Standing.KEPT: GREEN}.get(one.standing)
        last = Column(columns[-1].width, STRONG.but(colour=colour), right=True) if colour else columns[-1]
        found += row([*columns[:-1], last], [one.what, *names, due, _state(one)], table, head=head)
    return kept_together(found)


def _columns(to_whom: bool) -> tuple[list[Column], list[Message]]:
    """The columns and their names; whom promises are made to only where that is noted."""
    shares = (0.36, 0.15, 0.15, 0.14, 0.2) if to_whom else (0.46, 0.18, 0.15, 0.21)
    heads = [_WHAT, _FROM, *([_TO] if to_whom else []), _DUE, _STATE]
    count = len(shares)
    columns = [
        Column(FULL * share, TABLE_2 if at else STRONG, right=at >= count - 2)
        for at, share in enumerate(shares)
    ]
    return columns, heads


def _state(line: PromiseLine) -> str:
    if line.standing is Standing.LATE:
        return str(_LATE)
    if line.standing is Standing.KEPT and line.kept_on:
        return _KEPT_ON.format(day=figures.day(line.kept_on, short=True))
    if line.standing is Standing.OWED and line.kept_on:
        return ""  # kept after the day of the report
    return line.state[:1].lower() + line.state[1:]
