# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The recovery sheet: one A4 page with the key that opens a desk when its passphrase is lost."""

from dataclasses import dataclass
from datetime import date

from coopdesk.language import N_, NC_, Language, figures, using
from coopdesk.reports.paper.flow import Pages, Strip
from coopdesk.reports.paper.frame import Frame
from coopdesk.reports.paper.lines import balanced, set_text, spans
from coopdesk.reports.paper.measures import (
    FIRST,
    FULL,
    HAND_RULE,
    LEFT,
    MM,
    OPENING,
    PANEL,
    RADIUS,
    TEXT,
    TITLES,
    Style,
)
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import baseline, heading, labelled, paragraph
from coopdesk.reports.paper.tags import Node

_TITLE = NC_("report", "Recovery sheet")
_PURPOSE = N_(
    "This key opens the desk when its passphrase is lost, on this computer or from a backup on another one."
)
_KEY = N_("Recovery key")
_SIGNS = N_("0 is always the digit zero, 1 always the digit one: the letters O, I, L and U do not occur.")
_SECTIONS = (
    (
        N_("Where to keep it"),
        (
            N_("In a safe or a locked cupboard, not beside the computer"),
            N_("On paper only: delete the file after printing, send it to nobody"),
            N_("Whoever holds this sheet and a copy of the desk can read everything in it"),
        ),
    ),
    (
        N_("How to use it"),
        (
            N_("Type the key as it stands; blanks, hyphens and small letters do not matter"),
            N_("Choose a new passphrase at once"),
            N_("Then print a new sheet and destroy this one: the newer key replaces the older"),
        ),
    ),
)
_KEY_STYLE = Style("sans", 25, 40, bold=True)
_CELL = 8.2 * MM
_BETWEEN = 8 * MM
_GROUPS_IN_ROW = 4
_PADDING = 6 * MM


@dataclass(frozen=True, slots=True)
class RecoveryFacts:
    """What the sheet says: the office, the key in its groups ("AB12-…"), the day it was made."""

    office: str
    recovery_key: str
    made_on: date


def draw_recovery_sheet(facts: RecoveryFacts, language: Language) -> bytes:
    """The sheet as PDF, in `language`."""
    with using(language):
        root = Node("Document")
        pages = Pages()
        pages.lay(_strips(facts, root), LEFT, (0, FIRST))
        title = f"{_TITLE}, {facts.office}"
        sheet = Sheet(
            title=title, author=facts.office, language=language, printed_on=facts.made_on, root=root
        )
        frame = Frame(facts.office, figures.day(facts.made_on), title, "", "")
        for page, laid in enumerate(pages.laid):
            if page:
                sheet.turn()
            frame.draw(sheet, page, len(pages.laid))
            for placed in laid:
                placed.strip.draw(sheet, placed.x, placed.y)
        return sheet.finish()


def _strips(facts: RecoveryFacts, root: Node) -> list[Strip]:
    strips = paragraph(balanced(str(_TITLE), TITLES[0], FULL), TITLES[0], root.add("H1"))
    strips += paragraph(set_text(str(_PURPOSE), OPENING, FULL), OPENING, root.add("P"), above=3 * MM)
    strips += heading(str(_KEY), FULL, root.add("H2"))
    strips.append(_panel(facts.recovery_key.split("-"), root.add("P")))
    strips += paragraph(set_text(str(_SIGNS), TEXT, FULL), TEXT, root.add("P"), above=3 * MM)
    for title, points in _SECTIONS:
        strips += heading(str(title), FULL, root.add("H2"))
        entries = root.add("L")
        for point in points:
            strips += labelled("–", spans(str(point), TEXT), FULL, entries, above=1.2 * MM)
    return strips


def _panel(groups: list[str], node: Node) -> Strip:
    """The key in rows of groups; every letter in a cell of one width, so that none is overlooked."""
    rows = [groups[at : at + _GROUPS_IN_ROW] for at in range(0, len(groups), _GROUPS_IN_ROW)]
    height = len(rows) * _KEY_STYLE.leading + 2 * _PADDING

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.panel(x, y, FULL, height, RADIUS, PANEL, HAND_RULE)
        for row, line in enumerate(rows):
            drop = y + _PADDING + row * _KEY_STYLE.leading + baseline(_KEY_STYLE)
            for place, group in enumerate(line):
                left = x + _PADDING + place * (len(group) * _CELL + _BETWEEN)
                _draw_group(sheet, left, drop, group, node)

    return Strip(height, draw, above=1 * MM)


def _draw_group(sheet: Sheet, left: float, drop: float, group: str, node: Node) -> None:
    for at, letter in enumerate(group):
        line = set_text(letter, _KEY_STYLE, FULL)[0]
        sheet.text(left + at * _CELL + (_CELL - line.width) / 2, drop, line, node)
