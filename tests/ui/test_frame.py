# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The frame: commands, the lock, colours, what others save, what is remembered, settings, reports."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coopdesk.desk import drafts, saving
from coopdesk.desk.desk import Desk
from coopdesk.desk.noticing import MOST_SAVED, look, view
from coopdesk.errors import WorldError
from coopdesk.records.identity import new_id
from coopdesk.records.types import BY_KEY, TYPES
from coopdesk.store.writing import Change
from coopdesk.ui import look as clothes
from coopdesk.ui.command_list import matching
from coopdesk.ui.finding import Found
from coopdesk.ui.icons import path
from coopdesk.ui.options import Options
from coopdesk.ui.screens.directory import PLACES
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.screens.settings import SettingsScreen
from coopdesk.ui.stage import LISTS
from coopdesk.ui.starting import Start
from coopdesk.ui.unlock import Unlock
from coopdesk.ui.workplace import Workplace

NOTE = BY_KEY["note"]
WORDS = "quatre mots assez longs"


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[None]:
    yield
    clothes.dress(qapp, clothes.LIGHT)


def listed(workplace: Workplace, key: str) -> ListScreen:
    next(command for command in workplace.commands if command.key == f"list {key}").act()
    found = workplace.stage.front
    assert isinstance(found, ListScreen)
    return found


def settings(qtbot: QtBot, workplace: Workplace) -> SettingsScreen:
    workplace.show_screen("settings")
    found = workplace.stage.front
    assert isinstance(found, SettingsScreen)
    qtbot.waitUntil(lambda: bool(found.officer.text()))
    return found


# Commands


def test_no_two_commands_have_the_same_key_or_shortcut(workplace: Workplace) -> None:
    names = [command.key for command in workplace.commands]
    assert len(names) == len(set(names))
    pressed = [
        QKeySequence(keys).toString()
        for command in workplace.commands
        for keys in (command.keys, *command.more)
        if keys
    ]
    assert len(pressed) == len(set(pressed))
    assert all(pressed)


def test_every_command_has_an_icon_and_every_type_its_list(workplace: Workplace) -> None:
    assert all(path(command.icon).elementCount() for command in workplace.commands)
    names = {command.key for command in workplace.commands}
    assert {f"list {kind.key}" for kind in TYPES} <= names
    assert all(path(place.icon).elementCount() for place in PLACES)


def test_a_command_is_found_by_the_beginnings_of_its_words(workplace: Workplace) -> None:
    assert [line.key for line in matching(workplace.commands, "lock d")] == ["lock"]
    assert matching(workplace.commands, "zzz") == []
    assert len(matching(workplace.commands, "")) == len(workplace.commands)


def test_the_search_field_carries_out_commands(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.top.search.setText("go to mea")
    with qtbot.waitSignal(workplace.top.finder.found) as heard:
        workplace.top.finder.ask_now()
    line: Found = heard.args[0][0]
    assert line.key == "go means"
    workplace.top.finder.picked.emit(line)
    assert workplace.navigation.current == "means"


def test_enter_presses_the_button_that_has_the_keyboard(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.show_screen("settings")
    button = workplace.navigation.not_locked
    workplace.show_screen("means")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert workplace.navigation.current == "settings"


def test_records_named_so_stand_before_commands(qtbot: QtBot, workplace: Workplace, desk: Desk) -> None:
    saving.save(desk, NOTE, None, {"title": "Lock of the market hall"})
    workplace.top.search.setText("lock")
    with qtbot.waitSignal(workplace.top.finder.found) as heard:
        workplace.top.finder.ask_now()
    names = [line.name for line in heard.args[0]]
    assert names.index("Lock of the market hall") < names.index("Lock the desk")


def test_the_menu_offers_what_is_at_hand_first(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.show_screen("means")
    workplace.choose_new()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions() if action.text()]
    assert words[0] == "Contribution"
    assert len(words) == len(set(words))
    menu.actions()[0].trigger()
    menu.close()
    lists = workplace.stage.front
    assert isinstance(lists, ListScreen)
    qtbot.waitUntil(lambda: lists.form.kind is BY_KEY["contribution"])


def test_a_new_record_may_begin_with_values(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.begin_record(BY_KEY["follow-up"], {"what": "Call Lomé"})
    lists = workplace.stage.front
    assert isinstance(lists, ListScreen)
    qtbot.waitUntil(lambda: lists.form.fields is not None)
    qtbot.waitUntil(lists.form.has_changes)
    assert lists.form.fields
    assert lists.form.fields.changes() == {"what": "Call Lomé"}
    lists.form.discard_changes()


# The lock


def test_a_desk_without_passphrase_is_given_one_before_it_locks(
    qtbot: QtBot, start: Start, workplace: Workplace, profile: Path
) -> None:
    workplace.lock()
    assert workplace.navigation.current == "settings"
    page = settings(qtbot, workplace)
    page.wanted.setText(WORDS)
    page.again.setText("something else")
    page.set_passphrase.click()
    assert page.refusal.text()
    page.again.setText(WORDS)
    page.set_passphrase.click()
    qtbot.waitUntil(lambda: workplace.locked)
    assert workplace.navigation.not_locked.isHidden()
    with pytest.raises(WorldError):
        Desk.open(profile)
    workplace.lock()
    qtbot.waitUntil(lambda: isinstance(start.window.centralWidget(), Unlock))
    gate = start.window.centralWidget()
    assert isinstance(gate, Unlock)
    gate.passphrase.setText(WORDS)
    gate.open.click()
    qtbot.waitUntil(lambda: isinstance(start.window.centralWidget(), Workplace))
    assert start.workplace is not workplace


def test_the_present_passphrase_is_asked_before_it_is_changed(
    qtbot: QtBot, workplace: Workplace, profile: Path
) -> None:
    page = settings(qtbot, workplace)
    for line in (page.wanted, page.again):
        line.setText(WORDS)
    page.set_passphrase.click()
    qtbot.waitUntil(page.present.isVisible)
    page.present.setText("not this one")
    for line in (page.wanted, page.again):
        line.setText("cinq autres mots plus longs")
    page.set_passphrase.click()
    qtbot.waitUntil(page.refusal.isVisible)
    assert "Wrong passphrase" in page.refusal.text()
    Desk.open(profile, WORDS).close()


def test_locking_keeps_what_is_typed_as_a_draft(
    qtbot: QtBot, start: Start, workplace: Workplace, lists: ListScreen, desk: Desk
) -> None:
    lists.new_record()
    qtbot.waitUntil(lambda: lists.form.fields is not None)
    assert lists.form.fields
    lists.form.fields.put_typed({"title": "Half a vis"}, {})
    workplace.lock_wanted.emit()
    qtbot.waitUntil(lambda: isinstance(start.window.centralWidget(), Unlock))
    kept = drafts.load_draft(desk, "note:new")
    assert kept
    assert kept.values == {"title": "Half a vis"}


# Colours and languages


def test_colours_change_at_once_and_are_remembered(
    qtbot: QtBot, start: Start, workplace: Workplace, desk: Desk
) -> None:
    workplace.run("colours dark")
    assert clothes.palette() == clothes.DARK
    qtbot.waitUntil(lambda: view(desk).get("scheme") == "dark")
    workplace.run("colours light")
    assert clothes.palette() == clothes.LIGHT


def test_the_language_changes_in_less_than_a_third_of_a_second(qtbot: QtBot, workplace: Workplace) -> None:
    for place in PLACES:
        workplace.show_screen(place.key)
    took = []
    for language in ("fr", "ru", "en"):
        began = perf_counter()
        workplace.speak(language)
        workplace.repaint()
        took.append(perf_counter() - began)
    assert min(took) < 0.3


# What others save


def test_a_save_of_another_program_is_noticed_without_focus(
    qtbot: QtBot, workplace: Workplace, lists: ListScreen, desk: Desk
) -> None:
    saving.save(desk, NOTE, None, {"title": "From the command line"})
    qtbot.waitUntil(lambda: lists.table.model.rowCount() == 1, timeout=3000)
    qtbot.waitUntil(lambda: lists.table.model.index(0, 0).data() == "From the command line")


def test_much_saved_elsewhere_is_not_named_one_by_one(desk: Desk, profile: Path) -> None:
    with Desk.open(profile) as other:
        first = look(desk, None)
        assert first.touched is not None
        assert not first.touched
        saving.save(other, NOTE, None, {"title": "One"})
        second = look(desk, first.seen)
        assert second.touched is not None
        assert list(second.touched.ids) == ["note"]
        many = [Change(NOTE, new_id(), {"title": f"Note {n}"}, new=True) for n in range(MOST_SAVED + 1)]
        saving.save_all(other, many)
        third = look(desk, second.seen)
        assert third.touched is None
        assert look(desk, third.seen).seen == third.seen


# What is remembered


def test_size_columns_and_order_are_as_they_were_left(
    qtbot: QtBot, qapp: QApplication, profile: Path
) -> None:
    first = opened(qtbot, profile)
    lists = listed(first.workplace, "follow-up")
    lists.table.view.horizontalHeader().resizeSection(0, 333)
    lists.table.model.show(BY_KEY["follow-up"], "-what")
    lists.table.arrangements["follow-up"]["order"] = "-what"
    first.window.resize(1111, 666)
    first.window.close()
    second = opened(qtbot, profile)
    lists = listed(second.workplace, "follow-up")
    with Desk.open(profile) as desk:
        assert view(desk)["geometry"]  # Qt bounds it by the screen there is
    assert lists.table.view.horizontalHeader().sectionSize(0) == 333
    assert lists.table.model.order == "-what"
    second.window.close()


def opened(qtbot: QtBot, profile: Path) -> Start:
    made = Start(Options(profile, "en"))
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: bool(made.workplace.commands))
    return made


def test_a_screen_that_holds_refused_text_is_not_left(
    qtbot: QtBot, workplace: Workplace, lists: ListScreen
) -> None:
    lists.new_record()
    qtbot.waitUntil(lambda: lists.form.fields is not None)
    assert lists.form.fields
    lists.form.fields.put_typed({"starts": "31.02.2026"}, {})
    with qtbot.waitSignal(lists.stayed):
        workplace.show_screen("means")
    assert workplace.stage.key == f"{LISTS}notes"
    assert workplace.navigation.current == "notes"
    lists.form.discard_changes()
    workplace.show_screen("means")
    assert workplace.navigation.current == "means"


# Settings and reports


def test_the_office_is_renamed_in_the_settings(qtbot: QtBot, workplace: Workplace, profile: Path) -> None:
    page = settings(qtbot, workplace)
    page.office_name.setText("Mairie")
    page.office_name.editingFinished.emit()
    qtbot.waitUntil(lambda: "Mairie" in workplace.navigation.office_words)
    with Desk.open(profile) as desk:
        assert desk.office.name == "Mairie"


def test_a_backup_is_made_from_the_settings(qtbot: QtBot, workplace: Workplace, profile: Path) -> None:
    page = settings(qtbot, workplace)
    page.back_up_now.click()
    qtbot.waitUntil(lambda: "Backup made and checked" in workplace.banner.told)
    assert list(profile.rglob("*backup*"))
