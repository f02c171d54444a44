# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing XLSX: xlsxwriter makes the frame of the file, the rows are streamed into it.

To write the rows through xlsxwriter takes five times as long; the frame (styles, notes, frozen
header, widths) is where its care is needed. Numbers and days are numbers and days in the sheet,
everything else is text, also what looks like a formula.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from coopdesk.interchange.columns import PIECE, Column, Names
from coopdesk.interchange.escapes import safe_number
from coopdesk.interchange.headers import ID, VERSION
from coopdesk.interchange.unfolding import column_letters
from coopdesk.records.kinds import Count, Day, Kind
from coopdesk.records.kinds import Decimal as DecimalKind
from coopdesk.records.values import Record

_SHEET = "xl/worksheets/sheet1.xml"
_SAMPLE = re.compile(r'<row r="2".*?</row>', re.S)
_STYLE = re.compile(r' s="(\d+)"')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')
_NOT_XML = re.compile("_x[0-9A-Fa-f]{4}_|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_BEFORE_DAYS = date(1899, 12, 30).toordinal()
_FIRST_DAY = "1900-03-01"
"""Spreadsheet programs believe in a 29 February 1900: what lies before is written as text."""
_ROWS_AT_ONCE = 500
_NARROW, _WIDE, _HIDDEN_WIDTH = 14, 32, 10

Make = Callable[[str, str], str]
"""Gives the XML of a cell by its place and its text."""


def write_workbook(
    file: Path, columns: Sequence[Column], records: Iterable[Record], names: Names, title: str
) -> int:
    """Write records as an XLSX file with one sheet called `title`; how many. Raises OSError."""
    frame = zipfile.ZipFile(BytesIO(_frame(columns, title)))
    sheet = frame.read(_SHEET).decode()
    sample = _SAMPLE.search(sheet)
    style = _STYLE.search(sample.group()) if sample else None
    if sample is None or style is None:
        raise ValueError("the frame of the sheet is not as expected")
    counted = _Counted(records)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for name in frame.namelist():
            if name != _SHEET:
                archive.writestr(name, frame.read(name))
        with archive.open(_SHEET, "w", force_zip64=True) as stream:
            stream.write(_DIMENSION.sub("", sheet[: sample.start()]).encode())
            for piece in _rows(columns, counted, names, style[1]):
                stream.write(piece.encode())
            stream.write(sheet[sample.end() :].encode())
    return counted.count


class _Counted:
    """Counts what passes."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._records = records
        self.count = 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            self.count += 1
            yield record


def _frame(columns: Sequence[Column], title: str) -> bytes:
    """A file with the header, its notes, and one row that shows the style of days."""
    import xlsxwriter

    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31] or "1")
        bold = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(columns):
            sheet.write_string(0, place, column.header, bold)
            sheet.write_comment(0, place, column.note)
            sheet.set_column(place, place, _width(column))
        sheet.write_number(1, 0, 1, day)
    return target.getvalue()


def _width(column: Column) -> int:
    if column.header in (ID, VERSION):
        return _HIDDEN_WIDTH
    return _WIDE if column.names or column.language or (column.what and column.what.kind.wide) else _NARROW


def _rows(
    columns: Sequence[Column], records: Iterable[Record], names: Names, day_style: str
) -> Iterator[str]:
    makers = [
        (_maker(column, day_style), column, column_letters(place)) for place, column in enumerate(columns)
    ]
    rows: list[str] = []
    for number, record in enumerate(records, start=2):
        cells = [
            make(f"{letters}{number}", text)
            for make, column, letters in makers
            if (text := _piece(column, column.text(record, names)))
        ]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
        if len(rows) >= _ROWS_AT_ONCE:
            yield "".join(rows)
            rows = []
    yield "".join(rows)


def _piece(column: Column, text: str) -> str:
    if len(text) <= PIECE and column.piece == 1:
        return text
    return text[(column.piece - 1) * PIECE : column.piece * PIECE]


def _maker(column: Column, day_style: str) -> Make:
    kind: Kind | None = column.what.kind if column.what and not column.names else None
    if kind is None or kind.many or kind.multilingual:
        return _text_cell
    if isinstance(kind, Day):
        return lambda place, text: _day_cell(place, text, day_style)
    return _number_cell if isinstance(kind, Count | DecimalKind) else _text_cell


def _text_cell(place: str, text: str) -> str:
    if not text.isprintable() or "_x" in text:
        text = _NOT_XML.sub(_coded, text)
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _coded(found: re.Match[str]) -> str:
    text = found.group()
    return f"_x{ord(text):04X}_" if len(text) == 1 else f"_x005F{text}"


def _number_cell(place: str, text: str) -> str:
    return f'<c r="{place}"><v>{text}</v></c>' if safe_number(text) else _text_cell(place, text)


def _day_cell(place: str, text: str, style: str) -> str:
    if text < _FIRST_DAY:
        return _text_cell(place, text)
    return f'<c r="{place}" s="{style}"><v>{date.fromisoformat(text).toordinal() - _BEFORE_DAYS}</v></c>'
