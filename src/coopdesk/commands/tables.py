# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables in a terminal: columns aligned by the width that characters take on the screen."""

import sys
import unicodedata
from collections.abc import Sequence

GAP = "  "
WIDEST = 60
SHORT_ID = 8


def width(text: str) -> int:
    """How many columns a text takes: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, most: int) -> str:
    """The text within `most` columns, an ellipsis where something was left out."""
    if width(text) <= most:
        return text
    taken = 0
    for at, character in enumerate(text):
        taken += _width(character)
        if taken > most - 1:
            return text[:at] + "…"
    return text


def plain(text: str) -> str:
    """The text without signs that turn the direction of a terminal's line, or do worse."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in KEPT or unicodedata.category(c) not in ("Cc", "Cf"))


KEPT = "\n\t\u200c\u200d\u00ad"
"""Ends of lines, and signs without a picture of their own that some scripts are written with."""


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table with its heads; none where it has no rows."""
    return aligned([heads, *rows]) if rows else []


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of equal length as lines; on a terminal no cell is wider than fits well."""
    if not rows:
        return []
    most = WIDEST if sys.stdout.isatty() else sys.maxsize
    cells = [[cut(" ".join(plain(cell).split()), most) for cell in row] for row in rows]
    widths = [max(width(row[column]) for row in cells) for column in range(len(cells[0]))]
    lines = [GAP.join(_filled(cell, wide) for cell, wide in zip(row, widths, strict=True)) for row in cells]
    return [line.rstrip() for line in lines]


def _filled(cell: str, wide: int) -> str:
    return cell + " " * (wide - width(cell))
