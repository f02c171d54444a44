# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""CSV and TSV as programs and people write them: encodings, delimiters, quotation marks, formulas."""

from pathlib import Path

import pytest

from coopdesk.errors import WorldError
from coopdesk.interchange import plain_text, sheet, sheet_opening
from coopdesk.interchange.plain_text import delimiter_of
from coopdesk.interchange.sheet import Row
from coopdesk.interchange.sheet_opening import WIDER, open_sheet
from coopdesk.interchange.text_encoding import encoding_of

RUSSIAN = "имя;страна\nУагадугу;Буркина-Фасо\nЛоме;Того\n"
FRENCH = "nom;pays\nLomé;Togo\nSaint-Étienne;France\nÀ Forêt-sur-Mer;Côte d’Ivoire\n"


def rows_of(file: Path) -> tuple[tuple[str, ...], list[Row], tuple[str, ...]]:
    with open_sheet(file) as found:
        return found.columns, list(found.rows), found.notices


def saved(folder: Path, data: bytes | str, name: str = "sheet.csv", encoding: str = "utf-8") -> Path:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return file


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (RUSSIAN, "utf-8", ""),
        (RUSSIAN, "utf-8-sig", ""),
        (RUSSIAN, "utf-16", "UTF-16"),
        (FRENCH, "utf-16-le", "UTF-16"),
        (FRENCH, "utf-16-be", "UTF-16"),
        (RUSSIAN, "cp1251", "Windows-1251"),
        (FRENCH, "cp1252", "Windows-1252"),
    ],
)
def test_encoding_is_found_and_told(tmp_path: Path, text: str, encoding: str, told: str) -> None:
    columns, rows, notices = rows_of(saved(tmp_path, text, encoding=encoding))
    lines = [line.split(";") for line in text.strip().split("\n")]
    assert columns == tuple(lines[0])
    assert [list(row.cells) for row in rows] == lines[1:]
    assert [row.number for row in rows] == [2, 3] if text == RUSSIAN else [2, 3, 4]
    assert (told in notices[0]) if told else notices == ()


def test_one_spoilt_letter_does_not_spoil_the_others(tmp_path: Path) -> None:
    file = saved(tmp_path, "имя,страна\nЛоме,Того\n".encode() + b"\xff,\xd0\x98\n")
    assert encoding_of(file) == "utf-8"
    columns, rows, _ = rows_of(file)
    assert columns == ("имя", "страна")
    assert rows[0].flaws == {}
    assert rows[1].flaws == {0: plain_text.UNREADABLE_LETTERS}


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(tmp_path: Path, delimiter: str) -> None:
    text = f'name{delimiter}position\nLomé{delimiter}"6,13; 1,22"\nOuaga{delimiter}12\n'
    columns, rows, _ = rows_of(saved(tmp_path, text))
    assert columns == ("name", "position")
    assert list(rows[0].cells) == ["Lomé", "6,13; 1,22"]


def test_delimiter_named_in_the_first_line(tmp_path: Path) -> None:
    columns, rows, _ = rows_of(saved(tmp_path, "sep=;\nname;a,b\nLomé;1\n"))
    assert columns == ("name", "a,b")
    assert rows[0].number == 3


def test_single_column_has_no_delimiter() -> None:
    assert delimiter_of("name\nLomé\nOuagadougou\n") == ","


def test_rows_are_numbered_as_a_spreadsheet_does(tmp_path: Path) -> None:
    _, rows, _ = rows_of(saved(tmp_path, '\n\nname,text\n\nLomé,"two\nlines"\n,\nKara,x\n'))
    assert [(row.number, list(row.cells)) for row in rows] == [
        (5, ["Lomé", "two\nlines"]),
        (7, ["Kara", "x"]),
    ]


def test_stray_quotation_mark_refuses_its_row_only(tmp_path: Path) -> None:
    _, rows, _ = rows_of(saved(tmp_path, 'name,x\n"Lomé" city,1\nKara,2\n"Open,3\nand on,4\n'))
    assert [(row.number, row.flaw) for row in rows] == [
        (2, plain_text.QUOTE),
        (3, None),
        (4, plain_text.QUOTE),
    ]


@pytest.mark.parametrize(
    ("cell", "flaw"),
    [
        ("=1+1", plain_text.FORMULA),
        ('"=HYPERLINK(""http://x"")"', plain_text.FORMULA),
        ("#REF!", sheet.FORMULA_ERROR),
        ("#ССЫЛКА!", sheet.FORMULA_ERROR),
        ("Err:502", sheet.FORMULA_ERROR),
        ("a\0b", plain_text.UNREADABLE_LETTERS),
    ],
)
def test_cells_that_are_no_values(tmp_path: Path, cell: str, flaw: object) -> None:
    _, rows, _ = rows_of(saved(tmp_path, f"name,x\nLomé,{cell}\n"))
    assert rows[0].flaws == {1: flaw}


def test_guarded_texts_are_texts(tmp_path: Path) -> None:
    _, rows, _ = rows_of(saved(tmp_path, "name,x\n'=1+1,'#REF!\n"))
    assert (list(rows[0].cells), rows[0].flaws) == (["=1+1", "#REF!"], {})


def test_short_and_long_rows(tmp_path: Path) -> None:
    _, rows, _ = rows_of(saved(tmp_path, "a,b\n1\n1,2,,\n1,2,3\n"))
    assert [row.flaw for row in rows] == [None, None, WIDER]
    assert len(rows[0].cells) == 1


def test_cell_beyond_the_limit_refuses_its_row(tmp_path: Path) -> None:
    _, rows, _ = rows_of(saved(tmp_path, "a,b\n1," + "x" * (plain_text.LARGEST_CELL + 1) + "\n2,3\n"))
    assert [row.flaw for row in rows] == [plain_text.QUOTE, None]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", "empty_file"),
        ("a.csv", b"\n\n", "empty_file"),
        ("a.json", b'{"a": 1}', "other_file"),
        ("a.csv", b'{"a": 1}', "other_file"),
        ("a.xls", b"<html><table>", "other_file"),
        ("a.vcf", b"BEGIN:VCARD\n", "other_file"),
        ("a.csv", bytes(range(256)) * 40, "other_file"),
        ("a.xlsx", b"PK\x03\x04 but no archive", "broken_file"),
        ("a.csv", b",".join(b"c%d" % n for n in range(501)) + b"\n", "sheet_too_large"),
    ],
)
def test_other_files_are_refused_in_a_sentence(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    with pytest.raises(WorldError) as refused:
        rows_of(saved(tmp_path, data, name))
    assert refused.value.code == code


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    for file in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(WorldError) as refused:
            rows_of(file)
        assert refused.value.code == "unreadable"


def test_too_many_rows_are_refused_while_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_opening, "MOST_ROWS", 3)
    with pytest.raises(WorldError) as refused:
        rows_of(saved(tmp_path, "a\n1\n2\n3\n"))
    assert refused.value.code == "sheet_too_large"
