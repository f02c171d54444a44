# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""Terminals of several computers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.language import set_current
from tests.commands.terminal import Terminal
from tests.journeys.computers import On


@pytest.fixture
def on(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[On]:
    """The terminal of a computer by its name; files lie in the folder that all of them see."""
    for name in ("LC_ALL", "LC_MESSAGES", "COOPDESK_HOME", "COOPDESK_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setattr("platform.node", lambda: "hall")
    monkeypatch.chdir(tmp_path)
    yield lambda name: Terminal(tmp_path / name, capsys)
    set_current("en")
