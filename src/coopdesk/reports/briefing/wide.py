# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands as wide as the page in a briefing: what each side owes, and what to raise."""

from collections.abc import Sequence
from datetime import date

from coopdesk.language import N_
from coopdesk.reports.briefing.facts import BriefingFacts, Point, SideFacts
from coopdesk.reports.briefing.main import ABOVE, more
from coopdesk.reports.drawings import Promises, Side, squares
from coopdesk.reports.moments import near_day
from coopdesk.reports.paper.blocks import height_of, stack
from coopdesk.reports.paper.figures import figure
from coopdesk.reports.paper.flow import Pages, Spot, Strip
from coopdesk.reports.paper.lines import Span, set_text, spans
from coopdesk.reports.paper.measures import (
    ALERT,
    FULL,
    GUTTER,
    HAND_RULE,
    HEAD,
    LEFT,
    META,
    MM,
    OCHRE,
    PANEL,
    PETROL,
    RADIUS,
    STRONG,
    TABLE_2,
    TEXT,
    Colour,
)
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import baseline, heading, labelled
from coopdesk.reports.paper.tables import Column, row, side_row
from coopdesk.reports.paper.tags import Node

_DEBTS = N_("What each side owes")
_KEPT_OF = N_("promises kept: {kept} of {n}")
_LATE = N_("{day}, late")
_NO_DAY = N_("no date")
_TO_RAISE = N_("To raise")
_YOUR_NOTES = N_("Your notes")
_HALF = (FULL - GUTTER) / 2
_PADDING = 4.5 * MM
_ABOVE = 4 * MM
_NOTES = 44 * MM
_HAND_LINE = 7.5 * MM
_LEAST_HAND_LINES = 3


def debts(facts: BriefingFacts, most: int, root: Node, pages: Pages, at: Spot) -> Spot:
    """Lays both sides' promises next to each other; the spot below the longer side."""
    if not facts.we.made and not facts.they.made:
        return at
    section = root.add("Sect")
    at = pages.lay([_headed(section)], LEFT, at)
    ours = _side(facts.we, "ours", PETROL, most, facts.printed_on, section)
    theirs = _side(facts.they, "theirs", OCHRE, most, facts.printed_on, section)
    return max(pages.lay(ours, LEFT, at), pages.lay(theirs, LEFT + _HALF + GUTTER, at))


def _headed(section: Node) -> Strip:
    (strip,) = heading(str(_DEBTS), FULL, section.add("H2"), above=ABOVE)
    # What follows stands in two columns, so the heading is laid alone.
    strip.glued = False
    return strip


def _side(side: SideFacts, which: Side, bar: Colour, most: int, on: date, section: Node) -> list[Strip]:
    table = section.add("Table")
    kept = _KEPT_OF.format(kept=side.kept, n=side.made)
    found = [side_row(side.name, kept, _HALF, bar, STRONG, table)]
    if side.made:
        due = side.made - side.kept - side.broken
        drawing = squares(Promises(side.kept, due, side.broken), which)
        found.append(figure(drawing, f"{side.name}: {kept}", section, above=1.6 * MM, below=1.0 * MM))
    columns = [Column(_HALF * 0.72), Column(_HALF * 0.28, TABLE_2, right=True)]
    late = [Column(_HALF * 0.62), Column(_HALF * 0.38, STRONG.but(colour=ALERT), right=True)]
    for one in side.owed[:most]:
        day = near_day(one.due, on) if one.due else str(_NO_DAY)
        cells = [one.what, _LATE.format(day=day) if one.late else day]
        found += row(late if one.late else columns, cells, table)
    return found + more(len(side.owed) - most, _HALF, section)


def panel(points: Sequence[Point], root: Node) -> Strip:
    """The last panel: what to raise at the left, ruled lines for the hand at the right."""
    section = root.add("Sect")
    room = FULL - 2 * _PADDING - _NOTES - 8 * MM
    head = heading(str(_TO_RAISE), room, section.add("H2"), above=0.0)
    entries = section.add("L")
    left = [*head]
    for number, one in enumerate(points, 1):
        left += labelled(
            f"{number}.", _spans(one), room, entries, style=TEXT, indent=5.6 * MM,
            label_style=STRONG.but(colour=PETROL), above=2.6 if number > 1 else 0.0,
        )  # fmt: skip
    if not points:
        left = _ruled(room, _LEAST_HAND_LINES, head)
    notes = set_text(str(_YOUR_NOTES), META, _NOTES)[0]
    notes_node = section.add("P")
    least = HEAD.leading + _HAND_LINE * _LEAST_HAND_LINES
    height = max(height_of(left), least) + 2 * _PADDING

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.panel(x, y, FULL, height, RADIUS, PANEL)
        stack(sheet, left, x + _PADDING, y + _PADDING)
        x += FULL - _PADDING - _NOTES
        sheet.text(x, y + _PADDING + baseline(HEAD), notes, notes_node)
        rule = y + _PADDING + HEAD.leading + _HAND_LINE
        while rule <= y + height - _PADDING + 1:
            sheet.rule(x, rule, _NOTES, HAND_RULE)
            rule += _HAND_LINE

    return Strip(height, draw, above=_ABOVE)


def _ruled(width: float, count: int, head: list[Strip]) -> list[Strip]:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.rule(x, y + _HAND_LINE, width, HAND_RULE)

    return [*head, *(Strip(_HAND_LINE, draw) for _ in range(count))]


def _spans(point: Point) -> list[Span]:
    return spans(f"{point.strong} " if point.rest else point.strong, TEXT.but(bold=True)) + spans(
        point.rest, TEXT
    )
