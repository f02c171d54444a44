# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the screen Today is told: rows with partner and side, what to watch, the figures of the year."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from coopdesk.desk import doing
from coopdesk.desk.desk import Desk
from coopdesk.desk.today_page import MOST_ROWS, to_do, watched
from coopdesk.desk.year_figures import Promised, year_figures
from coopdesk.language import using
from coopdesk.records.rules.due import DueKind
from tests.desk.officer import Officer
from tests.desk.partnership import NOW, day, partnership


def test_a_row_says_who_owes_it_and_which_partner_it_concerns(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    rows = {row.id: row for row in to_do(desk, NOW).rows}
    assert list(rows) == [made.ours_late, made.follow_up, made.theirs_soon]
    late, task, soon = rows.values()
    assert (late.side, late.partner, late.days, late.context) == ("ours", "Kara", -6, "Marchés")
    assert (soon.side, soon.partner, soon.days) == ("theirs", "Kara", 4)
    assert (task.side, task.partner, task.context) == ("", "Kara", "Visite du marché")


def test_names_follow_the_language(desk: Desk, awa: Officer) -> None:
    partnership(awa)
    with using("ru"):
        assert {row.partner for row in to_do(desk, NOW).rows} == {"Кара"}


def test_what_is_for_me_is_told_by_my_name(desk: Desk, awa: Officer) -> None:
    me = awa.new("person", "given_name=Awa", "family_name=Exemple")
    mine = awa.new("follow-up", "what=À moi", f"due_on={day(1)}", f"who={me}")
    awa.new("follow-up", "what=Aux autres", f"due_on={day(1)}")
    assert [row.id for row in to_do(desk, NOW).rows if row.mine] == [mine]


def test_what_is_beyond_the_rows_is_counted(desk: Desk, awa: Officer) -> None:
    for number in range(MOST_ROWS + 3):
        awa.new("follow-up", f"what=Tâche {number}", f"due_on={day(-1)}")
    found = to_do(desk, NOW)
    assert (len(found.rows), found.more, found.late) == (MOST_ROWS, 3, MOST_ROWS + 3)


def test_an_empty_desk_is_told_from_one_with_nothing_due(desk: Desk, awa: Officer) -> None:
    assert to_do(desk, NOW).is_empty
    awa.new("note", "title=Visite")
    found = to_do(desk, NOW)
    assert not found.is_empty
    assert not found.rows


def test_decisions_are_counted_and_the_first_is_named(desk: Desk, awa: Officer) -> None:
    note = awa.new("note", "title=Visite")
    version = awa.version("note", note)
    for text in ("Port", "Gare"):
        awa.change("note", note, f"title={text}", seen=version)
    found = to_do(desk, NOW).decisions
    assert (found.count, found.type, found.id, found.title) == (1, "note", note, "Gare")


def test_what_to_watch_is_named_by_its_partner(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    found = watched(desk, NOW)
    (ending,) = found.ending
    assert (ending.id, ending.name, ending.detail) == (made.agreement, "Kara", "Marchés")
    (mandate,) = found.mandates
    assert (mandate.type, mandate.id, mandate.name) == ("person", made.mayor, "Ama Exemple")
    assert mandate.detail == "Kara, maire"
    assert (found.silent, found.gates) == ((), ())


def test_silence_is_counted_in_months(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    later = NOW + timedelta(days=500)
    (silent,) = watched(desk, later).silent
    assert (silent.id, silent.on) == (made.hall, NOW - timedelta(days=10))
    (gate,) = watched(desk, later).gates
    assert (gate.id, gate.months) == (made.agreement, 16)


def test_the_figures_of_the_year_come_from_its_records(desk: Desk, awa: Officer) -> None:
    partnership(awa)
    on = NOW - timedelta(days=1)
    found = year_figures(desk, on)
    assert (found.given, found.received, found.women) == (Decimal(8), Decimal(0), 75)
    assert (found.money, found.currency, found.pledged) == (Decimal(500_000), "XOF", Decimal(0))
    assert found.ours.broken == found.theirs.broken == 0
    assert found.theirs.all == (1 if (NOW + timedelta(days=4)).year == on.year else 0)
    empty = year_figures(desk, date(1999, 5, 1))
    assert (empty.given, empty.women, empty.money, empty.ours) == (Decimal(0), None, Decimal(0), Promised())


def test_one_key_keeps_a_promise_and_undo_takes_it_back(desk: Desk, awa: Officer) -> None:
    made = partnership(awa)
    doing.done(desk, DueKind.PROMISE, "promise", made.ours_late, NOW)
    assert awa.values("promise", made.ours_late)["state"] == "kept"
    assert awa.values("promise", made.ours_late)["kept_on"] == NOW.isoformat()
    assert made.ours_late not in {row.id for row in to_do(desk, NOW).rows}
    awa.undo()
    assert made.ours_late in {row.id for row in to_do(desk, NOW).rows}


def test_a_follow_up_that_repeats_comes_again(desk: Desk, awa: Officer) -> None:
    task = awa.new("follow-up", "what=Rapport", f"due_on={NOW}", "repeats=monthly")
    doing.done(desk, DueKind.FOLLOW_UP, "follow-up", task, NOW)
    (again,) = to_do(desk, NOW + timedelta(days=10)).rows
    assert again.id != task


def test_a_review_that_was_held_waits_for_its_next_day(desk: Desk, awa: Officer) -> None:
    agreement = awa.new("agreement", "title=Marchés", "stage=active", f"review_on={day(-3)}")
    doing.done(desk, DueKind.REVIEW, "agreement", agreement, NOW)
    assert "review_on" not in awa.values("agreement", agreement)


@pytest.mark.parametrize(("due_on", "expected"), [(-6, 7), (4, 11)])
def test_what_is_put_off_is_due_a_week_later(desk: Desk, awa: Officer, due_on: int, expected: int) -> None:
    task = awa.new("follow-up", "what=Écrire", f"due_on={day(due_on)}")
    new_day = doing.put_off(desk, DueKind.FOLLOW_UP, "follow-up", task, NOW)
    assert new_day.isoformat() == awa.values("follow-up", task)["due_on"] == day(expected)


def test_a_notice_period_is_no_matter_of_one_key() -> None:
    assert not doing.is_doable(DueKind.NOTICE)
    assert not doing.is_doable(DueKind.OPPORTUNITY)
