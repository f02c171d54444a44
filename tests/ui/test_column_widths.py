# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the columns of a list share its width."""

from hypothesis import given
from hypothesis import strategies as some

from coopdesk.ui.column_widths import Column, fitting, shared

COLUMNS = some.lists(
    some.builds(Column, natural=some.integers(20, 900), weight=some.sampled_from((0, 1, 2))),
    min_size=1,
    max_size=9,
)


def test_with_room_for_all_the_name_of_the_record_takes_what_is_left() -> None:
    columns = [Column(120, 1), Column(300, 2), Column(100), Column(90)]
    assert shared(columns, 1000) == (120, 690, 100, 90)


def test_without_room_texts_are_cut_short_and_dates_are_not() -> None:
    columns = [Column(140, 1), Column(900, 2), Column(500, 1), Column(100)]
    assert shared(columns, 900) == (140, 440, 220, 100)


def test_what_the_officer_drew_stays_and_the_others_share_the_rest() -> None:
    columns = [Column(140, 1, given=333), Column(900, 2), Column(100)]
    assert shared(columns, 800) == (333, 367, 100)


def test_beside_a_record_the_last_columns_go_first_and_the_name_never() -> None:
    columns = [Column(140), Column(900, 2), Column(160), Column(100)]
    assert fitting(columns, 520) == {0, 1, 2}
    assert fitting(columns, 200) == {1}


def test_beside_a_record_the_name_keeps_more_than_other_texts_before_a_column_more_is_shown() -> None:
    columns = [Column(400, 2), Column(187), Column(90), Column(300, 1)]
    shown = fitting(columns, 568)
    assert shown == {0, 1, 2}
    assert shared([columns[at] for at in sorted(shown)], 568)[0] == 568 - 187 - 90


@given(COLUMNS, some.integers(100, 3000))
def test_columns_fill_the_room_and_none_says_nothing(columns: list[Column], room: int) -> None:
    widths = shared(columns, room)
    assert all(width >= column.least for width, column in zip(widths, columns, strict=True))
    if any(column.weight for column in columns):
        assert sum(widths) >= room
    if sum(column.least for column in columns) > room:
        assert any(column.least == width for width, column in zip(widths, columns, strict=True))


@given(COLUMNS, some.integers(100, 3000))
def test_the_columns_beside_a_record_can_be_read(columns: list[Column], room: int) -> None:
    shown = fitting(columns, room)
    assert len(shown) == 1 or sum(columns[at].least for at in shown) <= room
