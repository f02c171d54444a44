# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Importing a sheet: preview, good rows or all of them, in one transaction, and again without effect."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from coopdesk.desk.desk import Desk
from coopdesk.desk.gathering import Gathering, Refused, RefusedRow, told
from coopdesk.desk.safekeeping import back_up_if_due
from coopdesk.desk.sources import Portion, Source, opened
from coopdesk.desk.taking_back import ImportReverted, imports, revert
from coopdesk.desk.uids import KEY as UIDS
from coopdesk.desk.uids import summary_of
from coopdesk.errors import WorldError
from coopdesk.interchange.headers import TYPE
from coopdesk.interchange.wishes import FlawedCell
from coopdesk.language import N_
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.store import import_runs, indexing
from coopdesk.store.connection import world_errors
from coopdesk.store.keeping import Overtaken
from coopdesk.store.writing import Change

CHANGES_IN_A_SAVE = 500
MOST_ROWS_NAMED = 20
REPEATED = N_("Rows that fit the same record as an earlier row: {rows}.")
ATTEMPTS = 5
SEARCH_LATER = N_("Everything is saved, but the search will find it only later: {reason}")
SEARCH_NEEDS_ROOM = N_(
    "Everything is saved. The disk is full: free {size}, and the search will follow by itself."
)
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
    that differ from the desk, or that no field can hold, and were left out; `decisions` counts the
    fields that got two versions. `entries`: what is counted are cards or entries, not rows;
    `lacks_columns`: there are columns that mean nothing, which were left out.
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
    entries: bool = False
    lacks_columns: bool = False


def load(desk: Desk, order: LoadOrder, progress: Progress | None = None) -> LoadReport:
    """Import a file, or see what importing it would do; safe on disk when this returns.

    Raises WorldError for a file, a mapping or columns that can't be used; then nothing is written.
    """
    if not order.dry_run:
        back_up_if_due(desk)
    for _ in range(ATTEMPTS):
        with suppress(Overtaken):
            return _loaded(desk, order, progress)
    raise WorldError("busy", "Others are saving on this desk all the time. Wait a moment, then retry.")


def _loaded(desk: Desk, order: LoadOrder, progress: Progress | None) -> LoadReport:
    """One attempt; raises Overtaken where somebody saved after the records were compared."""
    since = import_runs.last_row(desk.store)
    with opened(desk, order.file, order.type, order.map, order.match) as source:
        work = _Work(desk, order, source, progress)
        work.take_rows()
    report = work.report()
    changes = work.gathering.changes()
    if order.dry_run or not changes or (order.all_or_nothing and report.refused):
        return report
    if source.arriving:
        source.arriving.keep(changes)
    run_id = _write(desk, order, report, changes, summary_of(work.gathering.uids), since)
    return replace(report, id=run_id, warnings=(*report.warnings, *_search_follows(desk, progress)))


def _search_follows(desk: Desk, progress: Progress | None) -> tuple[str, ...]:
    """Bring the search up to date; why it stays behind, where it does. What is saved is saved."""
    try:
        bring_search_up_to_date(desk, progress)
    except WorldError as error:
        if error.code == "disk_full":  # its sentence is about a form, and asks to import once more
            return (SEARCH_NEEDS_ROOM.format(**error.facts),)
        return (SEARCH_LATER.format(reason=error),)
    return ()


def preview(desk: Desk, order: LoadOrder, progress: Progress | None = None) -> LoadReport:
    """What importing a file would do; nothing is written."""
    return load(desk, replace(order, dry_run=True), progress)


class _Work:
    """The rows of one file on their way into the desk."""

    def __init__(self, desk: Desk, order: LoadOrder, source: Source, progress: Progress | None) -> None:
        self._order = order
        self._progress = progress
        self._source = source
        self._refused: list[Refused] = []
        self._waiting: list[Portion] = []
        self._idle = 0
        self._taken = 0
        self.gathering = Gathering(desk, overwrite=order.overwrite, arriving=source.hashes)

    def take_rows(self) -> None:
        """Take every row; those that name a record of a later row come again at the end."""
        for row in self._source.portions:
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

    def _take(self, row: Portion, *, last_time: bool = False) -> None:
        if row.flaw is not None:
            self._refused.append(Refused(row.number, "", told(row.flaw)))
            return
        try:
            if not self.gathering.take(row.number, row.ask()):
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
            (*self._source.notices(), *self._remarks()),
            records,
            (*self.gathering.kept, *self._left_out()),
            self._taken,
            self._source.entries,
            self._source.lacks_columns(),
        )

    def _left_out(self) -> Iterator[Refused]:
        """The values of cards and calendars that no field can hold."""
        gone = {refused.row for refused in self._refused}
        for number, column, reason in self._source.left_out.values:
            if number not in gone:
                yield Refused(number, column, reason)

    def _remarks(self) -> Iterator[str]:
        repeated = sorted(set(self.gathering.repeated))
        if repeated and self._order.map is None:
            named = ", ".join(str(number) for number in repeated[:MOST_ROWS_NAMED])
            yield REPEATED.format(rows=named + (", …" if len(repeated) > MOST_ROWS_NAMED else ""))
        if self._idle and self._order.map is not None:
            yield MAKES_NOTHING.format(count=self._idle)


def _write(
    desk: Desk,
    order: LoadOrder,
    report: LoadReport,
    changes: Sequence[Change],
    uids: Mapping[str, str],
    since: int,
) -> str:
    run_id = new_id()
    saves = [
        changes[start : start + CHANGES_IN_A_SAVE] for start in range(0, len(changes), CHANGES_IN_A_SAVE)
    ]

    def note() -> None:
        summary = {
            "new": report.new,
            "changed": report.changed,
            "refused": len(report.refused),
            "records": {key: asdict(tally) for key, tally in report.records.items()},
            **({UIDS: uids} if uids else {}),
            "log": [since + 1, import_runs.last_row(desk.store)],
        }
        import_runs.note_run(desk.store, run_id, order.file.name, summary)

    desk.store.save_many(saves, desk.office.officer, act=run_id, also=note, since=since)
    return run_id


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
