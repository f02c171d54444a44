# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""A terminal without a desk, and one with a desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from coopdesk.language import set_current
from tests.commands.terminal import Terminal


@pytest.fixture
def bare(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Terminal]:
    """A terminal of an English system, in an empty folder, without a desk."""
    for name in ("LC_ALL", "LC_MESSAGES", "COOPDESK_HOME", "COOPDESK_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    yield Terminal(tmp_path / "desk", capsys)
    set_current("en")


@pytest.fixture
def desk(bare: Terminal) -> Terminal:
    """A terminal with a desk."""
    bare.init()
    return bare
