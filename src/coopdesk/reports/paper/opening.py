# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The head of a document: a title in the size that fits, a subtitle, an opening paragraph."""

from collections.abc import Sequence

from coopdesk.reports.paper.flow import Draw, Strip
from coopdesk.reports.paper.lines import (
    Span,
    TextLine,
    balanced,
    set_paragraph,
    set_text,
    shortened,
)
from coopdesk.reports.paper.measures import (
    BAR,
    FULL,
    HAND_RULE,
    INK_2,
    MM,
    OPENING,
    PETROL,
    STRONG,
    SUBTITLE,
    SUNKEN,
    TITLES,
    Style,
)
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import baseline, paragraph
from coopdesk.reports.paper.tags import Node

_MOST_LINES = 3
_BESIDE_BAR = 5.2 * MM


def title_lines(title: str) -> tuple[Style, list[TextLine]]:
    """The title in the largest size in which it takes one line (two in the middle sizes, three
    in the smallest), its lines of about one length."""
    for most, style in zip((1, 2, 2), TITLES[:-1], strict=True):
        lines = balanced(title, style, FULL)
        if len(lines) <= most and all(line.width <= FULL for line in lines):
            return style, lines
    style = TITLES[-1]
    lines = balanced(title, style, FULL)
    return style, shortened(lines, _MOST_LINES, style, FULL)


def title(text: str, root: Node) -> list[Strip]:
    """The title, as wide as the page."""
    style, lines = title_lines(text)
    strips = paragraph(lines, style, root.add("H1"))
    for strip in strips:
        strip.glued = True
    return strips


def subtitle(text: str, root: Node, *, state: str = "", boxed: bool = False) -> list[Strip]:
    """The line below the title; `state` stands at its right, in a box if it may still change."""
    right = set_text(state, STRONG.but(colour=INK_2), FULL / 3)[:1]
    room = FULL - (right[0].width + 28 if right else 0)
    node = root.add("P")
    strips = paragraph(set_text(text, SUBTITLE, room), SUBTITLE, node, above=1.2 * MM)
    if not right:
        return strips
    if not strips:
        strips = [Strip(SUBTITLE.leading, _nothing, above=1.2 * MM)]
    strips[-1].draw = _with_state(strips[-1], right[0], node, boxed=boxed)
    return strips


def lead(paragraphs: Sequence[list[Span]], root: Node) -> list[Strip]:
    """The opening paragraphs beside their petrol bar."""
    found: list[Strip] = []
    for spans in paragraphs:
        lines = set_paragraph(spans, FULL - _BESIDE_BAR)
        found += paragraph(lines, OPENING, root.add("P"), above=0.0 if found else 4 * MM,
                           indent=_BESIDE_BAR, bar=(PETROL, BAR))  # fmt: skip
    return found


def _nothing(sheet: Sheet, x: float, y: float) -> None:
    """A strip that holds its room open."""


def _with_state(strip: Strip, state: TextLine, node: Node, *, boxed: bool) -> Draw:
    own = strip.draw

    def draw(sheet: Sheet, x: float, y: float) -> None:
        own(sheet, x, y)
        right = x + FULL
        if boxed:
            sheet.panel(right - state.width - 14, y, state.width + 14, 17, 1.2 * MM, SUNKEN, HAND_RULE)
            right -= 7
        sheet.right(right, y + baseline(SUBTITLE), state, node)

    return draw
