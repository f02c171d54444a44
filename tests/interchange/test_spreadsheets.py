# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""XLSX and ODS: values as they would have been typed, flaws in their cells, tricks refused."""

import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlsxwriter

from coopdesk.errors import WorldError
from coopdesk.interchange import sheet, unfolding
from coopdesk.interchange.sheet import FORMULA_ERROR, NO_RESULT, Row
from coopdesk.interchange.sheet_opening import open_sheet
from coopdesk.interchange.workbook import number_of
from tests.interchange.spreadsheets import ods_cell, ods_row, open_document, row, text, workbook

MEMORY = 64 * 1024 * 1024


def rows_of(file: Path) -> tuple[tuple[str, ...], list[Row], tuple[str, ...]]:
    with open_sheet(file) as found:
        return found.columns, list(found.rows), found.notices


def refusal(file: Path) -> str:
    with pytest.raises(WorldError) as refused:
        rows_of(file)
    return refused.value.code


def test_values_of_a_workbook(tmp_path: Path) -> None:
    file = tmp_path / "book.xlsx"
    with xlsxwriter.Workbook(file) as book:
        one = book.add_worksheet("One")
        book.add_worksheet("Two").write(0, 0, "x")
        formats = [
            book.add_format({"num_format": shape})
            for shape in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm", "hh:mm", "0.0%")
        ]
        one.write_row(
            3,
            2,
            ["day", "moment", "hour", "share", "whole", "part", "flag", "text", "result", "error", "empty"],
        )
        one.write_datetime(5, 2, date(2026, 11, 24), formats[0])
        one.write_datetime(5, 3, datetime(2026, 11, 24, 9, 30), formats[1])
        one.write_datetime(5, 4, time(9, 30), formats[2])
        one.write_number(5, 5, 0.255, formats[3])
        one.write_number(5, 6, 22890112233)
        one.write_number(5, 7, 0.1 + 0.2)
        one.write_boolean(5, 8, True)
        one.write_string(5, 9, "=no formula\nbut text ")
        one.write_formula(5, 10, "=2+3", None, 5)
        one.write_formula(5, 11, "=1/0", None, "#DIV/0!")
    columns, rows, notices = rows_of(file)
    assert columns[2:] == (
        "day",
        "moment",
        "hour",
        "share",
        "whole",
        "part",
        "flag",
        "text",
        "result",
        "error",
        "empty",
    )
    assert [found.number for found in rows] == [6]
    assert list(rows[0].cells[2:11]) == [
        "2026-11-24", "2026-11-24 09:30:00", "09:30", "25.5%", "22890112233", "0.3", "true",
        "=no formula\nbut text ", "5",
    ]  # fmt: skip
    assert rows[0].flaws == {11: FORMULA_ERROR}
    assert "Two" in notices[0]


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.00001, "0.00001"), (1e22, "10000000000000000000000"), (-2.50, "-2.5"), (2.0**53, "9007199254740992")],
)
def test_numbers_are_plain_digits(number: float, written: str) -> None:
    assert number_of(number) == written


@pytest.mark.parametrize("quote", ['"', "'"])
def test_errors_and_formulas_without_result(tmp_path: Path, quote: str) -> None:
    cells = (
        text("A1", "name"), text("B1", "x"), text("C1", "y"),
    )  # fmt: skip
    flawed = (text("A2", "Lomé"), '<c r="B2" t="e"><v>#REF!</v></c>', '<c r="C2"><f>A2</f></c>')
    sound = (text("A3", "Kara"), '<c r="B3" t="str"><f>A2</f><v></v></c>', '<c r="C3"><f>1+1</f><v>2</v></c>')
    rows = (row(1, *cells) + row(2, *flawed) + row(3, *sound)).replace('"', quote)
    _, found, _ = rows_of(workbook(tmp_path / "book.xlsx", rows))
    assert [one.flaws for one in found] == [{1: FORMULA_ERROR, 2: NO_RESULT}, {}]
    assert list(found[1].cells) == ["Kara", "", "2"]


def test_cells_without_places_are_counted(tmp_path: Path) -> None:
    rows = "<row><c t='inlineStr'><is><t>a</t></is></c><c t='inlineStr'><is><t>b</t></is></c></row>"
    _, found, _ = rows_of(
        workbook(tmp_path / "book.xlsx", rows + "<row><c><v>1</v></c><c t='e'><v>#N/A</v></c></row>")
    )
    assert [(one.number, one.flaws) for one in found] == [(2, {1: FORMULA_ERROR})]


def test_values_of_an_open_document(tmp_path: Path) -> None:
    head = ods_row(
        *(ods_cell(name) for name in ("day", "moment", "share", "number", "flag", "text", "error", "none"))
    )
    values = ods_row(
        ods_cell("24.11.2026", office__value_type="date", office__date_value="2026-11-24"),
        ods_cell("x", office__value_type="date", office__date_value="2026-11-24T09:30:00"),
        ods_cell("25 %", office__value_type="percentage", office__value="0.25"),
        ods_cell("1,5", office__value_type="float", office__value="1.5"),
        ods_cell("WAHR", office__value_type="boolean", office__boolean_value="true"),
        "<table:table-cell office:value-type='string'>"
        "<office:annotation><text:p>remark</text:p></office:annotation>"
        "<text:p>two<text:s text:c='2'/>blanks</text:p><text:p>lines</text:p></table:table-cell>",
        ods_cell("#REF!", table__formula="of:=A1", calcext__value_type="error", office__value_type="string"),
        ods_cell("", table__formula="of:=A1"),
    )
    columns, rows, _ = rows_of(open_document(tmp_path / "sheet.ods", head + ods_row(repeated=4) + values))
    assert columns[-1] == "none"
    assert [one.number for one in rows] == [6]
    assert list(rows[0].cells[:6]) == [
        "2026-11-24",
        "2026-11-24 09:30:00",
        "25%",
        "1.5",
        "true",
        "two  blanks\nlines",
    ]
    assert rows[0].flaws == {6: FORMULA_ERROR, 7: NO_RESULT}


def test_repeated_cells_and_rows_of_an_open_document(tmp_path: Path) -> None:
    head = ods_row(ods_cell("a"), ods_cell("b"), ods_cell(table__number_columns_repeated="16382"))
    rows = (
        head
        + ods_row(ods_cell("x", table__number_columns_repeated="2"), repeated=3)
        + ods_row(repeated=1_000_000)
    )
    columns, found, _ = rows_of(open_document(tmp_path / "sheet.ods", rows))
    assert columns == ("a", "b")
    assert [(one.number, list(one.cells)) for one in found] == [
        (2, ["x", "x"]),
        (3, ["x", "x"]),
        (4, ["x", "x"]),
    ]


def many_rows(file: Path) -> Path:
    return workbook(file, row(1, text("A1", "a")) + row(1_048_577, text("A1048577", "x")))


def sparse(file: Path) -> Path:
    return workbook(file, row(1, text("A1", "a")) + row(1_048_576, text("ZZ1048576", "x")))


def sparse_without_places(file: Path) -> Path:
    return workbook(
        file, row(1, text("A1", "a")) + "<row/>" * 300_000 + "<row>" + "<c/>" * 400 + "<c><v>1</v></c></row>"
    )


def unfolding_text(file: Path) -> Path:
    return workbook(file, row(1, text("A1", "a")) + row(2, text("A2", "x" * (sheet.MOST_BYTES + 1))))


def shared_text(file: Path) -> Path:
    """One text of a megabyte, said to stand in three hundred cells."""
    cells = "".join(row(n, f'<c r="A{n}" t="s"><v>0</v></c>') for n in range(1, 301))
    return workbook(file, cells, strings=f"<si><t>{'x' * 1024 * 1024}</t></si>")


def hidden_sheet(file: Path) -> Path:
    """The file's start leads past the parts that are looked at."""
    return workbook(file, row(1, text("A1", "a")), start="other/workbook.xml")


def laughs(file: Path) -> Path:
    bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return workbook(file, row(1, text("A1", "&b;")), before=bomb)


def ods_laughs(file: Path) -> Path:
    return open_document(file, ods_row(ods_cell("&b;")), '<!DOCTYPE a [<!ENTITY b "bbbb">]>')


def ods_repeating(file: Path) -> Path:
    full = ods_row(ods_cell("x" * 100, table__number_columns_repeated="400"), repeated=1_000_000)
    return open_document(file, ods_row(ods_cell("a")) + full)


def ods_wide(file: Path) -> Path:
    return open_document(file, ods_row(ods_cell("a"), ods_cell("x", table__number_columns_repeated="16000")))


def ods_unfolding(file: Path) -> Path:
    return open_document(file, ods_row(ods_cell("a")) + ods_row() * 40 + " " * (sheet.MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (many_rows, "sheet_too_large"),
        (sparse, "sheet_too_large"),
        (sparse_without_places, "sheet_too_large"),
        (unfolding_text, "sheet_too_large"),
        (shared_text, "sheet_too_large"),
        (hidden_sheet, "broken_file"),
        (laughs, "broken_file"),
        (ods_laughs, "broken_file"),
        (ods_repeating, "sheet_too_large"),
        (ods_wide, "sheet_too_large"),
        (ods_unfolding, "sheet_too_large"),
    ],
)
def test_hostile_files_are_refused_in_bounded_memory(
    tmp_path: Path, make: Callable[[Path], Path], code: str
) -> None:
    file = make(tmp_path / ("sheet.ods" if make.__name__.startswith("ods") else "book.xlsx"))
    assert file.stat().st_size < 3 * 1024 * 1024
    tracemalloc.start()
    try:
        assert refusal(file) == code
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()


def test_cut_off_files_are_broken(tmp_path: Path) -> None:
    sound = workbook(tmp_path / "sound.xlsx", row(1, text("A1", "a")) + row(2, text("A2", "b")))
    whole = sound.read_bytes()
    for size in range(8, len(whole) - 1, 97):
        (tmp_path / "cut.xlsx").write_bytes(whole[:size])
        assert refusal(tmp_path / "cut.xlsx") == "broken_file"
    (tmp_path / "cut.ods").write_bytes(
        open_document(tmp_path / "s.ods", ods_row(ods_cell("a"))).read_bytes()[:-30]
    )
    assert refusal(tmp_path / "cut.ods") == "broken_file"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml"])
def test_parts_that_are_no_xml_are_broken(tmp_path: Path, part: str) -> None:
    sound = workbook(tmp_path / "sound.xlsx", row(1, text("A1", "a")))
    with zipfile.ZipFile(sound) as whole, zipfile.ZipFile(tmp_path / "book.xlsx", "w") as spoilt:
        for name in whole.namelist():
            spoilt.writestr(
                name, '<worksheet><sheetData><row r="1"><c r="A1"' if name == part else whole.read(name)
            )
    assert refusal(tmp_path / "book.xlsx") == "broken_file"


def test_locked_workbook_is_told(tmp_path: Path) -> None:
    (tmp_path / "book.xlsx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert refusal(tmp_path / "book.xlsx") == "broken_file"


def test_archive_of_something_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert refusal(tmp_path / "a.xlsx") == "other_file"


def test_letters_of_columns() -> None:
    for number in (0, 25, 26, 51, 701, 702, 16383):
        assert unfolding.column_number(unfolding.column_letters(number)) == number
    assert (unfolding.column_letters(16383), sheet.MOST_COLUMNS) == ("XFD", 500)
