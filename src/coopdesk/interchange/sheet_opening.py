# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opening a sheet: which kind of file it is, told by how it begins, and its header and rows."""

import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from coopdesk.errors import WorldError
from coopdesk.interchange.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Row,
    Rows,
    Sheet,
    broken,
    other_kind,
    too_large,
    unreadable,
)
from coopdesk.language import N_
from coopdesk.language.reasons import reason_of

WIDER = N_("The row has more cells than the header.")
Opener = Callable[[Path], AbstractContextManager[Rows]]


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
