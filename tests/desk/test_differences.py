# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Differences between two texts as people read them: word by word, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopdesk.desk.differences import Mark, both_in_one, differences

TEXTS = st.text(alphabet="ab c,.\né-’", max_size=40)


@given(TEXTS, TEXTS)
def test_both_texts_are_in_the_differences(before: str, after: str) -> None:
    parts = differences(before, after)
    assert "".join(part.text for part in parts if part.mark is not Mark.ADDED) == before
    assert "".join(part.text for part in parts if part.mark is not Mark.REMOVED) == after


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("four districts", "five districts", ["-four", "+five", "= districts"]),
        ("the end of 2027", "the new end of 2027", ["=the ", "+new ", "=end of 2027"]),
        ("districts until 2028", "districts, Ouèdèmè too, until 2028",
         ["=districts", "+, Ouèdèmè too,", "= until 2028"]),
        ("one two", "three four", ["-one two", "+three four"]),
    ],
)  # fmt: skip
def test_words_are_told_as_one_reads_them(before: str, after: str, told: list[str]) -> None:
    signs = {Mark.SAME: "=", Mark.ADDED: "+", Mark.REMOVED: "-"}
    assert [signs[part.mark] + part.text for part in differences(before, after)] == told


def test_changes_in_different_words_come_together() -> None:
    before = "Train staff.\nBuild wells until 2027."
    assert (
        both_in_one(
            before, "Train twelve staff.\nBuild wells until 2027.", "Train staff.\nBuild wells until 2028."
        )
        == "Train twelve staff.\nBuild wells until 2028."
    )
    assert both_in_one("until 2027", "until 2028", "until 2029") is None
