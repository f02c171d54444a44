# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Importing a sheet: preview, good rows or all of them, in one transaction, and again without effect."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import chain
from pathlib import Path

from coopdesk import paths
from coopdesk.desk.desk import Desk
from coopdesk.desk.gathering import Gathering, Refused, RefusedRow, told
from coopdesk.desk.safekeeping import back_up_if_due
from coopdesk.desk.taking_back import ImportReverted, imports, revert
from coopdesk.errors import WorldError
from coopdesk.interchange.headers import ID, TYPE, guessed_type
from coopdesk.interchange.mapping import MappedPlan, read_mapping
from coopdesk.interchange.sheet import Row, Sheet, open_sheet
from coopdesk.interchange.wishes import FlawedCell, OneTypePlan, Plan
from coopdesk.language import N_
from coopdesk.records.declaration import RecordType
from coopdesk.records.identity import is_id, new_id
from coopdesk.records.types import BY_KEY, record_type
from coopdesk.store import import_runs, indexing, reading
from coopdesk.store.connection import world_errors
from coopdesk.store.writing import Change

CHANGES_IN_A_SAVE = 500
MOST_ROWS_NAMED = 20
REPEATED = N_("Rows that fit the same record as an earlier row: {rows}.")
MAKES_NOTHING = N_("Rows of which the mapping makes no record: {count}.")

Progress = Callable[[str, int, int], None]
"""Told of the work: its part ("rows" or "search"), how much is done, how much there is (0: unknown)."""


@dataclass(frozen=True, slots=True)
class LoadOrder:
    """What to import and how. `type` None: by the column `type`, the ids, or the headers. `match`
    names the fields by which a row is recognised as a record. `dry_run` writes nothing;
    `all_or_nothing` writes nothing where a single row is refused."""

    file: Path
    type: str | None = None
    map: Path | None = None
    match: tuple[str, ...] = ()
    overwrite: bool = False
    dry_run: bool = False
    all_or_nothing: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records of a type are new, changed, and as they were."""

    new: int = 0
    changed: int = 0
    same: int = 0


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What an import did, or would do. `id` is what takes it back, "" where nothing was written.

    `new`, `changed` and `same` count records; `refused` names the rows left out, `kept` the cells
    that differ from the desk and were left out; `decisions` counts the fields that got two versions.
    """

    id: str
    new: int
    changed: int
    same: int
    refused: tuple[Refused, ...]
    decisions: int
    warnings: tuple[str, ...]
    records: Mapping[str, Tally] = field(default_factory=dict)
    kept: tuple[Refused, ...] = ()
    rows: int = 0


def load(desk: Desk, order: LoadOrder, progress: Progress | None = None) -> LoadReport:
    """Import a file, or see what importing it would do; safe on disk when this returns.

    Raises WorldError for a file, a mapping or columns that can't be used; then nothing is written.
    """
    with open_sheet(order.file) as sheet:
        work = _Work(desk, order, sheet, progress)
        work.take_rows()
    report = work.report()
    changes = work.gathering.changes()
    if order.dry_run or not changes or (order.all_or_nothing and report.refused):
        return report
    back_up_if_due(desk)
    run_id = _write(desk, order, report, changes)
    bring_search_up_to_date(desk, progress)
    return _with_id(report, run_id)


def preview(desk: Desk, order: LoadOrder, progress: Progress | None = None) -> LoadReport:
    """What importing a file would do; nothing is written."""
    return load(desk, replace(order, dry_run=True), progress)


class _Work:
    """The rows of one file on their way into the desk."""

    def __init__(self, desk: Desk, order: LoadOrder, sheet: Sheet, progress: Progress | None) -> None:
        self._order = order
        self._progress = progress
        self._rows, first = _peeked(sheet.rows)
        self._plan = _plan(desk, order, sheet.columns, first)
        self._notices = sheet.notices
        self._refused: list[Refused] = []
        self._waiting: list[Row] = []
        self._idle = 0
        self._taken = 0
        self.gathering = Gathering(desk, overwrite=order.overwrite)

    def take_rows(self) -> None:
        """Take every row; those that name a record of a later row come again at the end."""
        for row in self._rows:
            self._taken += 1
            self._take(row)
            if self._progress and self._taken % 1000 == 0:
                self._progress("rows", self._taken, 0)
        while self._waiting:
            again, self._waiting = self._waiting, []
            before = len(self._refused)
            for row in again:
                self._take(row)
            if len(self._waiting) == len(again):
                break
            del self._refused[before:]
        for row in self._waiting:
            self._take(row, last_time=True)

    def _take(self, row: Row, *, last_time: bool = False) -> None:
        if row.flaw is not None:
            self._refused.append(Refused(row.number, "", told(row.flaw)))
            return
        try:
            if not self.gathering.take(row.number, self._plan.wishes(row)):
                self._idle += 1
        except RefusedRow as refused:
            if refused.error.code == "not_found" and not last_time:
                self._waiting.append(row)
            else:
                self._refused.append(Refused(row.number, refused.column, told(refused.error)))
        except FlawedCell as flawed:
            self._refused.append(Refused(row.number, flawed.column, told(flawed.reason)))
        except WorldError as error:
            self._refused.append(Refused(row.number, TYPE, told(error)))

    def report(self) -> LoadReport:
        """What was found, as long as nothing is written."""
        counts: Counter[tuple[str, str]] = Counter()
        for pending in self.gathering.touched.values():
            what = "new" if pending.new else "changed" if pending.touches else "same"
            counts[pending.kind.key, what] += 1
        keys = [key for key in BY_KEY if any(key == found for found, _ in counts)]
        records = {
            key: Tally(counts[key, "new"], counts[key, "changed"], counts[key, "same"]) for key in keys
        }
        return LoadReport(
            "",
            sum(tally.new for tally in records.values()),
            sum(tally.changed for tally in records.values()),
            sum(tally.same for tally in records.values()),
            tuple(sorted(self._refused, key=lambda refused: refused.row)),
            self.gathering.decisions,
            (*self._notices, *self._plan.notices, *self._remarks()),
            records,
            tuple(self.gathering.kept),
            self._taken,
        )

    def _remarks(self) -> Iterator[str]:
        repeated = sorted(set(self.gathering.repeated))
        if repeated and self._order.map is None:
            named = ", ".join(str(number) for number in repeated[:MOST_ROWS_NAMED])
            yield REPEATED.format(rows=named + (", …" if len(repeated) > MOST_ROWS_NAMED else ""))
        if self._idle:
            yield MAKES_NOTHING.format(count=self._idle)


def _peeked(rows: Iterator[Row]) -> tuple[Iterator[Row], Row | None]:
    first = next(rows, None)
    return (chain((first,), rows) if first else rows), first


def _plan(desk: Desk, order: LoadOrder, columns: Sequence[str], first: Row | None) -> Plan:
    if order.map is not None:
        return MappedPlan(read_mapping(_mapping_file(order.map)), columns)
    if order.type is not None:
        return OneTypePlan(record_type(order.type), columns, order.match)
    if any(column.casefold() == TYPE for column in columns):
        return OneTypePlan(None, columns, order.match)
    kind = _type_of_ids(desk, columns, first) or guessed_type(columns)
    if kind is None:
        raise WorldError(
            "which_type",
            "The columns do not tell which type of record the rows are. Say it: --type {types}",
            types="|".join(BY_KEY),
        )
    return OneTypePlan(kind, columns, order.match)


def _mapping_file(file: Path) -> Path:
    """The file itself, or the shipped mapping of that name."""
    shipped = paths.resource(f"mappings/{file.name.removesuffix('.toml')}.toml")
    return shipped if not file.exists() and len(file.parts) == 1 and shipped.exists() else file


def _type_of_ids(desk: Desk, columns: Sequence[str], first: Row | None) -> RecordType | None:
    place = next((place for place, column in enumerate(columns) if column.casefold() == ID), None)
    if place is None or first is None or place >= len(first.cells) or not is_id(first.cells[place]):
        return None
    return BY_KEY.get(reading.type_of(desk.store.connection, first.cells[place]) or "")


def _write(desk: Desk, order: LoadOrder, report: LoadReport, changes: Sequence[Change]) -> str:
    run_id = new_id()
    saves = [
        changes[start : start + CHANGES_IN_A_SAVE] for start in range(0, len(changes), CHANGES_IN_A_SAVE)
    ]
    before = import_runs.last_row(desk.store)
    desk.store.save_many(saves, desk.office.officer, act=run_id)
    summary = {
        "new": report.new,
        "changed": report.changed,
        "refused": len(report.refused),
        "records": {key: asdict(tally) for key, tally in report.records.items()},
        "log": [before + 1, import_runs.last_row(desk.store)],
    }
    import_runs.note_run(desk.store, run_id, order.file.name, summary)
    return run_id


def _with_id(report: LoadReport, run_id: str) -> LoadReport:
    return replace(report, id=run_id)


def bring_search_up_to_date(desk: Desk, progress: Progress | None = None) -> None:
    """Let the search follow a large save; a search in the meantime reads the columns."""
    total, done = indexing.pending(desk.store.connection), 0
    with world_errors(desk.store.file):
        while found := indexing.catch_up(desk.store.connection):
            done += found
            if progress:
                progress("search", min(done, total), total)


__all__ = [
    "ImportReverted",
    "LoadOrder",
    "LoadReport",
    "Progress",
    "Refused",
    "Tally",
    "bring_search_up_to_date",
    "imports",
    "load",
    "preview",
    "revert",
]
