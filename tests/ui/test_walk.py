# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A walk over all screens in three languages: names, labels, no clipped words, no guessed mark-up,
and a window that never stands still."""

from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.desk import admitting
from coopdesk.desk.example_office import found_example
from coopdesk.language import LANGUAGES
from coopdesk.ui import look
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.options import Options
from coopdesk.ui.panel import ElidedLabel
from coopdesk.ui.screens.directory import PLACES
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.stage import LISTS
from coopdesk.ui.starting import Start

LONGEST_STALL = 0.100
MOST_STALLS = 12
"""Building a screen for the first time may take longer on a busy machine; going back to it may not."""
BEAT = 10


class Heart(QObject):
    """Beats on the thread of the window, and counts how often it was kept from it."""

    def __init__(self) -> None:
        super().__init__()
        self.stalls: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT)

    def _beat(self) -> None:
        now = perf_counter()
        if now - self._last > LONGEST_STALL:
            self.stalls.append(now - self._last)
        self._last = now

    def rest(self) -> None:
        """What was before does not count."""
        self.stalls.clear()
        self._last = perf_counter()


class Ear(QObject):
    heard = False

    def hear(self, outcome: object) -> None:
        self.heard = True


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example") / "desk"
    found_example(folder, language="fr").close()
    return folder


@pytest.fixture
def opened(
    qtbot: QtBot, qapp: QApplication, example: Path, request: pytest.FixtureRequest
) -> Iterator[Start]:
    look.dress(qapp)
    made = Start(Options(example, request.param))
    qtbot.addWidget(made.window)
    qtbot.waitUntil(lambda: bool(made.workplace.commands))
    made.window.resize(1366, 768)
    yield made
    made.work.stop()


def settle(qtbot: QtBot, start: Start) -> None:
    """Until the worker has answered what it was asked, and what was asked upon that."""
    for _ in range(3):
        ear = Ear()
        start.work.run(int, ear.hear)
        qtbot.waitUntil(lambda ear=ear: ear.heard)  # type: ignore[misc]
    QApplication.processEvents()


def shown(page: QWidget, of: type[QWidget] = QWidget) -> list[QWidget]:
    return [
        widget for widget in page.findChildren(of) if widget.isVisible() and widget.window() is page.window()
    ]


def unnamed(page: QWidget) -> list[str]:
    return [
        f"{type(widget).__name__} {widget.property('role')}"
        for widget in shown(page)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not widget.accessibleName().strip()
        and not isinstance(widget, QLabel)
        and widget.focusProxy() is None
    ]


def without_buddy(page: QWidget) -> list[str]:
    return [
        label.text()
        for label in shown(page, QLabel)
        if isinstance(label, QLabel) and label.property("role") == "label" and label.buddy() is None
    ]


def guessing(page: QWidget) -> list[str]:
    return [
        label.text() for label in page.findChildren(QLabel) if label.textFormat() == Qt.TextFormat.AutoText
    ]


def clipped(page: QWidget) -> list[str]:
    found = []
    for widget in shown(page):
        if isinstance(widget, ElidedLabel):
            continue
        if isinstance(widget, QLabel) and widget.text() and is_clipped(widget):
            found.append(f"label: {widget.text()}")
        if isinstance(widget, QPushButton) and button_is_clipped(widget):
            found.append(f"button: {widget.text()}")
    return found


def is_clipped(label: QLabel) -> bool:
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 1
    return QFontMetrics(label.font()).horizontalAdvance(label.text()) > label.contentsRect().width() + 1


def button_is_clipped(button: QAbstractButton) -> bool:
    words = QFontMetrics(button.font()).horizontalAdvance(button.text().replace("&&", "&"))
    return words > button.width()


CHECKS: tuple[Callable[[QWidget], list[str]], ...] = (unnamed, without_buddy, guessing, clipped)


def keys() -> list[str]:
    """All screens, and the lists behind the crafted ones."""
    behind = [LISTS + place.key for place in PLACES if place.crafted and place.types]
    return [*(place.key for place in PLACES), *behind]


@pytest.mark.parametrize("opened", LANGUAGES, indirect=True)
def test_every_screen_is_named_labelled_and_whole(qtbot: QtBot, opened: Start) -> None:
    wrong: list[str] = []
    for key in keys():
        opened.workplace.stage.show_screen(key)
        settle(qtbot, opened)
        page = opened.workplace
        wrong += [f"{key}, {check.__name__}: {found}" for check in CHECKS for found in check(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("opened", LANGUAGES, indirect=True)
def test_the_pages_of_the_bundles_are_named_labelled_and_whole(
    qtbot: QtBot, opened: Start, tmp_path: Path
) -> None:
    opened.workplace.stage.show_screen("bundles")
    screen = opened.workplace.stage.front
    assert isinstance(screen, BundlesScreen)
    admitting.ask(tmp_path / "new", tmp_path / "new.coopjoin", "Kofi Exemple", None, "Laptop & field")
    steps: dict[str, Callable[[], object]] = {
        "shared": lambda: screen.sending.where.show_folder(tmp_path),
        "mail": lambda: screen.sending.where.take("mail"),
        "log": lambda: screen.show_tab("log"),
        "computers": lambda: screen.show_tab("office"),
        "admission": lambda: screen.office.open("admit"),
        "request": lambda: screen.office.take_request(tmp_path / "new.coopjoin"),
    }
    wrong: list[str] = []
    for name, step in steps.items():
        step()
        settle(qtbot, opened)
        wrong += [
            f"{name}, {check.__name__}: {found}" for check in CHECKS for found in check(opened.workplace)
        ]
    assert screen.office.admission.words.isVisible()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("opened", LANGUAGES, indirect=True)
def test_every_form_is_named_labelled_and_whole(qtbot: QtBot, opened: Start) -> None:
    wrong: list[str] = []
    for place in PLACES:
        for key in place.types:
            next(one for one in opened.workplace.commands if one.key == f"list {key}").act()
            lists = opened.workplace.stage.front
            assert isinstance(lists, ListScreen)
            lists.new_record()
            qtbot.waitUntil(lambda lists=lists, key=key: lists.form.kind and lists.form.kind.key == key)  # type: ignore[misc]
            settle(qtbot, opened)
            wrong += [f"{key}, {check.__name__}: {found}" for check in CHECKS for found in check(lists)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("opened", ["fr"], indirect=True)
def test_the_window_does_not_stand_still_while_one_walks(qtbot: QtBot, opened: Start) -> None:
    heart = Heart()
    for key in keys():
        opened.workplace.stage.show_screen(key)
        settle(qtbot, opened)
    first = list(heart.stalls)
    heart.rest()
    for key in keys():
        opened.workplace.stage.show_screen(key)
        settle(qtbot, opened)
    assert len(first) <= MOST_STALLS, first
    assert heart.stalls == []
