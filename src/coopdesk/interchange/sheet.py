# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sheet as rows of texts, whatever the kind of file: its limits against hostile files, its refusals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.language import N_, Message

MOST_BYTES = 200 * 1024 * 1024
"""What a file may unfold to."""
MOST_ROWS = 1_048_576
MOST_COLUMNS = 500
READABLE = "CSV, TSV, XLSX, XLS, ODS, VCF, ICS"

FORMULA_ERROR = N_("The cell holds an error of a formula.")
NO_RESULT = N_(
    "The cell holds a formula without a result."
    " Open the file in a spreadsheet program, save it and import it again."
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the file counts (the first is 1), its cells as texts, and why some
    of them, or all of it, cannot be read. Cells that a short row lacks are absent, not empty."""

    number: int
    cells: Sequence[str]
    flaws: Mapping[int, Message] = field(default_factory=dict)
    flaw: Message | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row's texts, an iterator over the rows that are not empty, and what the reader
    of the report should know about how the file was read."""

    columns: tuple[str, ...]
    rows: Iterator[Row]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rows:
    """What the reader of one kind of file gives: all rows, the header too, and its notices."""

    rows: Iterator[Row]
    notices: tuple[str, ...] = ()


def too_large(file: Path) -> WorldError:
    """The refusal of a file beyond the limits."""
    return WorldError(
        "sheet_too_large",
        "This file is too large: {file}."
        " At most {size} MB when unpacked, {rows} rows and {columns} columns: split it.",
        file=file.name,
        size=MOST_BYTES // 2**20,
        rows=MOST_ROWS,
        columns=MOST_COLUMNS,
    )


def broken(file: Path) -> WorldError:
    """The refusal of a file that is not what it begins like."""
    return WorldError(
        "broken_file",
        "This file is damaged: {file}. Save it anew in the program that made it.",
        file=file.name,
    )


def other_kind(file: Path) -> WorldError:
    """The refusal of a file of another kind."""
    return WorldError(
        "other_file",
        "This is not a table: {file}. Files that can be read: {kinds}.",
        file=file.name,
        kinds=READABLE,
    )


def unreadable(file: Path, reason: Message | str) -> WorldError:
    """The refusal of a file that the system does not let us read."""
    return WorldError(
        "unreadable", "This file cannot be read: {file} ({reason}).", file=str(file), reason=reason
    )
