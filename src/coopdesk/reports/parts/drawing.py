# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small tables, lists and texts as they stand in any report, as wide as the page."""

from collections.abc import Sequence

from coopdesk.language import Message
from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import set_text
from coopdesk.reports.paper.measures import FULL, STRONG, TABLE, TABLE_2, TEXT
from coopdesk.reports.paper.prose import prose
from coopdesk.reports.paper.strips import heading, paragraph
from coopdesk.reports.paper.tables import Column, head_row, kept_together, row
from coopdesk.reports.paper.tags import Node

_TEXT_WIDTH = 0.86


def headed(
    text: Message | str, root: Node, *, aside: str = "", width: float = FULL
) -> tuple[Node, list[Strip]]:
    """A new section and its heading."""
    section = root.add("Sect")
    return section, heading(str(text), width, section.add("H2"), aside=aside)


def sentence(text: str, section: Node, *, width: float = FULL) -> list[Strip]:
    """A plain sentence."""
    return paragraph(set_text(text, TEXT, width * _TEXT_WIDTH), TEXT, section.add("P"))


def text_section(label: str, text: str, root: Node, *, width: float = FULL) -> list[Strip]:
    """A text in Markdown below its heading; nothing where it is empty."""
    section = root.add("Sect")
    node = section.add("H2")
    strips = prose(text, width if width < FULL else width * _TEXT_WIDTH, section)
    return heading(label, width, node) + strips if strips else []


def plain_table(
    heads: Sequence[Message],
    shares: Sequence[float],
    rows: Sequence[Sequence[str]],
    section: Node,
    *,
    width: float = FULL,
    right: frozenset[int] = frozenset(),
) -> list[Strip]:
    """A table whose first column is bold; without `heads` it begins with its first row."""
    table = section.add("Table")
    columns = [
        Column(width * share, (STRONG if not at else TABLE if at in right else TABLE_2), right=at in right)
        for at, share in enumerate(shares)
    ]
    head = None
    found: list[Strip] = []
    if heads:
        head = head_row(columns, [str(one) for one in heads], table)
        head.glued = True
        found.append(head)
    for cells in rows:
        found += row(columns, cells, table, head=head)
    return kept_together(found)
