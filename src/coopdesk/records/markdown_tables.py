# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Tables and fenced text inside prose: where they begin and end, and what stands in them.

Only whole lines are looked at here; the marks inside a cell are read with those of every other text.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

MOST_COLUMNS: Final = 8
"""A table with more is no table that paper could hold: it stays as it was written."""

_BORDER: Final = re.compile(r" {0,3}\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?")
_CUT: Final = re.compile(r"(?<!\\)\|")
# A fence that names a language stays as it was written: no word is lost.
_FENCE: Final = re.compile(r" {0,3}(```+|~~~+) *")


class RawTable(NamedTuple):
    """The cells of a table as they were written, the columns that stand right, and the line after it."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[bool, ...]
    end: int


def table_at(lines: Sequence[str], at: int) -> RawTable | None:
    """The table that begins at a line: names of columns above a border of dashes; None where none does."""
    if at + 1 >= len(lines) or "|" not in lines[at] or not _BORDER.fullmatch(lines[at + 1].rstrip()):
        return None
    head, border = _cells(lines[at]), _cells(lines[at + 1])
    if len(head) != len(border) or not 1 < len(head) <= MOST_COLUMNS:
        return None
    end = at + 2
    while end < len(lines) and "|" in lines[end]:
        end += 1
    rows = tuple(_as_wide(_cells(line), len(head)) for line in lines[at + 2 : end])
    return RawTable(
        tuple(head), rows, tuple(cell.endswith(":") and not cell.startswith(":") for cell in border), end
    )


def fenced_at(lines: Sequence[str], at: int) -> tuple[str, int] | None:
    """The text between two fences of which the first is this line, and the line after the second; None
    where it is no fence, or none that is closed."""
    opening = _FENCE.fullmatch(lines[at])
    if not opening:
        return None
    sign = opening[1]
    for end in range(at + 1, len(lines)):
        bare = lines[end].strip()
        if bare.startswith(sign) and not bare.strip(sign[0]):
            return "\n".join(lines[at + 1 : end]).strip("\n"), end + 1
    return None


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip().replace("\\|", "|") for cell in _CUT.split(bare)]


def _as_wide(cells: list[str], width: int) -> tuple[str, ...]:
    """A row as wide as the head; what stands beyond it joins the last cell, so that nothing is lost."""
    kept, beyond = cells[: width - 1], cells[width - 1 :]
    return (*kept, *[""] * (width - 1 - len(kept)), " | ".join(beyond))
