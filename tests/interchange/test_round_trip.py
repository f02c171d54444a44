# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is exported comes back exactly: every kind of field, every format, whatever the text."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coopdesk.interchange.cells import is_same, joined, members_of
from coopdesk.interchange.columns import PIECE, columns
from coopdesk.interchange.escapes import guarded, safe_number, without_guard
from coopdesk.interchange.sheet_opening import open_sheet
from coopdesk.interchange.wishes import OneTypePlan
from coopdesk.interchange.workbook_out import write_workbook
from coopdesk.interchange.writing import write_csv
from coopdesk.records.identity import new_id
from coopdesk.records.kinds import KINDS, Decimal, Money
from coopdesk.records.values import Record, Value
from tests.interchange.everything import EVERYTHING, VALUES

COLUMNS = columns(EVERYTHING, {"names": ["ewe"], "stories": ["ewe"]})


def written(file: Path, values: dict[str, Value]) -> Record:
    record = Record(new_id(), EVERYTHING.key, new_id(), values)
    if file.suffix == ".xlsx":
        write_workbook(file, COLUMNS, [record], lambda _: "=name", "Every: thing")
    else:
        write_csv(file, COLUMNS, [record], lambda _: "=name", "\t" if file.suffix == ".tsv" else ",")
    return record


def read_back(file: Path, record: Record) -> dict[str, Value]:
    with open_sheet(file) as sheet:
        plan = OneTypePlan(EVERYTHING, sheet.columns)
        (row,) = sheet.rows
        (wish,) = plan.wishes(row)
    assert plan.notices == ()
    assert (wish.id, wish.version) == (record.id, record.version)
    values: dict[str, Value] = {}
    for (key, language), text in wish.texts.items():
        kind = EVERYTHING.by_key[key].kind
        if not text:
            continue
        if kind.many:
            values[key] = tuple(sorted(str(kind.parse(member)) for member in members_of(text)))
        elif language:
            found = values.setdefault(key, {})
            assert isinstance(found, dict)
            found[language] = str(kind.parse(text))
        else:
            values[key] = kind.parse(text)
    return values


def test_every_kind_is_tried() -> None:
    assert {type(what.kind) for what in EVERYTHING.own_fields} == set(KINDS)


@pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx"])
def test_what_goes_out_comes_back(ending: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(VALUES)
    def comes_back(values: dict[str, Value]) -> None:
        with TemporaryDirectory() as folder:
            file = Path(folder) / f"sheet.{ending}"
            record = written(file, values)
            assert read_back(file, record) == values

    comes_back()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("ab;\\ \t\n'", min_size=1).filter(str.strip), unique=True))
def test_members_survive_joining(members: list[str]) -> None:
    assert members_of(joined(members)) == members


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text("'=+-@#a1.\t", max_size=6), st.sampled_from(["#REF!", "''#REF!", "-1.5", "'-1.5"])))
def test_guards_are_taken_away_again(text: str) -> None:
    assert without_guard(guarded(text)) == text


@pytest.mark.parametrize("text", ["=1+1", "+22890112233", "-A1", "@SUM(A1)", "\tx", "#REF!"])
def test_what_would_be_computed_is_guarded(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "-5.25", "d'Andenne", "'", "12", "#12"])
def test_what_is_harmless_is_not_guarded(text: str) -> None:
    assert guarded(text) == text


def test_long_texts_take_several_cells(tmp_path: Path) -> None:
    text = "".join(chr(0x1F600 + place % 50) for place in range(PIECE * 2 + 5))
    several = columns(EVERYTHING, {}, {("prose", ""): 3, ("stories", "fr"): 2})
    record = Record(new_id(), EVERYTHING.key, new_id(), {"prose": text, "stories": {"fr": text[: PIECE + 1]}})
    write_workbook(tmp_path / "long.xlsx", several, [record], lambda _: "", "")
    assert read_back(tmp_path / "long.xlsx", record) == record.values


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("12", True),
        ("0.5", True),
        ("-3.25", True),
        ("0.50", False),
        ("-0", False),
        ("1234567890123456", False),
    ],
)
def test_only_exact_numbers_are_numbers_in_a_workbook(text: str, safe: bool) -> None:
    assert safe_number(text) is safe


def test_numbers_that_say_the_same_are_the_same() -> None:
    assert is_same(Decimal(), "0.50", "0.5")
    assert is_same(Money(), "12.50 XOF", "12.5 XOF")
    assert not is_same(Money(), "12.50 XOF", "12.50 EUR")
    assert not is_same(Decimal(), "0.5", None)
