# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The records of a type written to a file: read some hundreds at once, links with their names."""

from collections.abc import Iterator
from pathlib import Path

from coopdesk.desk.asking import as_json
from coopdesk.desk.desk import Desk
from coopdesk.desk.naming import title_of_record
from coopdesk.interchange.cells import Slot
from coopdesk.interchange.columns import PIECE, Column, columns
from coopdesk.interchange.workbook_out import write_workbook
from coopdesk.interchange.writing import write_csv, write_json_lines
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import Line, Link, Prose
from coopdesk.records.values import Record
from coopdesk.store import extents, paging
from coopdesk.store.reading import Page

AT_ONCE = 500


def write(desk: Desk, kind: RecordType, file: Path, ending: str, wanted: Page = Page()) -> int:
    """Write records to a new file in one of the formats; how many. Raises OSError."""
    if ending == "jsonl":
        return write_json_lines(
            file, (as_json(record) for batch in batches(desk, kind, wanted) for record in batch)
        )
    names = Names(desk)
    records = _with_names(kind, batches(desk, kind, wanted), names)
    if ending == "xlsx":
        return write_workbook(file, columns_of(desk, kind, in_cells=True), records, names, str(kind.plural))
    delimiter = "\t" if ending == "tsv" else ","
    return write_csv(file, columns_of(desk, kind), records, names, delimiter)


def columns_of(desk: Desk, kind: RecordType, *, in_cells: bool = False) -> tuple[Column, ...]:
    """The columns of a sheet of all records of a type; `in_cells`: long texts take several."""
    connection = desk.store.connection
    languages = {
        what.key: extents.languages(connection, kind, what) for what in kind.fields if what.kind.multilingual
    }
    pieces: dict[Slot, int] = {}
    for what in kind.fields if in_cells else ():
        if isinstance(what.kind, Prose | Line):
            for language, letters in extents.longest(connection, kind, what).items():
                pieces[what.key, language] = -(-letters // PIECE) or 1
    return columns(kind, languages, pieces)


def batches(desk: Desk, kind: RecordType, wanted: Page) -> Iterator[list[Record]]:
    """The records of a list, some hundreds at once, without those that vanish meanwhile."""
    connection = desk.store.connection
    numbers = paging.numbers(connection, kind, wanted)
    for start in range(0, len(numbers), AT_ONCE):
        found = paging.at(connection, kind, numbers[start : start + AT_ONCE])
        yield [record for record in found if record is not None and (wanted.removed or not record.removed)]


def stamped(desk: Desk, kind: RecordType, wanted: Page) -> Iterator[Record]:
    """The records of a list one by one, with who saved them when."""
    for batch in batches(desk, kind, wanted):
        for record in batch:
            yield desk.record(kind.key, record.id) or record


class Names:
    """The names of linked records, read many at once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: dict[str, str] = {}

    def __call__(self, record_id: str) -> str:
        """The name of a record that was looked up before, "" where it is not here."""
        return self._known.get(record_id, "")

    def look_up(self, kind: RecordType, records: list[Record]) -> None:
        """Read the names of all records that these link to."""
        keys = [what.key for what in kind.fields if isinstance(what.kind, Link)]
        wanted = {
            str(one) for record in records for key in keys for one in _ids(record, key)
        } - self._known.keys()
        for record_id, record in extents.by_ids(self._desk.store.connection, wanted).items():
            self._known[record_id] = title_of_record(self._desk, record)


def _ids(record: Record, key: str) -> tuple[str | int, ...]:
    value = record.values.get(key)
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (str(value),)


def _with_names(kind: RecordType, found: Iterator[list[Record]], names: Names) -> Iterator[Record]:
    for batch in found:
        names.look_up(kind, batch)
        yield from batch
