# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Results against targets in a table, each with its bar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from coopdesk.language import N_, Message, figures
from coopdesk.records.rules.calendar import day_in
from coopdesk.records.rules.targets import Way, way
from coopdesk.records.values import Record
from coopdesk.reports.drawings import progress
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.measures import FULL, STRONG, TABLE, TABLE_2
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.tables import Column, head_row, kept_together, row
from coopdesk.reports.paper.tags import Node
from coopdesk.reports.sources import Sources

_INDICATOR = N_("Indicator")
_BASELINE = N_("Baseline")
_ACTUAL = N_("Actual value")
_TARGET = N_("Target")
_SHARE = N_("Way to the target")
_BY = N_("{value} by {day}")
_ON = N_("{value} on {day}")
_NEVER = N_("not measured")
_SHARES = (0.32, 0.11, 0.2, 0.2, 0.17)
_BAR = 0.6


@dataclass(frozen=True, slots=True)
class TargetLine:
    """An indicator in words with its unit, how far it has come, and the day of the target."""

    what: str
    agreement: str
    way: Way
    target_by: date | None


def target_lines(sources: Sources, indicators: Iterable[Record], on: date) -> tuple[TargetLine, ...]:
    """Where indicators stand on a day, in the order of their agreements and names."""
    found = []
    for one in indicators:
        unit = one.text("unit")
        what = f"{one.text('what')} ({unit})" if unit else one.text("what")
        agreement = sources.name("agreement", one.one("agreement"))
        measured = sources.linked("measurement", "indicator", one.id)
        found.append(TargetLine(what, agreement, way(one, measured, on), day_in(one, "target_by")))
    return tuple(sorted(found, key=lambda line: (line.agreement, line.what)))


def target_table(lines: Sequence[TargetLine], section: Node) -> list[Strip]:
    """The table as wide as the page."""
    table = section.add("Table")
    styles = (STRONG, TABLE, TABLE, TABLE, TABLE_2)
    columns = [
        Column(FULL * share, style, right=at in (1, 2, 3))
        for at, (share, style) in enumerate(zip(_SHARES, styles, strict=True))
    ]
    columns[4] = Column(columns[4].width, TABLE_2, right=True)
    heads = [_INDICATOR, _BASELINE, _ACTUAL, _TARGET, _SHARE]
    head = head_row(columns, list(map(str, heads)), table)
    head.glued = True
    found = [head]
    for one in lines:
        strips = row(columns, _cells(one), table, head=head)
        if one.way.percent is not None:
            _with_bar(strips[0], float(one.way.percent) / 100)
        found += strips
    return kept_together(found)


def _cells(line: TargetLine) -> list[str]:
    way_ = line.way
    value = str(_NEVER) if way_.value is None else _dated(_ON, way_.value, way_.measured_on)
    target = "" if way_.target is None else _dated(_BY, way_.target, line.target_by)
    percent = figures.percent(way_.percent) if way_.percent is not None else ""
    return [line.what, _number(way_.baseline), value, target, percent]


def _dated(words: Message, value: Decimal, day: date | None) -> str:
    shown = figures.number(value)
    return words.format(value=shown, day=figures.day(day, short=True)) if day else shown


def _number(value: Decimal | None) -> str:
    return "" if value is None else figures.number(value)


def _with_bar(strip: Strip, share: float) -> None:
    """Draws the bar left of the percentage; the percentage tells the same in words."""
    own, width = strip.draw, FULL * _SHARES[4]
    drawing = progress(share, "", width * _BAR)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        own(sheet, x, y)
        sheet.decoration(x + FULL - width + 6, y + 7, drawing)

    strip.draw = draw
