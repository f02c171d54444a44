# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Drawings as strips: charts and maps between paragraphs, said in words for those who listen."""

from typing import TYPE_CHECKING

from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.tags import Node

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing


def figure(
    drawing: "Drawing", alternative: str, parent: Node, *, above: float = 0.0, below: float = 0.0,
    indent: float = 0.0, glued: bool = False,
) -> Strip:  # fmt: skip
    """A drawing at the left of its column, as high as it is; `alternative` says it in words.

    `above` and `below` are spaces, `glued` keeps it on the page of the strip that follows.
    """
    node = parent.add("Figure", alternative or "—")

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.drawing(x + indent, y, drawing, node)

    return Strip(float(drawing.height) + below, draw, above, glued)
