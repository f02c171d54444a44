# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The card beside a note: its three figures stand whole on one line, in every language."""

import pytest
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk.language import LANGUAGES, Language, set_current
from coopdesk.ui import look, painted
from coopdesk.ui.notes.side import WIDTH, Card
from coopdesk.ui.painted import Ink

MARGINS = 48


@pytest.mark.parametrize("counts", [(0, 0, 0), (2, 3, 4), (5, 7, 12), (12, 15, 18)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_a_note_are_whole(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch,
    language: Language, counts: tuple[int, int, int],
) -> None:  # fmt: skip
    look.dress(qapp)
    set_current(language)
    cut: list[str] = []
    write = painted.write

    def watched(painter: QPainter, area: object, text: str, ink: Ink, *align: object) -> int:
        taken = write(painter, area, text, ink, *align)  # type: ignore[arg-type]
        if taken < painted.width_of(painter, text, ink):
            cut.append(text)
        return taken

    monkeypatch.setattr(painted, "write", watched)
    card = Card()
    qtbot.addWidget(card)
    card.resize(WIDTH - MARGINS, card.height())
    card.show_counts(counts)
    card.grab()
    assert cut == []
