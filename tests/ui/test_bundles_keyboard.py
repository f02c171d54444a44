# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""By keyboard alone through the bundles: after every act the keyboard is at what comes next."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.desk import bundle_log, receiving, sending
from coopdesk.desk.sending import Wish
from coopdesk.ui.bundles.log import AT_ONCE
from coopdesk.ui.bundles.places import BY_MAIL
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.workplace import Workplace
from tests.desk.city_hall import Computer
from tests.ui.test_bundles_screen import PATIENCE


def keyboard(screen: BundlesScreen) -> QWidget | None:
    """What has the keyboard."""
    return screen.window().focusWidget()


def presses(button: QPushButton | None) -> None:
    """The officer goes to a button and presses it."""
    assert button is not None
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)


def arrives(qtbot: QtBot, screen: BundlesScreen, place: QWidget) -> None:
    qtbot.waitUntil(lambda: keyboard(screen) is place and place.isEnabled(), timeout=PATIENCE)


def test_opening_and_taking_back(
    qtbot: QtBot, screen: BundlesScreen, laptop: Computer, tmp_path: Path
) -> None:
    page = screen.receiving
    laptop.new("note", "title=From the field")
    page.choose.setFocus()
    screen.take_files([laptop.sends()])
    arrives(qtbot, screen, page.open)
    presses(page.open)
    assert keyboard(screen) is page, "nothing else is pressed meanwhile"
    arrives(qtbot, screen, page.undo)
    presses(page.undo)
    arrives(qtbot, screen, page.choose)
    (tmp_path / "letter.coopx").write_bytes(b"Dear colleagues")
    screen.take_files([tmp_path / "letter.coopx"])
    arrives(qtbot, screen, page.choose)


def test_what_cannot_be_opened_can_be_tried_again(
    qtbot: QtBot, screen: BundlesScreen, laptop: Computer
) -> None:
    page, file = screen.receiving, laptop.sends()
    screen.take_files([file])
    arrives(qtbot, screen, page.open)
    content = file.read_bytes()
    file.write_bytes(b"pulled out")
    presses(page.open)
    qtbot.waitUntil(lambda: page.state.property("role") == "error-line", timeout=PATIENCE)
    arrives(qtbot, screen, page.open)
    file.write_bytes(content)
    presses(page.open)
    qtbot.waitUntil(lambda: bool(page.report.text()), timeout=PATIENCE)


def test_who_went_elsewhere_meanwhile_stays_there(
    qtbot: QtBot, screen: BundlesScreen, workplace: Workplace, laptop: Computer
) -> None:
    laptop.new("note", "title=From the field")
    screen.take_files([laptop.sends()])
    arrives(qtbot, screen, screen.receiving.open)
    presses(screen.receiving.open)
    workplace.top.search.setFocus()
    qtbot.waitUntil(lambda: "1 change" in screen.receiving.report.text(), timeout=PATIENCE)
    assert keyboard(screen) is workplace.top.search


def test_writing_comes_back_to_its_button_and_a_mail_is_opened_next(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, tmp_path: Path
) -> None:
    page = screen.sending
    page.show_folder(tmp_path)
    qtbot.waitUntil(page.send.isEnabled, timeout=PATIENCE)
    presses(page.send)
    assert keyboard(screen) is page
    qtbot.waitUntil(lambda: "Bundle checked." in page.report.text(), timeout=PATIENCE)
    arrives(qtbot, screen, page.send)
    page.ask_inside()  # as after every save
    arrives(qtbot, screen, page.send)
    page.where.take(BY_MAIL)
    page.where.show_folder(tmp_path)
    qtbot.waitUntil(page.send.isEnabled, timeout=PATIENCE)
    presses(page.send)
    arrives(qtbot, screen, page.after.mail)
    assert list(tmp_path.glob("*.eml"))


def test_the_log_goes_on_to_the_next_button_or_moves(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer, tmp_path: Path
) -> None:
    for number in range(2 * AT_ONCE + 1):
        sending.write(hall.desk, tmp_path / f"{number}.coopx", Wish())
    screen.show_tab("log")
    qtbot.waitUntil(lambda: screen.log.entries.earlier is not None, timeout=PATIENCE)
    for is_last in (False, True):
        presses(screen.log.entries.earlier)
        assert keyboard(screen) is (screen.log if is_last else screen.log.entries.earlier)


def test_taking_back_out_of_the_log(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer
) -> None:
    for title in ("One", "Two"):
        laptop.new("note", f"title={title}")
        receiving.read(hall.desk, [laptop.sends()])
    screen.show_tab("log")
    qtbot.waitUntil(lambda: screen.log.entries.undo is not None, timeout=PATIENCE)
    for left in ({"One"}, set[str]()):
        presses(screen.log.entries.undo)
        qtbot.waitUntil(lambda left=left: hall.titles() == left, timeout=PATIENCE)  # type: ignore[misc]
        can_go_on = any(one.can_undo for one in bundle_log.log(hall.desk))
        qtbot.waitUntil(
            lambda more=can_go_on: (  # type: ignore[misc]
                keyboard(screen) is (screen.log.entries.undo if more else screen.log)
            ),
            timeout=PATIENCE,
        )
        if not can_go_on:
            break
