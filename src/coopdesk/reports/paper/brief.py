# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Short facts for a side column: a label and its value."""

from collections.abc import Sequence

from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_text, width_of
from coopdesk.reports.paper.measures import INK_3, MM, STRONG, TABLE
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import baseline, heading, paragraph
from coopdesk.reports.paper.tags import Node

LABEL = TABLE.but(colour=INK_3)
BETWEEN = 1.9 * MM


def brief(
    head: str,
    entries: Sequence[tuple[str, str]],
    width: float,
    root: Node,
    *,
    between: float = BETWEEN,
    mixed: bool = False,
) -> list[Strip]:
    """The entries below a heading (none where it is ""): label left and value right; labels
    above their values where one pair does not fit on a line (with `mixed` only above those that do
    not). `between` is the space from one to the next in points."""
    if not entries:
        return []
    section = root.add("Sect")
    found = heading(head, width, section.add("H2")) if head else []
    first = len(found)
    all_fit = all(_fits(label, text, width) for label, text in entries)
    for label, text in entries:
        entry = _entry if all_fit or (mixed and _fits(label, text, width)) else _tall_entry
        strips = entry(label, text, width, section.add("P"))
        strips[0].above = between if len(found) > first else 1.0
        found += strips
    return found


def _fits(label: str, text: str, width: float) -> bool:
    return width_of(label, LABEL) + width_of(text, STRONG) <= width - 10 and "\n" not in text


def _entry(label: str, text: str, width: float, node: Node) -> list[Strip]:
    left, right = set_text(label, LABEL, width), set_text(text, STRONG, width)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for line in left:
            sheet.text(x, y + baseline(TABLE), line, node)
        for line in right:
            sheet.right(x + width, y + baseline(TABLE), line, node)

    return [Strip(TABLE.leading, draw)]


def _tall_entry(label: str, text: str, width: float, node: Node) -> list[Strip]:
    above = paragraph(set_text(label, LABEL, width), TABLE, node)
    for strip in above:
        strip.glued = True
    return above + paragraph(set_text(text, STRONG, width), STRONG, node)
