# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Behind the bundles: their log, the computers of the office, admitting one, what is set aside."""

from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.desk import admitting, membership, sharing
from coopdesk.desk.drives import Drive
from coopdesk.desk.sending import Wish
from coopdesk.store import arrivals
from coopdesk.sync.carriers.mail_in import bundles_of
from coopdesk.ui.bundles.log import AT_ONCE, LogPage
from coopdesk.ui.bundles.places import BY_MAIL, SHARED_FOLDER
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.work import Success
from coopdesk.ui.workplace import Workplace
from tests.desk.city_hall import Computer
from tests.ui.test_bundles_screen import PATIENCE, dropped
from tests.ui.test_walk import CHECKS


def opened(qtbot: QtBot, screen: BundlesScreen, name: str) -> str:
    """Bring a computer to the front; its id."""
    screen.show_tab("office")
    qtbot.waitUntil(lambda: bool(rows(screen, name)), timeout=PATIENCE)
    [key] = rows(screen, name)
    screen.office.pane.rows[key].click()
    return key


def rows(screen: BundlesScreen, name: str) -> list[str]:
    shown = screen.office.pane.rows
    return [key for key, row in shown.items() if row.accessibleName().startswith(name)]


def below(screen: BundlesScreen, key: str) -> str:
    return screen.office.pane.rows[key].accessibleName()


def test_the_log_says_what_came_and_takes_the_last_back(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer
) -> None:
    laptop.new("note", "title=From the field")
    hall.reads(laptop.sends())
    screen.show_tab("log")
    qtbot.waitUntil(lambda: screen.log.entries.undo is not None, timeout=PATIENCE)
    told = texts(screen.log)
    assert "From: laptop" in told
    assert "1 change" in told
    [undo] = buttons(screen.log)
    undo.click()
    qtbot.waitUntil(lambda: "taken back" in screen.log.state.text(), timeout=PATIENCE)
    assert hall.titles() == set()
    qtbot.waitUntil(lambda: "taken back" in texts(screen.log), timeout=PATIENCE)
    qtbot.waitUntil(lambda: not buttons(screen.log), timeout=PATIENCE)
    hall.sends("laptop")
    screen.log.ask()
    qtbot.waitUntil(lambda: "For: laptop" in texts(screen.log), timeout=PATIENCE)


def test_a_long_log_is_shown_by_parts_and_in_another_language(
    qtbot: QtBot, screen: BundlesScreen, workplace: Workplace, hall: Computer
) -> None:
    with hall.desk.store.alone():
        for number in range(AT_ONCE + 3):
            key, at = f"{number:032x}", 1_790_000_000_000 + number
            arrivals.note_sending(hall.desk.store.connection, key, at, f"{number}.coopx", {"saves": 1})
    screen.show_tab("log")
    qtbot.waitUntil(lambda: bool(buttons(screen.log)), timeout=PATIENCE)
    assert "0.coopx" not in texts(screen.log)
    workplace.speak("fr")
    qtbot.waitUntil(lambda: len(buttons(screen.log)) == 1, timeout=PATIENCE)
    buttons(screen.log)[0].click()
    qtbot.waitUntil(lambda: "0.coopx" in texts(screen.log), timeout=PATIENCE)
    workplace.speak("en")
    qtbot.waitUntil(lambda: not buttons(screen.log), timeout=PATIENCE)


def buttons(page: LogPage) -> list[QPushButton]:
    return [one for one in page.findChildren(QPushButton) if not one.isHidden()]


def texts(page: LogPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if not label.isHidden()]


def test_a_computer_is_verified_by_its_words_and_its_code(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer
) -> None:
    key = opened(qtbot, screen, "laptop")
    face = screen.office.computer
    qtbot.waitUntil(face.same.isVisible, timeout=PATIENCE)
    assert below(screen, key) == f"laptop, Officer · introduced by {membership.computers(hall.desk)[0].name}"
    own = next(one for one in membership.computers(laptop.desk) if one.state == "own")
    assert face.words.text == own.words, "the same on both"
    qtbot.waitUntil(lambda: bool(face.words.code.squares), timeout=PATIENCE)
    assert "Officer at laptop" in face.facts.text() or "not yet" in face.facts.text()
    face.same.click()
    qtbot.waitUntil(face.verified.isVisible, timeout=PATIENCE)
    assert not face.same.isVisible()
    qtbot.waitUntil(lambda: below(screen, key) == "laptop, Officer · verified", timeout=PATIENCE)


def test_a_role_is_changed_and_access_withdrawn_after_one_question(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer
) -> None:
    key = opened(qtbot, screen, "laptop")
    face = screen.office.computer
    qtbot.waitUntil(face.roles.isVisible, timeout=PATIENCE)
    next(one for one in face.roles.group.buttons() if one.property("key") == "reader").click()
    qtbot.waitUntil(lambda: "Role changed." in face.state.text(), timeout=PATIENCE)
    assert hall.role_of("laptop") == "reader"
    qtbot.waitUntil(lambda: face.isEnabled() and face.withdraw.isVisible(), timeout=PATIENCE)
    face.withdraw.click()
    assert face.keep.hasFocus()
    assert hall.role_of("laptop") == "reader", "asked first"
    face.keep.click()
    assert not face.withdraw_now.isVisible()
    face.withdraw.click()
    face.withdraw_now.click()
    qtbot.waitUntil(lambda: face.state.text().startswith("Access withdrawn."), timeout=PATIENCE)
    assert hall.role_of("laptop") == ""
    qtbot.waitUntil(lambda: below(screen, key) == "laptop, access withdrawn", timeout=PATIENCE)
    assert not face.withdraw.isVisible()


def test_what_a_withdrawn_computer_saved_later_is_set_aside_and_accepted(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer
) -> None:
    membership.revoke(hall.desk, "laptop")
    laptop.new("note", "title=Late")
    hall.reads(laptop.sends())
    assert hall.titles() == set()
    opened(qtbot, screen, "Set aside")
    qtbot.waitUntil(lambda: len(screen.office.aside.buttons) == 1, timeout=PATIENCE)
    assert not [found for check in CHECKS for found in check(screen)]
    screen.office.aside.buttons[0].click()
    qtbot.waitUntil(lambda: screen.office.aside.state.text().startswith("Accepted."), timeout=PATIENCE)
    assert hall.titles() == {"Late"}
    qtbot.waitUntil(lambda: not rows(screen, "Set aside"), timeout=PATIENCE)


def test_who_is_no_steward_reads_why_nothing_can_be_done(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer, tmp_path: Path
) -> None:
    membership.change_role(hall.desk, "laptop", "steward")
    laptop.hears(hall)
    [own] = [one.id for one in membership.computers(hall.desk) if one.state == "own"]
    membership.change_role(laptop.desk, own, "officer")
    hall.reads(laptop.sends())
    opened(qtbot, screen, "laptop")
    face = screen.office.computer
    told = "Only a steward can change this. Stewards: laptop"
    qtbot.waitUntil(lambda: told in face.meaning.text(), timeout=PATIENCE)
    assert not face.roles.isVisible()
    assert not face.withdraw.isVisible()
    admitting.ask(tmp_path / "new", tmp_path / "new.coopjoin", "Binta Exemple", None, "new")
    screen.take_files([tmp_path / "new.coopjoin"])
    qtbot.waitUntil(screen.office.admission.refusal.isVisible, timeout=PATIENCE)
    assert screen.office.admission.refusal.text() == (
        "Only a steward can do this. Stewards of this office: laptop."
    )


def asking(tmp_path: Path) -> tuple[Path, str]:
    """The request of a computer that waits, and the words that it shows."""
    asked = admitting.ask(tmp_path / "new", tmp_path / "new.coopjoin", "Binta Exemple", None, "registry")
    return asked.file, asked.words


def test_a_request_dropped_anywhere_is_compared_answered_and_brought_on_a_stick(
    qtbot: QtBot, screen: BundlesScreen, workplace: Workplace, hall: Computer, tmp_path: Path
) -> None:
    file, words = asking(tmp_path)
    workplace.show_screen("means")
    assert dropped(workplace, file)
    face = screen.office.admission
    qtbot.waitUntil(face.words.isVisible, timeout=PATIENCE)
    assert (face.words.text, face.who.text()) == (
        words,
        "Computer: registry\nWho works at this desk: Binta Exemple",
    )
    assert "registry" not in {one.name for one in membership.computers(hall.desk)}, "nobody is let in yet"
    assert not face.admit.isEnabled(), "it is not known where to"
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    face.where.drives_came(Success([Drive("KINGSTON", stick, 10**9)]))
    next(one for one in face.roles.group.buttons() if one.property("key") == "steward").click()
    face.admit.click()
    qtbot.waitUntil(lambda: "You can remove the stick." in face.report.text(), timeout=PATIENCE)
    [answer] = stick.iterdir()
    assert answer.name in face.report.text()
    joined = admitting.complete(tmp_path / "new", answer, None)
    assert membership.own_role(joined.desk) == "steward"
    joined.desk.close()
    qtbot.waitUntil(lambda: bool(rows(screen, "registry")), timeout=PATIENCE)


def test_an_invitation_goes_by_mail_and_is_read_out_of_it(
    qtbot: QtBot, screen: BundlesScreen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: shown.append(QUrl(url).toLocalFile()))
    file, _ = asking(tmp_path)
    screen.take_files([file])
    face = screen.office.admission
    qtbot.waitUntil(face.words.isVisible, timeout=PATIENCE)
    mails = tmp_path / "mails"
    mails.mkdir()
    face.where.take(BY_MAIL)
    face.where.show_folder(mails)
    face.admit.click()
    qtbot.waitUntil(lambda: "Mail written." in face.report.text(), timeout=PATIENCE)
    [mail] = mails.iterdir()
    assert "Invitation to coopdesk" in mail.read_text("utf-8")
    face.after.mail.click()
    face.after.folder.click()
    assert shown == [str(mail), str(mails)]
    admitting.complete(tmp_path / "new", mail, None).desk.close()


def test_a_damaged_request_is_refused_beside(qtbot: QtBot, screen: BundlesScreen, tmp_path: Path) -> None:
    file, _ = asking(tmp_path)
    file.write_bytes(file.read_bytes()[:-3])
    screen.take_files([file])
    face = screen.office.admission
    qtbot.waitUntil(face.refusal.isVisible, timeout=PATIENCE)
    assert face.refusal.text().startswith("This request to join is damaged: new.coopjoin.")
    assert face.choose.isVisible()


def test_a_bundle_goes_by_mail_in_parts_of_a_chosen_size(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, tmp_path: Path
) -> None:
    hall.new("note", "title=By mail")
    where = screen.sending.where
    where.take(BY_MAIL)
    where.show_folder(tmp_path / "mails")
    (tmp_path / "mails").mkdir()
    assert screen.sending.part_size.currentData() == 3_500_000
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.send.click()
    qtbot.waitUntil(lambda: "Mail written." in screen.sending.report.text(), timeout=PATIENCE)
    [mail] = (tmp_path / "mails").iterdir()
    assert mail.name in screen.sending.report.text()
    assert screen.sending.after.mail.isVisible()
    assert len(bundles_of(mail)) == 1


def test_the_shared_folder_is_remembered_written_and_opened(
    qtbot: QtBot, screen: BundlesScreen, hall: Computer, laptop: Computer, tmp_path: Path
) -> None:
    shared = tmp_path / "Cloud"
    shared.mkdir()
    where = screen.sending.where
    where.kind = SHARED_FOLDER
    where.show_folder(shared)
    qtbot.waitUntil(lambda: sharing.folder(hall.desk) == shared, timeout=PATIENCE)
    hall.new("note", "title=For all")
    screen.sending.ask_inside()
    qtbot.waitUntil(screen.sending.send.isEnabled, timeout=PATIENCE)
    screen.sending.send.click()
    qtbot.waitUntil(lambda: "It lies in the shared folder" in screen.sending.report.text(), timeout=PATIENCE)
    assert sharing.read(laptop.desk, shared).words()[0].startswith("1 change from ")
    laptop.new("note", "title=Back")
    sharing.write(laptop.desk, shared, Wish())
    screen.show_tab("exchange")
    waiting = screen.receiving.waiting
    qtbot.waitUntil(lambda: waiting.told.text() == "laptop: 1 new bundle", timeout=PATIENCE)
    waiting.read.click()
    receiving = screen.receiving
    qtbot.waitUntil(receiving.open.isVisible, timeout=PATIENCE)
    assert receiving.contents.text() == "From: laptop\n1 change from laptop"
    assert hall.titles() == {"For all"}, "nothing has been changed yet"
    receiving.open.click()
    qtbot.waitUntil(lambda: "1 change from laptop" in receiving.report.text(), timeout=PATIENCE)
    assert hall.titles() == {"For all", "Back"}
    assert not receiving.open.isVisible()
    qtbot.waitUntil(lambda: "Nothing new" in waiting.told.text(), timeout=PATIENCE)
    assert not waiting.read.isVisible()
    assert screen.receiving.undo.isVisible()
    shared.rename(tmp_path / "away")
    waiting.ask()
    qtbot.waitUntil(lambda: "The shared folder is not there" in waiting.told.text(), timeout=PATIENCE)


def test_new_bundles_on_a_stick_are_offered(
    qtbot: QtBot, screen: BundlesScreen, laptop: Computer, tmp_path: Path
) -> None:
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    laptop.new("note", "title=On a stick")
    laptop.sends().rename(stick / "news.coopx")
    screen.sending.where.drives_came(Success([Drive("KINGSTON", stick, 10**9)]))
    waiting = screen.receiving.waiting
    qtbot.waitUntil(lambda: len(waiting.buttons) == 1, timeout=PATIENCE)
    assert waiting.buttons[0].accessibleName() == "KINGSTON: 1 new bundle"
    waiting.buttons[0].click()
    qtbot.waitUntil(lambda: "1 change from laptop" in screen.receiving.contents.text(), timeout=PATIENCE)
