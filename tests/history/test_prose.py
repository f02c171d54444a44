# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Joining two texts that were changed from the same earlier one."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coopdesk.history.prose import hunks, join

LINES = st.lists(st.sampled_from(["", "eau", "école", "marché", "вода"]), max_size=9)


@settings(max_examples=500, deadline=None)
@given(LINES, LINES)
def test_the_changes_of_a_text_make_it_again(base: list[str], text: list[str]) -> None:
    changes = hunks(base, text)
    assert changes is not None
    made, at = [], 0
    for change in changes:
        made += base[at : change.start] + list(change.lines)
        at = change.end
    assert made + base[at:] == text


@settings(max_examples=300, deadline=None)
@given(LINES, LINES, LINES)
def test_joining_is_the_same_from_both_sides(base: list[str], one: list[str], other: list[str]) -> None:
    texts = ["\n".join(lines) for lines in (base, one, other)]
    assert join(texts[0], texts[1], texts[2]) == join(texts[0], texts[2], texts[1])


@given(LINES, LINES)
def test_an_unchanged_side_gives_the_other(base: list[str], text: list[str]) -> None:
    earlier, changed = "\n".join(base), "\n".join(text)
    assert join(earlier, changed, earlier) == changed


def test_two_insertions_at_one_place_are_not_joined() -> None:
    assert join("a\nb", "a\nune\nb", "a\ndeux\nb") is None


def test_a_text_rewritten_beyond_measure_is_not_joined() -> None:
    base = "\n".join(f"ligne {number}" for number in range(2000))
    other = "\n".join(f"autre {number}" for number in range(2000))
    assert join(base, other, base + "\nfin") is None
