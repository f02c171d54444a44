# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook in the window: F1 on every screen, pages, links, the search and the way back."""

import re
import subprocess
import sys

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from coopdesk import paths
from coopdesk.desk.handbook import TITLES, page_of_screen
from coopdesk.ui.handbook.page_view import MEASURE
from coopdesk.ui.handbook.screen import HandbookScreen
from coopdesk.ui.screens.directory import PLACES
from coopdesk.ui.workplace import Workplace

PAGE_KEYS = {"Ctrl+P", "Ctrl+Enter", "Ctrl+V", "Ctrl+S"}
"""Keys of single screens, which are no commands of the window."""


def act(workplace: Workplace, key: str) -> None:
    next(command for command in workplace.commands if command.key == key).act()


def opened(qtbot: QtBot, workplace: Workplace) -> HandbookScreen:
    screen = workplace.stage.front
    assert isinstance(screen, HandbookScreen)
    qtbot.waitUntil(lambda: bool(screen.page.toPlainText()))
    return screen


@pytest.mark.parametrize("place", [place.key for place in PLACES if place.key != "handbook"])
def test_every_screen_has_its_page(place: str) -> None:
    assert page_of_screen(place) == place


def test_the_page_of_the_decisions_is_about_two_versions() -> None:
    assert page_of_screen("decisions") == "two-versions"


def test_f1_opens_the_page_of_the_screen_and_esc_leads_back(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.show_screen("means")
    QTest.keyClick(workplace, Qt.Key.Key_F1)
    screen = opened(qtbot, workplace)
    assert screen.page.toPlainText().startswith("Means\n")
    assert screen.back.text() == "Back to: Means"
    screen.go_back()
    assert workplace.stage.key == "means"


def test_a_link_opens_a_page_and_esc_leads_back_to_the_one_before(qtbot: QtBot, workplace: Workplace) -> None:
    act(workplace, "handbook fair")
    screen = opened(qtbot, workplace)
    screen.page.anchorClicked.emit(QUrl("partnership"))
    assert screen.page.toPlainText().startswith(str(TITLES["partnership"]))
    screen.go_back()
    assert screen.key == "fair"


def test_the_text_is_as_wide_as_one_reads_and_the_scroll_bar_at_the_edge(
    qtbot: QtBot, workplace: Workplace
) -> None:
    workplace.window().resize(1366, 500)
    workplace.show_screen("handbook")
    page = opened(qtbot, workplace).page
    bar = page.verticalScrollBar()
    qtbot.waitUntil(bar.isVisible)
    assert bar.mapTo(workplace, bar.rect().topRight()).x() == workplace.width() - 1
    assert page.viewport().width() == MEASURE


def test_nothing_but_a_page_is_opened(qtbot: QtBot, workplace: Workplace) -> None:
    act(workplace, "handbook fair")
    screen = opened(qtbot, workplace)
    screen.page.anchorClicked.emit(QUrl("file:///etc/hosts"))
    assert screen.key == "fair"
    picture = QTextDocument.ResourceType.ImageResource.value
    assert screen.page.loadResource(picture, QUrl("file:///etc/hosts")) is None


def test_typing_finds_pages_and_the_arrows_read_them(qtbot: QtBot, workplace: Workplace) -> None:
    workplace.show_screen("handbook")
    screen = opened(qtbot, workplace)
    screen.finding.setText("mayors bruss")
    assert [page.key for page in screen.model.pages] == ["partnership"]
    assert screen.key == "partnership"
    screen.finding.setText("xylophone")
    assert not screen.nothing.isHidden()
    screen.go_back()
    assert len(screen.model.pages) == len(TITLES)
    screen.list.setCurrentIndex(screen.model.index(0))
    QTest.keyClick(screen.list, Qt.Key.Key_Down)
    assert screen.page.toPlainText().startswith("Today\n")


def test_the_page_follows_the_language(qtbot: QtBot, workplace: Workplace) -> None:
    act(workplace, "handbook bundles")
    screen = opened(qtbot, workplace)
    workplace.speak("ru")
    qtbot.waitUntil(lambda: screen.page.toPlainText().startswith("Пакеты\n"))
    assert screen.model.data(screen.model.index(0)) == "Первые шаги"


def test_the_page_follows_the_colours_while_it_is_hidden(qtbot: QtBot, workplace: Workplace) -> None:
    act(workplace, "colours light")
    act(workplace, "handbook fair")
    screen = opened(qtbot, workplace)
    workplace.show_screen("means")
    act(workplace, "colours dark")
    seen = [screen.page.in_other_colours]
    workplace.show_screen("handbook")
    seen.append(screen.page.in_other_colours)
    act(workplace, "colours light")
    seen.append(screen.page.in_other_colours)
    assert seen == [True, False, False]


def test_every_page_is_a_command(workplace: Workplace) -> None:
    said = {command.said() for command in workplace.commands}
    assert {f"Handbook: {title}" for title in TITLES.values()} <= said


def test_the_keys_that_pages_name_exist(workplace: Workplace) -> None:
    known = {keys for command in workplace.commands for keys in (command.keys, *command.more)}
    named = {
        keys
        for page in TITLES
        for keys in re.findall(
            r"\*\*((?:Ctrl|F\d)[^*]*)\*\*", paths.resource(f"handbook/en/{page}.md").read_text("utf-8")
        )
    }
    assert named - known - PAGE_KEYS == set()


def test_the_digit_on_the_page_of_a_screen_opens_that_screen(workplace: Workplace) -> None:
    keys = {command.key: command.keys for command in workplace.commands}
    for place in PLACES:
        if re.fullmatch(r"Ctrl\+\d", keys[f"go {place.key}"]):
            text = paths.resource(f"handbook/en/{place.key}.md").read_text("utf-8")
            assert f"**{keys[f'go {place.key}']}**" in text


def test_the_window_loads_the_handbook_only_when_it_is_opened() -> None:
    code = "import sys, coopdesk.ui.workplace; print(any('handbook' in name for name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
