# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A walk over all screens in three languages: names, labels, no clipped words, no guessed mark-up,
and a window that never stands still."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.desk import admitting
from coopdesk.desk.example_office import found_example
from coopdesk.language import LANGUAGES, Language, Message
from coopdesk.ui import look
from coopdesk.ui.boxes import QuietBox
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.options import Options
from coopdesk.ui.panel import ElidedLabel
from coopdesk.ui.screens.directory import PLACES
from coopdesk.ui.screens.list_screen import ListScreen
from coopdesk.ui.stage import LISTS
from coopdesk.ui.stalls import Stalls
from coopdesk.ui.starting import Start

ONE_LINE = 40
"""Pixels: less than two lines of tabs."""
WHOLE_ROW = 450
"""Pixels of words in a box that is as wide as the form."""
UNBEARABLE = 3.0
"""Seconds of a window that stands still."""


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
    yield from started(qtbot, qapp, example, request.param)


@pytest.fixture
def emptied(
    qtbot: QtBot, qapp: QApplication, profile: Path, request: pytest.FixtureRequest
) -> Iterator[Start]:
    yield from started(qtbot, qapp, profile, request.param)


def started(qtbot: QtBot, qapp: QApplication, desk: Path, language: Language) -> Iterator[Start]:
    """The window of a desk on a small screen."""
    look.dress(qapp)
    made = Start(Options(desk, language))
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
        if isinstance(widget, QuietBox) and widget.is_cut():
            found.append(f"box: {widget.currentText()}")
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


@pytest.mark.parametrize("opened", LANGUAGES, indirect=True)
def test_every_open_record_is_named_labelled_and_whole(qtbot: QtBot, opened: Start) -> None:
    wrong: list[str] = []
    for lists in lists_with_a_record(qtbot, opened):
        key = lists.kind.key
        wrong += [f"{key}, {check.__name__}: {found}" for check in CHECKS for found in check(lists)]
        view = lists.table.view
        if view.horizontalHeader().length() > view.viewport().width():
            wrong.append(f"{key}: columns wider than the list")
        if lists.tabs and lists.tabs.height() > ONE_LINE:
            wrong.append(f"{key}: tabs on two lines")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("opened", ["ru"], indirect=True)
def test_every_choice_is_whole_where_a_row_of_the_form_has_room(qtbot: QtBot, opened: Start) -> None:
    """Not only the one of the record that happens to be open; longer ones end in … and are told."""
    wrong: list[str] = []
    for lists in lists_with_a_record(qtbot, opened):
        for box in shown(lists, QuietBox):
            assert isinstance(box, QuietBox)
            chosen = box.currentIndex()
            for at in range(box.count()):
                box.setCurrentIndex(at)
                if box.is_cut() and box.fontMetrics().horizontalAdvance(box.currentText()) < WHOLE_ROW:
                    wrong.append(f"{lists.kind.key}: {box.currentText()}")
                assert box.currentText() == box.toolTip()
            box.setCurrentIndex(chosen)
    assert not wrong, "\n".join(sorted(set(wrong)))


def lists_with_a_record(qtbot: QtBot, opened: Start) -> Iterator[ListScreen]:
    """Each list of the window with its first record open beside it."""
    for place in PLACES:
        for key in place.types:
            next(one for one in opened.workplace.commands if one.key == f"list {key}").act()
            lists = opened.workplace.stage.front
            assert isinstance(lists, ListScreen)
            settle(qtbot, opened)
            if not lists.table.model.rowCount():
                continue
            lists.show_record(lists.kind, lists.table.model.id_at(0))
            qtbot.waitUntil(lambda lists=lists: lists.form.isVisible() and lists.form.kind is lists.kind)  # type: ignore[misc]
            settle(qtbot, opened)
            yield lists


@pytest.mark.parametrize("opened", ["en"], indirect=True)
def test_words_a_third_longer_are_still_whole(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, opened: Start
) -> None:
    usual = Message.text
    monkeypatch.setattr(Message, "text", lambda self, language=None: longer(usual(self, language)))
    opened.workplace.in_other_language()
    wrong: list[str] = []
    for key in keys():
        opened.workplace.stage.show_screen(key)
        settle(qtbot, opened)
        wrong += [f"{key}: {found}" for found in clipped(opened.workplace)]
    for lists in lists_with_a_record(qtbot, opened):
        wrong += [f"{lists.kind.key}: {found}" for found in clipped(lists)]
    assert not wrong, "\n".join(sorted(set(wrong)))


def longer(text: str) -> str:
    """As a language that needs a third more letters would say it."""
    return text + "n" * (len(text) * 3 // 10) if len(text) > 2 else text


@pytest.mark.parametrize("emptied", LANGUAGES, indirect=True)
def test_every_screen_of_an_empty_desk_is_named_labelled_and_whole(qtbot: QtBot, emptied: Start) -> None:
    wrong: list[str] = []
    for key in keys():
        emptied.workplace.stage.show_screen(key)
        settle(qtbot, emptied)
        page = emptied.workplace
        wrong += [f"{key}, {check.__name__}: {found}" for check in CHECKS for found in check(page)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("opened", ["fr"], indirect=True)
def test_it_is_counted_how_often_the_window_stands_still(
    qtbot: QtBot, opened: Start, record_property: Callable[[str, object], None]
) -> None:
    """Counted, not judged but for what no officer would bear: a machine may be busy with other work."""
    seen: list[float] = []
    watch = Stalls(lambda seconds, stack: seen.append(seconds))
    for walk in ("first", "again"):
        for key in keys():
            opened.workplace.stage.show_screen(key)
            settle(qtbot, opened)
        record_property(f"stalls over 100 ms, {walk} walk", len(seen))
        print(f"{walk} walk: {len(seen)} stalls over 100 ms, at most {max(seen, default=0.0):.2f} s")
        assert all(one < UNBEARABLE for one in seen)
        seen.clear()
    watch.stop()
