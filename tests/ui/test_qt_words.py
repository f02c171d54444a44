# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Qt's own words in the language of the window."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from coopdesk.language import Language, set_current
from coopdesk.ui.qt_words import QtWords


@pytest.fixture
def words(qapp: QApplication) -> Iterator[QtWords]:
    made = QtWords(qapp)
    qapp.installTranslator(made)
    yield made
    qapp.removeTranslator(made)


@pytest.mark.parametrize(
    ("language", "open_word", "cancel", "paste"),
    [("en", "Open", "Cancel", "Paste"), ("fr", "Ouvrir", "Annuler", "Coller"),
     ("ru", "Открыть", "Отмена", "Вставить")],
)  # fmt: skip
def test_dialogues_and_menus_speak_the_language_that_is_current(
    qtbot: QtBot, words: QtWords, language: Language, open_word: str, cancel: str, paste: str
) -> None:
    set_current(language)
    dialogue = QFileDialog()
    dialogue.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialogue)
    box = dialogue.findChild(QDialogButtonBox)
    assert box is not None
    said = {button.text().replace("&", "") for button in box.findChildren(QPushButton)}
    assert {open_word, cancel} <= said
    labels = {label.text().replace("&", "") for label in dialogue.findChildren(QLabel)}
    assert (labels & {"Look in:", "Files of type:"} == set()) is (language != "en")
    line = QLineEdit()
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    assert any(paste in action.text().replace("&", "") for action in menu.actions())
    menu.deleteLater()


def test_what_no_catalogue_has_stays_as_it_is(words: QtWords) -> None:
    set_current("fr")
    assert words.translate("Nowhere", "Never said") == "Never said"
