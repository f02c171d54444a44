# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The sections on knowledge: exchanges, and person-days by direction, sex, year and theme."""

from decimal import Decimal

from coopdesk.language import N_, NC_, figures, labelled
from coopdesk.reports.annual.facts import AnnualFacts, Days, DirectionDays
from coopdesk.reports.drawings import Bar, Mirrored, Part, Tone, bars, mirrored
from coopdesk.reports.paper.blocks import columns_of
from coopdesk.reports.paper.figures import figure
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_text
from coopdesk.reports.paper.measures import FULL, GUTTER, META, MM, STRONG, TABLE
from coopdesk.reports.paper.strips import paragraph
from coopdesk.reports.paper.tables import Column, head_row, row
from coopdesk.reports.paper.tags import Node
from coopdesk.reports.parts.drawing import headed, sentence
from coopdesk.reports.parts.exchanges import exchange_table

_EXCHANGES = N_("Exchanges")
_NO_EXCHANGE = N_("No exchange took place in this year.")
_DAYS = N_("Person-days by direction and sex")
_WAY = NC_("of person-days", "Direction")
_GIVEN, _RECEIVED = NC_("person-days", "Given"), NC_("person-days", "Received")
_OTHERS = N_("Between others, or not known")
_WOMEN, _MEN, _NOT_STATED = N_("Women"), N_("Men"), N_("Not stated")
_ALL = NC_("of person-days", "All")
_TOTAL = N_("Total")
_PART = N_("Part of women among those who learnt or taught: {percent} ({women} of {known}).")
_IN_WORDS = N_("Person-days given and received by year. {years}.")
_YEAR_IN_WORDS = N_("{year}: given {given}, received {received}")
_WOMEN_KEY, _MEN_KEY = N_("women"), N_("men and not stated")
_THEMES = N_("Person-days by theme")
_THEME_NOTE = N_("An exchange with several themes counts under each of them.")
_HALF = (FULL - GUTTER) / 2


def exchanges(facts: AnnualFacts, root: Node) -> list[Strip]:
    """The exchanges of the year in a table."""
    section, found = headed(_EXCHANGES, root)
    if not facts.exchanges:
        return found + sentence(str(_NO_EXCHANGE), section)
    return found + exchange_table(facts.exchanges, section)


def person_days(facts: AnnualFacts, root: Node) -> list[Strip]:
    """The cross table of the year, the years before it, the themes."""
    if not facts.years and not facts.days.others.all:
        return []
    section, found = headed(_DAYS, root)
    found += _table(facts.days, section)
    found += _part_of_women(facts, section)
    charts = [(0.0, [_by_year(facts, section)])] if facts.years else []
    if facts.themes:
        left = _HALF + GUTTER if charts else 0.0
        charts.append((left, [_by_theme(facts, section)]))
    found += [columns_of(charts, above=4 * MM)] if charts else []
    return found + (_theme_note(section) if facts.themes else [])


def _theme_note(section: Node) -> list[Strip]:
    return paragraph(set_text(str(_THEME_NOTE), META, FULL), META, section.add("P"), above=3.0)


def _table(days: Days, section: Node) -> list[Strip]:
    table = section.add("Table")
    columns = [Column(FULL * 0.4, STRONG), *(Column(FULL * 0.15, TABLE, right=True) for _ in range(4))]
    head = head_row(columns, list(map(str, (_WAY, _WOMEN, _MEN, _NOT_STATED, _ALL))), table)
    head.glued = True
    found = [head]
    sides = [(_GIVEN, days.given), (_RECEIVED, days.received)]
    if days.others.all:
        sides.append((_OTHERS, days.others))
    for label, side in sides:
        found += row(columns, [str(label), *_cells(side)], table, head=head)
    bold = [Column(column.width, STRONG, column.right) for column in columns]
    total = DirectionDays(*(
        sum((getattr(side, key) for _, side in sides), Decimal(0)) for key in ("women", "men", "not_stated")
    ))  # fmt: skip
    return found + row(bold, [str(_TOTAL), *_cells(total)], table, head=head)


def _cells(side: DirectionDays) -> list[str]:
    return [figures.number(value) for value in (side.women, side.men, side.not_stated, side.all)]


def _part_of_women(facts: AnnualFacts, section: Node) -> list[Strip]:
    if facts.women.percent is None:
        return []
    known = facts.women.women + facts.women.men
    percent = figures.percent(facts.women.percent)
    words = _PART.format(percent=percent, women=facts.women.women, known=known)
    strips = sentence(words, section)
    strips[0].above = 2 * MM
    return strips


def _by_year(facts: AnnualFacts, section: Node) -> Strip:
    rows = [Mirrored(str(year), *_side(days.given), *_side(days.received)) for year, days in facts.years]
    words = figures.in_a_row(
        _YEAR_IN_WORDS.format(
            year=year, given=figures.number(days.given.all), received=figures.number(days.received.all)
        )
        for year, days in facts.years
    )
    key: list[tuple[Tone, str]] = [("full", str(_WOMEN_KEY)), ("pale", str(_MEN_KEY))]
    drawing = mirrored(rows, _HALF, names=(str(_GIVEN), str(_RECEIVED)), unit="", key=key)
    return figure(drawing, _IN_WORDS.format(years=words), section)


def _side(side: DirectionDays) -> tuple[tuple[Part, ...], str]:
    parts = (Part(float(side.women)), Part(float(side.men + side.not_stated), "pale"))
    return parts, figures.number(side.all)


def _by_theme(facts: AnnualFacts, section: Node) -> Strip:
    drawing = bars([Bar(label, float(days), figures.number(days)) for label, days in facts.themes], _HALF)
    words = figures.in_a_row(labelled(label, figures.number(days)) for label, days in facts.themes)
    return figure(drawing, f"{_THEMES}. {words}", section)
