# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading ODS, piece by piece: values, errors of formulas, and cells said to repeat.

Source of the names: OpenDocument 1.3, part 3 (OASIS), chapters 9 and 19; `calcext:value-type` is
what LibreOffice adds to tell an error.
"""

import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from xml.parsers import expat

from coopdesk.interchange.sheet import (
    FORMULA_ERROR,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    NO_RESULT,
    Row,
    Rows,
    broken,
    too_large,
)
from coopdesk.interchange.unfolding import MOST_CELLS
from coopdesk.interchange.workbook import number_of, percentage_of
from coopdesk.language import Message

_PIECE = 256 * 1024
_CELLS = ("table:table-cell", "table:covered-table-cell")


@contextmanager
def open_document(file: Path) -> Iterator[Rows]:
    """The rows of the first sheet of an ODS file."""
    try:
        with zipfile.ZipFile(file) as archive, archive.open("content.xml") as stream:
            yield Rows(_rows(file, stream))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise broken(file) from error


def _rows(file: Path, stream: IO[bytes]) -> Iterator[Row]:
    reader = _Reader(file)
    read = 0
    while not reader.done:
        try:
            piece = stream.read(_PIECE)
            reader.parse(piece)
        except (zipfile.BadZipFile, zlib.error, EOFError, expat.ExpatError, ValueError) as error:
            raise broken(file) from error
        read += len(piece)
        if read > MOST_BYTES:
            raise too_large(file)
        while reader.ready:
            yield reader.ready.popleft()
        if not piece:
            return


class _Reader:
    """Turns the events of the XML into rows."""

    def __init__(self, file: Path) -> None:
        self.ready: deque[Row] = deque()
        self.done = False
        self._file = file
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._refuse_declaration
        self._number = 0
        self._held = 0
        self._cells: list[str] = []
        self._flaws: dict[int, Message] = {}
        self._row_attributes: dict[str, str] = {}
        self._attributes: dict[str, str] = {}
        self._paragraphs: list[str] = []
        self._in_text = self._in_remark = 0
        self._in_table = False

    def parse(self, piece: bytes) -> None:
        """Take up the next piece; an empty one ends the file."""
        self._parser.Parse(piece, not piece)

    def _refuse_declaration(self, *_: object) -> None:
        raise broken(self._file)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "table:table":
            self._in_table = True
        elif not self._in_table or self.done:
            return
        elif tag == "table:table-row":
            self._cells, self._flaws, self._row_attributes = [], {}, attributes
        elif tag in _CELLS:
            self._attributes, self._paragraphs = attributes, []
        elif tag == "office:annotation":
            self._in_remark += 1
        elif not self._in_remark:
            self._text_start(tag, attributes)

    def _text_start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "text:p":
            self._in_text += 1
            self._paragraphs.append("")
        elif not self._in_text:
            return
        elif tag == "text:s":
            self._paragraphs[-1] += " " * min(int(attributes.get("text:c", "1")), 1000)
        elif tag == "text:tab":
            self._paragraphs[-1] += "\t"
        elif tag == "text:line-break":
            self._paragraphs[-1] += "\n"

    def _characters(self, text: str) -> None:
        if self._in_text and not self._in_remark and self._paragraphs:
            self._paragraphs[-1] += text

    def _end(self, tag: str) -> None:
        if not self._in_table or self.done:
            return
        if tag == "table:table":
            self.done = True
        elif tag == "table:table-row":
            self._finish_row()
        elif tag in _CELLS:
            self._finish_cell()
        elif tag == "office:annotation":
            self._in_remark -= 1
        elif tag == "text:p" and not self._in_remark:
            self._in_text -= 1

    def _finish_cell(self) -> None:
        text = _text(self._attributes, self._paragraphs)
        flaw = _flaw(self._attributes, self._paragraphs)
        repeated = int(self._attributes.get("table:number-columns-repeated", "1"))
        if not text and flaw is None:
            # Emptiness up to the last column costs nothing.
            self._cells += [""] * min(repeated, MOST_COLUMNS + 1 - len(self._cells))
            return
        if len(self._cells) + repeated > MOST_COLUMNS:
            raise too_large(self._file)
        if flaw is not None:
            self._flaws.update(dict.fromkeys(range(len(self._cells), len(self._cells) + repeated), flaw))
        self._cells += [text] * repeated

    def _finish_row(self) -> None:
        repeated = int(self._row_attributes.get("table:number-rows-repeated", "1"))
        while self._cells and not self._cells[-1] and len(self._cells) - 1 not in self._flaws:
            self._cells.pop()
        if not self._cells:
            self._number += repeated
            return
        self._held += repeated * len(self._cells)
        if self._number + repeated > MOST_ROWS or self._held > MOST_CELLS:
            raise too_large(self._file)
        for number in range(self._number + 1, self._number + repeated + 1):
            self.ready.append(Row(number, list(self._cells), dict(self._flaws)))
        self._number += repeated


def _flaw(attributes: dict[str, str], paragraphs: list[str]) -> Message | None:
    if attributes.get("calcext:value-type") == "error":
        return FORMULA_ERROR
    if "table:formula" in attributes and "office:value-type" not in attributes and not paragraphs:
        return NO_RESULT
    return None


def _text(attributes: dict[str, str], paragraphs: list[str]) -> str:
    """A cell's value as the text that would have been typed for it."""
    kind = attributes.get("office:value-type", "")
    if kind in ("float", "currency"):
        return number_of(float(attributes.get("office:value", "")))
    if kind == "percentage":
        return percentage_of(float(attributes.get("office:value", "")))
    if kind == "date":
        day, _, hour = attributes.get("office:date-value", "").partition("T")
        return day if not hour.strip("0:.Z") else f"{day} {hour}"
    if kind == "time":
        return _hour(attributes.get("office:time-value", ""))
    if kind == "boolean":
        return attributes.get("office:boolean-value", "")
    return attributes.get("office:string-value", "") or "\n".join(paragraphs)


def _hour(duration: str) -> str:
    """PT09H30M00S as 09:30."""
    hours, _, rest = duration.removeprefix("PT").partition("H")
    return f"{hours}:{rest.partition('M')[0]}"
