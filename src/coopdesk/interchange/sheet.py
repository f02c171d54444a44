# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sheet as rows of texts, whatever the kind of file; its limits against hostile files."""

import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.language import N_, Message
from coopdesk.language.reasons import reason_of

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
WIDER = N_("The row has more cells than the header.")


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


@contextmanager
def open_sheet(file: Path) -> Iterator[Sheet]:
    """The sheet in a file; rows are read as they are asked for. Raises WorldError for a file that
    is missing, empty, too large, locked, broken or of another kind."""
    try:
        opened = _opener(file)
        with opened(file) as rows:
            yield _sheet(file, rows)
    except OSError as error:
        raise unreadable(file, reason_of(error)) from error


@dataclass(frozen=True, slots=True)
class Rows:
    """What the reader of one kind of file gives: all rows, the header too, and its notices."""

    rows: Iterator[Row]
    notices: tuple[str, ...] = ()


Opener = Callable[[Path], AbstractContextManager[Rows]]


def _opener(file: Path) -> Opener:
    with file.open("rb") as stream:
        start = stream.read(1024)
    if start.startswith(b"PK\x03\x04"):
        return _opener_of_archive(file)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        from coopdesk.interchange.workbook import open_old_workbook

        return open_old_workbook
    if _is_no_table(start.lstrip(b"\xef\xbb\xbf \r\n\t"), file):
        raise other_kind(file)
    from coopdesk.interchange.plain_text import open_text

    return open_text


def _opener_of_archive(file: Path) -> Opener:
    try:
        with zipfile.ZipFile(file) as archive:
            names = frozenset(archive.namelist())
    except zipfile.BadZipFile as error:
        raise broken(file) from error
    if "content.xml" in names:
        from coopdesk.interchange.open_document import open_document

        return open_document
    if "xl/workbook.xml" in names:
        from coopdesk.interchange.workbook import open_workbook

        return open_workbook
    raise other_kind(file)


def _is_no_table(start: bytes, file: Path) -> bool:
    beginnings = (
        b"<",
        b"{",
        b"%PDF",
        b"BEGIN:",
        b"\x7fELF",
        b"MZ\x90",
        b"\x89PNG",
        b"\xff\xd8\xff",
        b"SQLite format",
    )
    return start.startswith(beginnings) or file.suffix.lower() in (".json", ".jsonl", ".xml", ".html")


def _sheet(file: Path, found: Rows) -> Sheet:
    for row in found.rows:
        columns = tuple(" ".join(cell.encode("utf-8", "replace").decode().split()) for cell in row.cells)
        while columns and not columns[-1]:
            columns = columns[:-1]
        if columns:
            if len(columns) > MOST_COLUMNS:
                raise too_large(file)
            return Sheet(columns, _below(file, found.rows, len(columns)), found.notices)
    raise WorldError("empty_file", "There are no rows in this file: {file}.", file=file.name)


def _below(file: Path, rows: Iterator[Row], width: int) -> Iterator[Row]:
    """The rows under the header that are not empty; those that are wider than it have a flaw."""
    for row in rows:
        if row.number > MOST_ROWS:
            raise too_large(file)
        if row.flaw is None and not row.flaws and not any(row.cells):
            continue
        if row.flaw is None and len(row.cells) > width and any(row.cells[width:]):
            yield Row(row.number, row.cells[:width], row.flaws, WIDER)
        else:
            yield row


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
