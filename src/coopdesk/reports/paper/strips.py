# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Paragraphs, headings and lists as strips."""

from collections.abc import Sequence

from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import Span, TextLine, set_lines, set_text, spans
from coopdesk.reports.paper.measures import (
    HEAD,
    META,
    MM,
    TEXT,
    Colour,
    Style,
)
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.tags import Node

PARAGRAPH_SPACE = 5.0
SECTION_SPACE = 6.2 * MM
HEAD_SPACE = 1.6 * MM
INDENT = 5.2 * MM


def baseline(style: Style, leading: float = 0.0) -> float:
    """How far below the upper edge of its line a text of this style stands."""
    return (leading or style.leading) / 2 + style.size * 0.345


def paragraph(
    lines: Sequence[TextLine],
    style: Style,
    node: Node,
    *,
    above: float = 0.0,
    indent: float = 0.0,
    bar: tuple[Colour, float] | None = None,
    label: tuple[TextLine, Node] | None = None,
) -> list[Strip]:
    """Lines as strips: no line of a paragraph stands alone at the foot or head of a page.

    `bar` is the colour and width of a bar at the left; `label` stands before the first line.
    """
    drop, last = baseline(style), len(lines) - 1

    def strip(at: int, line: TextLine) -> Strip:
        def draw(sheet: Sheet, x: float, y: float) -> None:
            if bar:
                sheet.bar(x, y, bar[1], style.leading, bar[0])
            if label and not at:
                sheet.right(x + indent - 1.8 * MM, y + drop, *label)
            sheet.text(x + indent, y + drop, line, node)

        return Strip(style.leading, draw, 0.0 if at else above, glued=at < last and at in (0, last - 1))

    return [strip(at, line) for at, line in enumerate(lines)]


def heading(
    text: str,
    width: float,
    node: Node,
    *,
    style: Style = HEAD,
    above: float = SECTION_SPACE,
    below: float = HEAD_SPACE,
    aside: str = "",
) -> list[Strip]:
    """A heading that stays with what follows; `aside` stands at the right, small."""
    side = set_text(aside, META, width)[:1]
    room = width - (side[0].width + 12 if side else 0)
    strips = paragraph(set_text(text, style, room), style, node, above=above)
    for strip in strips:
        strip.glued = True
    if side:
        _beside(strips[-1], side[0], width, baseline(style), node)
    strips[-1].height += below
    return strips


def _beside(strip: Strip, line: TextLine, width: float, drop: float, node: Node) -> None:
    own = strip.draw

    def draw(sheet: Sheet, x: float, y: float) -> None:
        own(sheet, x, y)
        sheet.right(x + width, y + drop, line, node)

    strip.draw = draw


def labelled(
    label: str,
    text: Sequence[Span],
    width: float,
    parent: Node,
    *,
    style: Style = TEXT,
    label_style: Style = TEXT,
    indent: float = INDENT,
    above: float = 0.0,
    bar: tuple[Colour, float] | None = None,
) -> list[Strip]:
    """One entry of a list, its label hanging at the left."""
    item = parent.add("LI")
    mark, body = item.add("Lbl"), item.add("LBody")
    lines = set_lines(list(text), width - indent) or [TextLine((), 0.0)]
    label_line = set_lines(spans(label, label_style), indent * 2)[0]
    return paragraph(lines, style, body, above=above, indent=indent, bar=bar, label=(label_line, mark))
