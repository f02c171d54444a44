# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading CSV and TSV: encoding and delimiter are found out, formulas are refused."""

import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from coopdesk.interchange.escapes import is_formula, is_formula_error, without_guard
from coopdesk.interchange.sheet import FORMULA_ERROR, MOST_BYTES, Row, Rows, other_kind, too_large
from coopdesk.interchange.text_encoding import encoding_of, told
from coopdesk.language import N_, Message

DELIMITERS = ",;\t|"
LARGEST_CELL = 4 * 1024 * 1024
_SAMPLE_ROWS = 50
_SAMPLE_LETTERS = 256 * 1024
_SPOILT = re.compile("[\udc80-\udcff\0]")
_SPOILT_WIDE = re.compile("[\ufffd\0]")

QUOTE = N_("A quotation mark is missing or stands in the wrong place.")
UNREADABLE_LETTERS = N_("The cell holds letters that cannot be read.")
FORMULA = N_("The cell holds a formula. Only values can be imported.")
TOLD = N_("The file was read in the encoding {encoding}.")


@contextmanager
def open_text(file: Path) -> Iterator[Rows]:
    """The rows of a CSV or TSV file."""
    if file.stat().st_size > MOST_BYTES:
        raise too_large(file)
    codec = encoding_of(file)
    # Letters that cannot be read become what no text holds, so that their cells can be told.
    wide = codec.startswith("utf-16")
    with file.open(encoding=codec, errors="replace" if wide else "surrogateescape", newline="") as stream:
        delimiter, first = _delimiter(file, stream)
        notices = (TOLD.format(encoding=told(codec)),) if told(codec) else ()
        yield Rows(_rows(stream, delimiter, first, _SPOILT_WIDE if wide else _SPOILT), notices)


def _delimiter(file: Path, stream: TextIO) -> tuple[str, int]:
    """The delimiter, and how many lines above the header only name it ("sep=;")."""
    sample = stream.read(_SAMPLE_LETTERS)
    if sample[:4096].count("\0") > 4:
        raise other_kind(file)
    stream.seek(0)
    line = sample.split("\n", 1)[0].strip().strip('"')
    if len(line) == 5 and line.lower().startswith("sep="):
        stream.readline()
        return line[4], 1
    return delimiter_of(sample, preferred="\t" if file.suffix.lower() in (".tsv", ".tab") else ","), 0


def delimiter_of(sample: str, preferred: str = ",") -> str:
    """The delimiter that cuts most rows into as many cells as the header; `preferred` where none does."""
    best, most = preferred, (0.0, 1)
    for delimiter in sorted(DELIMITERS, key=lambda one: one != preferred):
        widths = _widths(sample, delimiter)
        if not widths or widths[0] < 2:
            continue
        even = sum(width == widths[0] for width in widths) / len(widths)
        found = (float(even >= 0.8), widths[0])
        if found > most:
            best, most = delimiter, found
    return best


def _widths(sample: str, delimiter: str) -> list[int]:
    widths: list[int] = []
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    try:
        for cells in reader:
            if any(cells):
                widths.append(len(cells))
            if len(widths) > _SAMPLE_ROWS:
                break
    except csv.Error:
        return []
    # The last row of the sample may be cut off.
    return widths[:-1] if len(widths) > 2 else widths


def _rows(stream: TextIO, delimiter: str, before: int, spoilt: re.Pattern[str]) -> Iterator[Row]:
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(stream, delimiter=delimiter, strict=True)
    number = before
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(number, (), flaw=QUOTE)
            continue
        yield Row(number, cells, _take_flaws(cells, spoilt))


def _take_flaws(cells: list[str], spoilt: re.Pattern[str]) -> dict[int, Message]:
    """Takes the guards away; why some cells cannot be read."""
    flaws: dict[int, Message] = {}
    for place, text in enumerate(cells):
        if not text or (text.isascii() and text[0] not in "'=#E" and "\0" not in text):
            continue
        flaw = _flaw(text, spoilt)
        if flaw:
            flaws[place] = flaw
        cells[place] = without_guard(text)
    return flaws


def _flaw(text: str, spoilt: re.Pattern[str]) -> Message | None:
    if spoilt.search(text):
        return UNREADABLE_LETTERS
    if is_formula_error(text):
        return FORMULA_ERROR
    return FORMULA if is_formula(text) else None
