# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A computer that has a desk but no access asks for it in the window; one with an office of its own is told
why it cannot join another."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.desk import admitting, membership, safekeeping
from coopdesk.desk.desk import Desk
from coopdesk.desk.founding import found_desk
from coopdesk.errors import WorldError
from coopdesk.ui.bundles.screen import BundlesScreen
from coopdesk.ui.workplace import Workplace
from tests.desk.city_hall import Computer
from tests.ui.test_bundles_screen import PATIENCE


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Computer]:
    folder = tmp_path / "hall"
    made = found_desk(folder, city="Lokossa", country="BJ", officer="Clarisse Dansou", language="en")
    yield Computer(made, tmp_path)
    made.close()


@pytest.fixture
def profile(hall: Computer, tmp_path: Path) -> Path:
    """A laptop of the office that was restored from its backup: it has new keys."""
    laptop = hall.admits("laptop")
    copy = safekeeping.back_up(laptop.desk, tmp_path / "laptop.coopbackup")
    laptop.desk.close()
    safekeeping.restore(copy.file, tmp_path / "again")
    return tmp_path / "again"


def shown(qtbot: QtBot, workplace: Workplace) -> BundlesScreen:
    workplace.show_screen("bundles")
    found = workplace.stage.front
    assert isinstance(found, BundlesScreen)
    found.show_tab("office")
    qtbot.waitUntil(lambda: bool(found.office.pane.rows), timeout=PATIENCE)
    return found


def test_a_restored_computer_asks_in_the_window_and_is_let_in(
    qtbot: QtBot, workplace: Workplace, hall: Computer, desk: Desk, tmp_path: Path
) -> None:
    assert membership.own_role(desk) == ""
    again = Computer(desk, tmp_path)
    again.new("note", "title=Since")
    screen = shown(qtbot, workplace)
    own = next(key for key, row in screen.office.pane.rows.items() if "this computer" in row.accessibleName())
    screen.office.pane.rows[own].click()
    access = screen.office.computer.access
    qtbot.waitUntil(access.write.isVisible, timeout=PATIENCE)
    request = tmp_path / "again.coopjoin"
    access.write_request(request)
    qtbot.waitUntil(access.words.isVisible, timeout=PATIENCE)
    assert access.told.text() == "Request written: again.coopjoin. Bring it to a steward of the office."
    assert admitting.asks(hall.desk, request).words == access.words.text
    answer = admitting.admit(hall.desk, request, tmp_path / "answer.coopx").file
    screen.take_files([answer])
    qtbot.waitUntil(screen.receiving.open.isVisible, timeout=PATIENCE)
    screen.receiving.open.click()
    qtbot.waitUntil(lambda: membership.own_role(desk) == "officer", timeout=PATIENCE)
    screen.show_tab("office")
    screen.office.open(own)
    qtbot.waitUntil(lambda: not access.isVisible(), timeout=PATIENCE)
    with pytest.raises(WorldError) as refused:
        admitting.ask_again(desk, request)
    assert refused.value.code == "has_access"
    assert hall.hears(again).titles() == {"Since"}


def test_a_request_that_cannot_be_written_is_said(qtbot: QtBot, workplace: Workplace, tmp_path: Path) -> None:
    screen = shown(qtbot, workplace)
    own = next(key for key, row in screen.office.pane.rows.items() if "this computer" in row.accessibleName())
    screen.office.pane.rows[own].click()
    access = screen.office.computer.access
    access.write_request(tmp_path / "absent" / "a.coopjoin")
    qtbot.waitUntil(lambda: "there is no such file or folder" in access.told.text(), timeout=PATIENCE)
    assert not access.words.isVisible()
    assert access.write.isEnabled()


class TestAlone:
    @pytest.fixture
    def profile(self, tmp_path: Path) -> Path:
        folder = tmp_path / "alone"
        found_desk(folder, city="Lokossa", country="BJ", officer="Clarisse Dansou", language="en").close()
        return folder

    def test_an_office_of_its_own_is_said_to_stay(self, qtbot: QtBot, workplace: Workplace) -> None:
        screen = shown(qtbot, workplace)
        access = screen.office.computer.access
        qtbot.waitUntil(access.isVisible, timeout=PATIENCE)
        assert not access.write.isVisible()
        told = "\n".join(label.text() for label in access.findChildren(type(access.told)))
        assert "a desk stays with its office" in told
