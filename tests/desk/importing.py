# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small desk for the tests of importing and exporting, and short ways to use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coopdesk.desk import asking, edits, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.desk.loading import LoadOrder, LoadReport, load
from coopdesk.records.types import BY_KEY
from coopdesk.records.values import Record
from coopdesk.store import checking
from coopdesk.store.connection import one
from coopdesk.store.reading import Page


@contextmanager
def small_desk(folder: Path) -> Iterator[Desk]:
    """A desk of an invented office in Lomé, sound at the end."""
    desk = found_desk(folder, city="Lomé", country="TG", officer="Awa Exemple")
    with desk:
        yield desk
        assert checking.check(desk.store) == []


def put(
    desk: Desk, type_key: str, *assignments: str, record_id: str | None = None, seen: str | None = None
) -> str:
    """Save a record as typed on a command line; its id."""
    kind = BY_KEY[type_key]
    touches, whole = edits.touches(desk, [edits.read_assignment(kind, text) for text in assignments])
    saved = saving.save(desk, kind, record_id, touches, whole=whole, seen=seen)
    return saved.id if saved else str(record_id)


def sheet(folder: Path, text: str, name: str = "sheet.csv", encoding: str = "utf-8") -> Path:
    """A file with this text."""
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


def bring(desk: Desk, file: Path, type_key: str | None = None, **more: object) -> LoadReport:
    """Import a file."""
    return load(desk, LoadOrder(file, type_key, **more))  # type: ignore[arg-type]


def all_of(desk: Desk, type_key: str) -> list[Record]:
    """The records of a type, oldest first."""
    return asking.list_records(desk, BY_KEY[type_key], Page(order="created"))


def named(desk: Desk, type_key: str, name: str) -> Record:
    """The one record with this title."""
    (found,) = [record for record in all_of(desk, type_key) if desk.title(type_key, record.id) == name]
    return found


def get(desk: Desk, type_key: str, record_id: str) -> Record:
    """A record that must be there, wherever it is."""
    found = desk.record(type_key, record_id)
    assert found is not None
    return found


def versions(desk: Desk) -> int:
    """How many versions the log holds."""
    return int(one(desk.store.connection, "SELECT count(*) FROM log"))


def numbers(report: LoadReport) -> tuple[int, int, int, int]:
    """New, changed, same, refused."""
    return report.new, report.changed, report.same, len(report.refused)
