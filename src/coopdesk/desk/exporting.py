# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exporting: the records of a type as a sheet that can be edited and imported again, or as cards or
a calendar for other programs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coopdesk.desk import calendars_out, cards_out
from coopdesk.desk.desk import Desk
from coopdesk.desk.leaving import Left, export_everything
from coopdesk.desk.sheets_out import write
from coopdesk.errors import WorldError
from coopdesk.interchange.writing import appearing
from coopdesk.records.declaration import RecordType
from coopdesk.records.types import record_type
from coopdesk.store.connection import explained
from coopdesk.store.reading import Page

FORMATS = ("csv", "tsv", "xlsx", "jsonl", "vcf", "ics")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and how many records it holds."""

    file: Path
    records: int


def export(desk: Desk, type_key: str, output: Path, wanted: Page = Page()) -> Exported:
    """Write the records of a type to a file, in the format that its ending names; `wanted` may leave
    some out. Into a calendar go those that have a day.

    The file appears whole or not at all. Raises WorldError for an unknown type, an ending that is
    no format or none for this type, and where the disk refuses.
    """
    kind = record_type(type_key)
    ending = output.suffix.lower().removeprefix(".")
    if ending not in FORMATS:
        raise WorldError(
            "export_format",
            "Records can be written as {formats}. Give the file one of these endings, not {ending}.",
            formats=", ".join(FORMATS),
            ending=output.suffix or output.name,
        )
    write_entries = _writer_of_entries(kind, ending)
    try:
        with appearing(output) as temporary:
            if write_entries is not None:
                return Exported(output, write_entries(desk, kind, temporary, wanted))
            return Exported(output, write(desk, kind, temporary, ending, wanted))
    except OSError as error:
        raise explained(error, output) from error


def _writer_of_entries(kind: RecordType, ending: str) -> Callable[[Desk, RecordType, Path, Page], int] | None:
    """What writes cards or a calendar, None for a sheet."""
    if ending not in ("vcf", "ics"):
        return None
    types = cards_out.TYPES if ending == "vcf" else calendars_out.TYPES
    if kind.key not in types:
        raise WorldError(
            "export_form",
            "{type} cannot be written to a file {ending}. The types that can: {types}.",
            type=kind.plural,
            ending=ending,
            types=", ".join(types),
        )
    return cards_out.write_cards if ending == "vcf" else calendars_out.write_calendar


__all__ = ["FORMATS", "Exported", "Left", "export", "export_everything"]
