# SPDX-FileCopyrightText: 2026 coopdesk contributors
# SPDX-License-Identifier: EUPL-1.2
"""The wheel carries what the program needs at run time."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.mark.parametrize("folder", ["resources", "translations"])
def test_shipped_folders_are_complete(names: set[str], folder: str) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert files
    assert {f"coopdesk/{name}" for name in files} <= names


def test_all_code_and_no_tests_are_in_it(names: set[str]) -> None:
    source = ROOT / "src"
    assert {path.relative_to(source).as_posix() for path in source.rglob("*.py")} <= names
    assert [name for name in names if name.startswith(("tests/", "packaging/"))] == []


def test_licences_and_the_command_are_in_it(names: set[str]) -> None:
    assert any(name.endswith("/licenses/LICENSES/EUPL-1.2.txt") for name in names)
    assert any(name.endswith("/entry_points.txt") for name in names)
