# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything of a desk as files that other programs read: for whoever leaves coopdesk."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coopdesk.desk.desk import Desk
from coopdesk.desk.sheets_out import batches, write
from coopdesk.errors import WorldError
from coopdesk.interchange.writing import appearing_folder, write_json_lines
from coopdesk.language import LANGUAGES, N_
from coopdesk.records.declaration import RecordType
from coopdesk.records.kinds import AttachedFile, Attachment, Json
from coopdesk.records.types import STORED, TYPES
from coopdesk.store import extents, reading
from coopdesk.store.connection import explained
from coopdesk.store.reading import Page

FILES = "files"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)
_LONGEST_NAME = 120

ABOUT = N_(
    "Everything of this desk, for other programs.\n"
    "\n"
    "TYPE.csv: one sheet for each type of record, in UTF-8; a first line with the fields, then a line for"
    " each record. Several values in a cell are parted by semicolons. An apostrophe before = + - @ keeps a"
    " text from being taken for a formula.\n"
    "TYPE.jsonl: the same records, one JSON object a line, with all languages and links.\n"
    "history.jsonl: every version of every record, also of those in the bin: who saved what when.\n"
    "files: the attached files, each named by the beginning of its hash and its own name.\n"
    "\n"
    "Records are linked by their ids."
)


@dataclass(frozen=True, slots=True)
class Left:
    """What was written: the folder, records by type, files, and attached files that are not here."""

    folder: Path
    records: dict[str, int]
    files: int
    missing: tuple[str, ...]


def export_everything(desk: Desk, folder: Path, progress: Callable[[str], None] | None = None) -> Left:
    """Write all records, their history and their files into a new folder, which appears whole or
    not at all. `progress` is told each type. Raises WorldError where the folder holds something
    or the disk refuses."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorldError(
            "folder_in_use",
            "This folder holds something already: {folder}. Choose a new one.",
            folder=str(folder),
        )
    try:
        with appearing_folder(folder) as temporary:
            return _write_all(desk, folder, temporary, progress)
    except OSError as error:
        raise explained(error, folder) from error


def _write_all(desk: Desk, folder: Path, temporary: Path, progress: Callable[[str], None] | None) -> Left:
    counts: dict[str, int] = {}
    for kind in TYPES:
        if progress:
            progress(str(kind.plural))
        count = write(desk, kind, temporary / f"{kind.key}.csv", "csv")
        if count:
            counts[kind.key] = write(desk, kind, temporary / f"{kind.key}.jsonl", "jsonl")
        else:
            (temporary / f"{kind.key}.csv").unlink()
    write_json_lines(temporary / "history.jsonl", _history(desk))
    written, missing = _write_files(desk, temporary / FILES)
    texts = [ABOUT.text(language) for language in LANGUAGES]
    (temporary / "README.txt").write_text(
        "\n\n----\n\n".join(texts) + "\n", encoding="utf-8-sig", newline="\r\n"
    )
    return Left(folder, counts, written, tuple(missing))


def _history(desk: Desk) -> Iterator[Json]:
    for kind in STORED:
        for record_id in extents.every_id(desk.store.connection, kind):
            yield from _versions(desk, kind, record_id)


def _versions(desk: Desk, kind: RecordType, record_id: str) -> Iterator[Json]:
    for entry in reading.history(desk.store.connection, kind, record_id):
        touches: dict[str, Json] = {
            key: dict(touch) if isinstance(touch, dict) else touch for key, touch in entry.touches.items()
        }
        yield {
            "type": kind.key,
            "id": record_id,
            "version": entry.version,
            "at": entry.stamp.at,
            "officer": entry.stamp.officer,
            "device": entry.device,
            "purpose": entry.purpose,
            "touches": touches,
        }


def _write_files(desk: Desk, folder: Path) -> tuple[int, list[str]]:
    """Every attached file under a name of its own; how many, and the names of those not here."""
    written, missing = 0, []
    for found in dict.fromkeys(_attached(desk)):
        try:
            data = desk.attached(found.hash)
        except WorldError:
            missing.append(found.name)
            continue
        folder.mkdir(exist_ok=True)
        (folder / safe_name(found)).write_bytes(data)
        written += 1
    return written, missing


def _attached(desk: Desk) -> Iterator[AttachedFile]:
    for kind in TYPES:
        keys = [what.key for what in kind.fields if isinstance(what.kind, Attachment)]
        for batch in batches(desk, kind, Page(order="id")) if keys else ():
            for record in batch:
                for key in keys:
                    value = record.values.get(key, ())
                    for scalar in value if isinstance(value, tuple) else (value,):
                        yield AttachedFile.of(str(scalar))


def safe_name(found: AttachedFile) -> str:
    """A name that every file system takes: the beginning of the hash, then the file's own name."""
    name = _UNSAFE.sub("_", found.name).strip(" .")
    if len(name) > _LONGEST_NAME:
        name = name[: _LONGEST_NAME - 12] + name[-12:]
    return f"{found.hash[:12]} {'_' if _RESERVED.fullmatch(name) else ''}{name or 'file'}"
