# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The side column of a briefing: where they are, short facts, last contacts, needs and offers."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from coopdesk.language import N_
from coopdesk.reports.briefing.facts import BriefingFacts, ContactLine, Position
from coopdesk.reports.briefing.main import ABOVE, more
from coopdesk.reports.drawings import Flow, Spot, draw_map
from coopdesk.reports.moments import near_day
from coopdesk.reports.paper.brief import brief
from coopdesk.reports.paper.figures import figure
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_text, shortened, width_of
from coopdesk.reports.paper.measures import INK_2, MM, SIDE, STRONG, TABLE
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import baseline, heading
from coopdesk.reports.paper.tags import Node

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

_CONTACTS = N_("Last contacts")
_LISTINGS = N_("Needs and offers")
_NEED = N_("Need")
_OFFER = N_("Offer")
_MAP = N_("Map: {ours} and {theirs}")
_MAP_HEIGHT = 36 * MM
_DAY = STRONG.but(colour=INK_2)
_BETWEEN = 1.6 * MM
_MOST_LINES = 2


def column(facts: BriefingFacts, contacts: int, listings: int, root: Node) -> list[Strip]:
    """The strips of the side column, with so many entries of each kind at most."""
    return [
        *_map(facts.ours_at, facts.theirs_at, root),
        *brief("", facts.lines, SIDE, root, between=1.2 * MM),
        *_contacts(facts.contacts, contacts, facts.printed_on, root),
        *_listings(facts, listings, root),
    ]


def _map(ours: Position | None, theirs: Position | None, root: Node) -> list[Strip]:
    if ours is None or theirs is None:
        return []
    here = Spot(ours.latitude, ours.longitude, ours.name, "ours", ours.country)
    there = Spot(theirs.latitude, theirs.longitude, theirs.name, "theirs", theirs.country)
    drawing = _drawn_map(here, there)
    words = _MAP.format(ours=ours.name, theirs=theirs.name)
    return [figure(drawing, words, root, above=5 * MM, below=2 * MM)]


@lru_cache(maxsize=4)
def _drawn_map(here: Spot, there: Spot) -> "Drawing":
    """Drawn once for all attempts to fill a page."""
    return draw_map([here, there], [Flow(here, there, weight=0.3)], width=SIDE, height=_MAP_HEIGHT)


def _contacts(contacts: Sequence[ContactLine], most: int, on: date, root: Node) -> list[Strip]:
    lines = [(near_day(one.day, on), one.what) for one in contacts[:most]]
    return _named(str(_CONTACTS), lines, len(contacts) - most, root)


def _listings(facts: BriefingFacts, most: int, root: Node) -> list[Strip]:
    """Their needs and offers, so many of each."""
    kinds = ((str(_NEED), facts.needs), (str(_OFFER), facts.offers))
    lines = [(name, title) for name, titles in kinds for title in titles[:most]]
    return _named(str(_LISTINGS), lines, len(facts.needs) + len(facts.offers) - len(lines), root)


def _named(head: str, lines: Sequence[tuple[str, str]], left_out: int, root: Node) -> list[Strip]:
    if not lines:
        return []
    section = root.add("Sect")
    found = heading(head, SIDE, section.add("H2"), above=ABOVE)
    room = max(width_of(name, _DAY) for name, _ in lines) + 8
    for at, (name, text) in enumerate(lines):
        found.append(_dated(name, text, room, section.add("P"), above=_BETWEEN if at else 0.0))
    return found + more(left_out, SIDE, section)


def _dated(day: str, text: str, room: float, node: Node, *, above: float) -> Strip:
    left = set_text(day, _DAY, room)
    width = SIDE - room
    right = shortened(set_text(text, TABLE, width), _MOST_LINES, TABLE, width)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for line in left:
            sheet.text(x, y + baseline(TABLE), line, node)
        for at, line in enumerate(right):
            sheet.text(x + room, y + at * TABLE.leading + baseline(TABLE), line, node)

    return Strip(max(len(right), 1) * TABLE.leading, draw, above)
