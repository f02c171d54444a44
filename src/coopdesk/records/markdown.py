# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The part of Markdown that prose fields know: paragraphs, headings, lists, also of tasks, quotes, tables,
bold, italic, struck text and links; of code and images the text alone.

Text from anyone is read without risk: no HTML, nothing loaded, links to http, https and mailto only, bounded
nesting, one pass. What is not understood stays as it was written, and so do line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from coopdesk.records.markdown_runs import Link, Run, Runs, runs_in
from coopdesk.records.markdown_tables import fenced_at, table_at

__all__ = [
    "DEEPEST", "DONE", "TO_DO", "Block", "Heading", "Item", "Link", "ListBlock", "Paragraph", "Quote", "Run",
    "Runs", "Table", "parse", "plain_text", "sign_of",
]  # fmt: skip
DEEPEST: Final = 4
"""Levels of lists or quotes; what is nested deeper stands on the last level."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines without a blank line between them."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (#) to 6."""

    level: int
    runs: Runs


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list, with the lists below it; of a task, whether it is done."""

    runs: Runs
    lists: tuple[ListBlock, ...] = ()
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A bulleted or numbered list; start is the first number."""

    ordered: bool
    items: tuple[Item, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote:
    """What stands behind > signs."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells without their marks; every row is as wide as the head; `right` are the columns of figures."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]


TO_DO, DONE = "☐", "☑"
"""The boxes before a task."""

Block = Paragraph | Heading | ListBlock | Quote | Table


def parse(text: str) -> tuple[Block, ...]:
    """The blocks of a prose text; never raises, in time proportional to the length of the text."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").split("\n")
    return _blocks([line.expandtabs(4) for line in lines], depth=1)


def plain_text(text: str) -> str:
    """The text without its marks: a dash, the number or the box before entries, the address of a link in
    brackets."""
    return "\n".join(line for block in parse(text) for line in _plain_lines(block))


# --- blocks -------------------------------------------------------------------------------------------

_HEADING: Final = re.compile(r" {0,3}(#{1,6}) +(.*)")
_QUOTED: Final = re.compile(r" {0,3}> ?")
_ITEM: Final = re.compile(r"( *)(?:[-*+•]|(\d{1,3})[.)]) +(?=\S)")
_TASK: Final = re.compile(r"\[([ xX])\] +(?=\S)")
_RULE: Final = re.compile(r" {0,3}(?:-[- ]*|\*[* ]*|_[_ ]*)")


def _blocks(lines: Sequence[str], depth: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        block, at = _block(lines, at, depth)
        if block:
            blocks.append(block)
    return tuple(blocks)


def _block(lines: Sequence[str], at: int, depth: int) -> tuple[Block | None, int]:
    """The block that begins at a line, and the line after it."""
    line = lines[at]
    if not line.strip() or _is_rule(line):
        return None, at + 1
    if heading := _HEADING.fullmatch(line):
        return Heading(len(heading[1]), runs_in(heading[2].strip().rstrip("#").rstrip())), at + 1
    if _QUOTED.match(line):
        return _quote(lines, at, depth)
    if _ITEM.match(line):
        return _list(lines, at)
    if found := table_at(lines, at):
        head, *rows = (tuple(_plain_runs(runs_in(cell)) for cell in row) for row in (found.head, *found.rows))
        return Table(head, tuple(rows), found.right), found.end
    if fenced := fenced_at(lines, at):
        return Paragraph((Run(fenced[0]),)) if fenced[0] else None, fenced[1]
    end = at + 1
    while end < len(lines) and not (
        _begins_block(lines[end]) or table_at(lines, end) or fenced_at(lines, end)
    ):
        end += 1
    return Paragraph(runs_in("\n".join(line.strip() for line in lines[at:end]))), end


def _begins_block(line: str) -> bool:
    if not line.strip():
        return True
    return bool(_HEADING.fullmatch(line) or _QUOTED.match(line) or _ITEM.match(line) or _is_rule(line))


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line) is not None and len(line) - line.count(" ") >= 3


def _quote(lines: Sequence[str], at: int, depth: int) -> tuple[Quote, int]:
    inside: list[str] = []
    while at < len(lines) and (mark := _QUOTED.match(lines[at])):
        inside.append(lines[at][mark.end() :])
        at += 1
    if depth >= DEEPEST:
        inside = [line.lstrip("> ") for line in inside]
    return Quote(_blocks(inside, depth + 1)), at


# --- lists --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Entry:
    """An entry while its lines are being collected."""

    level: int
    ordered: bool
    number: int
    lines: list[str]


def _list(lines: Sequence[str], at: int) -> tuple[ListBlock, int]:
    entries: list[_Entry] = []
    indents: list[int] = []
    ordered = bool(_item(lines[at])[2])
    while at < len(lines):
        line = lines[at]
        if mark := _ITEM.match(line):
            while indents and indents[-1] > len(mark[1]):
                indents.pop()
            if not indents or (len(mark[1]) >= indents[-1] + 2 and len(indents) < DEEPEST):
                indents.append(len(mark[1]))
            if len(indents) == 1 and entries and bool(mark[2]) != ordered:
                break
            entries.append(
                _Entry(len(indents), bool(mark[2]), int(mark[2] or 1), [line[mark.end() :].strip()])
            )
        elif line.strip():
            if _begins_block(line) or (not lines[at - 1].strip() and not line.startswith("  ")):
                break
            entries[-1].lines.append(line.strip())
        elif at + 1 == len(lines) or not lines[at + 1].strip():
            break
        at += 1
    return _nested(entries), at


def _item(line: str) -> re.Match[str]:
    mark = _ITEM.match(line)
    assert mark
    return mark


def _nested(entries: Sequence[_Entry]) -> ListBlock:
    """The list of entries whose levels say how deep they stand (at most DEEPEST, hence the recursion is)."""
    level = entries[0].level
    items: list[Item] = []
    at = 0
    while at < len(entries):
        end = at + 1
        while end < len(entries) and entries[end].level > level:
            end += 1
        below = tuple(_nested(part) for part in _by_kind(entries[at + 1 : end]))
        text = "\n".join(entries[at].lines)
        task = _TASK.match(text)
        done = task[1] != " " if task else None
        items.append(Item(runs_in(text[task.end() :] if task else text), below, done))
        at = end
    return ListBlock(entries[0].ordered, tuple(items), entries[0].number)


def _by_kind(entries: Sequence[_Entry]) -> Iterator[Sequence[_Entry]]:
    """Entries below one entry, split where bullets give way to numbers or the reverse."""
    start = 0
    for at, entry in enumerate(entries):
        if at > start and entry.level <= entries[start].level and entry.ordered != entries[start].ordered:
            yield entries[start:at]
            start = at
    if entries:
        yield entries[start:]


# --- plain text ---------------------------------------------------------------------------------------


def _plain_lines(block: Block) -> Iterator[str]:
    if isinstance(block, ListBlock):
        yield from _plain_list(block)
    elif isinstance(block, Quote):
        for inner in block.blocks:
            yield from _plain_lines(inner)
    elif isinstance(block, Table):
        yield from (" | ".join(row) for row in (block.head, *block.rows))
    else:
        yield from _plain_runs(block.runs).split("\n")


def _plain_list(block: ListBlock, indent: str = "") -> Iterator[str]:
    for number, item in enumerate(block.items, block.start):
        sign = f"{sign_of(block, number, item)} "
        first, *others = _plain_runs(item.runs).split("\n")
        yield f"{indent}{sign}{first}"
        for line in others:
            yield f"{indent}  {line}"
        for below in item.lists:
            yield from _plain_list(below, indent + "  ")


def sign_of(block: ListBlock, number: int, item: Item) -> str:
    """What stands before an entry: its box, its number, or a dash."""
    if item.done is not None:
        return DONE if item.done else TO_DO
    return f"{number}." if block.ordered else "–"


def _plain_runs(runs: Runs) -> str:
    return "".join(_plain_run(run) for run in runs)


def _plain_run(run: Run | Link) -> str:
    if isinstance(run, Run) or run.text in (run.href, run.href.removeprefix("mailto:")):
        return run.text
    return f"{run.text} ({run.href})"
