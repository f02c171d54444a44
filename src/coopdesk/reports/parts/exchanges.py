# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exchanges in a table: which way knowledge went, how many people, person-days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coopdesk.language import N_, NC_, figures
from coopdesk.records.rules.calendar import day_in, links
from coopdesk.records.rules.participation import LEARNING, TAKING_PART, Attended
from coopdesk.records.values import Record
from coopdesk.reports.moments import day_span
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.measures import FULL, STRONG, TABLE, TABLE_2
from coopdesk.reports.paper.tables import Column, head_row, kept_together, row
from coopdesk.reports.paper.tags import Node
from coopdesk.reports.sources import Sources, shown

_EXCHANGE = N_("Exchange")
_WHEN = NC_("on paper", "When")
_WAY = NC_("on paper", "Knowledge")
_PEOPLE = N_("People")
_WOMEN = N_("of whom women")
_DAYS = N_("Person-days")
_FROM_TO = N_("{giver} → {taker}")
_TOTAL = N_("Total")
_SHARES = (0.3, 0.19, 0.2, 0.09, 0.1, 0.12)


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """One exchange: who took part (learnt or taught), how many women, the person-days of those
    who learnt; `state` says so in words where it did not take place (yet)."""

    title: str
    when: str
    way: str
    people: int
    women: int
    days: Decimal
    state: str = ""


def exchange_lines(
    sources: Sources, exchanges: Iterable[Record], rows: Iterable[Attended]
) -> tuple[ExchangeLine, ...]:
    """The lines of exchanges in the order of their days."""
    by_exchange: dict[str, list[Attended]] = {}
    for row_ in rows:
        by_exchange.setdefault(row_.exchange, []).append(row_)
    ordered = sorted(exchanges, key=lambda one: (day_in(one, "starts", "ends") or date.max, one.id))
    return tuple(_line(sources, one, by_exchange.get(one.id, [])) for one in ordered)


def _line(sources: Sources, one: Record, rows: Sequence[Attended]) -> ExchangeLine:
    giver, taker = (
        figures.listed([sources.city_name(id) for id in sorted(links(one, key)) if sources.city_name(id)])
        for key in ("knowledge_from", "knowledge_to")
    )
    taking_part = [row_ for row_ in rows if row_.role in TAKING_PART]
    return ExchangeLine(
        title=one.text("title"),
        when=day_span(day_in(one, "starts"), day_in(one, "ends")),
        way=_FROM_TO.format(giver=giver or "…", taker=taker or "…") if giver or taker else "",
        people=sum(row_.persons for row_ in taking_part),
        women=sum(row_.persons for row_ in taking_part if row_.sex == "woman"),
        days=sum((row_.person_days for row_ in rows if row_.role in LEARNING), Decimal(0)),
        state="" if one.one("state") in (None, "done") else shown(one, "state"),
    )


def exchange_table(lines: Sequence[ExchangeLine], section: Node) -> list[Strip]:
    """The table as wide as the page, with its sums."""
    table = section.add("Table")
    styles = (STRONG, TABLE_2, TABLE_2, TABLE, TABLE, TABLE)
    columns = [
        Column(FULL * share, style, right=at > 2)
        for at, (share, style) in enumerate(zip(_SHARES, styles, strict=True))
    ]
    heads = [_EXCHANGE, _WHEN, _WAY, _PEOPLE, _WOMEN, _DAYS]
    head = head_row(columns, list(map(str, heads)), table)
    head.glued = True
    found = [head]
    for one in lines:
        counts = [figures.number(number) for number in (one.people, one.women, one.days)]
        title = f"{one.title} ({one.state})" if one.state else one.title
        found += row(
            columns, [title, one.when, one.way, *(["", "", ""] if one.state else counts)], table, head=head
        )
    if len(lines) > 1:
        people, women = sum(one.people for one in lines), sum(one.women for one in lines)
        days = sum((one.days for one in lines), Decimal(0))
        sums = [figures.number(number) for number in (people, women, days)]
        bold = [Column(column.width, STRONG, column.right) for column in columns]
        found += row(bold, [str(_TOTAL), "", "", *sums], table, head=head)
    return kept_together(found)
