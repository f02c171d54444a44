# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dialogues for files: they come back to the folder of the last file, and say when they were left."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from coopdesk.ui import documents
from coopdesk.ui.first_start.joining import Joining
from coopdesk.ui.screens.settings import SettingsScreen
from coopdesk.ui.work import Work
from coopdesk.ui.workplace import Workplace


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> Iterator[None]:
    before = list(documents._last)
    documents._last.clear()
    yield
    documents._last[:] = before


def test_a_file_opened_leads_the_next_dialogue_to_its_folder(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page, asked = QWidget(), list[str]()
    qtbot.addWidget(page)

    def answer(_parent: QWidget, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        asked.append(folder)
        return str(tmp_path / "request.coopjoin"), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", answer)
    assert documents.ask_which(page, "Request") == tmp_path / "request.coopjoin"
    documents.ask_which(page, "Request")
    assert asked[1] == str(tmp_path)


def test_a_dialogue_that_is_left_gives_nothing(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "")
    assert documents.ask_which(page, "Request") is None
    assert documents.ask_which_several(page, "Bundles") == []
    assert documents.ask_folder(page, "Folder") is None


def test_a_stick_comes_first_and_is_no_place_to_come_back_to(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page, asked = QWidget(), list[str]()
    qtbot.addWidget(page)

    def answer(_parent: QWidget, _title: str, folder: str, _kinds: str) -> tuple[list[str], str]:
        asked.append(folder)
        return [str(tmp_path / "a.coopx")], ""

    monkeypatch.setattr(QFileDialog, "getOpenFileNames", answer)
    documents.ask_which_several(page, "Bundles", "", tmp_path)
    documents.ask_which_several(page, "Bundles")
    assert asked[0] == str(tmp_path)
    assert asked[1] != str(tmp_path)


def test_the_backup_elsewhere_begins_where_the_last_file_was(
    workplace: Workplace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documents._last[:] = [tmp_path]
    asked: list[str] = []

    def leave(_parent: QWidget, _title: str, folder: str) -> str:
        asked.append(folder)
        return ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", leave)
    workplace.run("go settings")
    settings = workplace.stage.front
    assert isinstance(settings, SettingsScreen)
    settings.back_up_to.click()
    assert asked == [str(tmp_path)]


def test_the_page_for_joining_writes_and_opens_where_the_last_file_was(
    qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    documents._last[:] = [tmp_path]
    asked: list[str] = []

    def leave(_parent: QWidget, _title: str, folder: str, _kinds: str) -> tuple[str, str]:
        asked.append(folder)
        return "", ""

    for dialogue in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, dialogue, leave)
    page = Joining(work, tmp_path / "new")
    qtbot.addWidget(page)
    page.officer.field.setText("Kofi Exemple")
    page.write.click()
    page.open.click()
    assert asked == [str(tmp_path / "request.coopjoin"), str(tmp_path)]
