# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exporting: the records of a type as a sheet that can be edited and imported again."""

from dataclasses import dataclass
from pathlib import Path

from coopdesk.desk.desk import Desk
from coopdesk.desk.leaving import Left, export_everything
from coopdesk.desk.sheets_out import write
from coopdesk.errors import WorldError
from coopdesk.interchange.writing import appearing
from coopdesk.records.types import record_type
from coopdesk.store.connection import explained
from coopdesk.store.reading import Page

FORMATS = ("csv", "tsv", "xlsx", "jsonl")


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written, and how many records it holds."""

    file: Path
    records: int


def export(desk: Desk, type_key: str, output: Path, wanted: Page = Page()) -> Exported:  # noqa: B008 - frozen
    """Write the records of a type to a file, in the format that its ending names; `wanted` may leave
    some out.

    The file appears whole or not at all. Raises WorldError for an unknown type, an ending that is
    no format, and where the disk refuses.
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
    try:
        with appearing(output) as temporary:
            return Exported(output, write(desk, kind, temporary, ending, wanted))
    except OSError as error:
        raise explained(error, output) from error


__all__ = ["FORMATS", "Exported", "Left", "export", "export_everything"]
