# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading XLSX and XLS through calamine, which shows errors as empty cells: `unfolding` finds them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from coopdesk.errors import WorldError
from coopdesk.interchange.sheet import MOST_BYTES, Row, Rows, broken, too_large
from coopdesk.interchange.unfolding import Careful, look
from coopdesk.language import N_, Message

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

OLD_FORMAT = N_(
    "In this old format, errors of formulas cannot be told from empty cells."
    " Save the file as XLSX to be sure."
)
RESULTS_TAKEN = N_("Cells with formulas, of which the results were taken: {count}.")
OTHER_SHEETS = N_("Only the first sheet was read; left out: {sheets}.")
_MOST_OLD_BYTES = MOST_BYTES // 4


@contextmanager
def open_workbook(file: Path) -> Iterator[Rows]:
    """The rows of the first sheet of an XLSX file."""
    careful = look(file)
    with _opened(file) as workbook:
        sheet = _first(file, workbook)
        yield Rows(_rows(sheet, careful), (*_notices(workbook), *_of_formulas(careful)))


@contextmanager
def open_old_workbook(file: Path) -> Iterator[Rows]:
    """The rows of the first sheet of an XLS file."""
    if file.stat().st_size > _MOST_OLD_BYTES:
        raise too_large(file)
    with _opened(file) as workbook:
        sheet = _first(file, workbook)
        yield Rows(_rows(sheet, Careful()), (*_notices(workbook), str(OLD_FORMAT)))


@contextmanager
def _opened(file: Path) -> Iterator["CalamineWorkbook"]:
    import python_calamine

    try:
        workbook = python_calamine.CalamineWorkbook.from_path(file)
    except python_calamine.PasswordError as error:
        raise WorldError(
            "locked_file",
            "This file is locked with a password: {file}. Save it without a password first.",
            file=file.name,
        ) from error
    except python_calamine.CalamineError as error:
        raise broken(file) from error
    with workbook:
        yield workbook


def _first(file: Path, workbook: "CalamineWorkbook") -> "CalamineSheet":
    import python_calamine

    try:
        return workbook.get_sheet_by_index(0)
    except (python_calamine.CalamineError, IndexError) as error:
        raise broken(file) from error


def _notices(workbook: "CalamineWorkbook") -> tuple[str, ...]:
    others = workbook.sheet_names[1:]
    return (OTHER_SHEETS.format(sheets=", ".join(others)),) if others else ()


def _of_formulas(careful: Careful) -> tuple[str, ...]:
    return (RESULTS_TAKEN.format(count=careful.formulas),) if careful.formulas else ()


def _rows(sheet: "CalamineSheet", careful: Careful) -> Iterator[Row]:
    if sheet.start is None:
        return
    left = sheet.start[1]
    # The rows begin at the top of the sheet, the cells at the first column that is used.
    for place, cells in enumerate(sheet.iter_rows()):
        flaws = careful.flaws.get(place, _NO_FLAWS)
        percent = careful.percentages.get(place, _NO_PERCENTAGES)
        texts = [cell if type(cell) is str else text_of(cell) for cell in cells]
        for column in percent:
            if 0 <= column - left < len(texts):
                texts[column - left] = percentage_of(cells[column - left])
        yield Row(place + 1, [""] * left + texts, flaws)


_NO_FLAWS: dict[int, Message] = {}
_NO_PERCENTAGES: frozenset[int] = frozenset()


def text_of(cell: object) -> str:
    """A cell's value as the text that would have been typed for it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return number_of(cell)
    if isinstance(cell, datetime):
        return _moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    return str(cell)


def _moment(cell: datetime) -> str:
    if not (cell.hour or cell.minute or cell.second):
        return cell.date().isoformat()
    return cell.isoformat(" ", "seconds")


def number_of(number: float) -> str:
    """A number in plain digits, with the 15 that spreadsheet programs show."""
    if number.is_integer() and abs(number) <= 2**53:
        return str(int(number))
    return format(Decimal(f"{number:.15g}"), "f")


def percentage_of(cell: object) -> str:
    """A cell shown as a percentage: 0.25 is 25%."""
    return f"{number_of(float(f'{cell * 100:.13g}'))}%" if isinstance(cell, float) else text_of(cell)
