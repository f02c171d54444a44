# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text in Markdown as strips."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from coopdesk.records.markdown import (
    Block,
    Heading,
    Link,
    ListBlock,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    parse,
    sign_of,
)
from coopdesk.reports.paper.flow import Draw, Strip
from coopdesk.reports.paper.lines import Span, set_paragraph, spans
from coopdesk.reports.paper.measures import HEAD_2, PETROL, QUOTED, RULE, TEXT, Colour, Style
from coopdesk.reports.paper.sheet import Sheet
from coopdesk.reports.paper.strips import INDENT, PARAGRAPH_SPACE, heading, labelled, paragraph
from coopdesk.reports.paper.tables import Column, head_row, row
from coopdesk.reports.paper.tags import Node

_NEXT_ENTRY = 2.0
_AWAY = "\u00a0" * 4
_NARROWEST, _WIDEST = 6, 40
"""Letters: what a column of a table is taken to hold at least, and at most, when the width is shared."""
_QUOTE_BAR: tuple[Colour, float] = (RULE, 1.6)


def prose(text: str, width: float, parent: Node, *, style: Style = TEXT) -> list[Strip]:
    """The strips of a text in Markdown, `width` points wide."""
    return list(_blocks(parse(text), width, parent, style))


def run_spans(runs: Runs, style: Style) -> list[Span]:
    """The runs of a block as spans; a link shows its address, for paper cannot be followed."""
    found: list[Span] = []
    for run in runs:
        if isinstance(run, Link):
            shown = run.text if run.text in run.href else f"{run.text} ({run.href})"
            found += spans(shown, style.but(colour=PETROL))
        else:
            found += spans(run.text, style.but(bold=run.bold, italic=run.italic, struck=run.struck))
    return found


def run_blocks(text: str, style: Style) -> list[list[Span]]:
    """The spans of each paragraph, heading or entry, without their indents: for a short text."""
    return [run_spans(runs, style) for block in parse(text) for runs in _runs_in(block)]


def _runs_in(block: Block) -> Iterator[Runs]:
    match block:
        case Paragraph(runs) | Heading(_, runs):
            yield runs
        case ListBlock(_, items):
            for item in items:
                yield item.runs
                for below in item.lists:
                    yield from _runs_in(below)
        case Quote(blocks):
            for inner in blocks:
                yield from _runs_in(inner)
        case Table(head, rows):
            yield from ((Run(" | ".join(cells)),) for cells in (head, *rows))


def _blocks(blocks: Sequence[Block], width: float, parent: Node, style: Style) -> Iterator[Strip]:
    for at, (block, after) in enumerate(zip_longest(blocks, blocks[1:])):
        strips = _block(block, width, parent, style, PARAGRAPH_SPACE if at else 0.0)
        if strips and isinstance(after, ListBlock):
            strips[-1].glued = True
        yield from strips


def _block(block: Block, width: float, parent: Node, style: Style, above: float) -> list[Strip]:
    match block:
        case Paragraph(runs):
            return paragraph(
                set_paragraph(run_spans(runs, style), width), style, parent.add("P"), above=above
            )
        case Heading(level, runs):
            return _heading(level, runs, width, parent, above)
        case ListBlock():
            return _list(block, width, parent.add("L"), style, above)
        case Quote(blocks):
            return _quote(blocks, width, parent.add("BlockQuote"), above)
        case Table():
            return _table(block, width, parent.add("Table"), above)


def _heading(level: int, runs: Runs, width: float, parent: Node, above: float) -> list[Strip]:
    node = parent.add(f"H{min(level + 2, 6)}")
    text = "".join(run.text for run in runs).replace("\n", " ")
    return heading(text, width, node, style=HEAD_2, above=above * 2, below=1.0) if text.strip() else []


def _list(block: ListBlock, width: float, node: Node, style: Style, above: float) -> list[Strip]:
    found: list[Strip] = []
    for number, item in enumerate(block.items, block.start):
        label = sign_of(block, number, item)
        found += labelled(label, run_spans(item.runs, style), width, node, style=style,
                          label_style=style, above=_NEXT_ENTRY if found else above)  # fmt: skip
        for below in item.lists:
            found += shifted(_list(below, width - INDENT, node.add("L"), style, _NEXT_ENTRY), INDENT)
    return found


def _table(block: Table, width: float, node: Node, above: float) -> list[Strip]:
    """The columns share the width by their longest texts, counted in letters."""
    longest = [max(map(len, cells)) for cells in zip(block.head, *block.rows, strict=True)]
    shares = [min(max(length, _NARROWEST), _WIDEST) for length in longest]
    columns = [
        Column(width * share / sum(shares), right=right)
        for share, right in zip(shares, block.right, strict=True)
    ]
    head = head_row(columns, _apart(block.head, block.right), node)
    head.glued, head.above = True, above
    found = [head]
    for cells in block.rows:
        found += row(columns, _apart(cells, block.right), node, head=head)
    return found


def _apart(cells: Sequence[str], right: Sequence[bool]) -> list[str]:
    """The cells of a row; a figure keeps away from the column after it."""
    last = len(cells) - 1
    return [cell + _AWAY if cell and right[at] and at < last else cell for at, cell in enumerate(cells)]


def _quote(blocks: Sequence[Block], width: float, node: Node, above: float) -> list[Strip]:
    inside = list(_blocks(blocks, width - INDENT, node, QUOTED))
    if inside:
        inside[0].above = 0.0
    found = shifted(inside, INDENT, _QUOTE_BAR)
    if found:
        found[0].above = above
    return found


def shifted(strips: list[Strip], by: float, bar: tuple[Colour, float] | None = None) -> list[Strip]:
    """The strips moved to the right, a bar at their left if wanted: it bridges paragraphs."""
    for strip in strips:
        strip.draw = _moved(strip, by, bar)
    return strips


def _moved(strip: Strip, by: float, bar: tuple[Colour, float] | None) -> Draw:
    own, bridge = strip.draw, strip.above

    def draw(sheet: Sheet, x: float, y: float) -> None:
        if bar:
            sheet.bar(x, y - bridge, bar[1], strip.height + bridge, bar[0])
        own(sheet, x + by, y)

    return draw
