# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The list of partners: all names at once, what a row says of each by page, as rows come into view."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal

from coopdesk.desk import partner_list
from coopdesk.desk.desk import Desk
from coopdesk.desk.partner_list import Partner, PartnerRow, Which
from coopdesk.errors import CoopdeskError
from coopdesk.language import NP_
from coopdesk.records.types.choices import STAGES
from coopdesk.records.types.places import ORGANISATION_KINDS
from coopdesk.ui import days
from coopdesk.ui.partners.words import in_line
from coopdesk.ui.work import Outcome, Success, Work

PAGE = 40
AGREEMENTS = NP_("{n} agreement", "{n} agreements")
Index = QModelIndex | QPersistentModelIndex
Signs = dict[str, tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Told:
    """What a question to the desk gave: rows by id."""

    rows: tuple[PartnerRow, ...]


def meta(row: PartnerRow) -> str:
    """Country, and what there is: Belgium · 2 agreements."""
    if row.agreements:
        said = AGREEMENTS.count(row.agreements)
    elif row.stage:
        said = in_line(str(STAGES[row.stage]))
    else:
        said = in_line(str(ORGANISATION_KINDS[row.kind])) if row.kind in ORGANISATION_KINDS else ""
    return " · ".join(part for part in (row.country, said) if part)


def aside(row: PartnerRow, on: date) -> str:
    """The last contact: its day, or the months since where it is too long ago."""
    if row.sign and row.months:
        return days.months(row.months)
    return days.short(row.last, on) if row.last else ""


class PartnerModel(QAbstractListModel):
    """The partners that are listed."""

    failed = Signal(object)
    counted = Signal(int)
    """How many are listed: the names are there."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work
        self._partners: list[Partner] = []
        self._rows: dict[str, PartnerRow] = {}
        self._asked: set[int] = set()
        self._wanted: set[int] = set()
        self._signs: Signs = {}
        self._text, self._which = "", Which.ALL
        self.on = date.today()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._ask_rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many partners are listed."""
        return 0 if parent.isValid() else len(self._partners)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name; for a screen reader with the rest of the row."""
        partner = self.partner(index)
        if partner is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return partner.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            row = self._rows.get(partner.id)
            parts = (partner.name, meta(row), aside(row, self.on)) if row else (partner.name,)
            return ", ".join(part for part in parts if part)
        return None

    def partner(self, index: Index) -> Partner | None:
        """The partner in a row."""
        return self._partners[index.row()] if index.isValid() and index.row() < len(self._partners) else None

    def row(self, index: Index) -> PartnerRow | None:
        """What a row says, None while it is asked for."""
        partner = self.partner(index)
        if partner is None:
            return None
        found = self._rows.get(partner.id)
        page = index.row() // PAGE
        if found is None and page not in self._asked:
            self._wanted.add(page)
            self._soon.start()
        return found

    def place_of(self, organisation: str) -> int:
        """Where a partner stands, -1 where it is not listed."""
        return next((at for at, one in enumerate(self._partners) if one.id == organisation), -1)

    def find(self, text: str, which: Which) -> None:
        """List the partners that fit."""
        self._text, self._which = text, which
        self.reload()

    def reload(self) -> None:
        """Read the names again."""
        self.on = date.today()
        question = partial(partner_list.partners, text=self._text, which=self._which, on=self.on)
        self._work.ask(question, self._names_came, lane="partners")

    def ask_signs(self) -> None:
        """Ask who has gone quiet: it takes longer than the names."""
        self._work.ask(partial(partner_list.signs, on=self.on), self._signs_came, lane="partner signs")

    def _names_came(self, outcome: Outcome[list[Partner]]) -> None:
        if not isinstance(outcome, Success):
            self._fail(outcome.error)
            return
        self._asked.clear()
        if outcome.value != self._partners:
            self.beginResetModel()
            self._partners = outcome.value
            self._rows = {}
            self.endResetModel()
        else:
            self._rows = {}
            self._changed(0, len(self._partners) - 1)
        self.counted.emit(len(self._partners))

    def _ask_rows(self) -> None:
        for page in sorted(self._wanted - self._asked):
            self._asked.add(page)
            ids = tuple(one.id for one in self._partners[page * PAGE : (page + 1) * PAGE])
            self._work.ask(partial(_told, ids=ids, on=self.on, signs=self._signs), self._rows_came)
        self._wanted.clear()

    def _rows_came(self, outcome: Outcome[Told]) -> None:
        if not isinstance(outcome, Success):
            self._fail(outcome.error)
            return
        for row in outcome.value.rows:
            sign, months = self._signs.get(row.id, ("", 0))
            self._rows[row.id] = replace(row, sign=sign, months=months)
        self._changed(0, len(self._partners) - 1)

    def _signs_came(self, outcome: Outcome[Signs]) -> None:
        if not isinstance(outcome, Success):
            self._fail(outcome.error)
            return
        self._signs = outcome.value
        for key, row in self._rows.items():
            sign, months = self._signs.get(key, ("", 0))
            self._rows[key] = replace(row, sign=sign, months=months)
        self._changed(0, len(self._partners) - 1)

    def _changed(self, first: int, last: int) -> None:
        if 0 <= first <= last:
            self.dataChanged.emit(self.index(first), self.index(last))

    def _fail(self, error: CoopdeskError) -> None:
        self.failed.emit(error)


def _told(desk: Desk, ids: Sequence[str], on: date, signs: Signs) -> Told:
    return Told(tuple(partner_list.rows(desk, ids, on, signs)))
