# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A look into an XLSX file before it is read: what it unfolds to, and cells that need care.

A quick look searches the unpacked bytes for what nearly no sheet has: errors, formulas, styles
of percentages, cells far to the right. Only where it finds some does a careful look go through
the cells one by one. Nothing is kept of the file meanwhile but a piece of it.
"""

import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from xml.parsers import expat

from coopdesk.interchange.sheet import (
    FORMULA_ERROR,
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    NO_RESULT,
    broken,
    too_large,
)
from coopdesk.language import Message

MOST_CELLS = 8_000_000
"""Rows times columns, empty ones too: the reader of sheets holds a place for each of them."""
_PIECE = 1024 * 1024
_LONGEST_TEXT = 8 * _PIECE
_PARTS = re.compile(
    r"_rels/\.rels|xl/(workbook\.xml|styles\.xml|sharedStrings\.xml|_rels/workbook\.xml\.rels|worksheets/[^/]+\.xml)",
    re.I,
)
_BOOK = "xl/workbook.xml"
_READ_KINDS = frozenset(("worksheet", "sharedStrings", "styles"))
_ROW_NUMBER = re.compile(rb'<row r="(\d{1,9})"')
_CELL = re.compile(rb"<c[\s/>]")
_PREFIXED = re.compile(rb"<\w+:(?:c|row)[\s/>]")
_FAR_RIGHT = re.compile(rb' r="[A-Z]{2}')
_COLUMN = re.compile(rb' r="([A-Z]{1,3})')
_PERCENT_FORMATS = frozenset((9, 10))
_NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(slots=True)
class Careful:
    """What a careful look found, by row and column counted from 0: cells that cannot be read, and
    cells shown as percentages; and how many formulas have a result."""

    flaws: dict[int, dict[int, Message]] = field(default_factory=dict)
    percentages: dict[int, set[int]] = field(default_factory=dict)
    formulas: int = 0


def look(file: Path) -> Careful:
    """What needs care in the first sheet; raises WorldError for a file beyond the limits, one that
    plays tricks with XML, or a broken one."""
    try:
        with zipfile.ZipFile(file) as archive:
            return _look(file, archive)
    except (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, expat.ExpatError, EOFError, KeyError,
            ValueError, NotImplementedError, RuntimeError) as error:  # fmt: skip
        # RuntimeError: an archive whose parts are encrypted.
        raise broken(file) from error


def _look(file: Path, archive: zipfile.ZipFile) -> Careful:
    parts = [name for name in archive.namelist() if _PARTS.fullmatch(name)]
    if len(parts) != len(set(parts)):
        raise broken(file)
    quick = _Quick(file)
    for name in parts:
        if "/worksheets/" in name:
            quick.sheet(archive, name)
        else:
            quick.other(archive, name)
    first = _first_sheet(file, archive)
    percent = _percent_styles(archive) if "xl/styles.xml" in parts else frozenset()
    cells = quick.cells if quick.suspicious else quick.shared
    heavy = cells * quick.longest_string > MOST_BYTES
    if first not in parts or not (quick.suspicious or percent or heavy):
        return Careful()
    strings = _string_sizes(archive, parts) if heavy else None
    found = _Look(file, percent, strings)
    with archive.open(first) as stream:
        found.parse(stream)
    return found.careful


class _Quick:
    """The sum of what the parts unfold to, and whether a sheet needs the careful look."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._bytes = 0
        self.suspicious = False
        self.cells = self.shared = 0
        self.longest_string = 0

    def _pieces(self, archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
        """A part in pieces that end with a tag."""
        waiting: list[bytes] = []
        with archive.open(name) as stream:
            while piece := stream.read(_PIECE):
                if b"\0" in piece[:64]:
                    raise broken(self._file)  # no program writes UTF-16 here
                self._bytes += len(piece)
                if self._bytes > MOST_BYTES:
                    raise too_large(self._file)
                whole, end, rest = piece.rpartition(b">")
                if end:
                    yield b"".join((*waiting, whole, end))
                    waiting = []
                waiting.append(rest)
                if len(waiting) * _PIECE > _LONGEST_TEXT:
                    raise too_large(self._file)

    def other(self, archive: zipfile.ZipFile, name: str) -> None:
        """A part that is no sheet."""
        longest = since = 0
        for piece in self._pieces(archive, name):
            self._refuse_tricks(piece)
            *ends, rest = piece.split(b"</si>")
            for end in ends:
                longest, since = max(longest, since + len(end)), 0
            since += len(rest)
        if name.endswith("sharedStrings.xml"):
            self.longest_string = max(longest, since)

    def _refuse_tricks(self, piece: bytes) -> None:
        if b"<!" in piece and (b"<!DOCTYPE" in piece or b"<!ENTITY" in piece):
            raise broken(self._file)

    def sheet(self, archive: zipfile.ZipFile, name: str) -> None:
        """A sheet; refuses one that holds too many rows."""
        last, widest = 0, 26
        for piece in self._pieces(archive, name):
            self._refuse_tricks(piece)
            rows = _ROW_NUMBER.findall(piece)
            last = max([last, *map(int, rows)])
            cells = piece.count(b"<c")
            self.cells += cells
            self.shared += piece.count(b'"s"') + piece.count(b"'s'")
            if _FAR_RIGHT.search(piece):
                widest = max(
                    [widest, *(column_number(found.decode()) + 1 for found in set(_COLUMN.findall(piece)))]
                )
            if not self.suspicious:
                self.suspicious = _needs_care(piece) or not _is_plain(piece, len(rows), cells)
        if last > MOST_ROWS:
            raise too_large(self._file)
        if last * widest > MOST_CELLS:
            self.suspicious = True


def _needs_care(piece: bytes) -> bool:
    """Whether there may be a formula or an error."""
    return b"<f" in piece or b'"e"' in piece or b"'e'" in piece


def _is_plain(piece: bytes, rows: int, cells: int) -> bool:
    """Whether every row and cell is written with its place first, as all programs do."""
    if piece.count(b"<row") != rows:
        return False
    if cells != piece.count(b'<c r="') and len(_CELL.findall(piece)) != piece.count(b'<c r="'):
        return False
    return not ((b":c" in piece or b":row" in piece) and _PREFIXED.search(piece))


def _first_sheet(file: Path, archive: zipfile.ZipFile) -> str:
    """The part that holds the first sheet; refuses a file that points past the parts looked at."""
    start = _targets(archive, "_rels/.rels", "")
    if [target for kind, target in start.values() if kind == "officeDocument"] != [_BOOK]:
        raise broken(file)
    targets = _targets(archive, "xl/_rels/workbook.xml.rels", "xl")
    for kind, target in targets.values():
        if kind in _READ_KINDS and not (_PARTS.fullmatch(target) and target in archive.namelist()):
            raise broken(file)
    book = ElementTree.fromstring(archive.read(_BOOK))
    for element in book.iter():
        if element.tag.rpartition("}")[2] == "sheet":
            key = next((value for name, value in element.items() if name.endswith("}id")), "")
            return targets[key][1] if key in targets else ""
    raise broken(file)


def _targets(archive: zipfile.ZipFile, name: str, folder: str) -> dict[str, tuple[str, str]]:
    """The links of a part by their ids: the end of their kind's name, and the part they lead to."""
    found = {}
    for link in ElementTree.fromstring(archive.read(name)):
        target = link.get("Target", "").replace("\\", "/")
        path = (
            target.lstrip("/")
            if target.startswith("/")
            else posixpath.normpath(posixpath.join(folder, target))
        )
        found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], path)
    return found


def _percent_styles(archive: zipfile.ZipFile) -> frozenset[int]:
    """The numbers of the cell styles that show a percentage."""
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    own = {
        int(style.get("numFmtId", "0"))
        for style in styles.iter(f"{_NAMESPACE}numFmt")
        if "%" in style.get("formatCode", "")
    }
    formats = styles.find(f"{_NAMESPACE}cellXfs")
    return frozenset(
        place
        for place, style in enumerate(formats if formats is not None else ())
        if int(style.get("numFmtId", "0")) in _PERCENT_FORMATS | own
    )


def _string_sizes(archive: zipfile.ZipFile, parts: list[str]) -> list[int]:
    """The bytes of each shared text."""
    name = next(name for name in parts if name.lower().endswith("sharedstrings.xml"))
    with archive.open(name) as stream:
        return [len(text) for text in stream.read(MOST_BYTES).split(b"</si>")]


class _Look:
    """Goes through the cells of a sheet one by one."""

    def __init__(self, file: Path, percent: frozenset[int], strings: list[int] | None) -> None:
        self.careful = Careful()
        self._file = file
        self._percent = percent
        self._strings = strings
        self._row = self._column = -1
        self._last_row = self._last_column = 0
        self._kind = self._text = ""
        self._formula = self._value = self._in_value = False
        self._unfolded = 0

    def parse(self, stream: IO[bytes]) -> None:
        """Look at all of a sheet."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        while piece := stream.read(_PIECE):
            parser.Parse(piece, False)
        parser.Parse(b"", True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
            self._column = -1
            self._limit()
        elif name == "c":
            self._cell(attributes)
        elif name == "f":
            self._formula = True
        elif name in ("v", "is"):
            self._in_value = name == "v"
            self._value = name == "is"

    def _cell(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "").rstrip("0123456789")
        self._column = column_number(place) if place else self._column + 1
        self._kind = attributes.get("t", "")
        self._formula = self._value = False
        self._text = ""
        if self._percent and int(attributes.get("s", "0")) in self._percent:
            self.careful.percentages.setdefault(self._row, set()).add(self._column)
        self._limit()

    def _limit(self) -> None:
        self._last_row = max(self._last_row, self._row + 1)
        self._last_column = max(self._last_column, self._column + 1)
        if self._last_row > MOST_ROWS or self._last_column > MOST_COLUMNS:
            raise too_large(self._file)
        if self._last_row * self._last_column > MOST_CELLS:
            raise too_large(self._file)

    def _characters(self, text: str) -> None:
        if self._in_value:
            self._text += text

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "v":
            self._in_value = False
            self._value = bool(self._text)
        elif name == "c":
            self._done()

    def _done(self) -> None:
        if self._kind == "e":
            self.careful.flaws.setdefault(self._row, {})[self._column] = FORMULA_ERROR
        elif self._formula and not self._value and self._kind != "str":
            self.careful.flaws.setdefault(self._row, {})[self._column] = NO_RESULT
        elif self._formula:
            self.careful.formulas += 1
        elif self._kind == "s" and self._strings is not None:
            self._unfolded += self._strings[int(self._text)]
            if self._unfolded > MOST_BYTES:
                raise too_large(self._file)


def column_number(letters: str) -> int:
    """A column's letters as its number from 0: A is 0, AA is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
