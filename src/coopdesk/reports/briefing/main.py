# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The main column of a briefing: who they are, who holds which post, what was agreed and done."""

from collections.abc import Sequence
from dataclasses import replace

from coopdesk.language import N_, NC_, figures
from coopdesk.reports.briefing.facts import AgreementLine, BriefingFacts, PersonLine, Point, YearLine
from coopdesk.reports.drawings import Mirrored, Part, mirrored
from coopdesk.reports.paper.blocks import columns_of
from coopdesk.reports.paper.figures import figure
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_paragraph, set_text, shortened, spans, width_of
from coopdesk.reports.paper.measures import (
    MAIN,
    META,
    MM,
    OCHRE_TEXT,
    OCHRE_TINT,
    STRONG,
    TABLE_2,
    TEXT,
    Style,
)
from coopdesk.reports.paper.prose import run_blocks
from coopdesk.reports.paper.strips import PARAGRAPH_SPACE, heading, paragraph
from coopdesk.reports.paper.tables import Column, row
from coopdesk.reports.paper.tags import Node

_PEOPLE = N_("Who holds which post")
_AGREED = N_("What we have agreed")
_DONE = N_("What has been done")
_GIVEN = NC_("person-days", "Given")
_RECEIVED = NC_("person-days", "Received")
_UNIT = N_("person-days a year")
_IN_WORDS = N_("Person-days given and received by year. {years}.")
_YEAR_IN_WORDS = N_("{year}: given {given}, received {received}")
MORE = N_("{n} more in the desk")
ABOVE = 5 * MM
_CHART = 66 * MM
_BETWEEN = 8 * MM


def column(facts: BriefingFacts, people: int, agreements: int, lines: int, root: Node) -> list[Strip]:
    """The strips of the main column, with so many entries of each kind at most."""
    return [
        *_presentation(facts.presentation, lines, root),
        *_people(facts.people, people, root),
        *_agreements(facts.agreements, agreements, root),
        *_done(facts.years, facts.achieved, root),
    ]


def more(left_out: int, width: float, section: Node) -> list[Strip]:
    """A line that counts what is left out."""
    if left_out <= 0:
        return []
    words = set_text(MORE.format(n=left_out), META, width)
    return paragraph(words, META, section.add("P"), above=3.0)


def _left_out(count: int) -> str:
    return MORE.format(n=count) if count > 0 else ""


def _presentation(text: str, most: int, root: Node) -> list[Strip]:
    blocks = run_blocks(text, TEXT)
    if not blocks or not most:
        return []
    lines = shortened(set_paragraph(blocks[0], MAIN), most, TEXT, MAIN)
    return paragraph(lines, TEXT, root.add("P"), above=5 * MM)


def _people(people: Sequence[PersonLine], most: int, root: Node) -> list[Strip]:
    if not people:
        return []
    section = root.add("Sect")
    aside = _left_out(len(people) - most)
    found = heading(str(_PEOPLE), MAIN, section.add("H2"), above=ABOVE, aside=aside)
    table = section.add("Table")
    columns = [Column(MAIN * 0.26, STRONG), Column(MAIN * 0.33, TABLE_2), Column(MAIN * 0.09, TABLE_2),
               Column(MAIN * 0.32, TABLE_2, right=True)]  # fmt: skip
    chip = replace(columns[3], style=STRONG.but(colour=OCHRE_TEXT), chip=OCHRE_TINT)
    for one in people[:most]:
        last = chip if one.is_new else columns[3]
        found += row([*columns[:3], last], [one.name, one.function, one.since, one.remark], table)
    return found


def _agreements(agreements: Sequence[AgreementLine], most: int, root: Node) -> list[Strip]:
    if not agreements:
        return []
    section = root.add("Sect")
    aside = _left_out(len(agreements) - most)
    found = heading(str(_AGREED), MAIN, section.add("H2"), above=ABOVE, aside=aside)
    table = section.add("Table")
    columns = [Column(MAIN * 0.48, STRONG), Column(MAIN * 0.33, TABLE_2),
               Column(MAIN * 0.19, TABLE_2, right=True)]  # fmt: skip
    for one in agreements[:most]:
        about = as_many_as_fit(one.about, columns[1].width - 10, TABLE_2)
        found += row(columns, [one.title, about, one.years], table)
    return found


def as_many_as_fit(listed: str, width: float, style: Style) -> str:
    """The first entries of a list with commas that stand on one line, and … for the others."""
    parts = listed.split(", ")
    for count in range(len(parts), 0, -1):
        text = ", ".join(parts[:count]) + (", …" if count < len(parts) else "")
        if width_of(text, style) <= width:
            return text
    return parts[0]


def _done(years: Sequence[YearLine], points: Sequence[Point], root: Node) -> list[Strip]:
    if not years and not points:
        return []
    section = root.add("Sect")
    found = heading(str(_DONE), MAIN, section.add("H2"), above=ABOVE)
    if not years:
        return found + _points(points, MAIN, section)
    chart = [_chart(years, _CHART if points else MAIN * 0.7, section)]
    if not points:
        return found + chart
    words = _points(points, MAIN - _CHART - _BETWEEN, section)
    return [*found, columns_of([(0.0, chart), (_CHART + _BETWEEN, words)])]


def _chart(years: Sequence[YearLine], width: float, section: Node) -> Strip:
    rows = [
        Mirrored(
            str(one.year),
            (Part(float(one.given)),), figures.number(one.given),
            (Part(float(one.received)),), figures.number(one.received),
        )
        for one in years
    ]  # fmt: skip
    in_words = figures.in_a_row(
        _YEAR_IN_WORDS.format(
            year=one.year, given=figures.number(one.given), received=figures.number(one.received)
        )
        for one in years
    )
    drawing = mirrored(rows, width, names=(str(_GIVEN), str(_RECEIVED)), unit=str(_UNIT))
    return figure(drawing, _IN_WORDS.format(years=in_words), section)


def _points(points: Sequence[Point], width: float, section: Node) -> list[Strip]:
    found: list[Strip] = []
    for one in points:
        words = spans(one.strong + (", " if one.rest else ""), TEXT.but(bold=True)) + spans(one.rest, TEXT)
        lines = set_paragraph(words, width)
        found += paragraph(lines, TEXT, section.add("P"), above=PARAGRAPH_SPACE if found else 0.0)
    return found
