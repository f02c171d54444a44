# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of what is due, in groups: late, within a week, and on request all that follows."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from coopdesk.desk.doing import is_doable
from coopdesk.desk.today import DUE_LABELS
from coopdesk.desk.today_page import DueRow, ToDo
from coopdesk.frozen import dataclass
from coopdesk.language import N_, NP_
from coopdesk.records.rules.due import DAYS_AHEAD, DueKind
from coopdesk.ui import days

WEEK = 6
Index = QModelIndex | QPersistentModelIndex
OVERDUE = N_("Overdue")
UNTIL = N_("By {day}")
OTHERS = NP_("{n} other", "{n} others")
OTHERS_BY = N_("{others} by {day}")
AND_MORE = N_("{count} more in the lists")
US = N_("Us")
US_LAST = N_("us")
RENEWAL = N_("Decide before the notice period: {title}")
WORDS = {
    DueKind.NOTICE: RENEWAL,
    DueKind.REVIEW: N_("Review: {title}"),
    DueKind.REPORT: N_("Write the report: {title}"),
    DueKind.OPPORTUNITY: N_("Apply: {title}"),
}
"""What there is to do about a record whose own name says no act."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a group: its words, how many rows it has, and whether they are late."""

    text: str
    count: int
    late: bool = False


@dataclass(frozen=True, slots=True)
class Foot:
    """The last row, which shows the rows that are left out."""

    text: str
    opens_list: bool = False


Entry = Heading | DueRow | Foot


def title(row: DueRow) -> str:
    """What is to be done, in words."""
    words = WORDS.get(row.kind)
    return words.format(title=row.title) if words and row.title else row.title or str(DUE_LABELS[row.kind])


def meta(row: DueRow) -> str:
    """What it is and what it belongs to: Promise · Convention 2024–2027."""
    parts = (str(DUE_LABELS[row.kind]), row.context if row.type == "promise" else row.who or row.context)
    return " · ".join(part for part in parts if part)


def sides(row: DueRow) -> tuple[str, str]:
    """The words of the chip before and after the arrow; of one side only where nobody owes it."""
    if row.side == "ours":
        return str(US), row.partner
    if row.side == "theirs":
        return row.partner, str(US_LAST)
    return row.partner, ""


def entries(to_do: ToDo, rows: Sequence[DueRow], everything: bool) -> list[Entry]:
    """The rows in their groups; what is due after a week stays under the foot until it is asked for."""
    late = [row for row in rows if row.days < 0]
    soon = [row for row in rows if 0 <= row.days <= WEEK]
    later = [row for row in rows if row.days > WEEK]
    last = days.day_and_month(to_do.on + timedelta(days=DAYS_AHEAD), to_do.on)
    found: list[Entry] = []
    if late:
        found += [Heading(str(OVERDUE), max(len(late), to_do.late if rows is to_do.rows else 0), True), *late]
    if soon:
        end = days.day_and_month(to_do.on + timedelta(days=WEEK), to_do.on)
        found += [Heading(UNTIL.format(day=end), len(soon)), *soon]
    if later and (everything or not (late or soon)):
        found += [Heading(UNTIL.format(day=last), len(later)), *later]
    elif later:
        found.append(Foot(OTHERS_BY.format(others=OTHERS.count(len(later)), day=last)))
    if to_do.more and (everything or not later):
        found.append(Foot(AND_MORE.format(count=to_do.more), opens_list=True))
    return found


class DueModel(QAbstractListModel):
    """What is due, as the list shows it."""

    def __init__(self) -> None:
        super().__init__()
        self._to_do: ToDo | None = None
        self._entries: list[Entry] = []
        self._mine = False
        self._everything = False
        self._done: set[tuple[str, str]] = set()

    @property
    def on(self) -> date:
        """The day it is shown for."""
        return self._to_do.on if self._to_do else date.today()

    @property
    def latest(self) -> int:
        """The days of the row that is late the longest, 0 where none is."""
        return min((one.days for one in self._entries if isinstance(one, DueRow)), default=0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are, headings among them."""
        return 0 if parent.isValid() else len(self._entries)

    def entry(self, index: Index) -> Entry | None:
        """What stands in a row."""
        return self._entries[index.row()] if index.isValid() and index.row() < len(self._entries) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a row; for a screen reader with everything that is drawn beside them."""
        entry = self.entry(index)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) or entry is None:
            return None
        if isinstance(entry, Heading):
            return f"{entry.text}, {entry.count}"
        if isinstance(entry, Foot):
            return entry.text
        if role == Qt.ItemDataRole.DisplayRole:
            return title(entry)
        return ", ".join(part for part in self._spoken(entry) if part)

    def _spoken(self, row: DueRow) -> tuple[str, ...]:
        before, after = sides(row)
        direction = f"{before} → {after}" if after else before
        return (title(row), meta(row), direction, days.with_weekday(row.on, self.on), days.distance(row.days))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings are passed by."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self.entry(index), Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        enabled = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return enabled | Qt.ItemFlag.ItemNeverHasChildren

    def show(self, to_do: ToDo) -> None:
        """Show what is due now."""
        self._to_do = to_do
        self._done.clear()
        self._arrange()

    def show_mine(self, mine: bool) -> None:
        """Show what is for the officer alone, or for the whole office."""
        self._mine = mine
        self._arrange()

    def show_everything(self) -> None:
        """Show what is due after a week as well."""
        self._everything = True
        self._arrange()

    def say_again(self) -> None:
        """The words in another language."""
        self._arrange()

    def mark_done(self, row: DueRow) -> None:
        """Show a row as done, until the desk has answered."""
        self._done.add((row.type, row.id))
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def unmark(self) -> None:
        """Show nothing as done: it could not be."""
        self._done.clear()
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def is_done(self, row: DueRow) -> bool:
        """Whether a row was just ticked."""
        return (row.type, row.id) in self._done

    def can_be_done(self, row: DueRow) -> bool:
        """Whether one key does it."""
        return is_doable(row.kind)

    def near(self, row: int) -> int:
        """The row that is no heading at this place or next to it, -1 where there is none."""
        rows = [at for at, one in enumerate(self._entries) if not isinstance(one, Heading)]
        return next((at for at in rows if at >= row), rows[-1] if rows else -1)

    def row_of(self, key: tuple[str, str]) -> int:
        """Where a record stands, -1 where it does not."""
        for at, one in enumerate(self._entries):
            if isinstance(one, DueRow) and (one.type, one.id) == key:
                return at
        return -1

    def _arrange(self) -> None:
        if self._to_do is None:
            return
        rows = [row for row in self._to_do.rows if row.mine] if self._mine else self._to_do.rows
        self.beginResetModel()
        self._entries = entries(self._to_do, rows, self._everything)
        self.endResetModel()
