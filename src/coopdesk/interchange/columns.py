# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns of an exported sheet: id, version, and every field by its key.

A field with languages has a column for each; a link has a second column with the names, which
only helps to read; a text too long for a cell goes on in further columns.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coopdesk.interchange.cells import Slot, cell_of
from coopdesk.interchange.headers import CONTINUED, ID, NAME_BESIDE, VERSION
from coopdesk.language import LANGUAGES, N_
from coopdesk.records.declaration import Field, RecordType
from coopdesk.records.kinds import Link
from coopdesk.records.values import Record

PIECE = 16_000
"""Letters of one cell: a spreadsheet takes 32,767, and counts some letters twice."""

ID_NOTE = N_("Which record this row is. Leave it as it is; leave it empty for a new record.")
VERSION_NOTE = N_("Which version of the record this row shows. Leave it as it is.")
NAMES_NOTE = N_("Only to be read: change the column {column} instead.")

Names = Callable[[str], str]
"""Gives the name of a record by its id."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, the note that explains it, and what it shows of a record."""

    header: str
    note: str
    what: Field | None = None
    language: str = ""
    names: bool = False
    piece: int = 1

    def text(self, record: Record, names: Names) -> str:
        """The text of the cell for a record."""
        if self.what is None:
            return record.id if self.header == ID else record.version
        value = record.values.get(self.what.key)
        if value is None:
            return ""
        if self.names:
            ids = value if isinstance(value, tuple) else (value,)
            return "; ".join(names(str(one)) or str(one) for one in ids)
        return cell_of(self.what, self.language, value)


def columns(
    kind: RecordType, languages: Mapping[str, Sequence[str]], pieces: Mapping[Slot, int] | None = None
) -> tuple[Column, ...]:
    """The columns of a type: `languages` are those that each multilingual field has texts in,
    `pieces` the number of cells a text needs, where it is more than one."""
    found = [Column(ID, str(ID_NOTE)), Column(VERSION, str(VERSION_NOTE))]
    for what in kind.fields:
        label = str(what.label)
        if what.kind.multilingual:
            others = [language for language in languages.get(what.key, ()) if language not in LANGUAGES]
            for language in (*LANGUAGES, *others):
                found.append(Column(f"{what.key}.{language}", f"{label} ({language})", what, language))
                found += _further(found[-1], (pieces or {}).get((what.key, language), 1))
            continue
        found.append(Column(what.key, label, what))
        found += _further(found[-1], (pieces or {}).get((what.key, ""), 1))
        if isinstance(what.kind, Link):
            note = NAMES_NOTE.format(column=what.key)
            found.append(Column(f"{what.key}{NAME_BESIDE}", note, what, names=True))
    return tuple(found)


def _further(first: Column, pieces: int) -> list[Column]:
    return [
        Column(f"{first.header}{CONTINUED}{piece}", first.note, first.what, first.language, piece=piece)
        for piece in range(2, pieces + 1)
    ]
