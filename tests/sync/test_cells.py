# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns of values come back as they were; what would fill the memory is refused."""

from typing import Any

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.sync import cells, columns

DAYS = st.dates().map(lambda day: day.isoformat())
CELLS = (
    st.sampled_from(["draft", "signed", "", "x" * 32, "y" * 33])
    | DAYS
    | st.booleans()
    | st.none()
    | st.integers(0, 2)
    | st.dictionaries(st.sampled_from("ab"), st.booleans() | st.integers(0, 1))
)


def back(column: list[Any]) -> list[Any]:
    """What is read from the column once it was written and has travelled."""
    return cells.unpacked(cbor2.loads(cbor2.dumps(cells.packed(column))), len(column))


@settings(deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=12) | st.lists(DAYS, min_size=1, max_size=300))
def test_they_come_back_to_the_byte(column: list[Any]) -> None:
    assert cbor2.dumps(back(column)) == cbor2.dumps(column)


@pytest.mark.parametrize(
    "text",
    ["20270101", "2027-W01-1", "2027-1-1", "2027-02-30", "2027-01-01 ", "0000-01-01", "２０２７-01-01"],
)
def test_only_what_looks_like_a_day_becomes_one(text: str) -> None:
    assert back(["2027-01-01", text]) == ["2027-01-01", text]


def test_what_goes_on_stands_there_once() -> None:
    assert cells.packed(["draft", "signed", "signed", "signed"]) == ["draft", "signed"]
    assert cells.packed([1, True, True]) == [1, True, True]
    assert cells.packed(["y" * 33, "y" * 33]) == ["y" * 33, "y" * 33]
    assert cells.packed(["2027-01-01"] * 9) == columns.packed([9862] * 9)
    assert len(columns.packed([5] * 1000)) == 3


@pytest.mark.parametrize(
    ("written", "count"),
    [
        *(([], 1), (["a"], 0), (["a", "b"], 1), ([True], 2), ([None], 2), ([{}], 2), ([["a"]], 1)),
        *((["y" * 33], 2), ("ab", 2), ({}, 0), (b"", 1), (b"\x01\x00\x00", 1), (b"\x03\x00", 1)),
        *((None, 1), (b"\x08" + b"\x7f" * 8, 1), (b"\x04" + b"\x7f" * 4, 1)),
    ],
)
def test_what_is_no_column_is_refused(written: object, count: int) -> None:
    with pytest.raises((ValueError, OverflowError)):
        cells.unpacked(written, count)
