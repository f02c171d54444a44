# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two attached files for one field: an officer attaches a third, or the field holds them all."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from coopdesk.desk.desk import Desk
from coopdesk.ui.deciding.screen import DecidingScreen
from coopdesk.ui.editors.files import FileEditor
from coopdesk.ui.workplace import Workplace
from tests.desk.officer import Officer, colleague
from tests.ui.test_deciding import bring_when_there, left


@pytest.fixture
def papers(tmp_path: Path) -> dict[str, Path]:
    """Three files on this computer."""
    found = {name: tmp_path / f"{name}.txt" for name in ("draft", "ours", "theirs", "signed")}
    for name, file in found.items():
        file.write_text(name, encoding="utf-8")
    return found


def test_another_file_than_the_two_is_attached_as_the_third_version(
    qtbot: QtBot, workplace: Workplace, desk: Desk, papers: dict[str, Path]
) -> None:
    officer = Officer(desk)
    made = officer.new("document", "title=Agreement", f"file=@{papers['draft']}")
    seen = officer.version("document", made)
    with colleague(desk) as kofi:
        kofi.change("document", made, f"file=@{papers['theirs']}", seen=seen)
    officer.change("document", made, f"file=@{papers['ours']}", seen=seen)
    workplace.run("go decisions")
    screen = workplace.stage.front
    assert isinstance(screen, DecidingScreen)
    bring_when_there(qtbot, screen, desk, "file")
    assert {card.text.text for card in screen.versions.cards} == {"ours.txt", "theirs.txt"}
    editor = screen.versions.editor
    assert isinstance(editor, FileEditor)
    editor.attach(papers["signed"])
    screen.versions.save_third()
    qtbot.waitUntil(lambda: left(desk) == set())
    record = desk.record("document", made)
    assert record
    assert str(record.one("file")).endswith(" signed.txt")
    assert desk.attached(str(record.one("file")).split()[0]) == b"signed"


def test_a_set_of_files_never_stands_to_be_decided_each_side_adds_its_own(
    desk: Desk, papers: dict[str, Path]
) -> None:
    officer = Officer(desk)
    made = officer.new("note", "title=Visit", f"attachments+=@{papers['draft']}")
    seen = officer.version("note", made)
    with colleague(desk) as kofi:
        kofi.change("note", made, f"attachments+=@{papers['theirs']}", seen=seen)
    officer.change("note", made, f"attachments+=@{papers['ours']}", seen=seen)
    assert left(desk) == set()
    record = desk.record("note", made)
    assert record
    names = {str(one).split(" ", 3)[3] for one in record.values["attachments"]}  # type: ignore[union-attr]
    assert names == {"draft.txt", "ours.txt", "theirs.txt"}
