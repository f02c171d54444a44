# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long a command takes to answer, against the bare interpreter."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Row, in_turn

ROOT = Path(__file__).resolve().parents[2]
RUNS = 15


def _run(*words: str) -> None:
    subprocess.run([sys.executable, *words], cwd=ROOT, check=True, capture_output=True)


def start(folder: Path) -> Iterator[Row]:
    """`--version`, and a question to a small desk."""
    del folder
    one, floor = in_turn(lambda: _run("-m", "coopdesk", "--version"), lambda: _run("-c", "pass"), RUNS)
    yield Row("coopdesk --version", one * 1e3, "ms", floor * 1e3, "python -c pass", 3)
    one, floor = in_turn(lambda: _run("-m", "coopdesk", "types", "note"), lambda: _run("-c", "pass"), RUNS)
    yield Row("coopdesk types note", one * 1e3, "ms", floor * 1e3, "python -c pass")
