# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The import laws in pyproject.toml hold, and would notice a breach."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "ui commands desk sync reports interchange store history records language paths errors"
    " frozen collector blake2"
).split()
LINTER = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def lint(checkout: Path) -> subprocess.CompletedProcess[str]:
    """The linter's verdict on `checkout`/src/coopdesk under the project's contracts."""
    options = ["--no-logo", "--no-cache", "--config", str(ROOT / "pyproject.toml")]
    environment = os.environ | {"PYTHONPATH": str(checkout / "src")}
    command = [sys.executable, "-c", LINTER, *options]
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def lawful(tmp_path: Path) -> Path:
    """A checkout with every room of the house, in which only the allowed rooms use SQLite and Qt."""
    package = tmp_path / "src" / "coopdesk"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    for room in (*ROOMS, "app", "__main__"):
        (package / f"{room}.py").touch()
    (package / "store.py").write_text(
        "import sqlite3, sqlcipher3.dbapi2, sqlite_utils\nimport coopdesk.history\n"
    )
    (package / "ui.py").write_text(
        "import PySide6.QtWidgets\nimport coopdesk.desk\nimport coopdesk.records\n"
    )
    return tmp_path


def test_house_keeps_its_laws() -> None:
    verdict = lint(ROOT)
    assert verdict.returncode == 0, verdict.stdout


def test_only_the_desk_reaches_store_and_sync() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (law,) = [contract for contract in contracts if contract["id"] == "desk"]
    built = {room for room in ("store", "sync") if (ROOT / "src" / "coopdesk" / room).exists()}
    assert {f"coopdesk.{room}" for room in built} == set(law["forbidden_modules"])


def test_lawful_house_passes(lawful: Path) -> None:
    verdict = lint(lawful)
    assert verdict.returncode == 0, verdict.stdout


@pytest.mark.parametrize(
    ("room", "code"),
    [
        ("errors", "import coopdesk.paths"),
        ("records", "import coopdesk.history"),
        ("history", "from coopdesk import store"),
        ("reports", "import coopdesk.interchange"),
        ("sync", "import coopdesk.reports"),
        ("commands", "import coopdesk.ui"),
        ("commands", "import coopdesk.store"),
        ("ui", "from coopdesk.store import log"),
        ("desk", "import sqlite3"),
        ("records", "def late():\n    import sqlite_utils"),
        ("interchange", "from sqlcipher3 import dbapi2"),
        ("desk", "import PySide6.QtCore"),
        ("reports", "def late():\n    from PySide6 import QtSvg"),
        ("shelf", ""),
    ],
)
def test_breach_is_noticed(lawful: Path, room: str, code: str) -> None:
    with (lawful / "src" / "coopdesk" / f"{room}.py").open("a", encoding="utf-8") as file:
        file.write(code + "\n")
    verdict = lint(lawful)
    assert verdict.returncode == 1, verdict.stdout
    assert "BROKEN" in verdict.stdout
