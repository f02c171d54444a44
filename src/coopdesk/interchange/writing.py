# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing CSV, TSV and JSON lines; every file appears whole or not at all."""

import csv
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from coopdesk.interchange.columns import Column, Names
from coopdesk.interchange.escapes import guarded
from coopdesk.records.kinds import Json
from coopdesk.records.values import Record


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A temporary file beside `target` that takes its place at the end of the block; after an
    error nothing is left of it and `target` is as it was. Raises OSError."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        yield temporary
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def appearing_folder(target: Path) -> Iterator[Path]:
    """The same for a folder, which must not exist yet or be empty."""
    temporary = target.with_name(f".{target.name}.{os.getpid()}.part")
    temporary.mkdir(parents=True)
    try:
        yield temporary
        if target.is_dir():
            target.rmdir()
        os.replace(temporary, target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def write_csv(
    file: Path, columns: Sequence[Column], records: Iterable[Record], names: Names, delimiter: str = ","
) -> int:
    """Write records as CSV in UTF-8 with a mark, which spreadsheet programs look for; how many."""
    count = 0
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        sheet = csv.writer(stream, delimiter=delimiter)
        sheet.writerow([column.header for column in columns])
        for record in records:
            sheet.writerow([guarded(column.text(record, names)) for column in columns])
            count += 1
    return count


def write_json_lines(file: Path, objects: Iterable[Json]) -> int:
    """Write one JSON value a line, in UTF-8; how many."""
    count = 0
    with file.open("w", encoding="utf-8", newline="\n") as stream:
        for found in objects:
            stream.write(json.dumps(found, ensure_ascii=False) + "\n")
            count += 1
    return count
