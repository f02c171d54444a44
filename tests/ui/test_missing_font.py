# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A font file that is missing: the window opens all the same, and says so."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coopdesk import paths
from coopdesk.ui import look
from coopdesk.ui.options import Options
from coopdesk.ui.starting import Start


def test_a_window_without_its_fonts_says_so(
    qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, profile: Path
) -> None:
    shipped = paths.resource
    monkeypatch.setattr(paths, "resource", lambda name: shipped(name.replace("Inter-Medium", "Nowhere")))
    before = qapp.property(look.WITH_FONTS)
    qapp.setProperty(look.WITH_FONTS, None)
    look.dress(qapp)
    made = Start(Options(profile, "en"))
    qtbot.addWidget(made.window)
    try:
        qtbot.waitUntil(lambda: "Fonts are missing: Inter-Medium." in made.workplace.banner.told)
        assert made.window.isVisible()
    finally:
        qapp.setProperty(look.NO_FONTS, [])
        qapp.setProperty(look.WITH_FONTS, before)
        made.work.stop()
