# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Long lists: honest, in order, and read by pages."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from coopdesk.desk import saving
from coopdesk.desk.desk import Desk, Touched
from coopdesk.language import set_current
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY
from coopdesk.store.writing import Change
from coopdesk.ui.cells import columns, day
from coopdesk.ui.finding import Found, FoundModel
from coopdesk.ui.navigation import NavigationModel
from coopdesk.ui.screens.directory import PLACES
from coopdesk.ui.table_model import PAGE, PLACEHOLDER, TableModel
from coopdesk.ui.work import Outcome, Work

NOTE = BY_KEY["note"]
MANY = 1_000


class Ear(QObject):
    def hear(self, outcome: Outcome[object]) -> None:
        pass


@pytest.fixture
def full(desk: Desk) -> Desk:
    """A desk with many notes, "Note 0000" the oldest."""
    notes = [
        Change(
            NOTE,
            new_id(),
            {"title": f"Note {n:04}", "starts": f"{2000 + n // 300}-01-{n % 28 + 1:02}"},
            new=True,
        )
        for n in range(MANY)
    ]
    saving.save_all(desk, notes)
    return desk


@pytest.fixture
def model(qtbot: QtBot, work: Work, full: Desk, profile: Path) -> Iterator[TableModel]:
    work.open(partial(Desk.open, profile), Ear().hear)
    made = TableModel(work)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
    yield made
    del tester


def text(model: QAbstractItemModel, row: int, column: int = 0) -> str:
    return str(model.index(row, column).data())


def show(qtbot: QtBot, model: TableModel, order: str = "") -> None:
    with qtbot.waitSignal(model.settled):
        model.show(NOTE, order)
    qtbot.waitUntil(lambda: text(model, 0) != PLACEHOLDER)


def test_the_first_page_is_there_and_the_count_is_right(qtbot: QtBot, model: TableModel) -> None:
    show(qtbot, model, "title")
    assert model.rowCount() == MANY
    assert model.columnCount() == len(columns(NOTE))
    assert text(model, 0) == "Note 0000"


def test_a_far_page_shows_a_placeholder_until_it_is_read(qtbot: QtBot, model: TableModel) -> None:
    show(qtbot, model, "title")
    assert text(model, MANY - 1) == PLACEHOLDER
    qtbot.waitUntil(lambda: text(model, MANY - 1) == f"Note {MANY - 1:04}")
    assert text(model, 0) == "Note 0000"


def test_scrolling_through_asks_only_for_what_is_still_seen(qtbot: QtBot, model: TableModel) -> None:
    show(qtbot, model, "title")
    for row in range(0, MANY, PAGE):
        text(model, row)
    last = (MANY - 1) // PAGE * PAGE
    qtbot.waitUntil(lambda: text(model, last) == f"Note {last:04}")
    assert not model.is_here(PAGE * 2)


def test_another_order_begins_anew(qtbot: QtBot, model: TableModel) -> None:
    show(qtbot, model, "-title")
    assert text(model, 0) == f"Note {MANY - 1:04}"


def test_a_new_record_appears(qtbot: QtBot, model: TableModel, full: Desk) -> None:
    show(qtbot, model, "title")
    done = saving.save(full, NOTE, None, {"title": "A first note"})
    assert done
    with qtbot.waitSignal(model.settled):
        model.follow(Touched({"note": (done.id,)}))
    assert model.rowCount() == MANY + 1
    qtbot.waitUntil(lambda: text(model, 0) == "A first note")


def test_a_list_that_grows_at_its_end_fills_its_last_page(
    qtbot: QtBot, model: TableModel, full: Desk
) -> None:
    show(qtbot, model, "title")
    qtbot.waitUntil(lambda: text(model, MANY - 1) != PLACEHOLDER)
    done = saving.save(full, NOTE, None, {"title": "Zinvié"})
    assert done
    with qtbot.waitSignal(model.settled):
        model.follow(Touched({"note": (done.id,)}))
    qtbot.waitUntil(lambda: text(model, MANY) == "Zinvié")


def test_a_changed_cell_is_read_again(qtbot: QtBot, model: TableModel, full: Desk) -> None:
    show(qtbot, model, "title")
    record_id = model.id_at(0)
    saving.save(full, NOTE, record_id, {"title": "Note 0000, corrected"})
    model.follow(Touched({"note": (record_id,)}))
    qtbot.waitUntil(lambda: text(model, 0) == "Note 0000, corrected")


def test_a_removed_record_goes(qtbot: QtBot, model: TableModel, full: Desk) -> None:
    show(qtbot, model, "title")
    record_id = model.id_at(0)
    saving.remove(full, NOTE, record_id)
    with qtbot.waitSignal(model.settled):
        model.follow(Touched({"note": (record_id,)}))
    assert model.rowCount() == MANY - 1
    qtbot.waitUntil(lambda: text(model, 0) == "Note 0001")


def test_a_row_is_found_by_its_number(qtbot: QtBot, model: TableModel) -> None:
    show(qtbot, model, "title")
    number = model.number_at(700)
    assert number is not None
    assert model.row_of(number) == 700
    assert model.row_of(-1) is None
    assert model.number_at(MANY) is None


def test_an_empty_type_has_no_rows(qtbot: QtBot, model: TableModel) -> None:
    with qtbot.waitSignal(model.settled):
        model.show(BY_KEY["indicator"])
    assert model.rowCount() == 0


def test_headers_follow_the_language(qtbot: QtBot, model: TableModel) -> None:
    show(qtbot, model)
    assert model.headerData(0, Qt.Orientation.Horizontal) == "Title"
    set_current("fr")
    model.reload()
    assert model.headerData(0, Qt.Orientation.Horizontal) == str(columns(NOTE)[0].label)


@pytest.mark.parametrize(
    ("language", "shown"), [("en", "1 Mar 2026"), ("fr", "1 mars 2026"), ("ru", "01.03.2026")]
)
def test_days_are_short(language: str, shown: str) -> None:
    set_current(language)  # type: ignore[arg-type]
    assert day("2026-03-01T09:30:00+01:00") == shown


def test_every_type_is_at_home_on_exactly_one_screen() -> None:
    homes = [key for place in PLACES for key in place.types]
    assert sorted(homes) == sorted(BY_KEY)


def test_the_small_models_keep_qt_s_rules() -> None:
    screens, found = NavigationModel(PLACES), FoundModel()
    testers = [
        QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning)
        for made in (screens, found)
    ]
    screens.set_count("fair", 3)
    found.replace([Found("a", "Andenne", "Belgium"), Found("b", "Banjul")])
    found.replace([])
    assert screens.count_of("fair") == 3
    row = [place.key for place in PLACES].index("fair")
    assert screens.index(row).data(Qt.ItemDataRole.AccessibleTextRole) == "Fair, 3"
    assert testers
