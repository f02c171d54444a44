# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The screen of the bundles between two real desks: written, looked into, opened, taken back."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.desk import sending
from coopdesk.desk.drives import Drive
from coopdesk.desk.sending import Wish
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.work import Success
from coopdesk.ui.workplace import Workplace
from tests.desk.city_hall import Computer

PATIENCE = 20_000


def counted(qtbot: QtBot, screen: BundlesScreen, line: str) -> None:
    """Wait until the preview of what goes says so."""
    qtbot.waitUntil(lambda: line in screen.sending.contents.text().split("\n"), timeout=PATIENCE)


def looked_into(qtbot: QtBot, screen: BundlesScreen, *files: Path) -> str:
    """What the preview of these files says."""
    screen.take_files(files)
    qtbot.waitUntil(lambda: not screen.receiving.open.isHidden() and screen.receiving.choose.isEnabled(),
                    timeout=PATIENCE)  # fmt: skip
    return screen.receiving.contents.text()


def test_a_bundle_for_one_computer_is_previewed_written_and_checked(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer, tmp_path: Path
) -> None:
    assert [one.text() for one in screen.sending.devices] == ["laptop"]
    assert screen.sending.everybody.isChecked()
    screen.sending.devices[0].click()
    assert not screen.sending.everybody.isChecked()
    counted(qtbot, screen, "For: laptop")
    hall.new("note", "title=For the laptop")
    screen.refresh()
    assert not screen.sending.send.isEnabled(), "it is not yet known where to"
    stick = tmp_path / "stick"
    stick.mkdir()
    screen.sending.show_folder(stick)
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.send.click()
    qtbot.waitUntil(lambda: "Bundle checked." in screen.sending.report.text(), timeout=PATIENCE)
    [file] = stick.iterdir()
    assert file.name in screen.sending.report.text()
    laptop.reads(file)
    assert laptop.titles() == {"For the laptop"}


def test_on_a_stick_it_is_said_that_it_can_be_removed(
    qtbot: QtBot, screen: BundlesScreen, tmp_path: Path
) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    screen.sending.where.drives_came(Success([Drive("KINGSTON", stick, 10**9)]))
    assert [one.text() for one in screen.sending.places] == ["KINGSTON"]
    assert screen.sending.target == stick
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.write()
    told = "Bundle checked. You can remove the stick."
    qtbot.waitUntil(lambda: told in screen.sending.report.text(), timeout=PATIENCE)
    screen.sending.where.drives_came(Success([]))
    assert screen.sending.places == []
    assert not screen.sending.send.isEnabled()


def test_a_stick_that_is_taken_away_too_soon_is_asked_for_again(
    qtbot: QtBot, screen: BundlesScreen, tmp_path: Path
) -> None:
    screen.sending.where.drives_came(Success([Drive("KINGSTON", tmp_path / "pulled" / "out", 10**9)]))
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.write()
    told = "The stick was removed too soon."
    qtbot.waitUntil(lambda: screen.sending.report.text().startswith(told), timeout=PATIENCE)


def test_a_folder_that_is_gone_is_said_beside(qtbot: QtBot, screen: BundlesScreen, tmp_path: Path) -> None:
    screen.sending.show_folder(tmp_path / "gone" / "further")
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.write()
    qtbot.waitUntil(lambda: screen.sending.report.property("role") == "error-line", timeout=PATIENCE)
    assert "{" not in screen.sending.report.text()
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)


def test_a_bundle_is_looked_into_opened_and_taken_back(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer
) -> None:
    laptop.new("note", "title=From the field")
    bundle = laptop.sends()
    seen = looked_into(qtbot, screen, bundle)
    assert seen.startswith("From: laptop")
    assert "1 change from laptop" in seen
    assert hall.titles() == set(), "nothing is changed by looking"
    screen.receiving.open.click()
    qtbot.waitUntil(lambda: "1 change from laptop" in screen.receiving.report.text(), timeout=PATIENCE)
    assert hall.titles() == {"From the field"}
    assert screen.receiving.decide.isHidden()
    screen.receiving.undo.click()
    qtbot.waitUntil(lambda: "taken back" in screen.receiving.state.text(), timeout=PATIENCE)
    assert hall.titles() == set()


def test_what_needs_a_decision_leads_to_the_decisions(
    qtbot: QtBot, screen: BundlesScreen, workplace: Workplace, hall: Computer, laptop: Computer
) -> None:
    note = hall.new("note", "title=Visit")
    laptop.hears(hall)
    hall.change("note", note, "title=Visit of the hall")
    laptop.change("note", note, "title=Visit of the market")
    looked_into(qtbot, screen, laptop.sends())
    screen.receiving.open.click()
    qtbot.waitUntil(lambda: not screen.receiving.decide.isHidden(), timeout=PATIENCE)
    assert "1 needs your decision" in screen.receiving.report.text()
    screen.receiving.decide.click()
    assert workplace.stage.key == "decisions"


def test_a_file_that_is_no_bundle_is_said_beside(qtbot: QtBot, screen: BundlesScreen, tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear colleagues")
    screen.take_files([file])
    qtbot.waitUntil(lambda: screen.receiving.state.property("role") == "error-line", timeout=PATIENCE)
    assert "letter.txt" in screen.receiving.state.text()
    assert screen.receiving.choose.isEnabled()


def test_a_bundle_for_another_computer_says_whom_to_ask_for_what(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer
) -> None:
    district = hall.admits("district")
    laptop.hears(hall)
    district.desk.close()
    screen.take_files([laptop.sends("district")])
    qtbot.waitUntil(lambda: screen.receiving.state.property("role") == "error-line", timeout=PATIENCE)
    told = screen.receiving.state.text()
    assert told.startswith("This bundle is for someone else:")
    assert told.endswith("Ask for one for this computer. Sent by: laptop.")


def test_a_bundle_with_a_passphrase_asks_for_it(
    qtbot: QtBot, screen: BundlesScreen, laptop: Computer, tmp_path: Path
) -> None:
    laptop.new("note", "title=Behind a word")
    sent = sending.write(laptop.desk, tmp_path / "closed.coopx", Wish(everything=True, passphrase="baobab"))
    screen.take_files(sent.files)
    qtbot.waitUntil(lambda: not screen.receiving.passphrase.isHidden(), timeout=PATIENCE)
    qtbot.waitUntil(screen.receiving.choose.isEnabled, timeout=PATIENCE)
    screen.receiving.passphrase.setText("baobab")
    screen.receiving.look_inside()
    qtbot.waitUntil(lambda: "1 change from laptop" in screen.receiving.contents.text(), timeout=PATIENCE)


def dropped(target: QWidget, file: Path) -> bool:
    """Drop a file on a widget; whether it was let in."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    where, keys, buttons = QPoint(5, 5), Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(where, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, entering)
    if not entering.isAccepted():
        return False
    drop = QDropEvent(QPointF(where), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, drop)
    return True


def test_a_bundle_dropped_anywhere_on_the_window_is_looked_into(
    qtbot: QtBot, screen: BundlesScreen, workplace: Workplace, laptop: Computer, tmp_path: Path
) -> None:
    laptop.new("note", "title=Dropped")
    bundle = laptop.sends()
    workplace.show_screen("means")
    other = tmp_path / "picture.jpg"
    other.write_bytes(b"no picture")
    assert not dropped(workplace, other)
    assert dropped(workplace, bundle)
    assert workplace.stage.key == "bundles"
    qtbot.waitUntil(lambda: "1 change from laptop" in screen.receiving.contents.text(), timeout=PATIENCE)


def test_what_is_not_sent_yet_is_counted_in_the_bar(
    qtbot: QtBot, screen: BundlesScreen, workplace: Workplace, hall: Computer, tmp_path: Path
) -> None:
    before = sending.unsent(hall.desk)
    hall.new("note", "title=News")
    told = f"{before + 1} change"
    qtbot.waitUntil(lambda: workplace.top.unsent.text().startswith(told), timeout=PATIENCE)
    workplace.show_screen("means")
    workplace.top.unsent.click()
    assert workplace.stage.key == "bundles"
    screen.sending.show_folder(tmp_path)
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.write()
    qtbot.waitUntil(lambda: "Bundle checked." in screen.sending.report.text(), timeout=PATIENCE)
    qtbot.waitUntil(workplace.top.unsent.isHidden, timeout=3000)


def test_the_words_follow_the_language(qtbot: QtBot, screen: BundlesScreen, workplace: Workplace) -> None:
    counted(qtbot, screen, "For: the whole office")
    workplace.speak("ru")
    assert "весь отдел" in screen.sending.contents.text()
    assert screen.sending.send.text() == "Подготовить пакет"
    assert screen.receiving.choose.text() == "Выбрать файлы…"
