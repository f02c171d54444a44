# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A row of large figures with a word below each."""

from collections.abc import Sequence

from coopdesk.reports.paper.blocks import columns_of
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_text, width_of
from coopdesk.reports.paper.measures import FULL, META, MM, Style
from coopdesk.reports.paper.strips import paragraph
from coopdesk.reports.paper.tags import Node

_FIGURES = (
    Style("sans", 17, 22, bold=True),
    Style("sans", 14, 22, bold=True),
    Style("sans", 11, 22, bold=True),
)
_GAP = 5 * MM


def numbers(entries: Sequence[tuple[str, str]], root: Node, *, above: float = 6 * MM) -> list[Strip]:
    """Figures and their words in columns of one width, all of the size in which the longest fits."""
    if not entries:
        return []
    width = (FULL - _GAP * (len(entries) - 1)) / len(entries)
    style = next(
        (one for one in _FIGURES if all(width_of(text, one) <= width for text, _ in entries)), _FIGURES[-1]
    )
    columns = []
    for at, (text, words) in enumerate(entries):
        node = root.add("P")
        strips = paragraph(set_text(text, style, width), style, node)
        strips += paragraph(set_text(words, META, width), META, node)
        columns.append((at * (width + _GAP), strips))
    return [columns_of(columns, above=above)]
