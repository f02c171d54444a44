# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables as strips: a row is one strip for each of its lines, so that a tall row can go on
overleaf, and a table breaks between its rows with its head repeated."""

from collections.abc import Sequence
from dataclasses import dataclass

from coopdesk.reports.paper.flow import Strip
from coopdesk.reports.paper.lines import TextLine, set_text, shortened
from coopdesk.reports.paper.measures import HAIRLINE, META, ROW_PADDING, RULE, TABLE, Colour, Style
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import baseline
from coopdesk.reports.paper.tags import Node

_TALL = 6
_TALL_HEAD = 2
_GAP = 8.0
_CHIP = 4.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its width in points, the style of its cells; figures and dates stand right; a
    `chip` is the colour of a small panel that its words stand on."""

    width: float
    style: Style = TABLE
    right: bool = False
    chip: Colour | None = None


Cells = Sequence[TextLine]


def row(
    columns: Sequence[Column],
    cells: Sequence[str],
    table: Node,
    *,
    head: Strip | None = None,
    ticked: frozenset[int] = frozenset(),
) -> list[Strip]:
    """One row; `ticked` are the columns whose text has a check mark before it."""
    node = table.add("TR")
    nodes = [node.add("TD") for _ in columns]
    texts = [set_text(text, column.style, _room(columns, at)) for at, (column, text)
             in enumerate(zip(columns, cells, strict=True))]  # fmt: skip
    return _strips(columns, texts, nodes, head, ticked)


def head_row(columns: Sequence[Column], cells: Sequence[str], table: Node) -> Strip:
    """The names of the columns, small, above a rule; repeated on every page. A long name takes two
    lines, the short ones stand beside the lower."""
    node = table.add("TR")
    small = [Column(column.width, META, column.right) for column in columns]
    nodes = [node.add("TH") for _ in columns]
    texts = []
    for at, text in enumerate(cells):
        room = _room(columns, at)
        texts.append(shortened(set_text(text, META, room), _TALL_HEAD, META, room))
    height = max(1, *map(len, texts))
    lines = [
        _line_strip(
            small, [_from_below(text, height - at) for text in texts], nodes,
            first=not at, last=at == height - 1,
        )
        for at in range(height)
    ]  # fmt: skip

    def draw(sheet: Sheet, x: float, y: float) -> None:
        for line in lines:
            line.draw(sheet, x, y)
            y += line.height

    return Strip(sum(line.height for line in lines), draw)


def _from_below(lines: Cells, number: int) -> TextLine | None:
    """The line of this number, counted from the last."""
    return lines[-number] if number <= len(lines) else None


def kept_together(table: list[Strip]) -> list[Strip]:
    """The strips of a table, its last row never alone on a page."""
    if len(table) > 2:
        table[-2].glued = True
    return table


def side_row(text: str, aside: str, width: float, colour: Colour, style: Style, table: Node) -> Strip:
    """The head of a part of a table: a bar of colour above a name, a count at the right."""
    node = table.add("TR").add("TH")
    right = set_text(aside, META, width)[:1]
    room = width - (right[0].width + _GAP if right else 0)
    left = shortened(set_text(text, style, room), _TALL, style, room)
    bar = 1.2
    height = bar + ROW_PADDING * 2 + style.leading * len(left)
    drop = bar + ROW_PADDING + baseline(style)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.bar(x, y, width, bar, colour)
        sheet.rule(x, y + height - HAIRLINE, width, RULE)
        for at, line in enumerate(left):
            sheet.text(x, y + drop + at * style.leading, line, node)
        for line in right:
            sheet.right(x + width, y + drop, line, node)

    return Strip(height, draw, glued=True)


def _room(columns: Sequence[Column], at: int) -> float:
    """How wide a text may be: a column keeps a gap from its neighbour, one that stands right also
    where it is the last."""
    gap = at < len(columns) - 1 or (columns[at].right and at > 0)
    return columns[at].width - (_GAP if gap else 0)


def _strips(
    columns: Sequence[Column],
    texts: Sequence[Cells],
    nodes: Sequence[Node],
    head: Strip | None,
    ticked: frozenset[int],
) -> list[Strip]:
    height = max(1, *map(len, texts))
    found: list[Strip] = []
    for at in range(height):
        lines = [text[at] if at < len(text) else None for text in texts]
        strip = _line_strip(
            columns, lines, nodes, first=at == 0, last=at == height - 1,
            ticked=ticked if at == 0 else frozenset(),
        )  # fmt: skip
        strip.head = head
        strip.glued = at < height - 1 and (height <= _TALL or at in (0, height - 2))
        found.append(strip)
    return found


def _line_strip(
    columns: Sequence[Column],
    lines: Sequence[TextLine | None],
    nodes: Sequence[Node],
    *,
    first: bool,
    last: bool,
    ticked: frozenset[int] = frozenset(),
) -> Strip:
    leading = max(column.style.leading for column in columns)
    top = ROW_PADDING if first else 0.0
    height = top + leading + (ROW_PADDING + HAIRLINE if last else 0.0)
    width = sum(column.width for column in columns)

    def draw(sheet: Sheet, x: float, y: float) -> None:
        if last:
            sheet.rule(x, y + height - HAIRLINE, width, RULE)
        for at, column in enumerate(columns):
            line = lines[at]
            if line is not None:
                drop = y + top + baseline(column.style, leading)
                left = x + column.width - line.width if column.right else x
                if column.chip:
                    left += -_CHIP if column.right else _CHIP
                    wide = line.width + 2 * _CHIP
                    sheet.panel(left - _CHIP, y + top - 1, wide, leading + 2, 2, column.chip)
                sheet.text(left, drop, line, nodes[at])
                if at in ticked:
                    sheet.tick(left - 11, drop + 0.5, 8, column.style.colour)
            x += column.width

    return Strip(height, draw)
