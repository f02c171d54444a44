# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the screen Today lets the worker do."""

from datetime import date

from coopdesk.desk import doing
from coopdesk.desk.desk import Desk, Touched
from coopdesk.desk.today_page import DueRow
from coopdesk.desk.year_figures import YearFigures, year_figures
from coopdesk.ui.today.figures import Shown, cells
from coopdesk.ui.work import Done


def done(desk: Desk, row: DueRow, on: date) -> Done[DueRow]:
    """Mark a row as done; gives it back."""
    saved = doing.done(desk, row.kind, row.type, row.id, on)
    return Done(row, Touched({row.type: (row.id,)} if saved else {}))


def put_off(desk: Desk, row: DueRow, on: date) -> Done[tuple[DueRow, date]]:
    """Put a row off by a week; gives it back with its new day."""
    day = doing.put_off(desk, row.kind, row.type, row.id, on)
    return Done((row, day), Touched({row.type: (row.id,)}))


def figures(desk: Desk, on: date) -> tuple[YearFigures, tuple[Shown, ...]]:
    """The figures of the year, and how they are written: Babel, which writes them, loads on the worker."""
    found = year_figures(desk, on)
    return found, cells(found)
