# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first start: three questions by keyboard alone, the example office, and errors beside the field."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.desk.cities import find_cities
from coopdesk.desk.desk import Desk
from coopdesk.errors import WorldError
from coopdesk.language import current
from coopdesk.ui import look
from coopdesk.ui.finding import Found
from coopdesk.ui.first_start.page import NO_CITY, FirstStart
from coopdesk.ui.first_start.side_map import mapped, neighbours
from coopdesk.ui.options import Options
from coopdesk.ui.starting import Start

PATIENCE = 30_000


@pytest.fixture
def start(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Start]:
    look.dress(qapp)
    made = Start(Options(tmp_path / "new", "fr"))
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: isinstance(made.window.centralWidget(), FirstStart))
    yield made
    made.work.stop()


@pytest.fixture
def page(start: Start) -> FirstStart:
    found = start.window.centralWidget()
    assert isinstance(found, FirstStart)
    return found


def type_city(qtbot: QtBot, page: FirstStart, text: str) -> list[Found]:
    """Type into the field of the city; what the list then shows."""
    QTest.keyClicks(page.city.field, text)
    qtbot.waitUntil(lambda: getattr(page.city_finder.best, "typed", "") == text)
    return page.city_finder.model.found


def opened(qtbot: QtBot, start: Start) -> None:
    qtbot.waitUntil(lambda: start.window.centralWidget() is start.workplace, timeout=PATIENCE)
    start.work.stop()


def test_letters_enter_name_enter_and_the_desk_is_there(
    qtbot: QtBot, start: Start, page: FirstStart, tmp_path: Path
) -> None:
    found = type_city(qtbot, page, "lokos")
    assert (found[0].name, found[0].remark) == ("Lokossa", "Bénin · population\u00a0: 47\u202f246")
    page.city_finder.picked.emit(found[0])  # what Enter does while the list is open
    assert not page.country.isVisible()
    QTest.keyClicks(page.officer.field, "Clarisse Dansou")
    QTest.keyClick(page.officer.field, Qt.Key.Key_Return)
    opened(qtbot, start)
    with Desk.open(tmp_path / "new") as desk:
        office = desk.office
        assert (office.country, office.officer, office.language) == ("BJ", "Clarisse Dansou", "fr")
        assert not desk.is_locked


def test_enter_without_a_city_asks_for_the_city(page: FirstStart) -> None:
    QTest.keyClick(page.city.field, Qt.Key.Key_Return)
    assert page.city.error.text() == str(NO_CITY)
    assert not page.country.isVisible()


def test_the_whole_window_speaks_the_language_that_was_chosen(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    look.dress(qapp)
    start = Start(Options(tmp_path / "new"))
    qtbot.addWidget(start.window)
    qtbot.waitUntil(lambda: isinstance(start.window.centralWidget(), FirstStart))
    page = start.window.centralWidget()
    assert isinstance(page, FirstStart)
    page.languages.chosen.emit("ru")
    page.city_finder.picked.emit(type_city(qtbot, page, "lokos")[0])
    page.officer.field.setText("Awa Exemple")
    page.go_on.click()
    opened(qtbot, start)
    assert start.workplace.top.search.placeholderText() == "Поиск и команды"
    assert start.workplace.navigation.not_locked.text() == "Доступ не защищён"


def test_the_list_is_closed_before_what_was_chosen_is_told(qtbot: QtBot, page: FirstStart) -> None:
    """Else the field keeps a blinking cursor, for the completer hides from it that the keyboard leaves."""
    page.city.field.setFocus()
    type_city(qtbot, page, "lokos")
    qtbot.waitUntil(lambda: page.city_finder.is_open)
    seen: list[bool] = []
    page.city_finder.picked.connect(lambda _: seen.append(page.city_finder.is_open))
    shown = page.city_finder._list
    assert shown
    QTest.keyClick(shown, Qt.Key.Key_Return)
    assert seen[:1] == [False]
    assert page.officer.field.hasFocus()


def test_a_city_typed_in_full_needs_no_choosing(
    qtbot: QtBot, start: Start, page: FirstStart, tmp_path: Path
) -> None:
    page.city.field.setText("Katmandou")
    page.officer.field.setText("Sita Exemple")
    page.go_on.click()
    opened(qtbot, start)
    with Desk.open(tmp_path / "new") as desk:
        assert (desk.office.city, desk.office.country) == ("Katmandou", "NP")


def test_a_city_that_is_not_in_the_list_is_added_with_its_country(
    qtbot: QtBot, start: Start, page: FirstStart, tmp_path: Path
) -> None:
    found = type_city(qtbot, page, "Zzyzx")
    assert [line.name for line in found] == ["Elle n’est pas dans la liste\u00a0: l’ajouter"]
    page.city_finder.picked.emit(found[0])
    assert page.city.text == "Zzyzx"
    assert page.country.isVisible()
    page.country.field.setText("Bénin")
    page.officer.field.setText("Clarisse Dansou")
    page.go_on.click()
    opened(qtbot, start)
    with Desk.open(tmp_path / "new") as desk:
        assert (desk.office.city, desk.office.country) == ("Zzyzx", "BJ")


def test_errors_stand_beside_the_field(qtbot: QtBot, page: FirstStart, tmp_path: Path) -> None:
    page.go_on.click()
    assert page.city.error.text() == "Indiquez le nom de votre ville."
    assert page.city.field.property("wrong")
    QTest.keyClicks(page.city.field, "Zzyzx")
    assert not page.city.field.property("wrong")
    page.go_on.click()
    qtbot.waitUntil(page.country.isVisible)
    assert "pays" in page.country.error.text()
    page.country.field.setText("Atlantide")
    page.go_on.click()
    assert page.officer.error.isVisible()
    page.officer.field.setText("Awa")
    page.go_on.click()
    qtbot.waitUntil(lambda: "Atlantide" in page.country.error.text())
    assert page.country.field.accessibleDescription() == page.country.error.text()
    assert page.go_on.isEnabled()
    assert not (tmp_path / "new" / "desk.db").exists()


def test_what_is_not_about_a_field_stands_above_the_buttons(page: FirstStart) -> None:
    page.refuse(WorldError("full", "The disk is full: {file}.", file="desk.db"))
    assert page.refusal.isVisible()
    assert "desk.db" in page.refusal.text()


def test_a_passphrase_is_typed_twice_and_locks_the_desk(
    qtbot: QtBot, start: Start, page: FirstStart, tmp_path: Path
) -> None:
    assert not page.again.isVisible()
    page.city_finder.picked.emit(type_city(qtbot, page, "katman")[0])
    page.officer.field.setText("Sita Exemple")
    QTest.keyClicks(page.passphrase.field, "quatre mots assez longs")
    assert page.again.isVisible()
    QTest.keyClicks(page.again.field, "quatre mots")
    page.go_on.click()
    assert "diffèrent" in page.again.error.text()
    QTest.keyClicks(page.again.field, " assez longs")
    page.go_on.click()
    opened(qtbot, start)
    with pytest.raises(WorldError):
        Desk.open(tmp_path / "new")
    with Desk.open(tmp_path / "new", "quatre mots assez longs") as desk:
        assert desk.is_locked


def test_the_example_office_is_filled_in_the_language_chosen(
    qtbot: QtBot, start: Start, page: FirstStart, tmp_path: Path
) -> None:
    page.languages.chosen.emit("ru")
    page.example.click()
    assert not page.go_on.isEnabled()
    opened(qtbot, start)
    with Desk.open(tmp_path / "new") as desk:
        assert (desk.office.language, desk.office.country) == ("ru", "BJ")


def test_everything_follows_the_language(qtbot: QtBot, page: FirstStart) -> None:
    page.city_finder.picked.emit(type_city(qtbot, page, "katman")[0])
    assert page.city.text == "Katmandou"
    page.languages.chosen.emit("ru")
    assert current() == "ru"
    assert page.city.text == "Катманду"
    assert page.country.field.text() == "Непал"
    assert page.go_on.text() == "Начать работу"
    assert page.map.accessibleName() == "Карта: Катманду, Непал"


def test_the_map_shows_what_would_be_taken(qtbot: QtBot, page: FirstStart) -> None:
    assert page.map.city is None
    assert page.map.accessibleName() == "Carte du monde"
    type_city(qtbot, page, "lokos")
    assert getattr(page.map.city, "country", "") == "BJ"


def test_the_map_puts_the_city_in_its_middle_and_names_its_neighbours(qtbot: QtBot) -> None:
    city = find_cities("Lokossa")[0]
    drawn = mapped(city, (694, 768), is_dark=False)
    assert drawn.x == pytest.approx(347, abs=1)
    assert drawn.y == pytest.approx(384, abs=40)
    assert b"Niamey" in drawn.svg
    names = {one.country for one in neighbours(city)}
    assert "BJ" not in names
    assert {"TG", "NG", "GH"} <= names
